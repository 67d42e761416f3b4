import { expect, test } from '@jest/globals';
import type { Build } from '../../../src/domain/build/build.ts';
import { recordGuest, recordInspection, recordSeen } from '../../../src/domain/build/record.ts';
import type { StepSeen } from '../../../src/domain/build/record.ts';
import { enterStep, listRoad, runningMinutes, stepAfter } from '../../../src/domain/build/road.ts';
import { buildWakeAt, remind, reminderAt } from '../../../src/domain/build/wake.ts';
import { plusMinutes } from '../../../src/domain/time.ts';
import { ADA, FROM_IMAGE, FROM_MACHINE, inspectedAt, makeBuild, REQUEST, T0 } from '../../support/build.ts';

const WHY = { code: 'azure-refused', facts: { code: 'X', attempted: 'y' } };

test.each([
  [
    'marketplace',
    REQUEST,
    'check-source create-machine customise confirm-seal stop-machine snapshot copy sysprep deallocate generalize capture confirm-import import clean-up done',
  ],
  [
    'machine',
    FROM_MACHINE,
    'check-source customise confirm-seal stop-machine snapshot copy sysprep deallocate generalize capture confirm-import import clean-up done',
  ],
  ['image', FROM_IMAGE, 'check-source confirm-import import clean-up done'],
] as const)('the road from a %s', (_kind, request, road) => {
  expect(listRoad({ request }).join(' ')).toBe(road);
});

test.each([
  ['sysprep-failed', 'start-machine'],
  ['start-machine', 'customise'],
  ['import', 'clean-up'],
  ['clean-up', 'done'],
  ['done', 'done'],
] as const)('after %s comes %s', (step, next) => {
  expect(stepAfter(makeBuild({ step }))).toBe(next);
});

test('a step that ends is written down with its times, and its trouble is forgotten', () => {
  const trouble = { why: WHY, since: T0, isFinal: false, retryAt: null };
  const at = plusMinutes(T0, 3);
  const next = enterStep(makeBuild({ step: 'snapshot', trouble, percent: 40 }), 'copy', at);
  expect(next.walked.snapshot).toEqual({ from: T0, to: at });
  expect([next.trouble, next.percent, next.stepSince]).toEqual([null, null, at]);
});

test('a new card comes when a person is needed, and no card when Repave goes on by itself', () => {
  const build = makeBuild({ step: 'create-machine' });
  expect(enterStep(build, 'customise', T0).cards).toBe(build.cards + 1);
  expect(enterStep(build, 'snapshot', T0).cards).toBe(build.cards);
});

test('hours are counted from the machine’s start to its stop, with the copy’s hours on top', () => {
  let build = enterStep(makeBuild({ step: 'create-machine' }), 'customise', T0);
  expect(runningMinutes(build, plusMinutes(T0, 30))).toBe(30);
  build = enterStep({ ...build, step: 'stop-machine' }, 'snapshot', plusMinutes(T0, 60));
  expect(runningMinutes(build, plusMinutes(T0, 500))).toBe(60);
  build = enterStep({ ...build, step: 'copy' }, 'sysprep', plusMinutes(T0, 70));
  build = enterStep({ ...build, step: 'deallocate' }, 'generalize', plusMinutes(T0, 80));
  expect(runningMinutes(build, plusMinutes(T0, 500))).toBe(70);
});

test('somebody’s own machine costs the build nothing', () => {
  const build = enterStep(makeBuild({ step: 'start-machine', request: FROM_MACHINE }), 'customise', T0);
  expect(runningMinutes(build, plusMinutes(T0, 60))).toBe(0);
});

const SEEN: readonly (readonly [string, StepSeen, Partial<Build>])[] = [
  ['done', { kind: 'done' }, { step: 'copy', trouble: null }],
  ['going', { kind: 'going', percent: 40 }, { step: 'snapshot', percent: 40, trouble: null }],
  [
    'waiting',
    { kind: 'waiting', why: WHY, retryMinutes: 2 },
    { step: 'snapshot', trouble: { why: WHY, since: T0, isFinal: false, retryAt: plusMinutes(T0, 2) } },
  ],
  [
    'stopped',
    { kind: 'stopped', why: WHY },
    { step: 'snapshot', trouble: { why: WHY, since: T0, isFinal: true, retryAt: null } },
  ],
  [
    'sysprep-failed',
    { kind: 'sysprep-failed', diagnosis: { code: 'hang', subject: '', user: '', commands: [], evidence: [] } },
    { step: 'sysprep-failed' },
  ],
];

test.each(SEEN)('a look that sees %s', (_kind, seen, expected) => {
  expect(recordSeen(makeBuild({ step: 'snapshot' }), seen, T0)).toMatchObject(expected);
});

test('the same stop seen again is no news: no second card, and the first time stands', () => {
  const once = recordSeen(makeBuild({ step: 'snapshot' }), { kind: 'stopped', why: WHY }, T0);
  const twice = recordSeen(once, { kind: 'stopped', why: WHY }, plusMinutes(T0, 5));
  expect(twice).toEqual(once);
});

test('an inspection that somebody waited for leads to the seal, unless a rule stops it', () => {
  const build = makeBuild({ step: 'customise', sealWanted: { by: ADA, at: T0 } });
  const clean = recordInspection(build, inspectedAt(T0), T0);
  expect([clean.step, clean.sealWanted]).toEqual(['confirm-seal', null]);
  const stopped = recordInspection(build, { ...inspectedAt(T0), facts: { bitlocker: 'FullyEncrypted/100' } }, T0);
  expect([stopped.step, stopped.sealWanted, stopped.cards]).toEqual(['customise', null, build.cards + 1]);
});

test('a task that failed drops the wish to seal', () => {
  const build = makeBuild({ step: 'customise', sealWanted: { by: ADA, at: T0 } });
  const failed = recordGuest(build, {
    no: 1,
    kind: 'inspect',
    at: T0,
    outcome: 'timed-out',
    exitCode: null,
    output: '',
  });
  expect([failed.guest, failed.sealWanted]).toEqual([null, null]);
});

const FINAL = { why: WHY, since: T0, isFinal: true, retryAt: null };
const IMPORT_FACTS = { at: T0, used: 1, unused: [], visible: false, taken: [] };

test.each([
  ['done', { step: 'done' }, null],
  ['working', { step: 'copy' }, 0.25],
  ['importing', { step: 'import' }, 5],
  ['customising', { step: 'customise' }, 24 * 60],
  ['stopped', { step: 'copy', trouble: FINAL }, 24 * 60],
  ['waiting for Azure', { step: 'copy', trouble: { ...FINAL, isFinal: false, retryAt: plusMinutes(T0, 3) } }, 3],
  ['not seen by Windows 365', { step: 'confirm-import', importFacts: IMPORT_FACTS }, 10],
  ['import card not read yet', { step: 'confirm-import' }, 0],
  ['clean, looked at once more', { step: 'clean-up', cleanSince: T0 }, 10],
] as const)('a build that is %s is looked at again after the right time', (_what, change, minutes) => {
  const at = buildWakeAt(makeBuild(change as Partial<Build>), T0);
  expect(at).toBe(minutes === null ? null : plusMinutes(T0, minutes));
});

test('who is waited for is reminded once a day', () => {
  const build = makeBuild({ step: 'customise' });
  expect(reminderAt(build)).toBe(plusMinutes(T0, 24 * 60));
  const reminded = remind(build, plusMinutes(T0, 24 * 60));
  expect([reminderAt(reminded), reminded.cards]).toEqual([plusMinutes(T0, 48 * 60), build.cards + 1]);
});
