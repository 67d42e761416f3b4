import type { CloudPc } from './cloud-pc.ts';
import { findPolicyFor, type World } from './world.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Seven days, then the Cloud PC is taken down (Microsoft Learn, Windows 365 grace period). */
export const GRACE_PERIOD_MS = 7 * DAY_MS;

export function beginGracePeriod(world: World, cloudPc: CloudPc): void {
  const now = world.clock.now();
  const gracePeriodEndAt = now + GRACE_PERIOD_MS;
  Object.assign(cloudPc, { status: 'inGracePeriod', gracePeriodEndAt, modifiedAt: now });
  world.agenda.add(gracePeriodEndAt, (at) => {
    if (cloudPc.gracePeriodEndAt !== gracePeriodEndAt) return;
    Object.assign(cloudPc, { status: 'deprovisioning', modifiedAt: at });
    world.agenda.add(at + HOUR_MS, (done) => {
      Object.assign(cloudPc, { status: 'notProvisioned', managedDeviceId: null, aadDeviceId: null, modifiedAt: done });
    });
  });
}

/** After a change of groups: a Cloud PC whose person no policy targets any more enters its grace period, and back. */
export function applyMembership(world: World, personId: string): void {
  for (const cloudPc of world.owners.cloudPcsOf(personId)) {
    if (cloudPc.rebuild) continue;
    const isTargeted = findPolicyFor(world, cloudPc) !== undefined;
    if (!isTargeted && cloudPc.status !== 'inGracePeriod') beginGracePeriod(world, cloudPc);
    if (isTargeted && cloudPc.status === 'inGracePeriod') {
      Object.assign(cloudPc, { status: 'provisioned', gracePeriodEndAt: null, modifiedAt: world.clock.now() });
    }
  }
}
