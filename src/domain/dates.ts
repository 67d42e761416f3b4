import { MOVED_LEAD_MINUTES } from './defaults.ts';
import { explainWaiting } from './evidence.ts';
import type { Plan } from './plan.ts';
import { refusal } from './refusal.ts';
import { attemptUnderWay, deadlineOf, forgetCall, isFinished } from './target.ts';
import type { Target } from './target.ts';
import { isBefore, latest, plusMinutes, toInstant, toMs } from './time.ts';
import type { Instant } from './time.ts';
import { fitsFrom } from './window.ts';

const HOUR_MS = 60 * 60_000;

/** Earliest moment at which W3 lets this target start: the lead after the first word, an hour after a moved date. */
export function toldLongEnoughAt(target: Target, plan: Plan, now: Instant): Instant {
  const lead = plan.request.leadMinutes;
  if (!target.told) return plusMinutes(now, lead);
  const moved = target.told.slotAt === target.told.firstAt ? 0 : Math.min(lead, MOVED_LEAD_MINUTES);
  return latestOf(plusMinutes(target.told.firstAt, lead), plusMinutes(target.told.slotAt, moved));
}

/** Last moment in the target's date at which nine of ten reprovisions still end inside it. */
export function latestStart(target: Target, plan: Plan): Instant {
  return plusMinutes(target.slot.endAt, -plan.eta.p90Minutes);
}

/** True when the target's date can no longer be kept. A start at exactly the last moment still counts. */
export function isDateMissed(target: Target, plan: Plan, now: Instant): boolean {
  return isBefore(latestStart(target, plan), latestOf(now, toldLongEnoughAt(target, plan, now)));
}

/**
 * A target whose date cannot be kept gets the next one, and a notice is owed. After the deadline there is no next date: it is left
 * behind, and said so. `open` tells whether its wave was open: then the gate stops waiting for it, unless nothing but time stood in
 * the way (a hold, a late start), as the person did nothing to fall behind.
 */
export function moveMissedDate(
  target: Target,
  plan: Plan,
  ask: { readonly now: Instant; readonly open: boolean },
): Target {
  const { now, open } = ask;
  if (isFinished(target) || attemptUnderWay(target) || !isDateMissed(target, plan, now)) return target;
  const waiting = explainWaiting(target, plan, now).map((why) => why.code);
  const reasons = [...new Set(waiting)].join(' ') || 'date-passed';
  const leaveBehind = (code: string) => exclude(target, now, { code, reasons });
  if (!isBefore(now, deadlineOf(target, plan))) return leaveBehind('left-behind');
  const from = latest([
    earliestNewDate(target, plan, now),
    isBefore(now, target.slot.endAt) && target.told ? target.slot.endAt : now,
  ]);
  const slot = fitsFrom(plan.request.window, target.planned.zone, {
    from: from ?? now,
    minutes: plan.eta.p90Minutes,
    count: 1,
  })[0];
  if (!slot) return leaveBehind('no-window-left');
  const deferredAt = open && waiting.length > 0 ? now : target.deferredAt;
  return { ...forgetCall(target), slot, slotRevision: target.slotRevision + 1, deferredAt, ownDate: false };
}

/**
 * With a lead shorter than an hour the request says that short notice is fine: a wave that opens before its dates then does not wait
 * for them. The new date is told like any other. Dates that people chose themselves stay.
 */
export function pullForward(target: Target, plan: Plan, now: Instant): Target {
  const lead = plan.request.leadMinutes;
  const mayPull =
    lead < MOVED_LEAD_MINUTES &&
    target.postponements === 0 &&
    !target.ownDate &&
    !target.deferredAt &&
    isBefore(now, target.slot.startAt);
  if (!mayPull || isFinished(target) || attemptUnderWay(target)) return target;
  const ask = { from: plusMinutes(now, lead), minutes: plan.eta.p90Minutes, count: 1 };
  const slot = fitsFrom(plan.request.window, target.planned.zone, ask)[0];
  if (!slot || !isBefore(slot.startAt, target.slot.startAt)) return target;
  return { ...target, slot, slotRevision: target.slotRevision + 1 };
}

export function postponementsLeft(target: Target, plan: Plan): number {
  return Math.max(0, plan.request.postponements - target.postponements);
}

/** When a date that is chosen now may begin: the lead time after the first word, and an hour after the word of the new date. */
export function earliestNewDate(target: Target, plan: Plan, now: Instant): Instant {
  const lead = target.told ? Math.min(plan.request.leadMinutes, MOVED_LEAD_MINUTES) : plan.request.leadMinutes;
  return latestOf(plusMinutes(now, lead), toldLongEnoughAt(target, plan, now));
}

/** So that a date offered on a card is still the same one when it is clicked some minutes later. */
export function nextFullHour(at: Instant): Instant {
  return toInstant(Math.ceil(toMs(at) / HOUR_MS) * HOUR_MS);
}

function exclude(target: Target, now: Instant, why: { code: string; reasons: string }): Target {
  return { ...target, excluded: { at: now, by: 'repave', why: refusal(why.code, { reasons: why.reasons }) } };
}

function latestOf(a: Instant, b: Instant): Instant {
  return latest([a, b]) ?? a;
}
