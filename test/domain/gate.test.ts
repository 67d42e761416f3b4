import { expect, test } from '@jest/globals';
import {
  findSpoiltWave,
  gather,
  isOverFailureLimit,
  isWaveOver,
  judgeWave,
  minutesTaken,
} from '../../src/domain/gate.ts';
import type { RolloutRequest } from '../../src/domain/request.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { anAttempt, aPlan, aPlanned, aRequest, aTarget, NOW } from '../support/domain.ts';

const WHY = { code: 'stuck', facts: {} };
const NO = { at: NOW, works: false, text: 'no sound' };
const YES = { at: NOW, works: true, text: '' };

const verified = (change: Partial<Target> = {}) => aTarget({ attempts: [anAttempt()], verifiedAt: NOW, ...change });
const failed = () => aTarget({ attempts: [anAttempt()], failed: { at: NOW, why: WHY } });
const excluded = () => aTarget({ excluded: { at: NOW, by: 'repave', why: WHY } });
const deferred = (change: Partial<Target> = {}) => aTarget({ deferredAt: NOW, ...change });
const away = (change: Partial<Target> = {}) => aTarget({ attempts: [anAttempt()], ...change });

function many(count: number, make: () => Target): readonly Target[] {
  return Array.from({ length: count }, make);
}

function judge(targets: readonly Target[], change: Partial<RolloutRequest> = {}, acceptedFailures = 0) {
  const plan = aPlan({ request: aRequest(change) });
  return judgeWave(plan, targets, { wave: 0, now: NOW, acceptedFailures })?.verdict ?? 'not yet';
}

/** What became of the wave, and what the gate says; at most 10 % trouble is let through. */
const VERDICTS: readonly (readonly [string, readonly Target[], string])[] = [
  ['nobody is done', [aTarget(), aTarget()], 'not yet'],
  ['one is still waiting for its date', [verified(), aTarget()], 'not yet'],
  ['one is under way', [verified(), away()], 'not yet'],
  ['one is in doubt', [verified(), away({ attempts: [anAttempt({ outcome: 'in-doubt' })] })], 'not yet'],
  ['a deferred one has started after all', [verified(), away({ deferredAt: NOW })], 'not yet'],
  ['all are verified', many(3, verified), 'promote'],
  ['one moved away from this wave', [verified(), deferred()], 'promote'],
  ['one was left out', [verified(), excluded()], 'promote'],
  ['one of ten failed: exactly the limit', [...many(9, verified), failed()], 'promote'],
  ['one of nine failed: over the limit', [...many(8, verified), failed()], 'hold'],
  ['one of ten complained', [...many(9, verified), verified({ feedback: NO })], 'promote'],
  ['one failed and another complained', [...many(8, verified), failed(), verified({ feedback: NO })], 'hold'],
  ['people confirm', many(2, () => verified({ feedback: YES })), 'promote'],
  ['all failed', many(2, failed), 'hold'],
  ['all were left out', many(2, excluded), 'inconclusive'],
  ['all moved away', many(2, () => deferred()), 'inconclusive'],
  ['nobody is in the wave', [], 'inconclusive'],
];

test.each(VERDICTS)('gate: %s', (_what, targets, verdict) => {
  expect(judge(targets)).toBe(verdict);
});

test('other waves do not matter for the gate', () => {
  const others = [away({ planned: aPlanned(1, { wave: 1 }) }), { ...failed(), planned: aPlanned(2, { wave: 2 }) }];
  expect(judge([verified(), ...others])).toBe('promote');
  expect(isWaveOver([verified(), ...others], 1)).toBe(false);
});

const ACCEPTED: readonly (readonly [string, readonly Target[], number, string])[] = [
  ['known failures let the wave pass', [verified(), failed(), failed()], 2, 'promote'],
  ['a further failure counts with all before it', [verified(), failed(), failed(), failed()], 2, 'hold'],
  ['complaints are not failures that were accepted', [verified({ feedback: NO }), failed()], 1, 'hold'],
  ['nothing verified stays inconclusive', [failed(), failed()], 2, 'inconclusive'],
];

test.each(ACCEPTED)('after a person accepted failures: %s', (_what, targets, accepted, verdict) => {
  expect(judge(targets, {}, accepted)).toBe(verdict);
});

/** Failed, started in all, limits, and whether the rollout stops by itself. */
const LIMITS: readonly (readonly [failed: number, verified: number, count: number, percent: number, over: boolean])[] =
  [
    [0, 5, 1, 0, false],
    [1, 0, 2, 10, false],
    [2, 0, 2, 10, true],
    [2, 17, 2, 10, true],
    [2, 18, 2, 10, false],
    [1, 9, 1, 10, false],
    [1, 8, 1, 10, true],
    [3, 0, 4, 10, false],
    [5, 5, 1, 100, false],
  ];

test.each(LIMITS)('%i failed and %i verified, with a limit of %i and %i %%: over is %s', (...row) => {
  const [bad, good, failureCount, failurePercent, over] = row;
  const plan = aPlan({ request: aRequest({ failureCount, failurePercent }) });
  const waiting = many(20, () => aTarget());
  expect(isOverFailureLimit(plan, [...many(bad, failed), ...many(good, verified), ...waiting])).toBe(over);
});

const complained = (wave = 0) => ({ ...verified({ feedback: NO }), planned: aPlanned(0, { wave }) });

/** Failed, complained of, otherwise well, limits: a complaint weighs as much as a failure. */
const TROUBLE: readonly (readonly [failed: number, bad: number, good: number, count: number, over: boolean])[] = [
  [0, 1, 0, 2, false],
  [0, 2, 0, 2, true],
  [1, 1, 0, 2, true],
  [0, 2, 18, 2, false],
  [1, 1, 17, 2, true],
];

test.each(TROUBLE)('%i failed, %i complained of, %i well, with a limit of %i: over is %s', (...row) => {
  const [bad, complaints, good, failureCount, over] = row;
  const plan = aPlan({ request: aRequest({ failureCount, failurePercent: 10 }) });
  const targets = [...many(bad, failed), ...many(complaints, () => complained()), ...many(good, verified)];
  expect(isOverFailureLimit(plan, targets)).toBe(over);
});

/** Complaints that come after the gate: the wave, what is open, what a person accepted, and which wave is spoilt. */
const SPOILT: readonly (readonly [string, readonly Target[], number, number, number | undefined])[] = [
  ['one of three in the first wave', [complained(), verified(), verified()], 1, 0, 0],
  ['one of ten: exactly the limit', [complained(), ...many(9, verified)], 1, 0, undefined],
  ['the wave that is still open is left to its gate', [complained(), verified()], 0, 0, undefined],
  ['accepted by a person', [complained(), verified()], 1, 1, undefined],
  ['a later wave', [verified(), complained(1)], 2, 0, 1],
  ['nobody complains', [verified(), failed()], 1, 0, undefined],
];

test.each(SPOILT)('a wave that was let through: %s', (...row) => {
  const [, targets, openWave, acceptedFailures, wave] = row;
  const plan = aPlan({ request: aRequest({ failurePercent: 10 }) });
  expect(findSpoiltWave(plan, targets, { openWave, acceptedFailures })).toBe(wave);
});

test('the evidence of a verdict counts everybody once and tells the time it took', () => {
  const took = (minutes: number) =>
    verified({
      observed: {
        at: NOW,
        status: 'provisioned',
        imageName: 'New image',
        provisionedAt: plusMinutes(NOW, minutes),
        name: 'CPC-0',
      },
    });
  const members = [
    took(30),
    took(50),
    took(90),
    took(40),
    failed(),
    excluded(),
    deferred(),
    verified({ feedback: NO }),
  ];
  expect(gather(members)).toEqual({
    targets: 8,
    verified: 5,
    failed: 1,
    complaints: 1,
    confirmations: 0,
    notStarted: 2,
    slowestMinutes: 90,
    medianMinutes: 40,
  });
});

test('the time taken is never negative, and unknown without a start', () => {
  expect(minutesTaken(verified({ goodSince: plusMinutes(NOW, -1) }))).toBe(0);
  expect(minutesTaken(aTarget())).toBe(0);
});
