import { isAgentReady, shutDownFromInside } from './azure-machine-power.ts';
import { checkNotHeld, type ArmRequest } from './azure-machines.ts';
import { beginOperation, type Operation } from './azure-operations.ts';
import { busy, notAllowed } from './azure-problem.ts';
import type { Machine, ManagedRun } from './azure-resources.ts';
import { runInGuest, type GuestOutcome, type WindowsGuest } from './windows-guest.ts';
import type { World } from './world.ts';

export type Script = {
  readonly script: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
};

/** Seconds from the order until the agent has begun the script. */
const BEGIN_SECONDS = 8;
/** What Azure keeps of output and errors (learn.microsoft.com, run scripts with managed run commands). */
const KEPT_BYTES = 4096;

/** The action runs one script at a time for a machine, and gives its output as the operation's result. */
export function runAction(
  world: World,
  machine: Machine,
  { script, request }: { script: Script; request: ArmRequest },
): Operation {
  checkRunning(world, machine);
  if (machine.actionRunning) {
    throw busy(`${machine.name}: Run command extension execution is in progress`);
  }
  const { guest, outcome } = tryScript(world, machine, script);
  const { session } = machine;
  machine.actionRunning = true;
  const seconds = BEGIN_SECONDS + outcome.seconds;
  const operation = beginOperation(world, {
    ...request,
    resource: machine,
    seconds,
    succeed: (at) => {
      if (machine.session !== session) return operation.abandon(MACHINE_WENT_DOWN, at);
      machine.actionRunning = false;
      outcome.effect?.(guest);
      return { value: [describeStream('StdOut', outcome.output), describeStream('StdErr', outcome.error)] };
    },
    fail: () => {
      if (machine.session === session) machine.actionRunning = false;
    },
  });
  switchOffLater(world, machine, outcome);
  world.azure.log.write({ at: world.clock.now(), act: 'ran', detail: nameScript(script) }, machine);
  return operation;
}

const MACHINE_WENT_DOWN = { code: 'VMAgentStatusCommunicationError', message: 'The machine went down.' };

function describeStream(stream: 'StdOut' | 'StdErr', text: string) {
  const code = `ComponentStatus/${stream}/succeeded`;
  return { code, level: 'Info', displayStatus: 'Provisioning succeeded', message: keepLast(text) };
}

export type NewRun = {
  readonly run: ManagedRun;
  readonly script: Script;
  readonly request: ArmRequest;
};

/** A managed run command: several may run at a time; the same name again is a new run, once the former has ended. */
export function startRun(world: World, machine: Machine, { run, script, request }: NewRun): Operation {
  const former = machine.runs.get(run.name.toLowerCase());
  if (former && isGoing(former)) throw busy(run.name);
  checkRunning(world, machine);
  const { guest, outcome } = tryScript(world, machine, script);
  machine.runs.set(run.name.toLowerCase(), run);
  const plan: RunPlan = { machine, run, guest, outcome, session: machine.session };
  world.agenda.add(world.clock.now() + BEGIN_SECONDS * 1000, (at) => beginScript(world, plan, at));
  switchOffLater(world, machine, outcome, run);
  world.azure.log.write({ at: world.clock.now(), act: 'ran', detail: `${run.name}: ${nameScript(script)}` }, machine);
  const spent = Math.min(outcome.seconds, run.timeoutSeconds);
  return beginOperation(world, {
    ...request,
    resource: machine,
    seconds: BEGIN_SECONDS + (run.asyncExecution ? 2 : spent + 1),
    failsWith: willFailDeployment(run, outcome) ? SCRIPT_FAILED : undefined,
    succeed: () => {
      if (run.state !== 'Failed') run.state = 'Succeeded';
    },
    fail: (failure) => {
      run.state = 'Failed';
      run.message = failure.message;
    },
  });
}

const SCRIPT_FAILED = { code: 'VMExtensionProvisioningError', message: 'The script ended with an error.' };

function willFailDeployment(run: ManagedRun, { exitCode }: GuestOutcome): boolean {
  return run.treatFailureAsDeploymentFailure && !run.asyncExecution && exitCode !== 0;
}

type RunPlan = {
  readonly machine: Machine;
  readonly run: ManagedRun;
  readonly guest: WindowsGuest;
  readonly outcome: GuestOutcome;
  readonly session: number;
};

function beginScript(world: World, plan: RunPlan, at: number): void {
  const { machine, run, outcome, session } = plan;
  if (run.execution !== 'Pending' || machine.session !== session) return;
  run.execution = 'Running';
  run.startedAt = at;
  const spent = Math.min(outcome.seconds, run.timeoutSeconds);
  world.agenda.add(at + spent * 1000, (endedAt) => endScript(plan, endedAt));
}

function endScript({ machine, run, guest, outcome, session }: RunPlan, at: number): void {
  if (run.execution !== 'Running' || machine.session !== session) return;
  run.endedAt = at;
  if (outcome.seconds > run.timeoutSeconds) {
    run.execution = 'TimedOut';
    run.message = 'The script was ended after its time.';
    return;
  }
  run.execution = outcome.exitCode === 0 ? 'Succeeded' : 'Failed';
  run.exitCode = outcome.exitCode;
  run.output = keepLast(outcome.output);
  run.error = keepLast(outcome.error);
  outcome.effect?.(guest);
}

/** Ends the script if it still runs; what it would have done later does not happen. */
export function deleteRun(machine: Machine, run: ManagedRun, at: number): void {
  if (isGoing(run)) {
    run.execution = 'Canceled';
    run.endedAt = at;
  }
  machine.runs.delete(run.name.toLowerCase());
}

function isGoing({ execution }: ManagedRun): boolean {
  return execution === 'Pending' || execution === 'Running';
}

function checkRunning({ clock }: World, machine: Machine): void {
  checkNotHeld(machine);
  if (isAgentReady(machine, clock.now())) return;
  throw notAllowed(`The agent of VM '${machine.name}' is not ready: the machine must run to take a script.`);
}

function tryScript(world: World, machine: Machine, script: Script): { guest: WindowsGuest; outcome: GuestOutcome } {
  const { guest } = world.azure.expect('disk', machine.osDiskId);
  if (!guest) throw notAllowed(`VM '${machine.name}' has no Windows on its system disk.`);
  return { guest, outcome: runInGuest(guest, { ...script, now: world.clock.now(), random: world.azure.random }) };
}

function switchOffLater(world: World, machine: Machine, outcome: GuestOutcome, run?: ManagedRun): void {
  if (outcome.powersOffAfterSeconds === undefined) return;
  const { session } = machine;
  // A second after the script's own end, so that what it leaves behind is there.
  const dueAt = world.clock.now() + (BEGIN_SECONDS + outcome.powersOffAfterSeconds + 1) * 1000;
  world.agenda.add(dueAt, (at) => {
    const isUndone = run?.execution === 'Canceled' || run?.execution === 'TimedOut';
    if (machine.session === session && !isUndone) shutDownFromInside(world, machine, at);
  });
}

function keepLast(text: string): string {
  const bytes = Buffer.from(text, 'utf8');
  return bytes.length <= KEPT_BYTES ? text : bytes.subarray(-KEPT_BYTES).toString('utf8');
}

function nameScript({ script }: Script): string {
  return (script.split('\n', 1)[0] ?? '').trim().slice(0, 80);
}
