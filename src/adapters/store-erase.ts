import type { Transaction } from 'kysely';
import type { AuditEntry } from '../domain/audit.ts';
import { erasureFacts } from '../domain/audit-erasure.ts';
import type { Part } from '../domain/audit-seals.ts';
import {
  eraseFromRollout,
  eraseFromTarget,
  listDeciders,
  listOwners,
  partsNaming,
  prepareLeaving,
} from '../domain/person-traces.ts';
import type { Identity, Leaving } from '../domain/person-traces.ts';
import type { ErasureAsk, ErasureCount } from '../workflow/ports-evidence.ts';
import type { Tables } from './database-tables.ts';
import { appendAudit, deleteParts, lockAudit, readAudit } from './store-audit.ts';
import { eraseFromMessages, eraseFromSide } from './store-erase-side.ts';
import { readState } from './store-read.ts';

type Trx = Transaction<Tables>;

/** Takes one person out of everything that is kept. */
export async function erasePerson(trx: Trx, person: Identity, ask: ErasureAsk): Promise<ErasureCount> {
  const leaving = prepareLeaving([person], ask.nonce);
  const rollouts = await trx.selectFrom('rollout').select('id').orderBy('id').forUpdate().execute();
  const touched = await eraseFromRollouts(
    trx,
    leaving,
    rollouts.map(({ id }) => id),
  );
  const side = await eraseFromSide(trx, leaving);
  await lockAudit(trx);
  return finish(trx, { leaving, ask, touched, ...side, entries: await readAudit(trx, null) });
}

/** Takes the owners of Cloud PCs out of one rollout; whoever decided something about it stays named. */
export async function minimiseRollout(trx: Trx, rolloutId: string, ask: ErasureAsk): Promise<ErasureCount> {
  await trx.selectFrom('rollout').select('id').where('id', '=', rolloutId).forUpdate().execute();
  const state = await readState(trx, new Map(), rolloutId);
  const plans = await trx.selectFrom('plan').select('body').where('rollout_id', '=', rolloutId).execute();
  if (!state) return { entries: 0, rollouts: 0, messages: 0 };
  const deciders = listDeciders(state.rollout, state.targets);
  const owners = listOwners(
    plans.map(({ body }) => body),
    state.targets,
  ).filter(({ id }) => !deciders.has(id));
  const leaving = prepareLeaving(owners, ask.nonce);
  const touched = await eraseFromRollouts(trx, leaving, [rolloutId]);
  const messages = await eraseFromMessages(trx, leaving, rolloutId);
  await trx.updateTable('rollout').set({ minimised_at: ask.order.at }).where('id', '=', rolloutId).execute();
  await lockAudit(trx);
  return finish(trx, { leaving, ask, touched, messages, isChanged: false, entries: await readAudit(trx, rolloutId) });
}

interface Erased {
  readonly leaving: Leaving;
  readonly ask: ErasureAsk;
  /** Rollouts from which something was taken. */
  readonly touched: readonly string[];
  readonly messages: number;
  /** Something outside of rollouts and messages was taken. */
  readonly isChanged: boolean;
  readonly entries: readonly AuditEntry[];
}

/** Empties the entries and writes the order for it, unless there was nothing to erase. */
async function finish(trx: Trx, erased: Erased): Promise<ErasureCount> {
  const { leaving, ask, touched, messages, isChanged, entries } = erased;
  const gone = entries.flatMap((entry) => partsNaming(entry, leaving).map((part) => ({ number: entry.number, part })));
  const count = { entries: new Set(gone.map(({ number }) => number)).size, rollouts: touched.length, messages };
  if (gone.length + touched.length + messages === 0 && !isChanged) return count;
  await deleteParts(trx, gone);
  const numbers = (part: Part) => gone.filter((one) => one.part === part).map(({ number }) => number);
  const lost = { actor: numbers('actor'), subject: numbers('subject'), words: numbers('words') };
  const facts = { ...leaving.eraser.replace(ask.order.facts), ...erasureFacts(lost), rollouts: touched.join(' ') };
  await appendAudit(trx, [{ ...ask.order, facts }]);
  return count;
}

async function eraseFromRollouts(
  trx: Trx,
  leaving: Leaving,
  rolloutIds: readonly string[],
): Promise<readonly string[]> {
  const touched: string[] = [];
  for (const rolloutId of rolloutIds) {
    const changes = [
      await eraseFromPlans(trx, leaving, rolloutId),
      await eraseFromRow(trx, leaving, rolloutId),
      await eraseFromTargets(trx, leaving, rolloutId),
    ];
    if (changes.some((changed) => changed)) touched.push(rolloutId);
  }
  return touched;
}

async function eraseFromPlans(trx: Trx, { eraser }: Leaving, rolloutId: string): Promise<boolean> {
  const rows = await trx.selectFrom('plan').select(['revision', 'body']).where('rollout_id', '=', rolloutId).execute();
  const changed = rows.filter(({ body }) => eraser.finds(body));
  for (const { revision, body } of changed) {
    await trx
      .updateTable('plan')
      .set((eb) => ({ body: JSON.stringify(eraser.replace(body)), erasures: eb('erasures', '+', 1) }))
      .where('rollout_id', '=', rolloutId)
      .where('revision', '=', revision)
      .execute();
  }
  return changed.length > 0;
}

async function eraseFromRow(trx: Trx, leaving: Leaving, rolloutId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('rollout')
    .select(['body', 'requested_by'])
    .where('id', '=', rolloutId)
    .executeTakeFirstOrThrow();
  if (!leaving.eraser.finds(row)) return false;
  const { body, requested_by } = leaving.eraser.replace({ ...row, body: eraseFromRollout(row.body, leaving) });
  await trx
    .updateTable('rollout')
    .set({ body: JSON.stringify(body), requested_by })
    .where('id', '=', rolloutId)
    .execute();
  return true;
}

async function eraseFromTargets(trx: Trx, leaving: Leaving, rolloutId: string): Promise<boolean> {
  const rows = await trx.selectFrom('target').select('body').where('rollout_id', '=', rolloutId).execute();
  const changed = rows.flatMap(({ body }) => {
    const bare = eraseFromTarget(body, leaving);
    return bare === body ? [] : [bare];
  });
  for (const target of changed) {
    await trx
      .updateTable('target')
      .set({ body: JSON.stringify(target), person_id: target.planned.personId })
      .where('rollout_id', '=', rolloutId)
      .where('cloud_pc_id', '=', target.planned.cloudPcId)
      .execute();
  }
  return changed.length > 0;
}
