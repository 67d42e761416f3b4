import { SANDBOX_SUBSCRIPTION_ID } from '../ids.ts';
import { azureId } from './azure-ids.ts';
import type { Azure } from './azure.ts';
import { createNic } from './azure-network.ts';
import type { Disk, Generation, Machine, Tags } from './azure-resources.ts';
import { GALLERY } from './source-images.ts';
import { createWindowsGuest } from './windows-guest.ts';

/** The subnet that the tenant's machines stand in. */
export const STOCK_SUBNET_ID = `/subscriptions/${SANDBOX_SUBSCRIPTION_ID}/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/vnet-build/subnets/snet-images`;

/** Machines that can be named as a source, and what a build that is gone has left behind. */
export function stockMachines(azure: Azure, now: number): void {
  for (const stock of MACHINES) addMachine(azure, stock, now);
  const tags = { 'repave-build': 'gone-build' };
  const leftover = { group: GALLERY.resourceGroup, location: GALLERY.location, tags, now };
  azure.add(createDisk(leftover, { name: 'rpv-gone-m-os', generation: 'V2', guest: null, attachedTo: null }));
  const nic = { ...leftover, name: 'rpv-gone-m-nic', ipConfiguration: 'ipconfig', subnetId: STOCK_SUBNET_ID };
  createNic(azure, { ...nic, machineId: null });
}

type StockMachine = {
  readonly name: string;
  readonly offer: string;
  readonly sku: string;
  readonly generation: Generation;
};

const MACHINES: readonly StockMachine[] = [
  { name: 'vm-golden-master', offer: 'windows-ent-cpc', sku: 'win11-25h2-ent-cpc', generation: 'V2' },
  { name: 'vm-legacy-gen1', offer: 'windows-10', sku: 'win10-22h2-ent', generation: 'V1' },
  { name: 'vm-multisession', offer: 'windows-11', sku: 'win11-25h2-avd', generation: 'V2' },
];

type Place = { readonly group: string; readonly location: string; readonly tags: Tags; readonly now: number };

function addMachine(azure: Azure, { name, offer, sku, generation }: StockMachine, now: number): void {
  const place: Place = { group: GALLERY.resourceGroup, location: GALLERY.location, tags: { owner: 'workplace' }, now };
  const { group, location, tags } = place;
  const id = azureId('machine', { group, name });
  const computerName = name.slice(0, 15);
  const guest = createWindowsGuest({ offer, sku, random: azure.random, computerName });
  const disk = createDisk(place, { name: `${name}-os`, generation, guest, attachedTo: id });
  azure.add(disk);
  const nicName = { name: `${name}-nic`, ipConfiguration: 'ipconfig', subnetId: STOCK_SUBNET_ID };
  const nic = createNic(azure, { ...place, ...nicName, machineId: id });
  const machine: Machine = {
    ...{ kind: 'machine', id, name, group, location, tags, createdAt: now, state: 'Succeeded', failure: null },
    ...{ vmId: azure.random.guid(), size: 'Standard_D4ds_v5', generation, securityType: 'Standard' },
    imageReference: { publisher: 'MicrosoftWindowsDesktop', offer, sku, version: 'latest' },
    osProfile: { computerName, adminUsername: 'workplace' },
    licenseType: 'Windows_Client',
    bootDiagnostics: true,
    ...{ osDiskId: disk.id, dataDiskIds: [], deletesDisks: new Set() },
    nics: [{ id: nic.id, primary: true, deleteOption: 'Detach' }],
    ...{ power: 'running', generalized: false, heldBy: null, session: 0, agentReadyAt: now, actionRunning: false },
    runs: new Map(),
  };
  azure.add(machine);
}

function createDisk(
  { group, location, tags, now }: Place,
  { name, ...rest }: Pick<Disk, 'name' | 'generation' | 'guest' | 'attachedTo'>,
): Disk {
  return {
    ...{ kind: 'disk', id: azureId('disk', { group, name }), name, group, location, tags, createdAt: now },
    ...{ state: 'Succeeded', failure: null, sizeGb: 127, securityType: 'Standard', sku: 'StandardSSD_LRS' },
    ...{ hasSystem: true, createOption: 'FromImage', sourceId: null },
    ...rest,
  };
}
