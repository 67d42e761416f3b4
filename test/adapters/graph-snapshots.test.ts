import { expect, test } from '@jest/globals';
import { createGraphClient } from '../../src/adapters/graph-client.ts';
import { createGraphSnapshots } from '../../src/adapters/graph-snapshots.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { NOW, openGraphSandbox, START } from './graph-sandbox.ts';
import { sendJson, startTinyServer } from './tiny-server.ts';

const HOUR_MS = 3_600_000;

async function open(options: { cloudPcs?: number } = {}) {
  const sandbox = await openGraphSandbox(options);
  const now = () => new Date(sandbox.clock.now()).toISOString();
  const copies = createGraphSnapshots({ graph: sandbox.graph, clock: { now } });
  const cloudPcId = sandbox.tenant.cloudPcs[0]?.id ?? '';
  const order = (change: Partial<Parameters<typeof copies.order>[0]> = {}) =>
    copies.order({ cloudPcId, storageAccountId: null, accessTier: null, intendedAt: now(), ...change });
  const pass = (hours: number) => {
    sandbox.clock.advanceTo(sandbox.clock.now() + hours * HOUR_MS);
    sandbox.tenant.step();
  };
  return { ...sandbox, copies, cloudPcId, order, pass };
}

test('an order is taken, its action runs, and the point is listed with health and end', async () => {
  const world = await open();
  await using _ = world;
  const { copies, cloudPcId } = world;
  expect(await world.order()).toEqual({ outcome: 'accepted' });
  const before = await copies.read(cloudPcId);
  expect(before.actions[0]).toMatchObject({ name: 'CreateSnapshot', state: 'active', startedAt: NOW });
  expect(before.snapshots.filter(({ type }) => type === 'manual')).toEqual([]);
  world.pass(1.5);
  const [point] = (await copies.listSnapshots(cloudPcId)).filter(({ type }) => type === 'manual');
  expect(point).toMatchObject({
    cloudPcId,
    isReady: true,
    createdAt: NOW,
    expiresAt: plusMinutes(NOW, 28 * 24 * 60),
    health: 'healthy',
  });
  expect(await copies.listManualSnapshots()).toEqual([point]);
});

test('the manual points of a large tenant come in pages, without the automatic ones', async () => {
  const world = await open({ cloudPcs: 130 });
  await using _ = world;
  const { tenant } = world;
  for (const { id } of tenant.cloudPcs) await world.order({ cloudPcId: id });
  world.pass(2);
  const points = await world.copies.listManualSnapshots();
  expect(points.length).toBeGreaterThan(100);
  expect(new Set(points.map(({ cloudPcId }) => cloudPcId)).size).toBe(points.length);
});

test('an order is sent one single time, whatever comes of it, and not at all once its intent is old', async () => {
  const world = await open();
  await using _ = world;
  const { tenant } = world;
  tenant.faults.once({ match: (method) => method === 'POST', kind: '504-after-effect' });
  expect(await world.order()).toMatchObject({ outcome: 'in-doubt' });
  expect(tenant.copies.orders).toHaveLength(1);
  expect(await world.order()).toMatchObject({ outcome: 'rejected', wasSent: true });
  expect(await world.order({ intendedAt: plusMinutes(NOW, -3) })).toMatchObject({
    outcome: 'rejected',
    wasSent: false,
  });
  tenant.faults.once({ match: (method) => method === 'POST', kind: '429' });
  expect(await world.order()).toMatchObject({ outcome: 'rejected', wasSent: false });
  expect(tenant.copies.orders).toHaveLength(1);
  expect(world.clock.now()).toBe(START);
});

test('storage accounts are found over all subscriptions; an immutable one takes the hot tier only', async () => {
  const world = await open();
  await using _ = world;
  const accounts = await world.copies.listStorageAccounts();
  expect(accounts.map(({ name, isImmutable }) => [name, isImmutable])).toEqual([
    ['stcloudpccopies', false],
    ['stcloudpcvault', true],
  ]);
  const vault = accounts[1]?.id ?? '';
  expect(await world.order({ storageAccountId: vault })).toMatchObject({ outcome: 'rejected' });
  expect(await world.order({ storageAccountId: `${vault}x` })).toMatchObject({ outcome: 'rejected' });
  expect(await world.order({ storageAccountId: vault, accessTier: 'hot' })).toEqual({ outcome: 'accepted' });
  world.pass(1.5);
  expect((await world.copies.read(world.cloudPcId)).actions[0]?.state).toBe('active');
  world.pass(1);
  expect((await world.copies.read(world.cloudPcId)).actions[0]?.state).toBe('done');
  expect(world.tenant.copies.disks).toMatchObject([{ storageAccountId: vault }]);
});

test.each([
  ['unhealthy', 'unhealthy'],
  ['health-unknown', 'unknown'],
] as const)('a point that comes out %s says so', async (fault, health) => {
  const world = await open();
  await using _ = world;
  world.tenant.copies.next(fault);
  await world.order();
  world.pass(1.5);
  const points = await world.copies.listSnapshots(world.cloudPcId);
  expect(points.find(({ type }) => type === 'manual')?.health).toBe(health);
});

test.each([
  [200, 'pass'],
  [403, 'fail'],
  [503, 'unknown'],
] as const)(
  'the self test of a call that is answered with %i is %s, and names the permission',
  async (status, outcome) => {
    await using server = await startTinyServer((_request, response) => sendJson(response, { value: [] }, status));
    const sleep = () => Promise.resolve();
    const graph = createGraphClient({ baseUrl: server.url, cloud: 'global', credential: undefined, sleep });
    const copies = createGraphSnapshots({ graph, clock: { now: () => NOW } });
    expect(await copies.selfTest()).toMatchObject([{ outcome, permission: 'CloudPC.ReadWrite.All' }]);
  },
);

test('a list that cannot be filtered is read whole, and its automatic points are left out', async () => {
  const point = (id: string, snapshotType: string) => ({
    id,
    cloudPcId: 'PC',
    snapshotType,
    healthCheckStatus: 'dozing',
  });
  await using server = await startTinyServer(({ url }, response) => {
    if (url.includes('filter')) sendJson(response, {}, 400);
    else sendJson(response, { value: [point('a', 'automatic'), point('m', 'manual'), point('r', 'retention')] });
  });
  const graph = createGraphClient({ baseUrl: server.url, cloud: 'global', credential: undefined });
  const copies = createGraphSnapshots({ graph, clock: { now: () => NOW } });
  expect(await copies.listManualSnapshots()).toMatchObject([
    { id: 'm', cloudPcId: 'pc', type: 'manual', isReady: false, createdAt: null, health: 'unknown' },
  ]);
});
