import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Plan } from '../domain/plan.ts';
import type { RolloutPhase } from '../domain/rollout.ts';
import type { Store } from '../workflow/ports-store.ts';
import type { Tables } from './database-tables.ts';
import type { Enqueue } from './queue.ts';
import { createBuildReads } from './store-builds.ts';
import { readAudit } from './store-audit.ts';
import { listBusy } from './store-busy.ts';
import { readState } from './store-read.ts';
import { createShownReads } from './store-shown.ts';
import { listLedger } from './store-messages.ts';
import { createTx } from './store-tx.ts';

/** The store on either backend. `enqueue` writes jobs through the same transaction, so that state and jobs appear together or not at all. */
export function createStore(db: Kysely<Tables>, enqueue: Enqueue): Store {
  const plans = new Map<string, Plan>();
  return {
    transact: (work) => db.transaction().execute((trx) => work(createTx({ trx, enqueue, plans }))),
    readRollout: (rolloutId) => readState(db, plans, rolloutId),
    readPlan: async (rolloutId, hash) =>
      (
        await db
          .selectFrom('plan')
          .select('body')
          .where('rollout_id', '=', rolloutId)
          .where('hash', '=', hash)
          .executeTakeFirst()
      )?.body,
    listRollouts: () => listRollouts(db),
    listDue: async (now) =>
      (await db.selectFrom('rollout').select('id').where('wake_at', '<=', new Date(now)).execute()).map(
        (row) => row.id,
      ),
    nextWakeAt: () => nextWakeAt(db),
    ...createBuildReads(db),
    ...createShownReads(db),
    listPending: (before) => listPending(db, before),
    listLedger: (rolloutId) => listLedger(db, rolloutId),
    listTargetsOf: (personId) => listTargetsOf(db, personId),
    listBusy: (exceptRolloutId) => listBusy(db, exceptRolloutId),
    listPastMinutes: (limit) => listPastMinutes(db, limit),
    readAudit: (rolloutId) => readAudit(db, rolloutId),
  };
}

async function nextWakeAt(db: Kysely<Tables>): Promise<string | null> {
  const rows = db
    .selectFrom('rollout')
    .select('wake_at')
    .unionAll(db.selectFrom('build').select('wake_at'))
    .unionAll(db.selectFrom('chore').select('due_at as wake_at'));
  const row = await db
    .selectFrom(rows.as('waking'))
    .select((eb) => eb.fn.min('waking.wake_at').as('at'))
    .executeTakeFirst();
  return row?.at ? new Date(row.at).toISOString() : null;
}

/** As `isReviewOwed` says it of one rollout, for a list of them. */
const REVIEW_OWED = sql`plan.body #> '{request,expedite}' is not null and rollout.body -> 'review' is null and (rollout.phase = 'completed' or (rollout.phase = 'aborted' and exists (select 1 from attempt where attempt.rollout_id = rollout.id)))`;

async function listRollouts(db: Kysely<Tables>): ReturnType<Store['listRollouts']> {
  const rows = await db
    .selectFrom('rollout')
    .innerJoin('plan', (join) =>
      join.onRef('plan.rollout_id', '=', 'rollout.id').onRef('plan.revision', '=', 'rollout.revision'),
    )
    .select(['rollout.id', 'rollout.phase', 'rollout.requested_by', 'rollout.created_at'])
    .select(sql<boolean>`${REVIEW_OWED}`.as('review_owed'))
    .select(sql<string>`trim(concat(plan.body #>> '{image,name}', ' ', plan.body #>> '{image,version}'))`.as('title'))
    .orderBy('rollout.created_at', 'desc')
    .execute();
  return rows.map((row) => ({
    rolloutId: row.id,
    phase: row.phase as RolloutPhase,
    requestedBy: row.requested_by,
    createdAt: row.created_at.toISOString(),
    title: row.title,
    ...(row.review_owed ? { reviewOwed: true as const } : {}),
  }));
}

async function listPending(db: Kysely<Tables>, before: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('message')
    .select('key')
    .where('stale', '=', true)
    .where('ordered_at', '<', new Date(before))
    .limit(500)
    .execute();
  return rows.map((row) => row.key);
}

async function listTargetsOf(db: Kysely<Tables>, personId: string): ReturnType<Store['listTargetsOf']> {
  const rows = await db
    .selectFrom('target')
    .innerJoin('rollout', 'rollout.id', 'target.rollout_id')
    .select(['target.rollout_id', 'target.cloud_pc_id'])
    .where('target.person_id', '=', personId)
    .orderBy('rollout.created_at', 'desc')
    .execute();
  return rows.map((row) => ({ rolloutId: row.rollout_id, cloudPcId: row.cloud_pc_id }));
}

async function listPastMinutes(db: Kysely<Tables>, limit: number): Promise<readonly number[]> {
  const rows = await db.selectFrom('target').select('minutes').where('minutes', 'is not', null).limit(limit).execute();
  return rows.flatMap((row) => row.minutes ?? []);
}
