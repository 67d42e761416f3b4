import { createArmDoor } from './arm/door.ts';
import { createControlDoor } from './control.ts';
import { createGraphDoor } from './graph/door.ts';
import {
  createExchangeLog,
  createRouter,
  startServer,
  type Door,
  type ExchangeLog,
  type RunningServer,
} from './http.ts';
import { createPricesDoor } from './prices.ts';
import { createTeamsSide, type TeamsSide, type TeamsSideOptions } from './teams/teams-side.ts';
import type { Tenant } from './tenant.ts';
import { createVaultDoor } from './vault.ts';

export type SandboxPorts = {
  readonly graph: number;
  readonly arm: number;
  readonly teams: number;
  readonly control: number;
  /** These two take free ports when absent. */
  readonly prices?: number;
  readonly vault?: number;
};

export type SandboxServersOptions = {
  readonly tenant: Tenant;
  /** Free ports when absent. */
  readonly ports?: SandboxPorts;
  /** How many exchanges are kept; 2,000 when absent. */
  readonly keepExchanges?: number;
} & Pick<TeamsSideOptions, 'autoApprove' | 'onDeliveryFailure'>;

export type SandboxServers = {
  /** Root of Graph: `${graphUrl}/v1.0/…` and `${graphUrl}/beta/…`. */
  readonly graphUrl: string;
  /** Root of Azure Resource Manager: `${armUrl}/subscriptions/…`. */
  readonly armUrl: string;
  readonly openIdMetadataUrl: string;
  readonly tokenUrl: string;
  /** With a trailing slash, as activities carry it. */
  readonly teamsServiceUrl: string;
  /** `${controlUrl}/sandbox/wipes` and the like. */
  readonly controlUrl: string;
  /** Root of the price list: `${pricesUrl}/api/retail/prices`. */
  readonly pricesUrl: string;
  /** Root of a key vault: `${vaultUrl}/secrets/…`. */
  readonly vaultUrl: string;
  readonly exchanges: ExchangeLog;
  readonly teams: TeamsSide;
  /** Settles all that is due in both halves by the clock. */
  readonly step: () => Promise<void>;
  /** When something will next happen by itself. */
  readonly nextEventAt: () => number | undefined;
  readonly close: () => Promise<void>;
};

/** Opens the tenant's six doors on loopback; when one cannot open, those already open are closed again. */
export async function createSandboxServers(options: SandboxServersOptions): Promise<SandboxServers> {
  const { tenant, ports, keepExchanges } = options;
  const exchanges = createExchangeLog(keepExchanges === undefined ? {} : { keep: keepExchanges });
  const teams = openTeams(options);
  const running: RunningServer[] = [];
  async function open(door: Door, port: number | undefined): Promise<string> {
    const server = await startServer(port === undefined ? { door } : { door, port });
    running.push(server);
    return server.url;
  }
  async function close(): Promise<void> {
    teams.close();
    await Promise.all(running.map((server) => server.close()));
  }
  try {
    const graphUrl = await open(createGraphDoor({ tenant, log: exchanges, apps: teams.apps }), ports?.graph);
    const armUrl = await open(createArmDoor({ tenant, log: exchanges }), ports?.arm);
    const teamsDoor: Door = { service: 'teams', router: createRouter(teams.routes), log: exchanges };
    teams.setBaseUrl(await open(teamsDoor, ports?.teams));
    const controlUrl = await open(createControlDoor({ tenant, teams, log: exchanges }), ports?.control);
    const pricesUrl = await open(createPricesDoor({ log: exchanges }), ports?.prices);
    const vaultUrl = await open(createVaultDoor({ tenant, log: exchanges }), ports?.vault);
    const { serviceUrl: teamsServiceUrl, ...identity } = teams.urls();
    return {
      graphUrl,
      armUrl,
      ...identity,
      teamsServiceUrl,
      controlUrl,
      pricesUrl,
      vaultUrl,
      exchanges,
      teams,
      ...createSteps(tenant, teams),
      close,
    };
  } catch (cause) {
    await close();
    throw cause;
  }
}

function openTeams({ tenant, autoApprove, onDeliveryFailure }: SandboxServersOptions): TeamsSide {
  return createTeamsSide({
    directory: tenant.directory,
    clock: tenant.clock,
    seed: tenant.seed,
    readFaultRates: tenant.faults.rates,
    announcesInstalls: () => tenant.appAccess.announces,
    fixData: tenant.proofs.fix,
    ...(autoApprove === undefined ? {} : { autoApprove }),
    ...(onDeliveryFailure === undefined ? {} : { onDeliveryFailure }),
  });
}

function createSteps(tenant: Tenant, teams: TeamsSide): Pick<SandboxServers, 'step' | 'nextEventAt'> {
  return {
    async step() {
      tenant.step();
      await teams.step();
    },
    nextEventAt() {
      const events = [tenant.nextEventAt(), teams.nextEventAt()].filter((at) => at !== undefined);
      return events.length === 0 ? undefined : Math.min(...events);
    },
  };
}
