import { createExchangeLog, createRouter, route, startServer } from '../http.ts';
import type { RunningServer, SandboxRequest, SandboxResponse } from '../http.ts';
import type { SandboxPerson } from '../directory.ts';
import { SANDBOX_BOT_APP_ID, SANDBOX_TENANT_ID } from '../ids.ts';
import { readJsonObject } from '../teams/activity.ts';
import type { JsonObject } from '../teams/activity.ts';
import { describeClient, toIanaZone } from '../teams/shape-activity.ts';
import type { TokenIssuer } from '../teams/tokens.ts';

export type SigningProxyOptions = {
  readonly tokens: TokenIssuer;
  /** The bot's "…/api/messages". */
  readonly botEndpoint: string;
  readonly person: SandboxPerson;
};

/**
 * Stands between a Playground page and the bot. The page posts without a token, which the bot rightly refuses; the proxy
 * signs as Teams does and fills in what the page leaves out. It listens on loopback: whoever reaches it can be anybody.
 */
export function startSigningProxy(options: SigningProxyOptions): Promise<RunningServer> {
  const routes = [route('POST', '/api/messages', (request) => forward(options, request))];
  return startServer({
    door: { service: 'playground', router: createRouter(routes), log: createExchangeLog({ keep: 50 }) },
  });
}

async function forward(options: SigningProxyOptions, { body }: SandboxRequest): Promise<SandboxResponse> {
  const activity = completeActivity(readJsonObject(body) ?? {}, options.person);
  const serviceUrl = activity['serviceUrl'];
  if (typeof serviceUrl !== 'string') return { status: 400, body: { error: 'the activity has no serviceUrl' } };
  const token = options.tokens.signActivityToken({ audience: SANDBOX_BOT_APP_ID, serviceUrl });
  const answer = await fetch(options.botEndpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(activity),
  });
  const text = await answer.text();
  const type = answer.headers.get('content-type');
  return { status: answer.status, ...(type === null ? {} : { headers: { 'content-type': type } }), body: text };
}

/**
 * Teams names the tenant twice and the person by both ids and name; the Playground does so in some activities only. It
 * takes everybody for an American; the language and the time zone are those of the person.
 */
export function completeActivity(activity: JsonObject, person: SandboxPerson): JsonObject {
  const from = readJsonObject(activity['from']) ?? {};
  const conversation = readJsonObject(activity['conversation']) ?? {};
  const channelData = readJsonObject(activity['channelData']) ?? {};
  const zone = toIanaZone(person.timeZone);
  const isPerson = from['id'] === person.teamsId;
  return {
    ...activity,
    from: isPerson ? { aadObjectId: person.id, name: person.name, ...from } : from,
    locale: person.locale,
    localTimezone: zone,
    entities: [...readOtherEntities(activity), describeClient(person, zone)],
    conversation: { tenantId: SANDBOX_TENANT_ID, conversationType: 'personal', ...conversation },
    channelData: { tenant: { id: SANDBOX_TENANT_ID }, ...channelData },
  };
}

function readOtherEntities(activity: JsonObject): unknown[] {
  const entities: readonly unknown[] = Array.isArray(activity['entities']) ? activity['entities'] : [];
  return entities.filter((entity) => readJsonObject(entity)?.['type'] !== 'clientInfo');
}
