import type { SandboxPerson } from '../directory.ts';
import { createExchangeLog, createRouter, route, startServer } from '../http.ts';
import type { RunningServer, SandboxRequest, SandboxResponse } from '../http.ts';
import { SANDBOX_BOT_APP_ID, SANDBOX_TENANT_ID } from '../ids.ts';
import { ADAPTIVE_CARD_TYPE, readJsonObject } from '../teams/activity.ts';
import type { JsonObject } from '../teams/activity.ts';
import { describeClient, toIanaZone } from '../teams/shape-activity.ts';
import type { TeamsSide } from '../teams/teams-side.ts';
import type { PageMirror } from './page-mirror.ts';

export type SigningProxyOptions = {
  readonly teams: Pick<TeamsSide, 'tokens' | 'urls' | 'chats' | 'setInstalled'>;
  /** The bot's "…/api/messages". */
  readonly botEndpoint: string;
  readonly person: SandboxPerson;
  readonly mirror: PageMirror;
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
  const posted = completeActivity(readJsonObject(body) ?? {}, options.person);
  const activity = isInOwnChat(options, posted) ? await moveToSandbox(options, posted) : posted;
  const serviceUrl = activity['serviceUrl'];
  if (typeof serviceUrl !== 'string') return { status: 400, body: { error: 'the activity has no serviceUrl' } };
  const token = options.teams.tokens.signActivityToken({ audience: SANDBOX_BOT_APP_ID, serviceUrl });
  const answer = await fetch(options.botEndpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(activity),
  });
  const text = await answer.text();
  if (answer.ok) keepView(options, activity, text);
  const type = answer.headers.get('content-type');
  return { status: answer.status, ...(type === null ? {} : { headers: { 'content-type': type } }), body: text };
}

function isInOwnChat({ teams, person }: SigningProxyOptions, { conversation }: JsonObject): boolean {
  return readJsonObject(conversation)?.['id'] === teams.chats.personal(person.id).id;
}

/** The chat of the two is kept by the sandbox: the bot writes there, and the page is shown what stands there. */
async function moveToSandbox(
  { teams, person, mirror }: SigningProxyOptions,
  activity: JsonObject,
): Promise<JsonObject> {
  if (activity['type'] === 'installationUpdate') {
    const isInstalled = activity['action'] !== 'remove';
    teams.setInstalled(person.id, isInstalled);
    if (isInstalled) await mirror.open();
  }
  const messageId = mirror.findMessageId(String(activity['replyToId']));
  return {
    ...activity,
    serviceUrl: teams.urls().serviceUrl,
    ...(messageId === undefined ? {} : { replyToId: messageId }),
  };
}

/** A card in the answer to a click stands in place of the message's own, for the one who clicked. */
function keepView({ teams, person }: SigningProxyOptions, activity: JsonObject, answer: string): void {
  if (activity['type'] !== 'invoke' || answer === '') return;
  const { type, value } = readJsonObject(JSON.parse(answer)) ?? {};
  const card = type === ADAPTIVE_CARD_TYPE ? readJsonObject(value) : undefined;
  const message = teams.chats.message(teams.chats.personal(person.id).id, String(activity['replyToId']));
  if (card !== undefined && message !== undefined) teams.chats.setView(message, person.id, card);
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
