import { REPAVE } from '../domain/actor.ts';
import { accept } from '../domain/refusal.ts';
import { attemptUnderWay, isFinished } from '../domain/target.ts';
import { advanceTarget } from './advance.ts';
import type { AdvanceDeps } from './advance.ts';

/** Somebody who could not be reached can be now (they installed the app): what is owed to them is sent again, under a new key. */
export async function revive(deps: AdvanceDeps, personId: string): Promise<void> {
  await deps.store.transact(async (tx) => {
    const keys = await tx.reviveBoards(personId);
    await tx.enqueue(keys.map((messageKey) => ({ kind: 'deliver', messageKey })));
  });
  for (const ref of await deps.store.listTargetsOf(personId)) {
    await advanceTarget<null>(deps, ref, ({ rollout, target }, now) => {
      if (!target.unreachable || isFinished(target) || attemptUnderWay(target))
        return accept({ target, events: [], value: null });
      const next = { ...target, unreachable: null, slotRevision: target.slotRevision + 1 };
      const facts = { cloudPcId: ref.cloudPcId, person: target.planned.upn };
      return accept({
        target: next,
        events: [
          { at: now, actor: REPAVE, what: 'person-reachable', rolloutId: rollout.id, planHash: rollout.hash, facts },
        ],
        value: null,
      });
    });
  }
}
