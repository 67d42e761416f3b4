import { REPAVE } from '../domain/actor.ts';
import { endWithoutRequester, isAwaited } from '../domain/approval.ts';
import { accept } from '../domain/refusal.ts';
import { isLive } from '../domain/rollout.ts';
import type { Hold, Rollout, RolloutState } from '../domain/rollout.ts';
import { advance } from './advance.ts';
import type { AdvanceDeps } from './advance.ts';
import type { Directory } from './ports.ts';

export type RoleDeps = AdvanceDeps & { readonly directory: Pick<Directory, 'hasRole'> };

/**
 * Whether the one who answers for a rollout may, at this moment: its requester as an admin, or who took it over, as admin or approver.
 */
export async function isStillBacked({ directory }: Pick<RoleDeps, 'directory'>, rollout: Rollout): Promise<boolean> {
  const { sponsor, plan } = rollout;
  if (!sponsor) return directory.hasRole(plan.requestedBy.id, 'admin');
  return (await directory.hasRole(sponsor.id, 'admin')) || directory.hasRole(sponsor.id, 'approver');
}

/** A request without a requester is over; a rollout that was approved is held until somebody else answers for it. */
export async function stopUnbacked(deps: RoleDeps, rolloutId: string): Promise<void> {
  await advance<null>(deps, rolloutId, (state, now) => {
    const { rollout } = state;
    const next = isAwaited(rollout) ? endWithoutRequester(rollout, REPAVE, now) : holdUnbacked(rollout, now);
    return accept({ state: { ...state, rollout: next }, events: [], value: null });
  });
}

/** False, and the rollout stopped, when nobody who may answers for it any more. Asks the directory: not inside a transaction. */
export async function checkBacking(deps: RoleDeps, { rollout }: RolloutState): Promise<boolean> {
  if (await isStillBacked(deps, rollout)) return true;
  await stopUnbacked(deps, rollout.id);
  return false;
}

function holdUnbacked(rollout: Rollout, now: string): Rollout {
  if (!isLive(rollout) || rollout.hold) return rollout;
  const by = rollout.sponsor ?? rollout.plan.requestedBy;
  const hold: Hold = { kind: 'role-lost', by: REPAVE, since: now, reason: '', facts: { name: by.name } };
  return { ...rollout, hold };
}
