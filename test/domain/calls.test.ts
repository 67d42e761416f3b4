import { expect, test } from '@jest/globals';
import { callFor, isCalled, isFinalCall, listCallsDue, noteCall } from '../../src/domain/calls.ts';
import { decide } from '../../src/domain/decide.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { Rollout } from '../../src/domain/rollout.ts';
import { newRollout } from '../../src/domain/rollout.ts';
import { forgetCall } from '../../src/domain/target.ts';
import type { SessionCall } from '../../src/domain/session-call.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { aPlan, aPlanned, anAttempt, aRequest, aState, aTarget, MAYA, NOW, SLOT } from '../support/domain.ts';

const CALL_AT = plusMinutes(SLOT.startAt, -16);
const AGAIN = plusMinutes(CALL_AT, 15);
const DEADLINE = '2026-12-07T22:00:00.000Z';
const SIGNED_IN = [{ code: 'signed-in', facts: {} }];
const UNKNOWN = [{ code: 'session-unknown', facts: {} }];

function aCall(change: Partial<SessionCall> = {}): SessionCall {
  return { for: SLOT.startAt, at: CALL_AT, session: 'signed-in', inCall: false, ...change };
}

function isDue(
  change: Partial<Target>,
  now: string,
  more: { readonly plan?: Partial<Plan>; readonly rollout?: Partial<Rollout> } = {},
): boolean {
  return listCallsDue(aState([aTarget(change)], more), now).length > 0;
}

const LATE_DEADLINE = { plan: { request: aRequest({ deadlineAt: plusMinutes(NOW, 60) }) } };

const DUE: readonly (readonly [
  string,
  Partial<Target>,
  string,
  Exclude<Parameters<typeof isDue>[2], undefined> & { readonly due: boolean },
])[] = [
  ['a minute and a quarter of an hour before the date', {}, CALL_AT, { due: true }],
  ['not before that', {}, plusMinutes(CALL_AT, -0.1), { due: false }],
  ['when the date is over', {}, SLOT.endAt, { due: false }],
  ['while the data is not proven: nothing would start', { evidence: [] }, CALL_AT, { due: false }],
  ['while help was asked for', { helpAsked: { at: NOW, text: '' } }, CALL_AT, { due: false }],
  ['of a wave that is not open', { planned: aPlanned(0, { wave: 1 }) }, CALL_AT, { due: false }],
  ['who does not know of this date', { told: null }, CALL_AT, { due: false }],
  ['who is under way', { attempts: [anAttempt()] }, CALL_AT, { due: false }],
  ['who is done', { verifiedAt: NOW }, CALL_AT, { due: false }],
  ['while the rollout is held', {}, CALL_AT, { rollout: { hold: aHold() }, due: false }],
  ['who was called for it', { call: aCall() }, NOW, { due: false }],
  ['whom nobody was seen at', { call: aCall({ session: 'not-signed-in' }) }, NOW, { due: false }],
  [
    'who signed in after that',
    { call: aCall({ session: 'not-signed-in' }), waitingFor: SIGNED_IN },
    NOW,
    { due: true },
  ],
  ['who was called and is still there', { call: aCall(), waitingFor: SIGNED_IN }, NOW, { due: false }],
  ['before the end of more time', { call: aCall(), snoozedUntil: plusMinutes(NOW, 16) }, NOW, { due: true }],
  ['not sooner', { call: aCall(), snoozedUntil: plusMinutes(NOW, 17) }, NOW, { due: false }],
  ['before the deadline', { call: aCall() }, plusMinutes(NOW, 44), { ...LATE_DEADLINE, due: true }],
  ['not long before it', { call: aCall() }, plusMinutes(NOW, 43), { ...LATE_DEADLINE, due: false }],
  [
    'not twice for the deadline',
    { call: aCall({ for: plusMinutes(NOW, 60) }) },
    plusMinutes(NOW, 70),
    { ...LATE_DEADLINE, due: false },
  ],
  [
    'again when nobody can say, and the call is two hours old',
    { call: aCall(), lastCallAt: CALL_AT, lastCallFor: SLOT.startAt, waitingFor: UNKNOWN },
    plusMinutes(CALL_AT, 121),
    { due: true },
  ],
  [
    'not again while the call is young',
    { call: aCall(), lastCallAt: CALL_AT, lastCallFor: SLOT.startAt, waitingFor: UNKNOWN },
    plusMinutes(CALL_AT, 119),
    { due: false },
  ],
  ['again a quarter of an hour later, when nobody can say and they may be there', notKnown(), AGAIN, { due: true }],
  ['not before that', notKnown(), plusMinutes(AGAIN, -1), { due: false }],
  ['not when they are away', notKnown({ isAway: true }), AGAIN, { due: false }],
  ['not when they said that they have signed out', notKnown({ saysSignedOut: true }), AGAIN, { due: false }],
];

function notKnown(change: Partial<SessionCall> = {}): Partial<Target> {
  const call = aCall({ session: 'unknown', ...change });
  return { call, lastCallAt: CALL_AT, lastCallFor: SLOT.startAt, waitingFor: UNKNOWN };
}

function aHold() {
  return { kind: 'person', by: MAYA, since: NOW, reason: '', facts: {} } as const;
}

test.each(DUE)('a session is looked at: %s', (_what, change, now, { due, ...more }) => {
  expect(isDue(change, now, more)).toBe(due);
});

test('what was looked at is not looked at again at the same moment, whatever was seen', () => {
  for (const session of ['signed-in', 'not-signed-in', 'unknown'] as const) {
    const noted = noteCall(aTarget({ waitingFor: SIGNED_IN }), { session, inCall: false }, { plan: aPlan(), now: NOW });
    expect(listCallsDue(aState([noted]), NOW)).toEqual([]);
    expect(decide(aState([noted]), NOW).orders.call).toBe(false);
  }
});

test('nobody there any more: what a session stood in the way of is tried at once', () => {
  const before = aTarget({ waitingFor: SIGNED_IN, notBefore: plusMinutes(NOW, 10) });
  const noted = noteCall(before, { session: 'not-signed-in', inCall: false }, { plan: aPlan(), now: NOW });
  expect(noted).toMatchObject({ waitingFor: [], notBefore: null });
  const other = aTarget({ waitingFor: [...SIGNED_IN, { code: 'status-unfit', facts: {} }], notBefore: NOW });
  const kept = noteCall(other, { session: 'not-signed-in', inCall: false }, { plan: aPlan(), now: NOW });
  expect(kept).toMatchObject({ waitingFor: [{ code: 'status-unfit' }], notBefore: NOW });
});

test('a call is for the date, the end of more time, or the deadline once that is near', () => {
  const terms = { deadlineAt: DEADLINE, now: NOW };
  expect(callFor(aTarget(), terms)).toBe(SLOT.startAt);
  const until = plusMinutes(NOW, 30);
  expect(callFor(aTarget({ snoozedUntil: until }), terms)).toBe(until);
  expect(callFor(aTarget(), { deadlineAt: plusMinutes(NOW, 16), now: NOW })).toBe(plusMinutes(NOW, 16));
  expect(callFor(aTarget(), { deadlineAt: plusMinutes(NOW, 17), now: NOW })).toBe(SLOT.startAt);
  expect(isFinalCall({ for: until }, until)).toBe(true);
  expect(isFinalCall({ for: until }, plusMinutes(until, 1))).toBe(false);
});

test('what was seen is forgotten with the date, and the call for an old date says nothing', () => {
  const target = aTarget({ call: aCall() });
  expect(isCalled(target)).toBe(true);
  expect('call' in forgetCall(target)).toBe(false);
  const plain = aTarget();
  expect(forgetCall(plain)).toBe(plain);
  const next = { startAt: plusMinutes(SLOT.startAt, 1440), endAt: plusMinutes(SLOT.endAt, 1440) };
  expect(isCalled(aTarget({ call: aCall(), slot: next }))).toBe(false);
  expect(isCalled(aTarget({ call: aCall({ session: 'not-signed-in' }) }))).toBe(false);
});

test('a decision is due before each moment at which somebody has to be called', () => {
  const target = aTarget({ snoozedUntil: plusMinutes(NOW, 40), call: aCall() });
  expect(decide(aState([target]), NOW).wakeAt).toBe(plusMinutes(NOW, 24));
  const waiting = aTarget({ evidence: [] });
  expect(decide(aState([waiting]), plusMinutes(SLOT.startAt, -60)).wakeAt).toBe(CALL_AT);
});

test('before approval nobody is called', () => {
  const state = aState([aTarget()]);
  expect(listCallsDue({ ...state, rollout: newRollout(state.rollout.plan) }, CALL_AT)).toEqual([]);
});
