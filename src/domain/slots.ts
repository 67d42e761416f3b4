import { earliestNewDate, nextFullHour, postponementsLeft } from './dates.ts';
import { LONG_WINDOW_MINUTES, OFFERED_SLOTS, OFFERED_STARTS, START_STEP_MINUTES } from './defaults.ts';
import { isCalled } from './calls.ts';
import type { Plan } from './plan.ts';
import { deadlineOf } from './target.ts';
import type { Target } from './target.ts';
import { isBefore, latest, minutesBetween, plusMinutes } from './time.ts';
import type { Instant } from './time.ts';
import { fitsFrom, isSameLocalDay } from './window.ts';
import type { Slot } from './window.ts';

/** How many other Cloud PCs of a rollout, not begun and not finished, have this date. */
export interface TakenSlot extends Slot {
  readonly count: number;
}

/** Dates a person may choose instead of the present one. */
export interface SlotOffer {
  /** Sooner than the present date. `today`: still on this day, as their calendar has it. */
  readonly sooner: (Slot & { readonly today: boolean }) | null;
  /** Later ones, the next dates first; several starts within a date where the window is long. */
  readonly others: readonly Slot[];
  /** The last one before the deadline; null when it stands among the others. */
  readonly last: Slot | null;
}

export const NO_OFFER: SlotOffer = { sooner: null, others: [], last: null };

export interface SlotAsk {
  readonly now: Instant;
  /** The highest wave that may start: nobody can be sooner than their wave. */
  readonly wave: number;
  readonly taken: readonly TakenSlot[];
}

/** Windows looked at for the last possible date. */
const LAST_LOOKED_AT = 60;
/** A date this far away is not "sooner" any more, whatever the present one is. */
const SOON_MINUTES = 36 * 60;

/** Inside the window, with room, before the deadline, and long enough after the word of it. Nothing is left after the last call. */
export function offerSlots(target: Target, plan: Plan, ask: SlotAsk): SlotOffer {
  if (isCalled(target)) return NO_OFFER;
  const known = listSlots(target, plan, ask);
  const hasRoom = (slot: Slot) => isFree(slot, plan, ask.taken);
  const sooner = known.sooner && hasRoom(known.sooner) ? known.sooner : null;
  if (postponementsLeft(target, plan) <= 0) return { ...NO_OFFER, sooner };
  const later = known.later.map((starts) => starts.filter(hasRoom)).filter((starts) => starts.length > 0);
  const others = later.slice(0, OFFERED_SLOTS).flat();
  const last = later.at(-1)?.[0];
  return { sooner, others, last: last && later.length > OFFERED_SLOTS ? last : null };
}

/** Every date of an offer. */
export function listOffered({ sooner, others, last }: SlotOffer): readonly Slot[] {
  return [...(sooner ? [{ startAt: sooner.startAt, endAt: sooner.endAt }] : []), ...others, ...(last ? [last] : [])];
}

/** A date that would have been offered, had it room: what a card that is some minutes old may still show. */
export function isWithoutRoom(target: Target, plan: Plan, ask: SlotAsk & { readonly startAt: Instant }): boolean {
  const known = listSlots(target, plan, ask);
  const all = [...(known.sooner ? [known.sooner] : []), ...known.later.flat()];
  return all.some((slot) => slot.startAt === ask.startAt && !isFree(slot, plan, ask.taken));
}

interface KnownSlots {
  readonly sooner: SlotOffer['sooner'];
  /** By window, the starts within it. */
  readonly later: readonly (readonly Slot[])[];
}

function listSlots(target: Target, plan: Plan, { now, wave }: SlotAsk): KnownSlots {
  const deadlineAt = deadlineOf(target, plan);
  const earliest = nextFullHour(earliestNewDate(target, plan, now));
  const { window } = plan.request;
  const find = (from: Instant, count: number) =>
    fitsFrom(window, target.planned.zone, { from, minutes: plan.eta.p90Minutes, count }).filter((slot) =>
      isBefore(slot.startAt, deadlineAt),
    );
  const later = find(latest([target.slot.endAt, earliest]) ?? earliest, LAST_LOOKED_AT);
  const [soon] = target.planned.wave <= wave ? find(earliest, 1) : [];
  const isSooner =
    soon !== undefined &&
    isBefore(soon.startAt, target.slot.startAt) &&
    minutesBetween(now, soon.startAt) <= SOON_MINUTES;
  return {
    sooner: isSooner ? { ...soon, today: isSameLocalDay(now, soon.startAt, target.planned.zone) } : null,
    later: later.map((slot) => listStarts(slot, plan)),
  };
}

/** Several starts within one window: all of them end with it. */
function listStarts(slot: Slot, plan: Plan): readonly Slot[] {
  const length = minutesBetween(slot.startAt, slot.endAt);
  if (length < LONG_WINDOW_MINUTES) return [slot];
  const steps = Array.from({ length: OFFERED_STARTS }, (_, index) => index * START_STEP_MINUTES);
  return steps
    .filter((minutes) => minutes === 0 || length - minutes >= 2 * plan.eta.p90Minutes)
    .map((minutes) => ({ startAt: plusMinutes(slot.startAt, minutes), endAt: slot.endAt }));
}

/**
 * Room for one more: no stretch of time may hold more dates than can be served within it, each taking nine-of-ten minutes, as many at
 * once as the plan allows. Dates that only touch the stretch may be served outside of it.
 */
export function isFree(slot: Slot, plan: Plan, taken: readonly TakenSlot[]): boolean {
  const near = taken.filter((other) => isBefore(other.startAt, slot.endAt) && isBefore(slot.startAt, other.endAt));
  const starts = new Set([slot.startAt, ...near.map(({ startAt }) => startAt).filter((at) => at < slot.startAt)]);
  const ends = new Set([slot.endAt, ...near.map(({ endAt }) => endAt).filter((at) => at > slot.endAt)]);
  return [...starts].every((startAt) =>
    [...ends].every((endAt) => countWithin(near, { startAt, endAt }) < capacityOf({ startAt, endAt }, plan)),
  );
}

/** How many reprovisions fit between two moments. */
export function capacityOf(slot: Slot, plan: Plan): number {
  const rounds = Math.max(1, Math.floor(minutesBetween(slot.startAt, slot.endAt) / plan.eta.p90Minutes));
  return rounds * plan.request.waves.concurrency;
}

function countWithin(taken: readonly TakenSlot[], { startAt, endAt }: Slot): number {
  return taken
    .filter((other) => other.startAt >= startAt && other.endAt <= endAt)
    .reduce((sum, { count }) => sum + count, 0);
}
