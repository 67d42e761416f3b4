import type { Kysely } from 'kysely';
import type { Plan } from '../domain/plan.ts';
import type { Rollout, RolloutState } from '../domain/rollout.ts';
import type { Tables } from './database-tables.ts';

/** A rollout with its plan and targets. A plan changes only when people are erased from it, so each is parsed once. */
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
    .innerJoin('plan', (join) =>
      join.onRef('plan.rollout_id', '=', 'rollout.id').onRef('plan.revision', '=', 'rollout.revision'),
    )
    .select(['rollout.body', 'rollout.revision', 'plan.erasures'])
    .where('rollout.id', '=', rolloutId)
    .executeTakeFirst();
  if (!row) return undefined;
  const key = `${row.body.hash}/${row.erasures}`;
  const plan = await readPlan(db, plans, { rolloutId, revision: row.revision, key });
  return { ...row.body, plan };
}

const PLANS_KEPT = 8;

async function readPlan(
  db: Kysely<Tables>,
  plans: Map<string, Plan>,
  which: { rolloutId: string; revision: number; key: string },
): Promise<Plan> {
  const known = plans.get(which.key);
  if (known) return known;
  const row = await db
    .selectFrom('plan')
    .select('body')
    .where('rollout_id', '=', which.rolloutId)
    .where('revision', '=', which.revision)
    .executeTakeFirstOrThrow();
  plans.set(which.key, row.body);
  const oldest = plans.keys().next().value;
  if (plans.size > PLANS_KEPT && oldest !== undefined) plans.delete(oldest);
  return row.body;
}
