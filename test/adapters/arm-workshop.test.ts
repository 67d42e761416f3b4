import { expect, test } from '@jest/globals';
import { namesOf } from '../../src/domain/build/naming.ts';
import type { ResourceKind, ResourceRef } from '../../src/domain/build/resources.ts';
import type { MachineOrder, Workshop } from '../../src/workflow/ports-images.ts';
import { BUILD, contractProblems, OFFER, openWorkshop, PLACE, SUBNET } from './arm-sandbox.ts';

const NAMES = namesOf(BUILD);
const { subscriptionId, resourceGroup } = PLACE;

function refTo(kind: ResourceKind, name: string): ResourceRef {
  return { kind, subscriptionId, resourceGroup, name };
}

const MACHINE = refTo('machine', NAMES.machine);
const COPY = refTo('machine', NAMES.copy(1));

async function orderFor(workshop: Workshop, securityType: MachineOrder['securityType']): Promise<MachineOrder> {
  const [version = ''] = await workshop.listVersions({ ...PLACE, ...OFFER });
  return {
    ...{ place: PLACE, name: NAMES.machine, buildId: BUILD, source: { ...OFFER, version }, securityType },
    spec: { size: 'Standard_D4s_v5', subnetId: SUBNET, publicIp: true },
    ...{ diskName: NAMES.machineDisk, nicName: NAMES.machineNic, ipName: NAMES.machineIp },
    ...{ userName: 'builder', password: 'Very-secret-0' },
  };
}

async function makeMachine(
  { workshop, pass }: Awaited<ReturnType<typeof openWorkshop>>,
  securityType: MachineOrder['securityType'] = 'Standard',
) {
  await workshop.createMachine(await orderFor(workshop, securityType));
  pass(30);
  return workshop.lookAtMachine(MACHINE);
}

/** Snapshot, disk and machine from it: the copy that is sealed. */
async function makeCopy(
  { workshop, pass }: Awaited<ReturnType<typeof openWorkshop>>,
  osDiskId: string,
  securityType: MachineOrder['securityType'],
) {
  const made = { place: PLACE, buildId: BUILD };
  await workshop.createSnapshot({ ...made, name: NAMES.snapshot(1), sourceDiskId: osDiskId });
  pass(30);
  const snapshot = await workshop.look(refTo('snapshot', NAMES.snapshot(1)));
  await workshop.createDisk({ ...made, name: NAMES.copyDisk(1), snapshotId: snapshot.id });
  pass(30);
  const disk = await workshop.look(refTo('disk', NAMES.copyDisk(1)));
  await workshop.createCopyMachine({
    ...{ ...made, name: NAMES.copy(1), diskId: disk.id, nicName: NAMES.copyNic(1), subnetId: SUBNET },
    ...{ size: 'Standard_D4s_v5', securityType },
  });
  pass(30);
  expect([snapshot, disk]).toMatchObject([
    { state: 'ready', buildId: BUILD },
    { state: 'ready', buildId: BUILD },
  ]);
  return workshop.lookAtMachine(COPY);
}

test('a machine is ordered and made by Azure afterwards, with everything that goes when it goes', async () => {
  await using sandbox = await openWorkshop();
  const { workshop } = sandbox;
  expect(await workshop.lookAtMachine(MACHINE)).toMatchObject({ state: 'absent', power: 'unknown' });
  await workshop.createMachine(await orderFor(workshop, 'Standard'));
  expect((await workshop.lookAtMachine(MACHINE)).state).toBe('working');
  sandbox.pass(30);
  expect(await workshop.lookAtMachine(MACHINE)).toMatchObject({
    ...{ state: 'ready', buildId: BUILD, power: 'running', agentReady: true, generalized: false },
    ...{ generation: 'V2', securityType: 'Standard', osType: 'Windows', dataDisks: 0, diskEncryptionSet: false },
    ...{ size: 'Standard_D4s_v5', region: 'westeurope', adminName: 'builder', hasPlan: false },
    madeFrom: { publisher: OFFER.publisher, offer: OFFER.offer, sku: OFFER.sku },
  });
  const [put] = sandbox.requests('PUT');
  expect(put?.requestHeaders['if-none-match']).toBe('*');
  expect(put?.requestBody).toMatchObject({
    tags: { 'repave-build': BUILD },
    properties: {
      licenseType: 'Windows_Client',
      securityProfile: { securityType: 'Standard' },
      storageProfile: { osDisk: { deleteOption: 'Delete' } },
      networkProfile: {
        networkInterfaceConfigurations: [
          {
            tags: { 'repave-build': BUILD },
            properties: {
              deleteOption: 'Delete',
              ipConfigurations: [
                { properties: { publicIPAddressConfiguration: { properties: { deleteOption: 'Delete' } } } },
              ],
            },
          },
        ],
      },
    },
  });
  expect(JSON.stringify(put?.requestBody)).not.toContain('uefiSettings');
  expect(contractProblems(sandbox.servers)).toEqual([]);
});

test('ordering a machine that exists changes nothing and is no trouble', async () => {
  await using sandbox = await openWorkshop();
  await makeMachine(sandbox);
  await sandbox.workshop.createMachine(await orderFor(sandbox.workshop, 'Standard'));
  expect(sandbox.requests('PUT').map(({ status }) => status)).toEqual([201, 412]);
});

test('a machine tells its addresses and its subnet', async () => {
  await using sandbox = await openWorkshop();
  const machine = await makeMachine(sandbox);
  const addresses = await sandbox.workshop.readAddresses(machine);
  expect(addresses.subnetId?.toLowerCase()).toBe(SUBNET.toLowerCase());
  expect(addresses.privateIp).toMatch(/^10\.20\./);
  expect(addresses.publicIp).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
  expect(await sandbox.workshop.readAddresses({ ...machine, nicIds: [] })).toEqual({
    ...{ privateIp: null, publicIp: null, subnetId: null },
  });
});

test.each(['Standard', 'TrustedLaunch'] as const)('the copy of a machine is of its security type: %s', async (type) => {
  await using sandbox = await openWorkshop();
  const machine = await makeMachine(sandbox, type);
  expect(machine.securityType).toBe(type);
  const copy = await makeCopy(sandbox, machine.osDiskId, type);
  expect(copy).toMatchObject({ state: 'ready', securityType: type, generation: 'V2', adminName: null, buildId: BUILD });
  expect(contractProblems(sandbox.servers)).toEqual([]);
});

test('what runs inside a machine is started, looked at and removed by name', async () => {
  await using sandbox = await openWorkshop();
  const { workshop } = sandbox;
  await makeMachine(sandbox);
  expect((await workshop.lookAtGuest(MACHINE, 'repave-1')).state).toBe('absent');
  await workshop.startGuest(MACHINE, {
    ...{ name: 'repave-1', region: 'westeurope', script: "Write-Output 'hello'", timeoutMinutes: 10, detached: false },
    ...{ parameters: { Mode: 'plain' }, secretParameters: { Secret: 'Very-secret-1' } },
  });
  expect((await workshop.lookAtGuest(MACHINE, 'repave-1')).state).toBe('running');
  sandbox.pass(15);
  const seen = await workshop.lookAtGuest(MACHINE, 'repave-1');
  expect(['succeeded', 'failed', 'timed-out']).toContain(seen.state);
  expect(JSON.stringify(seen)).not.toContain('Very-secret-1');
  const put = sandbox.requests('PUT').find(({ url }) => url.includes('/runCommands/'));
  expect(put?.requestBody).toMatchObject({
    properties: {
      ...{ asyncExecution: false, timeoutInSeconds: 600, treatFailureAsDeploymentFailure: false },
      protectedParameters: [{ name: 'Secret', value: 'Very-secret-1' }],
    },
  });
  await workshop.removeGuest(MACHINE, 'repave-1');
  await workshop.removeGuest(MACHINE, 'repave-1');
  expect((await workshop.lookAtGuest(MACHINE, 'repave-1')).state).toBe('absent');
});

async function seal(sandbox: Awaited<ReturnType<typeof openWorkshop>>, ref: ResourceRef) {
  await sandbox.workshop.deallocate(ref);
  sandbox.pass(10);
  expect((await sandbox.workshop.lookAtMachine(ref)).power).toBe('deallocated');
  await sandbox.workshop.generalize(ref);
  expect((await sandbox.workshop.lookAtMachine(ref)).generalized).toBe(true);
}

test.each([
  ['Standard', { route: 'managed', name: 'img-test' }],
  ['TrustedLaunch', { route: 'gallery', gallery: 'galGoldenImages', definition: 'W11-Golden', version: '2026.11.0' }],
] as const)('a generalized %s machine is captured, and its image looked at', async (type, target) => {
  await using sandbox = await openWorkshop();
  const { workshop, pass } = sandbox;
  const machine = await makeMachine(sandbox, type);
  await seal(sandbox, MACHINE);
  const order = { place: PLACE, target, machineId: machine.id, buildId: BUILD, generation: 'V2' } as const;
  expect((await workshop.readCapture(PLACE, target)).state).toBe('absent');
  await workshop.capture(order);
  expect((await workshop.readCapture(PLACE, target)).state).toBe('working');
  pass(600);
  const seen = await workshop.readCapture(PLACE, target);
  expect(seen).toMatchObject({ state: 'ready', buildId: BUILD });
  const source = await workshop.readSource({ kind: 'image', imageId: seen.id }, PLACE);
  expect(source).toMatchObject({
    found: true,
    facts: { generation: 'V2', osState: 'Generalized', osType: 'Windows', architecture: 'x64', securityType: type },
  });
  expect(contractProblems(sandbox.servers)).toEqual([]);
});

test('a machine takes its disk, network card and address along', async () => {
  await using sandbox = await openWorkshop();
  const { workshop, pass } = sandbox;
  await makeMachine(sandbox);
  const parts = [refTo('disk', NAMES.machineDisk), refTo('nic', NAMES.machineNic), refTo('public-ip', NAMES.machineIp)];
  const statesOf = async () => (await Promise.all(parts.map((ref) => workshop.look(ref)))).map(({ state }) => state);
  expect(await statesOf()).toEqual(['ready', 'ready', 'ready']);
  await workshop.remove(MACHINE);
  pass(30);
  expect(await statesOf()).toEqual(['absent', 'absent', 'absent']);
  for (const ref of [MACHINE, ...parts]) await workshop.remove(ref);
});

test.each(['disk', 'snapshot', 'image', 'nic', 'public-ip', 'machine'] as const)(
  'removing a %s that is gone is fine',
  async (kind) => {
    await using sandbox = await openWorkshop();
    await sandbox.workshop.remove(refTo(kind, 'never-there'));
    expect((await sandbox.workshop.look(refTo(kind, 'never-there'))).state).toBe('absent');
  },
);

test('everything with the tag is found, and nothing else', async () => {
  await using sandbox = await openWorkshop();
  const { workshop } = sandbox;
  const before = await workshop.listTagged(PLACE);
  expect(before.map(({ ref }) => `${ref.kind} ${ref.name}`).toSorted()).toEqual([
    'disk rpv-gone-m-os',
    'nic rpv-gone-m-nic',
  ]);
  const machine = await makeMachine(sandbox);
  await makeCopy(sandbox, machine.osDiskId, 'Standard');
  const ours = (await workshop.listTagged(PLACE)).filter(({ buildId }) => buildId === BUILD);
  expect(ours.map(({ ref }) => ref)).toEqual(
    expect.arrayContaining([
      MACHINE,
      COPY,
      refTo('snapshot', NAMES.snapshot(1)),
      refTo('disk', NAMES.copyDisk(1)),
      refTo('nic', NAMES.machineNic),
      refTo('public-ip', NAMES.machineIp),
    ]),
  );
  expect(ours.find(({ ref }) => ref.kind === 'snapshot')?.createdAt).toMatch(/^2026-11-23T/);
  expect(await workshop.listTagged({ ...PLACE, resourceGroup: 'rg-nowhere' })).toEqual([]);
});
