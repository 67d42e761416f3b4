import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import { minutesTaken } from '../domain/gate.ts';
import type { Plan } from '../domain/plan.ts';
import type { RolloutState } from '../domain/rollout.ts';
import { attemptUnderWay, isFinished, targetPhase } from '../domain/target.ts';
import type { Target } from '../domain/target.ts';
import { phaseOf } from '../domain/view-status.ts';
import type { Tables } from './database-tables.ts';

export function rolloutRow(state: RolloutState) {
  const { plan, ...body } = state.rollout;
  return {
    id: state.rollout.id,
    revision: plan.revision,
    phase: phaseOf(state),
    requested_by: plan.requestedBy.name,
    body: JSON.stringify(body),
  };
}

export function planRow(plan: Plan, hash: string) {
  return { rollout_id: plan.rolloutId, revision: plan.revision, hash, body: JSON.stringify(plan) };
}

function targetRow(rolloutId: string, target: Target) {
  return {
    rollout_id: rolloutId,
    cloud_pc_id: target.planned.cloudPcId,
    person_id: target.planned.personId,
    phase: targetPhase(target),
    under_way: attemptUnderWay(target) !== undefined,
    finished: isFinished(target),
    minutes: target.verifiedAt ? minutesTaken(target) : null,
    slot_start: target.slot.startAt,
    slot_end: target.slot.endAt,
    body: target,
  };
}

/** One statement for all of them: thousands of targets move in one pass. */
export async function saveTargets(
  trx: Transaction<Tables>,
  rolloutId: string,
  targets: readonly Target[],
): Promise<void> {
  if (targets.length === 0) return;
  const rows = JSON.stringify(targets.map((target) => targetRow(rolloutId, target)));
  await sql`
    insert into target (rollout_id, cloud_pc_id, person_id, phase, under_way, finished, minutes, slot_start, slot_end, body)
    select rollout_id, cloud_pc_id, person_id, phase, under_way, finished, minutes, slot_start, slot_end, body
    from jsonb_to_recordset(${rows}::jsonb) as row (
      rollout_id text, cloud_pc_id text, person_id text, phase text, under_way boolean, finished boolean, minutes integer,
      slot_start timestamptz, slot_end timestamptz, body jsonb
    )
    on conflict (rollout_id, cloud_pc_id) do update set
      phase = excluded.phase, under_way = excluded.under_way, finished = excluded.finished, minutes = excluded.minutes,
      slot_start = excluded.slot_start, slot_end = excluded.slot_end, body = excluded.body
  `.execute(trx);
}
