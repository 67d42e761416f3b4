import { expect, test } from '@jest/globals';
import { isDateMissed, latestStart, moveMissedDate, toldLongEnoughAt } from '../../src/domain/dates.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { RolloutRequest } from '../../src/domain/request.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import type { Instant } from '../../src/domain/time.ts';
import { anAttempt, aPlan, aRequest, aTarget, NOW, SLOT } from '../support/domain.ts';

const WEDNESDAY = { startAt: '2026-11-25T18:00:00.000Z', endAt: '2026-11-26T04:00:00.000Z' };
const THURSDAY = { startAt: '2026-11-26T18:00:00.000Z', endAt: '2026-11-27T04:00:00.000Z' };
const MISSED = '2026-11-25T02:31:00.000Z';
const WINDOW = aRequest().window;

function plan(change: Partial<RolloutRequest> = {}): Plan {
  return aPlan({ request: aRequest(change) });
}

function move(target: Target, now: Instant, change: Partial<RolloutRequest> = {}): Target {
  return moveMissedDate(target, plan(change), { now, open: true });
}

function toldAt(firstAt: Instant, slotAt: Instant = firstAt): Target['told'] {
  return { firstAt, slotAt, slot: SLOT };
}

test('the last start leaves nine-of-ten minutes; a start at exactly that moment still counts', () => {
  expect(latestStart(aTarget(), plan())).toBe('2026-11-25T02:30:00.000Z');
  expect(isDateMissed(aTarget(), plan(), '2026-11-25T02:30:00.000Z')).toBe(false);
  expect(isDateMissed(aTarget(), plan(), '2026-11-25T02:30:00.001Z')).toBe(true);
});

const TOLD_LONG_ENOUGH: readonly (readonly [string, Target['told'], number, Instant])[] = [
  ['not told: a lead from now', null, 120, plusMinutes(NOW, 120)],
  ['told once: a lead after it', toldAt(NOW), 120, plusMinutes(NOW, 120)],
  ['told of a moved date: an hour after it', toldAt('2026-11-20T08:00:00.000Z', NOW), 120, plusMinutes(NOW, 60)],
  [
    'a lead shorter than an hour counts for moves too',
    toldAt('2026-11-20T08:00:00.000Z', NOW),
    20,
    plusMinutes(NOW, 20),
  ],
  ['moved soon after the first word: the later of both', toldAt(NOW, plusMinutes(NOW, 30)), 120, plusMinutes(NOW, 120)],
];

test.each(TOLD_LONG_ENOUGH)('told long enough: %s', (_what, told, leadMinutes, expected) => {
  expect(toldLongEnoughAt(aTarget({ told }), plan({ leadMinutes }), NOW)).toBe(expected);
});

test('a date that can be kept, and a target that needs none any more, stay as they are', () => {
  const why = { code: 'stuck', facts: {} };
  const settled: readonly Target[] = [
    aTarget({ verifiedAt: NOW }),
    aTarget({ failed: { at: NOW, why } }),
    aTarget({ excluded: { at: NOW, by: 'repave', why } }),
    aTarget({ attempts: [anAttempt()] }),
  ];
  for (const target of settled) expect(move(target, MISSED)).toBe(target);
  const kept = aTarget();
  expect(move(kept, NOW)).toBe(kept);
});

test('a missed date becomes the next one, with a new revision, and the gate stops waiting for who stood in the way', () => {
  const moved = move(aTarget({ evidence: [] }), MISSED);
  expect(moved).toMatchObject({ slot: WEDNESDAY, slotRevision: 2, deferredAt: MISSED, excluded: null });
});

test('who did nothing to miss a date is waited for', () => {
  expect(move(aTarget(), MISSED)).toMatchObject({ slot: WEDNESDAY, slotRevision: 2, deferredAt: null });
});

test('outside an open wave a moved date is no deferral', () => {
  const moved = moveMissedDate(aTarget({ evidence: [] }), plan(), { now: MISSED, open: false });
  expect(moved.deferredAt).toBeNull();
});

test('a date moves once: at the same moment, and until the new date is over, it stays', () => {
  const moved = move(aTarget(), MISSED);
  expect(move(moved, MISSED)).toBe(moved);
  expect(move(moved, '2026-11-26T02:29:00.000Z')).toBe(moved);
});

test('a date moves at once beyond the lead time, however long that still runs', () => {
  const told = toldAt('2026-11-24T12:00:00.000Z');
  const moved = move(aTarget({ told }), NOW, { leadMinutes: 48 * 60 });
  expect(moved).toMatchObject({ slot: THURSDAY, slotRevision: 2 });
  expect(move(moved, NOW, { leadMinutes: 48 * 60 })).toBe(moved);
});

test('somebody who was not told gets a date at least the lead time away', () => {
  const moved = move(aTarget({ told: null }), NOW, { leadMinutes: 30 * 60 });
  expect(moved.slot).toEqual({ startAt: plusMinutes(NOW, 30 * 60), endAt: WEDNESDAY.endAt });
});

test('in a window that never shuts the new date begins after the old one, and lasts a day', () => {
  const endless = { ...WINDOW, days: [1, 2, 3, 4, 5, 6, 7], start: '00:00', end: '00:00' } as const;
  expect(move(aTarget(), MISSED, { window: endless }).slot).toEqual({
    startAt: SLOT.endAt,
    endAt: '2026-11-26T04:00:00.000Z',
  });
});

test('from the deadline on nobody gets a new date: left behind, with what stood in the way', () => {
  const waitingFor = [
    { code: 'signed-in', facts: {} },
    { code: 'not-proven', facts: {} },
  ];
  const before = move(aTarget(), MISSED, { deadlineAt: plusMinutes(MISSED, 1) });
  expect(before).toMatchObject({ slot: WEDNESDAY, excluded: null });
  const target = move(aTarget({ waitingFor }), MISSED, { deadlineAt: MISSED });
  expect(target.excluded).toEqual({
    at: MISSED,
    by: 'repave',
    why: { code: 'left-behind', facts: { reasons: 'signed-in not-proven' } },
  });
  expect(target.slotRevision).toBe(1);
});

test('without any window left the target is left behind, and said so', () => {
  const moved = move(aTarget(), MISSED, { window: { ...WINDOW, days: [] } });
  expect(moved.excluded?.why).toEqual({ code: 'no-window-left', facts: { reasons: 'date-passed' } });
});
