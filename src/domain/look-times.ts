import type { RolloutState } from './rollout.ts';
import { attemptUnderWay, lastAttempt } from './target.ts';
import { earliest, latest, minutesBetween, plusMinutes } from './time.ts';
import type { Instant } from './time.ts';

/**
 * When to look again. Soon after a start, so that a call that went wrong is seen; not at all while nothing can be ready; every ten
 * minutes after that. While everything under way is only settling, not before that is over.
 */
export function nextLookAt(state: RolloutState, now: Instant): Instant | undefined {
  const { observedAt, plan } = state.rollout;
  const away = state.targets.filter(attemptUnderWay);
  if (away.length === 0) return undefined;
  if (!observedAt) return now;
  const moving = away.filter((target) => !target.goodSince);
  const oldest = earliest(moving.flatMap((target) => lastAttempt(target)?.intentAt ?? []));
  if (oldest) return plusMinutes(observedAt, pauseMinutes(minutesBetween(oldest, observedAt), plan.eta.p50Minutes));
  const settled = away.flatMap((target) =>
    target.goodSince ? plusMinutes(target.goodSince, plan.request.settleMinutes) : [],
  );
  return latest([earliest(settled) ?? observedAt, plusMinutes(observedAt, 1)]);
}

/** Minutes to the next look, by the minutes since the oldest start. Hardly any is ready before 40 % of the typical time. */
function pauseMinutes(elapsed: number, p50Minutes: number): number {
  if (elapsed < 1) return 0.5;
  const firstReady = 0.4 * p50Minutes;
  if (elapsed < 4) return Math.min(3, Math.max(1, firstReady));
  return elapsed < firstReady ? Math.max(1, firstReady - elapsed) : Math.min(10, Math.max(1, firstReady));
}
