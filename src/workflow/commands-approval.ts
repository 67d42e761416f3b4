import type { Actor } from '../domain/actor.ts';
import { waiveItem } from '../domain/appeals.ts';
import { mayTick } from '../domain/proof.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import type { ChecklistItem, RolloutRequest, Tick } from '../domain/request.ts';
import type { RolloutState } from '../domain/rollout.ts';
import { viewChecklist } from '../domain/view-plan.ts';
import type { ChecklistView } from '../domain/views-plan.ts';
import { advanceTarget } from './advance.ts';
import type { Commands } from './commands-api.ts';
import { actEvent, requireReader, requireRole } from './commands-deps.ts';
import type { CommandDeps } from './commands-deps.ts';
import { stateOf, withTick } from './commands-planning.ts';
import { readSeen } from './seen.ts';

type Approving = Pick<Commands, 'viewChecklist' | 'tick' | 'waive'>;

/** The checklist that approvers' answers rest on. */
export function createApprovalCommands(deps: CommandDeps): Approving {
  return {
    async viewChecklist(actor, rolloutId, open) {
      const state = await readAs(deps, actor, rolloutId);
      return state.ok ? accept(viewChecklist(state.value, open, deps.clock.now())) : state;
    },
    tick: (actor, rolloutId, tick) => setTick(deps, actor, { rolloutId, ...tick }),
    waive: (actor, waiver) => waive(deps, actor, waiver),
  };
}

async function readAs(deps: CommandDeps, actor: Actor, rolloutId: string): Promise<Result<RolloutState>> {
  const role = await requireReader(deps, actor);
  if (!role.ok) return role;
  const state = await deps.store.readRollout(rolloutId);
  return state ? accept(state) : refuse(refusal('no-rollout'));
}

async function setTick(
  deps: CommandDeps,
  actor: Actor,
  ask: { readonly rolloutId: string; readonly item: ChecklistItem; readonly reason: string },
): Promise<Result<ChecklistView>> {
  const role = await requireRole(deps, actor, 'admin');
  if (!role.ok) return role;
  const reason = ask.reason.trim();
  if (reason === '') return refuse(refusal('reason-missing'));
  return deps.store.transact(async (tx): Promise<Result<ChecklistView>> => {
    const state = await tx.lockRollout(ask.rolloutId);
    if (!state) return refuse(refusal('no-rollout'));
    if (state.rollout.submittedAt ?? state.rollout.aborted) return refuse(refusal('tick-too-late'));
    if (!mayTick(state.rollout.plan, ask.item)) return refuse(refusal(whyNoTick(state.rollout.plan.request)));
    const now = deps.clock.now();
    const tick: Tick = { item: ask.item, by: actor.id, byName: actor.name, reason, at: now };
    const next = stateOf(withTick(state.rollout.plan, tick), state.rollout);
    await tx.replacePlan(next);
    await tx.appendAudit([
      actEvent(next.rollout, { actor, what: 'checklist-ticked', now, facts: { item: ask.item, reason } }),
    ]);
    return accept(viewChecklist(next, null, now));
  });
}

/** Neither measured data nor an emergency leaves room for one tick in the name of everybody. */
function whyNoTick({ expedite }: RolloutRequest): string {
  return expedite ? 'expedite-no-tick' : 'measured-not-ticked';
}

async function waive(
  deps: CommandDeps,
  actor: Actor,
  ask: Parameters<Commands['waive']>[1],
): Promise<Result<ChecklistView>> {
  const role = await requireRole(deps, actor, 'approver');
  if (!role.ok) return role;
  const { rolloutId, cloudPcId, item, reason, seen } = ask;
  const sight = await readSeen(deps, { rolloutId, hash: '', ...(seen === undefined ? {} : { seen }) });
  const done = await advanceTarget<null>(deps, { rolloutId, cloudPcId }, ({ rollout, target }, now) => {
    const waived = waiveItem(rollout, target, { by: actor, item, reason, now, ...sight });
    if (!waived.ok) return waived;
    const facts = { cloudPcId, person: target.planned.upn, item, reason: reason.trim(), ...sight };
    return accept({
      target: waived.value,
      events: [actEvent(rollout, { actor, what: 'item-waived', now, facts })],
      value: null,
    });
  });
  if (!done.ok) return done;
  const state = await deps.store.readRollout(rolloutId);
  return state ? accept(viewChecklist(state, item, deps.clock.now())) : refuse(refusal('no-rollout'));
}
