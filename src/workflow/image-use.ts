import type { Store } from './ports-store.ts';

/** Image id → titles of rollouts that came from that image: deleting it takes their way back away. */
export async function listWaysBack(
  store: Pick<Store, 'listRollouts' | 'readRollout'>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const ways = new Map<string, readonly string[]>();
  const rows = (await store.listRollouts()).filter(({ phase }) => KEPT.includes(phase)).slice(0, LOOKED_AT);
  for (const { rolloutId, title } of rows) {
    const plan = (await store.readRollout(rolloutId))?.rollout.plan;
    for (const id of new Set(plan?.switches.map(({ before }) => before.imageId) ?? []))
      ways.set(id, [...(ways.get(id) ?? []), title]);
  }
  return ways;
}

/** A rollout that never began has nothing to go back from. */
const KEPT: readonly string[] = ['awaiting-approval', 'noticing', 'rolling', 'completed', 'aborted'];
const LOOKED_AT = 10;
