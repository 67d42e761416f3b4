import { expect, test } from '@jest/globals';
import { NOW, openGraphSandbox } from './graph-sandbox.ts';

test('the world holds every Cloud PC of the tenant once, beyond the hundred of one page', async () => {
  await using sandbox = await openGraphSandbox({ cloudPcs: 260 });
  const world = await sandbox.cloudPcs.readWorld({ policyIds: 'all', now: NOW, depth: 'plan' });
  const governed = sandbox.tenant.cloudPcs.filter(({ policyId }) => policyId !== null);
  expect(world.cloudPcs.map(({ id }) => id).sort()).toEqual(governed.map(({ id }) => id).sort());
  expect(world.cloudPcs.length).toBeGreaterThan(200);
  expect(world.takenAt).toBe(NOW);
});

test('reading the fleet costs far fewer calls than it has Cloud PCs', async () => {
  await using sandbox = await openGraphSandbox({ cloudPcs: 260 });
  await sandbox.cloudPcs.readWorld({ policyIds: 'all', now: NOW, depth: 'plan' });
  expect(sandbox.graph.countCalls().total).toBeLessThan(60);
  const before = sandbox.graph.countCalls().total;
  await sandbox.cloudPcs.readWorld({ policyIds: 'all', now: NOW, depth: 'plan' });
  expect(sandbox.graph.countCalls().total - before).toBeLessThan(25);
});

test('owners come with an IANA zone from their mailbox', async () => {
  await using sandbox = await openGraphSandbox();
  const { people, cloudPcs } = await sandbox.cloudPcs.readWorld({ policyIds: 'all', now: NOW, depth: 'plan' });
  const owners = new Set(cloudPcs.flatMap(({ ownerId }) => ownerId ?? []));
  expect(new Set(people.map(({ id }) => id))).toEqual(owners);
  const known = people.filter(({ zoneKnown }) => zoneKnown);
  expect(known.length).toBeGreaterThan(0);
  for (const { zone } of people) expect(zone).toMatch(/^[A-Z][A-Za-z]+(\/[A-Za-z_]+)+$|^Etc\/|^UTC$/);
});

test('a policy brings its groups, their members and the day it was last changed', async () => {
  await using sandbox = await openGraphSandbox();
  const { policies } = await sandbox.cloudPcs.readWorld({ policyIds: 'all', now: NOW, depth: 'plan' });
  for (const policy of policies) {
    const made = sandbox.tenant.policies.find(({ id }) => id === policy.id);
    const members = policy.groupIds.flatMap((id) => sandbox.tenant.groups.members(id));
    expect(new Set(policy.memberIds)).toEqual(new Set(members));
    expect(policy.imageId).toBe(made?.imageId);
    expect(policy.modifiedAt).not.toBeNull();
  }
  expect(policies.some(({ memberIds }) => memberIds.length > 0)).toBe(true);
});

test('Cloud PCs and owners are read of the policies asked for, members of all, so that double membership shows', async () => {
  await using sandbox = await openGraphSandbox();
  const [first, second] = sandbox.tenant.policies;
  const whole = await sandbox.cloudPcs.readWorld({ policyIds: 'all', now: NOW, depth: 'plan' });
  const world = await sandbox.cloudPcs.readWorld({ policyIds: [first?.id ?? ''], now: NOW, depth: 'plan' });
  expect(new Set(world.cloudPcs.map(({ policyId }) => policyId))).toEqual(new Set([first?.id]));
  expect(world.people.length).toBeLessThan(whole.people.length);
  expect(world.policies).toEqual(whole.policies);
  expect(world.policies.find(({ id }) => id === second?.id)?.memberIds.length).toBeGreaterThan(0);
});

test('Cloud PCs are counted by policy as they are listed', async () => {
  await using sandbox = await openGraphSandbox({ cloudPcs: 130 });
  const counts = await sandbox.cloudPcs.countByPolicy();
  for (const { id } of sandbox.tenant.policies) {
    expect(counts.get(id) ?? 0).toBe((await sandbox.cloudPcs.listCloudPcs([id])).length);
  }
});

test('images of both kinds are told apart', async () => {
  await using sandbox = await openGraphSandbox();
  const { images } = await sandbox.cloudPcs.readCatalogue();
  const custom = images.filter(({ kind }) => kind === 'custom');
  expect(custom.map(({ id }) => id).sort()).toEqual(sandbox.tenant.deviceImages.map(({ id }) => id).sort());
  expect(images.filter(({ kind }) => kind === 'gallery').every(({ sourceId }) => sourceId === null)).toBe(true);
});

test('pointing a policy at an image sends exactly three fields', async () => {
  await using sandbox = await openGraphSandbox();
  const [policy] = sandbox.tenant.policies;
  const image = sandbox.tenant.deviceImages.find(({ status }) => status === 'ready');
  const pointer = { imageId: image?.id ?? '', imageType: 'custom', imageName: image?.displayName ?? '' } as const;
  await sandbox.cloudPcs.setPolicyImage(policy?.id ?? '', pointer);
  const patch = sandbox.servers.exchanges.list().find(({ method }) => method === 'PATCH');
  expect(patch?.requestBody).toEqual({
    imageId: pointer.imageId,
    imageType: 'custom',
    imageDisplayName: pointer.imageName,
  });
  expect(policy?.imageId).toBe(image?.id);
});

test('a signed-in person is seen, and a Cloud PC never used is not signed in', async () => {
  await using sandbox = await openGraphSandbox();
  const [first, second] = sandbox.tenant.cloudPcs;
  sandbox.tenant.setSignedIn(first?.id ?? '', true);
  sandbox.tenant.setSignedIn(second?.id ?? '', false);
  expect(await sandbox.cloudPcs.readSession(first?.id ?? '')).toBe('signed-in');
  expect(await sandbox.cloudPcs.readSession(second?.id ?? '')).toBe('not-signed-in');
  expect(await sandbox.cloudPcs.readSession('7b0f6d1e-0000-4c1b-9a54-3f2f1d5a0011')).toBe('unknown');
});

test('the self-test passes every probe of a healthy tenant', async () => {
  await using sandbox = await openGraphSandbox();
  const probes = await sandbox.cloudPcs.selfTest();
  expect(probes.filter(({ outcome }) => outcome !== 'pass')).toEqual([]);
  expect(probes).toHaveLength(8);
});

test('every request of a whole reading is known to the tenant', async () => {
  await using sandbox = await openGraphSandbox();
  await sandbox.cloudPcs.readWorld({ policyIds: 'all', now: NOW, depth: 'plan' });
  const [cloudPc] = sandbox.tenant.cloudPcs;
  await sandbox.cloudPcs.listRemoteActions(cloudPc?.id ?? '');
  expect(sandbox.servers.exchanges.list().filter(({ known, status }) => !known || status >= 400)).toEqual([]);
});
