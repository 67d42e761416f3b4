import { expect, test } from '@jest/globals';
import { freshnessOf, supportEndsOn } from '../../../src/domain/build/passport.ts';
import type { Passport } from '../../../src/domain/build/passport.ts';
import { SERVICING, servicingOf } from '../../../src/domain/build/servicing.ts';

const PASSPORT: Passport = {
  deviceImageId: 'i1',
  name: 'Office',
  version: '1.0.0',
  buildId: 'b1',
  source: 'win11-24h2-ent',
  sourceId: '/images/x',
  parent: null,
  ruleSet: '2026-09',
  findings: [],
  findingsAt: null,
  accepted: [],
  osBuild: null,
  osVersion: null,
  builtBy: 'Maya',
  sealedBy: null,
  importedBy: 'Maya',
  importedAt: '2026-11-01T00:00:00.000Z',
};

const IMAGE = { build: '10.0.22631.6000', expiresOn: null };

/** Windows 11 23H2 is supported until 2026-11-10. */
const SUPPORT: readonly (readonly [string, string])[] = [
  ['2026-08-11T23:00:00.000Z', ''],
  ['2026-08-12T00:00:00.000Z', 'support-ends 90 mark 90'],
  ['2026-10-10T12:00:00.000Z', 'support-ends 31 mark 90'],
  ['2026-10-11T12:00:00.000Z', 'support-ends 30 mark 30'],
  ['2026-11-03T23:59:00.000Z', 'support-ends 7 mark 7'],
  ['2026-11-10T23:59:59.000Z', 'support-ends 0 mark 7'],
  ['2026-11-11T00:00:00.000Z', 'support-ended 1 mark null'],
  ['2026-12-10T00:00:00.000Z', 'support-ended 30 mark null'],
];

test.each(SUPPORT)('at %s the support of Windows 11 23H2 is worth: %s', (now, said) => {
  const [found] = freshnessOf(IMAGE, null, now);
  expect(found ? `${found.why} ${found.days} mark ${found.mark}` : '').toBe(said);
});

test.each([
  ['the table knows the build', { build: '26100.1', expiresOn: null }, null, '2027-10-12'],
  ['Windows 365 says an earlier day', { build: '26100.1', expiresOn: '2027-01-01' }, null, '2027-01-01'],
  ['Windows 365 says a later day', { build: '26100.1', expiresOn: '2030-01-01T00:00:00Z' }, null, '2027-10-12'],
  ['only Windows 365 knows', { build: '', expiresOn: '2027-01-01' }, null, '2027-01-01'],
  ['the inspection knew the build better', { build: '', expiresOn: null }, '26200.4946', '2028-10-10'],
  ['nobody knows', { build: 'new', expiresOn: 'soon' }, '99999.1', null],
])('the end of support when %s', (_name, image, osBuild, endsOn) => {
  expect(supportEndsOn(image, { osBuild })).toBe(endsOn);
});

const PATCHES: readonly (readonly [string | null, string, string])[] = [
  ['2026-09-30T12:00:00.000Z', '2026-11-30T12:00:00.000Z', ''],
  ['2026-09-30T12:00:00.000Z', '2026-11-30T12:00:01.000Z', 'patches-old 61 inspected-at'],
  ['2026-12-31T00:00:00.000Z', '2027-02-28T00:00:00.000Z', ''],
  ['2026-12-31T00:00:00.000Z', '2027-03-01T00:00:00.000Z', 'patches-old 60 inspected-at'],
  [null, '2027-01-01T00:00:00.000Z', ''],
  [null, '2027-01-02T00:00:00.000Z', 'patches-old 62 imported-at'],
];

test.each(PATCHES)('patches inspected at %s are at %s: %s', (findingsAt, now, said) => {
  const image = { build: '26200.4946', expiresOn: null };
  const [found] = freshnessOf(image, { ...PASSPORT, findingsAt }, now);
  expect(found ? `${found.why} ${found.days} ${found.basis}` : '').toBe(said);
});

test('an image that nobody built with Repave and whose build is not known is not called old', () => {
  expect(freshnessOf({ build: '', expiresOn: null }, null, '2030-01-01T00:00:00.000Z')).toEqual([]);
});

test('support comes before patches', () => {
  const all = freshnessOf(IMAGE, { ...PASSPORT, importedAt: '2026-01-01T00:00:00.000Z' }, '2026-11-23T00:00:00.000Z');
  expect(all.map(({ why }) => why)).toEqual(['support-ended', 'patches-old']);
});

test('every end of servicing is a second Tuesday', () => {
  for (const { endsOn } of SERVICING) {
    const date = new Date(`${endsOn}T00:00:00.000Z`);
    expect([endsOn, date.getUTCDay()]).toEqual([endsOn, 2]);
    expect(date.getUTCDate()).toBeGreaterThan(7);
    expect(date.getUTCDate()).toBeLessThan(15);
  }
});

test.each([
  ['26200.4946', '25H2'],
  ['10.0.26100.1', '24H2'],
  ['22631', '23H2'],
  ['126200.1', undefined],
  ['26200.x', undefined],
  ['', undefined],
])('build %j is version %s', (build, version) => {
  expect(servicingOf(build)?.version).toBe(version);
});
