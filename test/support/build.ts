import { beginBuild } from '../../src/domain/build/begin.ts';
import type { Build } from '../../src/domain/build/build.ts';
import type { BuildRequest } from '../../src/domain/build/request.ts';

export const ADA = { id: 'ada', name: 'Ada' };
export const BO = { id: 'bo', name: 'Bo' };
export const T0 = '2026-11-23T08:00:00.000Z';
export const SUBSCRIPTION = '00000000-0000-0000-0000-0000000000aa';

export const REQUEST: BuildRequest = {
  source: {
    kind: 'marketplace',
    publisher: 'MicrosoftWindowsDesktop',
    offer: 'windows-ent-cpc',
    sku: 'win11-25h2-ent-cpc',
    version: '26200.1.1',
  },
  place: { subscriptionId: SUBSCRIPTION, resourceGroup: 'rg-build', region: 'westeurope' },
  machine: { size: 'Standard_D4ds_v5', subnetId: '/subnets/s', publicIp: false },
  capture: { route: 'managed', name: 'W11-2026-11' },
  image: { name: 'W11', version: '1.0.0' },
  keepMachine: false,
  ruleSet: '2026-09',
};

const MACHINE_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-golden/providers/Microsoft.Compute/virtualMachines/vm-golden`;
const IMAGE_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-golden/providers/Microsoft.Compute/images/W11`;

export const FROM_MACHINE: BuildRequest = {
  ...REQUEST,
  source: { kind: 'machine', machineId: MACHINE_ID },
  machine: null,
};
export const FROM_IMAGE: BuildRequest = {
  ...REQUEST,
  source: { kind: 'image', imageId: IMAGE_ID },
  machine: null,
  capture: null,
};

/** A build at its beginning, changed as a test wants. */
export function makeBuild(change: Partial<Build> = {}): Build {
  const request = change.request ?? REQUEST;
  return { ...beginBuild({ id: 'build-00000001', request, title: 'W11', by: ADA, now: T0 }), ...change };
}

export const MACHINE: NonNullable<Build['machine']> = {
  id: MACHINE_ID,
  name: 'rpv-00000001-m',
  region: 'westeurope',
  size: 'Standard_D4ds_v5',
  osDiskId: '/disks/os',
  subnetId: '/subnets/s',
  privateIp: '10.0.0.4',
  publicIp: null,
  userName: 'imagebuilder',
  power: 'running',
  generation: 'V2',
  securityType: 'Standard',
};

export const ROUND = { no: 1, sealedBy: ADA, sealedAt: T0 };

/** An inspection that found nothing, at a time. */
export function inspectedAt(at: string): NonNullable<Build['inspection']> {
  return { at, facts: {}, packages: [], packagesFound: 0, unread: [], computerName: 'CPC-1' };
}
