import type { CloudPc, RemoteAction } from './cloud-pc.ts';
import type { CopyFault, StorageAccount } from './copies.ts';
import type { Problem, World } from './world.ts';

/** A state of the Cloud PC's disk that it can be put back to. */
export type RestorePoint = {
  readonly id: string;
  readonly kind: 'automatic' | 'manual';
  readonly createdAt: number;
  readonly health: 'healthy' | 'unhealthy' | 'unknown';
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A restore point is kept about 28 days (Microsoft Learn, Windows 365 restore overview). */
export const RESTORE_POINT_LIFE_MS = 28 * 24 * HOUR_MS;

const AUTOMATIC_EVERY_MS = 12 * HOUR_MS;
const AUTOMATIC_KEPT = 3;

/**
 * Takes 45 to 90 minutes, and 20 to 60 more until it has arrived in the storage account, when one is named. There is one manual point
 * per Cloud PC: the next one takes its place.
 */
export function createRestorePoint(world: World, cloudPc: CloudPc, account?: StorageAccount): Problem | undefined {
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
  world.copies.orders.push({
    at: startedAt,
    cloudPcId: cloudPc.id,
    storageAccountId: account?.id ?? null,
    replaces: cloudPc.manualRestorePoint?.id ?? null,
  });
  const fault = world.copies.takeFault(cloudPc.id);
  const wanted: Wanted = { action, fault, account };
  world.agenda.add(startedAt + world.random.int(45, 90) * MINUTE_MS, (at) => finishPoint(world, cloudPc, wanted, at));
  return undefined;
}

type Wanted = {
  readonly action: RemoteAction;
  readonly fault: CopyFault | undefined;
  readonly account: StorageAccount | undefined;
};

function finishPoint(world: World, cloudPc: CloudPc, wanted: Wanted, at: number): void {
  const { action, fault, account } = wanted;
  if (fault === 'fails') return void Object.assign(action, { actionState: 'failed', updatedAt: at });
  cloudPc.manualRestorePoint = {
    id: `CPC_${cloudPc.id}_${world.random.guid()}`,
    kind: 'manual',
    createdAt: action.startedAt,
    health: fault === 'unhealthy' ? 'unhealthy' : fault === 'health-unknown' ? 'unknown' : 'healthy',
  };
  if (!account) return void Object.assign(action, { actionState: 'done', updatedAt: at });
  world.agenda.add(at + world.random.int(20, 60) * MINUTE_MS, (doneAt) => finishExport(world, cloudPc, wanted, doneAt));
}

/** Whether Windows 365 reports the end of an export as a remote action is not documented: here it mostly does. */
function finishExport(world: World, cloudPc: CloudPc, { action, fault, account }: Wanted, at: number): void {
  if (!account) return;
  const folder = cloudPc.displayName;
  world.copies.disks.push({ at, cloudPcId: cloudPc.id, storageAccountId: account.id, folder });
  if (fault === 'export-unreported') cloudPc.actions.splice(cloudPc.actions.indexOf(action), 1);
  else Object.assign(action, { actionState: 'done', updatedAt: at });
}

/** The manual point and the last automatic ones. None is older than the last provisioning: a rebuild takes them all. */
export function listRestorePoints(cloudPc: CloudPc, now: number): RestorePoint[] {
  if (cloudPc.rebuild) return [];
  const latest = Math.floor(now / AUTOMATIC_EVERY_MS) * AUTOMATIC_EVERY_MS;
  const automatic = Array.from({ length: AUTOMATIC_KEPT }, (_, index): RestorePoint => {
    const createdAt = latest - index * AUTOMATIC_EVERY_MS;
    return { id: `CPC_${cloudPc.id}_${createdAt.toString(16)}`, kind: 'automatic', createdAt, health: 'healthy' };
  });
  const manual = cloudPc.manualRestorePoint ? [cloudPc.manualRestorePoint] : [];
  return [...manual, ...automatic].filter(
    ({ createdAt }) => createdAt >= (cloudPc.provisionedAt ?? now) && now < createdAt + RESTORE_POINT_LIFE_MS,
  );
}
