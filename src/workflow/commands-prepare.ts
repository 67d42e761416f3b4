import type { Actor } from '../domain/actor.ts';
import { beginBuild } from '../domain/build/begin.ts';
import { buildEvent } from '../domain/build/explain.ts';
import { mergeFacts } from '../domain/build/record.ts';
import { UNKNOWN_FACTS } from '../domain/build/facts.ts';
import type { BuildRequest, BuildSource } from '../domain/build/request.ts';
import { describeFindings, judgeFacts } from '../domain/build/rule-sets.ts';
import { nameOfImage, proposeNames, titleOf } from '../domain/build/titles.ts';
import { buildWakeAt } from '../domain/build/wake.ts';
import type { ImageCheckView } from '../domain/build/views.ts';
import { hashOf } from '../domain/hash.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import { showBuild } from './build-advance.ts';
import { isSameId, isVisible, reasonAgainst } from './build-source-step.ts';
import type { BuildCommands, PrepareCatalogue } from './commands-build-api.ts';
import { patiently, showNow } from './commands-build-deps.ts';
import type { BuildCommandDeps } from './commands-build-deps.ts';
import { requireRole } from './commands-deps.ts';
import { searchMarketplace } from './marketplace-search.ts';

type Own =
  | 'readPrepareCatalogue'
  | 'searchMarketplace'
  | 'listSizes'
  | 'readQuota'
  | 'proposeNames'
  | 'checkImage'
  | 'prepare';

/** What leads to a build, and its beginning. Nothing here makes anything in Azure. */
export function createPrepareCommands(deps: BuildCommandDeps): Pick<BuildCommands, Own> {
  const { workshop } = deps;
  return {
    readPrepareCatalogue: (actor, subscriptionId) =>
      asAdmin(deps, actor, () => readCatalogue(deps, subscriptionId ?? deps.subscriptionIds[0])),
    searchMarketplace: (actor, ask) =>
      asAdmin(deps, actor, async () => accept(await patiently(deps, () => searchMarketplace(deps, ask)))),
    listSizes: (actor, ask) => asAdmin(deps, actor, () => listSizes(deps, ask)),
    readQuota: (actor, ask) => asAdmin(deps, actor, async () => accept(await workshop.readQuota(ask))),
    proposeNames: (actor, source) => asAdmin(deps, actor, () => propose(deps, source)),
    checkImage: (actor, source, subscriptionId) =>
      asAdmin(deps, actor, () => checkImage(deps, source, subscriptionId ?? deps.subscriptionIds[0])),
    prepare: (actor, request) => asAdmin(deps, actor, () => prepare(deps, actor, request)),
  };
}

export async function asAdmin<T>(
  deps: BuildCommandDeps,
  actor: Actor,
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const allowed = await requireRole(deps, actor, 'admin');
  return allowed.ok ? work() : allowed;
}

async function readCatalogue(deps: BuildCommandDeps, subscriptionId?: string): Promise<Result<PrepareCatalogue>> {
  if (subscriptionId === undefined || !deps.subscriptionIds.includes(subscriptionId))
    return refuse(refusal('no-subscription'));
  const { workshop, deviceImages, cloudPcs, buildGroup } = deps;
  const [places, machines, azureImages, visibleSources, { images }] = await Promise.all([
    patiently(deps, () => workshop.readPlaces(subscriptionId)),
    patiently(deps, () => workshop.listMachines(subscriptionId)),
    patiently(deps, () => workshop.listImages(subscriptionId)),
    deviceImages.listSources(),
    cloudPcs.readCatalogue(),
  ]);
  const groups = new Set([...(buildGroup === null ? [] : [buildGroup]), ...places.resourceGroups]);
  const nameOf = (id: string) => visibleSources.find((one) => one.subscriptionId === id)?.subscriptionName ?? id;
  return accept({
    subscriptions: deps.subscriptionIds.map((id) => ({ id, name: nameOf(id) })),
    resourceGroups: [...groups],
    subnets: places.subnets,
    // Machines of builds are no sources: they come and go.
    machines: machines.filter(({ buildId }) => buildId === null),
    azureImages,
    visibleSources,
    deviceImages: images.filter(({ kind }) => kind === 'custom'),
  });
}

async function listSizes(
  deps: BuildCommandDeps,
  ask: Parameters<BuildCommands['listSizes']>[1],
): ReturnType<BuildCommands['listSizes']> {
  const { workshop, prices } = deps;
  const sizes = await patiently(deps, () => workshop.listSizes(ask));
  const choices = sizes.map(async (size) => {
    const reason = reasonAgainst(size, ask.route);
    const blocked = reason === '' ? [] : [refusal('size-unavailable', { size: size.name, reason })];
    return { ...size, blocked, hourly: blocked.length > 0 ? null : await prices.hourly(size.name, ask.region) };
  });
  return accept(await Promise.all(choices));
}

async function propose(
  { workshop, cloudPcs, clock, subscriptionIds }: BuildCommandDeps,
  source: BuildSource,
): ReturnType<BuildCommands['proposeNames']> {
  const [first] = subscriptionIds;
  const [azure, { images }] = await Promise.all([first ? workshop.listImages(first) : [], cloudPcs.readCatalogue()]);
  return accept(
    proposeNames({
      source,
      month: clock.now().slice(0, 7),
      takenInAzure: azure.map(({ name }) => name),
      images: images.filter(({ kind }) => kind === 'custom'),
    }),
  );
}

/** The rules on one source, as far as it can be seen from outside. */
async function checkImage(
  deps: BuildCommandDeps,
  source: BuildSource,
  subscriptionId = '',
): Promise<Result<ImageCheckView>> {
  const place = { subscriptionId, resourceGroup: deps.buildGroup ?? '', region: '' };
  const seen = await deps.workshop.readSource(source, place);
  const visible = seen.found ? await isVisible(deps.deviceImages, subscriptionId, { source }) : null;
  const facts = mergeFacts(UNKNOWN_FACTS, { ...seen.facts, visibleToWindows365: visible });
  const now = deps.clock.now();
  const findings = judgeFacts(deps.ruleSet, facts, source.kind === 'machine' ? 'machine' : 'source-image', {
    route: null,
    now,
    source: source.kind,
  });
  return accept({
    kind: 'image-check',
    title: seen.title || titleOf(source),
    ruleSet: deps.ruleSet,
    found: seen.found,
    findings: seen.found ? describeFindings(deps.ruleSet, findings) : [],
    takenAt: now,
  });
}

async function prepare(
  deps: BuildCommandDeps,
  actor: Actor,
  request: BuildRequest,
): ReturnType<BuildCommands['prepare']> {
  const { subscriptionId } = request.place;
  if (!deps.subscriptionIds.includes(subscriptionId)) return refuse(refusal('no-subscription'));
  const twin = await findTwin(deps, request);
  if (twin) return refuse(twin);
  const now = deps.clock.now();
  const build = beginBuild({
    id: deps.newId(),
    request: { ...request, ruleSet: deps.ruleSet },
    title: titleOf(request.source),
    by: actor,
    now,
  });
  await deps.store.transact(async (tx) => {
    await tx.insertBuild(build, buildWakeAt(build, now));
    await tx.appendAudit([
      buildEvent(build, 'build-begun', { at: now, actor, facts: { source: describeSource(request.source) } }),
    ]);
    await showBuild(tx, build, now);
    await tx.enqueue([{ kind: 'build', buildId: build.id }]);
  });
  return accept(await showNow(deps, build));
}

/** Two builds that would end in the same image in Azure, or work on the same machine: the second is refused before it begins. */
async function findTwin(deps: BuildCommandDeps, request: BuildRequest) {
  // A store may give the keys back in another order.
  const wanted = hashOf(request.capture);
  const open = (await deps.store.listBuilds()).filter(({ ended }) => ended === null);
  const twin = open.find(
    (build) =>
      (request.capture !== null &&
        hashOf(build.request.capture) === wanted &&
        isSameId(build.request.place.resourceGroup, request.place.resourceGroup)) ||
      isSameMachine(build.request.source, request.source),
  );
  return twin && refusal('in-use-by-build', { title: twin.title });
}

/** Two builds on one machine would run their scripts into each other. */
function isSameMachine(a: BuildSource, b: BuildSource): boolean {
  return a.kind === 'machine' && b.kind === 'machine' && isSameId(a.machineId, b.machineId);
}

function describeSource(source: BuildSource): string {
  if (source.kind === 'marketplace') return `${source.offer}/${source.sku}/${source.version}`;
  return source.kind === 'machine' ? source.machineId : nameOfImage(source.imageId);
}
