import type { Appeal } from './appeal.ts';
import { isLive } from './rollout.ts';
import type { RolloutState } from './rollout.ts';
import { attemptUnderWay, isFinished } from './target.ts';
import type { Target } from './target.ts';
import { isBefore, latest, minutesBetween, plusMinutes } from './time.ts';
import type { Instant } from './time.ts';

/** Those who decide are reminded this long before the person's date, or half-way to it where that is later. */
const BEFORE_DATE_MINUTES = 24 * 60;
/** A request that came when its date had begun already is reminded of after this. */
const WHEN_LATE_MINUTES = 60;

/** A request that nobody has answered, and the Cloud PC it is about. */
export interface OpenAppeal {
  readonly target: Target;
  readonly appeal: Appeal;
}

/** When the approvers are reminded of an unanswered request: once, and before the date as it stands. */
export function appealReminderAt({ slot }: Target, appeal: Appeal): Instant {
  const left = minutesBetween(appeal.at, slot.startAt);
  if (left <= 0) return plusMinutes(appeal.at, WHEN_LATE_MINUTES);
  const halfWay = plusMinutes(appeal.at, left / 2);
  return latest([halfWay, plusMinutes(slot.startAt, -BEFORE_DATE_MINUTES)]) ?? halfWay;
}

/** Unanswered requests of which nobody has been reminded yet; none while nothing would start anyway. */
export function listUnreminded({ rollout, targets }: RolloutState): readonly OpenAppeal[] {
  if (!isLive(rollout) || rollout.hold) return [];
  return targets.flatMap((target) => {
    if (!target.appeals || isFinished(target) || attemptUnderWay(target)) return [];
    const open = target.appeals.filter((appeal) => appeal.answer === null && appeal.remindedAt === undefined);
    return open.map((appeal) => ({ target, appeal }));
  });
}

/** Those of which the approvers are to be reminded now. */
export function listAppealsDue(state: RolloutState, now: Instant): readonly OpenAppeal[] {
  return listUnreminded(state).filter(({ target, appeal }) => !isBefore(now, appealReminderAt(target, appeal)));
}

/** The same state, with these reminders on record. */
export function noteReminded(state: RolloutState, due: readonly OpenAppeal[], now: Instant): RolloutState {
  const reminded = new Set(due.map(({ appeal }) => appeal));
  const note = (appeal: Appeal) => (reminded.has(appeal) ? { ...appeal, remindedAt: now } : appeal);
  const touched = new Set(due.map(({ target }) => target));
  const targets = state.targets.map((target) =>
    touched.has(target) && target.appeals ? { ...target, appeals: target.appeals.map(note) } : target,
  );
  return { ...state, targets };
}
