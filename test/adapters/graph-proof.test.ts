import { expect, test } from '@jest/globals';
import { createGraphProofs } from '../../src/adapters/graph-proof.ts';
import { PROOF_SCRIPT_NAME } from '../../src/workflow/ports-proof.ts';
import { openGraphSandbox, START } from './graph-sandbox.ts';

const SCRIPT = { content: 'Write-Output "é"', description: 'Looks' };

test('the script is put there once, brought up to date when it differs, and assigned to exactly the groups asked for', async () => {
  await using sandbox = await openGraphSandbox();
  const proofs = createGraphProofs(sandbox);
  expect(await proofs.find()).toBeUndefined();
  const first = await proofs.install(SCRIPT, ['group-a', 'group-b']);
  expect(first).toMatchObject({ name: PROOF_SCRIPT_NAME, changed: 'created' });
  expect(await proofs.install(SCRIPT, ['group-a'])).toEqual({ ...first, changed: 'as-it-was' });
  expect(await proofs.install({ ...SCRIPT, content: 'exit 0' }, ['group-c'])).toEqual({ ...first, changed: 'updated' });
  expect(await proofs.find()).toEqual({ ...first, changed: 'as-it-was' });
  const [script] = sandbox.tenant.proofs.scripts;
  expect(sandbox.tenant.proofs.scripts).toHaveLength(1);
  expect(script?.fields).toMatchObject({ runAsAccount: 'system', detectionScriptContent: btoa('exit 0') });
  expect(script?.assignments).toMatchObject([{ target: { groupId: 'group-c' }, runRemediationScript: false }]);
});

test('creating it is not repeated when the answer is lost', async () => {
  await using sandbox = await openGraphSandbox();
  const proofs = createGraphProofs(sandbox);
  sandbox.tenant.faults.next('any', '503');
  await proofs.find();
  const { servers } = sandbox;
  await proofs.install(SCRIPT, []);
  const creations = servers.exchanges
    .list()
    .filter(({ method, url }) => method === 'POST' && url.endsWith('/deviceHealthScripts'));
  expect(creations).toHaveLength(1);
});

test('a run is asked for by managed device, and its result is found by the same', async () => {
  await using sandbox = await openGraphSandbox({ cloudPcs: 120 });
  const { tenant, clock } = sandbox;
  const proofs = createGraphProofs(sandbox);
  const { id } = await proofs.install(SCRIPT, []);
  const owned = tenant.cloudPcs.filter(({ personId }) => personId !== null);
  const upns = owned.map(({ personId }) => tenant.directory.byId(personId ?? '')?.upn ?? '');
  const devices = await proofs.findDevices(upns);
  expect(devices.size).toBeGreaterThan(100);
  for (const deviceId of devices.values()) await proofs.askRun(id, deviceId);
  expect((await proofs.listRuns(id)).size).toBe(0);
  clock.advanceTo(START + 15 * 60_000);
  const runs = await proofs.listRuns(id);
  expect(runs.size).toBe(devices.size);
  const [run] = runs.values();
  expect(run?.state).toBe('ran');
  expect(run?.output).toMatch(/^\{"v":2,/);
});

test('the devices of many people are one list in pages, those of a few a filter for every fifteen', async () => {
  await using sandbox = await openGraphSandbox({ cloudPcs: 200 });
  const { tenant, servers } = sandbox;
  const proofs = createGraphProofs(sandbox);
  const owned = tenant.cloudPcs.filter(({ personId }) => personId !== null);
  const upns = [...new Set(owned.map(({ personId }) => tenant.directory.byId(personId ?? '')?.upn ?? ''))];
  const count = () => servers.exchanges.list().filter(({ url }) => url.includes('/cloudPCs')).length;
  expect(upns.length).toBeGreaterThan(150);
  const few = await proofs.findDevices(upns.slice(0, 16));
  expect(count()).toBe(2);
  const all = await proofs.findDevices(upns);
  expect(count()).toBe(2 + Math.ceil(tenant.cloudPcs.length / 100));
  for (const [cloudPcId, deviceId] of few) expect(all.get(cloudPcId)).toBe(deviceId);
  for (const { id, managedDeviceId } of owned) expect(all.get(id) ?? null).toBe(managedDeviceId);
});

test.each([
  ['script-error', 'script-error'],
  ['off', 'pending'],
] as const)('a device that is %s is %s, not safe', async (mood, state) => {
  await using sandbox = await openGraphSandbox();
  const { tenant, clock } = sandbox;
  const proofs = createGraphProofs(sandbox);
  const { id } = await proofs.install(SCRIPT, []);
  const cloudPc = tenant.cloudPcs.find(({ managedDeviceId }) => managedDeviceId !== null);
  tenant.proofs.setMood(cloudPc?.id ?? '', mood);
  await proofs.askRun(id, cloudPc?.managedDeviceId ?? '');
  clock.advanceTo(START + 15 * 60_000);
  expect((await proofs.listRuns(id)).get(cloudPc?.managedDeviceId ?? '')).toMatchObject({ state, output: '' });
});

test('a device or script that is gone is a failure that does not pass by itself', async () => {
  await using sandbox = await openGraphSandbox();
  const proofs = createGraphProofs(sandbox);
  await expect(proofs.askRun('gone', 'gone')).rejects.toMatchObject({ code: 'graph-not-found' });
  await expect(proofs.listRuns('gone')).rejects.toMatchObject({ code: 'graph-not-found', retryAfterSeconds: null });
});

test('the self test names the permission', async () => {
  await using sandbox = await openGraphSandbox();
  const proofs = createGraphProofs(sandbox);
  expect(await proofs.selfTest()).toMatchObject([
    { outcome: 'pass', permission: expect.stringContaining('ReadWrite') },
  ]);
});
