import { isOver } from './build.ts';
import type { Build } from './build.ts';
import { listCleanUp } from './clean-up.ts';
import { namesOf } from './naming.ts';
import type { ResourceRef } from './resources.ts';
import type { LeftoverRow } from './views.ts';

/** Something in Azure with our tag. */
export interface Tagged {
  readonly ref: ResourceRef;
  readonly id: string;
  readonly buildId: string;
  readonly sizeGb: number | null;
  readonly createdAt: string | null;
}

/**
 * What may be deleted because nobody needs it: it carries our tag, and its build is over or unknown. An image that was imported, and a
 * machine that its admin kept, are no leftovers.
 */
export function listLeftovers(tagged: readonly Tagged[], builds: readonly Build[]): readonly LeftoverRow[] {
  return tagged.flatMap((one) => {
    const build = builds.find(({ id }) => id === one.buildId);
    if (build && (!isOver(build) || isKept(build, one.ref))) return [];
    return [describe(one, build)];
  });
}

function isKept(build: Build, ref: ResourceRef): boolean {
  if (build.ended?.outcome !== 'ready') return false;
  const doomed = listCleanUp(build).some(({ ref: gone }) => gone.kind === ref.kind && gone.name === ref.name);
  return !doomed && (isImage(ref) || isMachinePart(build, ref));
}

function isImage({ kind }: ResourceRef): boolean {
  return kind === 'image' || kind === 'gallery-version';
}

function isMachinePart(build: Build, { name }: ResourceRef): boolean {
  const names = namesOf(build.id);
  return [names.machine, names.machineDisk, names.machineNic, names.machineIp].includes(name);
}

function describe(one: Tagged, build: Build | undefined): LeftoverRow {
  return {
    id: one.id,
    kind: one.ref.kind,
    name: one.ref.name,
    resourceGroup: one.ref.resourceGroup,
    buildTitle: build?.title ?? '',
    because: build ? 'build-over' : 'build-unknown',
    sizeGb: one.sizeGb,
    createdAt: one.createdAt,
  };
}
