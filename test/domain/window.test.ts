import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fitsFrom, slotAt } from '../../src/domain/window.ts';
import type { Slot, Weekday, WindowRule } from '../../src/domain/window.ts';
import { minutesBetween, plusMinutes, toMs } from '../../src/domain/time.ts';
import type { Instant } from '../../src/domain/time.ts';

const EVERY_DAY: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

function rule(start: string, end: string, change: Partial<WindowRule> = {}): WindowRule {
  return { days: EVERY_DAY, start, end, zone: 'person', freeze: [], ...change };
}

function fits(window: WindowRule, zone: string, ask: { from: Instant; minutes?: number; count?: number }): Slot[] {
  return [...fitsFrom(window, zone, { minutes: 1, count: 1, ...ask })];
}

/** A night, its true length in minutes, and why it is not what the clock on the wall suggests. */
const NIGHTS: readonly (readonly [string, WindowRule, Instant, Instant, Instant, number])[] = [
  [
    'Europe/Berlin',
    rule('19:00', '05:00'),
    '2026-11-24T12:00:00.000Z',
    '2026-11-24T18:00:00.000Z',
    '2026-11-25T04:00:00.000Z',
    600,
  ],
  [
    'Europe/Berlin',
    rule('19:00', '05:00'),
    '2026-10-24T12:00:00.000Z',
    '2026-10-24T17:00:00.000Z',
    '2026-10-25T04:00:00.000Z',
    660,
  ],
  [
    'Europe/Berlin',
    rule('19:00', '05:00'),
    '2027-03-27T12:00:00.000Z',
    '2027-03-27T18:00:00.000Z',
    '2027-03-28T03:00:00.000Z',
    540,
  ],
  [
    'Europe/Berlin',
    rule('01:00', '04:00'),
    '2027-03-27T22:00:00.000Z',
    '2027-03-28T00:00:00.000Z',
    '2027-03-28T02:00:00.000Z',
    120,
  ],
  [
    'America/New_York',
    rule('22:00', '06:00'),
    '2026-11-01T00:00:00.000Z',
    '2026-11-01T02:00:00.000Z',
    '2026-11-01T11:00:00.000Z',
    540,
  ],
  [
    'America/New_York',
    rule('22:00', '06:00'),
    '2027-03-13T20:00:00.000Z',
    '2027-03-14T03:00:00.000Z',
    '2027-03-14T10:00:00.000Z',
    420,
  ],
  [
    'Australia/Lord_Howe',
    rule('22:00', '04:00'),
    '2026-10-03T08:00:00.000Z',
    '2026-10-03T11:30:00.000Z',
    '2026-10-03T17:00:00.000Z',
    330,
  ],
  [
    'Australia/Lord_Howe',
    rule('22:00', '04:00'),
    '2027-04-03T08:00:00.000Z',
    '2027-04-03T11:00:00.000Z',
    '2027-04-03T17:30:00.000Z',
    390,
  ],
  [
    'Asia/Kolkata',
    rule('19:00', '23:30'),
    '2026-11-24T00:00:00.000Z',
    '2026-11-24T13:30:00.000Z',
    '2026-11-24T18:00:00.000Z',
    270,
  ],
  [
    'Europe/Berlin',
    rule('08:00', '08:00'),
    '2026-10-24T05:00:00.000Z',
    '2026-10-24T05:00:00.000Z',
    '2026-10-24T06:00:00.000Z',
    60,
  ],
];

test.each(NIGHTS)('%s: after %j the next date from %s is %s to %s, %i minutes', (...row) => {
  const [zone, window, from, startAt, endAt, minutes] = row;
  const days = window.start === window.end ? [5] : EVERY_DAY;
  const [slot] = fits({ ...window, days: days as readonly Weekday[] }, zone, { from });
  expect(slot).toEqual({ startAt, endAt });
  expect(minutesBetween(startAt, endAt)).toBe(minutes);
});

test('a window from a time to the same time lasts until that time on the next day', () => {
  const window = rule('08:00', '08:00', { days: [2] });
  expect(fits(window, 'Europe/Berlin', { from: '2026-11-23T00:00:00.000Z' })).toEqual([
    { startAt: '2026-11-24T07:00:00.000Z', endAt: '2026-11-25T07:00:00.000Z' },
  ]);
  const long = rule('08:00', '08:00', { days: [6] });
  const [autumn] = fits(long, 'Europe/Berlin', { from: '2026-10-23T00:00:00.000Z' });
  expect(autumn).toEqual({ startAt: '2026-10-24T06:00:00.000Z', endAt: '2026-10-25T06:00:00.000Z' });
});

test('windows that follow each other without a gap are one: work may run across the seam', () => {
  const endless = rule('00:00', '00:00');
  const seam = '2026-11-24T22:59:00.000Z';
  const open = slotAt(endless, 'Europe/Berlin', seam);
  expect(open && minutesBetween(seam, open.endAt)).toBeGreaterThanOrEqual(24 * 60);
  const dates = fits(endless, 'Europe/Berlin', { from: seam, minutes: 90, count: 3 });
  expect(dates.map((slot) => slot.startAt)[0]).toBe(seam);
  for (const slot of dates) expect(minutesBetween(slot.startAt, slot.endAt)).toBeLessThanOrEqual(24 * 60);
});

test('a night before a frozen day ends at its midnight; the frozen day itself has none', () => {
  const frozen = rule('19:00', '05:00', { freeze: ['2026-11-25'] });
  const found = fits(frozen, 'Europe/Berlin', { from: '2026-11-24T12:00:00.000Z', count: 2 });
  expect(found).toEqual([
    { startAt: '2026-11-24T18:00:00.000Z', endAt: '2026-11-24T23:00:00.000Z' },
    { startAt: '2026-11-26T18:00:00.000Z', endAt: '2026-11-27T04:00:00.000Z' },
  ]);
});

test('the same freeze begins at the midnight of each person', () => {
  const frozen = rule('19:00', '05:00', { freeze: ['2026-11-25'] });
  expect(slotAt(frozen, 'Asia/Kolkata', '2026-11-24T18:29:59.000Z')).toBeDefined();
  expect(slotAt(frozen, 'Asia/Kolkata', '2026-11-24T18:30:00.000Z')).toBeUndefined();
  expect(slotAt(frozen, 'America/New_York', '2026-11-25T04:59:59.000Z')).toBeDefined();
  expect(slotAt(frozen, 'America/New_York', '2026-11-25T05:00:00.000Z')).toBeUndefined();
});

test('a zone of the rule stands above the zone of the person', () => {
  const inBerlin = rule('19:00', '21:00', { zone: 'Europe/Berlin' });
  expect(slotAt(inBerlin, 'Asia/Tokyo', '2026-11-24T18:30:00.000Z')).toBeDefined();
  expect(slotAt(inBerlin, 'Asia/Tokyo', '2026-11-24T10:30:00.000Z')).toBeUndefined();
});

test('a window is open from its first moment and shut at its last', () => {
  const window = rule('19:00', '21:00');
  const seen = ['17:59:59.999', '18:00:00.000', '19:59:59.999', '20:00:00.000'].map(
    (time) => slotAt(window, 'Europe/Berlin', `2026-11-24T${time}Z`) !== undefined,
  );
  expect(seen).toEqual([false, true, true, false]);
});

test('work that never fits gets no date: too long, no days, everything frozen', () => {
  const from = '2026-11-24T12:00:00.000Z';
  expect(fits(rule('19:00', '20:00'), 'Europe/Berlin', { from, minutes: 61 })).toEqual([]);
  expect(fits(rule('19:00', '20:00', { days: [] }), 'Europe/Berlin', { from })).toEqual([]);
  const year = Array.from({ length: 90 }, (_unused, day) => plusMinutes(from, day * 24 * 60).slice(0, 10));
  expect(fits(rule('19:00', '05:00', { freeze: year }), 'Europe/Berlin', { from })).toEqual([]);
});

test('work that fits exactly gets its date, a running window counts from now', () => {
  const from = '2026-11-24T18:30:00.000Z';
  const window = rule('19:00', '20:00');
  expect(fits(window, 'Europe/Berlin', { from, minutes: 30 })).toEqual([
    { startAt: from, endAt: '2026-11-24T19:00:00.000Z' },
  ]);
  expect(fits(window, 'Europe/Berlin', { from, minutes: 31 })[0]?.startAt).toBe('2026-11-25T18:00:00.000Z');
});

test('a time that a clock change repeats is its first; one that is skipped is as long after midnight as ever', () => {
  const repeated = fits(rule('02:30', '12:00'), 'Europe/Berlin', { from: '2026-10-24T23:00:00.000Z' });
  expect(repeated[0]?.startAt).toBe('2026-10-25T00:30:00.000Z');
  const skipped = fits(rule('02:30', '12:00'), 'Europe/Berlin', { from: '2027-03-27T23:00:00.000Z' });
  expect(skipped[0]?.startAt).toBe('2027-03-28T01:30:00.000Z');
  const noMidnight = fits(rule('00:00', '04:00'), 'America/Santiago', { from: '2026-09-06T03:00:00.000Z' });
  expect(noMidnight[0]).toEqual({ startAt: '2026-09-06T04:00:00.000Z', endAt: '2026-09-06T07:00:00.000Z' });
});

test('in a zone that does not exist no window is ever open', () => {
  expect(slotAt(rule('00:00', '00:00'), 'Mars/Olympus', '2026-11-24T12:00:00.000Z')).toBeUndefined();
  expect(fits(rule('00:00', '00:00'), '', { from: '2026-11-24T12:00:00.000Z' })).toEqual([]);
});

const ZONES = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC'];

/** Moments around clock changes of both directions, and plain ones. */
const aMoment = fc
  .tuple(
    fc.constantFrom('2026-10-25', '2027-03-28', '2026-11-01', '2027-03-14', '2026-10-04', '2027-04-04', '2026-09-27'),
    fc.integer({ min: -3 * 24 * 60, max: 3 * 24 * 60 }),
  )
  .map(([day, minutes]) => plusMinutes(`${day}T00:00:00.000Z`, minutes));

const aTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45'))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);

const aRule = fc.record({
  days: fc.subarray([...EVERY_DAY]),
  start: aTime,
  end: aTime,
  zone: fc.constant('person'),
  freeze: fc.subarray(['2026-10-24', '2026-10-25', '2026-11-01', '2027-03-14', '2027-03-28', '2026-10-04']),
});

interface Wall {
  readonly date: string;
  readonly weekday: Weekday;
  readonly time: string;
}

/** The clock on the wall, told by the platform and not by the library that the rule uses. */
function wallOf(at: Instant, zone: string): Wall {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', weekday: 'short' },
  }).formatToParts(new Date(toMs(at)));
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  const index = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].findIndex((name) => part('weekday').startsWith(name));
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    weekday: EVERY_DAY[index] ?? 1,
    time: `${part('hour')}:${part('minute')}`,
  };
}

/** Whether the rule, read by a person with a clock and a calendar, is open at this moment. */
function isOpenOnTheWall(window: WindowRule, zone: string, at: Instant): boolean {
  const today = wallOf(at, zone);
  const yesterday = new Date(toMs(`${today.date}T12:00:00.000Z`) - 24 * 60 * 60_000).toISOString().slice(0, 10);
  const overnight = window.end <= window.start;
  const opens = (date: string, weekday: number) =>
    !window.freeze.includes(date) && window.days.some((day) => day === weekday);
  if (window.freeze.includes(today.date)) return false;
  const fromToday = opens(today.date, today.weekday) && today.time >= window.start;
  if (fromToday && (overnight || today.time < window.end)) return true;
  return overnight && opens(yesterday, today.weekday === 1 ? 7 : today.weekday - 1) && today.time < window.end;
}

/** Hours that a clock change skips or repeats: there a wall clock cannot tell whether a window that begins or ends then is open. */
function isClear(window: WindowRule): boolean {
  return [window.start, window.end].every((time) => time < '01:00' || time > '03:30');
}

test('every date offered lies inside the window as the clock on the wall shows it, and in no freeze', () => {
  const anywhere = fc.record({
    window: aRule.filter(isClear),
    zone: fc.constantFrom(...ZONES),
    from: aMoment,
    minutes: fc.constantFrom(1, 45, 90, 240),
  });
  fc.assert(
    fc.property(anywhere, ({ window, zone, from, minutes }) => {
      for (const slot of fitsFrom(window, zone, { from, minutes, count: 3 })) {
        const length = minutesBetween(slot.startAt, slot.endAt);
        expect(length).toBeGreaterThanOrEqual(minutes);
        expect(toMs(slot.startAt)).toBeGreaterThanOrEqual(toMs(from));
        for (const share of [0, 0.1, 0.25, 0.5, 0.75, 0.9]) {
          expect(isOpenOnTheWall(window, zone, plusMinutes(slot.startAt, Math.floor(length * share)))).toBe(true);
        }
        expect(isOpenOnTheWall(window, zone, plusMinutes(slot.endAt, -1))).toBe(true);
      }
    }),
    { numRuns: 400 },
  );
});

test('the window is open exactly when the clock on the wall says so', () => {
  const anywhere = fc.record({ window: aRule.filter(isClear), zone: fc.constantFrom(...ZONES), at: aMoment });
  fc.assert(
    fc.property(anywhere, ({ window, zone, at }) => {
      expect(slotAt(window, zone, at) !== undefined).toBe(isOpenOnTheWall(window, zone, at));
    }),
    { numRuns: 600 },
  );
});

test('at the start of every offered date there is room for the work before the window shuts', () => {
  const anywhere = fc.record({ window: aRule, zone: fc.constantFrom(...ZONES), from: aMoment });
  fc.assert(
    fc.property(anywhere, ({ window, zone, from }) => {
      for (const slot of fitsFrom(window, zone, { from, minutes: 90, count: 4 })) {
        const open = slotAt(window, zone, slot.startAt);
        expect(open && minutesBetween(slot.startAt, open.endAt)).toBeGreaterThanOrEqual(90);
      }
    }),
    { numRuns: 300 },
  );
});

test('offered dates come in order and do not overlap', () => {
  const anywhere = fc.record({ window: aRule, zone: fc.constantFrom(...ZONES), from: aMoment });
  fc.assert(
    fc.property(anywhere, ({ window, zone, from }) => {
      const slots = fitsFrom(window, zone, { from, minutes: 30, count: 5 });
      for (const [index, slot] of slots.slice(1).entries()) {
        expect(toMs(slot.startAt)).toBeGreaterThanOrEqual(toMs(slots[index]?.endAt ?? slot.startAt));
      }
    }),
  );
});
