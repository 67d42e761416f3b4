import type { Actor } from '../domain/actor.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import type { RolloutState } from '../domain/rollout.ts';
import { stopLine } from '../domain/stop-line.ts';
import type { Stopper } from '../domain/stop-line.ts';
import type { Instant } from '../domain/time.ts';
import { viewNotice } from '../domain/view-notice.ts';
import { viewStop } from '../domain/view-rights.ts';
import { viewAsk, viewStatus } from '../domain/view-status.ts';
import type { StatusView } from '../domain/views.ts';
import type { NoticeView } from '../domain/views-notice.ts';
import { advance } from './advance.ts';
import type { TargetRef } from './commands-api.ts';
import { readToSteer } from './commands-control.ts';
import { actEvent, auditRefusal, requireRole, resolveRollout } from './commands-deps.ts';
import type { CommandDeps } from './commands-deps.ts';
import { confirm } from './commands-resume.ts';
import type { RightsCommands } from './commands-rights-api.ts';
import type { Tx } from './ports-store.ts';
import { listDeciding, sendCards } from './rights-messages.ts';
import type { Reader } from './rights-messages.ts';

type Line = Pick<RightsCommands, 'stopOwn' | 'stopLine' | 'viewStop' | 'viewAsk' | 'confirmResume'>;

/** Stopping the line, and the two people it takes to go on. */
export function createLineCommands(deps: CommandDeps): Line {
  return {
    stopOwn: (actor, ref, reason) => stopOwn(deps, actor, { ref, reason }),
    stopLine: (actor, reason, rolloutId) => stopAs(deps, actor, { reason, rolloutId }),
    viewStop: (actor, rolloutId) => readToSteer(deps, actor, rolloutId, viewStop),
    viewAsk: (actor, rolloutId) => readToSteer(deps, actor, rolloutId, viewAsk),
    confirmResume: (actor, ask) => confirm(deps, actor, ask),
  };
}

async function stopAs(
  deps: CommandDeps,
  actor: Actor,
  ask: { readonly reason: string; readonly rolloutId: string | undefined },
): Promise<Result<StatusView>> {
  const role = await requireRole(deps, actor, 'admin', 'approver');
  if (!role.ok) return role;
  const id = await resolveRollout(deps, ask.rolloutId);
  if (!id.ok) return id;
  const as = (await deps.directory.hasRole(actor.id, 'approver')) ? 'approver' : 'admin';
  const readers = await listDeciding(deps, []);
  const done = await advance<null>(deps, id.value, (state, now, tx) =>
    stop(tx, { state, now, readers, stopper: { actor, as, cloudPcName: '', reason: ask.reason } }),
  );
  return done.ok ? accept(viewStatus(done.value.state, deps.clock.now())) : done;
}

async function stopOwn(
  deps: CommandDeps,
  actor: Actor,
  ask: { readonly ref: TargetRef; readonly reason: string },
): Promise<Result<NoticeView>> {
  const { ref, reason } = ask;
  const readers = await listDeciding(deps, []);
  const done = await advance<null>(deps, ref.rolloutId, (state, now, tx) => {
    const target = findOwn(state, ref, actor);
    if (!target.ok) return target;
    const { cloudPcName } = target.value.planned;
    return stop(tx, { state, now, readers, stopper: { actor, as: 'owner', cloudPcName, reason } });
  });
  if (done.ok) return showOwn(deps, done.value.state, ref);
  const codes = done.refusals.map(({ code }) => code);
  await auditRefusal(deps, { actor, what: 'stop-refused', rolloutId: ref.rolloutId, codes });
  return done;
}

/** Who decides hears of it in the same transaction, with the names of those who cannot be stopped any more. */
async function stop(
  tx: Tx,
  ask: {
    readonly state: RolloutState;
    readonly now: Instant;
    readonly readers: readonly Reader[];
    readonly stopper: Stopper;
  },
): Promise<Result<{ state: RolloutState; events: readonly ReturnType<typeof actEvent>[]; value: null }>> {
  const { state, now, stopper } = ask;
  const stopped = stopLine(state, stopper, now);
  if (!stopped.ok) return stopped;
  if (stopped.value === state) return accept({ state, events: [], value: null });
  const { rollout } = stopped.value;
  const readers = [{ personId: rollout.plan.requestedBy.id }, ...ask.readers];
  await sendCards(tx, { rolloutId: rollout.id, kind: 'ask', name: `stop/${now}`, now }, readers);
  const over = state.rollout.hold?.kind ?? '';
  const facts = { kind: stopper.as, reason: stopper.reason.trim(), over };
  const events = [actEvent(rollout, { actor: stopper.actor, what: 'line-stopped', now, facts })];
  return accept({ state: stopped.value, events, value: null });
}

/** The owner's own Cloud PC in this rollout. */
export function findOwn(state: RolloutState, ref: TargetRef, actor: Actor): Result<RolloutState['targets'][number]> {
  const target = state.targets.find(({ planned }) => planned.cloudPcId === ref.cloudPcId);
  if (!target) return refuse(refusal('no-target'));
  return target.planned.personId === actor.id ? accept(target) : refuse(refusal('not-your-cloud-pc'));
}

/** The owner's notice as it stands now. */
export function showOwn(deps: CommandDeps, state: RolloutState, ref: TargetRef): Result<NoticeView> {
  const target = state.targets.find(({ planned }) => planned.cloudPcId === ref.cloudPcId);
  if (!target) return refuse(refusal('no-target'));
  const { slotRevision } = target;
  return accept(viewNotice(state, target, { slotRevision, now: deps.clock.now() }));
}
