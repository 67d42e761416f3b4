import { expect, test } from '@jest/globals';
import { takeAnswer } from '../../src/domain/approval.ts';
import type { Answer } from '../../src/domain/approval.ts';
import { decide } from '../../src/domain/decide.ts';
import { mayWipe } from '../../src/domain/may-wipe.ts';
import { planHash } from '../../src/domain/plan.ts';
import type { RolloutRequest } from '../../src/domain/request.ts';
import { rolloutPhase } from '../../src/domain/rollout.ts';
import type { Rollout, RolloutState, Vote } from '../../src/domain/rollout.ts';
import { newTarget } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { quorumOf } from '../../src/domain/votes.ts';
import { aPlan, aRequest, aRollout, aTarget, JONAS, MAYA, wipeFacts } from '../support/domain.ts';

const EVA = { id: 'p-eva', name: 'Eva Brandt' };
const INES = { id: 'p-ines', name: 'Ines Duarte' };
const ASKED_AT = '2026-11-22T09:00:00.000Z';
const CLICK = '2026-11-22T12:00:00.000Z';

function planOf(request: Partial<RolloutRequest>) {
  return aPlan({ request: aRequest(request) });
}

function submitted(request: Partial<RolloutRequest>, change: Partial<Rollout> = {}): RolloutState {
  const rollout = aRollout({ plan: planOf(request), approval: null, submittedAt: ASKED_AT, ...change });
  return { rollout, targets: rollout.plan.targets.map(newTarget) };
}

function answerTo(state: RolloutState, change: Partial<Answer> = {}): Answer {
  const { hash } = state.rollout;
  return { by: JONAS, isApprover: true, hash, decision: 'approved', comment: '', now: CLICK, ...change };
}

/** Takes answers one after the other; gives the rollout, or the codes of the first refusal. */
function take(state: RolloutState, ...answers: readonly Partial<Answer>[]): Rollout | string {
  let { rollout } = state;
  for (const change of answers) {
    const taken = takeAnswer({ ...state, rollout }, answerTo(state, change));
    if (!taken.ok) return taken.refusals.map(({ code }) => code).join(' ');
    rollout = taken.value;
  }
  return rollout;
}

test.each([
  ['nothing said', {}, 1],
  ['one', { quorum: 1 }, 1],
  ['three', { quorum: 3 }, 3],
  ['expedited', { expedite: { why: 'CVE' } }, 2],
  ['expedited, and one asked for', { quorum: 1, expedite: { why: 'CVE' } }, 2],
  ['expedited, and three asked for', { quorum: 3, expedite: { why: 'CVE' } }, 3],
  ['nonsense', { quorum: 0 }, 1],
] as const)('the quorum with %s', (_what, request, wanted) => {
  expect(quorumOf(request)).toBe(wanted);
});

test('with a quorum of two the first yes is kept and decides nothing; the second does', () => {
  const state = submitted({ quorum: 2 });
  const one = take(state, { seen: 'what Jonas read' });
  expect(one).toMatchObject({
    approval: null,
    votes: [{ by: JONAS, as: 'approver', at: CLICK, hash: state.rollout.hash, seen: 'what Jonas read' }],
  });
  expect(typeof one === 'object' && rolloutPhase(one, false)).toBe('awaiting-approval');
  const two = take(state, {}, { by: EVA, comment: 'go' });
  expect(two).toMatchObject({ approval: { decision: 'approved', by: EVA, comment: 'go' } });
  expect(typeof two === 'object' && two.votes?.map(({ by }) => by.name)).toEqual([JONAS.name, EVA.name]);
});

test('voting twice counts once, whatever name the second click bears', () => {
  const again = take(submitted({ quorum: 2 }), {}, {}, { by: { id: JONAS.id, name: 'Somebody Else' } });
  expect(again).toMatchObject({ approval: null });
  expect(typeof again === 'object' && again.votes).toHaveLength(1);
});

test('one no ends it, also after a yes, and from the one who had said yes', () => {
  const no = { decision: 'rejected' } as const;
  expect(take(submitted({ quorum: 3 }), {}, { by: EVA, ...no })).toMatchObject({ approval: { ...no, by: EVA } });
  expect(take(submitted({ quorum: 2 }), {}, no)).toMatchObject({ approval: { ...no, by: JONAS } });
  expect(take(submitted({ quorum: 2 }), no, { by: EVA })).toBe('already-decided');
});

test('a vote for an earlier revision is no vote for this one', () => {
  const early: Vote = { ...answerTo(submitted({})), as: 'approver', at: CLICK, seen: '', hash: 'e'.repeat(64) };
  const next = take(submitted({ quorum: 2 }, { votes: [early] }), { by: EVA });
  expect(next).toMatchObject({ approval: null });
});

const DEPUTY = { by: INES, isApprover: false, isDeputy: true } as const;
const ASKED = { deputies: { askedAt: plusMinutes(ASKED_AT, 54 * 60), asked: [INES] } };

test('a deputy is refused until deputies were asked, and told when that is', () => {
  const state = submitted({});
  const taken = takeAnswer(state, answerTo(state, DEPUTY));
  expect(taken).toEqual({
    ok: false,
    refusals: [{ code: 'deputy-too-early', facts: { at: plusMinutes(ASKED_AT, 54 * 60) } }],
  });
  expect(take(submitted({}, ASKED), DEPUTY)).toMatchObject({ approval: { by: INES }, votes: [{ as: 'deputy' }] });
});

test('no role is no role, and a deputy who asked for it may not answer either', () => {
  expect(take(submitted({}, ASKED), { by: INES, isApprover: false })).toBe('not-an-approver');
  expect(take(submitted({}, ASKED), { ...DEPUTY, by: MAYA })).toBe('own-approval');
});

test('the answer to a request whose requester lost the role is refused', () => {
  expect(take(submitted({}), { requesterIsAdmin: false })).toBe('requester-lost-role');
});

/** 72 hours to answer: reminded after 36, deputies after 54. */
test.each([
  ['before half of the time', 35, { remindedAt: null, remind: false, more: false, wake: 36 }],
  ['after half of it', 36, { remind: true, more: false, wake: 54 }],
  ['after three quarters', 54, { remind: true, more: true, wake: 72 }],
] as const)('%s', (_what, hours, wanted) => {
  const { state, orders, wakeAt } = decide(submitted({}), plusMinutes(ASKED_AT, hours * 60));
  expect([orders.remindApprovers, orders.askMore]).toEqual([wanted.remind, wanted.more]);
  expect(wakeAt).toBe(plusMinutes(ASKED_AT, wanted.wake * 60));
  expect(state.rollout.approval).toBeNull();
});

test('deputies are asked once', () => {
  const { orders } = decide(submitted({}, ASKED), plusMinutes(ASKED_AT, 60 * 60));
  expect(orders.askMore).toBe(false);
});

const HASH = planHash(planOf({ quorum: 2 }));
const YES = { decision: 'approved', at: CLICK, hash: HASH, comment: '', as: 'approver', seen: '' } as const;
const BY_JONAS: Vote = { ...YES, by: JONAS };
const BY_EVA: Vote = { ...YES, by: EVA };

function wipeUnder(change: Partial<Rollout>): string {
  const target = aTarget();
  const plan = aPlan({ request: aRequest({ quorum: 2 }), targets: [target.planned] });
  const answer = mayWipe(wipeFacts({ target, rollout: aRollout({ plan, approval: BY_EVA, ...change }) }));
  return answer.ok ? 'wiped' : answer.refusals.map(({ code }) => code).join(' ');
}

/** Attacks on W1 where two must agree: whatever the records claim, two different people for this very plan, or no wipe. */
test.each<readonly [string, Partial<Rollout>, string]>([
  ['two different approvers', { votes: [BY_JONAS, BY_EVA] }, 'wiped'],
  ['one approver, and an approval that claims to be enough', { votes: [BY_EVA] }, 'quorum-missing'],
  ['an approval without any vote', {}, 'quorum-missing'],
  ['an empty list of votes', { votes: [] }, 'quorum-missing'],
  ['the same person twice', { votes: [BY_EVA, BY_EVA] }, 'quorum-missing'],
  ['the same person under two names', { votes: [BY_EVA, { ...BY_EVA, by: { ...EVA, name: 'E' } }] }, 'quorum-missing'],
  ['the requester as the second', { votes: [{ ...BY_JONAS, by: MAYA }, BY_EVA] }, 'quorum-missing'],
  ['nobody as the second', { votes: [{ ...BY_JONAS, by: { id: '', name: '' } }, BY_EVA] }, 'quorum-missing'],
  ['a no as the second', { votes: [{ ...BY_JONAS, decision: 'rejected' }, BY_EVA] }, 'quorum-missing'],
  ['a vote for an older plan', { votes: [{ ...BY_JONAS, hash: 'e'.repeat(64) }, BY_EVA] }, 'quorum-missing'],
  ['votes and no answer yet', { approval: null, votes: [BY_JONAS, BY_EVA] }, 'not-approved'],
  ['two votes, then a no', { approval: { ...BY_EVA, decision: 'rejected' } }, 'not-approved'],
])('W1 with a quorum of two: %s', (_what, change, wanted) => {
  expect(wipeUnder(change)).toBe(wanted);
});

test('a plan that was approved before votes were kept stays approved', () => {
  expect(mayWipe(wipeFacts()).ok).toBe(true);
});
