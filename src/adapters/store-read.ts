import type { Kysely } from 'kysely';
import type { Plan } from '../domain/plan.ts';
import type { Rollout, RolloutState } from '../domain/rollout.ts';
import type { Tables } from './database-tables.ts';

/** A rollout with its plan and targets; plans never change, so each is parsed once. */
export async function readState(
  db: Kysely<Tables>,
  plans: Map<string, Plan>,
  rolloutId: string,
): Promise<RolloutState | undefined> {
  const rollout = await readRolloutRow(db, plans, rolloutId);
  if (!rollout) return undefined;
  const rows = await db
    .selectFrom('target')
    .select('body')
    .where('rollout_id', '=', rolloutId)
    .orderBy('cloud_pc_id')
    .execute();
  return { rollout, targets: rows.map((row) => row.body) };
}

export async function readRolloutRow(
  db: Kysely<Tables>,
  plans: Map<string, Plan>,
  rolloutId: string,
): Promise<Rollout | undefined> {
  const row = await db
    .selectFrom('rollout')
    .select(['body', 'revision'])
    .where('id', '=', rolloutId)
    .executeTakeFirst();
  if (!row) return undefined;
  const plan = await readPlan(db, plans, { rolloutId, revision: row.revision, hash: row.body.hash });
  return { ...row.body, plan };
}

const PLANS_KEPT = 8;

async function readPlan(
  db: Kysely<Tables>,
  plans: Map<string, Plan>,
  which: { rolloutId: string; revision: number; hash: string },
): Promise<Plan> {
  const known = plans.get(which.hash);
  if (known) return known;
  const row = await db
    .selectFrom('plan')
    .select('body')
    .where('rollout_id', '=', which.rolloutId)
    .where('revision', '=', which.revision)
    .executeTakeFirstOrThrow();
  plans.set(which.hash, row.body);
  const oldest = plans.keys().next().value;
  if (plans.size > PLANS_KEPT && oldest !== undefined) plans.delete(oldest);
  return row.body;
}
