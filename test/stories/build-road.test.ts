import { afterEach, expect, test } from '@jest/globals';
import { findBrokenEntry } from '../../src/domain/audit.ts';
import { codesOf, expectOneOfEach, imageId, machineId, MARKET, openBuildTown, take } from '../support/build-town.ts';
import type { BuildTown } from '../support/build-town.ts';

let story: BuildTown;
afterEach(() => story.close(), 60_000);

const ONES_OWN = { machine: null, capture: { route: 'managed', name: 'W11-own' } } as const;

test('from the Marketplace to a ready image: one machine, one image, one device image, and nothing else is left', async () => {
  story = await openBuildTown();
  const id = await story.begin({ source: { ...MARKET.source, offer: 'windows-11', sku: 'win11-25h2-ent' } as never });
  const build = await story.finish(id);
  expectOneOfEach(story, build);
  const made = story.town.tenant.azure.history.filter(({ act, kind }) => act === 'created' && kind === 'machine');
  expect(made).toHaveLength(2);
  const [passport] = await story.town.app.store.listPassports();
  expect(passport).toMatchObject({
    buildId: id,
    name: 'Contoso W11 new',
    builtBy: story.actor.name,
    ruleSet: '2026-09',
  });
  expect(story.admin.lastMessage().content).toContain('The image is ready');
  expect(story.breaches).toEqual([]);
  expect(findBrokenEntry(await story.town.app.store.readAudit(null))).toBeNull();
  const images = take(await story.commands().listImages(story.actor));
  expect(images.images.find(({ name }) => name === 'Contoso W11 new')?.passport?.buildId).toBe(id);
  const catalogue = take(await story.commands().readCatalogue(story.actor));
  expect(catalogue.images.find(({ image }) => image.name === 'Contoso W11 new')?.blocked).toEqual([]);
}, 120_000);

test('somebody’s own machine stays as it was, and keeps no command of ours', async () => {
  story = await openBuildTown();
  const { azure } = story.town.tenant;
  const source = machineId('vm-golden-master');
  const before = structuredClone(azure.find('machine', source));
  const guestBefore = JSON.stringify(azure.resources().filter(({ id }) => id === source));
  const id = await story.begin({ ...ONES_OWN, source: { kind: 'machine', machineId: source } });
  await story.walkTo(id, 'customise');
  expect(codesOf(await story.commands().askPassword(story.actor, id))).toEqual(['no-user-name']);
  const build = await story.finish(id);
  expectOneOfEach(story, build);
  expect(azure.find('machine', source)).toEqual(before);
  expect(JSON.stringify(azure.resources().filter(({ id: one }) => one === source))).toBe(guestBefore);
  expect(azure.resources().filter(({ id: one }) => one.startsWith(source) && one !== source)).toEqual([]);
  const acts = azure.history.filter(({ id: one }) => one === source).map(({ act }) => act);
  expect(acts.filter((act) => ['stopped', 'deallocated', 'generalized', 'deleted', 'restarted'].includes(act))).toEqual(
    [],
  );
}, 120_000);

test('an image that Azure has is imported as it is, and what is unknown is imported only by somebody who says so', async () => {
  story = await openBuildTown();
  const id = await story.begin({
    source: { kind: 'image', imageId: imageId('W11-Golden-2026-08') },
    machine: null,
    capture: null,
  });
  const asked = await story.walkTo(id, 'confirm-import');
  expect(asked.findings.filter(({ outcome }) => outcome === 'unknown').length).toBeGreaterThan(3);
  const ask = { buildId: id, name: 'Contoso W11 as it is', version: '1.0.0' };
  const importNow = (acceptUnknown: boolean) => story.commands().importImage(story.actor, { ...ask, acceptUnknown });
  expect(codesOf(await importNow(false))).toEqual(['unknown-not-accepted']);
  take(await importNow(true));
  const build = await story.walkTo(id, 'done');
  expect(build.ended?.outcome).toBe('ready');
  expect((await story.town.app.store.listPassports())[0]?.accepted.length).toBeGreaterThan(3);
}, 90_000);

test.each([
  [
    'a Generation 1 machine',
    { ...ONES_OWN, source: { kind: 'machine', machineId: machineId('vm-legacy-gen1') } },
    'source-refused',
  ],
  [
    'a Generation 1 image',
    { source: { kind: 'image', imageId: imageId('W11-Lab-generation-1') }, machine: null, capture: null },
    'source-refused',
  ],
  [
    'a name that is taken',
    {
      capture: { route: 'managed', name: 'W11-Golden-2026-08' },
      place: { ...MARKET.place, resourceGroup: 'rg-golden-images' },
    },
    'capture-name-taken',
  ],
  [
    'a definition that is not there',
    {
      capture: { route: 'gallery', gallery: 'galGoldenImages', definition: 'none', version: '1.0.0' },
      place: { ...MARKET.place, resourceGroup: 'rg-golden-images' },
    },
    'definition-missing',
  ],
  [
    'a definition that does not fit',
    {
      capture: { route: 'gallery', gallery: 'galGoldenImages', definition: 'W11-Standard', version: '1.0.0' },
      place: { ...MARKET.place, resourceGroup: 'rg-golden-images' },
    },
    'definition-unfit',
  ],
] as const)(
  '%s is refused before anything is made or paid for',
  async (_what, change, code) => {
    story = await openBuildTown();
    const id = await story.begin(change as never);
    const build = await story.walkTo(id, 'customise', 'confirm-import');
    expect([build.step, build.trouble?.why.code, build.trouble?.isFinal]).toEqual(['check-source', code, true]);
    expect(story.town.tenant.azure.history.filter(({ act }) => act === 'created')).toEqual([]);
    expect(story.admin.lastMessage().content.length).toBeGreaterThan(100);
  },
  60_000,
);

test('a multi-session Windows is found out by the inspection, before any copy is made', async () => {
  story = await openBuildTown();
  const id = await story.begin({ ...ONES_OWN, source: { kind: 'machine', machineId: machineId('vm-multisession') } });
  await story.walkTo(id, 'customise');
  take(await story.commands().customised(story.actor, id));
  const build = await story.walkTo(id, 'customise', 'confirm-seal');
  expect(build.step).toBe('customise');
  expect(build.findings.find(({ ruleId }) => ruleId === 'single-session')?.outcome).toBe('fail');
  expect(story.standing(id)).toEqual([]);
}, 60_000);

test('a package that would break sysprep is found by the inspection, and removed before anything is sealed', async () => {
  story = await openBuildTown();
  const id = await story.begin();
  await story.walkTo(id, 'customise');
  take(await story.commands().runScript(story.actor, id, 'winget install Contoso.Tool'));
  await story.walkTo(id, 'customise');
  take(await story.commands().inspect(story.actor, id));
  const seen = await story.walkTo(id, 'customise');
  expect(seen.inspection?.packages.length).toBeGreaterThan(0);
  const build = await story.finish(id);
  expectOneOfEach(story, build);
}, 120_000);
