import type { MachineState, ResourceRef } from '../domain/build/resources.ts';
import type { Workshop } from '../workflow/ports-images.ts';
import type { ArmCalls } from './arm-calls.ts';
import { fromArmId } from './arm-ids.ts';
import { toCopyBody, toMachineBody } from './arm-machine-body.ts';
import { absentMachine, osDiskIdOf, parseDisk, parseMachine, saysAll, toMachineState } from './arm-machine-state.ts';
import type { ArmDisk } from './arm-machine-state.ts';

type Machines = Pick<
  Workshop,
  'createMachine' | 'createCopyMachine' | 'startMachine' | 'deallocate' | 'generalize' | 'lookAtMachine'
>;

/** Machine that exists already: the order is asked for with If-None-Match, so a repeat changes nothing. */
const EXISTS = 412;

/** Machines: made, started, switched off, marked as generalized, looked at. */
export function createArmMachines(calls: ArmCalls): Machines {
  return {
    createMachine: (order) =>
      calls.order({
        attempted: `create machine ${order.name}`,
        send: (limit) =>
          calls
            .clientFor(order.place.subscriptionId)
            .virtualMachines.createOrUpdate(order.place.resourceGroup, order.name, toMachineBody(order), {
              ifNoneMatch: '*',
              ...limit,
            }),
        fineToo: [EXISTS],
        secrets: [order.password],
      }),
    createCopyMachine: (order) =>
      calls.order({
        attempted: `create machine ${order.name}`,
        send: (limit) =>
          calls
            .clientFor(order.place.subscriptionId)
            .virtualMachines.createOrUpdate(order.place.resourceGroup, order.name, toCopyBody(order), {
              ifNoneMatch: '*',
              ...limit,
            }),
        fineToo: [EXISTS],
      }),
    startMachine: ({ subscriptionId, resourceGroup, name }) =>
      calls.order({
        attempted: `start machine ${name}`,
        send: (limit) => calls.clientFor(subscriptionId).virtualMachines.start(resourceGroup, name, limit),
      }),
    deallocate: ({ subscriptionId, resourceGroup, name }) =>
      calls.order({
        attempted: `switch off machine ${name}`,
        send: (limit) => calls.clientFor(subscriptionId).virtualMachines.deallocate(resourceGroup, name, limit),
      }),
    generalize: ({ subscriptionId, resourceGroup, name }) =>
      calls.order({
        attempted: `mark machine ${name} as generalized`,
        // The one machine action that Azure does at once.
        send: (limit) => ({
          submitted: () => calls.clientFor(subscriptionId).virtualMachines.generalize(resourceGroup, name, limit),
        }),
      }),
    lookAtMachine: async (ref) => (await readMachine(calls, ref, saysAll)).state,
  };
}

export interface MachineRead {
  readonly state: MachineState;
  /** Absent when it was not asked for, or is not there. */
  readonly disk: ArmDisk | undefined;
}

/** The machine with its instance view, and its disk unless `isEnough` says that the machine alone will do. */
export async function readMachine(
  calls: ArmCalls,
  ref: ResourceRef,
  isEnough: (machine: ReturnType<typeof parseMachine>) => boolean,
): Promise<MachineRead> {
  const { subscriptionId, resourceGroup, name } = ref;
  const machine = await calls.find(`look at machine ${name}`, async (limit) => {
    const { virtualMachines } = calls.clientFor(subscriptionId);
    return parseMachine(await virtualMachines.get(resourceGroup, name, { expand: 'instanceView', ...limit }));
  });
  if (machine === undefined) return { state: absentMachine(ref), disk: undefined };
  const disk = isEnough(machine) ? undefined : await readDisk(calls, osDiskIdOf(machine));
  return { state: toMachineState(ref, machine, disk), disk };
}

function readDisk(calls: ArmCalls, id: string): Promise<ArmDisk | undefined> {
  const ref = fromArmId(id);
  if (ref === undefined) return Promise.resolve(undefined);
  return calls.find(`look at disk ${ref.name}`, async (limit) =>
    parseDisk(await calls.clientFor(ref.subscriptionId).disks.get(ref.resourceGroup, ref.name, limit)),
  );
}
