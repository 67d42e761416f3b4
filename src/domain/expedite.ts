import { DEFAULT_LEAD_MINUTES, DEFAULT_POSTPONEMENTS, DEFAULT_SETTLE_MINUTES, DEFAULT_WAVES } from './defaults.ts';
import type { Actor } from './actor.ts';
import type { Plan } from './plan.ts';
import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { RolloutRequest } from './request.ts';
import type { Rollout, RolloutState } from './rollout.ts';
import type { ReviewState } from './views-approval.ts';
import { listVoters } from './votes.ts';

/** Nobody's computer is taken with less than half an hour's notice, whatever the emergency. */
export const EXPEDITE_MIN_LEAD_MINUTES = 30;

/** What no emergency excuses. */
export function explainExpedite({ expedite, leadMinutes }: RolloutRequest): readonly Refusal[] {
  if (!expedite) return [];
  if (expedite.why.trim() === '') return [refusal('expedite-why')];
  if (leadMinutes >= EXPEDITE_MIN_LEAD_MINUTES) return [];
  return [refusal('expedite-lead', { minutes: EXPEDITE_MIN_LEAD_MINUTES })];
}

/**
 * Everything that an expedited plan skips or cuts short against what is usual, one code each, so that those who approve it know. The
 * proof of people's data is never among it: that is waived for one person at a time, with a reason, or not at all.
 */
export function listSkipped(plan: Pick<Plan, 'request' | 'checks' | 'targets'>): readonly Refusal[] {
  const { request, checks, targets } = plan;
  if (!request.expedite) return [];
  const { leadMinutes, waves, settleMinutes, postponements } = request;
  const canary = Math.min(DEFAULT_WAVES.canary, targets.length);
  const usual = DEFAULT_WAVES.percents.length;
  const rows: readonly (readonly [boolean, Refusal])[] = [
    [leadMinutes < DEFAULT_LEAD_MINUTES, shortened('lead', DEFAULT_LEAD_MINUTES, leadMinutes)],
    [waves.canary < canary, shortened('canary', DEFAULT_WAVES.canary, waves.canary)],
    [waves.percents.length < usual && targets.length > canary, shortened('waves', usual, waves.percents.length)],
    [waves.concurrency > DEFAULT_WAVES.concurrency, shortened('pace', DEFAULT_WAVES.concurrency, waves.concurrency)],
    [settleMinutes < DEFAULT_SETTLE_MINUTES, shortened('settle', DEFAULT_SETTLE_MINUTES, settleMinutes)],
    [postponements < DEFAULT_POSTPONEMENTS, shortened('postponements', DEFAULT_POSTPONEMENTS, postponements)],
  ];
  const warned = checks.filter(({ outcome }) => outcome === 'warn' || outcome === 'unknown');
  return [
    ...rows.filter(([holds]) => holds).map(([, why]) => why),
    ...warned.map(({ id, subject, code, outcome, facts }) => ({
      code: 'skipped-check',
      facts: { ...facts, check: id, about: subject, code, outcome },
    })),
  ];
}

function shortened(what: string, usual: number, now: number): Refusal {
  return refusal(`skipped-${what}`, { usual, now });
}

/** An expedited rollout that is over owes a review, until somebody other than the requester has written it. */
export function isReviewOwed(rollout: Rollout, started: boolean): boolean {
  if (!rollout.plan.request.expedite || rollout.review) return false;
  return rollout.completedAt !== null || (rollout.aborted !== null && started);
}

/** Questions that approvers who had no part in it may let pass, before those who approved it may look back at it themselves. */
const LET_PASS = 2;

/** Who is asked to look back at it: approvers, not the requester, and those who approved it only where nobody else does it. */
export function listReviewers(rollout: Rollout, approvers: readonly Actor[]): readonly Actor[] {
  const others = approvers.filter(({ id }) => id !== rollout.plan.requestedBy.id);
  const voters = listVoters(rollout, rollout.hash).map(({ id }) => id);
  const fresh = others.filter(({ id }) => !voters.includes(id));
  const isLate = (rollout.reviewAsks ?? []).length >= LET_PASS;
  return fresh.length > 0 && !isLate ? fresh : others;
}

/** Why this person does not look back at it: they wanted it, or approved it and somebody else is there who did not. */
export function explainNoReviewer(rollout: Rollout, actor: Actor, approvers: readonly Actor[]): Refusal | undefined {
  if (rollout.plan.requestedBy.id === actor.id) return refusal('own-review');
  const isVoter = listVoters(rollout, rollout.hash).some(({ id }) => id === actor.id);
  const others = listReviewers(rollout, approvers);
  if (!isVoter || others.some(({ id }) => id === actor.id)) return undefined;
  return refusal('voter-review', { names: others.map(({ name }) => name).join(', ') });
}

/** Whether this rollout's review is owed or done; undefined where there is none. */
export function reviewState({ rollout, targets }: RolloutState): ReviewState | undefined {
  if (rollout.review) return { state: 'done', ...rollout.review };
  const started = targets.some(({ attempts }) => attempts.length > 0);
  return isReviewOwed(rollout, started) ? { state: 'owed' } : undefined;
}
