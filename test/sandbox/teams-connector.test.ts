import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { SANDBOX_TENANT_ID } from '../../src/sandbox/ids.ts';
import { ANNA, BELA, cardActivity, NORA, START, startTeamsWorld } from './teams-world.ts';
import type { TeamsWorld } from './teams-world.ts';

let world: TeamsWorld;
beforeEach(async () => {
  world = await startTeamsWorld();
});
afterEach(() => world.close());

const hello = { type: 'message', text: 'Hello' };

function open(member: string, tenantId = SANDBOX_TENANT_ID): ReturnType<TeamsWorld['call']> {
  return world.call('POST', 'v3/conversations', {
    members: [{ id: member }],
    channelData: { tenant: { id: tenantId } },
  });
}

test('a call without a token of the token endpoint is refused', async () => {
  const answer = await fetch(`${world.teams.urls().serviceUrl}v3/conversations`, {
    method: 'POST',
    headers: { authorization: 'Bearer made.up.token' },
  });
  expect(answer.status).toBe(401);
});

test('a person has one chat with the bot, by either id', async () => {
  const byEntra = await open(ANNA);
  const byTeams = await open(`29:1${ANNA}`);
  expect(byEntra.status).toBe(201);
  expect(byTeams.body['id']).toBe(byEntra.body['id']);
});

test('nobody is reached who never had the app, is unknown, or belongs to another tenant', async () => {
  const never = await open(NORA);
  expect([never.status, never.body]).toMatchObject([403, { error: { code: 'BotNotInConversationRoster' } }]);
  expect((await open('aaaaaaaa-0000-4000-8000-00000000ffff')).status).toBe(404);
  expect((await open(ANNA, 'another-tenant')).status).toBe(400);
});

test('a chat is closed to the bot after the person removed the app, and open again when it is back', async () => {
  const { chatId } = await world.send(ANNA, hello);
  await world.teams.persona(ANNA).uninstall();
  const path = `v3/conversations/${chatId}/activities`;
  expect((await world.call('POST', path, hello)).status).toBe(403);
  await world.teams.persona(ANNA).install();
  expect((await world.call('POST', path, hello)).status).toBe(201);
});

test('a message keeps every revision with its time', async () => {
  const { chatId, messageId } = await world.send(ANNA, cardActivity({ body: [{ type: 'TextBlock', text: 'One' }] }));
  world.clock.advanceTo(START + 60_000);
  const path = `v3/conversations/${chatId}/activities/${messageId}`;
  const updated = await world.call('PUT', path, cardActivity({ body: [{ type: 'TextBlock', text: 'Two' }] }));
  expect(updated).toMatchObject({ status: 200, body: { id: messageId } });
  expect(world.teams.chats.message(chatId, messageId)?.revisions).toMatchObject([
    { at: START, card: { body: [{ text: 'One' }] } },
    { at: START + 60_000, card: { body: [{ text: 'Two' }] } },
  ]);
  expect(world.teams.persona(ANNA).inbox()).toMatchObject([{ content: 'Two', updates: 1 }]);
});

test('a deleted message is gone from the chat and cannot be changed', async () => {
  const { chatId, messageId } = await world.send(ANNA, hello);
  const path = `v3/conversations/${chatId}/activities/${messageId}`;
  expect((await world.call('DELETE', path)).status).toBe(200);
  expect(world.teams.persona(ANNA).inbox()).toEqual([]);
  expect((await world.call('PUT', path, hello)).status).toBe(404);
});

test('text and card in one activity become two messages without an id', async () => {
  const { chatId } = await world.send(ANNA, hello);
  const both = { ...cardActivity({ body: [] }), text: 'And a card' };
  const answer = await world.call('POST', `v3/conversations/${chatId}/activities`, both);
  expect(answer).toEqual({ status: 202, body: {} });
  expect(world.teams.persona(ANNA).inbox()).toHaveLength(3);
});

test('a message over 100 KB in UTF-16 is too big, one just under is not', async () => {
  const { chatId } = await world.send(ANNA, hello);
  const path = `v3/conversations/${chatId}/activities`;
  const wrapping = JSON.stringify({ type: 'message', text: '' }).length;
  const fitting = { type: 'message', text: 'x'.repeat(51_200 - wrapping) };
  expect((await world.call('POST', path, fitting)).status).toBe(201);
  expect((await world.call('POST', path, { ...fitting, text: `${fitting.text}x` })).status).toBe(413);
});

test('an empty message and an unknown conversation are refused', async () => {
  const { chatId } = await world.send(ANNA, hello);
  expect((await world.call('POST', `v3/conversations/${chatId}/activities`, { type: 'message' })).status).toBe(400);
  expect((await world.call('POST', 'v3/conversations/a:none/activities', hello)).status).toBe(404);
});

test('members are told with their Entra id, and only those of the chat', async () => {
  const { chatId } = await world.send(ANNA, hello);
  const paged = await world.call('GET', `v3/conversations/${chatId}/pagedmembers?pageSize=50`);
  expect(paged.body).toMatchObject({
    members: [{ id: `29:1${ANNA}`, aadObjectId: ANNA, tenantId: SANDBOX_TENANT_ID }],
  });
  expect((await world.call('GET', `v3/conversations/${chatId}/members/29:1${ANNA}`)).status).toBe(200);
  expect((await world.call('GET', `v3/conversations/${chatId}/members/29:1${BELA}`)).status).toBe(404);
});

test.each([
  ['403', 403],
  ['404', 404],
  ['412', 412],
  ['429', 429],
  ['502', 502],
] as const)('the fault %s stops one send and leaves no message', async (kind, status) => {
  const { chatId } = await world.send(ANNA, hello);
  world.teams.faults.once({ kind, match: ({ personIds }) => personIds.includes(ANNA) });
  const path = `v3/conversations/${chatId}/activities`;
  expect((await world.call('POST', path, hello)).status).toBe(status);
  expect(world.teams.persona(ANNA).inbox()).toHaveLength(1);
  expect((await world.call('POST', path, hello)).status).toBe(201);
  expect(world.teams.faults.pending()).toBe(0);
});

test('a lost notice is accepted with an id and never seen', async () => {
  world.teams.faults.once({ kind: 'lost-notice' });
  const { messageId } = await world.send(ANNA, hello);
  expect(messageId).toMatch(/^\d+$/);
  expect(world.teams.persona(ANNA).inbox()).toEqual([]);
});

test('after a dropped connection the message stands in the chat all the same', async () => {
  const { chatId } = await world.send(ANNA, hello);
  world.teams.faults.once({ kind: 'timeout-after-effect' });
  await expect(world.call('POST', `v3/conversations/${chatId}/activities`, hello)).rejects.toThrow();
  expect(world.teams.persona(ANNA).inbox()).toHaveLength(2);
});

test('the eighth message within a second to one chat is throttled, another chat is not', async () => {
  await world.close();
  let machineMs = 0;
  world = await startTeamsWorld({ readMachineMs: () => machineMs });
  world.teams.faults.setThrottle(true);
  const { chatId } = await world.send(ANNA, hello);
  const path = `v3/conversations/${chatId}/activities`;
  const answers = await Promise.all(Array.from({ length: 8 }, () => world.call('POST', path, hello)));
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(6).fill(201), 429, 429]);
  expect((await world.send(BELA, hello)).messageId).toMatch(/^\d+$/);
  machineMs = 2000;
  expect((await world.call('POST', path, hello)).status).toBe(201);
});
