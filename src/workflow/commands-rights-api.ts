import type { Actor } from '../domain/actor.ts';
import type { Result } from '../domain/refusal.ts';
import type { ChecklistItem } from '../domain/request.ts';
import type { AskView, StatusView } from '../domain/views.ts';
import type { NoticeView } from '../domain/views-notice.ts';
import type { AppealView, CasesView, CaseView, StopView } from '../domain/views-rights.ts';
import type { TargetRef } from './commands-api.ts';
import type { ClickedCard } from './ports-store.ts';

/** One request among those about a Cloud PC. */
export type AppealRef = TargetRef & { readonly no: number };
/** One case among those of a Cloud PC. */
export type CaseRef = TargetRef & { readonly number: number };

/** What people may demand: a stop of everything, an exception, help; and who answers them. */
export interface RightsCommands {
  /** An owner stops new starts of the whole rollout, also when their own Cloud PC is done. */
  stopOwn(actor: Actor, target: TargetRef, reason: string): Promise<Result<NoticeView>>;
  /** An admin or approver does. */
  stopLine(actor: Actor, reason: string, rolloutId?: string): Promise<Result<StatusView>>;
  /** What a stop would mean, for the card that asks before one. */
  viewStop(actor: Actor, rolloutId?: string): Promise<Result<StopView>>;
  /** The question that a hold is, as it stands. */
  viewAsk(actor: Actor, rolloutId?: string): Promise<Result<AskView>>;
  /** The second person ends a stop that somebody else asked to end. `askedAt` and `found` are what their card showed, `seen` how it read. */
  confirmResume(
    actor: Actor,
    ask: {
      readonly rolloutId: string;
      readonly askedAt: string;
      readonly found: string;
      readonly seen?: string;
      readonly clicked?: ClickedCard | undefined;
    },
  ): Promise<Result<AskView>>;
  /** The owner asks for a later date (`slotStartAt`, of those their notice offers) or to be left out (null). */
  askException(
    actor: Actor,
    target: TargetRef,
    ask: { readonly slotStartAt: string | null; readonly reason: string },
  ): Promise<Result<NoticeView>>;
  /** An admin asks for a waiver; an approver decides. */
  askWaiver(
    actor: Actor,
    ask: TargetRef & { readonly item: ChecklistItem; readonly reason: string },
  ): Promise<Result<AppealView>>;
  viewAppeal(actor: Actor, ref: AppealRef): Promise<Result<AppealView>>;
  /** `hash` is what the card showed, `seen` how it read. Answers the request as it stands, also when the click came second. */
  decideAppeal(
    actor: Actor,
    answer: AppealRef & {
      readonly hash: string;
      readonly decision: 'approved' | 'declined';
      readonly reason: string;
      readonly seen: string;
      readonly clicked?: ClickedCard | undefined;
    },
  ): Promise<Result<AppealView>>;
  listCases(actor: Actor, rolloutId?: string): Promise<Result<CasesView>>;
  viewCase(actor: Actor, ref: CaseRef): Promise<Result<CaseView>>;
  closeCase(actor: Actor, ref: CaseRef, note: string): Promise<Result<CaseView>>;
  reopenCase(actor: Actor, target: TargetRef, words: string): Promise<Result<NoticeView>>;
}
