import type { ArmFailure, AzureResource } from './azure-resources.ts';
import type { World } from './world.ts';

/** A long-running operation, as its status address tells of it. */
export type Operation = {
  readonly id: string;
  readonly method: string;
  /** Path of the request that began it. */
  readonly path: string;
  readonly location: string;
  readonly startedAt: number;
  /** Whose answers are counted together against the throttle. */
  readonly resourceId: string;
  endedAt: number | null;
  status: 'InProgress' | 'Succeeded' | 'Failed';
  failure: ArmFailure | null;
  /** Result of an action; undefined when it has none. */
  output: unknown;
  /** Ends it badly before its time, as when its machine is deleted; nothing when it has ended. */
  readonly abandon: (failure: ArmFailure, at: number) => void;
};

export type Order = {
  readonly method: string;
  readonly path: string;
  readonly resource: Pick<AzureResource, 'id' | 'location'>;
  readonly seconds: number;
  /** Set when it is clear from the beginning that this will end badly. */
  readonly failsWith?: ArmFailure | undefined;
  /** Runs when all went well; may throw away or change what stands in the world. What it returns is the operation's output. */
  readonly succeed: (at: number) => unknown;
  readonly fail: (failure: ArmFailure, at: number) => void;
};

/** Begins an operation that ends by the tenant's clock, well or as a fault wants it. */
export function beginOperation(world: World, order: Order): Operation {
  const { azure, agenda, faults, clock } = world;
  const fault = faults.takeForOperation(order.method, order.path) ?? order.failsWith;
  const operation: Operation = {
    id: azure.random.guid(),
    method: order.method,
    path: order.path,
    location: order.resource.location,
    resourceId: order.resource.id,
    startedAt: clock.now(),
    endedAt: null,
    status: 'InProgress',
    failure: null,
    output: undefined,
    abandon: ({ code, message }, at) => {
      if (operation.status !== 'InProgress') return;
      Object.assign(operation, { status: 'Failed', failure: { code, message }, endedAt: at });
      order.fail({ code, message }, at);
    },
  };
  azure.operations.set(operation.id, operation);
  agenda.add(clock.now() + order.seconds * 1000, (at) => {
    if (operation.status !== 'InProgress') return;
    if (fault) operation.abandon(fault, at);
    else complete(operation, { order, at });
  });
  return operation;
}

/** The order itself may find out at the end that it has failed. */
function complete(operation: Operation, { order, at }: { order: Order; at: number }): void {
  const output = order.succeed(at);
  if (operation.status !== 'InProgress') return;
  Object.assign(operation, { status: 'Succeeded', endedAt: at, output });
}

/** Whole seconds, at random between the two numbers of minutes. */
export function takeMinutes({ azure }: World, from: number, to: number): number {
  return azure.random.int(from * 60, to * 60);
}
