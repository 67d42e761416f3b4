import { expect, test } from '@jest/globals';
import { createTeamsConnection } from '../../src/adapters/teams-connection.ts';
import { createTeamsMessenger } from '../../src/adapters/teams-messenger.ts';
import { Failure } from '../../src/workflow/failure.ts';
import {
  askView,
  connectionOptions,
  createConversations,
  openTeamsSandbox,
  READERS,
  renderTitle,
} from './teams-sandbox.ts';
import { sendJson, startTinyServer } from './tiny-server.ts';
import type { Answer, TinyServer } from './tiny-server.ts';

/** A connector whose answers the test makes; it hands out tokens too. */
async function startConnector(answer: Answer): Promise<TinyServer> {
  return startTinyServer((request, response, url) => {
    if (request.url === '/token') sendJson(response, { access_token: 'bot-token', expires_in: 3600 });
    else answer(request, response, url);
  });
}

function createMessenger(server: TinyServer, options: { allowedHosts?: string[]; serviceUrl?: string } = {}) {
  const { host } = new URL(server.url);
  const allowedHosts = options.allowedHosts ?? [host];
  const connection = createTeamsConnection(
    connectionOptions({ tokenUrl: `${server.url}/token`, allowedHosts, plainHttpHosts: allowedHosts, timeoutMs: 1000 }),
  );
  const conversations = createConversations();
  const defaultServiceUrl = options.serviceUrl ?? `${server.url}/teams/`;
  return createTeamsMessenger({ connection, conversations, readers: READERS, render: renderTitle, defaultServiceUrl });
}

async function sendToChat(messenger: ReturnType<typeof createMessenger>): Promise<Failure> {
  const to = { kind: 'chat', conversationId: '19:a' } as const;
  const error: unknown = await messenger.send(to, askView('x')).then(
    () => new Error('it was sent'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) throw error;
  return error;
}

test('no token and no message go to a host outside the list', async () => {
  await using foreign = await startConnector((_request, response) => sendJson(response, { id: '1' }, 201));
  await using server = await startConnector((_request, response) => sendJson(response, { id: '1' }, 201));
  const messenger = createMessenger(server, { serviceUrl: `${foreign.url}/teams/` });
  expect((await sendToChat(messenger)).code).toBe('teams-foreign-host');
  expect(foreign.seen).toEqual([]);
});

test('a host of the list is not trusted over plain http unless it is named for that', async () => {
  await using server = await startConnector((_request, response) => sendJson(response, { id: '1' }, 201));
  const { host } = new URL(server.url);
  const options = connectionOptions({ tokenUrl: `${server.url}/token`, allowedHosts: [host], plainHttpHosts: [] });
  const connector = await createTeamsConnection(options).connect(`${server.url}/teams/`);
  const sent = connector.conversations.sendToConversation('19:a', { type: 'message' });
  await expect(sent).rejects.toMatchObject({ code: 'teams-foreign-host' });
  expect(server.seen).toEqual([]);
});

test('a redirect is not followed with the token', async () => {
  await using foreign = await startConnector((_request, response) => sendJson(response, { id: '1' }, 201));
  await using server = await startConnector((_request, response) => {
    response.writeHead(307, { location: `${foreign.url}/teams/v3/conversations/19:a/activities` });
    response.end();
  });
  expect((await sendToChat(createMessenger(server))).code).toBe('teams-refused');
  expect(foreign.seen).toEqual([]);
});

test.each([
  [500, 'teams-unavailable'],
  [502, 'teams-unavailable'],
  [504, 'teams-unavailable'],
  [429, 'teams-throttled'],
  [413, 'teams-message-too-big'],
  [400, 'teams-refused'],
])('HTTP %i to a new message is the failure %s after one request', async (status, code) => {
  await using server = await startConnector((_request, response) => {
    response.writeHead(status, { 'retry-after': '2', 'content-type': 'application/json' });
    response.end('{"error":{"code":"x"}}');
  });
  const failure = await sendToChat(createMessenger(server));
  expect(failure).toMatchObject({ code, attempted: 'POST conversations/activities' });
  expect(server.seen.filter(({ url }) => url !== '/token')).toHaveLength(1);
});

test('a refused token is dropped, so that the next message brings a fresh one', async () => {
  await using server = await startConnector((_request, response) =>
    server.seen.length < 3 ? sendJson(response, {}, 401) : sendJson(response, { id: '1' }, 201),
  );
  const messenger = createMessenger(server);
  expect((await sendToChat(messenger)).code).toBe('teams-unauthorized');
  await messenger.send({ kind: 'chat', conversationId: '19:a' }, askView('x'));
  expect(server.seen.filter(({ url }) => url === '/token')).toHaveLength(2);
});

test('failures quote neither the secret, nor the token, nor the card', async () => {
  await using server = await startConnector((_request, response) => sendJson(response, { error: { code: 'x' } }, 500));
  const failure = await sendToChat(createMessenger(server));
  await using closed = await startTinyServer((_request, response) => sendJson(response, { error: 'bot-secret' }, 401));
  const signIn = await sendToChat(createMessenger(closed));
  expect(signIn.code).toBe('teams-sign-in-failed');
  for (const { message, stack, cause } of [failure, signIn]) {
    const causes = cause instanceof Error ? `${cause.message} ${cause.stack}` : '';
    expect(`${message} ${stack} ${causes}`).not.toMatch(/bot-secret|bot-token|AdaptiveCard/);
  }
});

test('a person is written to only after the bot knows where', async () => {
  const connection = createTeamsConnection(connectionOptions({}));
  const conversations = createConversations();
  const messenger = createTeamsMessenger({
    connection,
    conversations,
    readers: READERS,
    render: renderTitle,
    defaultServiceUrl: undefined,
  });
  const delivery = await messenger.send({ kind: 'person', personId: 'p' }, askView('x'));
  expect(delivery).toEqual({ outcome: 'unreachable', reason: 'no-service-url' });
});

interface Turn {
  readonly troubles: unknown[];
  readonly status: number;
}

/** Lets a person write to a bot whose turns do what the test says, through the SDK's own validation of the token. */
async function runTurn(
  sandbox: Awaited<ReturnType<typeof openTeamsSandbox>>,
  logic: (adapter: typeof sandbox.connection.adapter, authorization: string, activity: never) => Promise<void>,
): Promise<Turn> {
  const troubles: unknown[] = [];
  const state = { status: 0 };
  await using bot = await startTinyServer(({ headers, body }, response) => {
    const activity = JSON.parse(body) as never;
    logic(sandbox.connection.adapter, headers.authorization ?? '', activity).then(
      () => {
        response.statusCode = state.status = 200;
        response.end();
      },
      (error: unknown) => {
        troubles.push(error);
        response.writeHead((state.status = 401));
        response.end();
      },
    );
  });
  sandbox.servers.teams.setBotEndpoint(bot.url);
  await sandbox.servers.teams
    .persona(sandbox.personId)
    .says('hello')
    .catch(() => undefined);
  return { troubles, status: state.status };
}

test('a turn with a token signed by the channel runs, and its reply arrives', async () => {
  await using sandbox = await openTeamsSandbox();
  const { troubles } = await runTurn(sandbox, (adapter, authorization, activity) =>
    adapter.processActivityDirect(authorization, activity, async (context) => {
      await context.sendActivity('You wrote to me.');
    }),
  );
  expect(troubles).toEqual([]);
  expect(sandbox.servers.teams.persona(sandbox.personId).lastMessage().content).toBe('You wrote to me.');
});

test('a turn with a token that somebody else signed does not run', async () => {
  await using sandbox = await openTeamsSandbox();
  const ran: string[] = [];
  const { troubles } = await runTurn(sandbox, (adapter, authorization, activity) =>
    adapter.processActivityDirect(`${authorization.slice(0, -8)}AAAAAAAA`, activity, async () => {
      ran.push('ran');
      await Promise.resolve();
    }),
  );
  expect(troubles).toHaveLength(1);
  expect(ran).toEqual([]);
});

test('a turn that throws is told to the log, ends with an apology, and does not ask Teams to deliver it again', async () => {
  const seen: unknown[] = [];
  await using sandbox = await openTeamsSandbox({ onTurnTrouble: (error) => seen.push(error) });
  const { status } = await runTurn(sandbox, (adapter, authorization, activity) =>
    adapter.processActivityDirect(authorization, activity, () => Promise.reject(new Error('a bug'))),
  );
  expect(status).toBe(200);
  expect(seen).toMatchObject([{ message: 'a bug' }]);
  expect(sandbox.servers.teams.persona(sandbox.personId).lastMessage().content).toBe('Something went wrong.');
});

test('a reply that was throttled is sent again, because it certainly did not arrive', async () => {
  await using sandbox = await openTeamsSandbox();
  sandbox.servers.teams.faults.once({ kind: '429', match: ({ operation }) => operation === 'send' });
  await runTurn(sandbox, (adapter, authorization, activity) =>
    adapter.processActivityDirect(authorization, activity, async (context) => {
      await context.sendActivity('once');
    }),
  );
  expect(
    sandbox.servers.teams
      .persona(sandbox.personId)
      .inbox()
      .map(({ content }) => content),
  ).toEqual(['once']);
});
