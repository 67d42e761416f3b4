import type { CloudPc, RemoteAction } from './cloud-pc.ts';
import type { Problem, World } from './world.ts';

/** A state of the Cloud PC's disk that it can be put back to. */
export type RestorePoint = { readonly id: string; readonly kind: 'automatic' | 'manual'; readonly createdAt: number };

const HOUR_MS = 3_600_000;

/** A restore point is kept about 28 days (Microsoft Learn, Windows 365 restore overview). */
export const RESTORE_POINT_LIFE_MS = 28 * 24 * HOUR_MS;

const AUTOMATIC_EVERY_MS = 12 * HOUR_MS;
const AUTOMATIC_KEPT = 3;

/** Takes 45 to 90 minutes. There is one manual point per Cloud PC: the next one takes its place. */
export function createRestorePoint(world: World, cloudPc: CloudPc): Problem | undefined {
  if (cloudPc.rebuild || cloudPc.actions[0]?.actionState === 'active') {
    return { status: 409, code: 'conflict', message: 'Another remote action is running on this Cloud PC.' };
  }
  if (!cloudPc.status.startsWith('provisioned')) {
    return {
      status: 400,
      code: 'badRequest',
      message: `A Cloud PC in status ${cloudPc.status} has no restore points.`,
    };
  }
  const startedAt = world.clock.now();
  const action: RemoteAction = {
    actionName: 'CreateSnapshot',
    actionState: 'active',
    startedAt,
    updatedAt: startedAt,
    managedDeviceId: cloudPc.managedDeviceId,
    statusDetail: null,
  };
  cloudPc.actions.unshift(action);
  world.agenda.add(startedAt + world.random.int(45, 90) * 60_000, (at) => {
    Object.assign(action, { actionState: 'done', updatedAt: at });
    cloudPc.manualRestorePoint = {
      id: `CPC_${cloudPc.id}_${world.random.guid()}`,
      kind: 'manual',
      createdAt: startedAt,
    };
  });
  return undefined;
}

/** The manual point and the last automatic ones. None is older than the last provisioning: a rebuild takes them all. */
export function listRestorePoints(cloudPc: CloudPc, now: number): RestorePoint[] {
  if (cloudPc.rebuild) return [];
  const latest = Math.floor(now / AUTOMATIC_EVERY_MS) * AUTOMATIC_EVERY_MS;
  const automatic = Array.from({ length: AUTOMATIC_KEPT }, (_, index): RestorePoint => {
    const createdAt = latest - index * AUTOMATIC_EVERY_MS;
    return { id: `CPC_${cloudPc.id}_${createdAt.toString(16)}`, kind: 'automatic', createdAt };
  });
  const manual = cloudPc.manualRestorePoint ? [cloudPc.manualRestorePoint] : [];
  return [...manual, ...automatic].filter(
    ({ createdAt }) => createdAt >= (cloudPc.provisionedAt ?? now) && now < createdAt + RESTORE_POINT_LIFE_MS,
  );
}
