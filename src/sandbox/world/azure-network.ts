import { azureId } from './azure-ids.ts';
import type { Azure } from './azure.ts';
import { ArmProblem } from './azure-problem.ts';
import type { DeleteOption, Nic, PublicIp, Tags } from './azure-resources.ts';

export type NewNic = {
  readonly group: string;
  readonly name: string;
  readonly location: string;
  readonly tags: Tags;
  readonly ipConfiguration: string;
  readonly subnetId: string;
  readonly machineId: string | null;
  readonly now: number;
  readonly publicIp?: NewPublicIp;
};

export type NewPublicIp = {
  readonly name: string;
  readonly sku: string;
  readonly method: 'Static' | 'Dynamic';
  readonly tags: Tags;
  readonly deleteOption: DeleteOption;
};

/** A network card, with a public address when one is asked for. */
export function createNic(azure: Azure, wanted: NewNic): Nic {
  const id = azureId('nic', wanted);
  const { group, name, location, tags, ipConfiguration, subnetId, machineId, now } = wanted;
  const publicIp = wanted.publicIp && createPublicIp(azure, { nic: { ...wanted, id }, wanted: wanted.publicIp });
  const nic: Nic = {
    kind: 'nic',
    id,
    name,
    group,
    location,
    tags,
    createdAt: now,
    state: 'Succeeded',
    failure: null,
    ipConfiguration,
    subnetId,
    machineId,
    privateIp: `10.20.${azure.random.int(0, 255)}.${azure.random.int(4, 250)}`,
    publicIpId: publicIp?.id ?? null,
  };
  azure.add(nic);
  azure.log.write({ at: now, act: 'created' }, nic);
  return nic;
}

function createPublicIp(
  azure: Azure,
  { nic, wanted }: { nic: NewNic & { id: string }; wanted: NewPublicIp },
): PublicIp {
  const { name, tags, sku, method, deleteOption } = wanted;
  const publicIp: PublicIp = {
    kind: 'public-ip',
    id: azureId('public-ip', { group: nic.group, name }),
    name,
    group: nic.group,
    location: nic.location,
    tags,
    createdAt: nic.now,
    state: 'Succeeded',
    failure: null,
    // A range for documentation (RFC 5737): nobody answers there.
    address: `203.0.113.${azure.random.int(1, 254)}`,
    sku,
    method,
    deleteOption,
    nicId: nic.id,
  };
  azure.add(publicIp);
  azure.log.write({ at: nic.now, act: 'created' }, publicIp);
  return publicIp;
}

/** Its public address goes with it, or stays, as that address was told when it was made. */
export function removeNic(azure: Azure, nic: Nic, at: number): void {
  azure.remove(nic.id);
  azure.log.write({ at, act: 'deleted' }, nic);
  const publicIp = nic.publicIpId === null ? undefined : azure.find('public-ip', nic.publicIpId);
  if (!publicIp) return;
  publicIp.nicId = null;
  if (publicIp.deleteOption === 'Delete') removePublicIp(azure, publicIp, at);
}

export function removePublicIp(azure: Azure, publicIp: PublicIp, at: number): void {
  azure.remove(publicIp.id);
  azure.log.write({ at, act: 'deleted' }, publicIp);
}

export function checkNicFree(nic: Nic): void {
  if (nic.machineId === null) return;
  throw new ArmProblem(400, 'NicInUse', `The network interface ${nic.name} is used by ${nic.machineId}.`);
}

export function checkPublicIpFree(publicIp: PublicIp): void {
  if (publicIp.nicId === null) return;
  const message = `The public address ${publicIp.name} is allocated to ${publicIp.nicId}.`;
  throw new ArmProblem(400, 'PublicIPAddressCannotBeDeleted', message);
}
