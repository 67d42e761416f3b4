import type { Instant } from '../time.ts';
import { BUILD_STEPS, ownsMachine, WAITING_STEPS } from './build.ts';
import type { Build, BuildStep } from './build.ts';

/** The steps of a build of this kind in order, without the detours after a failed sysprep. */
export function listRoad(build: Pick<Build, 'request'>): readonly BuildStep[] {
  const { source } = build.request;
  const skipped = SKIPPED[source.kind];
  return BUILD_STEPS.filter((step) => !skipped.includes(step) && !DETOURS.includes(step));
}

const DETOURS: readonly BuildStep[] = ['sysprep-failed', 'start-machine'];

const MACHINE_STEPS: readonly BuildStep[] = [
  'create-machine',
  'customise',
  'confirm-seal',
  'stop-machine',
  'snapshot',
  'copy',
  'sysprep',
  'deallocate',
  'generalize',
  'capture',
];

const SKIPPED: Readonly<Record<Build['request']['source']['kind'], readonly BuildStep[]>> = {
  marketplace: [],
  machine: ['create-machine'],
  image: MACHINE_STEPS,
};

/** Where a step leads when it ends well. A detour leads back to the machine. */
export function stepAfter(build: Build): BuildStep {
  if (build.step === 'start-machine') return 'customise';
  if (build.step === 'sysprep-failed') return 'start-machine';
  const road = listRoad(build);
  return road[road.indexOf(build.step) + 1] ?? 'done';
}

/** Steps at whose end a machine of this build runs, and those at whose end none does: what is paid for by the hour. */
const RUNNING_AFTER: readonly BuildStep[] = ['create-machine', 'start-machine', 'copy'];
const STOPPED_AFTER: readonly BuildStep[] = ['stop-machine', 'deallocate', 'sysprep-failed', 'clean-up'];

/** Goes to a step: writes down when the former one was walked, forgets its trouble, and posts a new card when a person is needed. */
export function enterStep(build: Build, step: BuildStep, now: Instant): Build {
  const left = build.step;
  const isNews = WAITING_STEPS.includes(step) || (step === 'clean-up' && build.ended !== null);
  return {
    ...countHours(build, left, now),
    revision: build.revision + 1,
    step,
    stepSince: now,
    walked: { ...build.walked, [left]: { from: build.stepSince, to: now } },
    percent: null,
    trouble: null,
    retryWanted: false,
    remindedAt: null,
    cards: build.cards + (isNews ? 1 : 0),
  };
}

function countHours(build: Build, left: BuildStep, now: Instant): Build {
  const isStopped = STOPPED_AFTER.includes(left);
  const runs = RUNNING_AFTER.includes(left) && (left === 'copy' || ownsMachine(build));
  if (isStopped && build.runningSince !== null)
    return { ...build, runningMinutes: runningMinutes(build, now), runningSince: null };
  return runs && build.runningSince === null ? { ...build, runningSince: now } : build;
}

/** Minutes that machines of this build have been running until now. */
export function runningMinutes(build: Build, now: Instant): number {
  const since = build.runningSince;
  return build.runningMinutes + (since === null ? 0 : (Date.parse(now) - Date.parse(since)) / 60_000);
}
