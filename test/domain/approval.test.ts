import { expect, test } from '@jest/globals';
import { approvalExpiresAt, isTooLate, takeAnswer } from '../../src/domain/approval.ts';
import type { Answer } from '../../src/domain/approval.ts';
import { planHash } from '../../src/domain/plan.ts';
import { isApproved, isLive, rolloutPhase } from '../../src/domain/rollout.ts';
import type { Rollout, RolloutState } from '../../src/domain/rollout.ts';
import { newTarget } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { aPlan, aPlanned, aRequest, aRollout, JONAS, MAYA, NOW, SLOT } from '../support/domain.ts';

/** Two days before the first date, with a lead of one day and three days to approve. */
const ASKED_AT = '2026-11-22T09:00:00.000Z';
const CLICK = '2026-11-22T12:00:00.000Z';

function submitted(change: Partial<Rollout> = {}): RolloutState {
  const rollout = aRollout({ approval: null, submittedAt: ASKED_AT, ...change });
  return { rollout, targets: rollout.plan.targets.map(newTarget) };
}

function answer(change: Partial<Answer> = {}): Answer {
  return {
    by: JONAS,
    isApprover: true,
    hash: planHash(aPlan()),
    decision: 'approved',
    comment: 'go',
    now: CLICK,
    ...change,
  };
}

function codeOf(state: RolloutState, given: Answer): string {
  const taken = takeAnswer(state, given);
  return taken.ok ? 'taken' : taken.refusals.map((why) => why.code).join(' ');
}

test("an approver's yes binds to the plan they saw", () => {
  const taken = takeAnswer(submitted(), answer());
  expect(taken.ok && taken.value.approval).toEqual({
    decision: 'approved',
    by: JONAS,
    at: CLICK,
    hash: planHash(aPlan()),
    comment: 'go',
  });
  expect(taken.ok && isLive(taken.value)).toBe(true);
});

test('a no ends the plan: it is decided, and not live', () => {
  const taken = takeAnswer(submitted(), answer({ decision: 'rejected' }));
  expect(taken.ok && [rolloutPhase(taken.value, false), isApproved(taken.value)]).toEqual(['rejected', false]);
});

const DECIDED = { decision: 'rejected', by: JONAS, at: CLICK, hash: planHash(aPlan()), comment: '' } as const;
const ABORTED = { by: MAYA, at: CLICK, reason: '' };

const REFUSED: readonly (readonly [string, Partial<Rollout>, Partial<Answer>, string])[] = [
  ['by somebody without the role', {}, { isApprover: false }, 'not-an-approver'],
  ['by an approver who lost the role since the card was sent', {}, { isApprover: false }, 'not-an-approver'],
  ['by the requester, approver or not', {}, { by: MAYA }, 'own-approval'],
  ['by the requester under another name', {}, { by: { id: MAYA.id, name: 'Jonas Okafor' } }, 'own-approval'],
  ['of a plan that is still a draft', { submittedAt: null }, {}, 'not-submitted'],
  ['of an earlier plan', {}, { hash: planHash(aPlan({ revision: 0 })) }, 'plan-changed'],
  ['of no plan at all', {}, { hash: '' }, 'plan-changed'],
  ['after somebody else', { approval: DECIDED }, { by: { id: 'p-eva', name: 'Eva' } }, 'already-decided'],
  ['twice by the same person', { approval: { ...DECIDED, decision: 'approved' } }, {}, 'already-decided'],
  ['after the plan was taken back', { aborted: ABORTED }, {}, 'aborted'],
  ['after it ran out', { expiredAt: CLICK }, {}, 'approval-expired'],
  ['at the moment it runs out', {}, { now: '2026-11-25T09:00:00.000Z' }, 'approval-expired'],
];

test.each(REFUSED)('no answer is taken %s', (_what, change, given, code) => {
  expect(codeOf(submitted(change), answer(given))).toBe(code);
  expect(codeOf(submitted(change), answer({ ...given, decision: 'rejected' }))).toBe(code);
});

test('the last moment before it runs out still counts', () => {
  expect(approvalExpiresAt(submitted().rollout)).toBe('2026-11-25T09:00:00.000Z');
  expect(codeOf(submitted(), answer({ now: '2026-11-25T08:59:59.999Z' }))).toBe('taken');
  expect(approvalExpiresAt(submitted({ submittedAt: null }).rollout)).toBeNull();
});

test('an approval that names another plan than the stored one is none', () => {
  const rollout = aRollout();
  expect(isApproved(rollout)).toBe(true);
  expect(isApproved({ ...rollout, hash: planHash(aPlan({ revision: 2 })) })).toBe(false);
});

/** The last start is at 02:30 UTC, ninety minutes before the date ends; telling takes a day. */
const LATE: readonly (readonly [string, string, Rollout['lateStart']])[] = [
  ['with the lead before the first date', '2026-11-23T18:00:00.000Z', 'not-late'],
  ['with the lead exactly before the last start', '2026-11-24T02:30:00.000Z', 'not-late'],
  ['a minute later', '2026-11-24T02:31:00.000Z', 'asked'],
  ['after the date', '2026-11-25T06:00:00.000Z', 'asked'],
];

test.each(LATE)('an approval %s: a late one never starts by itself', (_what, now, lateStart) => {
  const taken = takeAnswer(submitted(), answer({ now }));
  expect(taken.ok && taken.value.lateStart).toBe(lateStart);
  expect(taken.ok && isLive(taken.value)).toBe(lateStart === 'not-late');
});

test('only the first wave makes an approval late: later dates can still move', () => {
  const passed = { startAt: plusMinutes(SLOT.startAt, -48 * 60), endAt: plusMinutes(SLOT.endAt, -48 * 60) };
  const plan = aPlan({ targets: [aPlanned(), aPlanned(1, { wave: 1, slot: passed })], request: aRequest() });
  const state = submitted({ plan });
  expect(isTooLate(state, '2026-11-23T18:00:00.000Z')).toBe(false);
});

test('a no that comes late asks nothing', () => {
  const taken = takeAnswer(submitted(), answer({ now: '2026-11-25T06:00:00.000Z', decision: 'rejected' }));
  expect(taken.ok && taken.value.lateStart).toBe('not-late');
});

test('the phase is computed from the facts, the end before everything else', () => {
  const phase = (change: Partial<Rollout>, started = false) => rolloutPhase(submitted(change).rollout, started);
  const approval = { ...DECIDED, decision: 'approved' } as const;
  expect(phase({ submittedAt: null })).toBe('draft');
  expect(phase({})).toBe('awaiting-approval');
  expect(phase({ approval })).toBe('noticing');
  expect(phase({ approval }, true)).toBe('rolling');
  expect(phase({ approval, completedAt: NOW }, true)).toBe('completed');
  expect(phase({ approval, completedAt: NOW, aborted: ABORTED }, true)).toBe('aborted');
  expect(phase({ expiredAt: NOW })).toBe('expired');
});
