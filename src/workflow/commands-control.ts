import type { Actor } from '../domain/actor.ts';
import { findBrokenEntry } from '../domain/audit.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import { reportCsv } from '../domain/report-csv.ts';
import { mayPromote, settleHold } from '../domain/resume.ts';
import { orderBack } from '../domain/switches.ts';
import type { Hold, RolloutState } from '../domain/rollout.ts';
import { viewAbort, viewAsk, viewReport, viewStatus } from '../domain/view-status.ts';
import type { StatusView } from '../domain/views.ts';
import { advance } from './advance.ts';
import type { Change } from './advance.ts';
import { boardMessage } from './boards.ts';
import { resume } from './commands-resume.ts';
import type { Commands } from './commands-api.ts';
import { actEvent, requireReader, requireRole, resolveRollout } from './commands-deps.ts';
import type { CommandDeps } from './commands-deps.ts';
import type { Instant } from '../domain/time.ts';
import type { Tx } from './ports-store.ts';

type Control = Pick<
  Commands,
  'status' | 'watch' | 'hold' | 'resume' | 'promote' | 'viewAbort' | 'abort' | 'report' | 'list' | 'hasRole'
>;

/** Watching and steering a rollout. */
export function createControlCommands(deps: CommandDeps): Control {
  return {
    status: (actor, rolloutId) => readAs(deps, actor, rolloutId, (state) => viewStatus(state, deps.clock.now())),
    watch: (actor, rolloutId) => watch(deps, actor, rolloutId),
    hold: (actor, reason, rolloutId) =>
      steer(deps, { actor, rolloutId, what: 'rollout-held', reason }, (state, now) =>
        hold(state, { actor, reason, now }),
      ),
    resume: (actor, reason, rolloutId) => resume(deps, actor, { reason, rolloutId }),
    promote: (actor, rolloutId, wave) => promote(deps, actor, { rolloutId, wave }),
    viewAbort: (actor, rolloutId) => readToSteer(deps, actor, rolloutId, viewAbort),
    abort: (actor, reason, rolloutId) =>
      steer(deps, { actor, rolloutId, what: 'rollout-aborted', reason }, (state, now) =>
        abort(state, { actor, reason, now }),
      ),
    report: async (actor, rolloutId) => {
      const role = await requireReader(deps, actor);
      if (!role.ok) return role;
      const entries = await deps.store.readAudit(null);
      return readAs(deps, actor, rolloutId, (state) => {
        const own = entries.filter((entry) => entry.rolloutId === state.rollout.id).length;
        const view = viewReport(state, { entries: own, brokenAt: findBrokenEntry(entries) });
        return { view, csv: reportCsv(view) };
      });
    },
    async list(actor) {
      const role = await requireReader(deps, actor);
      if (!role.ok) return role;
      return accept((await deps.store.listRollouts()).map(({ createdAt: _made, ...line }) => line));
    },
    hasRole: (actor, role) => deps.directory.hasRole(actor.id, role),
  };
}

export async function readAs<T>(
  deps: CommandDeps,
  actor: Actor,
  rolloutId: string | undefined,
  read: (state: RolloutState) => T,
): Promise<Result<T>> {
  const role = await requireReader(deps, actor);
  if (!role.ok) return role;
  const id = await resolveRollout(deps, rolloutId);
  if (!id.ok) return id;
  const state = await deps.store.readRollout(id.value);
  return state ? accept(read(state)) : refuse(refusal('no-rollout'));
}

/** The card before an act: only for those who may act. */
export async function readToSteer<T>(
  deps: CommandDeps,
  actor: Actor,
  rolloutId: string | undefined,
  read: (state: RolloutState) => T,
): Promise<Result<T>> {
  const role = await requireRole(deps, actor, 'admin', 'approver');
  return role.ok ? readAs(deps, actor, rolloutId, read) : role;
}

export interface Steering {
  readonly actor: Actor;
  readonly rolloutId: string | undefined;
  readonly what: string;
  readonly reason: string;
}

/** One person's change to a rollout, by an admin or an approver, with its reason in the audit chain. */
export async function steer(
  deps: CommandDeps,
  ask: Steering,
  change: (state: RolloutState, now: Instant, tx: Tx) => Result<RolloutState> | Promise<Result<RolloutState>>,
): Promise<Result<StatusView>> {
  const { actor, what, reason } = ask;
  const role = await requireRole(deps, actor, 'admin', 'approver');
  if (!role.ok) return role;
  const id = await resolveRollout(deps, ask.rolloutId);
  if (!id.ok) return id;
  const done = await advance<null>(deps, id.value, async (state, now, tx): Promise<Result<Change<null>>> => {
    const changed = await change(state, now, tx);
    if (!changed.ok) return changed;
    const events = changed.value === state ? [] : [actEvent(state.rollout, { actor, what, now, facts: { reason } })];
    return accept({ state: changed.value, events, value: null });
  });
  return done.ok ? accept(viewStatus(done.value.state, deps.clock.now())) : done;
}

async function watch(deps: CommandDeps, actor: Actor, rolloutId: string | undefined): Promise<Result<StatusView>> {
  const view = await readAs(deps, actor, rolloutId, (state) => viewStatus(state, deps.clock.now()));
  if (!view.ok) return view;
  const now = deps.clock.now();
  await deps.store.transact(async (tx) => {
    const keys = await tx.orderMessages([
      boardMessage(view.value.rolloutId, { kind: 'status', name: `status/${now}`, personId: actor.id, now }),
    ]);
    await tx.enqueue(keys.map((messageKey) => ({ kind: 'deliver', messageKey })));
  });
  return view;
}

/** A person's hold replaces one that Repave set, so that its reason is the one people read; holding twice, or a stopped line, keeps the first. */
function hold(state: RolloutState, ask: { actor: Actor; reason: string; now: Instant }): Result<RolloutState> {
  const { rollout } = state;
  if (rollout.aborted ?? rollout.completedAt) return refuse(refusal('rollout-ended'));
  if (rollout.hold && ['person', 'line-stopped'].includes(rollout.hold.kind)) return accept(state);
  const next: Hold = {
    kind: 'person',
    by: ask.actor,
    since: ask.now,
    reason: ask.reason,
    facts: rollout.hold ? { over: rollout.hold.kind } : {},
  };
  return accept({ ...state, rollout: { ...rollout, hold: next } });
}

/** Nothing new starts, and policies that were switched go back: whoever joins now gets the old image. */
function abort(state: RolloutState, ask: { actor: Actor; reason: string; now: Instant }): Result<RolloutState> {
  const { rollout } = state;
  if (rollout.aborted) return accept(state);
  if (rollout.completedAt) return refuse(refusal('rollout-ended'));
  const aborted = { by: ask.actor, at: ask.now, reason: ask.reason };
  return accept({ ...state, rollout: { ...orderBack(rollout, ({ intentAt }) => intentAt !== null), aborted } });
}

async function promote(
  deps: CommandDeps,
  actor: Actor,
  ask: { rolloutId: string; wave: number },
): ReturnType<Commands['promote']> {
  const role = await requireRole(deps, actor, 'admin');
  if (!role.ok) return role;
  const done = await advance<null>(deps, ask.rolloutId, (state, now) => {
    const { rollout } = state;
    if (rollout.hold?.kind === 'line-stopped') return refuse(refusal('line-stopped'));
    if (!rollout.hold || !mayPromote(state, ask.wave)) return refuse(refusal('nothing-to-promote'));
    const events = [
      actEvent(rollout, { actor, what: 'wave-promoted', now, facts: { wave: ask.wave, over: rollout.hold.kind } }),
    ];
    return accept({ state: settleHold(state, actor), events, value: null });
  });
  return done.ok ? accept(viewAsk(done.value.state)) : done;
}
