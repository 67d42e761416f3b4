import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { composeApp } from '../app.ts';
import type { Log } from '../bot/log.ts';
import { createScaledClock } from '../sandbox/clock.ts';
import { PERSONA_ADMIN, PERSONA_APPROVER, PERSONA_END_USER } from '../sandbox/ids.ts';
import { serviceUrlHostOf, startPlayground } from '../sandbox/playground/playground.ts';
import type { Playground, PlaygroundSeat } from '../sandbox/playground/playground.ts';
import { createSandboxServers } from '../sandbox/server.ts';
import type { SandboxServers } from '../sandbox/server.ts';
import { createFaults, createTenant, parseFaultRates } from '../sandbox/tenant.ts';
import type { Tenant } from '../sandbox/tenant.ts';
import type { SandboxOptions } from './sandbox-options.ts';
import type { SandboxFacts, SandboxPage } from './sandbox-words.ts';
import { repaveClock, sandboxConfig } from './town.ts';

/** How often the tenant does what its time demands. */
const STEP_MS = 250;

export interface RunningSandbox {
  readonly facts: SandboxFacts;
  /** Ends all that was started, newest first. */
  close(): Promise<void>;
}

interface Run {
  readonly tenant: Tenant;
  readonly servers: SandboxServers;
  readonly playground: Playground;
  readonly options: SandboxOptions;
}

type Undo = () => Promise<unknown>;

/** Starts tenant, Repave and pages; when one of them cannot start, those before it are ended again. */
export async function runSandbox(options: SandboxOptions, log: Log): Promise<RunningSandbox> {
  const undo: Undo[] = [];
  async function close(): Promise<void> {
    for (const end of undo.splice(0).reverse())
      await end().catch((cause: unknown) => log.error({ why: String(cause) }, 'could not end'));
  }
  try {
    return { facts: await start(options, log, undo), close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

async function start(options: SandboxOptions, log: Log, undo: Undo[]): Promise<SandboxFacts> {
  await checkPorts(options);
  const dataDir = await openFolder(options['data-dir'], undo);
  const tenant = openTenant(options);
  const servers = await createSandboxServers({ tenant, onDeliveryFailure: 'try-again' });
  undo.push(() => servers.close());
  const seats = seatPeople(tenant, options);
  const hosts = seats.map(({ port }) => serviceUrlHostOf(port));
  const config = sandboxConfig({ servers, dataDir, port: options.port, hosts });
  const app = await composeApp({ config, clock: repaveClock(tenant.clock), log });
  undo.push(() => app.stop());
  const botEndpoint = `http://127.0.0.1:${await app.listen(options.port)}/api/messages`;
  servers.teams.setBotEndpoint(botEndpoint);
  await app.startWorker();
  const playground = await startPlayground({ seats, directory: tenant.directory, teams: servers.teams, botEndpoint });
  undo.push(() => playground.close(), keepStepping(servers, log));
  return describeRun({ tenant, servers, playground, options });
}

const PORT_OPTIONS = ['port', 'admin-port', 'approver-port', 'person-port'] as const;

/** Looks before anything is started, so that a taken port is told at once and with the option that chooses another. */
async function checkPorts(options: SandboxOptions): Promise<void> {
  const seen = new Set<number>();
  for (const name of PORT_OPTIONS) {
    const port = options[name];
    if (seen.has(port)) throw new Error(`port ${port} is wanted twice. Give --${name} another one.`);
    seen.add(port);
    if (!(await isFree(port)))
      throw new Error(`port ${port} is taken. Stop the program that uses it, or give --${name} another one.`);
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

/** The sandbox's time starts anew with each run, so data of an earlier run would come from its future. */
async function openFolder(wanted: string | undefined, undo: Undo[]): Promise<string> {
  if (wanted === undefined) {
    const folder = await mkdtemp(join(tmpdir(), 'repave-sandbox-'));
    undo.push(() => rm(folder, { recursive: true, force: true }));
    return folder;
  }
  const folder = resolve(wanted);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const isEmpty = (await readdir(folder)).length === 0;
  if (!isEmpty)
    throw new Error(`${folder} is not empty. The tenant starts anew each time: give --data-dir an empty folder.`);
  return folder;
}

function openTenant(options: SandboxOptions): Tenant {
  const { seed, speed, start: startMs, 'cloud-pcs': cloudPcs, languages } = options;
  const clock = createScaledClock({ startMs, speed });
  const faults = createFaults({ seed, rates: parseFaultRates(options.faults) });
  return createTenant({ seed, clock, faults, cloudPcs, languages });
}

function seatPeople({ directory }: Tenant, options: SandboxOptions): readonly PlaygroundSeat[] {
  const ports = [
    { id: PERSONA_ADMIN, port: options['admin-port'] },
    { id: PERSONA_APPROVER, port: options['approver-port'] },
    { id: PERSONA_END_USER, port: options['person-port'] },
  ];
  return ports.flatMap(({ id, port }) => {
    const person = directory.byId(id);
    return person === undefined ? [] : [{ person, port }];
  });
}

/** One round at a time: people wait for the bot's answer. Ends after the round under way. */
function keepStepping(servers: SandboxServers, log: Log): Undo {
  let round: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    round ??= servers
      .step()
      .catch((cause: unknown) => log.error({ why: String(cause) }, 'the tenant stumbled'))
      .finally(() => (round = undefined));
  }, STEP_MS);
  return () => {
    clearInterval(timer);
    return Promise.resolve(round);
  };
}

function describeRun({ tenant, servers, playground, options }: Run): SandboxFacts {
  return {
    admin: findPage(playground, PERSONA_ADMIN),
    approver: findPage(playground, PERSONA_APPROVER),
    person: findPage(playground, PERSONA_END_USER),
    controlUrl: servers.controlUrl,
    cloudPcs: tenant.cloudPcs.length,
    options,
  };
}

function findPage({ pages }: Playground, personId: string): SandboxPage {
  const page = pages.find(({ person }) => person.id === personId);
  if (page === undefined) throw new Error(`no page for the person ${personId}`);
  return page;
}
