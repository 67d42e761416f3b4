import type { RolloutState } from '../domain/rollout.ts';
import { viewApproval } from '../domain/view-approval.ts';
import type { ApprovalView, Difference } from '../domain/views-plan.ts';
import type { Clock } from './ports.ts';
import type { Reader, Store } from './ports-store.ts';

export interface ShowDeps {
  readonly store: Pick<Store, 'readShownPlan' | 'countWithoutChat'>;
  readonly clock: Clock;
  readonly tenantName: string;
}

/** The approval card for one reader: with what they have not seen yet, against the revision that was in their chat before. */
export async function showApproval(
  deps: ShowDeps,
  state: RolloutState,
  ask: { readonly reader: Reader; readonly differences?: readonly Difference[] },
): Promise<ApprovalView> {
  const { rollout } = state;
  const isOpen = rollout.submittedAt !== null && rollout.approval === null;
  const shown = isOpen ? await deps.store.readShownPlan(rollout.id, ask.reader, rollout.plan.revision) : undefined;
  const unreached = isOpen ? await deps.store.countWithoutChat(rollout.id) : 0;
  const { tenantName } = deps;
  return viewApproval(state, {
    ...{ now: deps.clock.now(), tenantName, unreached },
    ...(ask.differences ? { differences: ask.differences } : {}),
    ...(shown ? { shown } : {}),
  });
}
