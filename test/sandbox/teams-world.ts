import { createManualClock } from '../../src/sandbox/clock.ts';
import type { ManualClock } from '../../src/sandbox/clock.ts';
import { createDirectory } from '../../src/sandbox/directory.ts';
import type { Directory, SandboxPerson } from '../../src/sandbox/directory.ts';
import { createExchangeLog, createRouter, route, startServer } from '../../src/sandbox/http.ts';
import type { SandboxRequest, SandboxResponse } from '../../src/sandbox/http.ts';
import { SANDBOX_BOT_APP_ID, SANDBOX_TENANT_ID } from '../../src/sandbox/ids.ts';
import { createTeamsSide } from '../../src/sandbox/teams/teams-side.ts';
import type { TeamsSide, TeamsSideOptions } from '../../src/sandbox/teams/teams-side.ts';

export const START = Date.parse('2026-11-23T08:00:00Z');
export const ANNA = 'aaaaaaaa-0000-4000-8000-000000000001';
export const BELA = 'aaaaaaaa-0000-4000-8000-000000000002';
export const NORA = 'aaaaaaaa-0000-4000-8000-000000000003';

/** A bot of a few lines: it writes down every request and answers what the test tells it to. */
export type TinyBot = {
  readonly requests: SandboxRequest[];
  readonly endpoint: string;
  answer(make: (activity: Record<string, unknown>) => SandboxResponse): void;
};

export type TeamsWorld = {
  readonly teams: TeamsSide;
  readonly clock: ManualClock;
  readonly directory: Directory;
  readonly bot: TinyBot;
  /** Calls the connector with a fresh bot token. */
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
  /** Opens the chat with a person and sends an activity; gives the ids. */
  send(personId: string, activity: Record<string, unknown>): Promise<{ chatId: string; messageId: string }>;
  close(): Promise<void>;
};

export function makePerson(over: Partial<SandboxPerson> & Pick<SandboxPerson, 'id' | 'name'>): SandboxPerson {
  return {
    upn: `${over.name.toLowerCase()}@contoso.example`,
    title: 'Engineer',
    timeZone: 'W. Europe Standard Time',
    locale: 'en-GB',
    accountEnabled: true,
    role: 'end-user',
    temperament: 'silent',
    teamsId: `29:1${over.id}`,
    ...over,
  };
}

export const PEOPLE = [
  makePerson({ id: ANNA, name: 'Anna' }),
  makePerson({ id: BELA, name: 'Bela' }),
  makePerson({ id: NORA, name: 'Nora', temperament: 'uninstalled' }),
];

export async function startTeamsWorld(options: Partial<TeamsSideOptions> = {}): Promise<TeamsWorld> {
  const clock = createManualClock(START);
  const directory = options.directory ?? createDirectory(PEOPLE);
  const teams = createTeamsSide({ clock, seed: 7, ...options, directory });
  const log = createExchangeLog();
  const server = await startServer({ door: { service: 'teams', router: createRouter(teams.routes), log } });
  teams.setBaseUrl(server.url);
  const bot = await startTinyBot();
  teams.setBotEndpoint(bot.endpoint);
  const call = createCaller(teams);
  return {
    teams,
    clock,
    directory,
    bot,
    call,
    async send(personId, activity) {
      const created = await call('POST', 'v3/conversations', {
        members: [{ id: personId }],
        tenantId: SANDBOX_TENANT_ID,
      });
      const chatId = String(created.body['id']);
      const sent = await call('POST', `v3/conversations/${encodeURIComponent(chatId)}/activities`, activity);
      return { chatId, messageId: String(sent.body['id']) };
    },
    async close() {
      await Promise.all([server.close(), bot.close()]);
    },
  };
}

async function startTinyBot(): Promise<TinyBot & { close(): Promise<void> }> {
  const requests: SandboxRequest[] = [];
  let make: (activity: Record<string, unknown>) => SandboxResponse = () => ({ status: 200 });
  const routes = [
    route('POST', '/api/messages', (request) => {
      requests.push(request);
      return make(request.body as Record<string, unknown>);
    }),
  ];
  const server = await startServer({
    door: { service: 'bot', router: createRouter(routes), log: createExchangeLog() },
  });
  return {
    requests,
    endpoint: `${server.url}/api/messages`,
    answer(next) {
      make = next;
    },
    close: () => server.close(),
  };
}

export async function fetchBotToken(teams: TeamsSide, over: Record<string, string> = {}): Promise<Response> {
  const form = {
    grant_type: 'client_credentials',
    client_id: SANDBOX_BOT_APP_ID,
    client_secret: 'any',
    scope: 'https://api.botframework.com/.default',
    ...over,
  };
  return fetch(teams.urls().tokenUrl, { method: 'POST', body: new URLSearchParams(form) });
}

function createCaller(teams: TeamsSide): TeamsWorld['call'] {
  return async (method, path, body) => {
    const token = (await (await fetchBotToken(teams)).json()) as { access_token: string };
    const answer = await fetch(`${teams.urls().serviceUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
  };
}

export function cardActivity(card: Record<string, unknown>): Record<string, unknown> {
  const content = { type: 'AdaptiveCard', version: '1.5', ...card };
  return { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] };
}

export function invokeAnswer(statusCode: number, type: string, value: unknown): SandboxResponse {
  return { status: 200, body: { statusCode, type, value } };
}
