import { expect, test } from '@jest/globals';
import { blocks } from '../../src/domain/checks.ts';
import type { Check, CheckId } from '../../src/domain/checks.ts';
import { checkPreconditions, judgeImage } from '../../src/domain/preconditions.ts';
import type { Intent } from '../../src/domain/preconditions.ts';
import type { DeviceImage, Policy, SourceImage, World } from '../../src/domain/world.ts';
import { aCloudPc, anImage, aPerson, aPolicy, aWorld, JONAS, MAYA, NOW } from '../support/domain.ts';

function check(id: CheckId, world: Partial<World> = {}, intent: Partial<Intent> = {}): readonly Check[] {
  const policies = world.policies ?? [aPolicy({ imageId: 'img-old', imageName: 'Old image' })];
  const asked: Intent = {
    imageId: 'img-new',
    policyIds: ['pol-1'],
    approvers: [JONAS],
    requesterId: MAYA.id,
    source: { id: 'src-1', found: 'yes', generation: 'V2', detail: '' },
    ...intent,
  };
  return checkPreconditions(aWorld({ ...world, policies }), asked).filter((one) => one.id === id);
}

/** `pass image-ready` for one, several with commas. */
function said(checks: readonly Check[]): string {
  return checks.map(({ outcome, code }) => `${outcome} ${code}`).join(', ');
}

/** An image, and whether it may be chosen. Today is 2026-11-24; thirty days ahead is a warning. */
const IMAGES: readonly (readonly [Partial<DeviceImage>, string])[] = [
  [{}, 'pass image-ready'],
  [{ status: 'pending' }, 'fail image-pending'],
  [{ status: 'failed', errorCode: 'sourceImageInvalid' }, 'fail image-failed'],
  [{ status: 'warning' }, 'warn image-status'],
  [{ status: 'unknownFutureValue' }, 'unknown image-status'],
  [{ osStatus: 'notSupported' }, 'fail os-unsupported'],
  [{ osStatus: 'supportedWithWarning' }, 'warn os-support-ended'],
  [{ osStatus: 'unknown' }, 'unknown os-status-unknown'],
  [{ expiresOn: '2026-11-24' }, 'fail image-expired'],
  [{ expiresOn: '2026-11-25' }, 'warn image-expiring'],
  [{ expiresOn: '2026-12-24' }, 'warn image-expiring'],
  [{ expiresOn: '2026-12-25' }, 'pass image-ready'],
  [{ expiresOn: null }, 'pass image-ready'],
  [{ expiresOn: '2026-11-01', osStatus: 'supportedWithWarning' }, 'fail image-expired'],
  [{ kind: 'gallery', expiresOn: '2026-11-01', osStatus: 'supportedWithWarning' }, 'warn os-support-ended'],
  [{ kind: 'gallery', expiresOn: '2026-11-01', osStatus: 'notSupported' }, 'fail os-unsupported'],
];

test.each(IMAGES)('an image with %j: %s', (change, expected) => {
  const { outcome, code } = judgeImage(anImage(change), NOW);
  expect(`${outcome} ${code}`).toBe(expected);
});

test('a failed import tells why, and an unknown why is called unknown', () => {
  expect(judgeImage(anImage({ status: 'failed', errorCode: 'osVersionNotSupported' }), NOW).facts).toEqual({
    errorCode: 'osVersionNotSupported',
  });
  expect(judgeImage(anImage({ status: 'failed' }), NOW).facts).toEqual({ errorCode: 'unknown' });
});

const OLD = anImage({ id: 'img-old', name: 'Old image', version: '1.0.0' });
const SOURCE: SourceImage = { id: 'src-1', found: 'yes', generation: 'V2', detail: '' };

const TABLE: readonly (readonly [CheckId, string, Partial<World>, Partial<Intent>, string])[] = [
  ['image-ready', 'there and ready', {}, {}, 'pass image-ready'],
  ['image-ready', 'not there', { images: [OLD] }, {}, 'fail image-missing'],
  ['image-ready', 'not chosen yet', {}, { imageId: null }, ''],
  ['image-supported', 'ageing', { images: [anImage({ expiresOn: '2026-12-01' }), OLD] }, {}, 'warn image-expiring'],
  ['image-supported', 'not ready: said once', { images: [anImage({ status: 'pending' })] }, {}, ''],
  ['image-name', 'alone', {}, {}, 'pass image-name-unique'],
  ['image-name', 'a namesake', { images: [anImage(), anImage({ id: 'img-2' })] }, {}, 'warn image-name-shared'],
  ['source-image', 'found', {}, {}, 'pass source-found'],
  ['source-image', 'deleted after the import', {}, { source: { ...SOURCE, found: 'no' } }, 'pass source-deleted'],
  ['source-image', 'not known', {}, { source: { ...SOURCE, found: 'unknown' } }, 'unknown source-unknown'],
  ['source-image', 'not readable', {}, { source: null }, 'unknown source-unknown'],
  ['source-image', 'generation 1', {}, { source: { ...SOURCE, generation: 'V1' } }, 'warn source-generation-1'],
  ['source-image', 'a gallery image has none', { images: [anImage({ kind: 'gallery' })] }, {}, ''],
  ['policy-type', 'dedicated', {}, {}, 'pass policy-dedicated'],
  ['policy-type', 'shared', withPolicy({ provisioningType: 'sharedByUser' }), {}, 'fail policy-shared'],
  [
    'policy-type',
    'of a kind to come',
    withPolicy({ provisioningType: 'unknownFutureValue' }),
    {},
    'fail policy-shared',
  ],
  ['policy-assigned', 'to a group', {}, {}, 'pass policy-assigned'],
  ['policy-assigned', 'to nobody', withPolicy({ groupIds: [] }), {}, 'fail policy-unassigned'],
  ['policy-image', 'still the old one', {}, {}, ''],
  ['policy-image', 'switched already', withPolicy({ imageId: 'img-new' }), {}, 'warn policy-already-switched'],
  ['policy-image', 'no such policy', {}, { policyIds: ['pol-9'] }, 'fail policy-missing'],
  ['policy-image', 'all policies are looked at', {}, { policyIds: 'all' }, ''],
  ['rollback', 'old image there', {}, {}, 'pass old-image-there'],
  ['rollback', 'old image gone', { images: [anImage()] }, {}, 'warn old-image-gone'],
  [
    'rollback',
    'old image ran out',
    { images: [anImage(), { ...OLD, expiresOn: '2026-01-01' }] },
    {},
    'warn old-image-unusable',
  ],
  [
    'rollback',
    'old image ageing',
    { images: [anImage(), { ...OLD, expiresOn: '2026-12-01' }] },
    {},
    'warn old-image-ageing',
  ],
  [
    'rollback',
    'old image unclear',
    { images: [anImage(), { ...OLD, osStatus: 'unknown' }] },
    {},
    'unknown old-image-unknown',
  ],
  ['cloud-pcs', 'fit', {}, {}, 'pass cloud-pcs-fit'],
  ['cloud-pcs', 'unfit', { cloudPcs: [aCloudPc({ status: 'resizing' })] }, {}, 'warn cloud-pcs-unfit'],
  ['cloud-pcs', 'none', { cloudPcs: [] }, {}, 'warn no-cloud-pcs'],
  ['cloud-pcs', 'only of other policies', { cloudPcs: [aCloudPc({ policyId: 'pol-2' })] }, {}, 'warn no-cloud-pcs'],
  ['grace-period', 'none', {}, {}, 'pass no-grace-period'],
  ['grace-period', 'one', { cloudPcs: [aCloudPc({ status: 'inGracePeriod' })] }, {}, 'warn in-grace-period'],
  ['connection-health', 'no connection needed', {}, {}, ''],
  ['connection-health', 'passed', withConnection('passed'), {}, 'pass connection-passed'],
  ['connection-health', 'informational', withConnection('informational'), {}, 'pass connection-passed'],
  ['connection-health', 'warning', withConnection('warning'), {}, 'warn connection-warning'],
  ['connection-health', 'failed', withConnection('failed'), {}, 'fail connection-failed'],
  ['connection-health', 'running', withConnection('running'), {}, 'unknown connection-unknown'],
  ['connection-health', 'not listed', withPolicy({ connectionIds: ['con-9'] }), {}, 'unknown connection-unknown'],
  ['image-limit', 'free', {}, {}, 'pass image-limit-free'],
  ['image-limit', 'reached', { images: manyImages(20) }, {}, 'warn image-limit-reached'],
  ['image-limit', 'one below', { images: manyImages(19) }, {}, 'pass image-limit-free'],
  [
    'image-limit',
    'gallery images do not count',
    { images: [...manyImages(19), anImage({ kind: 'gallery' })] },
    {},
    'pass image-limit-free',
  ],
  ['approvers', 'somebody else', {}, {}, 'pass approvers-there'],
  ['approvers', 'nobody', {}, { approvers: [] }, 'fail no-approver'],
  ['approvers', 'only the requester', {}, { approvers: [MAYA] }, 'fail no-approver'],
  ['owners-known', 'zones known', {}, {}, 'pass zones-known'],
  ['owners-known', 'a zone guessed', { people: [aPerson({ zoneKnown: false })] }, {}, 'warn zones-guessed'],
  [
    'owners-known',
    'others do not count',
    { people: [aPerson(), aPerson({ id: 'x', zoneKnown: false })] },
    {},
    'pass zones-known',
  ],
  ['permissions', 'missing', withProbe('fail'), {}, 'fail permission-fail'],
  ['permissions', 'there', withProbe('pass'), {}, 'pass permission-pass'],
  ['permissions', 'not known', withProbe('unknown'), {}, 'unknown permission-unknown'],
];

test.each(TABLE)('%s: %s', (...row) => {
  const [id, , world, intent, expected] = row;
  expect(said(check(id, world, intent))).toBe(expected);
});

test('only a plain failure stops a plan', () => {
  const one = (outcome: Check['outcome']): Check => ({ id: 'approvers', outcome, subject: '', code: '', facts: {} });
  expect((['pass', 'warn', 'fail', 'unknown'] as const).map((outcome) => blocks(one(outcome)))).toEqual([
    false,
    false,
    true,
    false,
  ]);
});

test('every policy is checked by name', () => {
  const policies = [aPolicy({ name: 'A' }), aPolicy({ id: 'pol-2', name: 'B', groupIds: [] })];
  const checks = check('policy-assigned', { policies }, { policyIds: 'all' });
  expect(checks.map(({ subject, outcome }) => `${subject} ${outcome}`)).toEqual(['A pass', 'B fail']);
});

function withPolicy(change: Partial<Policy>): Partial<World> {
  return { policies: [aPolicy({ imageId: 'img-old', ...change })] };
}

function withConnection(health: string): Partial<World> {
  return { ...withPolicy({ connectionIds: ['con-1'] }), connections: [{ id: 'con-1', name: 'Frankfurt', health }] };
}

function withProbe(outcome: 'pass' | 'fail' | 'unknown'): Partial<World> {
  return { probes: [{ call: 'list Cloud PCs', permission: 'CloudPC.Read.All', outcome, detail: '' }] };
}

function manyImages(count: number): DeviceImage[] {
  return Array.from({ length: count }, (_unused, index) => anImage({ id: `img-${index}`, name: `Image ${index}` }));
}
