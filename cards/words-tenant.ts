import { say } from './text/say.ts';

/** Statuses of Windows 365 that its admin center has words for (learn.microsoft.com/windows-365/enterprise, device list). */
const STATUSES = [
  ...(['notProvisioned', 'provisioning', 'provisioned', 'provisionedWithWarnings', 'inGracePeriod'] as const),
  ...(['deprovisioning', 'failed', 'resizing', 'restoring', 'pendingProvision', 'movingRegion'] as const),
  ...(['resizePendingLicense', 'updatingSingleSignOn', 'modifyingSingleSignOn'] as const),
  ...(['refreshPolicyConfiguration', 'preparing', 'failoverInProgress', 'failbackInProgress'] as const),
  'unknownFutureValue',
] as const;

/** A status as people know it; undefined for one without words. */
export function nameStatus(status: string): string | undefined {
  const known = STATUSES.find((one) => one === status);
  return known && say(`tenant.${known}`);
}
