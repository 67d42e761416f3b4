import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import jwt from 'jsonwebtoken';
import { SANDBOX_BOT_APP_ID, SANDBOX_TENANT_ID } from '../../src/sandbox/ids.ts';
import { startPlayground } from '../../src/sandbox/playground/playground.ts';
import type { Playground } from '../../src/sandbox/playground/playground.ts';
import { completeActivity } from '../../src/sandbox/playground/signing-proxy.ts';
import { ANNA, makePerson, startTeamsWorld } from './teams-world.ts';
import type { TeamsWorld } from './teams-world.ts';

let world: TeamsWorld;
beforeEach(async () => {
  world = await startTeamsWorld();
});
afterEach(() => world.close());

const anna = makePerson({ id: ANNA, name: 'Anna', locale: 'de-DE' });

/** Holds a port of loopback for the length of the action. */
async function withPort<T>(act: (port: number) => Promise<T>): Promise<T> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await act((server.address() as AddressInfo).port);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

/** Settles when the bot gets the next message. The page answers its caller before it posts to the bot. */
function hearMessage(): Promise<void> {
  return new Promise((resolve) => {
    world.bot.answer(({ type }) => {
      if (type === 'message') resolve();
      return { status: 200 };
    });
  });
}

function start(port: number): Promise<Playground> {
  const { teams, directory, bot } = world;
  return startPlayground({ seats: [{ person: anna, port }], directory, teams, botEndpoint: bot.endpoint });
}

test('a page speaks to the bot as its person, signed, in the chat that the sandbox knows', async () => {
  const port = await withPort((free) => Promise.resolve(free));
  const playground = await start(port);
  try {
    const [page] = playground.pages;
    expect((await fetch(page?.url ?? '')).status).toBe(200);
    const chatId = world.teams.chats.personal(ANNA).id;
    const path = `/_conversation/v1/conversations/${encodeURIComponent(chatId)}/messages`;
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ from: { id: anna.teamsId }, text: 'status', textFormat: 'plain' });
    const heard = hearMessage();
    await fetch(`${page?.url ?? ''}${path}`, { method: 'POST', headers, body });
    await heard;
    const request = world.bot.requests.at(-1);
    const { serviceUrl } = world.teams.urls();
    expect(request?.body).toMatchObject({ serviceUrl, from: { aadObjectId: ANNA }, conversation: { id: chatId } });
    const token = (request?.headers['authorization'] ?? '').replace('Bearer ', '');
    expect(jwt.decode(token)).toMatchObject({ aud: SANDBOX_BOT_APP_ID, serviceurl: serviceUrl });
  } finally {
    await playground.close();
  }
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
}, 60_000);

test('a taken port is an error that names it and what to do', async () => {
  await withPort(async (taken) => {
    await expect(start(taken)).rejects.toThrow(new RegExp(`port ${taken}: the port is taken. Stop what uses it`));
  });
}, 60_000);

test('what the page leaves out is filled in, what it says is kept', () => {
  const activity = {
    from: { id: anna.teamsId },
    conversation: { id: 'c', conversationType: 'groupChat' },
    locale: 'en-US',
    entities: [{ type: 'mention' }, { type: 'clientInfo', timezone: 'America/New_York' }],
  };
  expect(completeActivity(activity, anna)).toMatchObject({
    from: { id: anna.teamsId, aadObjectId: ANNA, name: 'Anna' },
    conversation: { id: 'c', conversationType: 'groupChat', tenantId: SANDBOX_TENANT_ID },
    channelData: { tenant: { id: SANDBOX_TENANT_ID } },
    locale: 'de-DE',
    entities: [{ type: 'mention' }, { type: 'clientInfo', timezone: 'Europe/Berlin' }],
  });
});
