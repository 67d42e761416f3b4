import type { ChecklistItem } from '../src/domain/request.ts';
import { NOTICE_VERBS } from './actions-notices.ts';
import type { NoticeActionData, NoticeKey } from './actions-notices.ts';
import { APP_OWNER_INPUTS, APP_OWNER_VERBS } from './actions-app-owners.ts';
import type { AppOwnerActionData } from './actions-app-owners.ts';
import { RIGHTS_INPUTS, RIGHTS_VERBS } from './actions-rights.ts';
import type { RightsActionData } from './actions-rights.ts';
import { APPROVAL_INPUTS, APPROVAL_VERBS } from './actions-approval.ts';
import type { ApprovalActionData } from './actions-approval.ts';
import { IMAGE_INPUTS, IMAGE_VERBS } from './actions-images.ts';
import type { ImageActionData } from './actions-images.ts';

/** A button that concerns a rollout as a whole. */
type RolloutKey = { readonly rolloutId: string };

export type { NoticeKey };

/** A button that binds to one revision of a plan: the full hash of what the card showed. */
export type PlanKey = RolloutKey & { readonly hash: string };

/**
 * What each verb sends from the card itself. Inputs of the card come on top, as strings under their input ids, and an empty
 * optional input is missing altogether (see `INPUTS`). Nothing of it proves anything: the bot parses all of it again.
 */
export interface ActionData
  extends ApprovalActionData,
    AppOwnerActionData,
    NoticeActionData,
    ImageActionData,
    RightsActionData {
  readonly 'plan.submit': PlanKey;
  readonly 'plan.change': PlanKey;
  readonly 'plan.discard': PlanKey;
  readonly 'plan.show': RolloutKey;
  readonly 'approval.approve': PlanKey;
  readonly 'approval.reject': PlanKey;
  /** Show the approval card as it stands now. */
  readonly 'approval.details': PlanKey;
  readonly 'approval.start-now': PlanKey;
  readonly 'approval.replan': PlanKey;
  /** Open the list of names behind one item, or (`none`) show the four items with all lists shut. */
  readonly 'checklist.open': PlanKey & { readonly item: ChecklistItem | 'none' };
  readonly 'checklist.tick': PlanKey & { readonly item: ChecklistItem };
  /** The Cloud PC is chosen on the card: input `cloudPcId`. */
  readonly 'checklist.waive': PlanKey & { readonly item: ChecklistItem };
  readonly 'notice.ready': NoticeKey;
  readonly 'notice.postpone': NoticeKey;
  readonly 'notice.help': NoticeKey;
  /** Have the Cloud PC look at itself once more. */
  readonly 'notice.check': NoticeKey;
  readonly 'notice.works': NoticeKey;
  readonly 'notice.broken': NoticeKey;
  readonly 'status.refresh': RolloutKey;
  readonly 'rollout.hold': RolloutKey;
  readonly 'rollout.resume': RolloutKey;
  /** Show the card that asks before an abort. */
  readonly 'rollout.ask-abort': RolloutKey;
  readonly 'rollout.abort': RolloutKey;
  readonly 'rollout.promote': RolloutKey & { readonly wave: number };
  /** Gives every failed Cloud PC a new attempt. */
  readonly 'rollout.retry': RolloutKey;
  /** "It did not happen" for one Cloud PC in doubt, chosen on the card: input `cloudPcId`. */
  readonly 'rollout.settle-doubt': RolloutKey;
  readonly 'rollout.roll-back': RolloutKey;
  readonly 'rollout.report': RolloutKey;
  /** Offers the evidence pack as a file. */
  readonly 'rollout.pack': RolloutKey;
  /** Answers, or leaves, one question of a dialog. These three are Action.Submit. */
  readonly 'ask.answer': AskKey;
  readonly 'ask.back': AskKey;
  readonly 'ask.cancel': AskKey;
  /** The same as typing `text` to the bot. Action.Submit. */
  readonly 'command.say': { readonly text: string };
}

type AskKey = { readonly step: string };

export type Verb = keyof ActionData;

/** Every verb once, for routing: a verb that is not in here is no verb of ours. */
export const VERBS = [
  'plan.submit',
  'plan.change',
  'plan.discard',
  'plan.show',
  'approval.approve',
  'approval.reject',
  'approval.details',
  'approval.start-now',
  'approval.replan',
  'checklist.open',
  'checklist.tick',
  'checklist.waive',
  'notice.ready',
  'notice.postpone',
  'notice.help',
  'notice.check',
  'notice.works',
  'notice.broken',
  'status.refresh',
  'rollout.hold',
  'rollout.resume',
  'rollout.ask-abort',
  'rollout.abort',
  'rollout.promote',
  'rollout.retry',
  'rollout.settle-doubt',
  'rollout.roll-back',
  'rollout.report',
  'rollout.pack',
  'ask.answer',
  'ask.back',
  'ask.cancel',
  'command.say',
  ...NOTICE_VERBS,
  ...APPROVAL_VERBS,
  ...IMAGE_VERBS,
  ...RIGHTS_VERBS,
  ...APP_OWNER_VERBS,
] as const satisfies readonly Verb[];

/** The input ids that come with a verb. Required ones are required on the card, which proves nothing about what arrives. */
export const INPUTS = {
  'approval.approve': { comment: 'optional' },
  'approval.reject': { reason: 'required' },
  'checklist.tick': { reason: 'required' },
  'checklist.waive': { cloudPcId: 'required', reason: 'required' },
  /** `slot` is the start of the chosen date, an instant. */
  'notice.postpone': { slot: 'required' },
  'notice.help': { text: 'required' },
  /** `what` is one of a few kinds of trouble. */
  'notice.broken': { what: 'optional', text: 'required' },
  'rollout.hold': { reason: 'required' },
  'rollout.abort': { reason: 'required' },
  'rollout.settle-doubt': { cloudPcId: 'required' },
  /** `how` is `policy` or `reprovision`. */
  'rollout.roll-back': { how: 'required', reason: 'required' },
  ...APPROVAL_INPUTS,
  ...IMAGE_INPUTS,
  ...RIGHTS_INPUTS,
  ...APP_OWNER_INPUTS,
} as const satisfies Partial<Record<Verb, Readonly<Record<string, 'required' | 'optional'>>>>;

/** Plain JSON of a card or a part of one. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** How a button looks: Teams paints `positive` as the main one and `destructive` in red. */
export interface ButtonLook {
  readonly style?: 'positive' | 'destructive';
  readonly tooltip?: string;
  /** The button works although required inputs of the card are empty. */
  readonly ignoreInputs?: boolean;
}

/** A button of a card that outlives the conversation. Clients without Action.Execute send the same data as a message. */
export function executeButton<V extends Verb>(
  title: string,
  verb: V,
  data: ActionData[V] & JsonObject,
  look: ButtonLook = {},
): JsonObject {
  const sent = { verb, ...data };
  const shared = { title, data: sent, ...lookOf(look) };
  return { type: 'Action.Execute', verb, ...shared, fallback: { type: 'Action.Submit', ...shared } };
}

/** A button of a card inside a conversation. */
export function submitButton<V extends Verb>(
  title: string,
  verb: V,
  data: ActionData[V] & JsonObject,
  look: ButtonLook = {},
): JsonObject {
  return { type: 'Action.Submit', title, data: { verb, ...data }, ...lookOf(look) };
}

function lookOf(look: ButtonLook): { readonly [key: string]: Json } {
  return {
    ...(look.style ? { style: look.style } : {}),
    ...(look.tooltip ? { tooltip: look.tooltip } : {}),
    ...(look.ignoreInputs ? { associatedInputs: 'none' } : {}),
  };
}
