import type { Route, SandboxRequest } from '../router.ts';
import type { Tenant } from '../tenant.ts';
import { notFound } from '../world/azure-problem.ts';
import { NETWORKS, type Network, type Subnet } from '../world/networks.ts';
import { pageOf, reading } from './reading.ts';

const SUBSCRIPTION = '/subscriptions/{subscription}';
const IN_GROUP = `${SUBSCRIPTION}/resourceGroups/{group}/providers/Microsoft.Network/virtualNetworks`;

/** Small, so that those who read only the first page are found out. */
const PAGE = 1;

/** Virtual networks and their subnets; the same in every tenant, and never changed. */
export function NETWORK_ROUTES(_tenant: Tenant): Route[] {
  return [
    reading(`${SUBSCRIPTION}/providers/Microsoft.Network/virtualNetworks`, (request) =>
      pageOf(request, NETWORKS.map(describeNetwork), PAGE),
    ),
    reading(IN_GROUP, (request) => pageOf(request, listInGroup(request.params).map(describeNetwork), PAGE)),
    reading(`${IN_GROUP}/{network}/subnets`, (request) =>
      pageOf(request, expectNetwork(request.params).subnets.map(describeSubnet), PAGE),
    ),
    reading(`${IN_GROUP}/{network}/subnets/{subnet}`, ({ params }) => describeSubnet(expectSubnet(params))),
  ];
}

type Params = SandboxRequest['params'];

function listInGroup({ group = '' }: Params): Network[] {
  return NETWORKS.filter((network) => network.group === group.toLowerCase());
}

function expectNetwork(params: Params): Network {
  const found = listInGroup(params).find(({ name }) => name === params['network']?.toLowerCase());
  if (!found) throw notFound(`Microsoft.Network/virtualNetworks/${params['network']}`);
  return found;
}

function expectSubnet(params: Params): Subnet {
  const found = expectNetwork(params).subnets.find(({ name }) => name === params['subnet']?.toLowerCase());
  if (!found) throw notFound(`Microsoft.Network/virtualNetworks/${params['network']}/subnets/${params['subnet']}`);
  return found;
}

function describeNetwork(network: Network): unknown {
  return {
    id: network.id,
    name: network.name,
    type: 'Microsoft.Network/virtualNetworks',
    location: network.location,
    tags: {},
    properties: {
      provisioningState: 'Succeeded',
      addressSpace: { addressPrefixes: [network.addresses] },
      subnets: network.subnets.map(describeSubnet),
    },
  };
}

function describeSubnet(subnet: Subnet): unknown {
  return {
    id: subnet.id,
    name: subnet.name,
    type: 'Microsoft.Network/virtualNetworks/subnets',
    properties: { provisioningState: 'Succeeded', addressPrefix: subnet.addresses },
  };
}
