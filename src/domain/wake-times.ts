import { appealReminderAt, listUnreminded } from './appeal-reminders.ts';
import { nextCallTimes } from './calls.ts';
import { latestStart, toldLongEnoughAt } from './dates.ts';
import { goLiveAskAt } from './go-live.ts';
import { nextReminderAt } from './notices.ts';
import { nextReviewAskAt } from './review-asks.ts';
import type { Plan } from './plan.ts';
import { isLive } from './rollout.ts';
import type { RolloutState } from './rollout.ts';
import { attemptUnderWay, isFinished } from './target.ts';
import type { Target } from './target.ts';
import { isBefore, plusMinutes } from './time.ts';
import type { Instant } from './time.ts';

/** Moments at which some target's rules change by time alone. */
export function nextTimes(state: RolloutState, now: Instant): readonly Instant[] {
  const isFuture = (at: Instant) => isBefore(now, at);
  const reviewAt = nextReviewAskAt(state);
  if (!isLive(state.rollout) || state.rollout.hold) return reviewAt ? [reviewAt].filter(isFuture) : [];
  const { plan } = state.rollout;
  const open = state.targets.filter((target) => !isFinished(target) && !attemptUnderWay(target));
  const goLiveAt = goLiveAskAt(state);
  const asks = goLiveAt ? [goLiveAt] : [];
  const moments = open.flatMap((target) => timesOf(target, plan, now));
  const appeals = listUnreminded(state).map(({ target, appeal }) => appealReminderAt(target, appeal));
  return [...asks, ...appeals, ...moments].filter(isFuture);
}

function timesOf(target: Target, plan: Plan, now: Instant): readonly Instant[] {
  const reminderAt = nextReminderAt(target, plan);
  return [
    target.slot.startAt,
    ...(target.told ? [toldLongEnoughAt(target, plan, now)] : []),
    ...(target.notBefore ? [target.notBefore] : []),
    ...(target.snoozedUntil ? [target.snoozedUntil] : []),
    ...(reminderAt ? [reminderAt] : []),
    ...nextCallTimes(target, plan),
    plusMinutes(latestStart(target, plan), 1),
  ];
}
