import type { Build, ImportFacts } from '../domain/build/build.ts';
import type { Passport } from '../domain/build/passport.ts';
import type { StepSeen } from '../domain/build/record.ts';
import { refusal } from '../domain/refusal.ts';
import type { Instant } from '../domain/time.ts';
import type { DeviceImage } from '../domain/world.ts';
import type { BuildTurn } from './build-deps.ts';
import { isSameId } from './build-source-step.ts';
import { listWaysBack } from './image-use.ts';
import { Failure } from './failure.ts';

/** What the import card asks with. Read again until Windows 365 sees the image: rights take a while to reach it. */
export async function readImportFacts(turn: BuildTurn): Promise<StepSeen> {
  const { build, clock, cloudPcs } = turn;
  const { images, policies } = await cloudPcs.readCatalogue();
  const custom = images.filter(({ kind }) => kind === 'custom');
  const waysBack = await listWaysBack(turn.store);
  const unused = custom.filter(({ id }) => policies.every(({ imageId }) => imageId !== id));
  const importFacts: ImportFacts = {
    at: clock.now(),
    used: custom.length,
    unused: unused.map(({ id, name, version }) => ({ id, name, version, wayBackFor: waysBack.get(id) ?? [] })),
    visible: await seesCaptured(turn),
    taken: custom.map(({ name, version }) => ({ name, version })),
  };
  return {
    kind: 'going',
    learnt: { importFacts, facts: { ...build.facts, visibleToWindows365: importFacts.visible } },
  };
}

async function seesCaptured({ build, deviceImages }: BuildTurn): Promise<boolean | null> {
  const id = build.captured?.id;
  if (id === undefined) return null;
  try {
    return (await deviceImages.listSources()).some(({ resourceId }) => isSameId(resourceId, id));
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}

/** Imports once: an image of this name, version and source is the one that was asked for, whoever's answer was lost. */
export async function importImage(turn: BuildTurn): Promise<StepSeen> {
  const { build, cloudPcs } = turn;
  const { importing, captured } = build;
  if (importing === null || captured === null) return { kind: 'stopped', why: refusal('no-build') };
  const { images } = await cloudPcs.readCatalogue();
  const known = images.find((image) => isOurs(image, importing, captured.id));
  if (known === undefined) return beginImport(turn, { importing, sourceId: captured.id, images });
  const learnt = { importing: { ...importing, deviceImageId: known.id, errorCode: known.errorCode } };
  if (known.status === 'failed') return mendImport(turn, known, learnt.importing);
  if (known.status === 'pending') return { kind: 'going', learnt };
  return { kind: 'done', learnt };
}

export function isOurs(image: DeviceImage, importing: NonNullable<Build['importing']>, sourceId: string): boolean {
  if (importing.deviceImageId !== null) return image.id === importing.deviceImageId;
  const { name, version } = importing;
  return image.name === name && image.version === version && isSameId(image.sourceId ?? '', sourceId);
}

async function beginImport(
  turn: BuildTurn,
  ask: {
    readonly importing: NonNullable<Build['importing']>;
    readonly sourceId: string;
    readonly images: readonly DeviceImage[];
  },
): Promise<StepSeen> {
  const { importing, sourceId, images } = ask;
  const { name, version } = importing;
  if (importing.deviceImageId !== null) return { kind: 'stopped', why: refusal('image-not-found') };
  if (images.some((image) => image.name === name && image.version === version)) return { kind: 'asked-again' };
  let begun: { readonly id: string } | undefined;
  await turn.order(async () => {
    begun = await turn.deviceImages.create({ name, version, sourceId });
  });
  return begun
    ? { kind: 'going', learnt: { importing: { ...importing, deviceImageId: begun.id } } }
    : { kind: 'going' };
}

async function mendImport(
  turn: BuildTurn,
  image: DeviceImage,
  importing: NonNullable<Build['importing']>,
): Promise<StepSeen> {
  if (importing.retryAsked) {
    await turn.order(() => turn.deviceImages.retryUpload(image.id));
    return { kind: 'going', learnt: { importing: { ...importing, retryAsked: false, errorCode: null } } };
  }
  const why = refusal('import-failed', { errorCode: image.errorCode ?? 'unknown' });
  return { kind: 'stopped', why, learnt: { importing } };
}

/** The passport of an image that has just become ready. */
export function writePassport(build: Build, now: Instant): Passport | undefined {
  const { importing, captured } = build;
  if (!importing?.deviceImageId || !captured) return undefined;
  return {
    deviceImageId: importing.deviceImageId,
    name: importing.name,
    version: importing.version,
    buildId: build.id,
    source: build.title,
    sourceId: captured.id,
    parent: build.importFacts ? findParent(build.importFacts.taken, importing.name) : null,
    ruleSet: build.request.ruleSet,
    findings: build.findings,
    findingsAt: build.findingsAt,
    accepted: importing.accepted,
    osBuild: build.facts.osBuild,
    osVersion: build.facts.osVersion,
    builtBy: build.startedBy.name,
    sealedBy: build.rounds.at(-1)?.sealedBy.name ?? null,
    importedBy: importing.by.name,
    importedAt: now,
  };
}

/** The newest version of the same name, before this one. */
function findParent(taken: ImportFacts['taken'], name: string): string | null {
  const versions = taken.filter((one) => one.name === name).map(({ version }) => version);
  const newest = versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
  return newest === undefined ? null : `${name} ${newest}`;
}
