import type { Actor } from './actor.ts';
import { ASK_DEPUTIES_AFTER_SHARE, REMIND_AFTER_SHARE } from './defaults.ts';
import { isDateMissed } from './dates.ts';
import { accept, refusal, refuse } from './refusal.ts';
import type { Refusal, Result } from './refusal.ts';
import type { Approval, Rollout, RolloutState, Vote } from './rollout.ts';
import type { SeenAs } from './sight.ts';
import { isBefore, plusMinutes } from './time.ts';
import type { Instant } from './time.ts';
import { hasQuorum, listVoters } from './votes.ts';

/** An answer as it arrives: who, which roles are held at this moment, and which plan their card showed. */
export interface Answer {
  readonly by: Actor;
  readonly isApprover: boolean;
  readonly isDeputy?: boolean;
  /** Whether the person who asked may still ask; missing counts as yes. */
  readonly requesterIsAdmin?: boolean;
  readonly hash: string;
  readonly decision: Approval['decision'];
  readonly comment: string;
  /** What the person read. */
  readonly seen?: string;
  readonly seenAs?: SeenAs;
  readonly now: Instant;
}

/** When approval is no longer possible. */
export function approvalExpiresAt(rollout: Rollout): Instant | null {
  return shareOfTime(rollout, 1);
}

/** When deputies are asked, should the approvers have let the reminder pass. */
export function deputiesAskedFrom(rollout: Rollout): Instant | null {
  return shareOfTime(rollout, ASK_DEPUTIES_AFTER_SHARE);
}

function shareOfTime({ submittedAt, plan }: Rollout, share: number): Instant | null {
  return submittedAt ? plusMinutes(submittedAt, plan.request.approvalHours * 60 * share) : null;
}

/**
 * W1 at the moment of the click: a role is held now, it is not the requester, it is for this very plan, in time. A yes counts once a
 * person; the approval stands when enough different people gave theirs, and one no ends it. After that an answer is refused as
 * `already-decided`, and the caller shows what was decided.
 */
export function takeAnswer(state: RolloutState, answer: Answer): Result<Rollout> {
  const { rollout } = state;
  const reason = explainNoRole(rollout, answer) ?? explainNotOpen(rollout, answer);
  if (reason) return refuse(reason);
  const { decision, by, now, hash, comment } = answer;
  const votes = rollout.votes ?? [];
  if (decision === 'approved' && listVoters(rollout, hash).some(({ id }) => id === by.id)) return accept(rollout);
  const voted = { ...rollout, votes: [...votes, toVote(answer)] };
  if (decision === 'approved' && !hasQuorum(voted, hash)) return accept(voted);
  const approval: Approval = { decision, by, at: now, hash, comment };
  const late = decision === 'approved' && isTooLate(state, now);
  return accept({ ...voted, approval, lateStart: late ? 'asked' : 'not-late' });
}

function explainNotOpen(rollout: Rollout, { requesterIsAdmin, hash, now }: Answer): Refusal | undefined {
  if (requesterIsAdmin === false) return refusal('requester-lost-role', { by: rollout.plan.requestedBy.name });
  if (hash !== rollout.hash) return refusal('plan-changed', { revision: rollout.plan.revision });
  if (!rollout.submittedAt) return refusal('not-submitted');
  if (rollout.approval) return refusal('already-decided', { by: rollout.approval.by.name });
  if (rollout.aborted) return refusal('aborted');
  const isOver = rollout.expiredAt ?? !isBefore(now, approvalExpiresAt(rollout) ?? now);
  return isOver ? refusal('approval-expired') : undefined;
}

/** Why this person may not answer at all. A deputy may once the approvers have let the reminder pass, not before. */
export function explainNoRole(rollout: Rollout, { by, isApprover, isDeputy = false }: Answer): Refusal | undefined {
  const isOwn = by.id === rollout.plan.requestedBy.id;
  if (isApprover || (isDeputy && rollout.deputies)) return isOwn ? refusal('own-approval') : undefined;
  if (!isDeputy) return refusal('not-an-approver');
  return refusal('deputy-too-early', { at: deputiesAskedFrom(rollout) ?? '' });
}

/** The record of an answer that was let through. */
export function toVote(answer: Answer): Vote {
  const { decision, by, now, hash, comment, isApprover, seen = '', seenAs = 'drawn' } = answer;
  return { decision, by, at: now, hash, comment, as: isApprover ? 'approver' : 'deputy', seen, seenAs };
}

/** Late: a canary's date can no longer be kept, because the lead time does not fit before it any more. */
export function isTooLate(state: RolloutState, now: Instant): boolean {
  return state.targets.some((target) => target.planned.wave === 0 && isDateMissed(target, state.rollout.plan, now));
}

/** Whether a request waits for an answer. */
export function isAwaited({ submittedAt, approval, expiredAt, aborted, completedAt }: Rollout): boolean {
  return Boolean(submittedAt) && !(approval ?? expiredAt ?? aborted ?? completedAt);
}

/** A request whose requester may no longer ask for anything is over. */
export function endWithoutRequester(rollout: Rollout, by: Actor, now: Instant): Rollout {
  if (rollout.aborted ?? rollout.completedAt ?? rollout.expiredAt) return rollout;
  return { ...rollout, aborted: { by, at: now, reason: '', code: 'requester-lost-role' } };
}

export interface Waiting {
  readonly rollout: Rollout;
  /** The approvers are to get their cards once more. */
  readonly remind: boolean;
  /** Deputies are to be asked. */
  readonly askDeputies: boolean;
  readonly wakeAt: Instant | null;
}

/** Expiry, the reminder, and the turn of the deputies of a plan that waits for its approval. */
export function decideApproval(rollout: Rollout, now: Instant): Waiting {
  const quiet = { rollout, remind: false, askDeputies: false };
  const [expiresAt, deputiesAt] = [approvalExpiresAt(rollout), deputiesAskedFrom(rollout)];
  const remindAt = shareOfTime(rollout, REMIND_AFTER_SHARE);
  if (!isAwaited(rollout) || !expiresAt || !deputiesAt || !remindAt) return { ...quiet, wakeAt: null };
  if (!isBefore(now, expiresAt)) return { ...quiet, rollout: { ...rollout, expiredAt: now }, wakeAt: null };
  if (isBefore(now, remindAt) && !rollout.remindedAt) return { ...quiet, wakeAt: remindAt };
  const reminded = rollout.remindedAt ? rollout : { ...rollout, remindedAt: now };
  const askDeputies = !rollout.deputies && !isBefore(now, deputiesAt);
  const wakeAt = rollout.deputies || askDeputies ? expiresAt : deputiesAt;
  return { rollout: reminded, remind: !rollout.remindedAt, askDeputies, wakeAt };
}
