import { listCallsDue, noteCall } from '../domain/calls.ts';
import { accept } from '../domain/refusal.ts';
import type { SessionCall } from '../domain/session-call.ts';
import type { Target } from '../domain/target.ts';
import { advance } from './advance.ts';
import type { AdvanceDeps } from './advance.ts';
import { Failure } from './failure.ts';
import type { CloudPcs } from './ports.ts';
import type { Presences } from './ports-presence.ts';

export interface CallDeps extends AdvanceDeps {
  readonly cloudPcs: CloudPcs;
  readonly presences: Presences;
}

/** Sessions are asked for one by one, this many at once. */
const AT_ONCE = 8;

type Seen = Pick<SessionCall, 'session' | 'inCall' | 'isAway'>;

/**
 * Looks at the sessions of everybody whose start is near and records what is seen; who is signed in, or may be, gets the last call.
 * Starts nothing: the session is read anew before a start.
 */
export async function callOwners(deps: CallDeps, rolloutId: string): Promise<void> {
  const state = await deps.store.readRollout(rolloutId);
  if (!state) return;
  const due = listCallsDue(state, deps.clock.now());
  if (due.length === 0) return;
  const seen = await look(deps, due);
  await advance(deps, rolloutId, (before, now) => {
    const stillDue = new Set(listCallsDue(before, now));
    const targets = before.targets.map((target) => {
      const found = stillDue.has(target) ? seen.get(target.planned.cloudPcId) : undefined;
      return found ? noteCall(target, found, { plan: before.rollout.plan, now }) : target;
    });
    return accept({ state: { ...before, targets }, events: [], value: null });
  });
}

async function look(deps: CallDeps, due: readonly Target[]): Promise<ReadonlyMap<string, Seen>> {
  const sessions = new Map<string, SessionCall['session']>();
  for (let from = 0; from < due.length; from += AT_ONCE) {
    const some = due.slice(from, from + AT_ONCE).map(async ({ planned: { cloudPcId } }) => {
      sessions.set(cloudPcId, await readSession(deps, cloudPcId));
    });
    await Promise.all(some);
  }
  const maybeThere = due.filter(({ planned }) => sessions.get(planned.cloudPcId) !== 'not-signed-in');
  const presences = await deps.presences.look([...new Set(maybeThere.map(({ planned }) => planned.personId))]);
  return new Map(
    due.map(({ planned: { cloudPcId, personId } }) => {
      const session = sessions.get(cloudPcId) ?? 'unknown';
      const shown = session === 'not-signed-in' ? undefined : presences.get(personId);
      return [cloudPcId, { session, inCall: shown === 'in-call', isAway: shown === 'away' }];
    }),
  );
}

/** A report that cannot be had now is not knowing: then the owner is called. */
async function readSession({ cloudPcs }: CallDeps, cloudPcId: string): Promise<SessionCall['session']> {
  try {
    return await cloudPcs.readSession(cloudPcId);
  } catch (error) {
    if (error instanceof Failure) return 'unknown';
    throw error;
  }
}
