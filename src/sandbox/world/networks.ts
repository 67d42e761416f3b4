import { SANDBOX_SUBSCRIPTION_ID } from '../ids.ts';

export type Network = {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  readonly location: string;
  readonly addresses: string;
  readonly subnets: readonly Subnet[];
};

export const NETWORK_GROUP = 'rg-network';

export type Subnet = { readonly id: string; readonly name: string; readonly addresses: string };

/** Two networks in which machines may be built, and the one of the Cloud PCs; nothing changes them. */
export const NETWORKS: readonly Network[] = [
  describe({ name: 'vnet-build', location: 'westeurope', block: '10.20' }, ['snet-images', 'snet-tests']),
  describe({ name: 'vnet-build-north', location: 'northeurope', block: '10.30' }, ['snet-images']),
  describe({ name: 'vnet-cloudpc', location: 'westeurope', block: '10.40' }, ['cloudpc']),
];

export function findSubnet(id: string): (Subnet & { readonly location: string }) | undefined {
  for (const { subnets, location } of NETWORKS) {
    const found = subnets.find((subnet) => subnet.id.toLowerCase() === id.toLowerCase());
    if (found) return { ...found, location };
  }
  return undefined;
}

function describe(
  { name, location, block }: { name: string; location: string; block: string },
  subnets: readonly string[],
): Network {
  const group = NETWORK_GROUP;
  const id = `/subscriptions/${SANDBOX_SUBSCRIPTION_ID}/resourceGroups/${group}/providers/Microsoft.Network/virtualNetworks/${name}`;
  return {
    id,
    name,
    group,
    location,
    addresses: `${block}.0.0/16`,
    subnets: subnets.map((subnet, index) => ({
      id: `${id}/subnets/${subnet}`,
      name: subnet,
      addresses: `${block}.${index + 1}.0/24`,
    })),
  };
}
