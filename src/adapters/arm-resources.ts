import { z } from 'zod';
import type { ResourceRef, ResourceSeen } from '../domain/build/resources.ts';
import type { Workshop } from '../workflow/ports-images.ts';
import type { ArmCalls, Limit, Submittable } from './arm-calls.ts';
import { buildIdIn, toArmId, versionPlace } from './arm-ids.ts';
import { stateOf } from './arm-machine-state.ts';
import { readMachine } from './arm-machines.ts';
import { findNetworkThing, removeNetworkThing } from './arm-network.ts';

/** Any one thing that a build makes: whether it is there and how far, and away with it. */
export function createArmResources(calls: ArmCalls): Pick<Workshop, 'look' | 'remove'> {
  return { look: (ref) => lookAt(calls, ref), remove: (ref) => removeOne(calls, ref) };
}

const replication = z.object({
  aggregatedState: z.string().catch(''),
  summary: z
    .array(
      z.object({
        state: z.string().catch(''),
        progress: z.number().catch(0),
        details: z.string().optional().catch(''),
      }),
    )
    .catch([]),
});

/** What disks, snapshots, images and versions have in common, as the SDK gives it. */
const thingSchema = z.object({
  id: z.string().optional(),
  tags: z.record(z.string(), z.string()).catch({}),
  provisioningState: z.string().catch('Succeeded'),
  completionPercent: z.number().nullable().catch(null),
  replicationStatus: replication.nullable().catch(null),
});

type Thing = z.infer<typeof thingSchema>;

async function lookAt(calls: ArmCalls, ref: ResourceRef): Promise<ResourceSeen> {
  if (ref.kind === 'machine') return toSeen((await readMachine(calls, ref, () => true)).state);
  const found = await findThing(calls, ref);
  const id = found?.id ?? toArmId(ref);
  if (found === undefined) return { state: 'absent', id, buildId: null, percent: null, detail: '' };
  return { id, buildId: buildIdIn(found.tags), ...judge(found) };
}

function toSeen({ state, id, buildId, percent, detail }: ResourceSeen): ResourceSeen {
  return { state, id, buildId, percent, detail };
}

async function findThing(calls: ArmCalls, ref: ResourceRef): Promise<Thing | undefined> {
  if (ref.kind === 'nic' || ref.kind === 'public-ip') {
    const found = await findNetworkThing(calls, ref);
    return found && thingSchema.parse({ ...found, ...found.properties });
  }
  return calls.find(`look at ${ref.kind} ${ref.name}`, async (limit) =>
    thingSchema.parse(await getThing(calls, ref, limit)),
  );
}

function getThing(calls: ArmCalls, ref: ResourceRef, limit: Limit): Promise<unknown> {
  const { subscriptionId, resourceGroup, name } = ref;
  const client = calls.clientFor(subscriptionId);
  if (ref.kind === 'disk') return client.disks.get(resourceGroup, name, limit);
  if (ref.kind === 'snapshot') return client.snapshots.get(resourceGroup, name, limit);
  if (ref.kind === 'image') return client.images.get(resourceGroup, name, limit);
  const { gallery, definition } = versionPlace(ref);
  return client.galleryImageVersions.get(resourceGroup, gallery, definition, name, {
    expand: 'ReplicationStatus',
    ...limit,
  });
}

/** A snapshot is complete when its copy is, a version when it has reached all its regions: later than "Succeeded" says. */
function judge(thing: Thing): Pick<ResourceSeen, 'state' | 'percent' | 'detail'> {
  const { provisioningState, completionPercent, replicationStatus } = thing;
  const state = stateOf(provisioningState);
  if (replicationStatus !== null) return judgeReplication(state, replicationStatus);
  if (state === 'failed') return { state, percent: null, detail: provisioningState };
  const isCopying = completionPercent !== null && completionPercent < 100;
  return { state: isCopying ? 'working' : state, percent: completionPercent, detail: '' };
}

function judgeReplication(
  state: 'working' | 'ready' | 'failed',
  { aggregatedState, summary }: z.infer<typeof replication>,
): Pick<ResourceSeen, 'state' | 'percent' | 'detail'> {
  const whole = summary.reduce((sum, { progress }) => sum + progress, 0);
  const percent = summary.length === 0 ? null : Math.round(whole / summary.length);
  if (state === 'failed' || aggregatedState === 'Failed') {
    const details = summary.map((region) => region.details ?? '').filter((words) => words !== '');
    return { state: 'failed', percent, detail: (details.join('; ') || 'replication failed').slice(0, 400) };
  }
  const isDone = state === 'ready' && ['Completed', 'Unknown', ''].includes(aggregatedState);
  return { state: isDone ? 'ready' : 'working', percent, detail: '' };
}

function removeOne(calls: ArmCalls, ref: ResourceRef): Promise<void> {
  if (ref.kind === 'nic' || ref.kind === 'public-ip') return removeNetworkThing(calls, ref);
  return calls.order({
    attempted: `remove ${ref.kind} ${ref.name}`,
    send: (limit) => deleteThing(calls, ref, limit),
    fineToo: [404],
  });
}

function deleteThing(calls: ArmCalls, ref: ResourceRef, limit: Limit): Submittable {
  const { subscriptionId, resourceGroup, name } = ref;
  const client = calls.clientFor(subscriptionId);
  if (ref.kind === 'machine') return client.virtualMachines.delete(resourceGroup, name, limit);
  if (ref.kind === 'disk') return client.disks.delete(resourceGroup, name, limit);
  if (ref.kind === 'snapshot') return client.snapshots.delete(resourceGroup, name, limit);
  if (ref.kind === 'image') return client.images.delete(resourceGroup, name, limit);
  const { gallery, definition } = versionPlace(ref);
  return client.galleryImageVersions.delete(resourceGroup, gallery, definition, name, limit);
}
