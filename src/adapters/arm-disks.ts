import type { Workshop } from '../workflow/ports-images.ts';
import type { ArmCalls } from './arm-calls.ts';
import { tagsOf } from './arm-ids.ts';

/** Copies of a disk: a snapshot of it, and a new disk from the snapshot. Making one twice is making it once. */
export function createArmDisks(calls: ArmCalls): Pick<Workshop, 'createSnapshot' | 'createDisk'> {
  return {
    createSnapshot: ({ place, name, buildId, sourceDiskId }) =>
      calls.order({
        attempted: `create snapshot ${name}`,
        send: (limit) =>
          calls.clientFor(place.subscriptionId).snapshots.createOrUpdate(
            place.resourceGroup,
            name,
            {
              location: place.region,
              tags: tagsOf(buildId),
              creationData: { createOption: 'Copy', sourceResourceId: sourceDiskId },
            },
            limit,
          ),
      }),
    createDisk: ({ place, name, buildId, snapshotId }) =>
      calls.order({
        attempted: `create disk ${name}`,
        send: (limit) =>
          calls.clientFor(place.subscriptionId).disks.createOrUpdate(
            place.resourceGroup,
            name,
            {
              location: place.region,
              tags: tagsOf(buildId),
              sku: { name: 'StandardSSD_LRS' },
              creationData: { createOption: 'Copy', sourceResourceId: snapshotId },
            },
            limit,
          ),
      }),
  };
}
