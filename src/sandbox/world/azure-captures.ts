import { azureId, versionId } from './azure-ids.ts';
import { readManagedSource, readVersionSource, type CaptureSource } from './azure-capture-source.ts';
import type { ArmRequest } from './azure-machines.ts';
import { beginOperation, takeMinutes, type Operation } from './azure-operations.ts';
import { ArmProblem, invalid } from './azure-problem.ts';
import type {
  GalleryDefinition,
  GalleryVersion,
  Generation,
  ManagedImage,
  Publishing,
  Tags,
} from './azure-resources.ts';
import type { World } from './world.ts';

export type NewManagedImage = {
  readonly group: string;
  readonly name: string;
  readonly location: string;
  readonly tags: Tags;
  readonly machineId: string;
  /** When nothing is said the image is of generation 1, whatever the machine is (facts on reading generations). */
  readonly generation: Generation;
};

/** A managed image of a machine, in 3 to 8 minutes. */
export function createManagedImage(
  world: World,
  { wanted, request }: { wanted: NewManagedImage; request: ArmRequest },
): [ManagedImage, Operation] {
  const source = readManagedSource(world, wanted.machineId);
  if (wanted.generation === 'V2' && source.generation === 'V1') {
    throw invalid('hyperVGeneration V2 does not fit a machine of generation 1.');
  }
  const { group, name, location, tags, generation } = wanted;
  const image: ManagedImage = {
    ...{ kind: 'image', id: azureId('image', wanted), group, name, location, tags, generation },
    ...standAt(world, source),
  };
  const operation = capture(world, image, { source, request, seconds: takeMinutes(world, 3, 8) });
  return [image, operation];
}

export type NewVersion = {
  readonly definition: GalleryDefinition;
  readonly name: string;
  readonly location: string;
  readonly tags: Tags;
  readonly sourceId: string;
  readonly sourceField: GalleryVersion['sourceField'];
  readonly publishing: Publishing;
};

/** A version in a gallery, replicated in 20 to 40 minutes. */
export function createVersion(
  world: World,
  { wanted, request }: { wanted: NewVersion; request: ArmRequest },
): [GalleryVersion, Operation] {
  const { definition, name, location, tags, sourceField, publishing } = wanted;
  const source = readVersionSource(world, wanted.sourceId, definition);
  const seconds = takeMinutes(world, 20, 40);
  const now = world.clock.now();
  const place = { group: definition.group, gallery: definition.gallery, definition: definition.name };
  const version: GalleryVersion = {
    ...{ kind: 'gallery-version', id: versionId(place, name), ...place, name, location, tags, sourceField, publishing },
    ...standAt(world, source),
    generation: definition.generation,
    osState: definition.osState,
    securityType: definition.securityType,
    replication: { from: now, until: now + seconds * 1000 },
  };
  return [version, capture(world, version, { source, request, seconds })];
}

function standAt({ clock }: World, { id, diskGb, dataDisks, guest }: CaptureSource) {
  const beginning = { createdAt: clock.now(), state: 'Creating', failure: null } as const;
  return { ...beginning, osState: 'Generalized', diskGb, dataDisks, guest, sourceId: id } as const;
}

type Capture = { readonly source: CaptureSource; readonly request: ArmRequest; readonly seconds: number };

/** The machine is held until the image is made. */
function capture(world: World, image: ManagedImage | GalleryVersion, { source, request, seconds }: Capture): Operation {
  const { machine } = source;
  const { azure } = world;
  const now = world.clock.now();
  azure.add(image);
  azure.log.write({ at: now, act: 'created', detail: source.id }, image);
  if (machine) azure.log.write({ at: now, act: 'captured', detail: image.id }, machine);
  const operation = beginOperation(world, {
    ...request,
    resource: image,
    seconds,
    succeed: () => {
      image.state = 'Succeeded';
      if (machine?.heldBy === operation.id) machine.heldBy = null;
    },
    fail: (failure, at) => {
      image.state = 'Failed';
      image.failure = failure;
      if (machine?.heldBy === operation.id) machine.heldBy = null;
      azure.log.write({ at, act: 'failed', detail: failure.code }, image);
    },
  });
  if (machine) machine.heldBy = operation.id;
  return operation;
}

/** A second request under the same name: tags may change, what it is made of may not. */
export function updateCaptured(
  { azure, clock }: World,
  image: ManagedImage | GalleryVersion,
  { sourceId, tags }: { sourceId: string; tags: Tags },
): void {
  if (image.sourceId?.toLowerCase() !== sourceId.toLowerCase()) {
    const message = `'${image.name}' exists and was made of something else; its source cannot be changed.`;
    throw new ArmProblem(409, 'PropertyChangeNotAllowed', message);
  }
  image.tags = tags;
  azure.log.write({ at: clock.now(), act: 'updated' }, image);
}
