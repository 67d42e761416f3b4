import { expect, test } from '@jest/globals';
import { createArmWorkshop } from '../../src/adapters/arm-workshop.ts';
import type { ResourceRef } from '../../src/domain/build/resources.ts';
import { Failure } from '../../src/workflow/failure.ts';
import type { Workshop } from '../../src/workflow/ports-images.ts';
import { BUILD, OFFER, PLACE, SUBNET } from './arm-sandbox.ts';
import { sendJson, startTinyServer } from './tiny-server.ts';
import type { Answer } from './tiny-server.ts';

const { subscriptionId, resourceGroup } = PLACE;
const MACHINE: ResourceRef = { kind: 'machine', subscriptionId, resourceGroup, name: 'm' };
const PASSWORD = 'Very-secret-0';

function openShop(baseUrl: string, timeoutMs = 5000): Workshop {
  return createArmWorkshop({
    ...{ baseUrl, cloud: 'global', credential: undefined, timeoutMs },
    sleep: () => Promise.resolve(),
  });
}

const createMachine = (shop: Workshop) =>
  shop.createMachine({
    ...{
      place: PLACE,
      name: 'm',
      buildId: BUILD,
      source: { ...OFFER, version: '1.0.0' },
      securityType: 'TrustedLaunch',
    },
    spec: { size: 'Standard_D4s_v5', subnetId: SUBNET, publicIp: false },
    ...{ diskName: 'd', nicName: 'n', ipName: 'i', userName: 'builder', password: PASSWORD },
  });

const orders: readonly (readonly [name: string, order: (shop: Workshop) => Promise<void>])[] = [
  ['createMachine', createMachine],
  ['startMachine', (shop) => shop.startMachine(MACHINE)],
  ['deallocate', (shop) => shop.deallocate(MACHINE)],
  ['generalize', (shop) => shop.generalize(MACHINE)],
  ['createDisk', (shop) => shop.createDisk({ place: PLACE, name: 'd', buildId: BUILD, snapshotId: '/s' })],
  ['createSnapshot', (shop) => shop.createSnapshot({ place: PLACE, name: 's', buildId: BUILD, sourceDiskId: '/d' })],
  ['remove a machine', (shop) => shop.remove(MACHINE)],
  ['remove a network card', (shop) => shop.remove({ ...MACHINE, kind: 'nic' })],
  ['remove a guest task', (shop) => shop.removeGuest(MACHINE, 'repave-1')],
];

async function troubleOf(run: Promise<unknown>): Promise<Failure> {
  const error: unknown = await run.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof Failure)) throw new Error(`no failure but ${String(error)}`);
  return error;
}

function answering(status: number, code: string, headers: Record<string, string> = {}): Answer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify({ error: { code, message: `Azure says ${code} of ${PASSWORD}.` } }));
  };
}

const answers = [
  [429, 'TooManyRequests', { 'retry-after': '77' }, 77],
  [429, 'TooManyRequests', {}, 30],
  [409, 'Conflict', {}, 15],
  [409, 'AnotherOperationInProgress', { 'retry-after': '5' }, 5],
  [503, 'ServerBusy', { 'retry-after': '0' }, 1],
  [500, 'InternalExecutionError', {}, 30],
  [400, 'NicReservedForAnotherVm', {}, 15],
  [409, 'OperationNotAllowed', {}, null],
  [400, 'InvalidParameter', {}, null],
  [403, 'AuthorizationFailed', {}, null],
  [404, 'SubscriptionNotFound', {}, null],
] as const;

test.each(answers)('HTTP %d %s %j waits %s seconds', async (status, code, headers, retryAfterSeconds) => {
  await using server = await startTinyServer(answering(status, code, headers));
  for (const run of [createMachine, (shop: Workshop) => shop.look({ ...MACHINE, kind: 'nic' })]) {
    expect(await troubleOf(run(openShop(server.url)))).toMatchObject({ code, retryAfterSeconds });
  }
  expect(await troubleOf(openShop(server.url).lookAtMachine(MACHINE))).toMatchObject({ code, retryAfterSeconds });
});

test.each(orders)('%s is sent one single time, whatever comes back', async (_name, order) => {
  for (const [status, code] of [
    [500, 'InternalServerError'],
    [429, 'TooManyRequests'],
    [409, 'Conflict'],
  ] as const) {
    await using server = await startTinyServer(answering(status, code, { 'retry-after': '3' }));
    expect(await troubleOf(order(openShop(server.url)))).toMatchObject({ code, retryAfterSeconds: 3 });
    expect(server.seen).toHaveLength(1);
  }
});

test.each(orders)('%s returns when Azure has taken it, and does not ask how it goes on', async (_name, order) => {
  await using server = await startTinyServer((_request, response, url) => {
    const location = `${url}/subscriptions/x/operations/1?api-version=1`;
    response.writeHead(202, { 'azure-asyncoperation': location, location });
    response.end();
  });
  // `generalize` and `PUT` answer 200 or 201 in Azure; what matters here is that nobody polls.
  await order(openShop(server.url)).catch(() => undefined);
  expect(server.seen).toHaveLength(1);
});

test('trouble with an order leaves no rejection behind that nobody handles', async () => {
  const unhandled: unknown[] = [];
  const remember = (error: unknown) => unhandled.push(error);
  process.on('unhandledRejection', remember);
  await using server = await startTinyServer(answering(400, 'InvalidParameter'));
  for (const [, order] of orders) await troubleOf(order(openShop(server.url)));
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', remember);
  expect(unhandled).toEqual([]);
});

test('a password never comes back in a failure', async () => {
  await using server = await startTinyServer(answering(400, 'InvalidParameter'));
  const failure = await troubleOf(createMachine(openShop(server.url)));
  const { cause } = failure;
  expect(cause).toBeInstanceOf(Error);
  expect(`${failure.message} ${String(cause)} ${JSON.stringify(cause)}`).not.toContain(PASSWORD);
  expect(String(cause)).toContain('Azure says InvalidParameter');
});

test('no answer and a broken connection are trouble that passes', async () => {
  await using silent = await startTinyServer(() => undefined);
  expect(await troubleOf(openShop(silent.url, 50).lookAtMachine(MACHINE))).toMatchObject({
    ...{ code: 'azure-timed-out', retryAfterSeconds: 30 },
  });
  await using broken = await startTinyServer((_request, response) => response.destroy());
  expect(await troubleOf(createMachine(openShop(broken.url)))).toMatchObject({
    ...{ code: 'azure-unanswered', retryAfterSeconds: 30 },
  });
  expect(broken.seen).toHaveLength(1);
  expect(await troubleOf(openShop('http://127.0.0.1:9').startMachine(MACHINE))).toMatchObject({
    ...{ code: 'azure-not-reached', retryAfterSeconds: 30 },
  });
});

test('a look gets a second try when Azure had a moment of weakness', async () => {
  const state = { asked: 0 };
  await using server = await startTinyServer((request, response, url) => {
    state.asked += 1;
    if (state.asked === 1) return answering(502, 'BadGateway')(request, response, url);
    sendJson(response, { id: '/x', location: 'westeurope', tags: {}, properties: { provisioningState: 'Succeeded' } });
  });
  expect((await openShop(server.url).look({ ...MACHINE, kind: 'disk' })).state).toBe('ready');
  expect(state.asked).toBe(2);
});

test('an answer that is something else is not taken for a machine', async () => {
  await using server = await startTinyServer((_request, response) => sendJson(response, { location: 'x' }));
  expect(await troubleOf(openShop(server.url).lookAtMachine(MACHINE))).toMatchObject({
    ...{ code: 'azure-unexpected-answer', retryAfterSeconds: null },
  });
});

test('a group, machine or image that is not there is absent, which is no trouble', async () => {
  await using server = await startTinyServer(answering(404, 'ResourceGroupNotFound'));
  const shop = openShop(server.url);
  expect((await shop.lookAtMachine(MACHINE)).state).toBe('absent');
  expect((await shop.lookAtGuest(MACHINE, 'repave-1')).state).toBe('absent');
  expect(await shop.listTagged(PLACE)).toEqual([]);
  const imageId = `/subscriptions/${subscriptionId}/resourceGroups/g/providers/Microsoft.Compute/images/one`;
  expect(await shop.readSource({ kind: 'image', imageId }, PLACE)).toMatchObject({ found: false, facts: {} });
});
