import { ownsMachine } from '../domain/build/build.ts';
import type { Build } from '../domain/build/build.ts';
import { listCleanUp } from '../domain/build/clean-up.ts';
import { namesOf } from '../domain/build/naming.ts';
import type { StepSeen } from '../domain/build/record.ts';
import { LAST_LOOK_MINUTES } from '../domain/build/wake.ts';
import { minutesBetween } from '../domain/time.ts';
import { machineRef } from './build-deps.ts';
import type { BuildTurn } from './build-deps.ts';
import { isOurs } from './build-import-steps.ts';
import { listPasswordScripts } from './build-password.ts';
import { removeAll } from './build-removal.ts';
import { Failure } from './failure.ts';

/**
 * Takes away what this build made, and only that. What costs money goes first, and trouble with one thing keeps nothing else. When nothing
 * is left it looks once more some minutes later: a worker that was stopped in the middle of an order may have sent it after all.
 */
export async function cleanUp(turn: BuildTurn): Promise<StepSeen> {
  const { build, clock } = turn;
  const troubles: Failure[] = [];
  const parts = [() => removeAll(turn, listCleanUp(build)), () => dropImport(turn), () => removeGuests(turn)];
  const clear: boolean[] = [];
  for (const part of parts) clear.push(await tryPart(part, troubles));
  const [trouble] = troubles;
  if (trouble) throw trouble;
  if (clear.includes(false)) return { kind: 'going', learnt: { cleanSince: null } };
  if (build.cleanSince === null) return { kind: 'going', learnt: { cleanSince: clock.now() } };
  return minutesBetween(build.cleanSince, clock.now()) >= LAST_LOOK_MINUTES ? { kind: 'done' } : { kind: 'going' };
}

async function tryPart(part: () => Promise<boolean>, troubles: Failure[]): Promise<boolean> {
  try {
    return await part();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    troubles.push(error);
    return false;
  }
}

/**
 * An import that was given up: the half-made image goes, unless it became ready meanwhile and somebody uses it. It is found by its name,
 * version and source when its id was never learnt. Answers whether it is gone.
 */
async function dropImport(turn: BuildTurn): Promise<boolean> {
  const { build, cloudPcs, deviceImages } = turn;
  const { importing, captured } = build;
  if (!importing || !captured || build.ended?.outcome === 'ready') return true;
  const { images, policies } = await cloudPcs.readCatalogue();
  const image = images.find((one) => isOurs(one, importing, captured.id));
  if (!image || policies.some(({ imageId }) => imageId === image.id)) return true;
  await turn.order(() => deviceImages.remove(image.id));
  return false;
}

/** How long clean-up waits for a machine that is off: Azure removes commands from running machines only. */
const WAIT_FOR_MACHINE_MINUTES = 24 * 60;

/** Run commands on a machine that stays; with a machine that goes they go by themselves. Answers whether they are gone. */
async function removeGuests(turn: BuildTurn): Promise<boolean> {
  const { build, clock, workshop } = turn;
  if (!staysBehind(build)) return true;
  const ref = machineRef(turn, namesOf(build.id).machine);
  const machine = await workshop.lookAtMachine(ref);
  if (machine.state === 'absent') return true;
  const left: string[] = [];
  for (const name of listGuests(build)) {
    if ((await workshop.lookAtGuest(ref, name)).state !== 'absent') left.push(name);
  }
  if (left.length === 0) return true;
  if (machine.power !== 'running') return minutesBetween(build.stepSince, clock.now()) > WAIT_FOR_MACHINE_MINUTES;
  for (const name of left) await turn.order(() => workshop.removeGuest(ref, name));
  return false;
}

function staysBehind(build: Build): boolean {
  return build.request.source.kind === 'machine' || (ownsMachine(build) && build.request.keepMachine);
}

function listGuests(build: Build): readonly string[] {
  const tasks = Array.from({ length: build.guestCount }, (_, index) => namesOf(build.id).guest(index + 1));
  return [...tasks, ...listPasswordScripts(build)];
}
