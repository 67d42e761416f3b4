import { REPAVE } from '../domain/actor.ts';
import { WAITING_STEPS } from '../domain/build/build.ts';
import type { Build, BuildStep } from '../domain/build/build.ts';
import { azureRefused, recordSeen } from '../domain/build/record.ts';
import type { StepSeen } from '../domain/build/record.ts';
import { remind, reminderAt, VISIBLE_AGAIN_MINUTES, waitsForPerson } from '../domain/build/wake.ts';
import { accept, refusal } from '../domain/refusal.ts';
import type { Refusal } from '../domain/refusal.ts';
import { minutesBetween } from '../domain/time.ts';
import type { Instant } from '../domain/time.ts';
import { advanceBuild } from './build-advance.ts';
import { cleanUp } from './build-clean-up.ts';
import { captureCopy, deallocateCopy, generalizeCopy, makeCopy, takeSnapshot } from './build-copy-steps.ts';
import { BuildMoved, openTurn } from './build-deps.ts';
import type { BuildDeps, BuildTurn } from './build-deps.ts';
import { endTask, workOnGuest } from './build-guest.ts';
import { failHandover, handOver } from './build-handover.ts';
import { importImage, readImportFacts, writePassport } from './build-import-steps.ts';
import { createMachine, startMachine, stopMachine } from './build-machine-steps.ts';
import { checkSource } from './build-source-step.ts';
import { sysprepCopy } from './build-sysprep-step.ts';
import { Failure } from './failure.ts';

/** What each step that Repave walks by itself does: look, and order what is missing. Each may run any number of times. */
const WORK: Partial<Record<BuildStep, (turn: BuildTurn) => Promise<StepSeen>>> = {
  'check-source': checkSource,
  'create-machine': createMachine,
  'stop-machine': stopMachine,
  snapshot: takeSnapshot,
  copy: makeCopy,
  sysprep: sysprepCopy,
  'start-machine': startMachine,
  deallocate: deallocateCopy,
  generalize: generalizeCopy,
  capture: captureCopy,
  import: importImage,
  'clean-up': cleanUp,
};

/** Takes a build as far as the cloud lets it at this moment. Runs twice, late, or after a crash in its middle without harm. */
export async function workOnBuild(deps: BuildDeps, buildId: string): Promise<void> {
  const build = await deps.store.readBuild(buildId);
  if (!build) return;
  const turn = openTurn(deps, build);
  try {
    await handOverIfAsked(turn);
    await guestIfAsked(turn);
    await walk(turn);
    await remindIfDue(turn);
  } catch (error) {
    if (!(error instanceof BuildMoved)) throw error;
  }
}

async function handOverIfAsked(turn: BuildTurn): Promise<void> {
  const { handover } = turn.build;
  if (!handover) return;
  await beside(
    () => handOver(turn, handover),
    (why) => (handover.state === 'asked' ? failHandover(turn, handover, why) : Promise.resolve()),
  );
}

async function guestIfAsked(turn: BuildTurn): Promise<void> {
  const { guest: task, step } = turn.build;
  if (!task || step !== 'customise') return;
  await beside(
    () => workOnGuest(turn, task),
    (why) => endTask(turn, { task, why }),
  );
}

/** What is done beside the road must not keep the build from going on: trouble that passes is tried again at the next look. */
async function beside(work: () => Promise<void>, giveUp: (why: Refusal) => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.retryAfterSeconds === null) await giveUp(azureRefused(error.code, error.attempted));
  }
}

async function walk(turn: BuildTurn): Promise<void> {
  const { build, clock } = turn;
  const work = workOf(build, clock.now());
  if (work === undefined) return;
  const seen = await attempt(turn, work);
  await advanceBuild(turn, build.id, (now, at) => {
    if (now.step !== build.step || now.rounds.length !== build.rounds.length) return accept({ build: now });
    return accept(record(now, seen, at));
  });
}

function workOf(build: Build, now: Instant): ((turn: BuildTurn) => Promise<StepSeen>) | undefined {
  const { retryAt = null, isFinal = false } = build.trouble ?? {};
  if (isFinal || (retryAt !== null && Date.parse(now) < Date.parse(retryAt))) return undefined;
  if (build.step === 'confirm-import') return wantsImportFacts(build, now) ? readImportFacts : undefined;
  return WAITING_STEPS.includes(build.step) ? undefined : WORK[build.step];
}

function wantsImportFacts({ importFacts }: Build, now: Instant): boolean {
  if (importFacts === null) return true;
  return importFacts.visible === false && minutesBetween(importFacts.at, now) >= VISIBLE_AGAIN_MINUTES;
}

/** Trouble of the cloud becomes trouble of the step: it passes, or a person is asked. Nothing is lost by either. */
async function attempt(turn: BuildTurn, work: (turn: BuildTurn) => Promise<StepSeen>): Promise<StepSeen> {
  try {
    return await work(turn);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { code, attempted, retryAfterSeconds } = error;
    if (retryAfterSeconds === null) return { kind: 'stopped', why: azureRefused(code, attempted) };
    return {
      kind: 'waiting',
      why: refusal('azure-busy', { attempted }),
      retryMinutes: Math.max(retryAfterSeconds, 5) / 60,
    };
  }
}

/** An import that is done ends the build for people: its image is ready. What is left is clean-up. */
function record(build: Build, seen: StepSeen, at: Instant) {
  if (build.step !== 'import' || seen.kind !== 'done') return { build: recordSeen(build, seen, at) };
  const ready: Build = {
    ...build,
    ...seen.learnt,
    ended: { outcome: 'ready', by: REPAVE, at, reason: '' },
  };
  const passport = writePassport(ready, at);
  return { build: recordSeen(ready, { kind: 'done' }, at), ...(passport ? { passport } : {}) };
}

async function remindIfDue(turn: BuildTurn): Promise<void> {
  await advanceBuild(turn, turn.build.id, (build, now) => {
    const isDue = waitsForPerson(build) && Date.parse(reminderAt(build)) <= Date.parse(now);
    return accept({ build: isDue ? remind(build, now) : build });
  });
}
