import type { Actor } from '../domain/actor.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import { isOwnLoss, settleHold } from '../domain/resume.ts';
import { askResume, confirmResume, openStops } from '../domain/stop-line.ts';
import { viewAsk, viewStatus } from '../domain/view-status.ts';
import type { StatusView } from '../domain/views.ts';
import { advance } from './advance.ts';
import { actEvent, auditRefusal, requireRole, resolveRollout } from './commands-deps.ts';
import type { CommandDeps } from './commands-deps.ts';
import type { RightsCommands } from './commands-rights-api.ts';
import { listDeciding, sendCards } from './rights-messages.ts';
import { readSeen } from './seen.ts';

/** Ends a hold; a stopped line only after a second person has agreed: until then this asks. */
export async function resume(
  deps: CommandDeps,
  actor: Actor,
  ask: { readonly reason: string; readonly rolloutId: string | undefined },
): Promise<Result<StatusView>> {
  const role = await requireRole(deps, actor, 'admin', 'approver');
  if (!role.ok) return role;
  const id = await resolveRollout(deps, ask.rolloutId);
  if (!id.ok) return id;
  const readers = await listDeciding(deps, []);
  const done = await advance<null>(deps, id.value, async (state, now, tx) => {
    const { rollout } = state;
    if (!rollout.hold) return refuse(refusal('not-held'));
    if (isOwnLoss(rollout, actor)) return refuse(refusal('own-resume'));
    const isStopped = rollout.hold.kind === 'line-stopped';
    const changed = isStopped ? askResume(state, { actor, found: ask.reason, now }) : accept(settleHold(state, actor));
    if (!changed.ok) return changed;
    if (changed.value === state) return accept({ state, events: [], value: null });
    const what = isStopped ? 'line-resume-asked' : 'rollout-resumed';
    const events = [actEvent(rollout, { actor, what, now, facts: { reason: ask.reason } })];
    if (isStopped) {
      const all = [{ personId: rollout.plan.requestedBy.id }, ...readers];
      await sendCards(tx, { rolloutId: rollout.id, kind: 'ask', name: `resume/${now}`, now }, all);
    }
    return accept({ state: changed.value, events, value: null });
  });
  return done.ok ? accept(viewStatus(done.value.state, deps.clock.now())) : done;
}

/** The second person's word: the line goes on. A try that a rule refused is written down as well. */
export async function confirm(
  deps: CommandDeps,
  actor: Actor,
  ask: Parameters<RightsCommands['confirmResume']>[1],
): ReturnType<RightsCommands['confirmResume']> {
  const { rolloutId, askedAt, found } = ask;
  const sight = await readSeen(deps, { ...ask, hash: '' });
  const isApprover = await deps.directory.hasRole(actor.id, 'approver');
  const done = await advance<null>(deps, rolloutId, (state, now) => {
    const confirmed = confirmResume(state, { actor, isApprover, askedAt, found, ...sight, now });
    if (!confirmed.ok) return confirmed;
    const asked = state.rollout.hold?.resumeAsked;
    const isOwners = openStops(state.rollout).some(({ as }) => as === 'owner');
    const about = { kind: isOwners ? 'owner' : '', over: 'line-stopped' };
    const facts = { reason: asked?.found ?? '', askedBy: asked?.by.name ?? '', ...about, ...sight };
    const events = [actEvent(state.rollout, { actor, what: 'line-resumed', now, facts })];
    return accept({ state: confirmed.value, events, value: null });
  });
  if (done.ok) return accept(viewAsk(done.value.state));
  const codes = done.refusals.map(({ code }) => code);
  await auditRefusal(deps, { actor, what: 'line-resume-refused', rolloutId, codes });
  return done;
}
