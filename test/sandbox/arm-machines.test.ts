import { expect, test } from '@jest/globals';
import {
  codesOf,
  COMPUTE,
  dig,
  GROUP,
  imageBody,
  MACHINE,
  machineBody,
  runBody,
  STANDARD,
  SYSPREP,
  TAGS,
  withAzure,
} from './arm-world.ts';

const NETWORK = `${GROUP}/providers/Microsoft.Network`;

test('a machine is created in minutes, with its disk, network card and address, all tagged', () =>
  withAzure(async ({ send, pass, tenant }) => {
    const begun = await send('PUT', MACHINE, machineBody({ securityProfile: STANDARD }), { 'if-none-match': '*' });
    expect(begun.status).toBe(201);
    expect(dig(begun.body, 'properties', 'provisioningState')).toBe('Creating');
    expect(begun.headers.get('azure-asyncoperation')).toContain('/operations/');
    expect(begun.headers.get('retry-after')).toBe('10');
    pass(1);
    expect(codesOf(await send('GET', `${MACHINE}/instanceView`))).toEqual([
      'ProvisioningState/creating',
      'PowerState/starting',
    ]);
    pass(5);
    const seen = await send('GET', `${MACHINE}?$expand=instanceView`);
    expect(codesOf(seen)).toEqual(['ProvisioningState/succeeded', 'PowerState/running']);
    expect(dig(seen.body, 'properties', 'instanceView', 'vmAgent', 'statuses', 0, 'displayStatus')).toBe('Ready');
    expect(JSON.stringify(seen.body)).not.toContain('Correct-horse-1');
    const made = tenant.azure.resources().filter(({ group }) => group === 'rg-image-build');
    expect(made.map(({ kind }) => kind).sort()).toEqual(['disk', 'machine', 'nic', 'public-ip']);
    expect(made.every(({ tags }) => tags['repave-build'] === TAGS['repave-build'])).toBe(true);
    const nic = await send('GET', `${NETWORK}/networkInterfaces/vm-one-nic`);
    expect(dig(nic.body, 'properties', 'ipConfigurations', 0, 'properties', 'privateIPAddress')).toMatch(/^10\.20\./);
    const ip = await send('GET', `${NETWORK}/publicIPAddresses/vm-one-ip`);
    expect(dig(ip.body, 'properties', 'ipAddress')).toMatch(/^203\.0\.113\./);
    expect((await send('POST', `${MACHINE}/retrieveBootDiagnosticsData`)).status).toBe(200);
  }));

test('creating what exists is refused with If-None-Match, and changes only tags without', () =>
  withAzure(async ({ send, done }) => {
    await done('PUT', MACHINE, machineBody());
    expect((await send('PUT', MACHINE, machineBody(), { 'if-none-match': '*' })).status).toBe(412);
    expect((await send('PUT', MACHINE, machineBody())).status).toBe(200);
    expect((await send('PUT', MACHINE, machineBody({ size: 'Standard_D2ds_v5' }))).status).toBe(409);
  }));

test('without a word on security a machine of generation 2 is a Trusted Launch one', () =>
  withAzure(async ({ send }) => {
    const { body } = await send('PUT', MACHINE, machineBody());
    expect(dig(body, 'properties', 'securityProfile')).toEqual({
      securityType: 'TrustedLaunch',
      uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
    });
  }));

test.each([
  ['Delete', []],
  ['Detach', ['disk', 'nic', 'public-ip']],
] as const)('with %s the disk, card and address of a deleted machine leave %j', (deleteOption, left) =>
  withAzure(async ({ send, done, pass, tenant }) => {
    await done('PUT', MACHINE, machineBody({ deleteOption }));
    expect((await send('DELETE', MACHINE)).status).toBe(202);
    expect(dig((await send('GET', MACHINE)).body, 'properties', 'provisioningState')).toBe('Deleting');
    pass(4);
    expect((await send('GET', MACHINE)).status).toBe(404);
    expect((await send('DELETE', MACHINE)).status).toBe(204);
    const standing = tenant.azure.resources().filter(({ group }) => group === 'rg-image-build');
    expect(standing.map(({ kind }) => kind).sort()).toEqual(left);
    expect(tenant.azure.history.filter(({ act, kind }) => act === 'deleted' && kind === 'machine')).toHaveLength(1);
  }),
);

test('what a build left behind can be removed piece by piece, once nothing holds it', () =>
  withAzure(async ({ send, done, pass, tenant }) => {
    await done('PUT', MACHINE, machineBody({ deleteOption: 'Detach' }));
    const pieces = [
      `${GROUP}${COMPUTE}/disks/vm-one-os`,
      `${NETWORK}/networkInterfaces/vm-one-nic`,
      `${NETWORK}/publicIPAddresses/vm-one-ip`,
    ];
    const refused = await Promise.all(pieces.map((piece) => send('DELETE', piece)));
    expect(refused.map(({ body }) => dig(body, 'error', 'code'))).toEqual([
      'OperationNotAllowed',
      'NicInUse',
      'PublicIPAddressCannotBeDeleted',
    ]);
    await done('DELETE', MACHINE);
    for (const piece of pieces) {
      expect((await send('DELETE', piece)).status).toBe(202);
      pass(4);
      expect((await send('GET', piece)).status).toBe(404);
    }
    expect(tenant.azure.resources().filter(({ group }) => group === 'rg-image-build')).toEqual([]);
  }));

test('sysprep switches the machine off, after which it is deallocated, marked, and never starts again', () =>
  withAzure(async ({ send, done, pass, tenant }) => {
    await done('PUT', MACHINE, machineBody({ securityProfile: STANDARD }));
    const begun = await send('PUT', `${MACHINE}/runCommands/sysprep`, runBody(SYSPREP, { asyncExecution: true }));
    expect(begun.status).toBe(201);
    pass(1);
    expect(codesOf(await send('GET', `${MACHINE}/instanceView`))).toContain('PowerState/running');
    pass(10);
    expect(codesOf(await send('GET', `${MACHINE}/instanceView`))).toContain('PowerState/stopped');
    expect((await send('POST', `${MACHINE}/deallocate`)).status).toBe(202);
    expect(codesOf(await send('GET', `${MACHINE}/instanceView`))).toContain('PowerState/deallocating');
    pass(3);
    const marked = await send('POST', `${MACHINE}/generalize`);
    expect([marked.status, marked.body]).toEqual([200, undefined]);
    expect(codesOf(await send('GET', `${MACHINE}/instanceView`))).toEqual([
      'ProvisioningState/succeeded',
      'OSState/generalized',
      'PowerState/deallocated',
    ]);
    const start = await send('POST', `${MACHINE}/start`);
    expect([start.status, dig(start.body, 'error', 'code')]).toEqual([409, 'OperationNotAllowed']);
    expect(tenant.azure.history.map(({ act }) => act)).toEqual(
      expect.arrayContaining(['created', 'ran', 'stopped', 'deallocated', 'generalized']),
    );
  }));

test('one action holds a machine at a time, and a delete goes before it', () =>
  withAzure(async ({ send, done, pass }) => {
    await done('PUT', MACHINE, machineBody());
    const operation = (await send('POST', `${MACHINE}/restart`)).headers.get('azure-asyncoperation') ?? '';
    for (const action of ['start', 'deallocate', 'powerOff', 'generalize']) {
      const { status, body } = await send('POST', `${MACHINE}/${action}`);
      expect([action, status, dig(body, 'error', 'code')]).toEqual([action, 409, 'Conflict']);
    }
    expect((await send('DELETE', MACHINE)).status).toBe(202);
    const state = await send('GET', new URL(operation).pathname);
    expect(dig(state.body, 'error', 'code')).toBe('OperationPreempted');
    pass(4);
    expect((await send('GET', MACHINE)).status).toBe(404);
  }));

test('a machine can be stopped and started, and its Windows remembers what was done to it', () =>
  withAzure(async ({ send, done, guestOf }) => {
    await done('PUT', MACHINE, machineBody());
    guestOf(MACHINE).fslogix = true;
    guestOf(MACHINE).pendingReboot = true;
    for (const action of ['powerOff', 'deallocate', 'start', 'restart']) await done('POST', `${MACHINE}/${action}`);
    expect(codesOf(await send('GET', `${MACHINE}/instanceView`))).toContain('PowerState/running');
    expect(guestOf(MACHINE)).toMatchObject({ fslogix: true, pendingReboot: false });
  }));

test('a machine from an image that was not sealed never comes up', () =>
  withAzure(async ({ send, done, pass }) => {
    await done('PUT', MACHINE, machineBody({ securityProfile: STANDARD }));
    await done('POST', `${MACHINE}/deallocate`);
    await done('POST', `${MACHINE}/generalize`);
    const image = `${GROUP}${COMPUTE}/images/bad`;
    await done('PUT', image, imageBody(MACHINE));
    const body = machineBody({ securityProfile: STANDARD }) as { properties: { storageProfile: unknown } };
    body.properties.storageProfile = { imageReference: { id: image }, osDisk: { createOption: 'FromImage' } };
    Object.assign(body.properties, { networkProfile: { networkInterfaces: [] } });
    const clone = `${GROUP}${COMPUTE}/virtualMachines/vm-clone`;
    await send('PUT', clone, body);
    pass(5);
    const seen = await send('GET', `${clone}/instanceView`);
    expect(codesOf(seen)[0]).toBe('ProvisioningState/failed/OSProvisioningTimedOut');
  }));
