import { endSession } from './azure-machine-power.ts';
import type { ArmRequest } from './azure-machines.ts';
import { removeNic } from './azure-network.ts';
import { beginOperation, takeMinutes, type Operation } from './azure-operations.ts';
import type { Machine } from './azure-resources.ts';
import type { World } from './world.ts';

/**
 * A delete goes before any other action, which then has failed; asked again it is the same delete. Disks and network cards go with the
 * machine or stay, as they were told when it was made.
 */
export function deleteMachine(world: World, machine: Machine, request: ArmRequest): Operation {
  const holder = machine.heldBy === null ? undefined : world.azure.operations.get(machine.heldBy);
  if (holder && machine.state === 'Deleting') return holder;
  const now = world.clock.now();
  holder?.abandon(PREEMPTED, now);
  endSession(world, machine, now);
  machine.state = 'Deleting';
  const operation = beginOperation(world, {
    ...request,
    resource: machine,
    seconds: takeMinutes(world, 1, 3),
    succeed: (at) => removeMachine(world, machine, at),
    fail: (failure, at) => {
      machine.state = 'Failed';
      machine.failure = failure;
      machine.heldBy = null;
      world.azure.log.write({ at, act: 'failed', detail: failure.code }, machine);
    },
  });
  machine.heldBy = operation.id;
  return operation;
}

const PREEMPTED = { code: 'OperationPreempted', message: 'The machine is being deleted.' };

function removeMachine({ azure }: World, machine: Machine, at: number): undefined {
  azure.remove(machine.id);
  azure.log.write({ at, act: 'deleted' }, machine);
  for (const { id, deleteOption } of machine.nics) {
    const nic = azure.find('nic', id);
    if (!nic) continue;
    nic.machineId = null;
    if (deleteOption === 'Delete') removeNic(azure, nic, at);
  }
  for (const id of [machine.osDiskId, ...machine.dataDiskIds]) {
    const disk = azure.find('disk', id);
    if (!disk) continue;
    disk.attachedTo = null;
    if (!machine.deletesDisks.has(id)) continue;
    azure.remove(id);
    azure.log.write({ at, act: 'deleted' }, disk);
  }
}
