import { randomUUID } from 'node:crypto';
import { renderView } from '../cards/render-view.ts';
import { createArmImages } from './adapters/arm-images.ts';
import { createAzureCredential } from './adapters/azure-credential.ts';
import { openEmbedded, openPostgres } from './adapters/database.ts';
import type { Database } from './adapters/database.ts';
import { createGraphDirectory } from './adapters/directory-graph.ts';
import { createGraphClient } from './adapters/graph-client.ts';
import type { GraphClient } from './adapters/graph-client.ts';
import { createGraphCloudPcs } from './adapters/graph-cloud-pcs.ts';
import { createQueue } from './adapters/queue.ts';
import { createStore } from './adapters/store.ts';
import { refuseOtherTenant } from './adapters/store-tenant.ts';
import { createProofParts } from './app/proofs.ts';
import { createConversations, createDocuments, createInbox } from './adapters/store-side.ts';
import { createTeamsConnection } from './adapters/teams-connection.ts';
import { createTeamsMessenger } from './adapters/teams-messenger.ts';
import { createImageParts } from './app/images.ts';
import { createGuard } from './bot/guard.ts';
import type { Log } from './bot/log.ts';
import { createBot } from './bot/repave-bot.ts';
import { createServer } from './bot/server.ts';
import type { Config } from './config.ts';
import { createCommands } from './workflow/commands.ts';
import type { Commands } from './workflow/commands-api.ts';
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
  readonly store: Store;
  readonly graph: GraphClient;
  listen(port: number, host?: string): Promise<number>;
  /** Takes jobs as they come, and asks every second what time demands. */
  startWorker(): Promise<void>;
  /** Runs everything that is due now, until nothing is; answers how many jobs ran. */
  drain(): Promise<number>;
  stop(): Promise<void>;
}

/** Jobs of each kind at once, and how often time is asked. */
const CONCURRENCY = 4;
const TICK_MS = 1000;
const TIDY_MS = 3_600_000;
const APOLOGY =
  'Something went wrong on my side, and nothing was changed. Please try again; if it stays, tell the people who run Repave.';

export async function composeApp(options: AppOptions): Promise<App> {
  const { config, clock, log } = options;
  const database = await openOwnDatabase(options);
  const queue = await createQueue({
    boss: database.boss,
    retryDelaySeconds: options.retryDelaySeconds ?? 5,
    onError: (error) => log.error({ why: describe(error) }, 'job engine in trouble'),
    ...(options.schema ? { schema: `${options.schema}_jobs` } : {}),
  });
  const store = createStore(database.db, queue.enqueue);
  const clouds = createClouds(options);
  const documents = createDocuments(database.db);
  const proofs = createProofParts(clouds.graph, documents);
  const conversations = createConversations(database.db);
  const connection = connectTeams(options);
  const { defaultServiceUrl, approvalChatId } = config.teams;
  const messenger = createTeamsMessenger({ connection, conversations, render: renderView, defaultServiceUrl });
  const tenantName = nameOfTenant(config);
  const images = createImageParts({ ...options, ...clouds });
  const { cloudPcs, directory } = clouds;
  const builds = { store, clock, cloudPcs, directory, messenger, ...images.shared, ...images.forWorker };
  const worker: WorkerDeps = { store, clock, cloudPcs: clouds.cloudPcs, messenger, tenantName, builds, ...proofs };
  const commands = createCommands({
    ...{ store, clock, tenantName, tenantId: config.tenantId, approvalChatId: approvalChatId ?? null },
    ...{ directory: clouds.directory, cloudPcs: clouds.cloudPcs, sources: clouds.sources },
    ...proofs,
    ...images.shared,
    ...images.forCommands,
    newId: options.newId ?? randomUUID,
  });
  await checkFreshness(builds);
  const inbox = createInbox(database.db);
  const bot = createBot({
    ...{ commands, conversations, clock, log, tenantId: config.tenantId },
    documents,
    inbox,
    attachments: images.attachments,
    onInstalled: (personId) => revive(worker, personId),
  });
  const server = createServer({ guard: createGuard(guardRules(config)), adapter: connection.adapter, bot, log });
  const loop = createLoop({ worker, enqueue: queue.enqueue, log, tidy: () => inbox.forgetOld() });
  return {
    commands,
    store,
    graph: clouds.graph,
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

function createClouds({ config, clock, sleep }: AppOptions) {
  const { azure, cloud, roles } = config;
  const credential = createAzureCredential({
    tenantId: config.tenantId,
    clientId: azure.clientId,
    clientSecret: azure.clientSecret?.reveal(),
    authorityHost: azure.authorityHost,
  });
  const waiting = sleep ? { sleep } : {};
  const graph = createGraphClient({ baseUrl: azure.graph.baseUrl, cloud, credential, ...waiting });
  const directory = createGraphDirectory({
    graph,
    groups: roles,
    clock,
    defaultZone: 'UTC',
    defaultLocale: 'en-US',
    ...waiting,
  });
  const cloudPcs = createGraphCloudPcs({ graph, directory, groups: roles, clock });
  const sources = createArmImages({
    baseUrl: azure.arm.baseUrl,
    cloud,
    credential,
    subscriptionId: azure.subscriptionId,
  });
  return { graph, directory, cloudPcs, sources, credential };
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
    apology: APOLOGY,
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

interface LoopParts {
  readonly worker: WorkerDeps;
  readonly enqueue: (jobs: Awaited<ReturnType<typeof listDueJobs>>) => Promise<void>;
  readonly log: Log;
  /** Throws away what nobody needs any more. */
  readonly tidy: () => Promise<void>;
}

/** Asks every second what time demands, and tidies every hour; a round that fails is tried again at the next. */
function createLoop({ worker, enqueue, log, tidy }: LoopParts) {
  const state: { timers: NodeJS.Timeout[]; busy: boolean } = { timers: [], busy: false };
  async function tick(): Promise<void> {
    if (state.busy) return;
    state.busy = true;
    await listDueJobs(worker)
      .then(enqueue)
      .catch((error: unknown) => log.error({ why: describe(error) }, 'could not look what is due'));
    state.busy = false;
  }
  const tidyCalmly = () => tidy().catch((error: unknown) => log.warn({ why: describe(error) }, 'could not tidy up'));
  return {
    start: () =>
      (state.timers = [setInterval(() => void tick(), TICK_MS), setInterval(() => void tidyCalmly(), TIDY_MS)]),
    stop: () => state.timers.forEach(clearInterval),
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
