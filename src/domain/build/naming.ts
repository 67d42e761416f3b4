import type { ResourceRef } from './resources.ts';
import type { BuildPlace, CaptureTarget } from './request.ts';

/** Tag on everything a build makes; its value is the build's id. What carries it may be cleaned up, and nothing else. */
export const BUILD_TAG = 'repave-build';

/**
 * Names are the same for the same build and round, so that making a thing twice is making it once. Windows allows 15 characters for a
 * computer name (learn.microsoft.com, Azure naming rules), hence the short id.
 */
export function namesOf(buildId: string) {
  const short = `rpv-${shortId(buildId)}`;
  return {
    machine: `${short}-m`,
    machineDisk: `${short}-m-os`,
    machineNic: `${short}-m-nic`,
    machineIp: `${short}-m-ip`,
    snapshot: (round: number) => `${short}-s${round}`,
    copy: (round: number) => `${short}-c${round}`,
    copyDisk: (round: number) => `${short}-c${round}-os`,
    copyNic: (round: number) => `${short}-c${round}-nic`,
    guest: (no: number) => `repave-${shortId(buildId)}-${no}`,
    password: (no: number, attempt: number) => `repave-${shortId(buildId)}-pw-${no}-${attempt}`,
    sysprep: 'repave-sysprep',
  };
}

/** The last eight letters and digits of the id: ids are random, and two builds at once have different ones. */
function shortId(buildId: string): string {
  return buildId
    .replace(/[^a-z0-9]/gi, '')
    .slice(-8)
    .toLowerCase();
}

export function captureRef(place: BuildPlace, target: CaptureTarget): ResourceRef {
  const { subscriptionId, resourceGroup } = place;
  if (target.route === 'managed') return { kind: 'image', subscriptionId, resourceGroup, name: target.name };
  const { gallery, definition, version } = target;
  return { kind: 'gallery-version', subscriptionId, resourceGroup, name: version, gallery, definition };
}
