import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decide, listStartable } from '../../src/domain/decide.ts';
import { explainLocally } from '../../src/domain/may-wipe.ts';
import { indexPlanned, planHash } from '../../src/domain/plan.ts';
import type { RolloutState } from '../../src/domain/rollout.ts';
import { attemptUnderWay, isFinished } from '../../src/domain/target.ts';
import type { Attempt, Target } from '../../src/domain/target.ts';
import { plusMinutes, toMs } from '../../src/domain/time.ts';
import { oweNotices } from '../../src/domain/notices.ts';
import { anAttempt, aPiece, aPlanned, aRequest, aState, aTarget, MAYA, NOW } from '../support/domain.ts';

const WHY = { code: 'stuck', facts: {} };
const OUTCOMES: readonly Attempt['outcome'][] = ['open', 'accepted', 'rejected', 'in-doubt', 'did-not-happen'];

const aSlot = fc
  .tuple(fc.integer({ min: -30 * 60, max: 30 * 60 }), fc.constantFrom(90, 240, 600, 1440))
  .map(([offset, length]) => ({ startAt: plusMinutes(NOW, offset), endAt: plusMinutes(NOW, offset + length) }));

const someTarget = fc
  .record({
    wave: fc.nat(2),
    person: fc.nat(2),
    slot: aSlot,
    told: fc.constantFrom('long ago', 'just now', 'moved', 'never'),
    proven: fc.boolean(),
    attempt: fc.option(fc.record({ outcome: fc.constantFrom(...OUTCOMES), minutes: fc.nat(300) }), { nil: null }),
    end: fc.constantFrom('open', 'open', 'open', 'verified', 'failed', 'excluded'),
    helpAsked: fc.boolean(),
    waits: fc.boolean(),
    deferred: fc.boolean(),
    settling: fc.boolean(),
  })
  .map((facts) => ({ ...facts, helpAsked: facts.helpAsked && facts.waits }));

type Facts = typeof someTarget extends fc.Arbitrary<infer T> ? T : never;

function targetOf(facts: Facts, index: number): Target {
  const { slot, wave } = facts;
  const planned = aPlanned(index, { wave, slot, personId: `person-${facts.person}` });
  const firstAt = facts.told === 'just now' ? NOW : plusMinutes(NOW, -3 * 24 * 60);
  const slotAt = facts.told === 'moved' ? plusMinutes(NOW, -30) : firstAt;
  const { attempt } = facts;
  return aTarget({
    planned,
    told: facts.told === 'never' ? null : { firstAt, slotAt, slot },
    evidence: facts.proven ? [aPiece(), aPiece({ item: 'app-data' })] : [],
    attempts: attempt ? [anAttempt({ outcome: attempt.outcome, intentAt: plusMinutes(NOW, -attempt.minutes) })] : [],
    verifiedAt: facts.end === 'verified' ? NOW : null,
    failed: facts.end === 'failed' ? { at: NOW, why: WHY } : null,
    excluded: facts.end === 'excluded' ? { at: NOW, by: 'repave', why: WHY } : null,
    helpAsked: facts.helpAsked ? { at: NOW, text: '' } : null,
    notBefore: facts.waits ? plusMinutes(NOW, 7) : null,
    deferredAt: facts.deferred ? NOW : null,
    goodSince: facts.settling ? plusMinutes(NOW, -10) : null,
  });
}

const someState = fc
  .record({
    targets: fc.array(someTarget, { minLength: 1, maxLength: 8 }),
    wave: fc.nat(2),
    concurrency: fc.integer({ min: 1, max: 3 }),
    promotion: fc.constantFrom('automatic' as const, 'by-person' as const),
    hours: fc.constantFrom(0.5, 24, 48),
    deadline: fc.constantFrom(-60, 60, 14 * 24 * 60),
    endless: fc.boolean(),
    held: fc.constantFrom(false, false, true),
    life: fc.constantFrom('live', 'live', 'live', 'aborted', 'waiting', 'late'),
    accepted: fc.nat(3),
    observed: fc.option(fc.nat(20), { nil: null }),
  })
  .map((facts): RolloutState => {
    const { concurrency, promotion, life } = facts;
    const window = facts.endless
      ? { ...aRequest().window, start: '00:00', end: '00:00', days: [1, 2, 3, 4, 5, 6, 7] as const }
      : aRequest().window;
    const request = aRequest({
      waves: { canary: 1, percents: [100], concurrency, promotion },
      leadMinutes: facts.hours * 60,
      deadlineAt: plusMinutes(NOW, facts.deadline),
      window,
    });
    return aState(facts.targets.map(targetOf), {
      plan: { request },
      rollout: {
        wave: facts.wave,
        acceptedFailures: facts.accepted,
        hold: facts.held ? { kind: 'person', by: MAYA, since: NOW, reason: '', facts: {} } : null,
        aborted: life === 'aborted' ? { by: MAYA, at: NOW, reason: '' } : null,
        lateStart: life === 'late' ? 'asked' : 'not-late',
        ...(life === 'waiting' ? { approval: null } : {}),
        observedAt: facts.observed === null ? null : plusMinutes(NOW, -facts.observed),
      },
    });
  });

const RUNS = { numRuns: 400 };

test('deciding again at the same moment changes nothing', () => {
  fc.assert(
    fc.property(someState, (state) => {
      const once = decide(state, NOW);
      const twice = decide(once.state, NOW);
      expect(twice.state).toEqual(once.state);
      expect({ ...twice.orders, remindApprovers: false }).toEqual({ ...once.orders, remindApprovers: false });
    }),
    RUNS,
  );
});

test('what is finished or under way is never touched', () => {
  fc.assert(
    fc.property(someState, (state) => {
      const after = decide(state, NOW).state.targets;
      for (const [index, target] of state.targets.entries()) {
        if (isFinished(target) || attemptUnderWay(target)) expect(after[index]).toBe(target);
      }
    }),
    RUNS,
  );
});

test('never more under way than the concurrency, never two Cloud PCs of one person, and only what every rule lets start', () => {
  fc.assert(
    fc.property(someState, (state) => {
      const { rollout, targets } = decide(state, NOW).state;
      const startable = listStartable({ rollout, targets }, NOW).targets;
      const away = targets.filter(attemptUnderWay);
      const { concurrency } = rollout.plan.request.waves;
      expect(startable.length).toBeLessThanOrEqual(Math.max(0, concurrency - away.length));
      const people = [...away, ...startable].map((target) => target.planned.personId);
      const started = new Set(startable.map((target) => target.planned.personId));
      for (const person of started) expect(people.filter((one) => one === person)).toHaveLength(1);
      const planned = indexPlanned(rollout.plan);
      for (const target of startable) {
        const facts = { now: NOW, rollout, target, planned, inFlight: away.length, inFlightOfPerson: 0 };
        expect(explainLocally({ ...facts, planHashNow: planHash(rollout.plan) })).toEqual([]);
      }
    }),
    RUNS,
  );
});

test('held, ended or not yet approved: nothing starts, no date moves', () => {
  fc.assert(
    fc.property(someState, (state) => {
      const { hold, aborted, approval, lateStart } = state.rollout;
      fc.pre(Boolean(hold ?? aborted) || approval === null || lateStart === 'asked');
      const { state: after, orders } = decide(state, NOW);
      expect(after.targets).toBe(state.targets);
      expect(orders.look).not.toBe('start');
      expect(listStartable(after, NOW).targets).toEqual([]);
    }),
    RUNS,
  );
});

test('the wave only ever goes up, and a hold is never ended by itself', () => {
  fc.assert(
    fc.property(someState, (state) => {
      const after = decide(state, NOW).state.rollout;
      expect(after.wave).toBeGreaterThanOrEqual(state.rollout.wave);
      if (state.rollout.hold) expect(after.hold).toBe(state.rollout.hold);
    }),
    RUNS,
  );
});

test('the next moment to decide lies ahead, and an open rollout always has one or waits for a person', () => {
  fc.assert(
    fc.property(someState, (state) => {
      const decision = decide(state, NOW);
      const { rollout, targets } = decision.state;
      if (decision.wakeAt) expect(toMs(decision.wakeAt)).toBeGreaterThan(toMs(NOW));
      const isLive = rollout.approval && !rollout.aborted && !rollout.completedAt && rollout.lateStart !== 'asked';
      const asleep = !decision.wakeAt && decision.orders.look === 'no' && decision.orders.switchPolicies.length === 0;
      if (isLive && !rollout.hold && asleep) expect(targets.every(isFinished)).toBe(true);
    }),
    RUNS,
  );
});

test('a notice is owed once for every date', () => {
  fc.assert(
    fc.property(someState, (state) => {
      const { state: after, owed } = oweNotices(decide(state, NOW).state);
      for (const target of owed) expect(isFinished(target) || attemptUnderWay(target)).toBeFalsy();
      expect(oweNotices(after).owed).toEqual([]);
    }),
  );
});
