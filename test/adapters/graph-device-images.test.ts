import { expect, test } from '@jest/globals';
import { createGraphClient } from '../../src/adapters/graph-client.ts';
import { createGraphDeviceImages } from '../../src/adapters/graph-device-images.ts';
import { contractProblems } from './arm-sandbox.ts';
import { openGraphSandbox } from './graph-sandbox.ts';
import { sendJson, startTinyServer } from './tiny-server.ts';

function openImages(baseUrl: string) {
  const sleep = () => Promise.resolve();
  return createGraphDeviceImages(
    createGraphClient({ baseUrl, cloud: 'global', credential: undefined, sleep, timeoutMs: 2000 }),
  );
}

const NEW = { name: 'W11 test', version: '1.0.0' };

test('what Windows 365 can import is listed with its kind', async () => {
  await using sandbox = await openGraphSandbox();
  const sources = await createGraphDeviceImages(sandbox.graph).listSources();
  const [first] = sandbox.tenant.sourceImages;
  expect(sources).toContainEqual(
    expect.objectContaining({ resourceId: first?.id, name: first?.name, kind: 'managed' }),
  );
  expect(sources.every(({ subscriptionId }) => subscriptionId !== '')).toBe(true);
  expect(contractProblems(sandbox.servers)).toEqual([]);
});

test('a source in a gallery is told from a managed image, with and without its category', async () => {
  await using server = await startTinyServer((_request, response) =>
    sendJson(response, {
      value: [
        { resourceId: '/a', category: 'azureComputeGallery', displayName: null },
        { resourceId: '/b', category: 'managedImage' },
        {
          resourceId:
            '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/g/images/d/versions/1.0.0',
        },
      ],
    }),
  );
  expect((await openImages(server.url).listSources()).map(({ kind }) => kind)).toEqual([
    ...['gallery', 'managed', 'gallery'],
  ]);
});

test('an import begins with three fields and nothing else', async () => {
  await using sandbox = await openGraphSandbox();
  const images = createGraphDeviceImages(sandbox.graph);
  const sourceId = sandbox.tenant.sourceImages[1]?.id ?? '';
  const { id } = await images.create({ ...NEW, sourceId });
  expect(sandbox.tenant.deviceImages.map((image) => image.id)).toContain(id);
  const post = sandbox.servers.exchanges.list().find(({ method }) => method === 'POST');
  expect(post?.url).toBe('/v1.0/deviceManagement/virtualEndpoint/deviceImages');
  expect(post?.requestBody).toEqual({ displayName: NEW.name, version: NEW.version, sourceImageResourceId: sourceId });
  expect(contractProblems(sandbox.servers)).toEqual([]);
});

test.each([
  [503, 'graph-unavailable', 9],
  [429, 'graph-throttled', 9],
  [400, 'graph-bad-request', null],
])('an import that is answered with %d is not asked for twice', async (status, code, retryAfterSeconds) => {
  await using server = await startTinyServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '9' });
    response.end(JSON.stringify({ error: { code: 'because', message: 'of something' } }));
  });
  await expect(openImages(server.url).create({ ...NEW, sourceId: '/x' })).rejects.toMatchObject({
    ...{ code, retryAfterSeconds },
  });
  expect(server.seen).toHaveLength(1);
});

test('an import without an answer is not asked for twice either', async () => {
  await using server = await startTinyServer((_request, response) => response.destroy());
  await expect(openImages(server.url).create({ ...NEW, sourceId: '/x' })).rejects.toMatchObject({
    code: 'graph-unanswered',
  });
  expect(server.seen).toHaveLength(1);
});

test('an upload is tried again by a call of beta without a body', async () => {
  await using server = await startTinyServer((_request, response) => {
    response.writeHead(204);
    response.end();
  });
  await openImages(server.url).retryUpload('image 1');
  expect(server.seen).toMatchObject([
    { method: 'POST', url: '/beta/deviceManagement/virtualEndpoint/deviceImages/image%201/retryUpload', body: '' },
  ]);
});

test('an image is removed, and one that is gone is no trouble', async () => {
  await using sandbox = await openGraphSandbox();
  const images = createGraphDeviceImages(sandbox.graph);
  const { id } = await images.create({ ...NEW, sourceId: sandbox.tenant.sourceImages[1]?.id ?? '' });
  await images.remove(id);
  expect(sandbox.tenant.deviceImages.map((image) => image.id)).not.toContain(id);
  await images.remove(id);
});

test('an image in use is not removed, and the reason is told', async () => {
  await using server = await startTinyServer((_request, response) =>
    sendJson(response, { error: { code: 'imageInUse', message: 'no' } }, 400),
  );
  await expect(openImages(server.url).remove('one')).rejects.toMatchObject({
    ...{ code: 'graph-bad-request', retryAfterSeconds: null },
  });
});
