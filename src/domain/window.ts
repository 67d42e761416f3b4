import { DateTime } from 'luxon';
import type { Instant } from './time.ts';
import { toInstant, toMs } from './time.ts';

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/**
 * When work may start and must end, in local time. `end` at or before `start` means the next day; equal means 24 hours.
 * `zone` is an IANA name for everyone, or `person`: each person's own. `freeze` are local dates on which nothing runs.
 */
export interface WindowRule {
  readonly days: readonly Weekday[];
  readonly start: string;
  readonly end: string;
  readonly zone: string;
  readonly freeze: readonly string[];
}

/** One occurrence of a window: two instants. */
export interface Slot {
  readonly startAt: Instant;
  readonly endAt: Instant;
}

/** How far ahead openings are searched, in days: longer than any sensible freeze. */
const HORIZON_DAYS = 60;

export function zoneFor(rule: WindowRule, personZone: string): string {
  return rule.zone === 'person' ? personZone : rule.zone;
}

/** The occurrence that covers `now`, adjoining occurrences taken as one; undefined when the window is shut. */
export function slotAt(rule: WindowRule, personZone: string, now: Instant): Slot | undefined {
  return slotsFrom(rule, personZone, now, 2).find((slot) => toMs(slot.startAt) <= toMs(now));
}

/** The first part of an occurrence at or after `from` in which `minutes` of work fit; undefined when none does within 60 days. */
export function nextFit(rule: WindowRule, personZone: string, from: Instant, minutes: number): Slot | undefined {
  return fitsFrom(rule, personZone, { from, minutes, count: 1 })[0];
}

/** Up to `count` occurrences at or after `from` in which `minutes` of work fit. A running one counts from `from` on. */
export function fitsFrom(
  rule: WindowRule,
  personZone: string,
  ask: { readonly from: Instant; readonly minutes: number; readonly count: number },
): readonly Slot[] {
  return slotsFrom(rule, personZone, ask.from, HORIZON_DAYS)
    .map((slot) => (toMs(slot.startAt) < toMs(ask.from) ? { ...slot, startAt: ask.from } : slot))
    .filter((slot) => toMs(slot.endAt) - toMs(slot.startAt) >= ask.minutes * 60_000)
    .slice(0, ask.count);
}

/** Merged occurrences that end after `from`, in order. */
function slotsFrom(rule: WindowRule, personZone: string, from: Instant, days: number): readonly Slot[] {
  const zone = zoneFor(rule, personZone);
  const first = DateTime.fromISO(from, { zone }).startOf('day').minus({ days: 1 });
  const slots: Slot[] = [];
  for (let offset = 0; offset <= days + 1; offset += 1) {
    const slot = occurrenceOn(rule, first.plus({ days: offset }));
    if (slot && toMs(slot.endAt) > toMs(from)) mergeInto(slots, slot);
  }
  return slots;
}

function mergeInto(slots: Slot[], slot: Slot): void {
  const last = slots.at(-1);
  if (last && toMs(slot.startAt) <= toMs(last.endAt)) slots[slots.length - 1] = { ...last, endAt: slot.endAt };
  else slots.push(slot);
}

/** The window that opens on this local day, cut at midnight when the next day is frozen. Clock changes move the true length. */
function occurrenceOn(rule: WindowRule, day: DateTime): Slot | undefined {
  if (!rule.days.some((wanted) => wanted === day.weekday)) return undefined;
  if (rule.freeze.includes(day.toISODate() ?? '')) return undefined;
  const overnight = rule.end <= rule.start;
  const nextDay = day.plus({ days: 1 });
  const start = atTime(day, rule.start);
  const frozenNext = overnight && rule.freeze.includes(nextDay.toISODate() ?? '');
  const end = frozenNext ? nextDay.startOf('day') : atTime(overnight ? nextDay : day, rule.end);
  if (end.toMillis() <= start.toMillis()) return undefined;
  return { startAt: toInstant(start.toMillis()), endAt: toInstant(end.toMillis()) };
}

function atTime(day: DateTime, time: string): DateTime {
  const [hour = '0', minute = '0'] = time.split(':');
  return day.set({ hour: Number(hour), minute: Number(minute), second: 0, millisecond: 0 });
}
