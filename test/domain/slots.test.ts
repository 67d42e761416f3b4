import { expect, test } from '@jest/globals';
import { isDateMissed, postponementsLeft } from '../../src/domain/dates.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { RolloutRequest } from '../../src/domain/request.ts';
import { capacityOf, isFree, isWithoutRoom, listOffered, offerSlots } from '../../src/domain/slots.ts';
import type { SlotOffer, TakenSlot } from '../../src/domain/slots.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { isSameLocalDay } from '../../src/domain/window.ts';
import { aPlan, aPlanned, aRequest, aTarget, NOW, SLOT } from '../support/domain.ts';

const WEDNESDAY = { startAt: '2026-11-25T18:00:00.000Z', endAt: '2026-11-26T04:00:00.000Z' };
const THURSDAY = { startAt: '2026-11-26T18:00:00.000Z', endAt: '2026-11-27T04:00:00.000Z' };
const FRIDAY = { startAt: '2026-11-27T18:00:00.000Z', endAt: '2026-11-28T04:00:00.000Z' };
const LAST = { startAt: '2026-12-07T18:00:00.000Z', endAt: '2026-12-08T04:00:00.000Z' };
const WINDOW = aRequest().window;

function plan(change: Partial<RolloutRequest> = {}): Plan {
  return aPlan({ request: aRequest(change) });
}

function offer(
  target: Target,
  ask: { plan?: Plan; now?: string; wave?: number; taken?: readonly TakenSlot[] } = {},
): SlotOffer {
  const { plan: of = plan(), now = NOW, wave = 0, taken = [] } = ask;
  return offerSlots(target, of, { now, wave, taken });
}

function startsOf({ others }: SlotOffer): readonly string[] {
  return others.map(({ startAt }) => startAt);
}

test('three later windows are offered, with three starts in each long one, and the last one before the deadline', () => {
  const { sooner, others, last } = offer(aTarget());
  expect(sooner).toBeNull();
  expect(others).toHaveLength(9);
  expect(others.slice(0, 3)).toEqual([
    WEDNESDAY,
    { startAt: plusMinutes(WEDNESDAY.startAt, 180), endAt: WEDNESDAY.endAt },
    { startAt: plusMinutes(WEDNESDAY.startAt, 360), endAt: WEDNESDAY.endAt },
  ]);
  expect(others[3]).toEqual(THURSDAY);
  expect(last).toEqual(LAST);
});

test('a short window has one start', () => {
  const short = plan({ window: { ...WINDOW, end: '22:00' } });
  expect(offer(aTarget(), { plan: short }).others).toHaveLength(3);
});

test('no date is offered from the deadline on, in a freeze, or without a postponement left', () => {
  const soonOver = offer(aTarget(), { plan: plan({ deadlineAt: THURSDAY.startAt }) });
  expect(soonOver.others.map(({ endAt }) => endAt)).toEqual(Array(3).fill(WEDNESDAY.endAt));
  expect(soonOver.last).toBeNull();
  const frozen = offer(aTarget(), { plan: plan({ window: { ...WINDOW, freeze: ['2026-11-26'] } }) });
  expect(
    frozen.others.every(({ startAt, endAt }) => endAt <= '2026-11-25T23:00:00.000Z' || startAt >= FRIDAY.startAt),
  ).toBe(true);
  expect(listOffered(offer(aTarget({ postponements: 2 })))).toEqual([]);
  expect(postponementsLeft(aTarget({ postponements: 3 }), plan())).toBe(0);
});

test('an exception that moved the deadline of one person gives them more dates', () => {
  const target = aTarget({ deadlineUntil: '2026-12-11T00:00:00.000Z' });
  expect(offer(target).last?.startAt).toBe('2026-12-10T18:00:00.000Z');
});

test('an offered date keeps the lead time after the first word', () => {
  const told = { firstAt: '2026-11-24T18:00:00.000Z', slotAt: '2026-11-24T18:00:00.000Z', slot: SLOT };
  const { others } = offer(aTarget({ told }), { plan: plan({ leadMinutes: 40 * 60 }) });
  expect(others[0]).toEqual({ startAt: '2026-11-26T18:00:00.000Z', endAt: THURSDAY.endAt });
});

test('a date offered in a running window is still the same one some minutes later', () => {
  const endless = plan({ window: { ...WINDOW, start: '00:00', end: '00:00' } });
  const [shown] = offer(aTarget(), { plan: endless, now: '2026-11-25T03:10:12.345Z' }).others;
  const [clicked] = offer(aTarget(), { plan: endless, now: '2026-11-25T03:40:00.000Z' }).others;
  expect(shown?.startAt).toBe('2026-11-25T05:00:00.000Z');
  expect(clicked).toEqual(shown);
});

test('every offered date can be kept: it is not missed the moment it is chosen', () => {
  const later = aTarget({ slot: FRIDAY });
  for (const target of [aTarget(), later]) {
    const offered = listOffered(offer(target));
    expect(offered.length).toBeGreaterThan(3);
    for (const slot of offered) {
      const told = { firstAt: target.told?.firstAt ?? NOW, slotAt: NOW, slot };
      expect(isDateMissed({ ...target, slot, told }, plan(), NOW)).toBe(false);
    }
  }
});

test('"tonight" is the running or next window, an hour after the word of it, when the present date is later', () => {
  const target = aTarget({ slot: THURSDAY });
  expect(offer(target).sooner).toEqual({ startAt: '2026-11-24T20:00:00.000Z', endAt: SLOT.endAt, today: true });
  const morning = offer(target, { now: '2026-11-25T06:00:00.000Z' }).sooner;
  expect(morning).toEqual({ ...WEDNESDAY, today: true });
});

const NOT_SOONER: readonly (readonly [string, Target, number])[] = [
  ['the present date is the next one', aTarget({ slot: WEDNESDAY, told: null }), 0],
  ['the wave is not open yet', aTarget({ slot: THURSDAY, planned: aPlanned(0, { wave: 1 }) }), 0],
  ['the lead time since the first word is not over', tooYoung(), 0],
];

test.each(NOT_SOONER)('nothing sooner is offered when %s', (_what, target, wave) => {
  expect(offer(target, { wave, plan: plan({ leadMinutes: 72 * 60 }) }).sooner).toBeNull();
});

function tooYoung(): Target {
  const firstAt = plusMinutes(NOW, -60);
  return aTarget({ slot: FRIDAY, told: { firstAt, slotAt: firstAt, slot: FRIDAY } });
}

test('who used up their postponements may still come sooner', () => {
  expect(offer(aTarget({ slot: THURSDAY, postponements: 2 })).sooner?.startAt).toBe('2026-11-24T20:00:00.000Z');
});

test('after the last call nothing is offered any more', () => {
  const call = { for: SLOT.startAt, at: NOW, session: 'signed-in', inCall: false } as const;
  expect(listOffered(offer(aTarget({ call })))).toEqual([]);
  expect(listOffered(offer(aTarget({ lastCallAt: NOW, lastCallFor: SLOT.startAt })))).toEqual([]);
  expect(listOffered(offer(aTarget({ call: { ...call, session: 'not-signed-in' } })))).not.toEqual([]);
});

/** Ten hours at an hour and a half each are six rounds of two. */
const TWO = plan({ waves: { ...aRequest().waves, concurrency: 2 } });

test('a date holds as many as can be served within it', () => {
  expect(capacityOf(WEDNESDAY, TWO)).toBe(12);
  expect(isFree(WEDNESDAY, TWO, [{ ...WEDNESDAY, count: 11 }])).toBe(true);
  expect(isFree(WEDNESDAY, TWO, [{ ...WEDNESDAY, count: 12 }])).toBe(false);
});

test('a full date is not offered, a start within it neither, and the next ones take its place', () => {
  const taken = [{ ...WEDNESDAY, count: 12 }];
  const { others } = offer(aTarget(), { plan: TWO, taken });
  expect(others.some(({ endAt }) => endAt === WEDNESDAY.endAt)).toBe(false);
  expect(others[0]).toEqual(THURSDAY);
  const gone = { now: NOW, wave: 0, taken };
  expect(isWithoutRoom(aTarget(), TWO, { ...gone, startAt: WEDNESDAY.startAt })).toBe(true);
  expect(isWithoutRoom(aTarget(), TWO, { ...gone, startAt: THURSDAY.startAt })).toBe(false);
  expect(isWithoutRoom(aTarget(), TWO, { ...gone, startAt: NOW })).toBe(false);
});

test('who all want the end of a night fill it before the night is full', () => {
  const late = { startAt: plusMinutes(WEDNESDAY.startAt, 360), endAt: WEDNESDAY.endAt };
  const taken = [{ ...late, count: 4 }];
  expect(isFree(late, TWO, taken)).toBe(false);
  expect(isFree(WEDNESDAY, TWO, taken)).toBe(true);
  expect(startsOf(offer(aTarget(), { plan: TWO, taken }))).not.toContain(late.startAt);
});

test('people of two zones whose nights overlap share the places', () => {
  const berlin = { startAt: '2026-11-25T18:00:00.000Z', endAt: '2026-11-25T21:00:00.000Z' };
  const london = { startAt: '2026-11-25T19:00:00.000Z', endAt: '2026-11-25T22:00:00.000Z' };
  expect(isFree(london, TWO, [{ ...berlin, count: 3 }])).toBe(true);
  expect(
    isFree(london, TWO, [
      { ...berlin, count: 3 },
      { ...london, count: 1 },
    ]),
  ).toBe(false);
});

test('the same day is told by the calendar of the place', () => {
  expect(isSameLocalDay('2026-11-24T14:00:00.000Z', '2026-11-24T16:00:00.000Z', 'Asia/Tokyo')).toBe(false);
  expect(isSameLocalDay('2026-11-24T14:00:00.000Z', '2026-11-24T16:00:00.000Z', 'Europe/Berlin')).toBe(true);
  expect(startsOf(offer(aTarget()))[0]).toBe(WEDNESDAY.startAt);
});
