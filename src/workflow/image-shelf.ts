import type { ImageShelf } from '../domain/build/image-rows.ts';
import { listWaysBack } from './image-use.ts';
import type { Clock, CloudPcs } from './ports.ts';
import type { Store } from './ports-store.ts';

export interface ShelfDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly cloudPcs: Pick<CloudPcs, 'readCatalogue' | 'countByPolicy'>;
}

/** Images, who uses them, and what Repave remembers of them: a handful of lists, however large the fleet. */
export async function readShelf({ store, clock, cloudPcs }: ShelfDeps): Promise<ImageShelf> {
  const [catalogue, counts, passports, waysBack] = await Promise.all([
    cloudPcs.readCatalogue(),
    cloudPcs.countByPolicy(),
    store.listPassports(),
    listWaysBack(store),
  ]);
  return { ...catalogue, counts, passports, waysBack, now: clock.now() };
}
