import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from '@jest/globals';
import { INVOKE_RESPONSE_KEY } from 'botbuilder';
import { answerEarly } from '../../src/bot/invoke.ts';
import { createServer } from '../../src/bot/server.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { openDoor } from './door-world.ts';
import type { DoorWorld } from './door-world.ts';

const open: DoorWorld[] = [];

async function start(run?: Parameters<typeof openDoor>[0]): Promise<DoorWorld> {
  const world = await openDoor(run);
  open.push(world);
  return world;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((world) => world.close()));
});

test('the health check says that the process answers, without a token', async () => {
  const world = await start();
  const answer = await fetch(`${world.url}/health`);
  expect([answer.status, await answer.json()]).toEqual([200, { ok: true }]);
});

test.each([
  ['GET', '/', 404],
  ['GET', '/api/messages', 405],
  ['PUT', '/api/messages', 405],
  ['GET', '/../../etc/passwd', 404],
])('%s %s is answered %i with nothing but the status', async (method, path, status) => {
  const world = await start();
  const answer = await fetch(`${world.url}${path}`, { method });
  expect([answer.status, await answer.json()]).toEqual([status, { status }]);
});

test('a packed body is refused, because it could grow without limit', async () => {
  const world = await start();
  const body = gzipSync(JSON.stringify(world.activity()));
  const headers = {
    authorization: `Bearer ${world.sign()}`,
    'content-type': 'application/json',
    'content-encoding': 'gzip',
  };
  const answer = await fetch(`${world.url}/api/messages`, { method: 'POST', headers, body });
  expect([answer.status, world.seen]).toEqual([415, []]);
});

test('an upgrade to streaming is refused at once instead of hanging', async () => {
  const world = await start();
  const socket = connect(Number(new URL(world.url).port), '127.0.0.1');
  socket.write('GET /api/messages HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  await once(socket, 'close');
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 400 /);
});

test('what goes wrong inside a turn stays inside', async () => {
  const world = await start(() => Promise.reject(new Error('password=hunter2')));
  const answer = await world.post(world.activity(), `Bearer ${world.sign()}`);
  expect(await answer.text()).not.toContain('hunter2');
  expect(world.logLines.some((line) => line.startsWith('error turn failed'))).toBe(true);
});

test('the answer to an invoke is the body of the response', async () => {
  const value = {
    status: 200,
    body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Done' },
  };
  const world = await start((context) => {
    context.turnState.set(INVOKE_RESPONSE_KEY, { type: 'invokeResponse', value });
    return Promise.resolve();
  });
  const answer = await world.post(
    world.activity({ type: 'invoke', name: 'adaptiveCard/action' }),
    `Bearer ${world.sign()}`,
  );
  expect([answer.status, await answer.json()]).toEqual([200, value.body]);
});

test('an early answer to an invoke leaves while the turn goes on', async () => {
  const gate = Promise.withResolvers<void>();
  const done = Promise.withResolvers<void>();
  const world = await start(async (context) => {
    await answerEarly(context, { status: 200, body: { statusCode: 200, value: 'Wait' } });
    await gate.promise;
    done.resolve();
  });
  const activity = world.activity({ type: 'invoke', name: 'adaptiveCard/action' });
  const answer = await world.post(activity, `Bearer ${world.sign()}`);
  expect(await answer.json()).toEqual({ statusCode: 200, value: 'Wait' });
  gate.resolve();
  await done.promise;
});

test('a taken port is named, with what to do', async () => {
  const world = await start();
  const port = Number(new URL(world.url).port);
  const unused = Promise.reject(new Error('not asked'));
  unused.catch(() => undefined);
  const second = createServer({
    guard: { checkHeader: () => undefined, checkActivity: () => ({ admitted: false, status: 400, why: 'closed' }) },
    adapter: { processActivityDirect: () => unused },
    bot: { run: () => unused },
    log: createRecordingLog(),
  });
  await expect(second.listen(port)).rejects.toThrow(`Port ${port} is taken by another program. Set PORT to a free one`);
  await second.close();
});
