import type { Actor } from '../domain/actor.ts';
import { isOver } from '../domain/build/build.ts';
import type { Build } from '../domain/build/build.ts';
import { listImageRows } from '../domain/build/image-rows.ts';
import { listLeftovers } from '../domain/build/leftovers.ts';
import { diagnose } from '../domain/build/sysprep-doctor.ts';
import type { ImageRow, ImagesView, LeftoversView } from '../domain/build/views.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import { IMAGE_LIMIT } from '../domain/world.ts';
import { isSameId } from './build-source-step.ts';
import type { BuildCommands } from './commands-build-api.ts';
import type { BuildCommandDeps } from './commands-build-deps.ts';
import { asAdmin } from './commands-prepare.ts';
import { readShelf } from './image-shelf.ts';
import type { TaggedLine } from './ports-images.ts';

type Own = 'listImages' | 'viewDeleteImage' | 'deleteImage' | 'leftovers' | 'deleteLeftover' | 'diagnose';

/** What stands on the shelf, what lies on the floor, and the doctor. */
export function createImageCommands(deps: BuildCommandDeps): Pick<BuildCommands, Own> {
  return {
    listImages: (actor) => asAdmin(deps, actor, () => listImages(deps)),
    viewDeleteImage: (actor, imageId) =>
      asAdmin(deps, actor, async () => {
        const row = await findRow(deps, imageId);
        return row.ok ? accept({ kind: 'image-delete', image: row.value }) : row;
      }),
    deleteImage: (actor, imageId, typedName) =>
      asAdmin(deps, actor, () => deleteImage(deps, actor, { imageId, typedName })),
    leftovers: (actor) => asAdmin(deps, actor, async () => accept(await readLeftovers(deps))),
    deleteLeftover: (actor, id) => asAdmin(deps, actor, () => deleteLeftover(deps, actor, id)),
    diagnose: (actor, text) => asAdmin(deps, actor, () => readLog(deps, text)),
  };
}

async function listImages(deps: BuildCommandDeps): Promise<Result<ImagesView>> {
  const [shelf, sources] = await Promise.all([readShelf(deps), deps.deviceImages.listSources()]);
  const isImported = (id: string) => shelf.images.some(({ sourceId }) => sourceId !== null && isSameId(sourceId, id));
  return accept({
    kind: 'images',
    images: listImageRows(shelf),
    sources: sources.map((source) => ({
      id: source.resourceId,
      name: source.name,
      subscription: source.subscriptionName,
      kind: source.kind,
      imported: isImported(source.resourceId),
    })),
    limit: IMAGE_LIMIT,
    takenAt: shelf.now,
  });
}

/** A row that may be deleted: Windows 365 refuses images that a policy names, and so does this. */
async function findRow(deps: BuildCommandDeps, imageId: string): Promise<Result<ImageRow>> {
  const row = listImageRows(await readShelf(deps)).find(({ id }) => id === imageId);
  if (!row) return refuse(refusal('image-not-found'));
  return row.policies.length > 0 ? refuse(refusal('image-in-use', { policies: row.policies.join(', ') })) : accept(row);
}

async function deleteImage(
  deps: BuildCommandDeps,
  actor: Actor,
  ask: { readonly imageId: string; readonly typedName: string },
): Promise<Result<ImagesView>> {
  const row = await findRow(deps, ask.imageId);
  if (!row.ok) return row;
  const { name, version } = row.value;
  if (ask.typedName.trim() !== name) return refuse(refusal('name-not-typed', { name }));
  const at = deps.clock.now();
  const facts = { image: `${name} ${version}`, imageId: ask.imageId };
  const event = (what: string) => ({ at, actor, what, rolloutId: null, planHash: null, facts });
  // As with a wipe, the intent stands in the chain before the call.
  await deps.store.transact((tx) => tx.appendAudit([event('image-deletion-asked')]));
  await deps.deviceImages.remove(ask.imageId);
  await deps.store.transact((tx) => tx.appendAudit([event('image-deleted')]));
  return listImages(deps);
}

async function readTagged({
  workshop,
  buildGroup,
  store,
  subscriptionIds,
}: BuildCommandDeps): Promise<readonly TaggedLine[]> {
  const places = new Map<string, { readonly subscriptionId: string; readonly resourceGroup: string }>();
  const [subscriptionId] = subscriptionIds;
  if (buildGroup !== null && subscriptionId)
    places.set(keyOf({ subscriptionId, resourceGroup: buildGroup }), { subscriptionId, resourceGroup: buildGroup });
  for (const { request } of await store.listBuilds()) places.set(keyOf(request.place), request.place);
  const found = await Promise.all([...places.values()].map((place) => workshop.listTagged(place)));
  return found.flat();
}

function keyOf(place: { readonly subscriptionId: string; readonly resourceGroup: string }): string {
  return `${place.subscriptionId}/${place.resourceGroup}`.toLowerCase();
}

/** The builds that the tags name, however old. */
async function readTaggers({ store }: BuildCommandDeps, tagged: readonly TaggedLine[]): Promise<readonly Build[]> {
  const ids = [...new Set(tagged.map(({ buildId }) => buildId))];
  const builds = await Promise.all(ids.map((id) => store.readBuild(id)));
  return builds.filter((build) => build !== undefined);
}

async function readLeftovers(deps: BuildCommandDeps): Promise<LeftoversView> {
  const tagged = await readTagged(deps);
  const items = listLeftovers(tagged, await readTaggers(deps, tagged));
  return { kind: 'leftovers', items, takenAt: deps.clock.now() };
}

/** Looks again before deleting: what a running build uses, or does not carry our tag, stays. */
async function deleteLeftover(deps: BuildCommandDeps, actor: Actor, id: string): Promise<Result<LeftoversView>> {
  const tagged = await readTagged(deps);
  const found = tagged.find((one) => isSameId(one.id, id));
  if (!found) return refuse(refusal('not-ours'));
  const builds = await readTaggers(deps, [found]);
  if (listLeftovers([found], builds).length === 0) {
    const build = builds.find(({ id: buildId }) => buildId === found.buildId);
    return refuse(refusal('in-use-by-build', { title: build && !isOver(build) ? build.title : found.ref.name }));
  }
  const at = deps.clock.now();
  const facts = { resource: found.ref.name, kind: found.ref.kind, buildId: found.buildId };
  await deps.store.transact((tx) =>
    tx.appendAudit([{ at, actor, what: 'leftover-deleted', rolloutId: null, planHash: null, facts }]),
  );
  await deps.workshop.remove(found.ref);
  const view = await readLeftovers(deps);
  return accept({ ...view, items: view.items.filter((item) => !isSameId(item.id, id)) });
}

/** Shorter texts are no log. */
const LEAST_LOG = 20;

async function readLog(deps: BuildCommandDeps, text: string): ReturnType<BuildCommands['diagnose']> {
  if (text.trim().length < LEAST_LOG) return refuse(refusal('log-too-short'));
  const open = (await deps.store.listBuilds()).filter(({ step }) => step === 'customise' || step === 'sysprep-failed');
  const [only] = open;
  return accept({
    kind: 'doctor',
    diagnosis: diagnose(text),
    buildId: only && open.length === 1 ? only.id : null,
    lines: text.split('\n').length,
  });
}
