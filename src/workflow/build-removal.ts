import { mayRemove } from '../domain/build/clean-up.ts';
import type { Doomed } from '../domain/build/clean-up.ts';
import type { BuildTurn } from './build-deps.ts';

/** Takes away what may go; answers whether all of it is gone. What carries somebody else's tag is left alone and counts as gone. */
export async function removeAll(turn: BuildTurn, doomed: readonly Doomed[]): Promise<boolean> {
  let isClear = true;
  for (const one of doomed) isClear = (await removeOne(turn, one, isClear)) && isClear;
  return isClear;
}

/** One after the other: a disk can go when its machine is gone, so nothing is ordered while something before it still stands. */
async function removeOne(turn: BuildTurn, doomed: Doomed, isClear: boolean): Promise<boolean> {
  const seen = await turn.workshop.look(doomed.ref);
  if (seen.state === 'absent' || !mayRemove(turn.build, doomed, seen)) return true;
  // What is still being made, or is going already, is looked at again first.
  if (seen.state === 'working') return false;
  if (isClear || doomed.ref.kind === 'machine' || doomed.ref.kind === 'snapshot')
    await turn.order(() => turn.workshop.remove(doomed.ref));
  return false;
}
