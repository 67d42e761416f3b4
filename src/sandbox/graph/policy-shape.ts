import { SERVICE_PLANS, type Policy, type ServicePlan } from '../world/policies.ts';
import { copied, formatInstant, showEnum, type Entity, type Property, type Shape, type View } from './shape.ts';

const V1_PROPERTIES: Readonly<Record<string, Property<Policy>>> = {
  ...copied<Policy>(
    'id',
    'description',
    'displayName',
    'enableSingleSignOn',
    'imageDisplayName',
    'imageId',
    'imageType',
  ),
  alternateResourceUrl: { read: () => null },
  autopatch: { read: () => null },
  cloudPcGroupDisplayName: { read: () => null },
  cloudPcNamingTemplate: { read: (policy) => policy.namingTemplate },
  domainJoinConfigurations: { read: readJoins },
  gracePeriodInHours: { read: () => 168 },
  localAdminEnabled: { read: () => false },
  microsoftManagedDesktop: { read: () => null },
  provisioningType: { read: readProvisioningType },
  windowsSetting: { read: (policy) => ({ locale: policy.locale }) },
};

const BETA_PROPERTIES: Readonly<Record<string, Property<Policy>>> = {
  ...V1_PROPERTIES,
  createdBy: { read: () => 'ingrid.solberg@contoso.example' },
  createdDateTime: { read: (policy) => formatInstant(policy.createdAt) },
  lastModifiedBy: { read: (policy) => policy.modifiedBy },
  lastModifiedDateTime: { read: (policy) => formatInstant(policy.modifiedAt) },
  managedBy: { read: () => 'windows365' },
  scopeIds: { read: () => ['0'] },
  userExperienceType: { read: () => 'cloudPc' },
};

export const POLICY_SHAPES: Readonly<Record<View['version'], Shape<Policy>>> = {
  'v1.0': { type: '#microsoft.graph.cloudPcProvisioningPolicy', properties: V1_PROPERTIES },
  beta: { type: '#microsoft.graph.cloudPcProvisioningPolicy', properties: BETA_PROPERTIES },
};

/** What $expand=assignments adds: one assignment per group. */
export function expandAssignments(policy: Policy): Entity {
  return { assignments: policy.groupIds.map((groupId) => describeAssignment(policy, groupId)) };
}

export function describeAssignment(policy: Policy, groupId: string): Entity {
  const isShared = policy.provisioningType !== 'dedicated';
  return {
    '@odata.type': '#microsoft.graph.cloudPcProvisioningPolicyAssignment',
    id: `${policy.id}_${groupId}`,
    target: {
      '@odata.type': '#microsoft.graph.cloudPcManagementGroupAssignmentTarget',
      groupId,
      servicePlanId: isShared ? policy.servicePlanId : null,
    },
  };
}

/** A policy joins through the network connection, or lets Microsoft host the network in a region. */
function readJoins({ connectionId, regionGroup, regionName }: Policy): unknown[] {
  const place = connectionId
    ? { onPremisesConnectionId: connectionId, regionGroup: null, regionName: null }
    : { onPremisesConnectionId: null, regionGroup, regionName };
  return [{ domainJoinType: 'azureADJoin', ...place }];
}

function readProvisioningType({ provisioningType }: Policy, view: View): string {
  if (provisioningType === 'dedicated') return provisioningType;
  return view.version === 'v1.0' ? 'shared' : showEnum(provisioningType, ['sharedByEntraGroup'], view);
}

const PLAN_PROPERTIES = copied<ServicePlan>('id', 'displayName', 'vCpuCount', 'ramInGB', 'storageInGB');

export const PLAN_SHAPES: Readonly<Record<View['version'], Shape<ServicePlan>>> = {
  'v1.0': { type: '#microsoft.graph.cloudPcServicePlan', properties: PLAN_PROPERTIES },
  beta: {
    type: '#microsoft.graph.cloudPcServicePlan',
    properties: {
      ...PLAN_PROPERTIES,
      provisioningType: {
        read: (plan, view) =>
          plan === SERVICE_PLANS[2] ? showEnum('sharedByEntraGroup', ['sharedByEntraGroup'], view) : 'dedicated',
      },
      supportedSolution: { read: () => 'windows365' },
      type: { read: () => 'enterprise' },
      userProfileInGB: { read: () => 0 },
    },
  },
};
