import { expect, test } from '@jest/globals';
import { findImageById, listAzureImages } from '../../src/sandbox/world/azure-images.ts';
import { isGeneralized } from '../../src/sandbox/world/windows-guest.ts';
import {
  codesOf,
  COMPUTE,
  copyBody,
  dig,
  GALLERY,
  GOLDEN,
  GROUP,
  imageBody,
  MACHINE,
  machineBody,
  runBody,
  STANDARD,
  SYSPREP,
  TRUSTED,
  versionBody,
  volumeBody,
  withAzure,
  type AzureTest,
} from './arm-world.ts';

const MASTER = `${GOLDEN}${COMPUTE}/virtualMachines/vm-golden-master`;
const MASTER_DISK = `${GOLDEN}${COMPUTE}/disks/vm-golden-master-os`;
const SNAPSHOT = `${GROUP}${COMPUTE}/snapshots/s1`;
const DISK = `${GROUP}${COMPUTE}/disks/c1-os`;
const COPY = `${GROUP}${COMPUTE}/virtualMachines/c1`;
const IMAGE = `${GROUP}${COMPUTE}/images/W11-2026-09`;
const VERSION = `${GALLERY}/images/W11-Golden/versions/2026.9.0`;

async function copyMachine({ done }: AzureTest): Promise<void> {
  await done('PUT', SNAPSHOT, volumeBody(MASTER_DISK));
  await done('PUT', DISK, volumeBody(SNAPSHOT));
  await done('PUT', COPY, copyBody(DISK));
}

async function seal({ done, send, pass }: AzureTest, machine: string): Promise<void> {
  await send('PUT', `${machine}/runCommands/sysprep`, runBody(SYSPREP, { asyncExecution: true }));
  pass(15);
  await done('POST', `${machine}/deallocate`);
  await done('POST', `${machine}/generalize`);
}

test('a copy made over a snapshot and a disk has the Windows of that moment, and is sealed without the master', () =>
  withAzure(async (azure) => {
    const { send, pass, guestOf, tenant } = azure;
    guestOf(MASTER).startMenuApps = 77;
    const begun = await send('PUT', SNAPSHOT, volumeBody(MASTER_DISK));
    expect([begun.status, dig(begun.body, 'properties', 'provisioningState')]).toEqual([202, 'Creating']);
    guestOf(MASTER).startMenuApps = 78;
    expect((await send('PUT', DISK, volumeBody(SNAPSHOT))).status).toBe(409);
    pass(4);
    await copyMachine(azure);
    expect(guestOf(COPY)).toMatchObject({ startMenuApps: 77, computerName: guestOf(MASTER).computerName });
    await seal(azure, COPY);
    expect([isGeneralized(guestOf(COPY)), isGeneralized(guestOf(MASTER))]).toEqual([true, false]);
    expect(codesOf(await send('GET', `${MASTER}/instanceView`))).toContain('PowerState/running');
    const copy = await send('GET', DISK);
    expect(dig(copy.body, 'managedBy')).toBe(COPY);
    expect(dig(copy.body, 'properties', 'hyperVGeneration')).toBe('V2');
    expect(tenant.azure.history.filter(({ kind, act }) => kind === 'machine' && act === 'created')).toHaveLength(1);
  }));

test('a managed image of a sealed copy takes minutes, holds its Windows, and outlives the copy', () =>
  withAzure(async (azure) => {
    const { send, pass, done, tenant } = azure;
    await copyMachine(azure);
    await seal(azure, COPY);
    const begun = await send('PUT', IMAGE, imageBody(COPY));
    expect([begun.status, dig(begun.body, 'properties', 'provisioningState')]).toEqual([201, 'Creating']);
    expect(findImageById(tenant, IMAGE)).toMatchObject({ state: 'Creating' });
    expect((await send('POST', `${COPY}/deallocate`)).status).toBe(409);
    pass(9);
    expect((await send('PUT', IMAGE, imageBody(COPY))).status).toBe(200);
    await done('DELETE', COPY);
    await done('DELETE', SNAPSHOT);
    const image = findImageById(tenant, IMAGE.toUpperCase());
    expect(image).toMatchObject({ state: 'Succeeded', generation: 'V2', osState: 'Generalized', diskGb: 127 });
    expect(image?.guest && isGeneralized(image.guest)).toBe(true);
    const seen = await send('GET', IMAGE);
    expect(dig(seen.body, 'properties', 'storageProfile', 'osDisk', 'osState')).toBe('Generalized');
    const standing = tenant.azure.resources().filter(({ group }) => group === 'rg-image-build');
    expect(standing.map(({ kind }) => kind)).toEqual(['image']);
    expect(tenant.azure.history.filter(({ act }) => act === 'captured')).toMatchObject([{ id: COPY, detail: IMAGE }]);
  }));

test('an image for which nobody names a generation is of the first', () =>
  withAzure(async (azure) => {
    await copyMachine(azure);
    await seal(azure, COPY);
    const body = { location: 'westeurope', properties: { sourceVirtualMachine: { id: COPY } } };
    expect(dig((await azure.send('PUT', IMAGE, body)).body, 'properties', 'hyperVGeneration')).toBe('V1');
  }));

test('a gallery version of a sealed Trusted Launch machine tells how far it is replicated', () =>
  withAzure(async (azure) => {
    const { send, done, pass, tenant } = azure;
    await done('PUT', MACHINE, machineBody({ securityProfile: TRUSTED }));
    await seal(azure, MACHINE);
    expect((await send('PUT', VERSION, versionBody(MACHINE))).status).toBe(201);
    pass(10);
    const half = await send('GET', `${VERSION}?$expand=ReplicationStatus`);
    expect(dig(half.body, 'properties', 'replicationStatus', 'aggregatedState')).toBe('InProgress');
    const progress = dig(half.body, 'properties', 'replicationStatus', 'summary', 0, 'progress');
    expect([Number(progress) > 20, Number(progress) < 60]).toEqual([true, true]);
    pass(31);
    const whole = await send('GET', `${VERSION}?$expand=ReplicationStatus`);
    expect(dig(whole.body, 'properties', 'replicationStatus', 'summary', 0)).toMatchObject({ progress: 100 });
    expect(dig(whole.body, 'tags')).toEqual({ 'repave-build': 'build-1' });
    expect(findImageById(tenant, VERSION)).toMatchObject({ kind: 'gallery', securityType: 'TrustedLaunch' });
    await done('DELETE', VERSION);
    expect((await send('GET', VERSION)).status).toBe(404);
  }));

test('a managed image can be put into a gallery', () =>
  withAzure(async (azure) => {
    await copyMachine(azure);
    await seal(azure, COPY);
    await azure.done('PUT', IMAGE, imageBody(COPY));
    const version = `${GALLERY}/images/W11-Standard/versions/1.0.0`;
    const properties = { storageProfile: { source: { id: IMAGE } } };
    await azure.done('PUT', version, { location: 'West Europe', properties });
    const { body } = await azure.send('GET', version);
    expect(dig(body, 'properties', 'storageProfile', 'source')).toEqual({ id: IMAGE });
    expect(listAzureImages(azure.tenant).at(-1)).toMatchObject({ kind: 'gallery', state: 'Succeeded' });
  }));

test('a gallery and a definition of it can be made and listed', () =>
  withAzure(async ({ send, done }) => {
    const gallery = `${GROUP}${COMPUTE}/galleries/galBuild`;
    await done('PUT', gallery, { location: 'westeurope' });
    const identifier = { publisher: 'Contoso', offer: 'Workplace', sku: 'New' };
    const properties = { osType: 'Windows', osState: 'Generalized', hyperVGeneration: 'V2', identifier };
    await done('PUT', `${gallery}/images/W11-New`, { location: 'westeurope', properties });
    const { body } = await send('GET', `${gallery}/images`);
    expect(dig(body, 'value', 0, 'properties', 'features', 0, 'value')).toBe('TrustedLaunchSupported');
    expect((await send('GET', `${GROUP}${COMPUTE}/galleries`)).body).toMatchObject({ value: [{ name: 'galBuild' }] });
    await done('DELETE', `${gallery}/images/W11-New`);
    expect((await send('GET', `${gallery}/images`)).body).toEqual({ value: [] });
  }));

test('a machine may be kept: it is sealed only in the copy, by Standard security alone', () =>
  withAzure(async ({ send, done }) => {
    await done('PUT', MACHINE, machineBody({ securityProfile: STANDARD }));
    await done('PUT', SNAPSHOT, volumeBody(`${GROUP}${COMPUTE}/disks/vm-one-os`));
    await done('PUT', DISK, volumeBody(SNAPSHOT));
    const other = await send('PUT', COPY, copyBody(DISK, TRUSTED));
    expect([other.status, dig(other.body, 'error', 'code')]).toEqual([400, 'InvalidParameter']);
    expect((await send('PUT', COPY, copyBody(DISK))).status).toBe(201);
  }));

test('leftovers of a build that is gone stand in the lists with their tag', () =>
  withAzure(async ({ send }) => {
    const disks = await send('GET', `${GOLDEN}${COMPUTE}/disks`);
    const nics = await send('GET', `${GOLDEN}/providers/Microsoft.Network/networkInterfaces`);
    const tagged = [disks, nics].flatMap(({ body }) =>
      (dig(body, 'value') as { name: string; tags: Record<string, string> }[])
        .filter(({ tags }) => tags['repave-build'] === 'gone-build')
        .map(({ name }) => name),
    );
    expect(tagged).toEqual(['rpv-gone-m-os', 'rpv-gone-m-nic']);
  }));
