import {
  inventDeviceName,
  type CloudPc,
  type CloudPcStatus,
  type FalseReading,
  type RemoteAction,
  type Rebuild,
  type StatusDetail,
} from './cloud-pc.ts';
import type { Policy } from './policies.ts';
import { isSafeToWipe, listOnlyAppFiles, SAFE_DATA } from './proof-state.ts';
import { listRestorePoints } from './restore-points.ts';
import { findPolicyFor, type Problem, type World } from './world.ts';

const MINUTE_MS = 60_000;

/** Microsoft names "provisioned" and "failed"; the tenant takes the variant with warnings too. */
const MAY_START: ReadonlySet<CloudPcStatus> = new Set(['provisioned', 'provisionedWithWarnings', 'failed']);

/** Wipes the Cloud PC and begins to rebuild it; or says why not, in which case nothing has changed. */
export function reprovision(world: World, cloudPc: CloudPc, requestId: string): Problem | undefined {
  const policy = findPolicyFor(world, cloudPc);
  const problem = findProblem(cloudPc, policy);
  if (problem || !policy) {
    const refusal = problem ?? { status: 400, code: 'badRequest', message: 'No policy.' };
    const { status } = cloudPc;
    world.refusedWipes.push({
      at: world.clock.now(),
      cloudPcId: cloudPc.id,
      status,
      reason: refusal.message,
      requestId,
    });
    return refusal;
  }
  recordWipe(world, cloudPc, policy, requestId);
  startRebuild(world, cloudPc, policy);
  return undefined;
}

function findProblem(cloudPc: CloudPc, policy: Policy | undefined): Problem | undefined {
  if (cloudPc.rebuild || cloudPc.actions[0]?.actionState === 'active') {
    return { status: 409, code: 'conflict', message: 'Another remote action is running on this Cloud PC.' };
  }
  if (!MAY_START.has(cloudPc.status)) {
    return {
      status: 400,
      code: 'badRequest',
      message: `A Cloud PC in status ${cloudPc.status} cannot be reprovisioned.`,
    };
  }
  if (!policy) {
    return { status: 400, code: 'badRequest', message: 'No provisioning policy targets the user of this Cloud PC.' };
  }
  return undefined;
}

function recordWipe(world: World, cloudPc: CloudPc, policy: Policy, requestId: string): void {
  const person = world.directory.byId(cloudPc.personId ?? '');
  world.wipes.push({
    at: world.clock.now(),
    cloudPcId: cloudPc.id,
    cloudPcName: cloudPc.displayName,
    upn: person?.upn ?? null,
    personId: cloudPc.personId,
    timeZone: person?.timeZone ?? null,
    statusBefore: cloudPc.status,
    imageBefore: cloudPc.imageDisplayName,
    imageAfter: findImageName(world, policy),
    policyId: policy.id,
    policyImageId: policy.imageId,
    signedIn: cloudPc.signedIn,
    runningOthers: world.rebuilding.size,
    requestId,
    wipesOfThisCloudPcBefore: cloudPc.wipes,
    dataWasSafe: isSafeToWipe(world.proofs.dataOf(cloudPc)),
    manualPoint: listRestorePoints(cloudPc, world.clock.now()).find(({ kind }) => kind === 'manual') ?? null,
    exportedDisks: world.copies.disks.filter(({ cloudPcId }) => cloudPcId === cloudPc.id),
    onlyAppFiles: listOnlyAppFiles(world.proofs.dataOf(cloudPc)),
  });
  world.audit.add({
    id: world.random.guid(),
    at: world.clock.now(),
    activity: 'Reprovision CloudPC',
    operation: 'patch',
    resourceType: 'CloudPC',
    resourceId: cloudPc.id,
    resourceName: cloudPc.displayName,
  });
}

/** The image's own name; the policy's copy of it can be stale. */
function findImageName(world: World, policy: Policy): string {
  const images = policy.imageType === 'custom' ? world.deviceImages : world.galleryImages;
  return images.find(({ id }) => id === policy.imageId)?.displayName ?? policy.imageDisplayName;
}

function startRebuild(world: World, cloudPc: CloudPc, policy: Policy): void {
  const startedAt = world.clock.now();
  const fault = world.faults.takeForProvisioning(cloudPc.id);
  const durationMs = world.random.int(25 * MINUTE_MS, 70 * MINUTE_MS);
  const action: RemoteAction = {
    actionName: 'Reprovision',
    actionState: 'active',
    startedAt,
    updatedAt: startedAt,
    managedDeviceId: cloudPc.managedDeviceId,
    statusDetail: null,
  };
  const rebuild: Rebuild = {
    startedAt,
    imageId: policy.imageId,
    imageDisplayName: findImageName(world, policy),
    policyId: policy.id,
    falseReadings: inventFalseReadings(world, cloudPc.status, { startedAt, durationMs }),
    action,
    isFailing: fault === 'fail-provisioning',
  };
  if (cloudPc.signedIn) cloudPc.lastLogoffAt = startedAt;
  cloudPc.actions.unshift(action);
  world.proofs.setData(cloudPc.id, SAFE_DATA);
  Object.assign(cloudPc, {
    rebuild,
    status: 'provisioning',
    statusDetail: null,
    modifiedAt: startedAt,
    signedIn: false,
  });
  Object.assign(cloudPc, {
    managedDeviceId: null,
    aadDeviceId: null,
    manualRestorePoint: null,
    wipes: cloudPc.wipes + 1,
  });
  world.rebuilding.add(cloudPc.id);
  if (fault === 'stuck') return;
  world.agenda.add(startedAt + durationMs, (at) => {
    if (cloudPc.rebuild === rebuild) finishRebuild(world, cloudPc, at);
  });
}

/**
 * Readers have reported stale and jumping values during a rebuild. Here: the old status right after the start,
 * a moment of "deprovisioning", and a moment of "provisioned" that still carries the old date.
 */
function inventFalseReadings(
  { random }: World,
  before: CloudPcStatus,
  { startedAt, durationMs }: { startedAt: number; durationMs: number },
): FalseReading[] {
  const stretch = (share: number, minutes: number, status: CloudPcStatus): FalseReading => {
    const fromAt = startedAt + Math.round(durationMs * share);
    return { fromAt, untilAt: fromAt + minutes * MINUTE_MS, status };
  };
  const readings: FalseReading[] = [];
  if (random.chance(0.4)) readings.push(stretch(0, random.int(1, 2), before));
  if (random.chance(0.5)) readings.push(stretch(0.15, random.int(2, 5), 'deprovisioning'));
  if (random.chance(0.35)) readings.push(stretch(0.5, random.int(2, 4), 'provisioned'));
  return readings;
}

/** Ends the running rebuild; also the way out of a stuck one. */
export function finishRebuild(world: World, cloudPc: CloudPc, at: number): void {
  const { rebuild } = cloudPc;
  if (!rebuild) return;
  cloudPc.rebuild = null;
  cloudPc.modifiedAt = at;
  world.rebuilding.delete(cloudPc.id);
  rebuild.action.updatedAt = at;
  if (rebuild.isFailing) {
    cloudPc.status = 'failed';
    cloudPc.statusDetail = describeFailure(world);
    rebuild.action.actionState = 'failed';
    rebuild.action.statusDetail = cloudPc.statusDetail;
    return;
  }
  rebuild.action.actionState = 'done';
  applyRebuild(world, cloudPc, { rebuild, at });
}

function applyRebuild(world: World, cloudPc: CloudPc, { rebuild, at }: { rebuild: Rebuild; at: number }): void {
  const { random } = world;
  const policy = world.policies.find(({ id }) => id === rebuild.policyId);
  cloudPc.status = random.chance(0.04) ? 'provisionedWithWarnings' : 'provisioned';
  cloudPc.statusDetail = cloudPc.status === 'provisioned' ? null : describeWarning(world);
  cloudPc.imageId = rebuild.imageId;
  cloudPc.imageDisplayName = rebuild.imageDisplayName;
  cloudPc.policyId = rebuild.policyId;
  cloudPc.provisionedAt = at;
  cloudPc.managedDeviceId = random.guid();
  cloudPc.aadDeviceId = random.guid();
  if (policy && random.chance(0.7)) cloudPc.managedDeviceName = inventDeviceName(random, policy);
}

export function describeFailure({ random }: World): StatusDetail {
  return {
    code: 'internalServerError',
    message: 'The Cloud PC could not be provisioned after three attempts.',
    additionalInformation: [
      { name: 'retriable', value: 'true' },
      { name: 'failedAction', value: 'Provision' },
      { name: 'correlationId', value: random.guid() },
    ],
  };
}

export function describeWarning({ random }: World): StatusDetail {
  return {
    code: 'windowsSettingFailed',
    message: 'The language pack could not be installed; the Cloud PC can be used.',
    additionalInformation: [{ name: 'correlationId', value: random.guid() }],
  };
}
