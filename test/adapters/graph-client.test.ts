import { expect, test } from '@jest/globals';
import { createGraphClient } from '../../src/adapters/graph-client.ts';
import { limitConcurrency } from '../../src/adapters/graph-middleware.ts';
import type { GraphClient } from '../../src/adapters/graph-client.ts';
import { Failure } from '../../src/workflow/failure.ts';
import { sendJson, startTinyServer } from './tiny-server.ts';

function createClient(baseUrl: string, waits: number[] = [], options: { timeoutMs?: number } = {}): GraphClient {
  const sleep = (ms: number) => Promise.resolve(waits.push(ms));
  return createGraphClient({ baseUrl, cloud: 'global', credential: undefined, sleep, ...options });
}

const ASK = { method: 'GET', version: 'beta', path: 'things' } as const;

async function catchFailure(run: Promise<unknown>): Promise<Failure> {
  const error: unknown = await run.then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) throw error;
  return error;
}

test('a loopback server gets the fixed token and the request for enum members newer than the contract', async () => {
  await using server = await startTinyServer((_request, response) => sendJson(response, { value: [] }));
  await createClient(server.url).list(ASK);
  expect(server.seen[0]?.headers.authorization).toBe('Bearer loopback');
  expect(server.seen[0]?.headers['prefer']).toBe('include-unknown-enum-members');
  expect(server.seen[0]?.url).toBe('/beta/things');
});

test('a list follows its pages on a loopback server, whatever host the links name', async () => {
  await using server = await startTinyServer(({ url }, response, root) => {
    if (url === '/beta/things')
      sendJson(response, { value: [1], '@odata.nextLink': `${root}/beta/things?$skiptoken=a%2Bb` });
    else if (url.endsWith('a%2Bb')) {
      sendJson(response, { value: [2], '@odata.nextLink': 'https://graph.microsoft.com/beta/things?$skiptoken=c' });
    } else sendJson(response, { value: [3] });
  });
  expect(await createClient(server.url).list(ASK)).toEqual([1, 2, 3]);
});

test('no token and no request go to a foreign host that a link names', async () => {
  await using foreign = await startTinyServer((_request, response) => sendJson(response, { value: ['stolen'] }));
  await using server = await startTinyServer((_request, response) =>
    sendJson(response, { value: [1], '@odata.nextLink': `${foreign.url}/beta/things?page=2` }),
  );
  expect((await catchFailure(createClient(server.url).list(ASK))).code).toBe('graph-foreign-link');
  expect(foreign.seen).toEqual([]);
});

test('pages that run in a circle end as a failure', async () => {
  await using server = await startTinyServer((_request, response, root) =>
    sendJson(response, { value: [1], '@odata.nextLink': `${root}/beta/things` }),
  );
  expect((await catchFailure(createClient(server.url).list(ASK))).code).toBe('graph-unexpected-answer');
});

test('a redirect is not followed', async () => {
  await using foreign = await startTinyServer((_request, response) => sendJson(response, { value: [] }));
  await using server = await startTinyServer((_request, response) => {
    response.writeHead(307, { location: `${foreign.url}/beta/things` });
    response.end();
  });
  expect((await catchFailure(createClient(server.url).list(ASK))).code).toBe('graph-refused');
  expect(foreign.seen).toEqual([]);
});

test.each([
  ['seconds', '7', 7000],
  ['nothing, so it doubles', undefined, 1000],
])('a throttled read waits as told: %s', async (_name, retryAfter, firstWaitMs) => {
  const waits: number[] = [];
  await using server = await startTinyServer((_request, response) => {
    if (server.seen.length > 2) return sendJson(response, { value: ['x'] });
    response.writeHead(429, retryAfter === undefined ? {} : { 'retry-after': retryAfter });
    response.end();
  });
  expect(await createClient(server.url, waits).list(ASK)).toEqual(['x']);
  expect(waits).toHaveLength(2);
  expect(waits[0]).toBe(firstWaitMs);
});

test('after three throttled tries the failure says when to come back', async () => {
  await using server = await startTinyServer((_request, response) => {
    response.writeHead(429, { 'retry-after': '9' });
    response.end();
  });
  const failure = await catchFailure(createClient(server.url).read(ASK));
  expect(failure).toMatchObject({ code: 'graph-throttled', attempted: 'GET things', retryAfterSeconds: 9 });
  expect(server.seen).toHaveLength(3);
});

test('a wait of an hour is left to the worker', async () => {
  const waits: number[] = [];
  await using server = await startTinyServer((_request, response) => {
    response.writeHead(503, { 'retry-after': '3600' });
    response.end();
  });
  const failure = await catchFailure(createClient(server.url, waits).read(ASK));
  expect(failure).toMatchObject({ code: 'graph-unavailable', retryAfterSeconds: 3600 });
  expect(waits).toEqual([]);
});

test('a broken connection is tried again for reads and never for what is sent once', async () => {
  await using server = await startTinyServer((_request, response) => void response.socket?.destroy());
  const client = createClient(server.url);
  expect((await catchFailure(client.read(ASK))).code).toBe('graph-unanswered');
  expect(server.seen).toHaveLength(3);
  await catchFailure(client.sendOnce({ ...ASK, method: 'POST', body: {} }, () => true));
  expect(server.seen).toHaveLength(4);
});

test('an answer that does not come is given up after the time limit', async () => {
  await using server = await startTinyServer(() => undefined);
  const failure = await catchFailure(createClient(server.url, [], { timeoutMs: 30 }).sendOnce(ASK, () => true));
  expect(failure.code).toBe('graph-timed-out');
});

test('never more requests at once than the budget allows, and each end lets the next one in', async () => {
  const link = limitConcurrency(3);
  const ends: (() => void)[] = [];
  const runs = Array.from({ length: 5 }, () =>
    link(
      { request: 'https://graph.microsoft.com/beta/things' },
      () => new Promise<void>((resolve) => ends.push(resolve)),
    ),
  );
  expect(ends).toHaveLength(3);
  ends[0]?.();
  await runs[0];
  expect(ends).toHaveLength(4);
  ends[1]?.();
  await runs[1];
  for (const end of ends) end();
  await Promise.all(runs);
  expect(ends).toHaveLength(5);
});

test('calls are counted by route without ids, every try of them', async () => {
  await using server = await startTinyServer((_request, response) =>
    server.seen.length === 1 ? sendJson(response, {}, 503) : sendJson(response, { value: [] }),
  );
  const client = createClient(server.url);
  await client.list({ ...ASK, path: 'groups/7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0011/transitiveMembers' });
  expect(client.countCalls()).toEqual({ total: 2, byRoute: { 'GET beta/groups/{id}/transitiveMembers': 2 } });
});

test('a failure names status, code and request id, and quotes neither token nor body', async () => {
  await using server = await startTinyServer((_request, response) =>
    sendJson(response, { error: { code: 'Forbidden', message: 'Bearer loopback may not read secret-body' } }, 403),
  );
  const failure = await catchFailure(
    createClient(server.url).read({ ...ASK, method: 'POST', body: { a: 'secret-body' } }),
  );
  expect(failure).toMatchObject({ code: 'graph-forbidden', attempted: 'POST things', retryAfterSeconds: null });
  const cause = failure.cause instanceof Error ? failure.cause.message : '';
  expect(cause).toBe('HTTP 403 Forbidden, request request-1');
  expect(`${failure.message} ${failure.stack} ${cause}`).not.toMatch(/loopback|secret-body/);
});

test('the scope of the token follows the cloud, and a failed sign-in sends nothing', async () => {
  const scopes: unknown[] = [];
  const credential = {
    getToken: (scope: string | string[]) => {
      scopes.push(scope);
      return Promise.reject(new Error('AADSTS7000215 secret'));
    },
  };
  const sleep = () => Promise.resolve();
  const client = createGraphClient({ baseUrl: 'https://graph.microsoft.us', cloud: 'usgov', credential, sleep });
  const failure = await catchFailure(client.read(ASK));
  expect(failure.code).toBe('graph-sign-in-failed');
  expect(failure.message).not.toContain('AADSTS');
  expect(scopes).toEqual(['https://graph.microsoft.us/.default']);
});

test('an http address that is not loopback is refused at once', () => {
  expect(() => createClient('http://graph.example.com')).toThrow(/https/);
});
