import { AGENT_MS, checkNotHeld, type ArmRequest } from './azure-machines.ts';
import { beginOperation, takeMinutes, type Operation } from './azure-operations.ts';
import { notAllowed } from './azure-problem.ts';
import type { ArmFailure, Machine, PowerState } from './azure-resources.ts';
import type { World } from './world.ts';

export type PowerAction = 'start' | 'restart' | 'powerOff' | 'deallocate';

type Change = {
  readonly during: PowerState;
  readonly after: PowerState;
  /** From and to, in minutes. */
  readonly minutes: readonly [number, number];
  readonly act: 'started' | 'restarted' | 'stopped' | 'deallocated';
};

const CHANGES: Readonly<Record<PowerAction, Change>> = {
  start: { during: 'starting', after: 'running', minutes: [1, 2], act: 'started' },
  restart: { during: 'starting', after: 'running', minutes: [1, 2], act: 'restarted' },
  powerOff: { during: 'stopping', after: 'stopped', minutes: [1, 2], act: 'stopped' },
  deallocate: { during: 'deallocating', after: 'deallocated', minutes: [1, 2], act: 'deallocated' },
};

/** Begins an action on a machine that no other action holds. */
export function changePower(
  world: World,
  machine: Machine,
  ask: { action: PowerAction; request: ArmRequest },
): Operation {
  checkNotHeld(machine);
  const change = CHANGES[ask.action];
  if (change.after === 'running') checkMayRun(machine, ask.action);
  const before = machine.power;
  if (before === 'running') endSession(world, machine, world.clock.now());
  machine.power = change.during;
  machine.state = 'Updating';
  const operation = beginOperation(world, {
    ...ask.request,
    resource: machine,
    seconds: takeMinutes(world, ...change.minutes),
    succeed: (at) => finish(world, machine, { change, at }),
    fail: (failure, at) => giveUp(world, machine, { failure, at, power: before }),
  });
  machine.heldBy = operation.id;
  return operation;
}

function checkMayRun(machine: Machine, action: PowerAction): void {
  if (machine.generalized) {
    throw notAllowed(`Operation '${action}' is not allowed on VM '${machine.name}': it has been generalized.`);
  }
  if (action === 'restart' && machine.power !== 'running') {
    throw notAllowed(`Operation 'restart' is not allowed on VM '${machine.name}': it is not running.`);
  }
}

function finish({ azure }: World, machine: Machine, { change, at }: { change: Change; at: number }): undefined {
  machine.power = change.after;
  machine.state = 'Succeeded';
  machine.failure = null;
  machine.heldBy = null;
  if (change.after === 'running') machine.agentReadyAt = at + AGENT_MS;
  azure.log.write({ at, act: change.act }, machine);
}

type GivenUp = { readonly failure: ArmFailure; readonly at: number; readonly power: PowerState };

function giveUp({ azure }: World, machine: Machine, { failure, at, power }: GivenUp): void {
  machine.power = power;
  if (power === 'running') machine.agentReadyAt = at + AGENT_MS;
  machine.state = 'Failed';
  machine.failure = failure;
  machine.heldBy = null;
  azure.log.write({ at, act: 'failed', detail: failure.code }, machine);
}

/** Windows goes down: scripts that still run are lost, and what they would have left behind. */
export function endSession({ azure }: World, machine: Machine, at: number): void {
  machine.session += 1;
  machine.actionRunning = false;
  machine.agentReadyAt = Number.POSITIVE_INFINITY;
  const disk = azure.find('disk', machine.osDiskId);
  if (disk?.guest) disk.guest.pendingReboot = false;
  for (const run of machine.runs.values()) {
    if (run.execution !== 'Pending' && run.execution !== 'Running') continue;
    run.execution = 'Failed';
    run.message = 'The machine went down while the script ran.';
    run.endedAt = at;
    if (run.state === 'Creating' || run.state === 'Updating') run.state = 'Failed';
  }
}

/** Windows switches the machine off from inside: Azure sees it stopped, and goes on billing. */
export function shutDownFromInside(world: World, machine: Machine, at: number): void {
  if (machine.power !== 'running') return;
  endSession(world, machine, at);
  machine.power = 'stopped';
  world.azure.log.write({ at, act: 'stopped', detail: 'by Windows itself' }, machine);
}

/** Marks the machine: at once, and for good. Whether Windows was really sealed is not looked at, as in Azure. */
export function generalize({ azure, clock }: World, machine: Machine): void {
  checkNotHeld(machine);
  if (machine.power !== 'stopped' && machine.power !== 'deallocated') {
    throw notAllowed(`Operation 'generalize' is not allowed on VM '${machine.name}' since the VM is ${machine.power}.`);
  }
  if (machine.generalized) return;
  machine.generalized = true;
  azure.log.write({ at: clock.now(), act: 'generalized' }, machine);
}

export function isAgentReady(machine: Machine, now: number): boolean {
  return machine.power === 'running' && now >= machine.agentReadyAt;
}
