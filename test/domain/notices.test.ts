import { expect, test } from '@jest/globals';
import { decide } from '../../src/domain/decide.ts';
import {
  nextReminderAt,
  noticeKey,
  oweReminders,
  readCallFor,
  readReminder,
  stepKey,
  stepOf,
} from '../../src/domain/notices.ts';
import type { RolloutRequest } from '../../src/domain/request.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { aPlan, aPlanned, anAttempt, aRequest, aState, aTarget, MAYA, NOW, SLOT } from '../support/domain.ts';

const DAY = 1440;

/** Told this many minutes before the date; the last reminder that was ordered, if any. */
function told(minutesBefore: number, change: Partial<Target> = {}): Target {
  const at = plusMinutes(SLOT.startAt, -minutesBefore);
  return aTarget({ told: { firstAt: at, slotAt: at, slot: SLOT }, ...change });
}

function remindedOf(target: Target, minutesBefore: number, change: Partial<RolloutRequest> = {}): readonly number[] {
  const state = aState([target], { plan: { request: aRequest(change) } });
  return oweReminders(state, plusMinutes(SLOT.startAt, -minutesBefore)).owed.map(({ minutes }) => minutes);
}

const REMINDERS: readonly (readonly [string, Target, number, readonly number[]])[] = [
  ['a week before', told(9 * DAY), 7 * DAY, [7 * DAY]],
  ['not a minute sooner', told(9 * DAY), 7 * DAY + 1, []],
  ['a day before', told(9 * DAY, done(7 * DAY)), DAY, [DAY]],
  ['an hour before', told(9 * DAY, done(DAY)), 60, [60]],
  ['each once', told(9 * DAY, done(60)), 30, []],
  ['not in between', told(9 * DAY, done(7 * DAY)), 3 * DAY, []],
  ['after a pause only the newest', told(9 * DAY), 45, [60]],
  ['not what lies before the first word', told(2 * DAY), 2 * DAY - 1, []],
  ['nor what would come within minutes of it', told(DAY + 20), DAY, []],
  ['but what comes later', told(DAY + 20), 60, [60]],
  ['nothing once the date has begun', told(9 * DAY), 0, []],
  ['nothing of a date that is not told', told(9 * DAY, { told: null }), 60, []],
  ['nothing to who is under way', told(9 * DAY, { attempts: [anAttempt()] }), 60, []],
  ['nothing to who is done', told(9 * DAY, { verifiedAt: NOW }), 60, []],
  ['a moved date has reminders of its own', told(9 * DAY, { reminded: { slotAt: NOW, minutes: 60 } }), DAY, [DAY]],
];

function done(minutes: number): Partial<Target> {
  return { reminded: { slotAt: SLOT.startAt, minutes } };
}

test.each(REMINDERS)('reminders: %s', (_what, target, minutesBefore, expected) => {
  expect(remindedOf(target, minutesBefore)).toEqual(expected);
});

test('a plan may name its own reminders, in any order, or none', () => {
  expect(remindedOf(told(9 * DAY), 119, { reminders: [30, 120] })).toEqual([120]);
  expect(remindedOf(told(9 * DAY, done(120)), 30, { reminders: [30, 120] })).toEqual([30]);
  expect(remindedOf(told(9 * DAY), 60, { reminders: [] })).toEqual([]);
});

test('nobody is reminded while the rollout is held, and the newest reminder is made up for afterwards', () => {
  const hold = { kind: 'person', by: MAYA, since: NOW, reason: '', facts: {} } as const;
  const held = aState([told(9 * DAY)], { rollout: { hold } });
  expect(oweReminders(held, plusMinutes(SLOT.startAt, -60)).owed).toEqual([]);
  const resumed = { ...held, rollout: { ...held.rollout, hold: null } };
  expect(oweReminders(resumed, plusMinutes(SLOT.startAt, -50)).owed).toHaveLength(1);
});

test('asking twice owes once, in one pass over everybody', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => {
    const planned = aPlanned(index);
    const at = plusMinutes(SLOT.startAt, -9 * DAY);
    return aTarget({ planned, told: { firstAt: at, slotAt: at, slot: SLOT } });
  });
  const state = aState(many);
  const now = plusMinutes(SLOT.startAt, -DAY);
  const first = oweReminders(state, now);
  expect(first.owed).toHaveLength(10_000);
  const again = oweReminders(first.state, now);
  expect(again.owed).toEqual([]);
  expect(again.state).toBe(first.state);
});

test('a decision is due when the next reminder is', () => {
  const target = told(9 * DAY, done(7 * DAY));
  expect(nextReminderAt(target, aPlan())).toBe(plusMinutes(SLOT.startAt, -DAY));
  expect(decide(aState([target]), plusMinutes(SLOT.startAt, -3 * DAY)).wakeAt).toBe(plusMinutes(SLOT.startAt, -DAY));
  expect(nextReminderAt(told(9 * DAY, done(60)), aPlan())).toBeUndefined();
});

test('a reminder changes nothing about being told', () => {
  const target = told(9 * DAY);
  const { state } = oweReminders(aState([target]), plusMinutes(SLOT.startAt, -DAY));
  expect(state.targets[0]?.told).toBe(target.told);
  expect(state.targets[0]?.slotRevision).toBe(target.slotRevision);
});

test('the key of a message says which it is, and reads back', () => {
  const rolloutId = 'r-1';
  const keyed = (key: string) => ({ key, rolloutId });
  const reminder = keyed(stepKey(rolloutId, 'reminder', 'pc-0', SLOT.startAt, 60));
  expect(reminder.key).toBe(`r-1/reminder/pc-0/${SLOT.startAt}/60`);
  expect(readReminder(reminder)).toEqual({ slotAt: SLOT.startAt, minutes: 60 });
  const call = keyed(stepKey(rolloutId, 'last-call', 'pc-0', SLOT.startAt));
  expect(readCallFor(call)).toBe(SLOT.startAt);
  const word = keyed(noticeKey(rolloutId, 'pc-0', 1));
  expect([stepOf(word), stepOf(reminder), stepOf(call)]).toEqual(['notice', 'reminder', 'last-call']);
  expect([readReminder(word), readCallFor(word)]).toEqual([undefined, undefined]);
});
