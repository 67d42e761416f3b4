import type { Actor } from './actor.ts';
import type { Appeal } from './appeal.ts';
import { earliestNewDate } from './dates.ts';
import { hashOf } from './hash.ts';
import { giveTime } from './more-time.ts';
import { accept, refusal, refuse } from './refusal.ts';
import type { Result } from './refusal.ts';
import type { ChecklistItem } from './request.ts';
import { isLive } from './rollout.ts';
import type { Rollout } from './rollout.ts';
import type { SeenAs, Sighted } from './sight.ts';
import { attemptUnderWay, forgetCall, isFinished } from './target.ts';
import type { Evidence, Target } from './target.ts';
import { isBefore } from './time.ts';
import type { Instant } from './time.ts';
import type { Slot } from './window.ts';

/** How often the owner of one Cloud PC may ask for an exception. */
export const MAX_EXCEPTIONS = 3;
/** How far beyond the deadline of the plan a wished date may lie. */
export const EXCEPTION_DAYS = 30;

/** What somebody asks for one Cloud PC: the owner a later date or to be left out, an admin a waiver of one item of the checklist. */
export interface AppealAsk {
  readonly by: Actor;
  readonly kind: Appeal['kind'];
  readonly reason: string;
  readonly wish: Slot | null;
  readonly item: ChecklistItem | null;
  readonly now: Instant;
}

/** Asks; a second person decides. A later request of the same sort voids the one before it. */
export function fileAppeal(rollout: Rollout, target: Target, ask: AppealAsk): Result<Target> {
  const reason = ask.reason.trim();
  if (reason === '') return refuse(refusal('reason-missing'));
  if (!isLive(rollout)) return refuse(refusal('rollout-ended'));
  if (attemptUnderWay(target)) return refuse(refusal('already-started'));
  if (isFinished(target)) return refuse(refusal('already-done'));
  const known = target.appeals ?? [];
  const exceptions = known.filter((appeal) => appeal.kind !== 'waiver').length;
  if (ask.kind !== 'waiver' && exceptions >= MAX_EXCEPTIONS)
    return refuse(refusal('exceptions-used-up', { count: MAX_EXCEPTIONS, whom: rollout.plan.requestedBy.name }));
  const { kind, wish, item, by, now } = ask;
  const appeal: Appeal = { no: known.length + 1, kind, by, at: now, reason, wish, item, answer: null };
  const voided = { decision: 'voided', by, at: now, reason: '', hash: '', seen: '' } as const;
  const older = known.map((one) => (one.answer === null && isSameSort(one, appeal) ? { ...one, answer: voided } : one));
  return accept({ ...target, appeals: [...older, appeal] });
}

export interface AppealAnswer {
  readonly by: Actor;
  /** Holds the approver's role at this moment. */
  readonly isApprover: boolean;
  readonly no: number;
  /** `appealHash` of what their card showed. */
  readonly hash: string;
  readonly decision: 'approved' | 'declined';
  readonly reason: string;
  /** How that card read. */
  readonly seen: string;
  readonly seenAs?: SeenAs;
  readonly now: Instant;
}

/**
 * The second person's answer to exactly the request that their card showed, once. Never by the owner, by the one who asked, or by
 * the one who asked for the rollout.
 */
export function answerAppeal(rollout: Rollout, target: Target, answer: AppealAnswer): Result<Target> {
  const appeal = target.appeals?.find(({ no }) => no === answer.no);
  if (!appeal) return refuse(refusal('no-appeal'));
  const why = explainWho(rollout, target, { appeal, answer }) ?? explainWhat(rollout, target, { appeal, answer });
  if (why) return refuse(why);
  const reason = answer.reason.trim();
  if (reason === '' && answer.decision === 'declined') return refuse(refusal('reason-missing'));
  const { decision, by, now, hash, seen, seenAs = 'drawn' } = answer;
  const settled: Appeal = { ...appeal, answer: { decision, by, at: now, reason, hash, seen, seenAs } };
  const appeals = (target.appeals ?? []).map((one) => (one === appeal ? settled : one));
  const next = { ...target, appeals, notBefore: null };
  if (decision === 'approved') return accept(grant(next, settled, { by, now }));
  return accept(appeal.kind === 'waiver' ? next : giveTime(next, now));
}

/** Everything the answer is about: the request to the letter, and the plan it was made under. */
export function appealHash(rollout: Pick<Rollout, 'id' | 'hash'>, target: Target, appeal: Appeal): string {
  const { answer: _answer, remindedAt: _reminded, ...asked } = appeal;
  return hashOf({ rolloutId: rollout.id, planHash: rollout.hash, cloudPcId: target.planned.cloudPcId, asked });
}

function isSameSort(one: Appeal, other: Appeal): boolean {
  if (one.kind === 'waiver' || other.kind === 'waiver') return one.kind === other.kind && one.item === other.item;
  return true;
}

function explainWho(
  rollout: Rollout,
  target: Target,
  { appeal, answer }: { readonly appeal: Appeal; readonly answer: AppealAnswer },
): ReturnType<typeof refusal> | undefined {
  if (!answer.isApprover) return refusal('not-an-approver');
  if ([target.planned.personId, appeal.by.id].includes(answer.by.id)) return refusal('own-appeal');
  return answer.by.id === rollout.plan.requestedBy.id ? refusal('own-plan-appeal') : undefined;
}

function explainWhat(
  rollout: Rollout,
  target: Target,
  { appeal, answer }: { readonly appeal: Appeal; readonly answer: AppealAnswer },
): ReturnType<typeof refusal> | undefined {
  if (appeal.answer) return refusal('appeal-answered', { by: appeal.answer.by.name });
  if (answer.hash !== appealHash(rollout, target, appeal)) return refusal('appeal-changed');
  if (!isLive(rollout)) return refusal('rollout-ended');
  if (attemptUnderWay(target) || isFinished(target)) return refusal('appeal-too-late');
  return explainShortNotice(rollout, target, { appeal, answer });
}

/** A late yes would leave less notice of the new date than any other moved date has: that yes is refused, and a no still possible. */
function explainShortNotice(
  { plan }: Rollout,
  target: Target,
  { appeal, answer }: { readonly appeal: Appeal; readonly answer: AppealAnswer },
): ReturnType<typeof refusal> | undefined {
  if (appeal.wish === null || answer.decision === 'declined') return undefined;
  const isShort = isBefore(appeal.wish.startAt, earliestNewDate(target, plan, answer.now));
  return isShort ? refusal('wish-too-soon', { at: appeal.wish.startAt }) : undefined;
}

/** What follows from a yes. A later date owes the owner a message of it, and reaches as far as the date itself. */
function grant(target: Target, appeal: Appeal, ask: { readonly by: Actor; readonly now: Instant }): Target {
  const { by, now } = ask;
  switch (appeal.kind) {
    case 'later':
      return appeal.wish ? moveTo(target, appeal.wish, now) : target;
    case 'leave-out':
      return { ...target, excluded: { at: now, by: by.id, why: refusal('exception-granted') } };
    case 'waiver':
      return appeal.item
        ? addWaiver(target, { item: appeal.item, by, reason: appeal.reason, now, askedBy: appeal.by.id })
        : target;
  }
}

function moveTo(target: Target, slot: Slot, now: Instant): Target {
  const { snoozedUntil: _over, ...rest } = forgetCall(target);
  const deferredAt = target.deferredAt ?? now;
  const slotRevision = target.slotRevision + 1;
  return { ...rest, slot, slotRevision, deadlineUntil: slot.endAt, ownDate: true, deferredAt, waitingFor: [] };
}

/** What is waived for one Cloud PC and why, and how the card read on which that was decided. */
type Waiving = Pick<Evidence, 'item' | 'reason' | keyof Sighted>;

/**
 * An approver's own waiver of one item for one Cloud PC, without a request before it: never by the owner or by the one who asked for the
 * rollout, with a reason, and only while the Cloud PC is still to come.
 */
export function waiveItem(
  rollout: Rollout,
  target: Target,
  ask: Waiving & { readonly by: Actor; readonly now: Instant },
): Result<Target> {
  const { reason: _said, ...waiver } = ask;
  const { by } = waiver;
  const reason = ask.reason.trim();
  if (reason === '') return refuse(refusal('reason-missing'));
  if (rollout.plan.requestedBy.id === by.id) return refuse(refusal('own-waiver'));
  if (target.planned.personId === by.id) return refuse(refusal('own-appeal'));
  if (rollout.aborted ?? rollout.completedAt ?? rollout.expiredAt) return refuse(refusal('rollout-ended'));
  if (attemptUnderWay(target) || isFinished(target)) return refuse(refusal('appeal-too-late'));
  return accept(addWaiver({ ...target, notBefore: null }, { ...waiver, reason }));
}

function addWaiver(
  target: Target,
  waiver: Waiving & {
    readonly by: Actor;
    readonly now: Instant;
    readonly askedBy?: string;
  },
): Target {
  const { by, now, ...rest } = waiver;
  const piece: Evidence = { ...rest, state: 'waived', by: by.id, byName: by.name, at: now };
  return { ...target, evidence: [...target.evidence, piece] };
}
