import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Permit } from '../domain/may-wipe.ts';
import type { RolloutPhase } from '../domain/rollout.ts';
import type { Instant } from '../domain/time.ts';
import type { Tables } from './database-tables.ts';

/** Phases after which nothing of a rollout holds a Cloud PC any more. */
const ENDED: readonly RolloutPhase[] = ['completed', 'aborted', 'rejected', 'expired'];

/** Cloud PCs that rollouts other than this one hold: sent for approval and not over, or still under way. */
export async function listBusy(db: Kysely<Tables>, exceptRolloutId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('target')
    .innerJoin('rollout', 'rollout.id', 'target.rollout_id')
    .select('target.cloud_pc_id')
    .where('target.finished', '=', false)
    .where('target.rollout_id', '!=', exceptRolloutId)
    .where((eb) => eb.or([eb('rollout.phase', 'not in', [...ENDED]), eb('target.under_way', '=', true)]))
    .where('rollout.phase', '!=', 'draft')
    .execute();
  return new Set(rows.map((row) => row.cloud_pc_id));
}

/** Advisory lock numbers: of handing plans over for approval, and (with the Cloud PC's hash) of starting one Cloud PC. */
const SUBMIT_LOCK = 7_283_002;
const START_LOCK = 7_283_003;

/** The same, with every other caller kept out until the transaction ends. */
export async function lockBusy(trx: Transaction<Tables>, exceptRolloutId: string): Promise<ReadonlySet<string>> {
  await sql`select pg_advisory_xact_lock(${SUBMIT_LOCK}::bigint)`.execute(trx);
  return listBusy(trx, exceptRolloutId);
}

/** The newest attempt of any other rollout for each Cloud PC of this one. */
export async function listBegun(trx: Transaction<Tables>, rolloutId: string): Promise<ReadonlyMap<string, Instant>> {
  const rows = await trx
    .selectFrom('attempt')
    .innerJoin('target', 'target.cloud_pc_id', 'attempt.cloud_pc_id')
    .select(['attempt.cloud_pc_id', trx.fn.max<Date>('attempt.intent_at').as('at')])
    .where('target.rollout_id', '=', rolloutId)
    .where('attempt.rollout_id', '!=', rolloutId)
    .groupBy('attempt.cloud_pc_id')
    .execute();
  return new Map(rows.map((row) => [row.cloud_pc_id, row.at.toISOString()]));
}

/** True for the one caller who may make this attempt, and only while no other rollout has this Cloud PC under way. */
export async function claimAttempt(trx: Transaction<Tables>, permit: Permit): Promise<boolean> {
  const { rolloutId, cloudPcId, attempt, at, planHash } = permit;
  await sql`select pg_advisory_xact_lock(${START_LOCK}::int, hashtext(${cloudPcId}))`.execute(trx);
  const elsewhere = await trx
    .selectFrom('target')
    .select('rollout_id')
    .where('cloud_pc_id', '=', cloudPcId)
    .where('rollout_id', '!=', rolloutId)
    .where('under_way', '=', true)
    .executeTakeFirst();
  if (elsewhere) return false;
  const row = { rollout_id: rolloutId, cloud_pc_id: cloudPcId, number: attempt, intent_at: at, plan_hash: planHash };
  const inserted = await trx
    .insertInto('attempt')
    .values(row)
    .onConflict((clash) => clash.doNothing())
    .returning('number')
    .executeTakeFirst();
  return inserted !== undefined;
}
