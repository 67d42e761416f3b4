import { openEmbedded } from '../../src/adapters/database.ts';
import { createQueue } from '../../src/adapters/queue.ts';
import { createStore } from '../../src/adapters/store.ts';
import { reconcile } from '../../src/workflow/advance.ts';
import { aPlan, aPlanned, aRollout, aTarget, NOW } from '../support/domain.ts';
import type { Figure } from './table.ts';

const AIM_MS_FOR_10_000 = 2_000;

/** One pass over a rollout in the middle of its first night: every target told, due and waiting for a free place. */
export async function measureReconcile(count: number): Promise<readonly Figure[]> {
  const database = await openEmbedded(null);
  const queue = await createQueue({
    boss: database.boss,
    retryDelaySeconds: 0,
    onError: (error) => process.stderr.write(String(error)),
  });
  const store = createStore(database.db, queue.enqueue);
  const planned = Array.from({ length: count }, (_unused, index) => aPlanned(index));
  const rollout = aRollout({ plan: aPlan({ targets: planned }) });
  const targets = planned.map((one) => aTarget({ planned: one }));
  await store.transact((tx) => tx.insertRollout({ rollout, targets }, NOW));
  const deps = { store, clock: { now: () => NOW } };
  await reconcile(deps, rollout.id);
  const begun = performance.now();
  await reconcile(deps, rollout.id);
  const value = performance.now() - begun;
  await queue.stop();
  await database.close();
  const aim = count === 10_000 ? { aim: AIM_MS_FOR_10_000 } : {};
  return [{ name: `reconcile over ${count.toLocaleString('en')} targets`, value, unit: 'ms', ...aim }];
}
