import type { CopiesSeen } from '../domain/copy.ts';
import type { WipeFacts } from '../domain/may-wipe.ts';
import type { PlannedTarget } from '../domain/plan.ts';
import { unlessRefused } from './failure.ts';
import type { LookDeps } from './look.ts';

/**
 * Read before the lock is taken, and dated by then: an older reading proves nothing. What Graph refuses to show was not seen: a no for
 * this Cloud PC, and not the end of the others' turn.
 */
export async function readCopies(deps: LookDeps, cloudPcId: string): Promise<CopiesSeen | undefined> {
  const at = deps.clock.now();
  return unlessRefused(async () => ({ at, snapshots: await deps.copies.listSnapshots(cloudPcId) }), undefined);
}

/** Last of all before the lock is taken. What Graph refuses to say is not known; then Teams is asked whether the person is away. */
export async function readSession(
  { clock, cloudPcs, presences }: LookDeps,
  { cloudPcId, personId }: PlannedTarget,
): Promise<Pick<WipeFacts, 'session' | 'sessionAt' | 'isAway'>> {
  const sessionAt = clock.now();
  const session = await unlessRefused(() => cloudPcs.readSession(cloudPcId), 'unknown');
  if (session !== 'unknown') return { session, sessionAt };
  const shown = await presences.look([personId]);
  return { session, sessionAt, isAway: shown.get(personId) === 'away' };
}
