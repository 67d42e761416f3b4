import { expect, test } from '@jest/globals';
import { appealReminderAt, listAppealsDue, noteReminded } from '../../src/domain/appeal-reminders.ts';
import type { Appeal } from '../../src/domain/appeal.ts';
import { appealHash } from '../../src/domain/appeals.ts';
import { decide } from '../../src/domain/decide.ts';
import type { Rollout } from '../../src/domain/rollout.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import type { Instant } from '../../src/domain/time.ts';
import { anAttempt, aRollout, aState, aTarget, MAYA, NOW, SLOT } from '../support/domain.ts';

function anAppeal(at: Instant, change: Partial<Appeal> = {}): Appeal {
  const by = { id: 'person-0', name: 'Person 0' };
  return { no: 1, kind: 'leave-out', by, at, reason: 'closing', wish: null, item: null, answer: null, ...change };
}

const before = (minutes: number) => plusMinutes(SLOT.startAt, -minutes);

test.each<readonly [string, Instant, Instant]>([
  ['a week before: a day before the date', before(7 * 1440), before(1440)],
  ['ten hours before: half-way', before(600), before(300)],
  ['when the date had begun: after an hour', plusMinutes(SLOT.startAt, 10), plusMinutes(SLOT.startAt, 70)],
])('who decides is reminded of a request that came %s', (_when, at, wanted) => {
  expect(appealReminderAt(aTarget(), anAppeal(at))).toBe(wanted);
});

const ANSWERED = { decision: 'voided', by: MAYA, at: NOW, reason: '', hash: '', seen: '' } as const;
const HOLD = { kind: 'person', by: MAYA, since: NOW, reason: '', facts: {} } as const;

test.each<readonly [string, Partial<Appeal>, Partial<Target>, Partial<Rollout>, number]>([
  ['is open', {}, {}, {}, 1],
  ['is a waiver that is open', { kind: 'waiver', item: 'onedrive' }, {}, {}, 1],
  ['is answered', { answer: ANSWERED }, {}, {}, 0],
  ['was reminded of', { remindedAt: NOW }, {}, {}, 0],
  ['is about a Cloud PC under way', {}, { attempts: [anAttempt()] }, {}, 0],
  ['is about one that is through', {}, { verifiedAt: NOW }, {}, 0],
  ['waits while the rollout is held', {}, {}, { hold: HOLD }, 0],
  ['is of a rollout that has ended', {}, {}, { completedAt: NOW }, 0],
])('a request that %s', (...row) => {
  const [, appeal, target, rollout, count] = row;
  const state = aState([aTarget({ appeals: [anAppeal(before(600), appeal)], ...target })]);
  expect(listAppealsDue({ ...state, rollout: { ...state.rollout, ...rollout } }, NOW)).toHaveLength(count);
});

test('it is woken up for, asked for once, and the reminder changes nothing about what is decided', () => {
  const target = aTarget({ appeals: [anAppeal(before(600))] });
  const state = aState([target]);
  const early = decide(state, before(301));
  expect([early.orders.askMore, early.wakeAt]).toEqual([false, before(300)]);
  expect(decide(state, before(300)).orders.askMore).toBe(true);
  const after = noteReminded(state, listAppealsDue(state, before(300)), before(300));
  expect(decide(after, before(300)).orders.askMore).toBe(false);
  const [one] = after.targets;
  const [appeal, first] = [one?.appeals?.[0], target.appeals?.[0]];
  expect(appeal?.remindedAt).toBe(before(300));
  const hash = (of: Appeal | undefined) => of && appealHash(aRollout(), target, of);
  expect(hash(appeal)).toBe(hash(first));
});
