import { listAppealsDue } from './appeal-reminders.ts';
import { goLiveAskAt } from './go-live.ts';
import { nextReviewAskAt } from './review-asks.ts';
import type { RolloutState } from './rollout.ts';
import { isBefore } from './time.ts';
import type { Instant } from './time.ts';

/** What approvers are asked besides the plan itself: the switch, requests that nobody answered, the look back at an emergency. */
export type Ask = 'go-live' | 'appeals' | 'review';

/** What they are to be asked now, or once more. */
export function listAsksDue(state: RolloutState, now: Instant): readonly Ask[] {
  const hasCome = (at: Instant | undefined) => at !== undefined && !isBefore(now, at);
  const due: readonly (readonly [boolean, Ask])[] = [
    [hasCome(goLiveAskAt(state)), 'go-live'],
    [listAppealsDue(state, now).length > 0, 'appeals'],
    [hasCome(nextReviewAskAt(state)), 'review'],
  ];
  return due.filter(([isDue]) => isDue).map(([, ask]) => ask);
}
