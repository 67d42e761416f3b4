import { expect, test } from '@jest/globals';
import * as acts from '../../../src/domain/build/acts.ts';
import { BUILD_STEPS } from '../../../src/domain/build/build.ts';
import type { Build, BuildStep, GuestTask } from '../../../src/domain/build/build.ts';
import type { Result } from '../../../src/domain/refusal.ts';
import { plusMinutes } from '../../../src/domain/time.ts';
import { ADA, BO, inspectedAt, MACHINE, makeBuild, ROUND, T0 } from '../../support/build.ts';

const by = { actor: BO, now: plusMinutes(T0, 5) };
const TASK: GuestTask = { no: 1, kind: 'inspect', by: ADA, since: T0, text: '' };
const ENDED = { outcome: 'given-up', by: ADA, at: T0, reason: '' } as const;
const UNKNOWN = [{ ruleId: 'no-azure-disk-encryption', outcome: 'unknown', evidence: '', note: '' }] as const;
const STOP = [{ ruleId: 'bitlocker-off', outcome: 'fail', evidence: 'on', note: '' }] as const;
const IMPORT_FACTS = { at: T0, used: 3, unused: [], visible: true, taken: [{ name: 'W11', version: '1.0.0' }] };

function codes(result: Result<Build>): readonly string[] {
  return result.ok ? [] : result.refusals.map(({ code }) => code);
}

function stepOf(result: Result<Build>): string {
  return result.ok ? result.value.step : codes(result).join();
}

const ASKS: readonly (readonly [string, readonly BuildStep[], (build: Build) => Result<Build>])[] = [
  ['inspect', ['customise'], (build) => acts.askGuest(build, { kind: 'inspect', text: '' }, by)],
  ['script', ['customise'], (build) => acts.askScript(build, 'Get-Date', by)],
  ['password', ['customise'], (build) => acts.askPassword(build, by)],
  ['seal', ['confirm-seal'], (build) => acts.seal(build, build.revision, by)],
  [
    'import',
    ['confirm-import'],
    (build) => acts.askImport(build, { name: 'New', version: '1.0.0', acceptUnknown: false }, by),
  ],
];

test.each(ASKS)('%s is taken in its own steps and in no other', (_name, steps, ask) => {
  for (const step of BUILD_STEPS) {
    const answer = ask(makeBuild({ step, machine: MACHINE, importFacts: IMPORT_FACTS }));
    expect([step, answer.ok]).toEqual([step, steps.includes(step)]);
  }
});

test.each(ASKS)('%s is refused for a build that is over', (_name, [step = 'done'], ask) => {
  expect(codes(ask(makeBuild({ step, ended: ENDED, machine: MACHINE })))).toEqual(['build-over']);
});

test('one task at a time is done in a machine, and asking for the same one again changes nothing', () => {
  const busy = makeBuild({ step: 'customise', guest: TASK, guestCount: 1 });
  const again = acts.askGuest(busy, { kind: 'inspect', text: '' }, by);
  expect(again.ok && again.value).toBe(busy);
  expect(codes(acts.askScript(busy, 'Get-Date', by))).toEqual(['guest-busy']);
});

test.each([
  ['   ', 'script-empty'],
  ['x'.repeat(acts.MAX_SCRIPT + 1), 'script-too-long'],
])('a script that cannot be run is refused (%#)', (script, code) => {
  expect(codes(acts.askScript(makeBuild({ step: 'customise' }), script, by))).toEqual([code]);
});

test('only packages that an inspection named are removed', () => {
  const build = makeBuild({ step: 'customise' });
  expect(codes(acts.askRemovePackages(build, by))).toEqual(['nothing-to-remove']);
  const packages = [
    { fullName: 'A_1', user: 'u' },
    { fullName: 'B_2', user: 'u' },
  ];
  const named = acts.askRemovePackages({ ...build, inspection: { ...inspectedAt(T0), packages } }, by);
  expect(named.ok && named.value.guest?.text).toBe('A_1\nB_2');
});

const DONE: readonly (readonly [string, Partial<Build>, string, string | undefined])[] = [
  ['never inspected', {}, 'customise', 'inspect'],
  ['inspected just now', { inspection: inspectedAt(T0) }, 'confirm-seal', undefined],
  ['inspected an hour ago', { inspection: inspectedAt(plusMinutes(T0, -60)) }, 'customise', 'inspect'],
  ['a rule stops it', { inspection: inspectedAt(T0), findings: STOP }, 'customise', 'inspect'],
  [
    'changed by a script since',
    {
      inspection: inspectedAt(T0),
      guestResults: [{ no: 2, kind: 'script', at: plusMinutes(T0, 1), outcome: 'done', exitCode: 0, output: '' }],
    },
    'customise',
    'inspect',
  ],
];

test.each(DONE)(
  '“done” leads to the seal only on a fresh inspection without a stop: %s',
  (_why, change, step, guest) => {
    const answer = acts.askSeal(makeBuild({ step: 'customise', ...change }), by);
    expect(stepOf(answer)).toBe(step);
    expect(answer.ok && answer.value.guest?.kind).toBe(guest);
    expect(answer.ok && (answer.value.sealWanted !== null) === (step === 'customise')).toBe(true);
  },
);

test('the seal belongs to the card that was read: an older one is refused', () => {
  const build = makeBuild({ step: 'confirm-seal', revision: 7 });
  expect(codes(acts.seal(build, 6, by))).toEqual(['build-moved-on']);
  const sealed = acts.seal(build, 7, by);
  expect(sealed.ok && [sealed.value.step, sealed.value.rounds]).toEqual([
    'stop-machine',
    [{ no: 1, sealedBy: BO, sealedAt: by.now }],
  ]);
});

test('a second click on the seal seals nothing twice', () => {
  const going = makeBuild({ step: 'copy', rounds: [ROUND], revision: 9 });
  const again = acts.seal(going, 7, by);
  expect(again.ok && again.value).toBe(going);
});

test.each([
  ['confirm-seal', null, 'customise'],
  ['sysprep-failed', null, 'start-machine'],
  ['copy', true, 'start-machine'],
  ['copy', null, 'not-now'],
  ['import', null, 'not-now'],
] as const)('back from %s (stopped: %s) leads to %s', (step, isFinal, to) => {
  const why = { code: 'azure-refused', facts: {} };
  const trouble = isFinal ? { why, since: T0, isFinal, retryAt: null } : null;
  expect(stepOf(acts.goBack(makeBuild({ step, trouble }), by))).toBe(to);
});

test('after a failed sysprep “try again” takes a fresh copy', () => {
  const again = acts.tryAgain(makeBuild({ step: 'sysprep-failed', rounds: [ROUND] }), by);
  expect(again.ok && [again.value.step, again.value.rounds.length]).toEqual(['stop-machine', 2]);
});

test('“try again” without trouble is refused, and a failed upload is sent once more', () => {
  expect(codes(acts.tryAgain(makeBuild({ step: 'copy' }), by))).toEqual(['not-now']);
  const importing = {
    name: 'W11',
    version: '1.1.0',
    by: ADA,
    at: T0,
    accepted: [],
    deviceImageId: 'i',
    errorCode: 'internalServerError',
    retryAsked: false,
  };
  const trouble = { why: { code: 'import-failed', facts: {} }, since: T0, isFinal: true, retryAt: null };
  const again = acts.tryAgain(makeBuild({ step: 'import', importing, trouble }), by);
  expect(again.ok && [again.value.importing?.retryAsked, again.value.trouble]).toEqual([true, null]);
});

test.each([
  ['', '1.1.0', {}, 'image-name-empty'],
  ['W11', '1.1', {}, 'image-version-form'],
  ['W11', '1.1.0-beta', {}, 'image-version-form'],
  ['W11', '1.0.0', {}, 'image-name-taken'],
  ['W11', '1.1.0', { importFacts: { ...IMPORT_FACTS, used: 20 } }, 'image-limit'],
  ['W11', '1.1.0', { importFacts: { ...IMPORT_FACTS, visible: false } }, 'not-visible'],
  ['W11', '1.1.0', { findings: UNKNOWN }, 'unknown-not-accepted'],
  ['W11', '1.1.0', {}, ''],
] as const)('importing “%s” %s with %j answers %s', (name, version, change, code) => {
  const build = makeBuild({ step: 'confirm-import', importFacts: IMPORT_FACTS, ...change });
  expect(codes(acts.askImport(build, { name, version, acceptUnknown: false }, by)).join()).toBe(code);
});

test('unknown rules are imported only by somebody who accepts them, and that is written down', () => {
  const build = makeBuild({ step: 'confirm-import', importFacts: IMPORT_FACTS, findings: UNKNOWN });
  const taken = acts.askImport(build, { name: 'W11', version: '1.1.0', acceptUnknown: true }, by);
  expect(taken.ok && taken.value.importing?.accepted).toEqual(['no-azure-disk-encryption']);
});

test.each(BUILD_STEPS.filter((step) => step !== 'done'))('a build can be given up at %s, once', (step) => {
  const given = acts.giveUp(makeBuild({ step }), 'not needed', by);
  expect(given.ok && [given.value.step, given.value.ended?.outcome]).toEqual(['clean-up', 'given-up']);
  if (!given.ok) return;
  const again = acts.giveUp(given.value, 'again', by);
  expect(again.ok && again.value).toBe(given.value);
});

test('a ready build is not given up any more', () => {
  const ready = makeBuild({ step: 'clean-up', ended: { ...ENDED, outcome: 'ready' } });
  expect(codes(acts.giveUp(ready, '', by))).toEqual(['build-over']);
});

test('a shown password is taken away by the person who asked, and by nobody else', () => {
  const asked = acts.askPassword(makeBuild({ step: 'customise', machine: MACHINE }), { actor: ADA, now: T0 });
  if (!asked.ok || !asked.value.handover) throw new Error('not asked');
  const shown: Build = {
    ...asked.value,
    handover: { ...asked.value.handover, state: 'shown', removeAt: plusMinutes(T0, 10) },
  };
  expect(codes(acts.removePassword(shown, by))).toEqual(['not-yours']);
  const removed = acts.removePassword(shown, { actor: ADA, now: by.now });
  expect(removed.ok && removed.value.handover?.removeAt).toBe(by.now);
  expect(codes(acts.askPassword(shown, by))).toEqual(['password-shown']);
});
