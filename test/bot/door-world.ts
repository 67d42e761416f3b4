import { randomUUID } from 'node:crypto';
import { createTeamsConnection } from '../../src/adapters/teams-connection.ts';
import { createGuard } from '../../src/bot/guard.ts';
import type { Bot } from '../../src/bot/door.ts';
import { createServer } from '../../src/bot/server.ts';
import { createExchangeLog, createRouter, startServer } from '../../src/sandbox/http.ts';
import { SANDBOX_BOT_APP_ID, SANDBOX_TENANT_ID } from '../../src/sandbox/ids.ts';
import { createIdentityRoutes, OPEN_ID_PATH, TOKEN_PATH } from '../../src/sandbox/teams/identity-routes.ts';
import { CHANNEL_ISSUER, createTokenIssuer } from '../../src/sandbox/teams/tokens.ts';
import type { TokenIssuer, TokenOverrides } from '../../src/sandbox/teams/tokens.ts';
import { createRecordingLog } from '../support/recording-log.ts';

export const APP_ID = SANDBOX_BOT_APP_ID;
export const TENANT_ID = SANDBOX_TENANT_ID;

/** The bot's HTTP server with the real guard and the real SDK behind it, believing a key server of the sandbox. */
export interface DoorWorld {
  readonly url: string;
  readonly serviceUrl: string;
  readonly tokens: TokenIssuer;
  readonly logLines: readonly string[];
  /** Types of the activities that reached the bot. */
  readonly seen: readonly string[];
  sign(overrides?: TokenOverrides, serviceUrl?: string | null): string;
  activity(change?: Readonly<Record<string, unknown>>): Record<string, unknown>;
  post(body: unknown, authorization?: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  close(): Promise<void>;
}

export async function openDoor(run: Bot['run'] = () => Promise.resolve()): Promise<DoorWorld> {
  const tokens = createTokenIssuer();
  const address = { url: '' };
  const routes = createIdentityRoutes({ tokens, botAppId: APP_ID, baseUrl: () => address.url });
  const keys = await startServer({
    door: { service: 'identity', router: createRouter(routes), log: createExchangeLog() },
  });
  address.url = keys.url;
  const host = new URL(keys.url).host;
  const serviceUrl = `${keys.url}/teams/`;
  const log = createRecordingLog();
  const seen: string[] = [];
  const connection = createTeamsConnection({
    appId: APP_ID,
    appType: 'SingleTenant',
    tenantId: TENANT_ID,
    password: 'secret',
    tokenUrl: `${keys.url}${TOKEN_PATH}`,
    openIdMetadataUrl: `${keys.url}${OPEN_ID_PATH}`,
    tokenIssuer: CHANNEL_ISSUER,
    tokenScope: `${CHANNEL_ISSUER}/.default`,
    authorityHost: 'https://login.microsoftonline.com',
    allowedHosts: [host],
    plainHttpHosts: [host],
    onTurnTrouble: (error) => log.error({ why: String(error) }, 'turn failed'),
    apology: () => 'Sorry',
    sleep: () => Promise.resolve(),
  });
  const server = createServer({
    guard: createGuard({
      appId: APP_ID,
      tenantId: TENANT_ID,
      tokenIssuer: CHANNEL_ISSUER,
      serviceUrlHosts: [host, 'smba.trafficmanager.net', '127.0.0.1:9'],
      plainHttpHosts: [host],
    }),
    adapter: connection.adapter,
    bot: {
      run(context) {
        seen.push(context.activity.type);
        return run(context);
      },
    },
    log,
  });
  const url = `http://127.0.0.1:${await server.listen(0)}`;
  return {
    url,
    serviceUrl,
    tokens,
    logLines: log.lines,
    seen,
    sign: (overrides = {}, address = serviceUrl) =>
      tokens.signActivityToken({ audience: APP_ID, serviceUrl: address, overrides }),
    activity: (change = {}) => ({ ...describeMessage(serviceUrl), ...change }),
    post: (body, authorization, headers = {}) => post(url, body, { authorization, headers }),
    async close() {
      await server.close();
      await keys.close();
    },
  };
}

function post(
  url: string,
  body: unknown,
  {
    authorization,
    headers,
  }: { readonly authorization: string | undefined; readonly headers: Readonly<Record<string, string>> },
): Promise<Response> {
  return fetch(`${url}/api/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

function describeMessage(serviceUrl: string): Record<string, unknown> {
  return {
    type: 'message',
    id: randomUUID(),
    channelId: 'msteams',
    serviceUrl,
    timestamp: '2026-11-23T08:00:00.000Z',
    from: { id: '29:ada', name: 'Ada', aadObjectId: randomUUID() },
    recipient: { id: `28:${APP_ID}`, name: 'Repave' },
    conversation: { id: 'a:chat', conversationType: 'personal', tenantId: TENANT_ID },
    channelData: { tenant: { id: TENANT_ID } },
    text: 'status',
  };
}
