import type { Build, GuestResult, GuestTask } from '../domain/build/build.ts';
import type { ImageFacts } from '../domain/build/facts.ts';
import { parseInspection } from '../domain/build/inspection.ts';
import { namesOf } from '../domain/build/naming.ts';
import { mergeFacts, recordGuest, recordInspection } from '../domain/build/record.ts';
import type { GuestState, MachineState, ResourceRef } from '../domain/build/resources.ts';
import { accept, refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { minutesBetween } from '../domain/time.ts';
import type { Instant } from '../domain/time.ts';
import { advanceBuild } from './build-advance.ts';
import { machineRef } from './build-deps.ts';
import type { BuildTurn } from './build-deps.ts';
import type { GuestScripts } from './ports-images.ts';

/** Minutes that a script may take inside the machine: Azure ends it then. People's own scripts install things and get longer. */
const LIMIT_MINUTES: Readonly<Record<GuestTask['kind'], number>> = {
  inspect: 10,
  script: 90,
  'remove-packages': 20,
  'remove-recovery': 20,
  'read-logs': 10,
};

/** Azure itself is a little late; after this many minutes beyond the limit nobody waits any longer. */
const GRACE_MINUTES = 5;

/** Runs the one task that is to be done inside the machine, or sees how far it is, and records what came of it. */
export async function workOnGuest(turn: BuildTurn, task: GuestTask): Promise<void> {
  const { build, workshop } = turn;
  const ref = machineRef(turn, namesOf(build.id).machine);
  const machine = await workshop.lookAtMachine(ref);
  const why = findObstacle(machine, ref);
  if (why) return endTask(turn, { task, why });
  const name = namesOf(build.id).guest(task.no);
  const seen = await workshop.lookAtGuest(ref, name);
  if (seen.state === 'absent') return turn.order(() => startTask(turn, { task, ref, region: machine.region, name }));
  const isLate = minutesBetween(task.since, turn.clock.now()) > LIMIT_MINUTES[task.kind] + GRACE_MINUTES;
  if (seen.state === 'running' && !isLate) return;
  const outside = task.kind === 'inspect' ? await readOutside(turn, machine.id) : {};
  await endTask(turn, { task, outside, seen: seen.state === 'running' ? { ...seen, state: 'timed-out' } : seen });
  // A run command that stays behind would stand on somebody's machine for ever. When this fails, clean-up does it.
  await workshop.removeGuest(ref, name);
}

function findObstacle(machine: MachineState, ref: ResourceRef): Refusal | undefined {
  if (machine.state === 'absent') return refusal('machine-gone', { name: ref.name });
  return machine.power === 'running' || machine.power === 'starting'
    ? undefined
    : refusal('machine-off', { name: ref.name });
}

async function startTask(
  { workshop, guestScripts }: BuildTurn,
  what: { readonly task: GuestTask; readonly ref: ResourceRef; readonly region: string; readonly name: string },
): Promise<void> {
  const { task, ref, region, name } = what;
  await workshop.startGuest(ref, {
    name,
    region,
    script: scriptOf(task, guestScripts),
    parameters: task.kind === 'remove-packages' ? { packages: listPackages(task) } : {},
    secretParameters: {},
    timeoutMinutes: LIMIT_MINUTES[task.kind],
    detached: false,
  });
}

function scriptOf(task: GuestTask, scripts: GuestScripts): string {
  return task.kind === 'script' ? task.text : scripts.read(task.kind);
}

/** Full names joined by semicolons, as the script takes them. */
function listPackages(task: GuestTask): string {
  return task.text.split('\n').join(';');
}

/** What Azure says of the machine now: generation, security type, disks. The script sees the rest. */
async function readOutside({ workshop, build }: BuildTurn, machineId: string): Promise<Partial<ImageFacts>> {
  return (await workshop.readSource({ kind: 'machine', machineId }, build.request.place)).facts;
}

interface Ended {
  readonly task: GuestTask;
  readonly seen: GuestState;
  readonly outside: Partial<ImageFacts>;
}

type TaskEnd = Ended | { readonly task: GuestTask; readonly why: Refusal };

export async function endTask(turn: BuildTurn, end: TaskEnd): Promise<void> {
  await advanceBuild(turn, turn.build.id, (build, now) => {
    if (build.guest?.no !== end.task.no) return accept({ build });
    return accept({ build: 'why' in end ? refuseTask(build, end.why, now) : recordTask(build, end, now) });
  });
}

/** The machine is not in a state to run anything: said on the card, and the task is over. */
function refuseTask(build: Build, why: Refusal, now: Instant): Build {
  const trouble = { why, since: now, isFinal: true, retryAt: null };
  return { ...build, guest: null, sealWanted: null, trouble, revision: build.revision + 1 };
}

function recordTask(build: Build, { task, seen, outside }: Ended, now: Instant): Build {
  const report = task.kind === 'inspect' && seen.state === 'succeeded' ? parseInspection(seen.output) : undefined;
  const unreadable = report !== undefined && 'problem' in report;
  const result: GuestResult = {
    no: task.no,
    kind: task.kind,
    at: now,
    outcome: unreadable ? 'unreadable' : outcomeOf(seen),
    exitCode: seen.exitCode,
    output: task.kind === 'inspect' ? '' : [seen.output, seen.error].filter((text) => text !== '').join('\n'),
  };
  const facts = mergeFacts(build.facts, outside);
  const recorded = recordGuest({ ...build, facts, trouble: null }, result);
  if (report !== undefined && 'problem' in report)
    return { ...recorded, trouble: unreadableTrouble(report.problem, now) };
  return report === undefined ? recorded : recordInspection(recorded, report, now);
}

function unreadableTrouble(problem: string, now: Instant): Build['trouble'] {
  return { why: refusal('guest-unreadable', { why: problem }), since: now, isFinal: true, retryAt: null };
}

function outcomeOf({ state, exitCode }: GuestState): GuestResult['outcome'] {
  if (state === 'timed-out') return 'timed-out';
  return state === 'succeeded' && (exitCode ?? 0) === 0 ? 'done' : 'failed';
}
