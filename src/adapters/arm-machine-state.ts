import { z } from 'zod';
import type { MachineState, ResourceRef } from '../domain/build/resources.ts';
import { buildIdIn, toArmId } from './arm-ids.ts';

const text = z.string().optional().catch(undefined);
const textOrNull = z.string().nullable().catch(null);
const tags = z.record(z.string(), z.string()).catch({});
const generation = z.enum(['V1', 'V2']).nullable().catch(null);
const gigabytes = z.number().nullable().catch(null);
const anId = z.object({ id: z.string() }).nullable().catch(null);

const status = z.object({ code: text, displayStatus: text, message: text });
const statuses = z.array(status).catch([]);

/** A machine as the SDK gives it, with its instance view; what is missing stays null. */
const machineSchema = z.object({
  id: text,
  location: z.string().catch(''),
  tags,
  plan: z.object({ name: z.string() }).nullable().catch(null),
  provisioningState: z.string().catch(''),
  hardwareProfile: z.object({ vmSize: z.string() }).catch({ vmSize: '' }),
  securityProfile: z.object({ securityType: textOrNull }).catch({ securityType: null }),
  osProfile: z.object({ adminUsername: textOrNull }).catch({ adminUsername: null }),
  networkProfile: z
    .object({ networkInterfaces: z.array(z.object({ id: z.string(), primary: z.boolean().optional() })) })
    .catch({ networkInterfaces: [] }),
  storageProfile: z.object({
    imageReference: z.object({ publisher: z.string(), offer: z.string(), sku: z.string() }).nullable().catch(null),
    osDisk: z.object({
      osType: textOrNull,
      diskSizeGB: gigabytes,
      managedDisk: z.object({ id: z.string(), diskEncryptionSet: anId }).nullable().catch(null),
    }),
    dataDisks: z.array(z.unknown()).catch([]),
  }),
  instanceView: z
    .object({ hyperVGeneration: generation, statuses, vmAgent: z.object({ statuses }).catch({ statuses: [] }) })
    .catch({ hyperVGeneration: null, statuses: [], vmAgent: { statuses: [] } }),
});

/** The operating system disk, which knows what a machine that is switched off does not tell. */
const diskSchema = z.object({
  hyperVGeneration: generation,
  diskSizeGB: gigabytes,
  securityProfile: z.object({ securityType: textOrNull }).catch({ securityType: null }),
  encryptionSettingsCollection: z.object({ enabled: z.boolean() }).catch({ enabled: false }),
  supportedCapabilities: z.object({ architecture: textOrNull }).catch({ architecture: null }),
});

export type ArmMachine = z.infer<typeof machineSchema>;
export type ArmDisk = z.infer<typeof diskSchema>;

export function parseMachine(seen: unknown): ArmMachine {
  return machineSchema.parse(seen);
}

export function parseDisk(seen: unknown): ArmDisk {
  return diskSchema.parse(seen);
}

export function osDiskIdOf(machine: ArmMachine): string {
  return machine.storageProfile.osDisk.managedDisk?.id ?? '';
}

/** Whether the machine alone says everything that a build looks at again and again, so that its disk need not be asked. */
export function saysAll(machine: ArmMachine): boolean {
  const { instanceView, securityProfile, storageProfile } = machine;
  const said = [instanceView.hyperVGeneration, securityProfile.securityType, storageProfile.osDisk.diskSizeGB];
  return said.every((value) => value !== null);
}

export function toMachineState(ref: ResourceRef, machine: ArmMachine, disk: ArmDisk | undefined): MachineState {
  const { storageProfile, instanceView } = machine;
  const { osDisk } = storageProfile;
  return {
    state: stateOf(machine.provisioningState),
    id: machine.id ?? toArmId(ref),
    buildId: buildIdIn(machine.tags),
    percent: null,
    detail: explainFailure(machine),
    name: ref.name,
    region: machine.location,
    size: machine.hardwareProfile.vmSize,
    power: powerOf(machine),
    generalized: instanceView.statuses.some(({ code }) => code?.toLowerCase() === 'osstate/generalized'),
    agentReady: instanceView.vmAgent.statuses.some(({ displayStatus }) => displayStatus === 'Ready'),
    generation: instanceView.hyperVGeneration ?? disk?.hyperVGeneration ?? null,
    securityType: securityTypeOf(machine, disk),
    osType: osDisk.osType,
    osDiskId: osDiskIdOf(machine),
    osDiskGb: osDisk.diskSizeGB ?? disk?.diskSizeGB ?? null,
    dataDisks: storageProfile.dataDisks.length,
    diskEncryptionSet: (osDisk.managedDisk?.diskEncryptionSet ?? null) !== null,
    hasPlan: machine.plan !== null,
    adminName: machine.osProfile.adminUsername,
    nicIds: nicIdsOf(machine),
    madeFrom: storageProfile.imageReference,
  };
}

/** The state of a machine that is not there. */
export function absentMachine(ref: ResourceRef): MachineState {
  return {
    ...{ state: 'absent', id: toArmId(ref), buildId: null, percent: null, detail: '' },
    ...{ name: ref.name, region: '', size: '', power: 'unknown', generalized: false, agentReady: false },
    ...{ generation: null, securityType: null, osType: null, osDiskId: '', osDiskGb: null, dataDisks: 0 },
    ...{ diskEncryptionSet: false, hasPlan: false, adminName: null, nicIds: [], madeFrom: null },
  };
}

/** Azure's word for how far an order has come (ARM, "provisioning states": everything but the three ends is on its way). */
export function stateOf(provisioningState: string): 'working' | 'ready' | 'failed' {
  const word = provisioningState.toLowerCase();
  // The official Image_Get example says "created" where others say "Succeeded".
  if (word === 'succeeded' || word === 'created') return 'ready';
  return word === 'failed' || word === 'canceled' ? 'failed' : 'working';
}

const POWERS = ['running', 'starting', 'stopping', 'stopped', 'deallocating', 'deallocated'] as const;

function powerOf({ instanceView }: ArmMachine): MachineState['power'] {
  const codes = instanceView.statuses.map(({ code }) => code?.toLowerCase() ?? '');
  return POWERS.find((power) => codes.includes(`powerstate/${power}`)) ?? 'unknown';
}

/** A disk of no security type belongs to a machine of the plain one, which is also the default since api 2025-11-01. */
function securityTypeOf(machine: ArmMachine, disk: ArmDisk | undefined): string | null {
  const said = machine.securityProfile.securityType ?? disk?.securityProfile.securityType ?? null;
  if (said === null) return disk === undefined ? null : 'Standard';
  return said.startsWith('ConfidentialVM') ? 'ConfidentialVM' : said;
}

function nicIdsOf({ networkProfile }: ArmMachine): string[] {
  return networkProfile.networkInterfaces
    .toSorted((a, b) => Number(b.primary ?? false) - Number(a.primary ?? false))
    .map(({ id }) => id);
}

/** Failed machines say why in a status of the form "ProvisioningState/failed/AllocationFailed". */
function explainFailure(machine: ArmMachine): string {
  if (stateOf(machine.provisioningState) !== 'failed') return '';
  const found = machine.instanceView.statuses.find(({ code }) => /^provisioningstate\/failed/i.test(code ?? ''));
  if (found === undefined) return machine.provisioningState;
  const code = found.code?.split('/')[2] ?? 'Failed';
  return `${code}${found.message === undefined ? '' : `: ${found.message}`}`.slice(0, 400);
}
