import { expect, test } from '@jest/globals';
import { startReprovision } from '../../src/adapters/graph-reprovision.ts';
import { createGraphClient } from '../../src/adapters/graph-client.ts';
import { judgeNetworkTrouble } from '../../src/adapters/network-trouble.ts';
import { NOW, openGraphSandbox, permitFor } from './graph-sandbox.ts';
import { sendJson, startTinyServer } from './tiny-server.ts';

const ID = '7b0f6d1e-5a0c-4c1b-9a54-3f2f1d5a0099';
const CLOCK = { now: () => NOW };

function createClient(baseUrl: string) {
  const sleep = () => Promise.resolve();
  return createGraphClient({ baseUrl, cloud: 'global', credential: undefined, sleep, timeoutMs: 1000 });
}

test('an accepted reprovision carries the request id and wipes once', async () => {
  await using sandbox = await openGraphSandbox();
  const target = sandbox.tenant.cloudPcs.find(({ status }) => status === 'provisioned');
  const answer = await sandbox.cloudPcs.reprovision(permitFor(target?.id ?? ''));
  expect(answer).toMatchObject({ outcome: 'accepted' });
  expect(answer.outcome === 'accepted' && answer.requestId).toMatch(/\S/);
  expect(sandbox.tenant.wipes.map(({ cloudPcId }) => cloudPcId)).toEqual([target?.id]);
  const [newest] = await sandbox.cloudPcs.listRemoteActions(target?.id ?? '');
  expect(newest?.name.toLowerCase()).toContain('reprovision');
});

test.each(['drop-after-effect', '504-after-effect', 'timeout-after-effect', 'drop-before-effect', '503'] as const)(
  'whether it wiped is in doubt after: %s; it is not sent again',
  async (fault) => {
    await using sandbox = await openGraphSandbox();
    const target = sandbox.tenant.cloudPcs.find(({ status }) => status === 'provisioned');
    sandbox.tenant.faults.next('reprovision', fault);
    const answer = await sandbox.cloudPcs.reprovision(permitFor(target?.id ?? ''));
    expect(answer.outcome).toBe('in-doubt');
    expect(sandbox.tenant.wipes).toHaveLength(fault.includes('after') ? 1 : 0);
    const posts = sandbox.servers.exchanges.list().filter(({ url }) => url.endsWith('/reprovision'));
    expect(posts).toHaveLength(1);
  },
);

test('a throttled reprovision is a certain no with the time to wait', async () => {
  await using server = await startTinyServer((_request, response) => {
    response.writeHead(429, { 'retry-after': '17' });
    response.end();
  });
  const answer = await startReprovision(createClient(server.url), permitFor(ID), CLOCK);
  expect(answer).toEqual({ outcome: 'rejected', detail: 'HTTP 429', retryAfterSeconds: 17 });
  expect(server.seen).toHaveLength(1);
});

test.each([
  [400, 'rejected'],
  [401, 'rejected'],
  [403, 'rejected'],
  [404, 'rejected'],
  [409, 'rejected'],
  [408, 'in-doubt'],
  [302, 'in-doubt'],
  [500, 'in-doubt'],
  [502, 'in-doubt'],
  [503, 'in-doubt'],
  [504, 'in-doubt'],
] as const)('HTTP %i to a reprovision means %s, after one request', async (status, outcome) => {
  await using server = await startTinyServer((_request, response) =>
    sendJson(response, { error: { code: 'x' } }, status),
  );
  expect((await startReprovision(createClient(server.url), permitFor(ID), CLOCK)).outcome).toBe(outcome);
  expect(server.seen).toHaveLength(1);
});

test('nothing but an empty object is sent, to the v1.0 address of that Cloud PC', async () => {
  await using server = await startTinyServer((_request, response) => sendJson(response, null, 204));
  await startReprovision(createClient(server.url), permitFor(ID), CLOCK);
  expect(server.seen).toMatchObject([
    { method: 'POST', url: `/v1.0/deviceManagement/virtualEndpoint/cloudPCs/${ID}/reprovision`, body: '{}' },
  ]);
});

test('a refused connection is a certain no, because nothing was sent', async () => {
  const server = await startTinyServer(() => undefined);
  await server[Symbol.asyncDispose]();
  const answer = await startReprovision(createClient(server.url), permitFor(ID), CLOCK);
  expect(answer.outcome).toBe('rejected');
  expect(answer.outcome === 'rejected' && answer.detail).toContain('nothing was sent');
});

test.each([
  ['a refusal at every address', new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]), 'not-sent'],
  [
    'a refusal at one address and a reset at another',
    new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNRESET')]),
    'unanswered',
  ],
  ['an unknown host', withCode('ENOTFOUND'), 'not-sent'],
  ['a reset', withCode('ECONNRESET'), 'unanswered'],
  ['an unreachable network, which can hit a standing connection', withCode('ENETUNREACH'), 'unanswered'],
  ['an error without a code', new Error('?'), 'unanswered'],
  ['no error at all', undefined, 'unanswered'],
] as const)('judged by its causes: %s', (_name, cause, trouble) => {
  expect(judgeNetworkTrouble(new TypeError('fetch failed', { cause }))).toBe(trouble);
});

function withCode(code: string): Error {
  return Object.assign(new Error('trouble'), { code });
}

test('under a permit that has run out nothing is sent, and the answer is a certain no', async () => {
  await using server = await startTinyServer((_request, response) => sendJson(response, null, 204));
  const late = { now: () => new Date(Date.parse(NOW) + 120_000).toISOString() };
  const answer = await startReprovision(createClient(server.url), permitFor(ID), late);
  expect(answer).toMatchObject({ outcome: 'rejected', detail: expect.stringContaining('nothing was sent') });
  expect(server.seen).toEqual([]);
});

test('a permit may run out while the call waits for its turn, and then nothing is sent', async () => {
  const time = { now: NOW };
  await using server = await startTinyServer((_request, response) => {
    time.now = new Date(Date.parse(NOW) + 120_000).toISOString();
    sendJson(response, {});
  });
  const client = createGraphClient({ baseUrl: server.url, cloud: 'global', credential: undefined, atOnce: 1 });
  const first = client.send({ method: 'GET', version: 'v1.0', path: 'slow' });
  const answer = await startReprovision(client, permitFor(ID), { now: () => time.now });
  await first;
  expect(answer.outcome).toBe('rejected');
  expect(server.seen).toHaveLength(1);
});
