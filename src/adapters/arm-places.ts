import { z } from 'zod';
import type { ImageLine, MachineLine, Workshop } from '../workflow/ports-images.ts';
import { Failure } from '../workflow/failure.ts';
import type { ArmCalls } from './arm-calls.ts';
import { buildIdIn, groupOf } from './arm-ids.ts';
import { parseMachine } from './arm-machine-state.ts';
import { listNetworks, subnetsOf } from './arm-network.ts';
import type { Network } from './arm-network.ts';
import { listGalleries, listVersions } from './arm-galleries.ts';

type PlacesAndLists = Pick<Workshop, 'readPlaces' | 'listMachines' | 'listImages'>;

/** What a subscription has that people can choose from. */
export function createArmPlaces(calls: ArmCalls): PlacesAndLists {
  return {
    async readPlaces(subscriptionId) {
      const { networks, groups } = await readGround(calls, subscriptionId);
      return { resourceGroups: groups, subnets: networks.flatMap(subnetsOf) };
    },
    async listMachines(subscriptionId) {
      const { groups } = await readGround(calls, subscriptionId);
      const lists = await Promise.all(groups.map((group) => listMachinesOf(calls, { subscriptionId, group })));
      return lists.flat();
    },
    async listImages(subscriptionId) {
      const [managed, versions] = await Promise.all([
        listManagedImages(calls, subscriptionId),
        listVersions(calls, subscriptionId, await listGalleries(calls, subscriptionId)),
      ]);
      return [...managed, ...versions.map(({ line }) => line)];
    },
  };
}

/**
 * Resource groups as networks, network cards in them, images and galleries name them. Azure's list of groups is not asked: it needs
 * rights on the whole subscription that nothing else here does.
 */
async function readGround(
  calls: ArmCalls,
  subscriptionId: string,
): Promise<{ networks: readonly Network[]; groups: readonly string[] }> {
  const [networks, images, galleries] = await Promise.all([
    unlessForbidden(listNetworks(calls, subscriptionId)),
    listManagedImages(calls, subscriptionId),
    listGalleries(calls, subscriptionId),
  ]);
  const cards = networks.flatMap(({ properties }) =>
    properties.subnets.flatMap((subnet) => subnet.properties.ipConfigurations),
  );
  const found = [...networks, ...cards, ...images, ...galleries].map(({ id }) => groupOf(id) ?? '');
  return { networks, groups: unique(found.filter((name) => name !== '')) };
}

/** Group names are the same in any case; the first spelling stays. */
function unique(names: readonly string[]): string[] {
  const byName = new Map(names.toReversed().map((name) => [name.toLowerCase(), name]));
  return [...byName.values()].toSorted((a, b) => a.localeCompare(b, 'en'));
}

/** Networks belong to others in many companies; without a look at them a subnet can still be named by its id. */
async function unlessForbidden<T>(asked: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Failure && error.code === 'AuthorizationFailed') return [];
    throw error;
  }
}

async function listMachinesOf(
  calls: ArmCalls,
  { subscriptionId, group }: { readonly subscriptionId: string; readonly group: string },
): Promise<MachineLine[]> {
  const rows = await calls.list(`list machines of ${group}`, (limit) =>
    calls.clientFor(subscriptionId).virtualMachines.list(group, limit),
  );
  return rows.map((row) => {
    const machine = parseMachine(row);
    return {
      id: machine.id ?? '',
      name: row.name ?? '',
      resourceGroup: group,
      region: machine.location,
      size: machine.hardwareProfile.vmSize,
      osType: machine.storageProfile.osDisk.osType ?? '',
      buildId: buildIdIn(machine.tags),
      // Absent on machines made before the value had a name: they are Standard.
      securityType: machine.securityProfile.securityType ?? 'Standard',
    };
  });
}

const imageRow = z.object({ id: z.string(), name: z.string(), location: z.string() });

async function listManagedImages(calls: ArmCalls, subscriptionId: string): Promise<ImageLine[]> {
  const rows = await calls.list('list images', (limit) => calls.clientFor(subscriptionId).images.list(limit));
  return rows.map((row) => {
    const { id, name, location } = imageRow.parse(row);
    return { id, kind: 'managed', name, resourceGroup: groupOf(id) ?? '', region: location };
  });
}
