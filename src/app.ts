import { randomUUID } from 'node:crypto';
import { renderView } from '../cards/render-view.ts';
import { languageOf } from '../cards/text/languages.ts';
import { inLanguage, say } from '../cards/text/say.ts';
import { openEmbedded, openPostgres } from './adapters/database.ts';
import type { Database } from './adapters/database.ts';
import type { GraphClient } from './adapters/graph-client.ts';
import { createQueue } from './adapters/queue.ts';
import type { Queue } from './adapters/queue.ts';
import { createStore } from './adapters/store.ts';
import { refuseOtherTenant } from './adapters/store-tenant.ts';
import { createCopyParts } from './app/copies.ts';
import { createProofParts } from './app/proofs.ts';
import { createConversations, createDocuments, createInbox } from './adapters/store-side.ts';
import { createTeamsConnection } from './adapters/teams-connection.ts';
import { createTeamsMessenger } from './adapters/teams-messenger.ts';
import { createReaders } from './adapters/teams-readers.ts';
import { createClouds } from './app/clouds.ts';
import { createEvidenceParts } from './app/evidence.ts';
import { createImageParts } from './app/images.ts';
import { createLoop, describe } from './app/loop.ts';
import { createReachParts } from './app/reach.ts';
import { createGuard } from './bot/guard.ts';
import type { Log } from './bot/log.ts';
import { createBot } from './bot/repave-bot.ts';
import { createServer } from './bot/server.ts';
import type { Config } from './config.ts';
import { createCommands } from './workflow/commands.ts';
import type { Commands } from './workflow/commands-api.ts';
import type { EvidenceCommands } from './workflow/commands-evidence-api.ts';
import type { Clock } from './workflow/ports.ts';
import { checkFreshness } from './workflow/freshness.ts';
import { revive } from './workflow/revive.ts';
import type { Store } from './workflow/ports-store.ts';
import { listDueJobs, runJob } from './workflow/worker.ts';
import type { WorkerDeps } from './workflow/worker.ts';

export interface AppOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  /** Seconds before a failed job is tried again; 0 where the clock is turned by hand. */
  readonly retryDelaySeconds?: number;
  /** Keeps everything in memory instead of the configured store. */
  readonly inMemory?: boolean;
  /** Schema of the tables and jobs, so that several can live in one Postgres. */
  readonly schema?: string;
  /** Makes the ids of rollouts; random ones by default. */
  readonly newId?: () => string;
  /** How long the sleeps of adapters last; real ones by default. */
  readonly sleep?: (ms: number) => Promise<unknown>;
  /** How time is let pass where work waits for it in one go; the machine's own clock by default. */
  readonly pause?: (ms: number) => Promise<unknown>;
}

/** Repave, put together: the same commands for every door, and the worker behind them. */
export interface App {
  readonly commands: Commands;
  readonly evidence: EvidenceCommands;
  readonly store: Store;
  readonly graph: GraphClient;
  listen(port: number, host?: string): Promise<number>;
  /** Takes jobs as they come, and asks every second what time demands. */
  startWorker(): Promise<void>;
  /** Runs everything that is due now, until nothing is; answers how many jobs ran. */
  drain(): Promise<number>;
  stop(): Promise<void>;
}

/** Jobs of each kind at once. */
const CONCURRENCY = 4;

export async function composeApp(options: AppOptions): Promise<App> {
  const { config, clock, log } = options;
  const { database, queue, store, connection, documents, conversations, ...parts } = await openParts(options);
  const { directory, graph } = parts.clouds;
  const worker = createWorkerParts(options, parts, store);
  const commands = createAllCommands(options, parts, store);
  await checkFreshness(worker.builds);
  const evidence = createEvidenceParts(config, database, { store, clock, directory });
  const inbox = createInbox(database.db);
  const bot = createBot({
    ...{ commands, conversations, clock, log, tenantId: config.tenantId },
    ...{ documents, inbox, attachments: parts.images.attachments, evidence },
    onInstalled: (personId) => revive(worker, personId),
  });
  const server = createServer({ guard: createGuard(guardRules(config)), adapter: connection.adapter, bot, log });
  const loop = createLoop({ worker, enqueue: queue.enqueue, log, tidy: () => tidy(inbox, evidence) });
  return {
    ...{ commands, evidence: evidence.commands, store, graph },
    listen: (port, host) => server.listen(port, host),
    async startWorker() {
      await queue.work((job) => runLogged(worker, job, log), CONCURRENCY);
      loop.start();
    },
    async drain() {
      await queue.enqueue(await listDueJobs(worker));
      return queue.drain((job) => runLogged(worker, job, log));
    },
    async stop() {
      loop.stop();
      await server.close();
      await queue.stop();
      await database.close();
    },
  };
}

/** Everything that is opened or connected, before it works together. */
async function openParts(options: AppOptions) {
  const { config, clock, sleep } = options;
  const database = await openOwnDatabase(options);
  const queue = await openQueue(options, database);
  const store = createStore(database.db, queue.enqueue);
  const conversations = createConversations(database.db);
  const documents = createDocuments(database.db);
  const clouds = createClouds(options, (personIds) => conversations.listZones(personIds));
  const connection = connectTeams(options);
  const { defaultServiceUrl } = config.teams;
  const defaults = { zone: config.defaults.zone, locale: config.defaults.language };
  const readers = createReaders({ directory: clouds.directory, defaults });
  return {
    ...{ database, queue, store, conversations, documents, clouds, connection },
    proofs: { ...createProofParts(clouds.graph, documents), ...createCopyParts(clouds.graph, clock) },
    reach: createReachParts(config, clouds.graph, { conversations, ...(sleep ? { sleep } : {}) }),
    images: createImageParts({ ...options, ...clouds }),
    messenger: createTeamsMessenger({ connection, conversations, readers, render: renderView, defaultServiceUrl }),
  };
}

type Parts = Pick<Awaited<ReturnType<typeof openParts>>, 'clouds' | 'proofs' | 'reach' | 'images' | 'messenger'>;

function createWorkerParts({ config, clock }: AppOptions, parts: Parts, store: Store): WorkerDeps {
  const { clouds, proofs, reach, images, messenger } = parts;
  const { cloudPcs, directory, presences } = clouds;
  const shared = { store, clock, cloudPcs, directory, messenger };
  const builds = { ...shared, ...images.shared, ...images.forWorker };
  return { ...shared, presences, tenantName: nameOfTenant(config), builds, ...reach, ...proofs };
}

function createAllCommands({ config, clock, newId = randomUUID }: AppOptions, parts: Parts, store: Store): Commands {
  const { clouds, proofs, reach, images } = parts;
  const { directory, cloudPcs, sources } = clouds;
  return createCommands({
    ...{ store, clock, directory, cloudPcs, sources, newId },
    ...{ tenantName: nameOfTenant(config), tenantId: config.tenantId },
    approvalChatId: config.teams.approvalChatId ?? null,
    installer: reach.installer,
    ...{ ...proofs, ...images.shared, ...images.forCommands },
  });
}

async function tidy(inbox: { forgetOld(): Promise<void> }, evidence: { minimise(): Promise<void> }): Promise<void> {
  await inbox.forgetOld();
  await evidence.minimise();
}

function openQueue({ log, retryDelaySeconds = 5, schema }: AppOptions, { boss }: Database): Promise<Queue> {
  return createQueue({
    boss,
    retryDelaySeconds,
    onError: (error) => log.error({ why: describe(error) }, 'job engine in trouble'),
    ...(schema ? { schema: `${schema}_jobs` } : {}),
  });
}

async function openOwnDatabase(options: AppOptions): Promise<Database> {
  const database = await openDatabase(options);
  try {
    await refuseOtherTenant(database.db, options.config.tenantId);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openDatabase({ config, inMemory, schema }: AppOptions): Promise<Database> {
  if (inMemory) return openEmbedded(null);
  const { store } = config;
  if (store.kind === 'embedded') return openEmbedded(store.folder);
  return openPostgres(store.url.reveal(), schema ? { schema } : {});
}

function connectTeams({ config, log, sleep }: AppOptions) {
  const { bot, teams, azure } = config;
  return createTeamsConnection({
    ...{ appId: bot.appId, appType: bot.appType, tenantId: config.tenantId, password: bot.password?.reveal() },
    ...{
      tokenUrl: bot.tokenUrl,
      openIdMetadataUrl: bot.openIdMetadataUrl,
      tokenIssuer: bot.tokenIssuer,
      tokenScope: bot.tokenScope,
    },
    authorityHost: azure.authorityHost,
    allowedHosts: teams.serviceUrlHosts,
    plainHttpHosts: teams.plainHttpHosts,
    onTurnTrouble: (error) => log.error({ why: describe(error) }, 'turn failed'),
    apology: (locale) => inLanguage(languageOf(locale), () => say('bot.apology')),
    ...(sleep ? { sleep } : {}),
  });
}

function guardRules(config: Config) {
  const { serviceUrlHosts, plainHttpHosts } = config.teams;
  return {
    appId: config.bot.appId,
    tenantId: config.tenantId,
    tokenIssuer: config.bot.tokenIssuer,
    serviceUrlHosts,
    plainHttpHosts,
  };
}

function nameOfTenant({ mode, tenantId }: Config): string {
  return mode === 'sandbox' ? 'Sandbox tenant' : `Tenant ${tenantId.slice(0, 8)}`;
}

/** One line when a job fails; the engine tries it again. */
async function runLogged(worker: WorkerDeps, job: Parameters<typeof runJob>[1], log: Log): Promise<void> {
  try {
    await runJob(worker, job);
  } catch (error) {
    log.warn({ job, why: describe(error) }, 'job failed and will be tried again');
    throw error;
  }
}
