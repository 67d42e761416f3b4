import { expect, test } from '@jest/globals';
import { createArmImages } from '../../src/adapters/arm-images.ts';
import { createManualClock } from '../../src/sandbox/clock.ts';
import { SANDBOX_SUBSCRIPTION_ID } from '../../src/sandbox/ids.ts';
import { createSandboxServers } from '../../src/sandbox/server.ts';
import { createTenant } from '../../src/sandbox/tenant.ts';
import { sendJson, startTinyServer } from './tiny-server.ts';

async function openArmSandbox() {
  const tenant = createTenant({ clock: createManualClock(Date.parse('2026-11-23T08:00:00Z')), seed: 1 });
  const servers = await createSandboxServers({ tenant });
  return { tenant, servers, images: createImages(servers.armUrl), [Symbol.asyncDispose]: () => servers.close() };
}

function createImages(baseUrl: string, subscriptionId: string | undefined = SANDBOX_SUBSCRIPTION_ID) {
  return createArmImages({ baseUrl, cloud: 'global', credential: undefined, subscriptionId });
}

const GROUP = `/subscriptions/${SANDBOX_SUBSCRIPTION_ID}/resourceGroups/rg/providers/Microsoft.Compute`;
const MANAGED = `${GROUP}/images/one`;
const VERSION = `${GROUP}/galleries/g/images/def/versions/1.0.0`;

test('managed images of the tenant are found with their generation', async () => {
  await using sandbox = await openArmSandbox();
  for (const { id, hyperVGeneration } of sandbox.tenant.sourceImages) {
    expect(await sandbox.images.read(id)).toMatchObject({ id, found: 'yes', generation: hyperVGeneration });
  }
  const requests = sandbox.servers.exchanges.list().filter(({ service }) => service === 'arm');
  expect(requests.length).toBeGreaterThan(0);
  expect(requests.every(({ requestHeaders }) => requestHeaders['authorization'] === 'Bearer loopback')).toBe(true);
});

test('a managed image that was deleted is not found, which is no trouble', async () => {
  await using sandbox = await openArmSandbox();
  expect(await sandbox.images.read(MANAGED)).toMatchObject({ found: 'no', generation: 'unknown' });
});

test('a gallery version has the generation of its definition', async () => {
  await using server = await startTinyServer(({ url }, response) =>
    url.includes('/versions/')
      ? sendJson(response, { location: 'westeurope', properties: {} })
      : sendJson(response, { location: 'westeurope', properties: { hyperVGeneration: 'V2', osState: 'Generalized' } }),
  );
  expect(await createImages(server.url).read(VERSION)).toEqual({
    id: VERSION,
    found: 'yes',
    generation: 'V2',
    detail: 'gallery version, Generalized',
  });
});

test('an image that does not say its generation is of unknown generation', async () => {
  await using server = await startTinyServer((_request, response) =>
    sendJson(response, { location: 'x', properties: {} }),
  );
  expect(await createImages(server.url).read(MANAGED)).toMatchObject({ found: 'yes', generation: 'unknown' });
});

test('a refused read is unknown and says why', async () => {
  await using server = await startTinyServer((_request, response) =>
    sendJson(response, { error: { code: 'AuthorizationFailed', message: 'no' } }, 403),
  );
  expect(await createImages(server.url).read(MANAGED)).toMatchObject({
    found: 'unknown',
    detail: 'HTTP 403 AuthorizationFailed',
  });
});

test.each([
  ['no subscription is configured', MANAGED, ''],
  ['the id is of no known kind', '/subscriptions/x/resourceGroups/y/providers/Microsoft.Compute/disks/z', 'x'],
])('nothing is asked when %s', async (detail, id, subscriptionId) => {
  await using server = await startTinyServer((_request, response) => sendJson(response, {}));
  const options = { baseUrl: server.url, cloud: 'global', credential: undefined } as const;
  const images = createArmImages({ ...options, subscriptionId: subscriptionId === '' ? undefined : subscriptionId });
  expect(await images.read(id)).toEqual({ id, found: 'unknown', generation: 'unknown', detail });
  expect(server.seen).toEqual([]);
});

test('an http address that is not loopback is refused before anything is sent', async () => {
  await expect(createImages('http://management.example.com').read(MANAGED)).rejects.toThrow(/https/);
});
