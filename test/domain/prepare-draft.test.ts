import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  DEFAULT_SIZE,
  defaultPrepareDraft,
  parsePrepareDraft,
  PREPARE_FIELDS,
} from '../../src/domain/prepare-draft.ts';
import type { PrepareDraft } from '../../src/domain/prepare-draft.ts';
import { PREPARE_PROBLEMS } from '../../src/domain/prepare-fields.ts';

const GROUP = '/subscriptions/s-1/resourceGroups/rg-images';
const SUBNET = `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet/subnets/build`;
const MACHINE = `${GROUP}/providers/Microsoft.Compute/virtualMachines/golden`;
const IMAGE = `${GROUP}/providers/Microsoft.Compute/images/w11`;
const NAMES = { imageName: 'Contoso W11', imageVersion: '1.2.3', captureName: 'w11-1' };

const MARKET: PrepareDraft = {
  ...defaultPrepareDraft(),
  ...NAMES,
  start: 'marketplace',
  subscription: 's-1',
  group: 'rg-images',
  subnetId: SUBNET,
  region: 'westeurope',
  size: DEFAULT_SIZE,
  market: 'MicrosoftWindowsDesktop:windows-ent-cpc:win11-25h2-ent-cpc:26200.4946.250810',
};
const FROM_MACHINE: PrepareDraft = {
  ...defaultPrepareDraft(),
  ...NAMES,
  start: 'machine',
  machineId: MACHINE,
  region: 'uksouth',
};
const FROM_IMAGE: PrepareDraft = { ...defaultPrepareDraft(), ...NAMES, start: 'image', imageId: IMAGE };
const GALLERY = { route: 'gallery', gallery: 'gal', definition: 'w11-tl', captureVersion: '1.0.1' };

function requestOf(draft: PrepareDraft) {
  const parsed = parsePrepareDraft(draft);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusals));
  return parsed.value;
}

test('a Marketplace image is built in the chosen group and in the region of the subnet', () => {
  expect(requestOf(MARKET)).toEqual({
    source: {
      kind: 'marketplace',
      publisher: 'MicrosoftWindowsDesktop',
      offer: 'windows-ent-cpc',
      sku: 'win11-25h2-ent-cpc',
      version: '26200.4946.250810',
    },
    place: { subscriptionId: 's-1', resourceGroup: 'rg-images', region: 'westeurope' },
    machine: { size: 'Standard_D4ds_v5', subnetId: SUBNET, publicIp: false },
    capture: { route: 'managed', name: 'w11-1' },
    image: { name: 'Contoso W11', version: '1.2.3' },
    keepMachine: false,
    ruleSet: '2026-09',
  });
});

test('a machine is copied beside itself, or in the group that was named', () => {
  expect(requestOf(FROM_MACHINE)).toMatchObject({
    source: { kind: 'machine', machineId: MACHINE },
    place: { subscriptionId: 's-1', resourceGroup: 'rg-images', region: 'uksouth' },
    machine: null,
    keepMachine: false,
  });
  const place = requestOf({ ...FROM_MACHINE, machineGroup: 'rg-builds' }).place;
  expect(place).toEqual({ subscriptionId: 's-1', resourceGroup: 'rg-builds', region: 'uksouth' });
});

test('an image needs nothing but its names, whether Azure or Windows 365 named it', () => {
  const wanted = { source: { kind: 'image', imageId: IMAGE }, machine: null, capture: null };
  expect(requestOf(FROM_IMAGE)).toMatchObject(wanted);
  expect(requestOf({ ...NAMES, start: 'source', sourceId: IMAGE })).toMatchObject(wanted);
});

test('the gallery route names gallery, definition and version', () => {
  const { capture } = requestOf({ ...FROM_MACHINE, ...GALLERY, captureName: '' });
  expect(capture).toEqual({ route: 'gallery', gallery: 'gal', definition: 'w11-tl', version: '1.0.1' });
});

const WRONG: readonly [name: string, draft: PrepareDraft, problems: readonly string[]][] = [
  ['nothing was answered', { ...defaultPrepareDraft() }, ['start missing']],
  ['an unknown start', { ...MARKET, start: 'usb stick' }, ['start not-a-start']],
  ['no group', { ...MARKET, group: ' ' }, ['group missing']],
  ['a group that ends in a dot', { ...MARKET, group: 'rg.' }, ['group not-a-group-name']],
  ['a subnet that is none', { ...MARKET, subnetId: 'build' }, ['subnetId not-a-subnet']],
  ['a floating version', { ...MARKET, market: 'a:b:c:latest' }, ['market not-a-marketplace-image']],
  ['an unknown route', { ...MARKET, route: 'disk' }, ['route not-a-route']],
  ['a size with spaces', { ...MARKET, size: 'D4 v5' }, ['size not-a-size']],
  ['perhaps a public address', { ...MARKET, publicIp: 'perhaps' }, ['publicIp not-yes-or-no']],
  ['perhaps kept', { ...MARKET, keep: 'maybe' }, ['keep not-yes-or-no']],
  ['a machine without an id', { ...FROM_MACHINE, machineId: 'golden' }, ['machineId not-an-arm-id']],
  ['a strange group for copies', { ...FROM_MACHINE, machineGroup: 'a/b' }, ['machineGroup not-a-group-name']],
  ['a capture name with a space', { ...MARKET, captureName: 'my image' }, ['captureName not-an-image-name']],
  ['a gallery with a hyphen', { ...MARKET, ...GALLERY, gallery: 'my-gal' }, ['gallery not-a-gallery-name']],
  ['two parts of a version', { ...FROM_IMAGE, imageVersion: '1.2' }, ['imageVersion not-a-version']],
  ['a version beyond 32 bit', { ...FROM_IMAGE, imageVersion: '1.2.3000000000' }, ['imageVersion not-a-version']],
  ['no name', { ...FROM_IMAGE, imageName: '' }, ['imageName missing']],
  ['a name too long', { ...FROM_IMAGE, imageName: 'x'.repeat(65) }, ['imageName too-long']],
];

test.each(WRONG)('named by its field: %s', (_name, draft, problems) => {
  const parsed = parsePrepareDraft(draft);
  const found = parsed.ok ? [] : parsed.refusals.map(({ facts }) => `${facts['field']} ${facts['problem']}`);
  expect(found.slice(0, problems.length)).toEqual(problems);
});

test('all problems are told at once, in the order of the questions', () => {
  const parsed = parsePrepareDraft({ start: 'marketplace' });
  const found = parsed.ok ? [] : parsed.refusals.map(({ facts }) => facts['field']);
  expect(found).toContain('imageVersion');
  expect(found.length).toBeGreaterThan(5);
});

test('no answers make the reading throw, and every problem is a known one', () => {
  const draft = fc.dictionary(fc.constantFrom(...PREPARE_FIELDS), fc.string({ maxLength: 80 }));
  fc.assert(
    fc.property(draft, (answers) => {
      const parsed = parsePrepareDraft(answers);
      const problems = parsed.ok ? [] : parsed.refusals.map(({ facts }) => String(facts['problem']));
      return problems.every((problem) => PREPARE_PROBLEMS.some((known) => known === problem));
    }),
  );
});
