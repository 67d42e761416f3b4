import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Plan } from '../domain/plan.ts';
import type { RolloutState } from '../domain/rollout.ts';
import type { LockedTarget, Tx } from '../workflow/ports-store.ts';
import type { Tables } from './database-tables.ts';
import type { Enqueue } from './queue.ts';
import { createBuildWrites } from './store-builds.ts';
import { appendAudit } from './store-audit.ts';
import { claimAttempt, listBegun, lockBusy } from './store-busy.ts';
import { readRolloutRow, readState } from './store-read.ts';
import { lockMessage, markStale, orderMessages, repeatApprovals, reviveBoards, saveMessage } from './store-messages.ts';
import { planRow, rolloutRow, saveTargets } from './store-rows.ts';

interface TxDeps {
  readonly trx: Transaction<Tables>;
  readonly enqueue: Enqueue;
  readonly plans: Map<string, Plan>;
}

export function createTx(deps: TxDeps): Tx {
  const { trx, enqueue, plans } = deps;
  return {
    ...createBuildWrites(trx),
    lockRollout: async (rolloutId) => ((await lockRow(trx, rolloutId)) ? readState(trx, plans, rolloutId) : undefined),
    lockTarget: (rolloutId, cloudPcId) => lockTarget(deps, rolloutId, cloudPcId),
    lockBusy: (exceptRolloutId) => lockBusy(trx, exceptRolloutId),
    listBegun: (rolloutId) => listBegun(trx, rolloutId),
    insertRollout: (state, createdAt) => insertRollout(trx, state, createdAt),
    replacePlan: (state) => replacePlan(trx, state),
    saveRollout: (before, after, wakeAt) => saveRollout(trx, { before, after, wakeAt }),
    saveTarget: (rolloutId, target) => saveTargets(trx, rolloutId, [target]),
    wake: async (rolloutId, at) => {
      const sooner = sql<Date>`least(coalesce(wake_at, ${at}::timestamptz), ${at}::timestamptz)`;
      await trx
        .updateTable('rollout')
        .set({ wake_at: sooner as never })
        .where('id', '=', rolloutId)
        .execute();
    },
    claimAttempt: (permit) => claimAttempt(trx, permit),
    appendAudit: (events) => appendAudit(trx, events),
    enqueue: (jobs) => enqueue(jobs, trx),
    orderMessages: (messages) => orderMessages(trx, messages),
    markStale: (rolloutId, which) => markStale(trx, rolloutId, which),
    reviveBoards: (personId) => reviveBoards(trx, personId),
    repeatApprovals: (which) => repeatApprovals(trx, which),
    lockMessage: (key) => lockMessage(trx, key),
    saveMessage: (message) => saveMessage(trx, message),
  };
}

async function lockRow(trx: Transaction<Tables>, rolloutId: string): Promise<boolean> {
  const row = await trx.selectFrom('rollout').select('id').where('id', '=', rolloutId).forUpdate().executeTakeFirst();
  return row !== undefined;
}

async function lockTarget(deps: TxDeps, rolloutId: string, cloudPcId: string): Promise<LockedTarget | undefined> {
  const { trx, plans } = deps;
  if (!(await lockRow(trx, rolloutId))) return undefined;
  const rollout = await readRolloutRow(trx, plans, rolloutId);
  const row = await trx
    .selectFrom('target')
    .select(['body', 'person_id'])
    .where('rollout_id', '=', rolloutId)
    .where('cloud_pc_id', '=', cloudPcId)
    .executeTakeFirst();
  if (!rollout || !row) return undefined;
  const same = await trx
    .selectFrom('target')
    .select('body')
    .where('rollout_id', '=', rolloutId)
    .where('person_id', '=', row.person_id)
    .where('cloud_pc_id', '!=', cloudPcId)
    .execute();
  const away = await trx
    .selectFrom('target')
    .select(trx.fn.countAll<string>().as('count'))
    .where('rollout_id', '=', rolloutId)
    .where('under_way', '=', true)
    .executeTakeFirst();
  const taken = await countSlots(trx, rolloutId, cloudPcId);
  const others = same.map((other) => other.body);
  return { rollout, target: row.body, others, inFlight: Number(away?.count ?? 0), taken };
}

async function countSlots(
  trx: Transaction<Tables>,
  rolloutId: string,
  cloudPcId: string,
): Promise<LockedTarget['taken']> {
  const rows = await trx
    .selectFrom('target')
    .select(['slot_start', 'slot_end', trx.fn.countAll<string>().as('count')])
    .where('rollout_id', '=', rolloutId)
    .where('cloud_pc_id', '!=', cloudPcId)
    .where('finished', '=', false)
    .where('under_way', '=', false)
    .groupBy(['slot_start', 'slot_end'])
    .execute();
  return rows.map((row) => ({
    startAt: row.slot_start.toISOString(),
    endAt: row.slot_end.toISOString(),
    count: Number(row.count),
  }));
}

async function insertRollout(trx: Transaction<Tables>, state: RolloutState, createdAt: string): Promise<void> {
  await trx
    .insertInto('rollout')
    .values({ ...rolloutRow(state), wake_at: null, created_at: createdAt })
    .execute();
  await trx.insertInto('plan').values(planRow(state.rollout.plan, state.rollout.hash)).execute();
  await saveTargets(trx, state.rollout.id, state.targets);
}

async function replacePlan(trx: Transaction<Tables>, state: RolloutState): Promise<void> {
  const { id, plan, hash } = state.rollout;
  await trx.insertInto('plan').values(planRow(plan, hash)).execute();
  await trx.deleteFrom('target').where('rollout_id', '=', id).execute();
  await trx.updateTable('rollout').set(rolloutRow(state)).where('id', '=', id).execute();
  await saveTargets(trx, id, state.targets);
}

async function saveRollout(
  trx: Transaction<Tables>,
  change: { readonly before: RolloutState; readonly after: RolloutState; readonly wakeAt: string | null },
): Promise<void> {
  const { before, after, wakeAt } = change;
  await trx
    .updateTable('rollout')
    .set({ ...rolloutRow(after), wake_at: wakeAt })
    .where('id', '=', after.rollout.id)
    .execute();
  const known = new Map(before.targets.map((target) => [target.planned.cloudPcId, target]));
  const changed = after.targets.filter((target) => known.get(target.planned.cloudPcId) !== target);
  await saveTargets(trx, after.rollout.id, changed);
}
