import type { ChecklistItem } from '../src/domain/request.ts';
import type { NoticeKey } from './actions-notices.ts';

type RolloutKey = { readonly rolloutId: string };
/** One request about a Cloud PC; the hash binds the answer to what the card showed. */
type AppealKey = RolloutKey & { readonly cloudPcId: string; readonly no: number; readonly hash: string };
/** One complaint about a Cloud PC. */
export type CaseKey = RolloutKey & { readonly cloudPcId: string; readonly number: number };

/** What the verbs of stops, requests and help cases send from the card itself; see `ActionData`. */
export interface RightsActionData {
  /** An owner stops new starts of the whole rollout. */
  readonly 'line.stop-own': NoticeKey;
  readonly 'line.stop': RolloutKey;
  readonly 'line.ask-resume': RolloutKey;
  /** The second person's yes, to the very ask that the card showed. */
  readonly 'line.confirm-resume': RolloutKey & { readonly askedAt: string; readonly found: string };
  /** Input `wish`: the start of a date, or `leave-out`. */
  readonly 'appeal.ask': NoticeKey;
  /** The Cloud PC is chosen on the card: input `cloudPcId`. */
  readonly 'appeal.ask-waiver': RolloutKey & { readonly item: ChecklistItem };
  readonly 'appeal.approve': AppealKey;
  readonly 'appeal.decline': AppealKey;
  readonly 'case.show': CaseKey;
  readonly 'case.close': CaseKey;
  readonly 'case.reopen': NoticeKey;
}

export const RIGHTS_VERBS = [
  'line.stop-own',
  'line.stop',
  'line.ask-resume',
  'line.confirm-resume',
  'appeal.ask',
  'appeal.ask-waiver',
  'appeal.approve',
  'appeal.decline',
  'case.show',
  'case.close',
  'case.reopen',
] as const satisfies readonly (keyof RightsActionData)[];

export const RIGHTS_INPUTS = {
  'line.stop-own': { stopReason: 'required' },
  'line.stop': { stopReason: 'required' },
  'line.ask-resume': { found: 'required' },
  'appeal.ask': { wish: 'required', exceptionReason: 'required' },
  'appeal.ask-waiver': { cloudPcId: 'required', reason: 'required' },
  'appeal.decline': { reason: 'required' },
  'case.close': { note: 'required' },
  'case.reopen': { caseText: 'required' },
} as const satisfies Partial<Record<keyof RightsActionData, Readonly<Record<string, 'required' | 'optional'>>>>;
