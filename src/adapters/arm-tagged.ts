import { z } from 'zod';
import type { ResourceKind, ResourceRef } from '../domain/build/resources.ts';
import type { TaggedLine, Workshop } from '../workflow/ports-images.ts';
import type { ArmCalls } from './arm-calls.ts';
import { listGalleries, listVersions } from './arm-galleries.ts';
import type { VersionRead } from './arm-galleries.ts';
import { buildIdIn, fromArmId } from './arm-ids.ts';
import { findNetworkThing, listNics } from './arm-network.ts';
import type { NetworkThing } from './arm-network.ts';

type GroupRef = { readonly subscriptionId: string; readonly resourceGroup: string };

/** Everything in one group that carries the tag of a build. */
export function createArmTagged(calls: ArmCalls): Pick<Workshop, 'listTagged'> {
  return {
    async listTagged({ subscriptionId, resourceGroup }) {
      const place = { subscriptionId, resourceGroup };
      const lists = await Promise.all([
        ...COMPUTE_KINDS.map((kind) => listComputeKind(calls, place, kind)),
        listTaggedVersions(calls, place),
        listNetworkThings(calls, place),
      ]);
      return lists.flat();
    },
  };
}

const COMPUTE_KINDS = ['machine', 'disk', 'snapshot', 'image'] as const;

const diskSize = z.object({ diskSizeGB: z.number().nullable().catch(null) }).catch({ diskSizeGB: null });

const thing = z.object({
  name: z.string(),
  id: z.string(),
  tags: z.record(z.string(), z.string()).catch({}),
  timeCreated: z.date().nullable().catch(null),
  diskSizeGB: z.number().nullable().catch(null),
  storageProfile: z.object({ osDisk: diskSize }).catch({ osDisk: { diskSizeGB: null } }),
});

async function listComputeKind(
  calls: ArmCalls,
  place: GroupRef,
  kind: (typeof COMPUTE_KINDS)[number],
): Promise<TaggedLine[]> {
  const { subscriptionId, resourceGroup } = place;
  const rows = await calls.list<unknown>(`list things of kind ${kind} in ${resourceGroup}`, (limit) => {
    const client = calls.clientFor(subscriptionId);
    if (kind === 'machine') return client.virtualMachines.list(resourceGroup, limit);
    if (kind === 'disk') return client.disks.listByResourceGroup(resourceGroup, limit);
    if (kind === 'snapshot') return client.snapshots.listByResourceGroup(resourceGroup, limit);
    return client.images.listByResourceGroup(resourceGroup, limit);
  });
  return rows.flatMap((row) => {
    const { id, name, tags, timeCreated, ...sizes } = thing.parse(row);
    const sizeGb = kind === 'machine' ? null : (sizes.diskSizeGB ?? sizes.storageProfile.osDisk.diskSizeGB);
    return keepTagged({
      ref: { kind, ...place, name },
      id,
      tags,
      sizeGb,
      createdAt: timeCreated?.toISOString() ?? null,
    });
  });
}

async function listTaggedVersions(calls: ArmCalls, place: GroupRef): Promise<TaggedLine[]> {
  const galleries = await listGalleries(calls, place.subscriptionId, place.resourceGroup);
  const versions = await listVersions(calls, place.subscriptionId, galleries);
  return versions.flatMap((version) => keepTagged(toCandidate(version, place)));
}

function toCandidate({ line, gallery, definition, version, ...facts }: VersionRead, place: GroupRef): Candidate {
  const ref: ResourceRef = { kind: 'gallery-version', ...place, name: version, gallery, definition };
  return { ref, id: line.id, tags: facts.tags, sizeGb: facts.sizeGb, createdAt: facts.publishedAt };
}

/** Public addresses are found through the network cards that have them: an address of ours is always made with a card. */
async function listNetworkThings(calls: ArmCalls, place: GroupRef): Promise<TaggedLine[]> {
  const cards = await listNics(calls, place);
  const addressIds = cards.flatMap(({ properties }) =>
    properties.ipConfigurations.map((configuration) => configuration.properties.publicIPAddress?.id ?? ''),
  );
  const refs = addressIds.map(fromArmId).filter((ref) => ref !== undefined);
  const addresses = await Promise.all(refs.map((ref) => findNetworkThing(calls, ref)));
  const found = addresses.filter((address) => address !== undefined);
  return [...toNetworkLines(cards, 'nic', place), ...toNetworkLines(found, 'public-ip', place)];
}

function toNetworkLines(things: readonly NetworkThing[], kind: ResourceKind, place: GroupRef): TaggedLine[] {
  return things.flatMap(({ id, tags }) => {
    const name = fromArmId(id)?.name ?? '';
    return keepTagged({ ref: { kind, ...place, name }, id, tags, sizeGb: null, createdAt: null });
  });
}

interface Candidate extends Omit<TaggedLine, 'buildId'> {
  readonly tags: Readonly<Record<string, string>>;
}

function keepTagged({ tags, ...line }: Candidate): TaggedLine[] {
  const buildId = buildIdIn(tags);
  return buildId === null ? [] : [{ ...line, buildId }];
}
