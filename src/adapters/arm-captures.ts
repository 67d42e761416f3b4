import { z } from 'zod';
import { captureRef } from '../domain/build/naming.ts';
import type { ResourceRef, ResourceSeen } from '../domain/build/resources.ts';
import type { CaptureSeen, Workshop } from '../workflow/ports-images.ts';
import type { ArmCalls } from './arm-calls.ts';
import { tagsOf, versionPlace } from './arm-ids.ts';

type CaptureOrder = Parameters<Workshop['capture']>[0];

/** Images kept in Azure: made from a generalized machine, and what stands under their name. */
export function createArmCaptures(
  calls: ArmCalls,
  look: (ref: ResourceRef) => Promise<ResourceSeen>,
): Pick<Workshop, 'capture' | 'readCapture'> {
  return {
    capture: (order) => (order.target.route === 'managed' ? keepAsImage(calls, order) : keepAsVersion(calls, order)),
    async readCapture(place, target) {
      const ref = captureRef(place, target);
      if (target.route === 'managed') return { ...(await look(ref)), definition: null };
      const [seen, definition] = await Promise.all([look(ref), readDefinition(calls, ref)]);
      return { ...seen, definition: definition === undefined ? 'missing' : toCaptureDefinition(definition) };
    },
  };
}

/** The generation is said, because without it Azure takes V1 for granted ("az image create"). */
function keepAsImage(calls: ArmCalls, { place, target, machineId, buildId, generation }: CaptureOrder): Promise<void> {
  const { name } = captureRef(place, target);
  return calls.order({
    attempted: `capture image ${name}`,
    send: (limit) =>
      calls.clientFor(place.subscriptionId).images.createOrUpdate(
        place.resourceGroup,
        name,
        {
          location: place.region,
          tags: tagsOf(buildId),
          sourceVirtualMachine: { id: machineId },
          hyperVGeneration: generation,
        },
        limit,
      ),
  });
}

/** One full copy in the machine's own region, which the list of regions must have ("Azure Compute Gallery"); never the "latest". */
function keepAsVersion(calls: ArmCalls, { place, target, machineId, buildId }: CaptureOrder): Promise<void> {
  const ref = captureRef(place, target);
  const { gallery, definition } = versionPlace(ref);
  return calls.order({
    attempted: `capture gallery version ${gallery}/${definition}/${ref.name}`,
    send: (limit) =>
      calls.clientFor(place.subscriptionId).galleryImageVersions.createOrUpdate(
        place.resourceGroup,
        gallery,
        definition,
        ref.name,
        {
          location: place.region,
          tags: tagsOf(buildId),
          publishingProfile: {
            targetRegions: [{ name: place.region, regionalReplicaCount: 1, storageAccountType: 'Standard_LRS' }],
            replicationMode: 'Full',
            excludeFromLatest: true,
          },
          storageProfile: { source: { virtualMachineId: machineId } },
        },
        limit,
      ),
  });
}

const textOrNull = z.string().nullable().catch(null);

const definitionSchema = z.object({
  hyperVGeneration: z.enum(['V1', 'V2']).nullable().catch(null),
  architecture: textOrNull,
  osType: textOrNull,
  osState: z.enum(['Generalized', 'Specialized']).nullable().catch(null),
  features: z.array(z.object({ name: z.string(), value: z.string() })).catch([]),
  purchasePlan: z.object({ name: z.string() }).nullable().catch(null),
});

export type GalleryDefinition = z.infer<typeof definitionSchema>;

/** The definition that a gallery version belongs to; undefined when it is not there. */
export function readDefinition(calls: ArmCalls, ref: ResourceRef): Promise<GalleryDefinition | undefined> {
  const { gallery, definition } = versionPlace(ref);
  return calls.find(`look at gallery definition ${gallery}/${definition}`, async (limit) => {
    const { galleryImages } = calls.clientFor(ref.subscriptionId);
    return definitionSchema.parse(await galleryImages.get(ref.resourceGroup, gallery, definition, limit));
  });
}

/** Null when the definition names none. */
export function securityTypeIn({ features }: GalleryDefinition): string | null {
  return features.find(({ name }) => name.toLowerCase() === 'securitytype')?.value ?? null;
}

function toCaptureDefinition(definition: GalleryDefinition): CaptureSeen['definition'] {
  const { hyperVGeneration, architecture, osState } = definition;
  return { generation: hyperVGeneration, securityType: securityTypeIn(definition), architecture, osState };
}
