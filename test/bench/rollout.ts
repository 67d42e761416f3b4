import { openQuietTown, startRollout } from './town.ts';
import type { Figure } from './table.ts';

const AIM_CALLS = 3;

/** A whole rollout: Graph calls for each Cloud PC that was reprovisioned, and the memory of Repave and its tenant together. */
export async function measureRollout(cloudPcs: number): Promise<readonly Figure[]> {
  const town = await openQuietTown(cloudPcs);
  try {
    await town.servers.teams.installForAll();
    const before = town.app.graph.countCalls().total;
    const rolloutId = await startRollout(town, { concurrency: '50', canary: '10' });
    await town.runUntil(
      async () => (await town.app.store.readRollout(rolloutId))?.rollout.completedAt != null,
      24 * 20,
    );
    const calls = town.app.graph.countCalls().total - before;
    return [
      {
        name: `Graph calls per Cloud PC (${town.tenant.wipes.length} of ${cloudPcs} reprovisioned)`,
        value: calls / Math.max(1, town.tenant.wipes.length),
        unit: 'calls',
        aim: AIM_CALLS,
      },
      {
        name: 'memory (RSS), Repave and its sandbox tenant in one process',
        value: process.memoryUsage.rss() / 1e6,
        unit: 'MB',
      },
    ];
  } finally {
    await town.close();
  }
}
