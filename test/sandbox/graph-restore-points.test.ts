import { expect, test } from '@jest/globals';
import { MONDAY, withSandbox, type OpenSandbox } from '../support/sandbox.ts';

const HOUR_MS = 3_600_000;

type Snapshots = { value: { id: string; snapshotType: string; createdDateTime: string }[] };

function openFirst({ tenant, graph }: OpenSandbox) {
  const path = `beta/deviceManagement/virtualEndpoint/cloudPCs/${tenant.cloudPcs[0]?.id}`;
  return {
    list: async () => ((await graph(`${path}/retrieveSnapshots`)).body as Snapshots).value,
    create: async () => (await graph(`${path}/createSnapshot`, { method: 'POST', body: {} })).status,
    reprovision: async () => (await graph(`${path}/reprovision`, { method: 'POST', body: {} })).status,
  };
}

test('a manual restore point appears within 90 minutes and the next one takes its place', async () => {
  await withSandbox(async (sandbox) => {
    const cloudPc = openFirst(sandbox);
    const manual = async () => (await cloudPc.list()).filter(({ snapshotType }) => snapshotType === 'manual');
    expect(await cloudPc.create()).toBe(204);
    expect(await manual()).toEqual([]);
    sandbox.clock.advanceTo(MONDAY + 1.5 * HOUR_MS);
    const [first] = await manual();
    await cloudPc.create();
    sandbox.clock.advanceTo(MONDAY + 3 * HOUR_MS);
    const after = await manual();
    expect(after).toHaveLength(1);
    expect(after[0]?.id).not.toBe(first?.id);
  });
});

test('while a restore point is made the Cloud PC cannot be reprovisioned, nor another one begun', async () => {
  await withSandbox(async (sandbox) => {
    const cloudPc = openFirst(sandbox);
    await cloudPc.create();
    expect([await cloudPc.reprovision(), await cloudPc.create()]).toEqual([409, 409]);
    sandbox.clock.advanceTo(MONDAY + 1.5 * HOUR_MS);
    expect(await cloudPc.reprovision()).toBe(204);
  });
});

test('a reprovision takes all restore points with it', async () => {
  await withSandbox(async (sandbox) => {
    const cloudPc = openFirst(sandbox);
    expect(await cloudPc.list()).toHaveLength(3);
    await cloudPc.reprovision();
    expect(await cloudPc.list()).toEqual([]);
    sandbox.clock.advanceTo(MONDAY + 2 * HOUR_MS);
    const dates = (await cloudPc.list()).map(({ createdDateTime }) => Date.parse(createdDateTime));
    expect(dates.every((date) => date > MONDAY)).toBe(true);
  });
});

test('restore points expire after 28 days', async () => {
  await withSandbox(async (sandbox) => {
    const cloudPc = openFirst(sandbox);
    await cloudPc.create();
    sandbox.clock.advanceTo(MONDAY + 27 * 24 * HOUR_MS);
    expect((await cloudPc.list()).map(({ snapshotType }) => snapshotType)).toContain('manual');
    sandbox.clock.advanceTo(MONDAY + 28 * 24 * HOUR_MS);
    expect((await cloudPc.list()).map(({ snapshotType }) => snapshotType)).not.toContain('manual');
  });
});
