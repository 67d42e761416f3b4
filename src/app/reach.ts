import { setTimeout as wait } from 'node:timers/promises';
import { createAppInstalls } from '../adapters/graph-app-installs.ts';
import type { GraphClient } from '../adapters/graph-client.ts';
import { createGraphManagers } from '../adapters/graph-managers.ts';
import type { Config } from '../config.ts';
import type { AppInstaller, Conversations } from '../workflow/ports.ts';
import type { ReachDeps } from '../workflow/reach.ts';

export type ReachParts = Pick<ReachDeps, 'installer' | 'managers' | 'remindManagers' | 'rememberChat'>;

/** What it takes to reach people who never opened the app. */
export function createReachParts(
  config: Config,
  graph: GraphClient,
  ask: { readonly conversations: Conversations; readonly sleep?: (ms: number) => Promise<unknown> },
): ReachParts {
  const { conversations, sleep = wait } = ask;
  return {
    installer: createInstaller(config, graph, sleep),
    managers: createGraphManagers(graph, sleep),
    remindManagers: config.reach.remindManagers,
    rememberChat: (personId, chatId) => rememberChat(config, conversations, { personId, chatId }),
  };
}

function createInstaller(
  { reach, bot, azure }: Config,
  graph: GraphClient,
  sleep: (ms: number) => Promise<unknown>,
): AppInstaller | null {
  if (reach.teamsAppId === undefined) return null;
  return createAppInstalls({
    graph,
    baseUrl: azure.graph.baseUrl,
    catalogueId: reach.teamsAppId,
    manifestId: bot.appId,
    sleep,
    nowMs: Date.now,
  });
}

/** What the person's own messages told is worth more than what Graph knows; without a service address a chat is of no use. */
async function rememberChat(
  { tenantId, teams }: Config,
  conversations: Conversations,
  { personId, chatId }: { readonly personId: string; readonly chatId: string },
): Promise<void> {
  const serviceUrl = teams.defaultServiceUrl;
  if (serviceUrl === undefined || (await conversations.find(personId))) return;
  const nothingKnown = { personName: '', teamsUserId: '', locale: '', zone: '' };
  await conversations.remember({ personId, tenantId, serviceUrl, conversationId: chatId, ...nothingKnown });
}
