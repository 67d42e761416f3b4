import { readStatus, type CloudPc, type RemoteAction } from '../world/cloud-pc.ts';
import { SERVICE_PLANS, type Policy } from '../world/policies.ts';
import { CONNECTION_NAME } from './connection-shape.ts';
import { copied, formatInstant, showEnum, type Property, type Shape, type View } from './shape.ts';

type CloudPcProperties = Readonly<Record<string, Property<CloudPc>>>;

/** Everything v1.0 knows of a Cloud PC. There is no status: v1.0 can start a reprovision but not watch it. */
const V1_PROPERTIES: CloudPcProperties = {
  ...copied<CloudPc>('id', 'aadDeviceId', 'displayName', 'imageDisplayName', 'managedDeviceId'),
  gracePeriodEndDateTime: { read: (cloudPc) => formatInstant(cloudPc.gracePeriodEndAt) },
  lastModifiedDateTime: { read: (cloudPc) => formatInstant(cloudPc.modifiedAt) },
  managedDeviceName: { read: (cloudPc) => cloudPc.managedDeviceName, filterable: true },
  onPremisesConnectionName: {
    read: (cloudPc, view) => (findPolicy(cloudPc, view)?.connectionId ? CONNECTION_NAME : null),
  },
  provisioningPolicyId: { read: (cloudPc) => cloudPc.policyId, filterable: true },
  provisioningPolicyName: { read: (cloudPc, view) => findPolicy(cloudPc, view)?.displayName ?? null },
  provisioningType: { read: readProvisioningType },
  servicePlanId: { read: (cloudPc) => cloudPc.servicePlanId, filterable: true },
  servicePlanName: {
    read: ({ servicePlanId }) => SERVICE_PLANS.find(({ id }) => id === servicePlanId)?.displayName ?? null,
  },
  userPrincipalName: { read: (cloudPc, { tenant }) => findOwner(cloudPc, tenant)?.upn ?? null, filterable: true },
};

const NEW_STATUSES = ['refreshPolicyConfiguration'];

const BETA_PROPERTIES: CloudPcProperties = {
  ...V1_PROPERTIES,
  allotmentDisplayName: { read: () => null },
  deviceRegionName: { read: (cloudPc, view) => findPolicy(cloudPc, view)?.regionName ?? null },
  diskEncryptionState: { read: () => 'encryptedUsingPlatformManagedKey' },
  isDisasterRecoveryActive: { read: () => false },
  osVersion: { read: () => 'windows11' },
  productType: { read: (cloudPc) => (cloudPc.personId === null ? 'frontline' : 'enterprise'), filterable: true },
  provisionedDateTime: { read: (cloudPc) => formatInstant(cloudPc.provisionedAt) },
  scopeIds: { read: () => ['0'] },
  servicePlanType: { read: () => 'enterprise', filterable: true },
  status: { read: (cloudPc, view) => showEnum(readStatus(cloudPc, view.now), NEW_STATUSES, view), filterable: true },
  statusDetail: { read: (cloudPc) => cloudPc.statusDetail },
  userAccountType: { read: () => 'standardUser' },
  userDetail: { read: readUserDetail },
  userExperienceType: { read: () => 'cloudPc' },
  sharedDeviceDetail: { read: readSharedDetail, onSelect: true },
  connectivityResult: { read: readConnectivity, onSelect: true },
  lastLoginResult: { read: (cloudPc) => ({ time: formatInstant(cloudPc.lastLoginAt) }), onSelect: true },
  lastLogoffDateTime: { read: (cloudPc) => formatInstant(cloudPc.lastLogoffAt), onSelect: true },
  lastRemoteActionResult: { read: readLastAction, onSelect: true },
};

export const CLOUD_PC_SHAPES: Readonly<Record<View['version'], Shape<CloudPc>>> = {
  'v1.0': { type: '#microsoft.graph.cloudPC', properties: V1_PROPERTIES },
  beta: { type: '#microsoft.graph.cloudPC', properties: BETA_PROPERTIES },
};

export function describeAction(cloudPc: CloudPc, action: RemoteAction): Record<string, unknown> {
  return {
    '@odata.type': '#microsoft.graph.cloudPcRemoteActionResult',
    actionName: action.actionName,
    actionState: action.actionState,
    cloudPcId: cloudPc.id,
    lastUpdatedDateTime: formatInstant(action.updatedAt),
    managedDeviceId: action.managedDeviceId,
    startDateTime: formatInstant(action.startedAt),
    statusDetail: action.statusDetail,
  };
}

function findPolicy({ policyId }: CloudPc, { tenant }: View): Policy | undefined {
  return tenant.policies.find(({ id }) => id === policyId);
}

function findOwner({ personId }: CloudPc, { directory }: View['tenant']) {
  return personId === null ? undefined : directory.byId(personId);
}

/** v1.0 still says "shared"; beta says what kind, to those who ask for new members. */
function readProvisioningType({ personId }: CloudPc, view: View): string {
  if (personId !== null) return 'dedicated';
  return view.version === 'v1.0' ? 'shared' : showEnum('sharedByEntraGroup', ['sharedByEntraGroup'], view);
}

function readUserDetail(cloudPc: CloudPc, { tenant }: View): unknown {
  const owner = findOwner(cloudPc, tenant);
  return owner ? { userId: owner.id, userDisplayName: owner.name } : null;
}

function readSharedDetail(cloudPc: CloudPc): unknown {
  return cloudPc.personId === null ? { assignedToUserPrincipalName: null, sessionStartDateTime: null } : null;
}

function readConnectivity(cloudPc: CloudPc, view: View): unknown {
  const status = cloudPc.rebuild ? 'unavailable' : cloudPc.signedIn ? 'inUse' : 'available';
  return {
    status: showEnum(status, ['inUse'], view),
    updatedDateTime: formatInstant(view.now),
    lastModifiedDateTime: formatInstant(view.now),
    failedHealthCheckItems: [],
  };
}

function readLastAction(cloudPc: CloudPc): unknown {
  const [last] = cloudPc.actions;
  return last ? describeAction(cloudPc, last) : null;
}
