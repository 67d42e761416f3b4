import { reviewState } from './expedite.ts';
import type { RolloutState } from './rollout.ts';
import { plusMinutes } from './time.ts';
import type { Instant } from './time.ts';

/** Days after the end of an emergency on which its review is asked for, until somebody has written it; then `status` still says so. */
const ASK_AFTER_DAYS: readonly number[] = [0, 3, 10, 17];

/** When the review that an emergency owes is to be asked for next; undefined when none is owed, or it was asked for often enough. */
export function nextReviewAskAt(state: RolloutState): Instant | undefined {
  if (reviewState(state)?.state !== 'owed') return undefined;
  const { completedAt, aborted, reviewAsks = [] } = state.rollout;
  const [endedAt, days] = [completedAt ?? aborted?.at, ASK_AFTER_DAYS[reviewAsks.length]];
  return endedAt === undefined || days === undefined ? undefined : plusMinutes(endedAt, days * 24 * 60);
}
