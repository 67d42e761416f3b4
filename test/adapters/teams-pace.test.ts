import { expect, test } from '@jest/globals';
import { createPace } from '../../src/adapters/pace.ts';
import type { PaceLimit } from '../../src/adapters/pace.ts';
import { TEAMS_LIMITS } from '../../src/adapters/teams-pace.ts';
import { createBotToken } from '../../src/adapters/teams-token.ts';
import { sendJson, startTinyServer } from './tiny-server.ts';

/** When each of the requests may go, in milliseconds from the start, for a clock that stands still while they are queued. */
async function planStarts(threads: readonly string[]): Promise<{ thread: string; atMs: number }[]> {
  const starts: { thread: string; atMs: number }[] = [];
  for (const thread of new Set(threads)) {
    const clock = { ms: 0 };
    const sleep = (ms: number) => Promise.resolve(void (clock.ms += ms));
    const pace = createPace({ limits: TEAMS_LIMITS, sleep, nowMs: () => clock.ms });
    for (const each of threads.filter((name) => name === thread)) {
      await pace.wait(each);
      starts.push({ thread, atMs: clock.ms });
    }
  }
  return starts;
}

function mostWithin(atMs: readonly number[], { spanMs }: PaceLimit): number {
  return Math.max(...atMs.map((from) => atMs.filter((at) => at >= from && at < from + spanMs).length));
}

test('one conversation never gets more than any of its limits lets pass', async () => {
  const starts = (await planStarts(Array.from({ length: 200 }, () => 'a'))).map(({ atMs }) => atMs);
  for (const limit of TEAMS_LIMITS.thread) expect(mostWithin(starts, limit)).toBeLessThanOrEqual(limit.most);
  expect(starts.slice(0, 7)).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

test('all conversations together never get more than the tenant limit, and use it up', async () => {
  const clock = { ms: 0 };
  const starts: number[] = [];
  const sleep = (ms: number) => Promise.resolve(void (clock.ms += ms));
  const pace = createPace({ limits: TEAMS_LIMITS, sleep, nowMs: () => clock.ms });
  for (let index = 0; index < 100; index += 1) {
    await pace.wait(`chat ${index}`);
    starts.push(clock.ms);
  }
  for (const limit of TEAMS_LIMITS.tenant) expect(mostWithin(starts, limit)).toBe(limit.most);
  expect(starts.at(-1)).toBe(3000);
});

test('a token is fetched once for all who wait, and again five minutes before it ends', async () => {
  const clock = { ms: 0 };
  await using server = await startTinyServer((_request, response) =>
    sendJson(response, { access_token: `t${server.seen.length}`, expires_in: 3600 }),
  );
  const token = createBotToken({
    appId: 'app',
    appType: 'SingleTenant',
    password: 'a&b=c',
    tokenUrl: `${server.url}/token`,
    scope: 'https://api.botframework.com/.default',
    nowMs: () => clock.ms,
  });
  expect(await Promise.all([token.read(), token.read(), token.read()])).toEqual(['t1', 't1', 't1']);
  clock.ms = 54 * 60_000;
  expect(await token.read()).toBe('t1');
  clock.ms = 55 * 60_000;
  expect(await token.read()).toBe('t2');
  expect(Object.fromEntries(new URLSearchParams(server.seen[0]?.body))).toEqual({
    grant_type: 'client_credentials',
    client_id: 'app',
    client_secret: 'a&b=c',
    scope: 'https://api.botframework.com/.default',
  });
});
