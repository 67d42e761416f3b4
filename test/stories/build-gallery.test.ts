import { afterEach, expect, test } from '@jest/globals';
import { MARKET, openBuildTown, take } from '../support/build-town.ts';
import type { BuildTown } from '../support/build-town.ts';

let story: BuildTown;
afterEach(() => story.close(), 60_000);

const GALLERY = {
  place: { ...MARKET.place, resourceGroup: 'rg-golden-images' },
  capture: { route: 'gallery', gallery: 'galGoldenImages', definition: 'W11-Golden', version: '2026.11.1' },
} as const;

test('by way of the gallery the machine is of Trusted Launch, the version is replicated, and Windows 365 imports it', async () => {
  story = await openBuildTown();
  const id = await story.begin(GALLERY);
  const machine = await story.walkTo(id, 'customise');
  expect(machine.machine?.securityType).toBe('TrustedLaunch');
  await story.sealIt(id);
  const percents = new Set<number | null>();
  await story.town.runUntil(async () => {
    const { step, percent } = await story.build(id);
    if (step === 'capture') percents.add(percent);
    return step === 'confirm-import';
  }, 6);
  expect(percents.size).toBeGreaterThan(2);
  await story.importIt(id);
  const build = await story.walkTo(id, 'done');
  expect(build.ended?.outcome).toBe('ready');
  expect(story.standing(id)).toEqual(['gallery-version 2026.11.1']);
  expect(story.breaches).toEqual([]);
  const own = story.town.tenant.deviceImages.find(({ displayName }) => displayName === MARKET.image.name);
  expect([own?.status, own?.sourceImageResourceId.endsWith('/versions/2026.11.1')]).toEqual(['ready', true]);
}, 120_000);

test('what Windows 365 may not read is said before the import, and imported once it may', async () => {
  story = await openBuildTown();
  const { azureAccess } = story.town.tenant;
  azureAccess.windows365CanRead = false;
  const id = await story.begin(GALLERY);
  await story.sealIt(id);
  const asked = await story.walkTo(id, 'confirm-import');
  expect(asked.importFacts?.visible).toBe(false);
  const ask = { buildId: id, ...MARKET.image, acceptUnknown: true };
  const refused = await story.commands().importImage(story.actor, ask);
  expect(refused.ok ? [] : refused.refusals.map(({ code }) => code)).toContain('not-visible');
  azureAccess.windows365CanRead = true;
  await story.town.runUntil(async () => (await story.build(id)).importFacts?.visible === true, 1);
  take(await story.commands().importImage(story.actor, ask));
  expect((await story.walkTo(id, 'done')).ended?.outcome).toBe('ready');
}, 120_000);
