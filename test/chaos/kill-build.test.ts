import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Build, BuildStep } from '../../src/domain/build/build.ts';
import type { Result } from '../../src/domain/refusal.ts';
import { PERSONA_ADMIN } from '../../src/sandbox/ids.ts';
import type { MarketLine } from '../../src/workflow/commands-build-api.ts';
import { expectOneOfEach, MARKET, take } from '../support/build-town.ts';
import { openKillTown } from '../support/kill-town.ts';
import type { KillTown } from '../support/kill-town.ts';

let town: KillTown;
beforeEach(async () => {
  town = await openKillTown({ cloudPcs: 5 });
  await town.servers.teams.installForAll();
}, 120_000);
afterEach(() => town.close(), 120_000);

const ADMIN = { id: PERSONA_ADMIN, name: 'Ingrid Solberg' };
const HOURS = 30;

async function act<T>(name: string, ...args: readonly unknown[]): Promise<T> {
  return take((await town.repave.act(name, ADMIN, ...args)) as Result<T>);
}

async function begin(): Promise<string> {
  const { subscriptionId, region } = MARKET.place;
  const lines = await act<readonly MarketLine[]>('searchMarketplace', {
    subscriptionId,
    region,
    text: 'windows-ent-cpc',
  });
  const version = lines.find(({ sku }) => sku === 'win11-25h2-ent-cpc')?.version ?? '';
  const { buildId } = await act<{ buildId: string }>('prepare', { ...MARKET, source: { ...MARKET.source, version } });
  return buildId;
}

async function readBuild(): Promise<Build> {
  const [build] = (await town.repave.read()).builds;
  if (!build) throw new Error('there is no build');
  return build;
}

async function walkTo(...steps: readonly BuildStep[]): Promise<Build> {
  await town.runUntil(async () => {
    const { step, guest, sealWanted, importFacts, trouble } = await readBuild();
    const isBusy = guest !== null || sealWanted !== null || (step === 'confirm-import' && importFacts === null);
    return trouble?.isFinal === true || (steps.includes(step) && !isBusy);
  }, HOURS);
  const build = await readBuild();
  expect([build.trouble, steps.includes(build.step)]).toEqual([null, true]);
  return build;
}

const PUT_MACHINE = { method: 'PUT', path: /virtualMachines\/rpv-\w+-m\?/ } as const;
const SCRIPT = { method: 'PUT', path: /runCommands\/repave-\w+-1\?/ } as const;
const SEALING = [
  { method: 'POST', path: /-m\/deallocate/ },
  { method: 'PUT', path: /\/snapshots\// },
  { method: 'PUT', path: /\/disks\// },
  { method: 'PUT', path: /virtualMachines\/rpv-\w+-c1\?/ },
  { method: 'PUT', path: /runCommands\/repave-sysprep\?/ },
  { method: 'POST', path: /-c1\/deallocate/ },
  { method: 'POST', path: /\/generalize/ },
  { method: 'PUT', path: /\/images\// },
] as const;
const IMPORT = { method: 'POST', path: /\/deviceImages$/ } as const;
const REMOVALS = [
  { method: 'DELETE', path: /virtualMachines\/rpv-\w+-c1\?/ },
  { method: 'DELETE', path: /\/snapshots\// },
] as const;

test.each(['before-effect', 'after-effect'] as const)(
  'killed at every order that a build gives (%s), it ends with one image, one device image, and nothing orphaned',
  async (when) => {
    const buildId = await begin();
    await town.killAt(town.arm.hold({ ...PUT_MACHINE, when }), HOURS);
    await walkTo('customise');
    await act('customised', buildId);
    await town.killAt(town.arm.hold({ ...SCRIPT, when }), HOURS);
    const { revision } = await walkTo('confirm-seal');
    await act('seal', { buildId, revision });
    for (const rule of SEALING) await town.killAt(town.arm.hold({ ...rule, when }), HOURS);
    await walkTo('confirm-import');
    await act('importImage', { buildId, ...MARKET.image, acceptUnknown: true });
    await town.killAt(town.graph.hold({ ...IMPORT, when }), HOURS);
    for (const rule of REMOVALS) await town.killAt(town.arm.hold({ ...rule, when }), HOURS);
    expectOneOfEach({ town }, await walkTo('done'));
    const machines = town.tenant.azure.history.filter(
      ({ act: done, kind }) => done === 'created' && kind === 'machine',
    );
    expect(machines).toHaveLength(2);
    expect(town.tenant.azure.history.filter(({ act: done }) => done === 'captured')).toHaveLength(1);
  },
  300_000,
);

test('killed in the middle of what takes long, a build that is given up leaves nothing', async () => {
  const buildId = await begin();
  for (const skip of [2, 5])
    await town.killAt(town.arm.hold({ method: 'GET', path: /virtualMachines/, when: 'after-effect', skip }), HOURS);
  await walkTo('customise');
  await act('giveUp', { buildId, reason: 'not needed' });
  await town.killAt(town.arm.hold({ method: 'DELETE', path: /virtualMachines/, when: 'after-effect' }), HOURS);
  await walkTo('done');
  expect(town.tenant.azure.resources().filter(({ tags }) => tags['repave-build'] === buildId)).toEqual([]);
}, 200_000);
