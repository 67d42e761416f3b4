import { expect, test } from '@jest/globals';
import type { CloudPc } from '../../src/sandbox/tenant.ts';
import { MONDAY, withSandbox } from '../support/sandbox.ts';
import type { OpenSandbox } from '../support/sandbox.ts';

const DAY_MS = 24 * 60 * 60_000;
const ROOT = 'beta/deviceManagement';
const EXPAND = encodeURIComponent('managedDevice($select=id,deviceName,userPrincipalName)');
const SCRIPT = { displayName: 'Proof', publisher: 'Us', runAsAccount: 'system', detectionScriptContent: 'ZXhpdCAw' };

type Body = Readonly<Record<string, unknown>>;

async function createScript(sandbox: OpenSandbox): Promise<string> {
  const created = await sandbox.graph(`${ROOT}/deviceHealthScripts`, { method: 'POST', body: SCRIPT });
  expect(created.status).toBe(201);
  return String((created.body as Body)['id']);
}

async function run(sandbox: OpenSandbox, scriptPolicyId: string, { managedDeviceId }: CloudPc): Promise<number> {
  const path = `${ROOT}/managedDevices/${managedDeviceId ?? ''}/initiateOnDemandProactiveRemediation`;
  return (await sandbox.graph(path, { method: 'POST', body: { scriptPolicyId } })).status;
}

async function listRuns(sandbox: OpenSandbox, id: string): Promise<readonly Body[]> {
  const answer = await sandbox.graph(`${ROOT}/deviceHealthScripts/${id}/deviceRunStates?$expand=${EXPAND}`);
  return (answer.body as { value: Body[] }).value;
}

function pick({ tenant }: OpenSandbox, index: number): CloudPc {
  const found = tenant.cloudPcs.filter(({ managedDeviceId }) => managedDeviceId !== null)[index];
  if (!found) throw new Error('the sandbox is too small');
  return found;
}

test('a run takes minutes, tells what is so when it runs, and names its device', async () => {
  await withSandbox(async (sandbox) => {
    const id = await createScript(sandbox);
    const cloudPc = pick(sandbox, 0);
    sandbox.tenant.proofs.setData(cloudPc.id, { outsideFiles: 3 });
    expect(await run(sandbox, id, cloudPc)).toBe(204);
    expect(await listRuns(sandbox, id)).toEqual([]);
    sandbox.clock.advanceTo(MONDAY + 10 * 60_000);
    const [state] = await listRuns(sandbox, id);
    expect(state).toMatchObject({ detectionState: 'fail', managedDevice: { id: cloudPc.managedDeviceId } });
    expect(JSON.parse(String(state?.['preRemediationDetectionScriptOutput']))).toMatchObject({ out: { files: 3 } });
  });
});

test('a Cloud PC that is off stays pending, and one whose script breaks says so', async () => {
  await withSandbox(async (sandbox) => {
    const id = await createScript(sandbox);
    const [off, broken] = [pick(sandbox, 0), pick(sandbox, 1)];
    sandbox.tenant.proofs.setMood(off.id, 'off');
    sandbox.tenant.proofs.setMood(broken.id, 'script-error');
    await run(sandbox, id, off);
    await run(sandbox, id, broken);
    sandbox.clock.advanceTo(MONDAY + 60 * 60_000);
    const states = (await listRuns(sandbox, id)).map((state) => state['detectionState']);
    expect(states.sort()).toEqual(['pending', 'scriptError']);
  });
});

test('unknown devices, unknown scripts, unknown properties and plain text are refused', async () => {
  await withSandbox(async (sandbox) => {
    const id = await createScript(sandbox);
    const nobody = { ...pick(sandbox, 0), managedDeviceId: 'no-such-device' };
    expect(await run(sandbox, id, nobody)).toBe(404);
    expect(await run(sandbox, 'no-such-script', pick(sandbox, 0))).toBe(404);
    const post = (body: Body) => sandbox.graph(`${ROOT}/deviceHealthScripts`, { method: 'POST', body });
    expect((await post({ ...SCRIPT, verdict: 'green' })).status).toBe(400);
    expect((await post({ ...SCRIPT, detectionScriptContent: 'exit 0;' })).status).toBe(400);
    expect((await sandbox.graph('v1.0/deviceManagement/deviceHealthScripts')).status).toBe(404);
  });
});

test('a list of scripts leaves the contents out, a single one has them, and assignments replace each other', async () => {
  await withSandbox(async (sandbox) => {
    const id = await createScript(sandbox);
    const path = `${ROOT}/deviceHealthScripts`;
    expect((await sandbox.graph(path)).body).toMatchObject({ value: [{ id, detectionScriptContent: null }] });
    expect((await sandbox.graph(`${path}/${id}`)).body).toMatchObject(SCRIPT);
    const assign = (list: unknown) =>
      sandbox.graph(`${path}/${id}/assign`, { method: 'POST', body: { deviceHealthScriptAssignments: list } });
    expect((await assign([{ target: { groupId: 'a' } }])).status).toBe(204);
    expect((await assign([{ target: { groupId: 'b' } }])).status).toBe(204);
    expect(sandbox.tenant.proofs.scripts[0]?.assignments).toEqual([{ target: { groupId: 'b' } }]);
    expect((await assign('everybody')).status).toBe(400);
  });
});

test('an assigned script runs every noon on every Cloud PC that is on, and no longer once nobody is left', async () => {
  await withSandbox(async (sandbox) => {
    const id = await createScript(sandbox);
    const assign = (list: unknown) =>
      sandbox.graph(`${ROOT}/deviceHealthScripts/${id}/assign`, {
        method: 'POST',
        body: { deviceHealthScriptAssignments: list },
      });
    const { cloudPcs, proofs } = sandbox.tenant;
    proofs.setMood(pick(sandbox, 0).id, 'off');
    await assign([{ target: { groupId: 'a' } }]);
    await assign([{ target: { groupId: 'b' } }]);
    expect(await listRuns(sandbox, id)).toEqual([]);
    const seenAt = async (at: number) => {
      sandbox.clock.advanceTo(at);
      return new Set((await listRuns(sandbox, id)).map((row) => row['lastStateUpdateDateTime']));
    };
    const noon = MONDAY - (MONDAY % DAY_MS) + DAY_MS / 2;
    const first = noon > MONDAY ? noon : noon + DAY_MS;
    expect((await seenAt(first)).size).toBe(1);
    const on = cloudPcs.filter(({ managedDeviceId }) => managedDeviceId !== null).length - 1;
    expect(proofs.runs.size).toBe(on);
    const second = await seenAt(first + DAY_MS);
    expect([...second].map((at) => Date.parse(String(at)))).toEqual([first + DAY_MS]);
    await assign([]);
    expect(await seenAt(first + 3 * DAY_MS)).toEqual(second);
  });
});

test('a wipe is logged with whether anything was lost, and leaves nothing on the Cloud PC', async () => {
  await withSandbox(async (sandbox) => {
    const cloudPc = pick(sandbox, 0);
    sandbox.tenant.proofs.setData(cloudPc.id, { pictures: false });
    const path = `v1.0/deviceManagement/virtualEndpoint/cloudPCs/${cloudPc.id}/reprovision`;
    expect((await sandbox.graph(path, { method: 'POST', body: {} })).status).toBe(204);
    expect(sandbox.tenant.wipes[0]?.dataWasSafe).toBe(false);
    expect(sandbox.tenant.proofs.dataOf(cloudPc).pictures).toBe(true);
  });
});
