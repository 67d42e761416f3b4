import { azureId, definitionId } from './azure-ids.ts';
import type { ArmRequest } from './azure-machines.ts';
import { beginOperation, type Operation } from './azure-operations.ts';
import { ArmProblem } from './azure-problem.ts';
import type { Gallery, GalleryDefinition, Tags } from './azure-resources.ts';
import type { World } from './world.ts';

type Placed = { readonly group: string; readonly name: string; readonly location: string; readonly tags: Tags };

type Made<Thing> = [Thing, Operation | undefined];

/** Makes it within a minute; one that stands there already gets the tags. */
export function createGallery(world: World, ask: { wanted: Placed; request: ArmRequest }): Made<Gallery> {
  const id = azureId('gallery', ask.wanted);
  const existing = world.azure.find('gallery', id);
  if (existing) return [retag(existing, ask.wanted.tags), undefined];
  const gallery: Gallery = { kind: 'gallery', id, ...ask.wanted, ...begun(world) };
  return [gallery, make(world, gallery, ask.request)];
}

export type NewDefinition = Placed &
  Pick<GalleryDefinition, 'gallery' | 'osState' | 'generation' | 'architecture' | 'identifier' | 'securityType'>;

export function createDefinition(
  world: World,
  { wanted, request }: { wanted: NewDefinition; request: ArmRequest },
): Made<GalleryDefinition> {
  const id = definitionId(wanted, wanted.name);
  const existing = world.azure.find('gallery-definition', id);
  if (!existing) {
    const definition: GalleryDefinition = { kind: 'gallery-definition', id, ...wanted, ...begun(world) };
    return [definition, make(world, definition, request)];
  }
  if (existing.securityType !== wanted.securityType || existing.generation !== wanted.generation) {
    const message = `Features and generation of the image definition '${existing.name}' cannot be changed.`;
    throw new ArmProblem(409, 'PropertyChangeNotAllowed', message);
  }
  return [retag(existing, wanted.tags), undefined];
}

function begun({ clock }: World) {
  return { createdAt: clock.now(), state: 'Creating', failure: null } as const;
}

function retag<Thing extends Gallery | GalleryDefinition>(thing: Thing, tags: Tags): Thing {
  thing.tags = tags;
  return thing;
}

function make(world: World, thing: Gallery | GalleryDefinition, request: ArmRequest): Operation {
  const { azure, clock } = world;
  azure.add(thing);
  azure.log.write({ at: clock.now(), act: 'created' }, thing);
  return beginOperation(world, {
    ...request,
    resource: thing,
    seconds: azure.random.int(15, 50),
    succeed: () => {
      thing.state = 'Succeeded';
    },
    fail: (failure) => {
      thing.state = 'Failed';
      thing.failure = failure;
    },
  });
}

export function checkEmpty({ azure }: World, { gallery, name, group }: GalleryDefinition): void {
  const isParent = (version: { gallery: string; definition: string; group: string }) =>
    version.gallery === gallery && version.definition === name && version.group === group;
  if (!azure.list('gallery-version').some(isParent)) return;
  const message = `The image definition '${name}' has versions; delete those first.`;
  throw new ArmProblem(409, 'CannotDeleteResource', message);
}
