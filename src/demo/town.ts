import { composeApp } from '../app.ts';
import type { App } from '../app.ts';
import type { Log } from '../bot/log.ts';
import { readConfig, explainProblems } from '../config.ts';
import type { Config } from '../config.ts';
import { createManualClock } from '../sandbox/clock.ts';
import type { ManualClock, SandboxClock } from '../sandbox/clock.ts';
import {
  ADMIN_GROUP_ID,
  APPROVER_GROUP_ID,
  DEPUTY_GROUP_ID,
  SANDBOX_BOT_APP_ID,
  SANDBOX_SUBSCRIPTION_ID,
  SANDBOX_TENANT_ID,
} from '../sandbox/ids.ts';
import { createSandboxServers } from '../sandbox/server.ts';
import type { SandboxServers } from '../sandbox/server.ts';
import { createFaults, createTenant } from '../sandbox/tenant.ts';
import type { Tenant } from '../sandbox/tenant.ts';
import { parseFaultRates } from '../sandbox/tenant.ts';

/** Repave and a sandbox tenant in one process, joined by HTTP on loopback alone, with a clock that is turned by hand. */
export interface Town {
  readonly tenant: Tenant;
  readonly servers: SandboxServers;
  readonly app: App;
  readonly clock: ManualClock;
  /** Everything that is due now happens, on both sides, until nothing is left to do at this moment. */
  settle(): Promise<void>;
  /** Turns the clock from event to event until `until` says so, or the time is over. Answers whether it said so. */
  runUntil(until: () => boolean | Promise<boolean>, limitHours: number): Promise<boolean>;
  /** Stops Repave and starts it again on the same store: what a crash or a deploy does. Only with a store on disk. */
  restart(): Promise<void>;
  /** Where Repave takes messages now. */
  botEndpoint(): string;
  close(): Promise<void>;
}

export interface SandboxReach {
  /** What the setting says is the app in the catalogue. */
  readonly teamsAppId?: string;
  readonly remindManagers?: boolean;
}

export interface TownOptions {
  readonly seed?: number;
  readonly cloudPcs?: number;
  readonly faults?: string;
  readonly startAt?: string;
  /** A folder for the store; in memory when absent. */
  readonly dataDir?: string;
  /** A real Postgres instead, in a schema of its own. */
  readonly postgres?: { readonly url: string; readonly schema: string };
  /** Passwords of build machines go into the tenant's vault; without it they are shown in the chat for ten minutes. */
  readonly vault?: boolean;
  /** `own`: everybody's Teams and mailbox speak the language of where they live; English otherwise. */
  readonly languages?: 'english' | 'own';
  /** How people without the app are reached; Repave does not install itself when absent. */
  readonly reach?: SandboxReach;
  readonly log: Log;
}

export async function openTown(options: TownOptions): Promise<Town> {
  const clock = createManualClock(Date.parse(options.startAt ?? '2026-11-23T08:00:00.000Z'));
  const seed = options.seed ?? 1;
  const faults = createFaults({ seed, rates: parseFaultRates(options.faults ?? '') });
  const { cloudPcs = 40, languages = 'english' } = options;
  const tenant = createTenant({ seed, clock, faults, cloudPcs, languages });
  const servers = await createSandboxServers({ tenant, keepExchanges: 200_000, onDeliveryFailure: 'try-again' });
  const { dataDir, postgres } = options;
  const config = sandboxConfig({
    servers,
    ...(dataDir ? { dataDir } : {}),
    ...(postgres ? { databaseUrl: postgres.url } : {}),
    vault: options.vault ?? false,
    ...(options.reach ? { reach: options.reach } : {}),
  });
  const ids = { made: 0 };
  const newId = () => `rollout-${seed}-${(ids.made += 1)}`;
  const open = () =>
    composeApp({
      config,
      clock: repaveClock(clock),
      log: options.log,
      retryDelaySeconds: 0,
      inMemory: !dataDir && !postgres,
      ...(postgres ? { schema: postgres.schema } : {}),
      newId,
      sleep: () => Promise.resolve(),
      pause: (ms) => passTime(clock, tenant, ms),
    });
  const app = await open();
  const state = { app, endpoint: await connect(app, servers) };
  return {
    tenant,
    servers,
    get app() {
      return state.app;
    },
    clock,
    settle: () => settle(state.app, servers),
    runUntil: (until, limitHours) => runUntil({ clock, servers, app: () => state.app }, until, limitHours),
    async restart() {
      await state.app.stop();
      state.app = await open();
      state.endpoint = await connect(state.app, servers);
    },
    botEndpoint: () => state.endpoint,
    async close() {
      await state.app.stop();
      await servers.close();
    },
  };
}

/** What waits in one go sees the tenant's time go by. */
function passTime(clock: ManualClock, tenant: Tenant, ms: number): Promise<void> {
  clock.advanceTo(clock.now() + ms);
  tenant.step();
  return Promise.resolve();
}

export function repaveClock(clock: SandboxClock): { now(): string } {
  return { now: () => new Date(clock.now()).toISOString() };
}

/** The settings that point Repave at a sandbox tenant; the same ones that anybody's own servers would need. */
export function sandboxConfig(options: {
  readonly servers: Pick<
    SandboxServers,
    'graphUrl' | 'armUrl' | 'openIdMetadataUrl' | 'tokenUrl' | 'teamsServiceUrl'
  > & {
    readonly pricesUrl?: string;
    readonly vaultUrl?: string;
  };
  readonly dataDir?: string;
  readonly databaseUrl?: string;
  readonly port?: number;
  readonly hosts?: readonly string[];
  readonly vault?: boolean;
  readonly reach?: SandboxReach;
}): Config {
  const { servers } = options;
  const read = readConfig({
    REPAVE_MODE: 'sandbox',
    PORT: String(options.port ?? 3978),
    MicrosoftAppId: SANDBOX_BOT_APP_ID,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: SANDBOX_TENANT_ID,
    MicrosoftAppPassword: 'sandbox-only',
    AZURE_TENANT_ID: SANDBOX_TENANT_ID,
    AZURE_SUBSCRIPTION_ID: SANDBOX_SUBSCRIPTION_ID,
    REPAVE_ADMIN_GROUP_ID: ADMIN_GROUP_ID,
    REPAVE_APPROVER_GROUP_ID: APPROVER_GROUP_ID,
    REPAVE_DEPUTY_GROUP_ID: DEPUTY_GROUP_ID,
    GRAPH_BASE_URL: servers.graphUrl,
    ARM_BASE_URL: servers.armUrl,
    ...(servers.pricesUrl ? { AZURE_PRICES_BASE_URL: servers.pricesUrl } : {}),
    ...(options.vault && servers.vaultUrl ? { AZURE_KEY_VAULT_URL: servers.vaultUrl } : {}),
    BOT_OPENID_METADATA_URL: servers.openIdMetadataUrl,
    BOT_TOKEN_URL: servers.tokenUrl,
    TEAMS_SERVICE_URL: servers.teamsServiceUrl,
    TEAMS_SERVICE_URL_HOSTS: [new URL(servers.teamsServiceUrl).host, ...(options.hosts ?? [])].join(','),
    ...(options.dataDir ? { DATA_DIR: options.dataDir } : {}),
    ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
    ...reachSettings(options.reach),
  });
  if (!read.ok) throw new Error(`the sandbox's own settings do not fit:\n${explainProblems(read.problems)}`);
  return read.config;
}

function reachSettings(reach: SandboxReach | undefined): Readonly<Record<string, string>> {
  return {
    ...(reach?.teamsAppId ? { REPAVE_TEAMS_APP_ID: reach.teamsAppId } : {}),
    ...(reach?.remindManagers === false ? { REPAVE_REMIND_MANAGERS: 'false' } : {}),
  };
}

async function connect(app: App, servers: SandboxServers): Promise<string> {
  const port = await app.listen(0);
  const endpoint = `http://127.0.0.1:${port}/api/messages`;
  servers.teams.setBotEndpoint(endpoint);
  return endpoint;
}

/** Rounds in which each side answers the other, until both are quiet. A limit turns an endless conversation into an error. */
const MOST_ROUNDS = 200;

async function settle(app: App, servers: SandboxServers): Promise<void> {
  await servers.step();
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await app.drain();
    if ((await servers.teams.step()) === 0) return;
  }
  throw new Error('Repave and the tenant did not come to rest: something is ordered again and again.');
}

async function runUntil(
  town: { readonly clock: ManualClock; readonly servers: SandboxServers; app(): App },
  until: () => boolean | Promise<boolean>,
  limitHours: number,
): Promise<boolean> {
  const end = town.clock.now() + limitHours * 3_600_000;
  await settle(town.app(), town.servers);
  while (!(await until())) {
    const next = await nextMoment(town);
    if (next === undefined || next > end) {
      town.clock.advanceTo(end);
      await settle(town.app(), town.servers);
      return await until();
    }
    town.clock.advanceTo(Math.max(next, town.clock.now() + 1));
    await settle(town.app(), town.servers);
  }
  return true;
}

/** The tenant settles what is due whenever it is asked, so its own events need no stop of their own while Repave wakes by itself. */
async function nextMoment(town: { readonly servers: SandboxServers; app(): App }): Promise<number | undefined> {
  const wake = await town.app().store.nextWakeAt();
  const people = town.servers.teams.nextEventAt();
  const moments = [wake === null ? undefined : Date.parse(wake), people].filter((at) => at !== undefined);
  return moments.length === 0 ? town.servers.nextEventAt() : Math.min(...moments);
}
