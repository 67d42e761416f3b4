import type { Actor } from './actor.ts';
import { REMIND_AFTER_SHARE } from './defaults.ts';
import { isDateMissed } from './dates.ts';
import { accept, refusal, refuse } from './refusal.ts';
import type { Result } from './refusal.ts';
import type { Approval, Rollout, RolloutState } from './rollout.ts';
import { isBefore, plusMinutes } from './time.ts';
import type { Instant } from './time.ts';

/** An answer as it arrives: who, whether they hold the approver's role at this moment, and which plan their card showed. */
export interface Answer {
  readonly by: Actor;
  readonly isApprover: boolean;
  readonly hash: string;
  readonly decision: Approval['decision'];
  readonly comment: string;
  readonly now: Instant;
}

/** When approval is no longer possible. */
export function approvalExpiresAt(rollout: Rollout): Instant | null {
  return rollout.submittedAt ? plusMinutes(rollout.submittedAt, rollout.plan.request.approvalHours * 60) : null;
}

/**
 * W1 at the moment of the click: the role is held now, it is not the requester, it is for this very plan, in time, and once: a
 * second answer is refused as `already-decided`, and the caller shows the first.
 */
export function takeAnswer(state: RolloutState, answer: Answer): Result<Rollout> {
  const { rollout } = state;
  if (!answer.isApprover) return refuse(refusal('not-an-approver'));
  if (answer.by.id === rollout.plan.requestedBy.id) return refuse(refusal('own-approval'));
  if (answer.hash !== rollout.hash) return refuse(refusal('plan-changed', { revision: rollout.plan.revision }));
  if (!rollout.submittedAt) return refuse(refusal('not-submitted'));
  if (rollout.approval) return refuse(refusal('already-decided', { by: rollout.approval.by.name }));
  if (rollout.aborted) return refuse(refusal('aborted'));
  if (rollout.expiredAt || !isBefore(answer.now, approvalExpiresAt(rollout) ?? answer.now))
    return refuse(refusal('approval-expired'));
  const { decision, by, now, hash, comment } = answer;
  const approval: Approval = { decision, by, at: now, hash, comment };
  const late = decision === 'approved' && isTooLate(state, now);
  return accept({ ...rollout, approval, lateStart: late ? 'asked' : 'not-late' });
}

/** Late: a canary's date can no longer be kept, because the lead time does not fit before it any more. */
export function isTooLate(state: RolloutState, now: Instant): boolean {
  return state.targets.some((target) => target.planned.wave === 0 && isDateMissed(target, state.rollout.plan, now));
}

/** Expiry and the reminder of a plan that waits for its approval. */
export function decideApproval(
  rollout: Rollout,
  now: Instant,
): { rollout: Rollout; remind: boolean; wakeAt: Instant | null } {
  const expiresAt = approvalExpiresAt(rollout);
  const open =
    rollout.submittedAt && !rollout.approval && !rollout.expiredAt && !rollout.aborted && !rollout.completedAt;
  if (!open || !expiresAt || !rollout.submittedAt) return { rollout, remind: false, wakeAt: null };
  if (!isBefore(now, expiresAt)) return { rollout: { ...rollout, expiredAt: now }, remind: false, wakeAt: null };
  const remindAt = plusMinutes(rollout.submittedAt, rollout.plan.request.approvalHours * 60 * REMIND_AFTER_SHARE);
  if (rollout.remindedAt) return { rollout, remind: false, wakeAt: expiresAt };
  if (isBefore(now, remindAt)) return { rollout, remind: false, wakeAt: remindAt };
  return { rollout: { ...rollout, remindedAt: now }, remind: true, wakeAt: expiresAt };
}
