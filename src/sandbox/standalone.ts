import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { createManualClock, createScaledClock, type SandboxClock } from './clock.ts';
import {
  ADMIN_GROUP_ID,
  APPROVER_GROUP_ID,
  DEPUTY_GROUP_ID,
  SANDBOX_BOT_APP_ID,
  SANDBOX_SUBSCRIPTION_ID,
  SANDBOX_TENANT_ID,
} from './ids.ts';
import { createSandboxServers, type SandboxPorts, type SandboxServers } from './server.ts';
import { createFaults, createTenant, parseFaultRates } from './tenant.ts';

const STEP_EVERY_MS = 250;

const OPTIONS = {
  seed: { type: 'string', default: '1' },
  'cloud-pcs': { type: 'string', default: '40' },
  /** Sandbox seconds per real second; 0 gives a clock that only POST /sandbox/clock moves. */
  speed: { type: 'string', default: '1' },
  faults: { type: 'string', default: '' },
  /** The first of six ports in a row; free ones when absent. */
  port: { type: 'string' },
  /** The bot's "…/api/messages". */
  bot: { type: 'string' },
} as const;

/** The sandbox as a process of its own: prints one line of JSON with all addresses when ready, ends on SIGTERM. */
export async function runStandalone(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  const seed = readNumber('seed', values.seed);
  const clock = createClock(readNumber('speed', values.speed));
  const faults = createFaults({ seed, rates: parseFaultRates(values.faults) });
  const tenant = createTenant({ seed, clock, faults, cloudPcs: readNumber('cloud-pcs', values['cloud-pcs']) });
  const first = values.port === undefined ? undefined : readNumber('port', values.port);
  const ports = first === undefined ? {} : { ports: countPorts(first) };
  const servers = await createSandboxServers({ tenant, ...ports, onDeliveryFailure: 'try-again' });
  if (values.bot !== undefined) servers.teams.setBotEndpoint(values.bot);
  const stop = keepStepping(servers);
  process.stdout.write(`${JSON.stringify(describe(servers))}\n`);
  // Ctrl-C comes more than once: from the terminal, and from what started this.
  let closing: Promise<void> | undefined;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stop();
      closing ??= servers.close().then(() => process.exit(0));
    });
  }
}

function createClock(speed: number): SandboxClock {
  const startMs = Date.now();
  return speed === 0 ? createManualClock(startMs) : createScaledClock({ startMs, speed });
}

function countPorts(first: number): SandboxPorts {
  const [arm, teams, control, prices, vault] = [first + 1, first + 2, first + 3, first + 4, first + 5];
  return { graph: first, arm, teams, control, prices, vault };
}

function readNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0)
    throw new RangeError(`--${name} must be a number that is not negative, not "${text}"`);
  return value;
}

/** One round at a time: people wait for the bot's answer. */
function keepStepping(servers: SandboxServers): () => void {
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    servers
      .step()
      .catch((cause: unknown) => process.stderr.write(`${String(cause)}\n`))
      .finally(() => (isBusy = false));
  }, STEP_EVERY_MS);
  return () => clearInterval(timer);
}

function describe({
  graphUrl,
  armUrl,
  openIdMetadataUrl,
  tokenUrl,
  teamsServiceUrl,
  controlUrl,
  pricesUrl,
  vaultUrl,
}: SandboxServers): unknown {
  return {
    graphUrl,
    armUrl,
    openIdMetadataUrl,
    tokenUrl,
    teamsServiceUrl,
    controlUrl,
    pricesUrl,
    vaultUrl,
    tenantId: SANDBOX_TENANT_ID,
    botAppId: SANDBOX_BOT_APP_ID,
    subscriptionId: SANDBOX_SUBSCRIPTION_ID,
    adminGroupId: ADMIN_GROUP_ID,
    approverGroupId: APPROVER_GROUP_ID,
    deputyGroupId: DEPUTY_GROUP_ID,
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  runStandalone(process.argv.slice(2)).catch((cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
    process.exitCode = 1;
  });
}
