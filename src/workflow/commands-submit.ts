import type { Actor } from '../domain/actor.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import { isApproved } from '../domain/rollout.ts';
import type { RolloutState } from '../domain/rollout.ts';
import type { Target } from '../domain/target.ts';
import { titleOf } from '../domain/view-plan.ts';
import { quorumOf } from '../domain/votes.ts';
import { advance } from './advance.ts';
import { boardMessage } from './boards.ts';
import { actEvent, requireRole } from './commands-deps.ts';
import type { CommandDeps } from './commands-deps.ts';
import type { Tx } from './ports-store.ts';

/** Asks everybody who may approve it, but the requester, to approve exactly this revision. */
export async function submit(
  deps: CommandDeps,
  actor: Actor,
  ask: { rolloutId: string; hash: string },
): Promise<Result<RolloutState>> {
  const role = await requireRole(deps, actor, 'admin');
  if (!role.ok) return role;
  const approvers = (await deps.directory.listRole('approver')).filter((approver) => approver.id !== actor.id);
  if (approvers.length === 0) return refuse(refusal('no-approver'));
  const deputies = (await deps.directory.listRole('deputy')).filter((deputy) => deputy.id !== actor.id);
  const have = new Set([...approvers, ...deputies].map(({ id }) => id)).size;
  const done = await advance<null>(deps, ask.rolloutId, async (state, now, tx) => {
    const { rollout } = state;
    if (rollout.plan.requestedBy.id !== actor.id)
      return refuse(refusal('not-your-plan', { by: rollout.plan.requestedBy.name }));
    if (rollout.hash !== ask.hash) return refuse(refusal('plan-changed', { revision: rollout.plan.revision }));
    if (rollout.submittedAt) return accept({ state, events: [], value: null });
    if (rollout.aborted ?? rollout.completedAt) return refuse(refusal('aborted'));
    const need = quorumOf(rollout.plan.request);
    if (have < need) return refuse(refusal('too-few-approvers', { have, need }));
    const taken = await listTaken(tx, state);
    if (taken.length > 0) return refuse(refusal('taken-meanwhile', { count: taken.length, names: nameSome(taken) }));
    const name = `approval/${rollout.plan.revision}`;
    const chats = deps.approvalChatId === null ? [] : [{ chatId: deps.approvalChatId }];
    const to = [...approvers.map((approver) => ({ personId: approver.id })), ...chats];
    const messages = to.map((one) => ({
      ...boardMessage(rollout.id, { kind: 'approval', name, now, ...one }),
      slotRevision: rollout.plan.revision,
    }));
    const keys = await tx.orderMessages(messages);
    await tx.enqueue(keys.map((messageKey) => ({ kind: 'deliver', messageKey })));
    const events = [
      actEvent(rollout, {
        actor,
        what: 'approval-requested',
        now,
        facts: { approvers: approvers.map((one) => one.name).join(', ') },
      }),
    ];
    return accept({ state: { ...state, rollout: { ...rollout, submittedAt: now } }, events, value: null });
  });
  return done.ok ? accept(done.value.state) : done;
}

/** Names in a refusal. */
const NAMED = 5;

/** The first few of these Cloud PCs, as people know them. */
export function nameSome(targets: readonly Target[]): string {
  const names = targets.slice(0, NAMED).map(({ planned }) => planned.cloudPcName);
  return names.join(', ');
}

/** Cloud PCs of the plan that another rollout has got hold of since it was made: drafts do not hold theirs. */
async function listTaken(tx: Tx, { rollout, targets }: RolloutState): Promise<readonly Target[]> {
  const busy = await tx.lockBusy(rollout.id);
  return targets.filter(({ planned }) => busy.has(planned.cloudPcId));
}

/** Drops a plan that nobody has approved. */
export async function discard(deps: CommandDeps, actor: Actor, rolloutId: string): Promise<Result<{ title: string }>> {
  const role = await requireRole(deps, actor, 'admin');
  if (!role.ok) return role;
  const done = await advance<{ title: string }>(deps, rolloutId, (state, now) => {
    const { rollout } = state;
    const value = { title: titleOf(rollout.plan) };
    if (rollout.aborted) return accept({ state, events: [], value });
    if (isApproved(rollout)) return refuse(refusal('already-running'));
    const aborted = { by: actor, at: now, reason: 'discarded' };
    return accept({
      state: { ...state, rollout: { ...rollout, aborted } },
      events: [actEvent(rollout, { actor, what: 'plan-discarded', now })],
      value,
    });
  });
  return done.ok ? accept(done.value.value) : done;
}
