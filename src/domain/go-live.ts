import { explainNoRole, toVote } from './approval.ts';
import type { Answer } from './approval.ts';
import { GO_LIVE_ASK_MINUTES } from './defaults.ts';
import { accept, refusal, refuse } from './refusal.ts';
import type { Refusal, Result } from './refusal.ts';
import { isLive } from './rollout.ts';
import type { GoLive, Hold, Rollout, RolloutState } from './rollout.ts';
import { isFinished } from './target.ts';
import { earliest, isBefore, plusMinutes } from './time.ts';
import type { Instant } from './time.ts';

/** Whether the switch of the policies has to be approved by itself. */
export function isGoLiveSeparate({ plan }: Rollout): boolean {
  return plan.request.goLive === 'separate';
}

/**
 * Why the policies may not be switched, and so nothing wiped: where the switch has an approval of its own, it must be a yes by somebody
 * else than the requester, to the plan of this very hash.
 */
export function explainNotLive(rollout: Rollout, hash: string): readonly Refusal[] {
  if (!isGoLiveSeparate(rollout)) return [];
  const vote = rollout.goLive?.vote;
  if (!vote) return [refusal('go-live-open')];
  if (vote.decision !== 'approved') return [refusal('go-live-refused')];
  if (vote.hash !== hash || vote.hash !== rollout.hash) return [refusal('plan-changed')];
  return vote.by.id === rollout.plan.requestedBy.id || vote.by.id === '' ? [refusal('own-approval')] : [];
}

/** Whether a switch that was intended may still be sent: nothing was held, ended, ordered back or taken back since. */
export function maySwitchOn(rollout: Rollout, policyId: string): boolean {
  const one = rollout.switches.find((candidate) => candidate.policyId === policyId);
  if (one?.wanted !== 'after' || rollout.hold || !isLive(rollout)) return false;
  return explainNotLive(rollout, rollout.hash).length === 0;
}

/** The date for which go-live is to be asked next, and from when; undefined when there is nothing to ask. */
export function nextGoLive(state: RolloutState): { readonly askFor: Instant; readonly from: Instant } | undefined {
  const { rollout, targets } = state;
  if (!isGoLiveSeparate(rollout) || !isLive(rollout) || rollout.hold || rollout.goLive?.vote) return undefined;
  const open = targets.filter((target) => !isFinished(target) && target.planned.wave <= rollout.wave);
  const askFor = earliest(open.map((target) => target.slot.startAt));
  if (!askFor || rollout.goLive?.askedFor === askFor) return undefined;
  return { askFor, from: plusMinutes(askFor, -GO_LIVE_ASK_MINUTES) };
}

export function isGoLiveDue(state: RolloutState, now: Instant): boolean {
  const next = nextGoLive(state);
  return next !== undefined && !isBefore(now, next.from);
}

/** Asked for the date that is due; undefined when it has been. */
export function askGoLive(state: RolloutState, now: Instant): GoLive | undefined {
  const next = nextGoLive(state);
  return next && !isBefore(now, next.from) ? { askedFor: next.askFor, askedAt: now, vote: null } : undefined;
}

/**
 * An answer about the switch alone: same rules as for the plan, one yes is enough. A no puts the rollout on hold; whoever resumes it has
 * it asked once more.
 */
export function takeGoLive({ rollout }: RolloutState, answer: Answer): Result<Rollout> {
  const reason = explainNoRole(rollout, answer) ?? explainNoGoLive(rollout, answer);
  if (reason) return refuse(reason);
  const goLive = rollout.goLive;
  if (!goLive) return refuse(refusal('go-live-not-due'));
  const vote = toVote(answer);
  const next = { ...rollout, goLive: { ...goLive, vote } };
  if (vote.decision === 'approved' || rollout.hold) return accept(next);
  const hold: Hold = { kind: 'go-live-refused', by: vote.by, since: vote.at, reason: vote.comment, facts: {} };
  return accept({ ...next, hold });
}

function explainNoGoLive(rollout: Rollout, { requesterIsAdmin, hash }: Answer): Refusal | undefined {
  if (requesterIsAdmin === false) return refusal('requester-lost-role', { by: rollout.plan.requestedBy.name });
  if (hash !== rollout.hash) return refusal('plan-changed', { revision: rollout.plan.revision });
  if (rollout.aborted) return refusal('aborted');
  if (rollout.completedAt) return refusal('completed');
  if (!isLive(rollout)) return refusal('not-approved');
  if (!isGoLiveSeparate(rollout) || !rollout.goLive) return refusal('go-live-not-due');
  return rollout.goLive.vote ? refusal('already-decided', { by: rollout.goLive.vote.by.name }) : undefined;
}
