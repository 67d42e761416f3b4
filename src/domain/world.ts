import type { Instant } from './time.ts';

/** Status words of a Cloud PC (Graph beta `cloudPcStatus`); anything newer arrives as `unknownFutureValue`. */
export type CloudPcStatus =
  | 'notProvisioned'
  | 'provisioning'
  | 'provisioned'
  | 'inGracePeriod'
  | 'deprovisioning'
  | 'failed'
  | 'provisionedWithWarnings'
  | 'resizing'
  | 'restoring'
  | 'pendingProvision'
  | 'movingRegion'
  | 'resizePendingLicense'
  | 'updatingSingleSignOn'
  | 'modifyingSingleSignOn'
  | 'refreshPolicyConfiguration'
  | 'preparing'
  | 'failoverInProgress'
  | 'failbackInProgress'
  | 'unknownFutureValue';

/** One Cloud PC as the tenant shows it now. `ownerId` is the directory id, null for a shared one. */
export interface CloudPc {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string | null;
  readonly ownerUpn: string | null;
  readonly status: CloudPcStatus;
  readonly policyId: string | null;
  readonly provisioningType: string;
  readonly servicePlanName: string;
  readonly imageName: string | null;
  readonly provisionedAt: Instant | null;
  readonly graceEndsAt: Instant | null;
  /** The newest remote action (restart, reprovision …) and its state, as far as the tenant tells. */
  readonly lastAction: RemoteAction | null;
}

export interface RemoteAction {
  readonly name: string;
  readonly state: string;
  readonly startedAt: Instant | null;
}

/** A person of the directory. `zone` is an IANA name; `zoneKnown` is false when it is only the tenant's default. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly upn: string;
  readonly enabled: boolean;
  readonly zone: string;
  readonly zoneKnown: boolean;
  readonly locale: string;
}

/** A provisioning policy with the groups it is assigned to. `memberIds` are the people its groups hold, transitively. */
export interface Policy {
  readonly id: string;
  readonly name: string;
  readonly imageId: string;
  readonly imageType: 'custom' | 'gallery' | 'unknown';
  readonly imageName: string;
  readonly provisioningType: string;
  readonly groupIds: readonly string[];
  readonly memberIds: readonly string[];
  readonly connectionIds: readonly string[];
  readonly modifiedAt: Instant | null;
}

/** A device image (custom) or gallery image that a policy can name. */
export interface DeviceImage {
  readonly id: string;
  readonly kind: 'custom' | 'gallery';
  readonly name: string;
  readonly version: string;
  readonly os: string;
  readonly build: string;
  readonly status: 'pending' | 'ready' | 'failed' | 'warning' | 'unknownFutureValue';
  readonly osStatus: 'supported' | 'supportedWithWarning' | 'notSupported' | 'unknown';
  readonly expiresOn: string | null;
  readonly errorCode: string | null;
  /** ARM id of the managed image or gallery version it was imported from; null for gallery images. */
  readonly sourceId: string | null;
}

/** What Azure says of a source image: it may be gone after a successful import, which harms nothing. */
export interface SourceImage {
  readonly id: string;
  readonly found: 'yes' | 'no' | 'unknown';
  readonly generation: 'V1' | 'V2' | 'unknown';
  readonly detail: string;
}

export interface Connection {
  readonly id: string;
  readonly name: string;
  readonly health: string;
}

/** What one API probe said at start or on `check`: can Repave do this call with the permissions it has? */
export interface Probe {
  readonly call: string;
  readonly permission: string;
  readonly outcome: 'pass' | 'fail' | 'unknown';
  readonly detail: string;
  /** The code of the warning that a `fail` is, where Repave works without; missing where a `fail` stops the plan. */
  readonly warnCode?: string;
}

/** Everything planning and checking need to know about the tenant, read at `takenAt`. */
export interface World {
  readonly takenAt: Instant;
  readonly images: readonly DeviceImage[];
  readonly policies: readonly Policy[];
  readonly cloudPcs: readonly CloudPc[];
  readonly people: readonly Person[];
  readonly connections: readonly Connection[];
  readonly probes: readonly Probe[];
}

/** Statuses from which a reprovision may be started (facts: learn reprovision-cloud-pc; warnings are a success with a failed tweak). */
export const FIT_STATUSES: readonly CloudPcStatus[] = ['provisioned', 'provisionedWithWarnings', 'failed'];

/** Documented limit of custom images per tenant (learn windows-365/enterprise/device-images). */
export const IMAGE_LIMIT = 20;
