import { createTeamsConnection } from '../../src/adapters/teams-connection.ts';
import type { TeamsConnectionOptions } from '../../src/adapters/teams-connection.ts';
import { createTeamsMessenger } from '../../src/adapters/teams-messenger.ts';
import type { Rendered } from '../../src/adapters/teams-messenger.ts';
import { createReaders } from '../../src/adapters/teams-readers.ts';
import type { View } from '../../src/domain/views.ts';
import { createManualClock } from '../../src/sandbox/clock.ts';
import { SANDBOX_BOT_APP_ID, SANDBOX_TENANT_ID } from '../../src/sandbox/ids.ts';
import { createSandboxServers } from '../../src/sandbox/server.ts';
import { createTenant } from '../../src/sandbox/tenant.ts';
import type { Conversation, Conversations } from '../../src/workflow/ports.ts';

const START = Date.parse('2026-11-23T08:00:00Z');

export function connectionOptions(over: Partial<TeamsConnectionOptions>): TeamsConnectionOptions {
  return {
    appId: SANDBOX_BOT_APP_ID,
    appType: 'SingleTenant',
    tenantId: SANDBOX_TENANT_ID,
    password: 'bot-secret',
    tokenUrl: 'http://127.0.0.1:1/token',
    openIdMetadataUrl: 'http://127.0.0.1:1/openid',
    tokenIssuer: 'https://api.botframework.com',
    tokenScope: 'https://api.botframework.com/.default',
    authorityHost: 'https://login.microsoftonline.com',
    allowedHosts: [],
    plainHttpHosts: [],
    onTurnTrouble: () => undefined,
    apology: () => 'Something went wrong.',
    sleep: () => Promise.resolve(),
    timeoutMs: 2000,
    ...over,
  };
}

/** A directory that says nothing of anybody. */
export const READERS = createReaders({
  directory: { readPeople: () => Promise.resolve([]) },
  defaults: { zone: 'UTC', locale: '' },
});

/** The messenger against Teams of a sandbox tenant, with conversations in memory. */
export async function openTeamsSandbox(over: Partial<TeamsConnectionOptions> = {}) {
  const tenant = createTenant({ clock: createManualClock(START), seed: 1 });
  const servers = await createSandboxServers({ tenant });
  const { host } = new URL(servers.teamsServiceUrl);
  const connection = createTeamsConnection(
    connectionOptions({ ...servers, allowedHosts: [host], plainHttpHosts: [host], ...over }),
  );
  const conversations = createConversations();
  const messenger = createTeamsMessenger({
    connection,
    conversations,
    readers: READERS,
    render: renderTitle,
    defaultServiceUrl: servers.teamsServiceUrl,
  });
  const people = tenant.directory.all();
  const reachable = people.filter(({ temperament }) => temperament === 'silent');
  const unreachable = people.find(({ temperament }) => temperament === 'uninstalled');
  const requests = (method: string) =>
    servers.exchanges.list().filter((each) => each.service === 'teams' && each.method === method);
  return {
    tenant,
    servers,
    connection,
    conversations,
    messenger,
    requests,
    personId: reachable[0]?.id ?? '',
    otherId: reachable[1]?.id ?? '',
    unreachableId: unreachable?.id ?? '',
    [Symbol.asyncDispose]: () => servers.close(),
  };
}

export function askView(title: string): View {
  return { kind: 'ask', title } as View;
}

export function renderTitle(view: View): Rendered {
  const text = view.kind === 'ask' ? view.title : view.kind;
  return {
    card: { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }] },
    summary: `Repave: ${text}`,
  };
}

export function createConversations(): Conversations & { readonly all: Map<string, Conversation> } {
  const all = new Map<string, Conversation>();
  return {
    all,
    remember: (conversation) => Promise.resolve(void all.set(conversation.personId, conversation)),
    find: (personId) => Promise.resolve(all.get(personId)),
    forget: (personId) => Promise.resolve(void all.delete(personId)),
    listZones: (personIds) => Promise.resolve(new Map(personIds.map((id) => [id, all.get(id)?.zone ?? '']))),
  };
}
