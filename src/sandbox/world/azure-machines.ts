import { azureId } from './azure-ids.ts';
import { findBoot, settleSecurity, type Boot } from './azure-machine-source.ts';
import type { NewMachine } from './azure-machine-order.ts';
import { createNic } from './azure-network.ts';
import { beginOperation, takeMinutes, type Operation } from './azure-operations.ts';
import { ArmProblem, busy, invalid } from './azure-problem.ts';
import { checkSize } from './azure-size-check.ts';
import { findSubnet } from './networks.ts';
import type { ArmFailure, Disk, Machine, SecurityType } from './azure-resources.ts';
import type { World } from './world.ts';

export type ArmRequest = { readonly method: string; readonly path: string };

/** From the moment a machine runs until its agent takes orders. */
export const AGENT_MS = 40_000;

/** Makes the machine with its disk and network cards, all of which stand there from now on; it boots in 2 to 4 minutes. */
export function createMachine(world: World, wanted: NewMachine, request: ArmRequest): [Machine, Operation] {
  const boot = findBoot(world, wanted);
  const securityType = settleSecurity(wanted, boot);
  checkSize(world.azure, { ...boot, size: wanted.size, location: wanted.location, securityType });
  checkNames(world, wanted);
  for (const { subnetId } of wanted.newNics) checkSubnet(subnetId, wanted.location);
  const machine = assemble(world, wanted, { boot, securityType });
  const operation = beginOperation(world, {
    ...request,
    resource: machine,
    seconds: takeMinutes(world, 2, 4),
    failsWith: boot.bootFailure,
    succeed: (at) => finishCreate(machine, at),
    fail: (failure, at) => failMachine(world, machine, failure, at),
  });
  machine.heldBy = operation.id;
  return [machine, operation];
}

function checkNames({ azure }: World, { group, newNics, osDisk, source }: NewMachine): void {
  const disk = osDisk.name !== undefined && azure.find('disk', azureId('disk', { group, name: osDisk.name }));
  if (disk && source.kind !== 'disk') {
    throw new ArmProblem(409, 'ConflictingUserInput', `A disk '${disk.name}' stands in the resource group already.`);
  }
  for (const { name, publicIp } of newNics) {
    if (azure.find('nic', azureId('nic', { group, name }))) {
      throw new ArmProblem(409, 'Conflict', `A network interface '${name}' stands in the resource group already.`);
    }
    if (publicIp && azure.find('public-ip', azureId('public-ip', { group, name: publicIp.name }))) {
      throw new ArmProblem(
        409,
        'Conflict',
        `A public address '${publicIp.name}' stands in the resource group already.`,
      );
    }
  }
}

function checkSubnet(id: string, region: string): void {
  const subnet = findSubnet(id);
  if (!subnet) throw new ArmProblem(400, 'InvalidResourceReference', `The subnet ${id} was not found.`);
  if (subnet.location !== region)
    throw invalid(`The subnet ${subnet.name} is in ${subnet.location}, not in ${region}.`);
}

type Parts = { readonly boot: Boot; readonly securityType: SecurityType };

function assemble(world: World, wanted: NewMachine, parts: Parts): Machine {
  const { azure, clock } = world;
  const now = clock.now();
  const id = azureId('machine', wanted);
  const { group, name, location, tags } = wanted;
  const osDisk = parts.boot.disk ?? createOsDisk(world, wanted, parts);
  osDisk.attachedTo = id;
  for (const disk of wanted.dataDisks) azure.expect('disk', disk.id).attachedTo = id;
  const machine: Machine = {
    ...{ kind: 'machine', id, group, name, location, tags, createdAt: now, state: 'Creating', failure: null },
    vmId: azure.random.guid(),
    size: wanted.size,
    generation: parts.boot.generation,
    securityType: parts.securityType,
    imageReference: describeSource(wanted),
    osProfile: wanted.osProfile,
    licenseType: wanted.licenseType,
    bootDiagnostics: wanted.bootDiagnostics,
    osDiskId: osDisk.id,
    dataDiskIds: wanted.dataDisks.map((disk) => disk.id),
    deletesDisks: listDeletedDisks(wanted, osDisk),
    nics: [...createNics(world, wanted, id), ...takeNics(world, wanted, id)],
    ...{ power: 'starting', generalized: false, heldBy: null, session: 0, actionRunning: false },
    agentReadyAt: Number.POSITIVE_INFINITY,
    runs: new Map(),
  };
  azure.add(machine);
  azure.log.write({ at: now, act: 'created', detail: readSource(wanted) }, machine);
  return machine;
}

function listDeletedDisks({ osDisk: { deleteOption }, dataDisks }: NewMachine, osDisk: Disk): Set<string> {
  const data = dataDisks.filter((disk) => disk.deleteOption === 'Delete').map((disk) => disk.id);
  return new Set(deleteOption === 'Delete' ? [osDisk.id, ...data] : data);
}

function readSource({ source }: NewMachine): string {
  return source.kind === 'marketplace' ? Object.values(source.reference).join(':') : source.id;
}

function describeSource({ source }: NewMachine): Machine['imageReference'] {
  if (source.kind === 'disk') return null;
  return source.kind === 'image' ? { id: source.id } : { ...source.reference };
}

function createOsDisk(world: World, wanted: NewMachine, { boot, securityType }: Parts): Disk {
  const { azure, clock } = world;
  const name = wanted.osDisk.name ?? `${wanted.name}_OsDisk_1_${azure.random.guid().replaceAll('-', '')}`;
  const sizeGb = Math.max(wanted.osDisk.sizeGb ?? 0, boot.diskGb);
  if (boot.guest) boot.guest.diskGb = sizeGb;
  const { group, location, tags } = wanted;
  const disk: Disk = {
    ...{ kind: 'disk', id: azureId('disk', { group, name }), name, group, location, tags },
    ...{ createdAt: clock.now(), state: 'Succeeded', failure: null },
    ...{ sizeGb, generation: boot.generation, securityType, sku: wanted.osDisk.sku, hasSystem: true },
    ...{ createOption: 'FromImage', sourceId: wanted.source.kind === 'image' ? wanted.source.id : null },
    guest: boot.guest,
    attachedTo: null,
  };
  azure.add(disk);
  azure.log.write({ at: clock.now(), act: 'created' }, disk);
  return disk;
}

function createNics(
  { azure, clock }: World,
  { newNics, group, location }: NewMachine,
  machineId: string,
): Machine['nics'] {
  return newNics.map(({ primary, deleteOption, publicIp, ...wanted }) => {
    const ip = publicIp ? { publicIp } : {};
    const nic = createNic(azure, { ...wanted, ...ip, group, location, machineId, now: clock.now() });
    return { id: nic.id, primary, deleteOption };
  });
}

function takeNics({ azure }: World, { existingNics }: NewMachine, machineId: string): Machine['nics'] {
  for (const { id } of existingNics) azure.expect('nic', id).machineId = machineId;
  return existingNics;
}

function finishCreate(machine: Machine, at: number): void {
  machine.state = 'Succeeded';
  machine.power = 'running';
  machine.agentReadyAt = at + AGENT_MS;
  machine.heldBy = null;
}

/** The machine and all that was made with it stay, as they do in Azure: somebody must clean up. */
function failMachine({ azure }: World, machine: Machine, failure: ArmFailure, at: number): void {
  machine.state = 'Failed';
  machine.failure = failure;
  machine.heldBy = null;
  if (machine.power === 'starting') machine.power = 'running';
  azure.log.write({ at, act: 'failed', detail: failure.code }, machine);
}

export function checkNotHeld(machine: Machine): void {
  if (machine.heldBy !== null) throw busy(machine.name);
}
