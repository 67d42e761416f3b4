import { IANAZone } from 'luxon';
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
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

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
  const zone = IANAZone.create(zoneFor(rule, personZone));
  if (!zone.isValid) return;
  const yesterday = localDay(toMs(ask.from), zone) - DAY_MS;
  let open: Slot | undefined;
  for (let offset = 0; offset <= ask.days + 2; offset += 1) {
    const next = occurrenceOn(rule, zone, yesterday + offset * DAY_MS);
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

/** The two moments fall on the same day of the calendar there. */
export function isSameLocalDay(a: Instant, b: Instant, zoneName: string): boolean {
  const zone = IANAZone.create(zoneName);
  return zone.isValid && localDay(toMs(a), zone) === localDay(toMs(b), zone);
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
function occurrenceOn(rule: WindowRule, zone: IANAZone, day: number): Slot | undefined {
  if (!rule.days.some((wanted) => wanted % 7 === new Date(day).getUTCDay())) return undefined;
  if (rule.freeze.includes(dateOf(day))) return undefined;
  const overnight = rule.end <= rule.start;
  const frozenNext = overnight && rule.freeze.includes(dateOf(day + DAY_MS));
  const end = frozenNext ? '00:00' : rule.end;
  const startMs = atWallTime(day, rule.start, zone);
  const endMs = atWallTime(overnight ? day + DAY_MS : day, end, zone);
  return endMs <= startMs ? undefined : { startAt: toInstant(startMs), endAt: toInstant(endMs) };
}

/** The local calendar day of a moment, as the UTC midnight that bears the same date: days are counted there, where none is short. */
function localDay(ms: number, zone: IANAZone): number {
  return Math.floor((ms + zone.offset(ms) * MINUTE_MS) / DAY_MS) * DAY_MS;
}

function dateOf(day: number): string {
  return toInstant(day).slice(0, 10);
}

/**
 * When the clock on the wall shows this time: the first time if a clock change repeats it, and as long after midnight as on other
 * days if a change skips it. A library that guesses from today's offset would answer differently in summer and in winter.
 */
function atWallTime(day: number, time: string, zone: IANAZone): number {
  const [hour = '0', minute = '0'] = time.split(':');
  const wall = day + (Number(hour) * 60 + Number(minute)) * MINUTE_MS;
  const [before, after] = [zone.offset(wall - DAY_MS), zone.offset(wall + DAY_MS)];
  const first = wall - before * MINUTE_MS;
  if (before === after || zone.offset(first) === before) return first;
  const second = wall - after * MINUTE_MS;
  return zone.offset(second) === after ? second : first;
}
