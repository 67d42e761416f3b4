import { expect, test } from '@jest/globals';
import {
  CONNECTION_ID,
  CURRENT_IMAGE_ID,
  ENGINEERING_POLICY_ID,
  EXPIRING_IMAGE_ID,
  FAILED_IMAGE_ID,
  NEW_IMAGE_ID,
  PENDING_IMAGE_ID,
} from '../../src/sandbox/ids.ts';
import { managedImageId } from '../../src/sandbox/world/images.ts';
import { MONDAY, withSandbox, type OpenSandbox } from '../support/sandbox.ts';

const ROOT = 'deviceManagement/virtualEndpoint';
const POLICY = `v1.0/${ROOT}/provisioningPolicies/${ENGINEERING_POLICY_ID}`;
const PREFER = { prefer: 'include-unknown-enum-members' };

function patch({ graph }: OpenSandbox, body: unknown) {
  return graph(POLICY, { method: 'PATCH', body });
}

test('a policy takes a new image, and the Cloud PCs that exist stay as they are', async () => {
  await withSandbox(async (sandbox) => {
    const body = { imageId: NEW_IMAGE_ID, imageType: 'custom', imageDisplayName: 'Contoso W11 25H2' };
    expect((await patch(sandbox, body)).status).toBe(204);
    expect((await sandbox.graph(POLICY)).body).toMatchObject(body);
    const old = sandbox.tenant.cloudPcs.filter(({ policyId }) => policyId === ENGINEERING_POLICY_ID);
    expect(old.every(({ imageId }) => imageId === CURRENT_IMAGE_ID)).toBe(true);
    expect(sandbox.tenant.addJoiner(ENGINEERING_POLICY_ID).cloudPc.imageDisplayName).toBe('Contoso W11 25H2');
  });
});

test('beta dates every change of a policy, which is the only sign of drift', async () => {
  await withSandbox(async (sandbox) => {
    const read = async () =>
      ((await sandbox.graph(POLICY.replace('v1.0', 'beta'))).body as Record<string, string>)['lastModifiedDateTime'];
    const before = await read();
    sandbox.tenant.editPolicyImage(ENGINEERING_POLICY_ID, NEW_IMAGE_ID);
    expect(await read()).toBe('2026-09-07T06:00:00Z');
    expect(before).not.toBe('2026-09-07T06:00:00Z');
  });
});

test.each([
  ['a read-only field', { gracePeriodInHours: 4 }],
  ['the type of provisioning', { provisioningType: 'shared' }],
  ['an image that does not exist', { imageId: '00000000-0000-0000-0000-000000000000' }],
  ['an image that is not ready', { imageId: PENDING_IMAGE_ID }],
  ['an image that failed', { imageId: FAILED_IMAGE_ID }],
  ['a custom image called a gallery image', { imageId: NEW_IMAGE_ID, imageType: 'gallery' }],
  [
    'a connection and a region side by side',
    { domainJoinConfigurations: [{ onPremisesConnectionId: CONNECTION_ID, regionName: null }] },
  ],
])('changing a policy by %s is a 400 and changes nothing', async (_, body) => {
  await withSandbox(async (sandbox) => {
    const before = (await sandbox.graph(POLICY)).body;
    expect((await patch(sandbox, body)).status).toBe(400);
    expect((await sandbox.graph(POLICY)).body).toEqual(before);
  });
});

test('an image in use by a policy cannot be deleted, another one can', async () => {
  await withSandbox(async ({ graph, tenant }) => {
    const remove = async (id: string) => (await graph(`v1.0/${ROOT}/deviceImages/${id}`, { method: 'DELETE' })).status;
    expect(await remove(CURRENT_IMAGE_ID)).toBe(400);
    expect(await remove(EXPIRING_IMAGE_ID)).toBe(204);
    expect(await remove(EXPIRING_IMAGE_ID)).toBe(404);
    tenant.deleteImage(CURRENT_IMAGE_ID, { force: true });
    expect(tenant.deviceImages.some(({ id }) => id === CURRENT_IMAGE_ID)).toBe(false);
  });
});

async function importImage({ graph }: OpenSandbox, name: string, source: string) {
  const body = { displayName: name, version: '1.0.0', sourceImageResourceId: source };
  return graph(`v1.0/${ROOT}/deviceImages`, { method: 'POST', body });
}

test.each([
  ['W11-Golden-2026-08', 'ready', null],
  ['W11-Lab-not-sysprepped', 'failed', 'sourceImageNotGeneralized'],
  ['W11-Lab-with-data-disk', 'failed', 'sourceImageWithDataDiskNotSupported'],
  ['does-not-exist', 'failed', 'sourceImageNotFound'],
])('importing %s begins as pending and ends as %s', async (source, status, errorCode) => {
  await withSandbox(async (sandbox) => {
    const made = await importImage(sandbox, 'Fresh', managedImageId(source));
    expect(made).toMatchObject({ status: 201, body: { status: 'pending', osStatus: 'unknown', errorCode: null } });
    sandbox.clock.advanceTo(MONDAY + 120 * 60_000);
    const { id } = made.body as { id: string };
    expect((await sandbox.graph(`beta/${ROOT}/deviceImages/${id}`, { headers: PREFER })).body).toMatchObject({
      status,
      errorCode,
    });
  });
});

test('a tenant holds twenty custom images, and a name and version only once', async () => {
  await withSandbox(async (sandbox) => {
    const source = managedImageId('W11-Golden-2026-08');
    for (let count = sandbox.tenant.deviceImages.length; count < 20; count += 1) {
      expect((await importImage(sandbox, `Image ${count}`, source)).status).toBe(201);
      if (count === 6) expect((await importImage(sandbox, `Image ${count}`, source)).status).toBe(409);
    }
    expect((await importImage(sandbox, 'One too many', source)).status).toBe(400);
  });
});

test('an error code newer than the contract first knew is hidden from those who do not ask', async () => {
  await withSandbox(async ({ graph }) => {
    const path = `v1.0/${ROOT}/deviceImages/${FAILED_IMAGE_ID}`;
    expect((await graph(path)).body).toMatchObject({ errorCode: 'unknownFutureValue' });
    expect((await graph(path, { headers: PREFER })).body).toMatchObject({
      errorCode: 'sourceImageNotSupportCustomizeVMName',
    });
  });
});
