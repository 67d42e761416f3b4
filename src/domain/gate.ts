import type { Plan } from './plan.ts';
import type { GateEvidence, Verdict } from './rollout.ts';
import { attemptUnderWay, isFinished, lastAttempt } from './target.ts';
import type { Target } from './target.ts';
import { minutesBetween } from './time.ts';
import type { Instant } from './time.ts';

/**
 * The test after a wave. Undefined while targets of the wave are still under way or waiting for their date. Too many failures or
 * complaints hold; not a single verified Cloud PC is inconclusive, which holds and asks; otherwise the next wave may start.
 * Failures that a person accepted when they resumed do not hold again, as long as no further one has come.
 */
export function judgeWave(
  plan: Plan,
  targets: readonly Target[],
  ask: { readonly wave: number; readonly now: Instant; readonly acceptedFailures: number },
): Verdict | undefined {
  if (!isWaveOver(targets, ask.wave)) return undefined;
  const evidence = gather(targets.filter((target) => target.planned.wave === ask.wave));
  const known = countFailed(targets) <= ask.acceptedFailures;
  const verdict = weigh(plan, evidence, known ? 0 : evidence.failed);
  return { wave: ask.wave, verdict, at: ask.now, evidence, promotedBy: null };
}

/** Nothing of this wave is under way, and nothing of it is waited for. */
export function isWaveOver(targets: readonly Target[], wave: number): boolean {
  return targets.every((target) => target.planned.wave !== wave || isWaveDone(target));
}

export function countFailed(targets: readonly Target[]): number {
  return targets.filter((target) => target.failed).length;
}

/** The rollout's own stop: more failures, or a larger share of what was started, than the request allows. */
export function isOverFailureLimit(plan: Plan, targets: readonly Target[]): boolean {
  const failed = countFailed(targets);
  if (failed === 0) return false;
  const started = targets.filter((target) => lastAttempt(target)).length;
  const share = (100 * failed) / Math.max(1, started);
  return failed >= plan.request.failureCount && share > plan.request.failurePercent;
}

export function gather(members: readonly Target[]): GateEvidence {
  const verified = members.filter((target) => target.verifiedAt);
  const minutes = verified.map(minutesTaken).sort((a, b) => a - b);
  return {
    targets: members.length,
    verified: verified.length,
    failed: members.filter((target) => target.failed).length,
    complaints: members.filter((target) => target.feedback?.works === false).length,
    confirmations: members.filter((target) => target.feedback?.works === true).length,
    notStarted: members.filter((target) => !target.verifiedAt && !target.failed).length,
    slowestMinutes: minutes.at(-1) ?? 0,
    medianMinutes: minutes[Math.floor((minutes.length - 1) / 2)] ?? 0,
  };
}

/** Minutes from the last accepted call to the moment the tenant says it was provisioned, or to the first good reading. */
export function minutesTaken(target: Target): number {
  const intentAt = lastAttempt(target)?.intentAt;
  const readyAt = target.observed?.provisionedAt ?? target.goodSince ?? target.verifiedAt;
  return intentAt && readyAt ? Math.max(0, Math.round(minutesBetween(intentAt, readyAt))) : 0;
}

function isWaveDone(target: Target): boolean {
  if (attemptUnderWay(target)) return false;
  return isFinished(target) || target.deferredAt !== null;
}

function weigh(plan: Plan, evidence: GateEvidence, newFailures: number): Verdict['verdict'] {
  const trouble = newFailures + evidence.complaints;
  const judged = evidence.verified + evidence.failed;
  const share = (100 * trouble) / Math.max(1, judged);
  if (trouble > 0 && share > plan.request.failurePercent) return 'hold';
  return evidence.verified === 0 ? 'inconclusive' : 'promote';
}
