import type { Actor } from '../domain/actor.ts';
import { takeAnswer } from '../domain/approval.ts';
import { mayTick } from '../domain/proof.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import type { ChecklistItem, Tick } from '../domain/request.ts';
import type { RolloutState } from '../domain/rollout.ts';
import type { Evidence } from '../domain/target.ts';
import { comparePlans, viewApproval, viewChecklist } from '../domain/view-plan.ts';
import type { ApprovalView, ChecklistView } from '../domain/views-plan.ts';
import { advance, advanceTarget } from './advance.ts';
import type { Commands } from './commands-api.ts';
import { actEvent, auditRefusal, requireRole } from './commands-deps.ts';
import type { CommandDeps } from './commands-deps.ts';
import { stateOf, withTick } from './commands-planning.ts';

type Approving = Pick<Commands, 'decide' | 'startNow' | 'viewApproval' | 'viewChecklist' | 'tick' | 'waive'>;
type Answer = Parameters<Commands['decide']>[1];

/** Approvers' answers, and the checklist that they rest on. */
export function createApprovalCommands(deps: CommandDeps): Approving {
  return {
    decide: (actor, answer) => decide(deps, actor, answer),
    startNow: (actor, rolloutId) => startNow(deps, actor, rolloutId),
    async viewApproval(actor, rolloutId) {
      const state = await readAs(deps, actor, rolloutId);
      return state.ok ? accept(show(deps, state.value)) : state;
    },
    async viewChecklist(actor, rolloutId, open) {
      const state = await readAs(deps, actor, rolloutId);
      return state.ok ? accept(viewChecklist(state.value, open, deps.clock.now())) : state;
    },
    tick: (actor, rolloutId, tick) => setTick(deps, actor, { rolloutId, ...tick }),
    waive: (actor, waiver) => waive(deps, actor, waiver),
  };
}

async function readAs(deps: CommandDeps, actor: Actor, rolloutId: string): Promise<Result<RolloutState>> {
  const role = await requireRole(deps, actor, 'admin', 'approver');
  if (!role.ok) return role;
  const state = await deps.store.readRollout(rolloutId);
  return state ? accept(state) : refuse(refusal('no-rollout'));
}

function show(deps: CommandDeps, state: RolloutState): ApprovalView {
  return viewApproval(state, { now: deps.clock.now(), tenantName: deps.tenantName });
}

async function decide(deps: CommandDeps, actor: Actor, answer: Answer): Promise<Result<ApprovalView>> {
  const { rolloutId, hash, decision, comment } = answer;
  const isApprover = await deps.directory.hasRole(actor.id, 'approver');
  const done = await advance<null>(deps, rolloutId, (state, now) => {
    const taken = takeAnswer(state, { by: actor, isApprover, hash, decision, comment, now });
    if (!taken.ok) return taken;
    const what = decision === 'approved' ? 'plan-approved' : 'plan-rejected';
    const events = [
      actEvent(state.rollout, { actor, what, now, facts: { comment, late: taken.value.lateStart === 'asked' } }),
    ];
    return accept({ state: { ...state, rollout: taken.value }, events, value: null });
  });
  if (done.ok) return accept(show(deps, done.value.state));
  return answerRefused(deps, { actor, rolloutId, hash, codes: done.refusals.map((why) => why.code), refused: done });
}

/** A click that came second, or too late for its plan, is answered with the card as it stands; everything else with the reason. */
async function answerRefused(
  deps: CommandDeps,
  ask: { actor: Actor; rolloutId: string; hash: string; codes: readonly string[]; refused: Result<never> },
): Promise<Result<ApprovalView>> {
  const { actor, rolloutId, codes } = ask;
  await auditRefusal(deps, { actor, what: 'approval-refused', rolloutId, codes });
  const state = await deps.store.readRollout(rolloutId);
  if (!state) return refuse(refusal('no-rollout'));
  if (codes.includes('already-decided')) return accept(show(deps, state));
  if (!codes.includes('plan-changed')) return ask.refused;
  const seen = await deps.store.readPlan(rolloutId, ask.hash);
  return accept({ ...show(deps, state), differences: seen ? comparePlans(seen, state.rollout.plan) : [] });
}

async function startNow(deps: CommandDeps, actor: Actor, rolloutId: string): Promise<Result<ApprovalView>> {
  const role = await requireRole(deps, actor, 'admin', 'approver');
  if (!role.ok) return role;
  const done = await advance<null>(deps, rolloutId, (state, now) => {
    const { rollout } = state;
    if (rollout.lateStart !== 'asked') return accept({ state, events: [], value: null });
    const next = { ...rollout, lateStart: 'start-now' as const };
    return accept({
      state: { ...state, rollout: next },
      events: [actEvent(rollout, { actor, what: 'late-start-chosen', now })],
      value: null,
    });
  });
  return done.ok ? accept(show(deps, done.value.state)) : done;
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
    if (!mayTick(state.rollout.plan, ask.item)) return refuse(refusal('measured-not-ticked'));
    const now = deps.clock.now();
    const tick: Tick = { item: ask.item, by: actor.id, byName: actor.name, reason, at: now };
    const next = stateOf(withTick(state.rollout.plan, tick));
    await tx.replacePlan(next);
    await tx.appendAudit([
      actEvent(next.rollout, { actor, what: 'checklist-ticked', now, facts: { item: ask.item, reason } }),
    ]);
    return accept(viewChecklist(next, null, now));
  });
}

async function waive(
  deps: CommandDeps,
  actor: Actor,
  ask: Parameters<Commands['waive']>[1],
): Promise<Result<ChecklistView>> {
  const role = await requireRole(deps, actor, 'approver');
  if (!role.ok) return role;
  const reason = ask.reason.trim();
  if (reason === '') return refuse(refusal('reason-missing'));
  const { rolloutId, cloudPcId, item } = ask;
  const done = await advanceTarget<null>(deps, { rolloutId, cloudPcId }, ({ rollout, target }, now) => {
    if (rollout.plan.requestedBy.id === actor.id) return refuse(refusal('own-waiver'));
    const evidence: Evidence = { item, state: 'waived', by: actor.id, byName: actor.name, reason, at: now };
    const facts = { cloudPcId, person: target.planned.upn, item, reason };
    return accept({
      target: { ...target, evidence: [...target.evidence, evidence], notBefore: null },
      events: [actEvent(rollout, { actor, what: 'item-waived', now, facts })],
      value: null,
    });
  });
  if (!done.ok) return done;
  const state = await deps.store.readRollout(rolloutId);
  return state ? accept(viewChecklist(state, item, deps.clock.now())) : refuse(refusal('no-rollout'));
}
