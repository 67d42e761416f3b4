import { expect, test } from '@jest/globals';
import { STUCK_MINUTES } from '../../src/domain/defaults.ts';
import { observeTarget, settleFromActions, showsEffect } from '../../src/domain/observe.ts';
import { targetPhase } from '../../src/domain/target.ts';
import type { Attempt, Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import type { CloudPc, RemoteAction } from '../../src/domain/world.ts';
import { aCloudPc, aLook, anAttempt, aPlan, aTarget, NOW } from '../support/domain.ts';

const REBUILT = plusMinutes(NOW, 40);
const GOOD: Partial<CloudPc> = { status: 'provisioned', provisionedAt: REBUILT, imageName: 'New image' };
const WRONG: Partial<CloudPc> = { ...GOOD, imageName: 'Old image' };
const BUSY: Partial<CloudPc> = { status: 'provisioning' };
const FAILED: Partial<CloudPc> = { status: 'failed' };
/** Provisioned, but still the computer from before: the call has not shown yet. */
const OLD: Partial<CloudPc> = { status: 'provisioned' };

type Reading = readonly [minute: number, seen: Partial<CloudPc>];

function started(change: Partial<Attempt> = {}): Target {
  return aTarget({ attempts: [anAttempt(change)] });
}

function watch(target: Target, readings: readonly Reading[], plan = aPlan()): Target {
  return readings.reduce((seen, [minute, cloudPc]) => {
    const look = aLook({ takenAt: plusMinutes(NOW, minute), cloudPcs: [aCloudPc(cloudPc)] });
    return observeTarget(seen, look, plan);
  }, target);
}

/** What was read, minutes after the call, and what it proves. Settling takes 30 minutes. */
const STORIES: readonly (readonly [string, readonly Reading[], string])[] = [
  ['the old computer right after the call', [[1, OLD]], 'requested'],
  [
    'the old computer for two hours',
    [
      [1, OLD],
      [120, OLD],
    ],
    'requested',
  ],
  ['at work', [[5, BUSY]], 'provisioning'],
  [
    'the new one, once',
    [
      [5, BUSY],
      [45, GOOD],
    ],
    'settling',
  ],
  [
    'the new one, not yet settled',
    [
      [45, GOOD],
      [74, GOOD],
    ],
    'settling',
  ],
  [
    'the new one, settled',
    [
      [45, GOOD],
      [75, GOOD],
    ],
    'verified',
  ],
  [
    'with warnings, settled',
    [
      [45, { ...GOOD, status: 'provisionedWithWarnings' }],
      [75, GOOD],
    ],
    'verified',
  ],
  [
    'a flip back while settling starts the clock anew',
    [
      [45, GOOD],
      [60, FAILED],
      [70, GOOD],
      [80, GOOD],
    ],
    'settling',
  ],
  [
    'and then settles from there',
    [
      [45, GOOD],
      [60, FAILED],
      [70, GOOD],
      [100, GOOD],
    ],
    'verified',
  ],
  [
    'a stale failure right after the call',
    [
      [1, FAILED],
      [9, FAILED],
    ],
    'requested',
  ],
  ['one failure', [[15, FAILED]], 'requested'],
  [
    'two failures close together',
    [
      [15, FAILED],
      [19, FAILED],
    ],
    'requested',
  ],
  [
    'two failures far enough apart',
    [
      [15, FAILED],
      [20, FAILED],
    ],
    'failed',
  ],
  [
    'a failure, progress, a failure',
    [
      [15, FAILED],
      [18, BUSY],
      [21, FAILED],
    ],
    'requested',
  ],
  [
    'failures around a good reading',
    [
      [15, FAILED],
      [45, GOOD],
      [50, FAILED],
    ],
    'requested',
  ],
  [
    'a stale failure does not count as the first',
    [
      [9, FAILED],
      [14, FAILED],
    ],
    'requested',
  ],
  ['the wrong image once', [[45, WRONG]], 'requested'],
  [
    'the wrong image twice',
    [
      [45, WRONG],
      [50, WRONG],
    ],
    'failed',
  ],
  [
    'the wrong image, then the right one',
    [
      [45, WRONG],
      [48, GOOD],
      [53, WRONG],
    ],
    'requested',
  ],
  [
    'exactly three hours of work',
    [
      [5, BUSY],
      [180, BUSY],
    ],
    'provisioning',
  ],
  ['more than three hours, once', [[181, BUSY]], 'provisioning'],
  [
    'more than three hours, twice',
    [
      [181, BUSY],
      [186, BUSY],
    ],
    'failed',
  ],
  [
    'the old computer after three hours',
    [
      [181, OLD],
      [186, OLD],
    ],
    'failed',
  ],
  [
    'good at last, after three hours',
    [
      [181, BUSY],
      [184, GOOD],
      [214, GOOD],
    ],
    'verified',
  ],
];

test.each(STORIES)('read: %s', (_what, readings, phase) => {
  expect(targetPhase(watch(started(), readings))).toBe(phase);
});

test('a failure says which kind it is', () => {
  const why = (readings: readonly Reading[]) => watch(started(), readings).failed?.why;
  expect(
    why([
      [15, FAILED],
      [20, FAILED],
    ]),
  ).toEqual({ code: 'provisioning-failed', facts: {} });
  expect(
    why([
      [45, WRONG],
      [50, WRONG],
    ]),
  ).toEqual({
    code: 'wrong-image',
    facts: { wanted: 'New image', found: 'Old image' },
  });
  expect(
    why([
      [181, BUSY],
      [186, BUSY],
    ]),
  ).toEqual({ code: 'stuck', facts: { minutes: 186, status: 'provisioning' } });
});

test('a build date from before the call proves nothing, even if it is not the planned one', () => {
  const earlier = { ...GOOD, provisionedAt: plusMinutes(NOW, -3) };
  expect(
    targetPhase(
      watch(started(), [
        [45, earlier],
        [80, earlier],
      ]),
    ),
  ).toBe('requested');
  const skewed = { ...GOOD, provisionedAt: plusMinutes(NOW, -2) };
  expect(
    targetPhase(
      watch(started(), [
        [45, skewed],
        [80, skewed],
      ]),
    ),
  ).toBe('verified');
});

test('a name that several images bear does not prove the image, nor the wrong one', () => {
  const plan = aPlan({ imageNameUnique: false });
  expect(
    targetPhase(
      watch(
        started(),
        [
          [45, WRONG],
          [75, WRONG],
        ],
        plan,
      ),
    ),
  ).toBe('verified');
});

test('without settling time the first good reading verifies', () => {
  const plan = aPlan({ request: { ...aPlan().request, settleMinutes: 0 } });
  expect(watch(started(), [[45, GOOD]], plan).verifiedAt).toBe(plusMinutes(NOW, 45));
});

const DOUBTS: readonly (readonly [string, Attempt['outcome'], Partial<CloudPc>, Attempt['outcome']])[] = [
  ['the tenant shows work', 'in-doubt', BUSY, 'accepted'],
  ['the tenant shows a new build', 'in-doubt', GOOD, 'accepted'],
  ['the tenant names a reprovision since', 'in-doubt', action('Reprovision', 0), 'accepted'],
  ['within the skew of the clocks', 'in-doubt', action('reprovision', -2), 'accepted'],
  ['a reprovision before it', 'in-doubt', action('reprovision', -3), 'in-doubt'],
  ['another action', 'in-doubt', action('restart', 1), 'in-doubt'],
  ['nothing to be seen', 'in-doubt', OLD, 'in-doubt'],
  ['a failure is no trace', 'in-doubt', FAILED, 'in-doubt'],
  ['an open intent with a trace', 'open', BUSY, 'accepted'],
  ['an open intent without one', 'open', OLD, 'open'],
];

test.each(DOUBTS)('in doubt: %s', (_what, outcome, seen, settled) => {
  const target = watch(started({ outcome, settledAt: null }), [[12, seen]]);
  expect(target.attempts.at(-1)?.outcome).toBe(settled);
});

test('an attempt in doubt never fails or succeeds by waiting', () => {
  const readings = [20, 60, 181, 190, 600].map((minute): Reading => [minute, OLD]);
  const target = watch(started({ outcome: 'in-doubt' }), readings);
  expect(targetPhase(target)).toBe('in-doubt');
});

const ACTIONS: readonly (readonly [string, readonly RemoteAction[], Attempt['outcome']])[] = [
  ['none', [], 'in-doubt'],
  ['one since the intent', [{ name: 'reprovision', state: 'active', startedAt: plusMinutes(NOW, 1) }], 'accepted'],
  ['one that failed since', [{ name: 'Reprovision', state: 'failed', startedAt: NOW }], 'accepted'],
  ['one long before', [{ name: 'reprovision', state: 'done', startedAt: plusMinutes(NOW, -60) }], 'in-doubt'],
  ['one without a time', [{ name: 'reprovision', state: 'active', startedAt: null }], 'in-doubt'],
  ['another kind', [{ name: 'restart', state: 'active', startedAt: NOW }], 'in-doubt'],
];

test.each(ACTIONS)("the tenant's list of remote actions settles a doubt: %s", (_what, actions, outcome) => {
  const target = settleFromActions(started({ outcome: 'in-doubt' }), actions, plusMinutes(NOW, 5));
  expect(target.attempts.at(-1)?.outcome).toBe(outcome);
});

test('a settled attempt is never settled again', () => {
  const actions = [{ name: 'reprovision', state: 'active', startedAt: NOW }];
  for (const outcome of ['accepted', 'rejected', 'did-not-happen'] as const) {
    const target = started({ outcome });
    expect(settleFromActions(target, actions, NOW)).toBe(target);
    expect(watch(target, [[5, BUSY]]).attempts).toEqual(target.attempts);
  }
});

test('what happens after a verdict is noted, and changes no verdict', () => {
  const verified = watch(started(), [
    [45, GOOD],
    [75, GOOD],
  ]);
  const later = watch(verified, [
    [90, FAILED],
    [120, FAILED],
  ]);
  expect(later.verifiedAt).toBe(verified.verifiedAt);
  expect(later.failed).toBeNull();
  expect(later.observed?.status).toBe('failed');
});

test('a look that shows nothing new, or not this Cloud PC, changes nothing', () => {
  const idle = watch(aTarget(), [[1, OLD]]);
  expect(watch(idle, [[2, OLD]])).toBe(idle);
  const target = started();
  expect(observeTarget(target, aLook({ cloudPcs: [] }), aPlan())).toBe(target);
});

test('what was accepted and is nowhere to be found any more fails in the end: nobody waits for it for ever', () => {
  const none = (target: Target, minute: number) =>
    observeTarget(target, aLook({ takenAt: plusMinutes(NOW, minute), cloudPcs: [] }), aPlan());
  const once = none(started(), STUCK_MINUTES + 1);
  expect([none(started(), STUCK_MINUTES).badSince, once.failed]).toEqual([null, null]);
  expect(none(once, STUCK_MINUTES + 6).failed?.why.code).toBe('cloud-pc-gone');
  const back = watch(once, [[STUCK_MINUTES + 6, GOOD]]);
  expect([back.failed, back.badSince]).toEqual([null, null]);
  const doubtful = aTarget({ attempts: [anAttempt({ outcome: 'in-doubt' })] });
  expect(none(doubtful, STUCK_MINUTES + 60)).toBe(doubtful);
});

test('a second attempt is not proven by the build of the first', () => {
  const first = anAttempt();
  const second = anAttempt({ number: 2, intentAt: plusMinutes(NOW, 60) });
  const target = aTarget({ attempts: [first, second] });
  expect(showsEffect(aCloudPc(GOOD), target, second)).toBe(false);
  expect(
    targetPhase(
      watch(target, [
        [65, WRONG],
        [75, WRONG],
        [110, WRONG],
      ]),
    ),
  ).toBe('requested');
});

function action(name: string, minute: number): Partial<CloudPc> {
  return { lastAction: { name, state: 'active', startedAt: plusMinutes(NOW, minute) } };
}
