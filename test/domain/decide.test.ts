import { expect, test } from '@jest/globals';
import { decide, listStartable } from '../../src/domain/decide.ts';
import { mayPromote, settleHold } from '../../src/domain/resume.ts';
import type { Rollout, RolloutState } from '../../src/domain/rollout.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import {
  anAttempt,
  aPlan,
  aPlanned,
  aRequest,
  aRollout,
  aState,
  aTarget,
  decideAt,
  JONAS,
  MAYA,
  NOW,
} from '../support/domain.ts';

const WHY = { code: 'stuck', facts: {} };
const LATER = plusMinutes(NOW, 5);

function inWave(wave: number, index: number, change: Partial<Target> = {}): Target {
  return aTarget({ planned: aPlanned(index, { wave }), ...change });
}
const done = (wave: number, index: number) => inWave(wave, index, { attempts: [anAttempt()], verifiedAt: NOW });
const broken = (wave: number, index: number) =>
  inWave(wave, index, { attempts: [anAttempt()], failed: { at: NOW, why: WHY } });
const gone = (wave: number, index: number) => inWave(wave, index, { excluded: { at: NOW, by: 'repave', why: WHY } });
const away = (wave: number, index: number) => inWave(wave, index, { attempts: [anAttempt()] });

function resume(state: RolloutState): RolloutState {
  return settleHold(state, JONAS);
}

/** Order the tenant's failures as a person would see them: this Cloud PC has failed now. */
function fail(state: RolloutState, cloudPcId: string): RolloutState {
  const targets = state.targets.map((target) =>
    target.planned.cloudPcId === cloudPcId
      ? { ...target, attempts: [anAttempt()], failed: { at: LATER, why: WHY } }
      : target,
  );
  return { ...state, targets };
}

function retryAll(state: RolloutState): RolloutState {
  const targets = state.targets.map((target) =>
    target.failed ? { ...target, failed: null, retries: [...target.retries, { by: 'p-maya', at: LATER }] } : target,
  );
  return { ...state, targets };
}

test('a wave that passes its gate opens the next one, in the name of Repave', () => {
  const { rollout } = decide(aState([done(0, 0), inWave(1, 1)]), NOW).state;
  expect(rollout.wave).toBe(1);
  expect(rollout.verdicts).toMatchObject([{ wave: 0, verdict: 'promote', promotedBy: { id: 'repave' } }]);
});

test('a wave without anybody left in it is judged as soon as it opens', () => {
  const { rollout } = decide(aState([done(0, 0), gone(1, 1), inWave(2, 2)]), NOW).state;
  expect(rollout).toMatchObject({ wave: 1, hold: { kind: 'inconclusive', facts: { wave: 1 } } });
});

test('waves by person wait for a person after a good gate', () => {
  const request = aRequest({ waves: { canary: 1, percents: [100], concurrency: 10, promotion: 'by-person' } });
  const held = decide(aState([done(0, 0), inWave(1, 1)], { plan: { request } }), NOW).state;
  expect(held.rollout).toMatchObject({ wave: 0, hold: { kind: 'awaiting-promotion' } });
  const { rollout } = decide(resume(held), LATER).state;
  expect(rollout).toMatchObject({ wave: 1, hold: null, verdicts: [{ promotedBy: JONAS }] });
});

test('a canary that nobody could be done in holds and asks', () => {
  const held = decide(aState([gone(0, 0), inWave(1, 1)]), NOW).state;
  expect(held.rollout).toMatchObject({ wave: 0, hold: { kind: 'inconclusive' } });
  expect(decide(resume(held), LATER).state.rollout).toMatchObject({ wave: 1, hold: null });
});

test('a canary that fails holds and turns the policies back; a later wave only holds', () => {
  const canary = decide(aState([broken(0, 0), inWave(1, 1)]), NOW);
  expect(canary.state.rollout).toMatchObject({ hold: { kind: 'failure-limit' }, switches: [{ wanted: 'before' }] });
  expect(canary.orders.switchPolicies).toEqual(['pol-1']);
  const later = decide(aState([done(0, 0), broken(1, 1), broken(1, 2)], { rollout: { wave: 1 } }), NOW);
  expect(later.state.rollout).toMatchObject({ hold: { kind: 'failure-limit' }, switches: [{ wanted: 'after' }] });
});

test('too many failures hold at once, while others of the wave are still under way', () => {
  const state = aState([broken(0, 0), broken(0, 1), away(0, 2), inWave(0, 3)]);
  const { state: held, orders } = decide(state, NOW);
  expect(held.rollout).toMatchObject({ hold: { kind: 'failure-limit', facts: { failed: 2 } }, verdicts: [] });
  expect(orders.look).toBe('watch');
});

const RESUMED: readonly (readonly [string, readonly Target[], Partial<Rollout>])[] = [
  ['a wave half done', [broken(0, 0), broken(0, 1), away(0, 2), inWave(1, 3)], {}],
  ['a wave that is over', [broken(0, 0), broken(0, 1), done(0, 2), inWave(1, 3)], {}],
  ['a wave of failures only', [broken(0, 0), broken(0, 1), inWave(1, 2)], {}],
  ['a later wave', [done(0, 0), broken(1, 1), broken(1, 2), done(1, 3), inWave(2, 4)], { wave: 1 }],
  ['a gate below the limit', [broken(0, 0), done(0, 1), inWave(1, 2)], {}],
  ['complaints', [{ ...done(0, 0), feedback: { at: NOW, works: false, text: '' } }, inWave(1, 1)], {}],
];

test.each(RESUMED)('after a resume the same evidence does not hold again: %s', (_what, targets, change) => {
  const held = decide(aState(targets, { rollout: change }), NOW).state;
  expect(held.rollout.hold).not.toBeNull();
  expect(decideAt(resume(held), LATER, plusMinutes(NOW, 10)).state.rollout.hold).toBeNull();
});

test('the rest of an accepted wave goes well: its gate lets it pass', () => {
  const held = decide(aState([broken(0, 0), broken(0, 1), away(0, 2), inWave(1, 3)]), NOW).state;
  const resumed = decide(resume(held), LATER).state;
  const settled = resumed.targets.map((target) => (target.planned.cloudPcId === 'pc-2' ? done(0, 2) : target));
  expect(decide({ ...resumed, targets: settled }, LATER).state.rollout).toMatchObject({ wave: 1, hold: null });
});

test('after a resume a new failure holds again, and so does the next', () => {
  const first = decide(aState([broken(0, 0), broken(0, 1), away(0, 2), away(0, 3), inWave(1, 4)]), NOW).state;
  const second = decide(fail(decide(resume(first), LATER).state, 'pc-2'), LATER).state;
  expect(second.rollout.hold).toMatchObject({ kind: 'failure-limit', facts: { failed: 3 } });
  const third = decide(fail(decide(resume(second), LATER).state, 'pc-3'), LATER).state;
  expect(third.rollout.hold).toMatchObject({ kind: 'failure-limit', facts: { failed: 4 } });
});

test('failures that were tried again are accepted no longer: should they fail once more, that holds', () => {
  const held = decide(aState([broken(0, 0), broken(0, 1), away(0, 2), inWave(1, 3)]), NOW).state;
  const retried = decide(retryAll(decide(resume(held), LATER).state), LATER).state;
  expect(retried.rollout.acceptedFailures).toBe(0);
  const again = decide(fail(fail(retried, 'pc-0'), 'pc-1'), LATER).state;
  expect(again.rollout.hold).toMatchObject({ kind: 'failure-limit', facts: { failed: 2 } });
});

test('resuming after the failed canary was taken up again waits for it, and opens no wave', () => {
  const held = decide(aState([broken(0, 0), inWave(1, 1)]), NOW).state;
  const waiting = retryAll(held);
  expect(mayPromote(held, 0)).toBe(true);
  expect(mayPromote(waiting, 0)).toBe(false);
  const resumed = decide(resume(waiting), LATER).state;
  expect(resumed.rollout).toMatchObject({ wave: 0, hold: null });
  const verified = resumed.targets.map((target) => (target.planned.wave === 0 ? done(0, 0) : target));
  expect(decide({ ...resumed, targets: verified }, LATER).state.rollout.wave).toBe(1);
});

test('the last wave ends the rollout; failures it may have do not stop the end once accepted', () => {
  expect(decide(aState([done(0, 0)]), NOW).state.rollout.completedAt).toBe(NOW);
  expect(decide(aState([gone(0, 0)]), NOW).state.rollout.completedAt).toBe(NOW);
  const held = decide(aState([broken(0, 0), done(0, 1)]), NOW).state;
  expect(held.rollout.completedAt).toBeNull();
  expect(decide(resume(held), LATER).state.rollout).toMatchObject({ completedAt: LATER, wave: 0 });
});

test('a complaint that comes after the gate holds the waves after it, until a person decides', () => {
  const opened = decide(aState([done(0, 0), inWave(1, 1)]), NOW).state;
  const feedback = { at: LATER, works: false, text: 'no' } as const;
  const told = opened.targets.map((target) => (target.verifiedAt ? { ...target, feedback } : target));
  const held = decide({ ...opened, targets: told }, LATER).state;
  expect(held.rollout.hold).toMatchObject({ kind: 'failure-limit', facts: { failed: 0, complaints: 1, wave: 0 } });
  expect(listStartable(held, LATER).targets).toEqual([]);
  expect(decideAt(resume(held), LATER, plusMinutes(NOW, 10)).state.rollout.hold).toBeNull();
});

test.each(['person', 'drift', 'switch-failed', 'role-lost', 'line-stopped'] as const)(
  'what failed while something else held the rollout (%s) was asked of nobody: it is judged when the hold ends',
  (kind) => {
    const hold = { kind, by: MAYA, since: NOW, reason: '', facts: {} };
    const held = decide(aState([broken(0, 0), done(0, 1), inWave(1, 2)], { rollout: { hold } }), NOW).state;
    expect(held.rollout.switches).toMatchObject([{ wanted: 'after' }]);
    const { rollout } = decide(resume(held), LATER).state;
    expect(rollout).toMatchObject({ wave: 0, hold: { kind: 'failure-limit', facts: { failed: 1 } } });
    expect(rollout.switches).toMatchObject([{ wanted: 'before', seen: 'unknown' }]);
  },
);

test('a person’s hold over a question about a wave leaves it a question: ending it is the answer', () => {
  const facts = { over: 'failure-limit' };
  const hold = { kind: 'person', by: MAYA, since: NOW, reason: '', facts } as const;
  const held = decide(aState([broken(0, 0), done(0, 1), inWave(1, 2)], { rollout: { hold } }), NOW).state;
  expect(decide(resume(held), LATER).state.rollout).toMatchObject({ wave: 1, hold: null });
});

test('a hold by a person keeps dates, gates and the end as they are', () => {
  const hold = { kind: 'person', by: MAYA, since: NOW, reason: '', facts: {} } as const;
  const state = aState([done(0, 0), inWave(1, 1)], { rollout: { hold } });
  const { state: after, wakeAt } = decide(state, '2026-11-26T12:00:00.000Z');
  expect(after).toEqual(state);
  expect(wakeAt).toBeNull();
});

test('due targets start in the order of waves and dates, as many as places are free', () => {
  const request = aRequest({ waves: { canary: 1, percents: [100], concurrency: 3, promotion: 'automatic' } });
  const early = { startAt: '2026-11-24T17:30:00.000Z', endAt: '2026-11-25T04:00:00.000Z' };
  const told = { firstAt: '2026-11-20T08:00:00.000Z', slotAt: '2026-11-20T08:00:00.000Z', slot: early };
  const targets = [inWave(1, 0), inWave(0, 1), inWave(0, 2, { slot: early, told }), away(0, 3), inWave(2, 4)];
  const state = aState(targets, { plan: { request }, rollout: { wave: 1 } });
  expect(listStartable(state, NOW)).toMatchObject({
    inFlight: 1,
    targets: [{ planned: { cloudPcId: 'pc-2' } }, { planned: { cloudPcId: 'pc-1' } }],
  });
});

test('two Cloud PCs of one person take turns', () => {
  const second = aTarget({ planned: aPlanned(1, { personId: 'person-0' }) });
  const both = aState([aTarget(), second]);
  expect(listStartable(both, NOW).targets.map((target) => target.planned.cloudPcId)).toEqual(['pc-0']);
  const one = aState([{ ...aTarget(), attempts: [anAttempt()] }, second]);
  expect(listStartable(one, NOW).targets).toEqual([]);
});

test('a policy is switched when the first of its targets may start, and looked at before any start', () => {
  const rollout = aRollout();
  const fresh = rollout.switches.map((one) => ({
    ...one,
    wanted: 'before' as const,
    seen: 'before' as const,
    intentAt: null,
  }));
  const { orders } = decide(aState([aTarget()], { rollout: { switches: fresh } }), NOW);
  expect(orders).toMatchObject({ switchPolicies: ['pol-1'], look: 'no' });
  expect(decide(aState([aTarget()]), NOW).orders).toMatchObject({ switchPolicies: [], look: 'start' });
  const early = decide(aState([aTarget()], { rollout: { switches: fresh } }), '2026-11-24T17:59:00.000Z').orders;
  expect(early).toMatchObject({ switchPolicies: [], look: 'no' });
});

test('an approval that was asked for reminds once, and ends at its hour', () => {
  const rollout = { approval: null, submittedAt: NOW };
  const state = aState([aTarget()], { rollout, plan: { request: aRequest({ approvalHours: 10 }) } });
  expect(decide(state, plusMinutes(NOW, 299))).toMatchObject({
    orders: { remindApprovers: false },
    wakeAt: plusMinutes(NOW, 300),
  });
  const reminded = decide(state, plusMinutes(NOW, 300));
  expect(reminded).toMatchObject({ orders: { remindApprovers: true }, wakeAt: plusMinutes(NOW, 450) });
  expect(decide(reminded.state, plusMinutes(NOW, 301)).orders.remindApprovers).toBe(false);
  expect(decide(reminded.state, plusMinutes(NOW, 599)).state.rollout.expiredAt).toBeNull();
  expect(decide(reminded.state, plusMinutes(NOW, 600)).state.rollout.expiredAt).toBe(plusMinutes(NOW, 600));
});

test('what is under way is looked at soon after the start, not while nothing can be ready, then every ten minutes', () => {
  const at = (observed: number) =>
    decide(aState([away(0, 0)], { rollout: { observedAt: plusMinutes(NOW, observed) } }), plusMinutes(NOW, observed));
  const pauses = [0, 2, 6, 20, 60].map((minute) => at(minute).wakeAt);
  expect(pauses).toEqual([0.5, 5, 18, 30, 70].map((minute) => plusMinutes(NOW, minute)));
  expect(decide(aState([away(0, 0)]), NOW).orders.look).toBe('watch');
});

test('a plan of many waves reaches its end', () => {
  const plan = aPlan();
  let state = aState(
    [0, 1, 2, 3].map((wave) => inWave(wave, wave)),
    { plan: { request: plan.request } },
  );
  for (const wave of [0, 1, 2, 3]) {
    state = decide(state, NOW).state;
    expect(state.rollout.wave).toBe(wave);
    state = { ...state, targets: state.targets.map((target, index) => (index === wave ? done(wave, wave) : target)) };
  }
  expect(decide(state, NOW).state.rollout).toMatchObject({ completedAt: NOW, verdicts: { length: 4 } });
});
