import { expect, test } from '@jest/globals';
import { ENGINEERING_POLICY_ID, NEW_IMAGE_ID, SALES_GROUP_ID } from '../../src/sandbox/ids.ts';
import type { CloudPc } from '../../src/sandbox/tenant.ts';
import { MONDAY, withSandbox, type OpenSandbox } from '../support/sandbox.ts';

const ROOT = 'deviceManagement/virtualEndpoint';
const MINUTE_MS = 60_000;

async function startReprovision({ graph }: OpenSandbox, cloudPc: CloudPc, version = 'v1.0'): Promise<number> {
  return (await graph(`${version}/${ROOT}/cloudPCs/${cloudPc.id}/reprovision`, { method: 'POST', body: {} })).status;
}

type Reading = {
  status: string;
  provisionedDateTime: string;
  imageDisplayName: string;
  managedDeviceId: string | null;
};

async function readCloudPc({ graph }: OpenSandbox, cloudPc: CloudPc): Promise<Reading> {
  const { body } = await graph(`beta/${ROOT}/cloudPCs/${cloudPc.id}`);
  return body as Reading;
}

function pick({ tenant }: OpenSandbox, index: number): CloudPc {
  const cloudPc = tenant.cloudPcs[index];
  if (!cloudPc) throw new Error(`no Cloud PC ${index}`);
  return cloudPc;
}

test('a reprovision takes 25 to 70 minutes and ends with a new date and the image of the policy', async () => {
  await withSandbox(async (sandbox) => {
    const cloudPc = pick(sandbox, 0);
    const before = await readCloudPc(sandbox, cloudPc);
    sandbox.tenant.editPolicyImage(ENGINEERING_POLICY_ID, NEW_IMAGE_ID);
    expect(await startReprovision(sandbox, cloudPc)).toBe(204);
    sandbox.clock.advanceTo(MONDAY + 25 * MINUTE_MS - 1);
    expect((await readCloudPc(sandbox, cloudPc)).provisionedDateTime).toBe(before.provisionedDateTime);
    sandbox.clock.advanceTo(MONDAY + 70 * MINUTE_MS);
    const after = await readCloudPc(sandbox, cloudPc);
    expect(['provisioned', 'provisionedWithWarnings']).toContain(after.status);
    expect(Date.parse(after.provisionedDateTime)).toBeGreaterThan(MONDAY);
    expect(after.imageDisplayName).toBe('Contoso W11 25H2');
    expect(before.imageDisplayName).toBe('Contoso W11 24H2');
    expect(after.managedDeviceId).not.toBe(before.managedDeviceId);
  });
});

test('the image is the one the policy named at the start, whatever becomes of the policy meanwhile', async () => {
  await withSandbox(async (sandbox) => {
    const cloudPc = pick(sandbox, 0);
    await startReprovision(sandbox, cloudPc);
    sandbox.tenant.editPolicyImage(ENGINEERING_POLICY_ID, NEW_IMAGE_ID);
    sandbox.clock.advanceTo(MONDAY + 70 * MINUTE_MS);
    expect((await readCloudPc(sandbox, cloudPc)).imageDisplayName).toBe('Contoso W11 24H2');
  });
});

test('readers are told false things during a rebuild, but never a new date before it is done', async () => {
  const seen = new Set<string>();
  await withSandbox(async (sandbox) => {
    const some = sandbox.tenant.cloudPcs.filter(({ status }) => status === 'provisioned').slice(0, 20);
    for (const cloudPc of some) await startReprovision(sandbox, cloudPc);
    for (let minute = 0; minute < 75; minute += 1) {
      sandbox.clock.advanceTo(MONDAY + minute * MINUTE_MS);
      for (const cloudPc of some) {
        const reading = await readCloudPc(sandbox, cloudPc);
        const isDone = Date.parse(reading.provisionedDateTime) > MONDAY;
        if (!isDone) seen.add(reading.status);
        expect(isDone).toBe(cloudPc.rebuild === null);
      }
    }
    expect(sandbox.tenant.rebuilding.size).toBe(0);
  });
  expect(seen).toEqual(new Set(['provisioning', 'deprovisioning', 'provisioned']));
}, 30_000);

test('a second reprovision of a running rebuild is refused, and remembered as asked for', async () => {
  await withSandbox(async (sandbox) => {
    const cloudPc = pick(sandbox, 0);
    await startReprovision(sandbox, cloudPc);
    expect(await startReprovision(sandbox, cloudPc, 'beta')).toBe(409);
    expect(sandbox.tenant.wipes).toHaveLength(1);
    expect(sandbox.tenant.refusedWipes).toMatchObject([{ cloudPcId: cloudPc.id, status: 'provisioning' }]);
  });
});

test.each([
  ['failed', 204],
  ['provisionedWithWarnings', 204],
  ['inGracePeriod', 400],
  ['deprovisioning', 400],
  ['resizing', 400],
  ['notProvisioned', 400],
] as const)('a Cloud PC that is %s answers a reprovision with %i', async (status, expected) => {
  await withSandbox(async (sandbox) => {
    const cloudPc = pick(sandbox, 0);
    cloudPc.status = status;
    expect(await startReprovision(sandbox, cloudPc)).toBe(expected);
    expect(sandbox.tenant.wipes).toHaveLength(expected === 204 ? 1 : 0);
  });
});

test('a body that tries to name an image is refused', async () => {
  await withSandbox(async (sandbox) => {
    const path = `v1.0/${ROOT}/cloudPCs/${pick(sandbox, 0).id}/reprovision`;
    expect((await sandbox.graph(path, { method: 'POST', body: { imageId: NEW_IMAGE_ID } })).status).toBe(400);
    expect((await sandbox.graph(path, { method: 'POST', body: { osVersion: 'windows12' } })).status).toBe(400);
    expect(sandbox.tenant.wipes).toEqual([]);
  });
});

test('the log of wipes tells the state of the world at that moment', async () => {
  await withSandbox(async (sandbox) => {
    const [first, second] = [pick(sandbox, 0), pick(sandbox, 1)];
    await startReprovision(sandbox, second);
    sandbox.tenant.setSignedIn(first.id, true);
    sandbox.tenant.editPolicyImage(ENGINEERING_POLICY_ID, NEW_IMAGE_ID);
    await startReprovision(sandbox, first);
    expect(sandbox.tenant.wipes[1]).toMatchObject({
      at: MONDAY,
      cloudPcId: first.id,
      upn: 'lena.hoffmann@contoso.example',
      timeZone: 'W. Europe Standard Time',
      statusBefore: 'provisioned',
      imageBefore: 'Contoso W11 24H2',
      imageAfter: 'Contoso W11 25H2',
      policyId: ENGINEERING_POLICY_ID,
      policyImageId: NEW_IMAGE_ID,
      signedIn: true,
      runningOthers: 1,
      wipesOfThisCloudPcBefore: 0,
    });
    sandbox.clock.advanceTo(MONDAY + 70 * MINUTE_MS);
    await startReprovision(sandbox, first);
    expect(sandbox.tenant.wipes[2]).toMatchObject({ wipesOfThisCloudPcBefore: 1, imageBefore: 'Contoso W11 25H2' });
    expect((await sandbox.control('sandbox/wipes')).body).toMatchObject({ wipes: [{}, {}, {}], refused: [] });
  });
});

test('the policy that targets the person now decides, not the one the Cloud PC was built from', async () => {
  await withSandbox(async (sandbox) => {
    const cloudPc = pick(sandbox, 0);
    sandbox.tenant.moveToGroup(cloudPc.personId ?? '', SALES_GROUP_ID);
    await startReprovision(sandbox, cloudPc);
    sandbox.clock.advanceTo(MONDAY + 70 * MINUTE_MS);
    expect((await readCloudPc(sandbox, cloudPc)).imageDisplayName).toBe(
      'Windows 11 Enterprise + Microsoft 365 Apps 24H2',
    );
  });
});

test('the results of remote actions tell of each reprovision, newest first', async () => {
  await withSandbox(async (sandbox) => {
    const cloudPc = pick(sandbox, 0);
    const read = async () => {
      const { body } = await sandbox.graph(`beta/${ROOT}/cloudPCs/${cloudPc.id}/retrieveCloudPCRemoteActionResults`);
      return (body as { value: { actionState: string }[] }).value.map(({ actionState }) => actionState);
    };
    expect(await read()).toEqual([]);
    await startReprovision(sandbox, cloudPc);
    expect(await read()).toEqual(['active']);
    sandbox.clock.advanceTo(MONDAY + 70 * MINUTE_MS);
    sandbox.tenant.failNextProvisioning(cloudPc.id);
    await sandbox.graph('beta/deviceManagement/virtualEndpoint/servicePlans');
    await startReprovision(sandbox, cloudPc);
    sandbox.clock.advanceTo(MONDAY + 140 * MINUTE_MS);
    expect(await read()).toEqual(['failed', 'done']);
    expect((await readCloudPc(sandbox, cloudPc)).status).toBe('failed');
  });
});
