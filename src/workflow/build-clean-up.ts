import { listCleanUp } from '../domain/build/clean-up.ts';
import { namesOf } from '../domain/build/naming.ts';
import type { StepSeen } from '../domain/build/record.ts';
import { minutesBetween } from '../domain/time.ts';
import { LAST_LOOK_MINUTES } from '../domain/build/wake.ts';
import { machineRef } from './build-deps.ts';
import type { BuildTurn } from './build-deps.ts';
import { removeAll } from './build-removal.ts';

/**
 * Takes away what this build made, and only that. When nothing is left it looks once more some minutes later: a worker that was stopped
 * in the middle of an order may have sent it after all.
 */
export async function cleanUp(turn: BuildTurn): Promise<StepSeen> {
  const { build, clock } = turn;
  const hasImage = await dropImport(turn);
  await removeGuests(turn);
  const isClear = (await removeAll(turn, listCleanUp(build))) && !hasImage;
  if (!isClear) return { kind: 'going', learnt: { cleanSince: null } };
  if (build.cleanSince === null) return { kind: 'going', learnt: { cleanSince: clock.now() } };
  return minutesBetween(build.cleanSince, clock.now()) >= LAST_LOOK_MINUTES ? { kind: 'done' } : { kind: 'going' };
}

/** An import that was given up: the half-made image goes, unless it became ready meanwhile and somebody uses it. */
async function dropImport(turn: BuildTurn): Promise<boolean> {
  const { build, cloudPcs, deviceImages } = turn;
  const id = build.importing?.deviceImageId;
  if (!id || build.ended?.outcome === 'ready') return false;
  const { images, policies } = await cloudPcs.readCatalogue();
  const isThere = images.some((image) => image.id === id);
  const isUsed = policies.some(({ imageId }) => imageId === id);
  if (!isThere || isUsed) return false;
  await turn.order(() => deviceImages.remove(id));
  return true;
}

/** Run commands on a machine that stays; with a machine that goes they go by themselves. */
async function removeGuests(turn: BuildTurn): Promise<void> {
  const { build, workshop } = turn;
  if (build.request.source.kind !== 'machine' || build.cleanSince !== null) return;
  const names = namesOf(build.id);
  const ref = machineRef(turn, names.machine);
  for (let no = 1; no <= build.guestCount; no += 1) {
    const seen = await workshop.lookAtGuest(ref, names.guest(no));
    if (seen.state !== 'absent') await workshop.removeGuest(ref, names.guest(no));
  }
}
