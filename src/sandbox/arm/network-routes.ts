import type { Route, SandboxRequest } from '../router.ts';
import type { Tenant } from '../tenant.ts';
import { notFound } from '../world/azure-problem.ts';
import { NETWORKS, type Network, type Subnet } from '../world/networks.ts';
import { createArmRoutes, ok } from './arm-route.ts';
import { pageOf } from './page.ts';

const NETWORKS_PATH = '/providers/Microsoft.Network/virtualNetworks';
const IN_GROUP = `/resourceGroups/{group}${NETWORKS_PATH}`;

/** Small, so that those who read only the first page are found out. */
const PAGE = 1;

/** Virtual networks and their subnets; the same in every tenant, and never changed. */
export function NETWORK_ROUTES(tenant: Tenant): Route[] {
  const network = createArmRoutes(tenant, 'network');
  return [
    network('GET', NETWORKS_PATH, ({ request }) => ok(pageOf(request, NETWORKS.map(describeNetwork), PAGE))),
    network('GET', IN_GROUP, ({ request, group }) => {
      return ok(pageOf(request, listInGroup(group).map(describeNetwork), PAGE));
    }),
    network('GET', `${IN_GROUP}/{network}/subnets`, ({ request, group }) => {
      return ok(pageOf(request, expectNetwork(group, request.params).subnets.map(describeSubnet), PAGE));
    }),
    network('GET', `${IN_GROUP}/{network}/subnets/{subnet}`, ({ request, group }) => {
      return ok(describeSubnet(expectSubnet(group, request.params)));
    }),
  ];
}

type Params = SandboxRequest['params'];

function listInGroup(group: string): Network[] {
  return NETWORKS.filter((network) => network.group === group);
}

function expectNetwork(group: string, params: Params): Network {
  const found = listInGroup(group).find(({ name }) => name === params['network']?.toLowerCase());
  if (!found) throw notFound(`Microsoft.Network/virtualNetworks/${params['network']}`);
  return found;
}

function expectSubnet(group: string, params: Params): Subnet {
  const found = expectNetwork(group, params).subnets.find(({ name }) => name === params['subnet']?.toLowerCase());
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
