import type { Plan } from './plan.ts';
import type { GateEvidence, Verdict } from './rollout.ts';
import { attemptUnderWay, isFinished, lastAttempt } from './target.ts';
import type { Target } from './target.ts';
import { minutesBetween } from './time.ts';
import type { Instant } from './time.ts';

/**
 * The test after a wave. Undefined while targets of the wave are still under way or waiting for their date. Too many failures or
 * complaints hold; not a single verified Cloud PC is inconclusive, which holds and asks; otherwise the next wave may start.
 * A complaint counts like a failure. Trouble that a person accepted when they resumed does not hold again, as long as no more has come.
 */
export function judgeWave(
  plan: Plan,
  targets: readonly Target[],
  ask: { readonly wave: number; readonly now: Instant; readonly acceptedFailures: number },
): Verdict | undefined {
  if (!isWaveOver(targets, ask.wave)) return undefined;
  const evidence = gather(targets.filter((target) => target.planned.wave === ask.wave));
  const known = countTrouble(targets) <= ask.acceptedFailures;
  const verdict = weigh(plan, evidence, known ? 0 : troubleOf(evidence));
  return { wave: ask.wave, verdict, at: ask.now, evidence, promotedBy: null };
}

/** Nothing of this wave is under way, and nothing of it is waited for. */
export function isWaveOver(targets: readonly Target[], wave: number): boolean {
  return targets.every((target) => target.planned.wave !== wave || isWaveDone(target));
}

/** What went wrong: Cloud PCs that failed, and those whose owner says that they do not work. */
export function countTrouble(targets: readonly Target[]): number {
  return targets.filter((target) => target.failed ?? isComplainedOf(target)).length;
}

/** The rollout's own stop: more trouble, or a larger share of what was started, than the request allows. */
export function isOverFailureLimit(plan: Plan, targets: readonly Target[]): boolean {
  const trouble = countTrouble(targets);
  if (trouble === 0) return false;
  const started = targets.filter((target) => lastAttempt(target)).length;
  const share = (100 * trouble) / Math.max(1, started);
  return trouble >= plan.request.failureCount && share > plan.request.failurePercent;
}

/**
 * A wave that was let through and would not be any more, by what its people say since: they have their Cloud PCs back only when the
 * wave is over, so complaints come after its gate. Undefined when there is none, or when a person has accepted that much trouble.
 */
export function findSpoiltWave(
  plan: Plan,
  targets: readonly Target[],
  ask: { readonly openWave: number; readonly acceptedFailures: number },
): number | undefined {
  if (countTrouble(targets) <= ask.acceptedFailures) return undefined;
  const waves = new Set(targets.filter(isComplainedOf).map(({ planned }) => planned.wave));
  return [...waves].sort((a, b) => a - b).find((wave) => wave < ask.openWave && isSpoilt(plan, targets, wave));
}

function isSpoilt(plan: Plan, targets: readonly Target[], wave: number): boolean {
  const evidence = gather(targets.filter((target) => target.planned.wave === wave));
  return weigh(plan, evidence, troubleOf(evidence)) === 'hold';
}

function isComplainedOf({ feedback }: Target): boolean {
  return feedback?.works === false;
}

function troubleOf({ failed, complaints }: GateEvidence): number {
  return failed + complaints;
}

export function gather(members: readonly Target[]): GateEvidence {
  const verified = members.filter((target) => target.verifiedAt);
  const minutes = verified.map(minutesTaken).sort((a, b) => a - b);
  return {
    targets: members.length,
    verified: verified.length,
    failed: members.filter((target) => target.failed).length,
    complaints: members.filter(isComplainedOf).length,
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

function weigh(plan: Plan, evidence: GateEvidence, trouble: number): Verdict['verdict'] {
  const judged = evidence.verified + evidence.failed;
  const share = (100 * trouble) / Math.max(1, judged);
  if (trouble > 0 && share > plan.request.failurePercent) return 'hold';
  return evidence.verified === 0 ? 'inconclusive' : 'promote';
}
