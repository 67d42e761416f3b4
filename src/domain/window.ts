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
const DAY_MS = 24 * 60 * 60_000;

export function zoneFor(rule: WindowRule, personZone: string): string {
  return rule.zone === 'person' ? personZone : rule.zone;
}

/** The occurrence that covers `now`, adjoining occurrences taken as one; undefined when the window is shut. */
export function slotAt(rule: WindowRule, personZone: string, now: Instant): Slot | undefined {
  const [slot] = slotsFrom(rule, personZone, { from: now, days: 2 });
  return slot && toMs(slot.startAt) <= toMs(now) ? slot : undefined;
}

/** Up to `count` dates at or after `from` in which `minutes` of work fit, none longer than a day. A running one counts from `from` on. */
export function fitsFrom(
  rule: WindowRule,
  personZone: string,
  ask: { readonly from: Instant; readonly minutes: number; readonly count: number },
): readonly Slot[] {
  const fits: Slot[] = [];
  for (const slot of slotsFrom(rule, personZone, { from: ask.from, days: HORIZON_DAYS })) {
    const start = Math.max(toMs(slot.startAt), toMs(ask.from));
    fits.push(...cutIntoDays(start, toMs(slot.endAt)).filter((piece) => lengthMs(piece) >= ask.minutes * 60_000));
    if (fits.length >= ask.count) break;
  }
  return fits.slice(0, ask.count);
}

/** Occurrences that end after `from`, in order; adjoining ones are one, up to two days so that an endless window still ends. */
function* slotsFrom(rule: WindowRule, personZone: string, ask: { from: Instant; days: number }): Generator<Slot> {
  const first = DateTime.fromISO(ask.from, { zone: zoneFor(rule, personZone) })
    .startOf('day')
    .minus({ days: 1 });
  let open: Slot | undefined;
  for (let offset = 0; offset <= ask.days + 2; offset += 1) {
    const next = occurrenceOn(rule, first.plus({ days: offset }));
    if (!next || toMs(next.endAt) <= toMs(ask.from)) continue;
    if (open && toMs(next.startAt) <= toMs(open.endAt) && lengthMs(open) <= DAY_MS)
      open = { ...open, endAt: next.endAt };
    else {
      if (open) yield open;
      open = next;
    }
  }
  if (open) yield open;
}

function cutIntoDays(startMs: number, endMs: number): Slot[] {
  const pieces: Slot[] = [];
  for (let at = startMs; at < endMs; at += DAY_MS) {
    pieces.push({ startAt: toInstant(at), endAt: toInstant(Math.min(endMs, at + DAY_MS)) });
  }
  return pieces;
}

function lengthMs(slot: Slot): number {
  return toMs(slot.endAt) - toMs(slot.startAt);
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
