import { CONNECTION_ID, SANDBOX_SUBSCRIPTION_ID } from '../ids.ts';
import { formatInstant, type Property, type Shape } from './shape.ts';

/** The one network connection of the tenant. */
export type Connection = { readonly id: string };

export const CONNECTION: Connection = { id: CONNECTION_ID };
export const CONNECTION_NAME = 'Hub West Europe';

const GROUP = `/subscriptions/${SANDBOX_SUBSCRIPTION_ID}/resourceGroups/rg-network`;
const NETWORK = `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-cloudpc`;

const FIXED: Readonly<Record<string, unknown>> = {
  adDomainName: null,
  adDomainPassword: null,
  adDomainUsername: null,
  alternateResourceUrl: null,
  connectionType: 'azureADJoin',
  displayName: CONNECTION_NAME,
  healthCheckPaused: false,
  healthCheckStatus: 'passed',
  inUse: true,
  inUseByCloudPc: true,
  organizationalUnit: null,
  resourceGroupId: GROUP,
  scopeIds: ['0'],
  subnetId: `${NETWORK}/subnets/cloudpc`,
  subscriptionId: SANDBOX_SUBSCRIPTION_ID,
  subscriptionName: 'Contoso Workplace',
  virtualNetworkId: NETWORK,
  virtualNetworkLocation: 'westeurope',
};

export const CONNECTION_SHAPE: Shape<Connection> = {
  type: '#microsoft.graph.cloudPcOnPremisesConnection',
  properties: {
    id: { read: ({ id }) => id },
    ...Object.fromEntries(
      Object.entries(FIXED).map(([name, value]): [string, Property<Connection>] => [name, { read: () => value }]),
    ),
    healthCheckStatusDetail: {
      onSelect: true,
      read: (_, { now }) => ({
        startDateTime: formatInstant(now - 3_600_000),
        endDateTime: formatInstant(now - 3_000_000),
        healthChecks: [],
      }),
    },
  },
};
