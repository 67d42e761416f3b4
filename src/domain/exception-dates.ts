import { EXCEPTION_DAYS } from './appeals.ts';
import { toldLongEnoughAt } from './dates.ts';
import type { Plan } from './plan.ts';
import type { Target } from './target.ts';
import { isBefore, latest, plusMinutes } from './time.ts';
import type { Instant } from './time.ts';
import { fitsFrom } from './window.ts';
import type { Slot } from './window.ts';

/** Dates on a card; a person who wishes for more than these talks to somebody. */
const MOST_WISHES = 30;

/**
 * Dates that the owner may wish for in an exception: later than the present one, inside the windows, at most thirty days beyond the
 * deadline of the plan. A window that is open already is passed over, so that a date is still the same one when it is clicked.
 */
export function listWishes(target: Target, plan: Plan, now: Instant): readonly Slot[] {
  const from =
    latest([target.slot.endAt, plusMinutes(now, plan.request.leadMinutes), toldLongEnoughAt(target, plan, now)]) ?? now;
  const end = plusMinutes(plan.request.deadlineAt, EXCEPTION_DAYS * 24 * 60);
  const ask = { from, minutes: plan.eta.p90Minutes, count: MOST_WISHES };
  return fitsFrom(plan.request.window, target.planned.zone, ask).filter(
    ({ startAt }) => startAt !== from && isBefore(startAt, end),
  );
}
