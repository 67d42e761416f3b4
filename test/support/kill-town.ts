import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createManualClock } from '../../src/sandbox/clock.ts';
import type { ManualClock } from '../../src/sandbox/clock.ts';
import { createSandboxServers } from '../../src/sandbox/server.ts';
import type { SandboxServers } from '../../src/sandbox/server.ts';
import { createTenant } from '../../src/sandbox/tenant.ts';
import { openHoldingProxy } from './holding-proxy.ts';
import type { Held, HoldingProxy } from './holding-proxy.ts';
import { startRepave } from './repave-process.ts';
import type { RepaveProcess } from './repave-process.ts';
import type { StoryTown } from './story.ts';

/** A sandbox tenant in this process, and Repave in another one that can be killed and started again on the same folder. */
export interface KillTown extends StoryTown {
  readonly repave: RepaveProcess;
  readonly graph: Pick<HoldingProxy, 'hold'>;
  readonly arm: Pick<HoldingProxy, 'hold'>;
  readonly teams: Pick<HoldingProxy, 'hold'>;
  /** Lets time run until the held request stands still, kills Repave there, and starts it again. */
  killAt(held: Held, limitHours: number): Promise<void>;
  kill(): Promise<void>;
  start(): Promise<void>;
}

export async function openKillTown(options: { readonly cloudPcs: number; readonly seed?: number }): Promise<KillTown> {
  const clock = createManualClock(Date.parse('2026-11-23T08:00:00.000Z'));
  const tenant = createTenant({ seed: options.seed ?? 1, clock, cloudPcs: options.cloudPcs });
  const servers = await createSandboxServers({ tenant, keepExchanges: 200_000, onDeliveryFailure: 'try-again' });
  const graph = await openHoldingProxy(servers.graphUrl);
  const arm = await openHoldingProxy(servers.armUrl);
  const teams = await openHoldingProxy(new URL(servers.teamsServiceUrl).origin);
  servers.teams.setBaseUrl(teams.url);
  const { serviceUrl: teamsServiceUrl, ...identity } = servers.teams.urls();
  const dataDir = await mkdtemp(join(tmpdir(), 'repave-kill-'));
  const now = () => new Date(clock.now()).toISOString();
  const urls = { ...identity, graphUrl: graph.url, armUrl: arm.url, teamsServiceUrl };
  const state = { repave: await startRepave({ servers: urls, dataDir, now }) };
  const pointTeams = () => servers.teams.setBotEndpoint(`http://127.0.0.1:${String(state.repave.port)}/api/messages`);
  pointTeams();
  async function start(): Promise<void> {
    state.repave = await startRepave({ servers: urls, dataDir, now });
    pointTeams();
  }
  const moving = { clock, servers, repave: () => state.repave };
  return {
    tenant,
    servers,
    clock,
    app: { store: readStore(() => state.repave) },
    get repave() {
      return state.repave;
    },
    graph,
    arm,
    teams,
    settle: () => settle(moving),
    runUntil: (until, limitHours) => runUntil(moving, until, limitHours),
    async killAt(held, limitHours) {
      const running = runUntil(moving, () => false, limitHours).catch((error: unknown) => error);
      const first = await Promise.race([held.arrived.then(() => 'held'), running]);
      if (first !== 'held') throw new Error(`nothing was held: ${String(first)}`);
      await state.repave.kill();
      await running;
      await start();
    },
    kill: () => state.repave.kill(),
    start,
    async close() {
      await state.repave.kill();
      await Promise.all([graph.close(), arm.close(), teams.close()]);
      await servers.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

interface Moving {
  readonly clock: ManualClock;
  readonly servers: SandboxServers;
  readonly repave: () => RepaveProcess;
}

async function settle({ servers, repave }: Moving): Promise<void> {
  await repave().tick();
  await servers.step();
  for (let round = 0; round < 200; round += 1) {
    await repave().drain();
    if ((await servers.teams.step()) === 0) return;
  }
  throw new Error('Repave and the tenant did not come to rest: something is ordered again and again.');
}

async function runUntil(moving: Moving, until: () => boolean | Promise<boolean>, limitHours: number): Promise<boolean> {
  const { clock } = moving;
  const end = clock.now() + limitHours * 3_600_000;
  await settle(moving);
  while (!(await until())) {
    if (clock.now() >= end) return false;
    const next = await nextMoment(moving);
    clock.advanceTo(Math.min(end, Math.max(next ?? end, clock.now() + 1)));
    await settle(moving);
  }
  return true;
}

async function nextMoment({ servers, repave }: Moving): Promise<number | undefined> {
  const { wakeAt } = await repave().read();
  const moments = [wakeAt === null ? undefined : Date.parse(wakeAt), servers.teams.nextEventAt()].filter(
    (at) => at !== undefined,
  );
  return moments.length === 0 ? servers.nextEventAt() : Math.min(...moments);
}

/** The store of the other process, as far as stories look into it. */
function readStore(repave: () => RepaveProcess): StoryTown['app']['store'] {
  return {
    listRollouts: async () => (await repave().read()).rows,
    readRollout: async (rolloutId) => (await repave().read()).rollouts.find(({ rollout }) => rollout.id === rolloutId),
    readAudit: () => repave().readAudit(),
  };
}
