import type { Random } from '../random.ts';
import type { Policy } from './policies.ts';
import type { RestorePoint } from './restore-points.ts';

/** What Graph's beta `cloudPC.status` can say in this tenant. */
export type CloudPcStatus =
  | 'notProvisioned'
  | 'provisioning'
  | 'provisioned'
  | 'provisionedWithWarnings'
  | 'inGracePeriod'
  | 'deprovisioning'
  | 'failed'
  | 'resizing'
  | 'restoring'
  | 'pendingProvision'
  | 'refreshPolicyConfiguration';

export type StatusDetail = {
  readonly code: string;
  readonly message: string;
  readonly additionalInformation: readonly { readonly name: string; readonly value: string }[];
};

export type RemoteAction = {
  readonly actionName: string;
  actionState: 'pending' | 'active' | 'done' | 'failed';
  readonly startedAt: number;
  updatedAt: number;
  readonly managedDeviceId: string | null;
  statusDetail: StatusDetail | null;
};

/** A stretch of time in which readers are told something that is not so. */
export type FalseReading = {
  readonly fromAt: number;
  readonly untilAt: number;
  readonly status: CloudPcStatus;
};

/** A rebuild under way. The image is the policy's at the start; later changes of the policy do not reach it. */
export type Rebuild = {
  readonly startedAt: number;
  readonly imageId: string;
  readonly imageDisplayName: string;
  readonly policyId: string;
  readonly falseReadings: readonly FalseReading[];
  readonly action: RemoteAction;
  readonly isFailing: boolean;
};

export type CloudPc = {
  readonly id: string;
  /** null for a shared Cloud PC. */
  personId: string | null;
  policyId: string;
  readonly servicePlanId: string;
  readonly displayName: string;
  imageId: string;
  imageDisplayName: string;
  status: CloudPcStatus;
  statusDetail: StatusDetail | null;
  provisionedAt: number | null;
  modifiedAt: number;
  managedDeviceName: string | null;
  managedDeviceId: string | null;
  aadDeviceId: string | null;
  gracePeriodEndAt: number | null;
  signedIn: boolean;
  lastLoginAt: number | null;
  lastLogoffAt: number | null;
  readonly actions: RemoteAction[];
  manualRestorePoint: RestorePoint | null;
  /** How often it was reprovisioned since the tenant began. */
  wipes: number;
  rebuild: Rebuild | null;
};

const DAY_MS = 86_400_000;

export type NewCloudPc = {
  readonly policy: Policy;
  readonly personId: string | null;
  readonly ownerName: string;
  readonly now: number;
};

/** A Cloud PC that has been in use for one to thirteen months. */
export function createCloudPc(random: Random, { policy, personId, ownerName, now }: NewCloudPc): CloudPc {
  const provisionedAt = now - random.int(30, 400) * DAY_MS - random.int(0, DAY_MS);
  const lastLoginAt = now - random.int(1, 20 * 24) * 3_600_000;
  return {
    id: random.guid(),
    personId,
    policyId: policy.id,
    servicePlanId: policy.servicePlanId,
    displayName: `${policy.displayName} - ${ownerName}`,
    imageId: policy.imageId,
    imageDisplayName: policy.imageDisplayName,
    status: 'provisioned',
    statusDetail: null,
    provisionedAt,
    modifiedAt: provisionedAt,
    managedDeviceName: inventDeviceName(random, policy),
    managedDeviceId: random.guid(),
    aadDeviceId: random.guid(),
    gracePeriodEndAt: null,
    signedIn: false,
    lastLoginAt,
    lastLogoffAt: lastLoginAt + 3_600_000,
    actions: [],
    manualRestorePoint: null,
    wipes: 0,
    rebuild: null,
  };
}

const NAME_LETTERS = [...'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'];

/** The prefix of the policy's naming template and random characters, in the 15 that Windows allows. */
export function inventDeviceName(random: Random, policy: Policy): string {
  const prefix = policy.namingTemplate.split('%')[0] ?? 'CPC-';
  return prefix + Array.from({ length: 8 }, () => random.pick(NAME_LETTERS)).join('');
}

/** What a reader is told at `now`: mostly the truth, at times a stale or early value. */
export function readStatus(cloudPc: CloudPc, now: number): CloudPcStatus {
  const hit = cloudPc.rebuild?.falseReadings.find(({ fromAt, untilAt }) => fromAt <= now && now < untilAt);
  return hit?.status ?? cloudPc.status;
}
