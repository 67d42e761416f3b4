import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createExchangeLog, createRouter, route, startServer } from '../../src/sandbox/http.ts';
import type { RunningServer, SandboxRequest } from '../../src/sandbox/http.ts';
import { SANDBOX_TENANT_ID } from '../../src/sandbox/ids.ts';
import { createPageMirror } from '../../src/sandbox/playground/page-mirror.ts';
import type { PageMirror } from '../../src/sandbox/playground/page-mirror.ts';
import { startSigningProxy } from '../../src/sandbox/playground/signing-proxy.ts';
import { ADAPTIVE_CARD_TYPE } from '../../src/sandbox/teams/activity.ts';
import { ANNA, makePerson, startTeamsWorld } from './teams-world.ts';
import type { TeamsWorld } from './teams-world.ts';

const ACTIVITIES = '/_connector/v3/conversations/{chatId}/activities';
const anna = makePerson({ id: ANNA, name: 'Anna' });

/** The connector of a Playground: takes messages and changes, and names them "page-1", "page-2" … */
type TinyPage = RunningServer & { readonly shown: string[] };

let world: TeamsWorld;
let page: TinyPage;
let mirror: PageMirror;
let proxy: RunningServer;

beforeEach(async () => {
  world = await startTeamsWorld();
  page = await startTinyPage();
  mirror = createPageMirror({ chats: world.teams.chats, personId: ANNA, port: page.port });
  proxy = await startSigningProxy({ teams: world.teams, botEndpoint: world.bot.endpoint, person: anna, mirror });
});
afterEach(async () => {
  await mirror.close();
  await proxy.close();
  await page.close();
  await world.close();
});

async function startTinyPage(): Promise<TinyPage> {
  const shown: string[] = [];
  let count = 0;
  const routes = [
    route('POST', ACTIVITIES, (request) => {
      count += 1;
      shown.push(`page-${count}: ${textOf(request)}`);
      return { status: 201, body: { id: `page-${count}` } };
    }),
    route('PUT', `${ACTIVITIES}/{id}`, (request) => {
      shown.push(`${request.params['id'] ?? ''} now: ${textOf(request)}`);
      return { status: 200, body: { id: request.params['id'] } };
    }),
  ];
  const door = { service: 'page', router: createRouter(routes), log: createExchangeLog() };
  return { ...(await startServer({ door })), shown };
}

function textOf({ body }: SandboxRequest): string {
  return (body as { text?: string }).text ?? 'a card';
}

/** What a page posts when somebody does something on it. */
async function doOnPage(activity: Record<string, unknown>): Promise<void> {
  const conversation = { id: world.teams.chats.personal(ANNA).id };
  const posted = {
    id: 'from-page',
    channelId: 'msteams',
    serviceUrl: `http://localhost:${page.port}/_connector`,
    from: { id: anna.teamsId },
    conversation,
    ...activity,
  };
  const headers = { 'content-type': 'application/json' };
  await fetch(`${proxy.url}/api/messages`, { method: 'POST', headers, body: JSON.stringify(posted) });
}

const openPage = () => doOnPage({ type: 'installationUpdate', action: 'add' });

test('what was written before a page is opened stands there when it opens', async () => {
  await world.send(ANNA, { type: 'message', text: 'one' });
  await world.send(ANNA, { type: 'message', text: 'two' });
  expect(page.shown).toEqual([]);
  await openPage();
  expect(page.shown).toEqual(['page-1: one', 'page-2: two']);
});

test('an open page shows new messages in order and changes old ones in place', async () => {
  await openPage();
  const { chatId, messageId } = await world.send(ANNA, { type: 'message', text: 'one' });
  await world.send(ANNA, { type: 'message', text: 'two' });
  const path = `v3/conversations/${encodeURIComponent(chatId)}/activities/${messageId}`;
  await world.call('PUT', path, { type: 'message', text: 'one, changed' });
  await mirror.close();
  expect(page.shown).toEqual(['page-1: one', 'page-2: two', 'page-1 now: one, changed']);
});

test('a page that is loaded anew shows the chat again, each message as it is now', async () => {
  await openPage();
  const { chatId, messageId } = await world.send(ANNA, { type: 'message', text: 'one' });
  const path = `v3/conversations/${encodeURIComponent(chatId)}/activities/${messageId}`;
  await world.call('PUT', path, { type: 'message', text: 'one, changed' });
  await openPage();
  expect(page.shown.at(-1)).toBe('page-2: one, changed');
});

test('a click names the message by the id that the bot knows, and its card is what the page shows from then on', async () => {
  const card = { type: 'AdaptiveCard', version: '1.5', body: [] };
  const attachments = [{ contentType: ADAPTIVE_CARD_TYPE, content: card }];
  const { chatId, messageId } = await world.send(ANNA, { type: 'message', attachments });
  await openPage();
  const thanks = { ...card, body: [{ type: 'TextBlock', text: 'Thank you' }] };
  world.bot.answer(() => ({ status: 200, body: { statusCode: 200, type: ADAPTIVE_CARD_TYPE, value: thanks } }));
  await doOnPage({ type: 'invoke', name: 'adaptiveCard/action', replyToId: 'page-1' });
  expect(world.bot.requests.at(-1)?.body).toMatchObject({
    replyToId: messageId,
    serviceUrl: world.teams.urls().serviceUrl,
  });
  expect(world.teams.chats.message(chatId, messageId)?.views.get(ANNA)).toEqual(thanks);
});

test('a person who removes the app on the page cannot be written to until it is added again', async () => {
  await openPage();
  await doOnPage({ type: 'installationUpdate', action: 'remove' });
  const parameters = { members: [{ id: ANNA }], tenantId: SANDBOX_TENANT_ID };
  expect((await world.call('POST', 'v3/conversations', parameters)).status).toBe(403);
  await openPage();
  expect((await world.call('POST', 'v3/conversations', parameters)).status).toBe(201);
});

test('in a group chat the page speaks for itself: the sandbox keeps only the chat of the two', async () => {
  await doOnPage({ type: 'message', text: 'status', conversation: { id: '19:group@thread.v2' } });
  const serviceUrl = `http://localhost:${page.port}/_connector`;
  expect(world.bot.requests.at(-1)?.body).toMatchObject({ serviceUrl });
});
