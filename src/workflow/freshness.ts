import { nextFreshnessCheck, viewFreshness } from '../domain/build/image-rows.ts';
import { readShelf } from './image-shelf.ts';
import type { ShelfDeps } from './image-shelf.ts';
import type { Directory } from './ports.ts';

export interface FreshnessDeps extends ShelfDeps {
  readonly directory: Pick<Directory, 'listRole'>;
}

/** Name of the weekly look at the age of images, and of its messages. */
export const FRESHNESS = 'freshness';

/**
 * Once a week admins are told which images in use run out of support or of patches. What was found and the next date are written down
 * together with the messages, so that a second run of the same week finds nothing due.
 */
export async function checkFreshness(deps: FreshnessDeps): Promise<void> {
  const { store, clock } = deps;
  const now = clock.now();
  const due = (await store.readChore(FRESHNESS))?.dueAt;
  if (due === undefined) return store.transact((tx) => tx.saveChore(FRESHNESS, nextFreshnessCheck(now), null));
  if (Date.parse(due) > Date.parse(now)) return;
  const view = viewFreshness(await readShelf(deps));
  const admins = view === null ? [] : await deps.directory.listRole('admin');
  await store.transact(async (tx) => {
    await tx.saveChore(FRESHNESS, nextFreshnessCheck(now), view);
    const ordered = await tx.orderMessages(
      admins.map(({ id }) => ({
        key: `${FRESHNESS}/${due}/${id}`,
        rolloutId: FRESHNESS,
        kind: 'freshness',
        cloudPcId: null,
        slotRevision: null,
        personId: id,
        chatId: null,
        orderedAt: now,
      })),
    );
    await tx.enqueue(ordered.map((messageKey) => ({ kind: 'deliver', messageKey })));
  });
}
