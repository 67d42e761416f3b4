import { expect, test } from '@jest/globals';
import { openException } from '../../src/domain/appeal.ts';
import { answerAppeal, appealHash, fileAppeal, waiveItem } from '../../src/domain/appeals.ts';
import type { AppealAnswer, AppealAsk } from '../../src/domain/appeals.ts';
import { moveMissedDate } from '../../src/domain/dates.ts';
import { standingOf } from '../../src/domain/evidence.ts';
import { listWishes } from '../../src/domain/exception-dates.ts';
import { mayWipe } from '../../src/domain/may-wipe.ts';
import { deadlineOf } from '../../src/domain/target.ts';
import type { Rollout } from '../../src/domain/rollout.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import {
  anAttempt,
  aPiece,
  aPlan,
  aPlanned,
  aRequest,
  aRollout,
  aTarget,
  JONAS,
  MAYA,
  NOW,
  wipeFacts,
} from '../support/domain.ts';

const DANA = { id: 'person-0', name: 'Dana' };
const INES = { id: 'p-ines', name: 'Ines' };
const WISH = { startAt: '2026-12-10T18:00:00.000Z', endAt: '2026-12-11T04:00:00.000Z' };
const ROLLOUT = aRollout({ plan: aPlan({ targets: [aPlanned()] }) });

function fileOn(target: Target, change: Partial<AppealAsk> = {}) {
  const ask = { by: DANA, kind: 'later', reason: 'closing', wish: WISH, item: null, now: NOW } as const;
  return fileAppeal(ROLLOUT, target, { ...ask, ...change });
}

function filed(change: Partial<AppealAsk> = {}, target = aTarget()): Target {
  const done = fileOn(target, change);
  if (!done.ok) throw new Error(JSON.stringify(done.refusals));
  return done.value;
}

function answer(target: Target, change: Partial<AppealAnswer> = {}) {
  const appeal = target.appeals?.at(-1);
  if (!appeal) throw new Error('nothing was asked');
  const hash = appealHash(ROLLOUT, target, appeal);
  const full = {
    by: JONAS,
    isApprover: true,
    no: appeal.no,
    hash,
    decision: 'approved',
    reason: 'fine',
    seen: '',
    now: NOW,
  };
  return answerAppeal(ROLLOUT, target, { ...full, ...change } as AppealAnswer);
}

function granted(change: Partial<AppealAsk> = {}): Target {
  const done = answer(filed(change));
  if (!done.ok) throw new Error(JSON.stringify(done.refusals));
  return done.value;
}

const OUTSIDERS: readonly (readonly [string, Partial<AppealAnswer>, string])[] = [
  ['the owner', { by: DANA }, 'own-appeal'],
  ['the one who asked for the rollout', { by: MAYA }, 'own-plan-appeal'],
  ['somebody who is no approver', { isApprover: false }, 'not-an-approver'],
  ['an approver whose card showed another request', { hash: 'f'.repeat(64) }, 'appeal-changed'],
  ['an approver of a request that is not there', { no: 9 }, 'no-appeal'],
  ['an approver who declines without a reason', { decision: 'declined', reason: ' ' }, 'reason-missing'],
];

test.each(OUTSIDERS)('no exception is decided by %s', (_who, change, code) => {
  expect(answer(filed(), change)).toMatchObject({ ok: false, refusals: [{ code }] });
});

test('a waiver that an admin asks for is not given by that admin, nor by its owner', () => {
  const target = filed({ by: INES, kind: 'waiver', wish: null, item: 'onedrive' });
  expect(answer(target, { by: INES })).toMatchObject({ refusals: [{ code: 'own-appeal' }] });
  expect(answer(target, { by: DANA })).toMatchObject({ refusals: [{ code: 'own-appeal' }] });
  const waived = answer(target);
  expect(waived.ok && waived.value.evidence.at(-1)).toMatchObject({ state: 'waived', by: JONAS.id, askedBy: INES.id });
});

test('W4: a waiver that was written with the same person asking and giving counts for nothing', () => {
  const forged = aPiece({ state: 'waived', by: INES.id, byName: INES.name, askedBy: INES.id });
  const bad = aPiece({ state: 'measured-bad', at: NOW });
  expect(standingOf(aTarget({ evidence: [bad, forged] }), 'onedrive', aPlan(), NOW).state).toBe('measured-bad');
  const { askedBy: _by, ...given } = forged;
  expect(standingOf(aTarget({ evidence: [bad, given] }), 'onedrive', aPlan(), NOW).state).toBe('waived');
});

type Waiving = readonly [string, Partial<Parameters<typeof waiveItem>[2]>, Partial<Target>, Partial<Rollout>, string];
const NO_WAIVERS: readonly Waiving[] = [
  ['the one who asked for the rollout', { by: MAYA }, {}, {}, 'own-waiver'],
  ['the owner, approver or not', { by: DANA }, {}, {}, 'own-appeal'],
  ['an approver without a reason', { reason: ' ' }, {}, {}, 'reason-missing'],
  ['an approver while it is being rebuilt', {}, { attempts: [anAttempt()] }, {}, 'appeal-too-late'],
  ['an approver when it is through', {}, { verifiedAt: NOW }, {}, 'appeal-too-late'],
  ['an approver of a rollout that has ended', {}, {}, { completedAt: NOW }, 'rollout-ended'],
];

test.each(NO_WAIVERS)('nothing is waived by %s', (...row) => {
  const [, ask, target, rollout, code] = row;
  const full = { by: JONAS, item: 'onedrive', reason: 'test machine', now: NOW, ...ask } as const;
  expect(waiveItem({ ...ROLLOUT, ...rollout }, aTarget(target), full)).toMatchObject({ refusals: [{ code }] });
});

test('an approver waives one item for one Cloud PC, with their name and reason, and what they read', () => {
  const sight = { seen: 'Checklist: nothing is known of Dana', seenAs: 'drawn' } as const;
  const ask = { by: JONAS, item: 'onedrive', reason: ' test machine ', now: NOW, ...sight } as const;
  const waived = waiveItem(ROLLOUT, aTarget(), ask);
  const given = {
    item: 'onedrive',
    state: 'waived',
    by: JONAS.id,
    byName: JONAS.name,
    reason: 'test machine',
    at: NOW,
    ...sight,
  };
  expect(waived.ok && waived.value.evidence.at(-1)).toEqual(given);
});

test('W4: a waiver of the owner for their own Cloud PC counts for nothing, however it was written', () => {
  const own = aPiece({ state: 'waived', by: DANA.id, byName: DANA.name });
  expect(standingOf(aTarget({ evidence: [own] }), 'onedrive', aPlan(), NOW).state).toBe('unknown');
});

test('the second click shows the first answer, and decides nothing', () => {
  const once = answer(filed());
  const target = once.ok ? once.value : aTarget();
  expect(answer(target, { by: INES, decision: 'declined' })).toMatchObject({ refusals: [{ code: 'appeal-answered' }] });
});

test('a later request voids the one before it, but not one of another sort', () => {
  const both = filed({ kind: 'leave-out', wish: null }, filed());
  expect(both.appeals).toMatchObject([
    { no: 1, answer: { decision: 'voided' } },
    { no: 2, answer: null },
  ]);
  expect(answer(both, { no: 1 })).toMatchObject({ refusals: [{ code: 'appeal-answered' }] });
  const waiver = filed({ kind: 'waiver', wish: null, item: 'onedrive', by: INES }, filed());
  expect(waiver.appeals?.[0]?.answer).toBeNull();
});

const CANNOT: readonly (readonly [string, Target, string])[] = [
  ['it is under way', aTarget({ attempts: [anAttempt()] }), 'already-started'],
  ['it is done', aTarget({ verifiedAt: NOW }), 'already-done'],
];

test.each(CANNOT)('nothing can be asked when %s', (_what, target, code) => {
  expect(fileOn(target)).toMatchObject({ ok: false, refusals: [{ code }] });
});

test('an owner asks three times at most', () => {
  const thrice = filed({}, filed({}, filed()));
  expect(fileOn(thrice)).toMatchObject({ refusals: [{ code: 'exceptions-used-up', facts: { whom: MAYA.name } }] });
});

test('W6: while the owner’s request is open there is no permit; a waiver that is asked for takes none away', () => {
  const codes = (target: Target) => {
    const asked = mayWipe(wipeFacts({ target }));
    return asked.ok ? [] : asked.refusals.map(({ code }) => code);
  };
  expect(codes(filed())).toEqual(['exception-open']);
  expect(codes(filed({ kind: 'leave-out', wish: null }))).toEqual(['exception-open']);
  expect(codes(filed({ kind: 'waiver', wish: null, item: 'onedrive', by: INES }))).toEqual([]);
  const declined = answer(filed(), { decision: 'declined', reason: 'no' });
  expect(declined.ok && codes(declined.value)).toEqual(['snoozed']);
  expect(declined.ok && openException(declined.value)).toBeUndefined();
});

test('an approved later date is owed to the owner anew, has a deadline of its own, and is not waited for by its wave', () => {
  const target = granted();
  expect(target).toMatchObject({
    slot: WISH,
    slotRevision: 2,
    deadlineUntil: WISH.endAt,
    deferredAt: NOW,
    ownDate: true,
  });
  expect(deadlineOf(target, aPlan())).toBe(WISH.endAt);
  const beyond = '2026-12-09T12:00:00.000Z';
  expect(
    moveMissedDate({ ...target, slot: aPlanned().slot }, aPlan(), { now: beyond, open: true }).excluded,
  ).toBeNull();
  expect(moveMissedDate(aTarget(), aPlan(), { now: beyond, open: true }).excluded?.why.code).toBe('left-behind');
});

test('W6: nobody is thrown out of a session before a deadline of their own', () => {
  const plan = aPlan({ request: aRequest({ deadlineAt: NOW }) });
  const called = { lastCallAt: '2026-11-24T18:30:00.000Z', lastCallFor: NOW };
  const codes = (deadline: Partial<Target>) => {
    const target = aTarget({ ...called, ...deadline });
    const asked = mayWipe(wipeFacts({ rollout: aRollout({ plan }), target, session: 'signed-in' }));
    return asked.ok ? [] : asked.refusals.map(({ code }) => code);
  };
  expect(codes({})).toEqual([]);
  expect(codes({ deadlineUntil: WISH.endAt })).toEqual(['signed-in']);
});

test('leaving out is for good', () => {
  expect(granted({ kind: 'leave-out', wish: null }).excluded).toMatchObject({
    by: JONAS.id,
    why: { code: 'exception-granted' },
  });
});

test('wishes lie after the present date, inside windows, at most thirty days beyond the deadline', () => {
  const wishes = listWishes(aTarget(), aPlan(), NOW);
  expect(wishes.length).toBeGreaterThan(5);
  expect(wishes.every(({ startAt }) => startAt >= aPlanned().slot.endAt && startAt < '2027-01-06T22:00:00.000Z')).toBe(
    true,
  );
  const near = aPlan({ request: aRequest({ deadlineAt: '2026-10-30T22:00:00.000Z' }) });
  expect(listWishes(aTarget(), near, NOW).every(({ startAt }) => startAt < '2026-11-29T22:00:00.000Z')).toBe(true);
});

test.each<readonly [string, Partial<AppealAnswer>, string]>([
  ['long before', {}, 'ok'],
  ['an hour before', { now: plusMinutes(WISH.startAt, -60) }, 'ok'],
  ['within the hour', { now: plusMinutes(WISH.startAt, -59) }, 'wish-too-soon'],
  ['after it began', { now: plusMinutes(WISH.startAt, 30) }, 'wish-too-soon'],
  ['after it began, with a no', { now: plusMinutes(WISH.startAt, 30), decision: 'declined' }, 'ok'],
])('W3: a wished date that is granted %s', (_when, change, wanted) => {
  const done = answer(filed(), change);
  expect(done.ok ? 'ok' : done.refusals[0]?.code).toBe(wanted);
});
