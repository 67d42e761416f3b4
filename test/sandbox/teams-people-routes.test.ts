import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createExchangeLog, createRouter, startServer } from '../../src/sandbox/http.ts';
import type { RunningServer } from '../../src/sandbox/http.ts';
import { createPeopleRoutes } from '../../src/sandbox/teams/people-routes.ts';
import { ANNA, cardActivity, invokeAnswer, startTeamsWorld } from './teams-world.ts';
import type { TeamsWorld } from './teams-world.ts';

let world: TeamsWorld;
let control: RunningServer;
beforeEach(async () => {
  world = await startTeamsWorld();
  const router = createRouter(createPeopleRoutes(world.teams.persona));
  control = await startServer({ door: { service: 'control', router, log: createExchangeLog() } });
});
afterEach(() => Promise.all([control.close(), world.close()]));

async function call(path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${control.url}/sandbox/people/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

test('another process can say and click as a person and read what came of it', async () => {
  expect((await call(`${ANNA}/install`, {})).status).toBe(200);
  expect((await call(`${ANNA}/says`, { text: 'status' })).status).toBe(200);
  await world.send(ANNA, cardActivity({ actions: [{ type: 'Action.Execute', title: 'Yes', verb: 'yes' }] }));
  world.bot.answer(() => invokeAnswer(200, 'application/vnd.microsoft.activity.message', 'Noted'));
  const { body } = await call(`${ANNA}/inbox`);
  const [message] = body['messages'] as { id: string }[];
  const clicked = await call(`${ANNA}/click`, { messageId: message?.id, title: 'Yes' });
  expect(clicked).toMatchObject({ status: 200, body: { kind: 'invoke', response: { value: 'Noted' } } });
  expect(world.bot.requests.map(({ body: sent }) => (sent as { type: string }).type)).toEqual([
    'installationUpdate',
    'conversationUpdate',
    'message',
    'invoke',
  ]);
});

test('what a client would not do is refused, what the bot does not take is told apart', async () => {
  expect((await call('nobody/inbox')).status).toBe(400);
  expect((await call(`${ANNA}/says`, {})).status).toBe(400);
  expect((await call(`${ANNA}/click`, { messageId: '1', title: 'Yes' })).status).toBe(400);
  world.bot.answer(() => ({ status: 500 }));
  expect((await call(`${ANNA}/says`, { text: 'hi' })).status).toBe(502);
});
