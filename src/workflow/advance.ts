import type { AuditEvent } from '../domain/audit.ts';
import { decide } from '../domain/decide.ts';
import type { Orders } from '../domain/decide.ts';
import { explainChanges } from '../domain/explain-changes.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import type { Rollout, RolloutState } from '../domain/rollout.ts';
import type { Target } from '../domain/target.ts';
import { earliest, plusMinutes } from '../domain/time.ts';
import type { Instant } from '../domain/time.ts';
import { orderBoards } from './boards.ts';
import { orderNews, orderNotices } from './notice-messages.ts';
import { orderProofWords } from './proof-words.ts';
import type { Clock, Job } from './ports.ts';
import type { LockedTarget, Store, Tx } from './ports-store.ts';

export interface AdvanceDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** A change to a rollout by a person or a job: the new state and what to write into the audit chain about it. */
export interface Change<T> {
  readonly state: RolloutState;
  readonly events: readonly AuditEvent[];
  readonly value: T;
}

/**
 * The one writer. In one transaction: lock the rollout, change it (or refuse), let the rules decide what follows, save what differs,
 * write the audit chain, order messages and jobs. With no change of its own it is `reconcile`. Running it again changes nothing.
 */
export async function advance<T>(
  deps: AdvanceDeps,
  rolloutId: string,
  change: (state: RolloutState, now: Instant, tx: Tx) => Result<Change<T>> | Promise<Result<Change<T>>>,
): Promise<Result<{ readonly value: T; readonly state: RolloutState }>> {
  return deps.store.transact(async (tx) => {
    const before = await tx.lockRollout(rolloutId);
    if (!before) return refuse(refusal('no-rollout'));
    // Not before: whoever waited for the lock, or was stopped on the way to it, must not decide by a time that has passed.
    const now = deps.clock.now();
    const changed = await change(before, now, tx);
    if (!changed.ok) return changed;
    const state = await settle(tx, { before, changed: changed.value, now });
    return accept({ value: changed.value.value, state });
  });
}

/** Only what time and the records themselves demand. */
export async function reconcile(deps: AdvanceDeps, rolloutId: string): Promise<void> {
  await advance(deps, rolloutId, (state) => accept({ state, events: [], value: null }));
}

/** A change of one target (a person's button, a delivery): cheap however large the rollout; the rules are asked right after. */
export async function advanceTarget<T>(
  deps: AdvanceDeps,
  which: { readonly rolloutId: string; readonly cloudPcId: string },
  change: (
    locked: LockedTarget,
    now: Instant,
    tx: Tx,
  ) =>
    | Promise<Result<{ target: Target; events: readonly AuditEvent[]; value: T }>>
    | Result<{ target: Target; events: readonly AuditEvent[]; value: T }>,
): Promise<Result<{ readonly value: T; readonly locked: LockedTarget }>> {
  return deps.store.transact(async (tx) => {
    const locked = await tx.lockTarget(which.rolloutId, which.cloudPcId);
    if (!locked) return refuse(refusal('no-target'));
    const now = deps.clock.now();
    const changed = await change(locked, now, tx);
    if (!changed.ok) return changed;
    const { target, events, value } = changed.value;
    if (target !== locked.target) await saveOne(tx, { rolloutId: which.rolloutId, target, now });
    await tx.appendAudit(events);
    return accept({ value, locked: { ...locked, target } });
  });
}

async function saveOne(tx: Tx, what: { rolloutId: string; target: Target; now: Instant }): Promise<void> {
  const { rolloutId, target, now } = what;
  await tx.saveTarget(rolloutId, target);
  await tx.wake(rolloutId, now);
  const stale = await tx.markStale(rolloutId, { kind: 'notices', cloudPcIds: [target.planned.cloudPcId] });
  await tx.enqueue([{ kind: 'reconcile', rolloutId }, ...stale.map(deliver)]);
}

async function settle<T>(
  tx: Tx,
  what: { readonly before: RolloutState; readonly changed: Change<T>; readonly now: Instant },
): Promise<RolloutState> {
  const { before, changed, now } = what;
  const decision = decide(changed.state, now);
  const { state: after, messages: owed } = orderNotices(decision.state, now);
  const rolloutId = after.rollout.id;
  const jobs = jobsOf(rolloutId, decision.orders);
  const again = jobs.length > 0 ? plusMinutes(now, 2) : undefined;
  const wakeAt = earliest([decision.wakeAt, again].filter((at) => at !== null && at !== undefined)) ?? null;
  await tx.saveRollout(before, after, wakeAt);
  await tx.appendAudit([...changed.events, ...explainChanges(before, after, now)]);
  const messages = [
    ...owed,
    ...orderNews(before, after, now),
    ...orderBoards(before, after, now),
    ...orderProofWords(before, after, now),
  ];
  const fresh = await tx.orderMessages(messages);
  const stale = await markChanged(tx, before, after);
  await tx.enqueue([...jobs, ...[...fresh, ...stale].map(deliver)]);
  return after;
}

/** Cards whose content may differ now: every notice when the rollout itself was held, ended or moved; else those of changed targets. */
async function markChanged(tx: Tx, before: RolloutState, after: RolloutState): Promise<readonly string[]> {
  const rolloutId = after.rollout.id;
  if (isSeenByEverybody(before.rollout, after.rollout)) return tx.markStale(rolloutId, { kind: 'all' });
  const known = new Map(before.targets.map((target) => [target.planned.cloudPcId, target]));
  const cloudPcIds = after.targets
    .filter((target) => known.get(target.planned.cloudPcId) !== target)
    .map((target) => target.planned.cloudPcId);
  const notices = await tx.markStale(rolloutId, { kind: 'notices', cloudPcIds });
  const moved = cloudPcIds.length > 0 || before.rollout !== after.rollout;
  return [...notices, ...(moved ? await tx.markStale(rolloutId, { kind: 'boards' }) : [])];
}

function isSeenByEverybody(before: Rollout, after: Rollout): boolean {
  const face = (rollout: Rollout) =>
    [rollout.hold?.since, rollout.aborted?.at, rollout.completedAt, rollout.hash, rollout.approval?.at].join('|');
  return face(before) !== face(after);
}

function jobsOf(rolloutId: string, orders: Orders): readonly Job[] {
  const isAsking = orders.remindApprovers || orders.askMore;
  const ask: readonly Job[] = isAsking ? [{ kind: 'approvers', rolloutId }] : [];
  const switches = orders.switchPolicies.map((policyId): Job => ({ kind: 'switch', rolloutId, policyId }));
  const prove: readonly Job[] = orders.prove ? [{ kind: 'prove', rolloutId }] : [];
  const protect: readonly Job[] = orders.protect ? [{ kind: 'protect', rolloutId }] : [];
  const call: readonly Job[] = orders.call ? [{ kind: 'call', rolloutId }] : [];
  const look: readonly Job[] = orders.look === 'no' ? [] : [{ kind: 'look', rolloutId }];
  const reach: readonly Job[] = orders.reach ? [{ kind: 'reach', rolloutId }] : [];
  return [...ask, ...switches, ...prove, ...protect, ...reach, ...call, ...look];
}

function deliver(messageKey: string): Job {
  return { kind: 'deliver', messageKey };
}
