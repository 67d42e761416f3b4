import { afterEach, expect, test } from '@jest/globals';
import type { BuildStep } from '../../src/domain/build/build.ts';
import { namesOf } from '../../src/domain/build/naming.ts';
import { codesOf, expectOneOfEach, machineId, MARKET, openBuildTown, take } from '../support/build-town.ts';
import type { BuildTown } from '../support/build-town.ts';

let story: BuildTown;
afterEach(() => story.close(), 60_000);

const OPERATIONS = ['arm-create', 'arm-action', 'arm-run', 'arm-delete', 'arm-read', 'image-create'] as const;

test.each(['429', '503', 'drop-after-effect', '504-after-effect'] as const)(
  'every kind of call to the clouds meets %s once, and the build still ends with one of everything',
  async (kind) => {
    story = await openBuildTown();
    const id = await story.begin();
    for (const operation of OPERATIONS.filter((one) => kind !== 'drop-after-effect' || one !== 'arm-read'))
      story.town.tenant.faults.next(operation, kind);
    expectOneOfEach(story, await story.finish(id));
  },
  120_000,
);

test('through a storm of throttling and lost answers the build ends with one of everything', async () => {
  story = await openBuildTown();
  const id = await story.begin();
  story.town.tenant.faults.setRates({ '429': 0.05, '503': 0.05, 'drop-after-effect': 0.05, '504-after-effect': 0.05 });
  for (let tries = 0; tries < 6; tries += 1) {
    const build = await story.walkTo(id, 'customise');
    if (build.step === 'customise' && !build.trouble?.isFinal) break;
    take(await story.commands().retryBuild(story.actor, id));
  }
  story.town.tenant.faults.setRates({});
  expectOneOfEach(story, await story.finish(id));
}, 180_000);

test.each([
  ['machine', 'create-machine', /virtualMachines\/rpv-\w+-m$/],
  ['snapshot', 'snapshot', /snapshots\//],
  ['disk', 'copy', /disks\//],
  ['image', 'capture', /\/images\//],
] as const)(
  'an operation of Azure that fails (%s) is told with its code, and tried again on a click',
  async (_what, step, pathPattern) => {
    story = await openBuildTown();
    story.town.tenant.faults.nextOperation({
      method: 'PUT',
      pathPattern,
      code: 'AllocationFailed',
      message: 'No room.',
    });
    const id = await story.begin();
    if (step !== 'create-machine') await story.sealIt(id);
    const stopped = await story.walkTo(id, 'customise', 'confirm-import');
    expect([stopped.step, stopped.trouble?.why.code]).toEqual([step, 'azure-refused']);
    // Only machines keep Azure's own code; of the others it says no more than that they failed.
    expect(stopped.trouble?.why.facts['code']).toContain(step === 'create-machine' ? 'AllocationFailed' : 'Failed');
    take(await story.commands().retryBuild(story.actor, id));
    if (step === 'create-machine') await story.sealIt(id);
    await story.importIt(id);
    expectOneOfEach(story, await story.walkTo(id, 'done'));
  },
  120_000,
);

test('an upload that fails is explained, and sent again on a click', async () => {
  story = await openBuildTown();
  story.town.tenant.faults.nextImport('fail-internal');
  const id = await story.begin();
  await story.sealIt(id);
  await story.importIt(id);
  const failed = await story.walkTo(id, 'done');
  expect([failed.step, failed.importing?.errorCode]).toEqual(['import', 'internalServerError']);
  take(await story.commands().retryBuild(story.actor, id));
  expectOneOfEach(story, await story.walkTo(id, 'done'));
}, 120_000);

test.each([
  ['appx', 'appx-package', 'back'],
  ['bitlocker', 'bitlocker', 'again'],
  ['hang', 'hang', 'again'],
] as const)(
  'a sysprep that ends in %s is named (%s), and after “%s” a fresh copy succeeds',
  async (nextSysprep, code, way) => {
    story = await openBuildTown();
    const id = await story.begin();
    await story.walkTo(id, 'customise');
    const disk = story.town.tenant.azure.list('disk').find(({ name }) => name === namesOf(id).machineDisk);
    if (!disk?.guest) throw new Error('the machine has no Windows');
    disk.guest.nextSysprep = nextSysprep;
    await story.sealIt(id);
    const failed = await story.walkTo(id, 'sysprep-failed');
    expect([failed.step, failed.diagnosis?.code]).toEqual(['sysprep-failed', code]);
    disk.guest.nextSysprep = 'as-it-is';
    if (way === 'back') {
      take(await story.commands().backToMachine(story.actor, id));
      const back = await story.walkTo(id, 'customise');
      expect([back.step, back.machine?.power]).toEqual(['customise', 'running']);
      await story.sealIt(id);
    } else take(await story.commands().retryBuild(story.actor, id));
    await story.importIt(id);
    expectOneOfEach(story, await story.walkTo(id, 'done'));
  },
  120_000,
);

const STEPS: readonly BuildStep[] = [
  'create-machine',
  'customise',
  'copy',
  'sysprep',
  'capture',
  'confirm-import',
  'import',
];

test.each(STEPS)(
  'a build that is given up at %s leaves nothing, in Azure or in Windows 365',
  async (step) => {
    story = await openBuildTown();
    const { azure, deviceImages } = story.town.tenant;
    const before = { resources: azure.resources().length, images: deviceImages.length };
    const id = await story.begin();
    if (step !== 'create-machine') await story.walkTo(id, 'customise');
    if (!['create-machine', 'customise'].includes(step)) await story.sealIt(id);
    if (step === 'import') await story.importIt(id);
    await story.walkTo(id, step);
    take(await story.commands().giveUp(story.actor, { buildId: id, reason: 'not needed' }));
    const build = await story.walkTo(id, 'done');
    expect([build.step, build.ended?.outcome]).toEqual(['done', 'given-up']);
    expect(story.standing(id)).toEqual([]);
    expect({ resources: azure.resources().length, images: deviceImages.length }).toEqual(before);
  },
  120_000,
);

test('two builds at once do not mix: one is given up, the other ends ready', async () => {
  story = await openBuildTown();
  const first = await story.begin();
  const refused = await story.commands().prepare(story.actor, (await story.build(first)).request);
  expect(codesOf(refused)).toEqual(['in-use-by-build']);
  const second = await story.begin({
    capture: { route: 'managed', name: 'W11-second' },
    image: { name: 'Second', version: '1.0.0' },
  });
  await story.sealIt(first);
  await story.sealIt(second);
  take(await story.commands().giveUp(story.actor, { buildId: first, reason: 'the other one is better' }));
  await story.importIt(second);
  expectOneOfEach(story, await story.walkTo(second, 'done'));
  await story.walkTo(first, 'done');
  expect(story.standing(first)).toEqual([]);
}, 120_000);

test('two builds on one machine are refused, and leftovers are what nobody needs', async () => {
  story = await openBuildTown();
  const source = { kind: 'machine', machineId: machineId('vm-golden-master') } as const;
  const own = { source, machine: null, capture: { route: 'managed', name: 'W11-own' } } as const;
  const id = await story.begin(own);
  const twin = await story
    .commands()
    .prepare(story.actor, { ...MARKET, ...own, capture: { route: 'managed', name: 'Other' } });
  expect(codesOf(twin)).toEqual(['in-use-by-build']);
  const market = await story.begin({ place: { ...MARKET.place, resourceGroup: 'rg-golden-images' } });
  await story.walkTo(market, 'customise');
  const left = take(await story.commands().leftovers(story.actor));
  expect(left.items.map(({ because }) => because)).toEqual(['build-unknown', 'build-unknown']);
  const running = story.town.tenant.azure.list('machine').find(({ tags }) => tags['repave-build'] === market);
  expect(codesOf(await story.commands().deleteLeftover(story.actor, running?.id ?? ''))).toEqual(['in-use-by-build']);
  expect(codesOf(await story.commands().deleteLeftover(story.actor, source.machineId))).toEqual(['not-ours']);
  const [orphan] = left.items;
  take(await story.commands().deleteLeftover(story.actor, orphan?.id ?? ''));
  await story.town.runUntil(() => false, 1);
  expect(story.town.tenant.azure.resources().find((one) => one.id === orphan?.id)).toBeUndefined();
  expect(story.standing(id)).toEqual([]);
}, 90_000);
