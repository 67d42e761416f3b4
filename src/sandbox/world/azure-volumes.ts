import { azureId } from './azure-ids.ts';
import type { ArmRequest } from './azure-machines.ts';
import { beginOperation, takeMinutes, type Operation } from './azure-operations.ts';
import { invalid, notAllowed, notFound } from './azure-problem.ts';
import type { Disk, Snapshot, Tags } from './azure-resources.ts';
import type { World } from './world.ts';

export type NewVolume = {
  readonly group: string;
  readonly name: string;
  readonly location: string;
  readonly tags: Tags;
  readonly sku: string;
  readonly createOption: 'Copy' | 'Empty';
  readonly sourceId: string | null;
  readonly sizeGb: number | undefined;
  readonly incremental: boolean;
};

/** A copy of a disk or snapshot as it is at this moment, with the Windows on it; or an empty disk. */
export function createVolume(
  world: World,
  kind: 'disk' | 'snapshot',
  { wanted, request }: { wanted: NewVolume; request: ArmRequest },
): [Disk | Snapshot, Operation] {
  const volume = makeVolume(world, kind, wanted);
  const { azure } = world;
  azure.add(volume);
  azure.log.write({ at: volume.createdAt, act: 'created', detail: volume.sourceId ?? '' }, volume);
  const operation = beginOperation(world, {
    ...request,
    resource: volume,
    seconds: kind === 'disk' ? takeMinutes(world, 1, 1) : takeMinutes(world, 1, 3),
    succeed: () => {
      volume.state = 'Succeeded';
    },
    fail: (failure, at) => {
      volume.state = 'Failed';
      volume.failure = failure;
      azure.log.write({ at, act: 'failed', detail: failure.code }, volume);
    },
  });
  return [volume, operation];
}

function makeVolume(world: World, kind: 'disk' | 'snapshot', wanted: NewVolume): Disk | Snapshot {
  const content = wanted.createOption === 'Copy' ? copyContent(findSource(world, wanted)) : EMPTY;
  const { group, name, location, tags, sku, createOption, sourceId } = wanted;
  const sizeGb = Math.max(wanted.sizeGb ?? 0, content.sizeGb);
  if (sizeGb === 0) throw invalid('An empty disk needs diskSizeGB.');
  if (content.guest) content.guest.diskGb = sizeGb;
  const volume = {
    ...{ id: azureId(kind, wanted), name, group, location, tags, sku, createOption, sourceId, ...content, sizeGb },
    createdAt: world.clock.now(),
    state: 'Creating',
    failure: null,
  } as const;
  return kind === 'disk' ? { ...volume, kind, attachedTo: null } : { ...volume, kind, incremental: wanted.incremental };
}

type Content = Pick<Disk, 'sizeGb' | 'generation' | 'securityType' | 'hasSystem' | 'guest'>;

const EMPTY: Content = { sizeGb: 0, generation: 'V2', securityType: 'Standard', hasSystem: false, guest: null };

function copyContent({ sizeGb, generation, securityType, hasSystem, guest }: Disk | Snapshot): Content {
  return { sizeGb, generation, securityType, hasSystem, guest: structuredClone(guest) };
}

function findSource({ azure }: World, { sourceId, location }: NewVolume): Disk | Snapshot {
  if (sourceId === null) throw invalid('creationData.sourceResourceId is required.');
  const source = azure.find('disk', sourceId) ?? azure.find('snapshot', sourceId);
  if (!source) throw notFound(sourceId.replace(/^.*\/providers\//i, ''));
  if (source.state !== 'Succeeded')
    throw notAllowed(`'${source.name}' is in state ${source.state}; it cannot be copied.`);
  if (source.location.toLowerCase() !== location.toLowerCase()) {
    throw invalid(`'${source.name}' is in ${source.location}; a copy is made in the same region.`);
  }
  return source;
}

/** A second request for what stands there changes tags only. */
export function updateVolume(world: World, volume: Disk | Snapshot, wanted: NewVolume): void {
  if (volume.sourceId?.toLowerCase() !== wanted.sourceId?.toLowerCase()) {
    throw notAllowed(`'${volume.name}' was made of something else (creationData cannot be changed).`);
  }
  volume.tags = wanted.tags;
  world.azure.log.write({ at: world.clock.now(), act: 'updated' }, volume);
}

export function checkDetached(disk: Disk): void {
  if (disk.attachedTo === null) return;
  throw notAllowed(`The disk '${disk.name}' is attached to ${disk.attachedTo}; it cannot be deleted.`);
}
