import type { Kysely, Transaction } from 'kysely';
import type { PackMessage, PackSource } from '../domain/pack/source.ts';
import type { ChainPlace } from '../domain/audit.ts';
import type { EvidenceStore } from '../workflow/ports-evidence.ts';
import type { Tables } from './database-tables.ts';
import { readAuditFrom } from './store-audit.ts';
import { erasePerson, minimiseRollout } from './store-erase.ts';
import { ENDED, exportPerson, findPerson, listOpenRollouts } from './store-person.ts';
import { readState } from './store-read.ts';

/** What an evidence pack is made of, and what the records know of one person. */
export function createEvidenceStore(db: Kysely<Tables>): EvidenceStore {
  return {
    readPack: (rolloutId) => atOnce(db, (trx) => readPack(trx, rolloutId)),
    findPerson: (idOrUpn) => atOnce(db, (trx) => findPerson(trx, idOrUpn)),
    exportPerson: (person) => atOnce(db, (trx) => exportPerson(trx, person)),
    listOpenRollouts: (person) => atOnce(db, (trx) => listOpenRollouts(trx, person)),
    erasePerson: (person, ask) => db.transaction().execute((trx) => erasePerson(trx, person, ask)),
    listToMinimise: (before) => listToMinimise(db, before),
    minimiseRollout: (rolloutId, ask) => db.transaction().execute((trx) => minimiseRollout(trx, rolloutId, ask)),
  };
}

/** Everything is read as of one moment, so that the parts fit each other. */
function atOnce<T>(db: Kysely<Tables>, read: (trx: Transaction<Tables>) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').execute(read);
}

async function readPack(trx: Transaction<Tables>, rolloutId: string): Promise<PackSource | undefined> {
  const state = await readState(trx, new Map(), rolloutId);
  const row = await trx.selectFrom('rollout').select('created_at').where('id', '=', rolloutId).executeTakeFirst();
  if (!state || !row) return undefined;
  const plans = await trx
    .selectFrom('plan')
    .select(['body as plan', 'hash'])
    .where('rollout_id', '=', rolloutId)
    .orderBy('revision')
    .execute();
  const first = await readFirstNumber(trx, rolloutId);
  return {
    state,
    createdAt: row.created_at.toISOString(),
    plans,
    messages: await readMessages(trx, rolloutId),
    chain: first === null ? [] : await readAuditFrom(trx, first),
    chainAfter: first === null ? null : await readPlace(trx, first - 1),
  };
}

async function readMessages(trx: Transaction<Tables>, rolloutId: string): Promise<readonly PackMessage[]> {
  const rows = await trx
    .selectFrom('message')
    .selectAll()
    .where('rollout_id', '=', rolloutId)
    .orderBy('ordered_at')
    .orderBy('key')
    .execute();
  return rows.map((row) => ({
    key: row.key,
    kind: row.kind,
    cloudPcId: row.cloud_pc_id,
    slotRevision: row.slot_revision,
    personId: row.person_id,
    state: row.state,
    tries: row.tries,
    reason: row.reason,
    orderedAt: row.ordered_at.toISOString(),
    deliveredAt: row.delivered_at?.toISOString() ?? null,
  }));
}

async function readFirstNumber(trx: Transaction<Tables>, rolloutId: string): Promise<number | null> {
  const row = await trx
    .selectFrom('audit')
    .select((eb) => eb.fn.min('number').as('number'))
    .where('rollout_id', '=', rolloutId)
    .executeTakeFirst();
  return row?.number ? Number(row.number) : null;
}

async function readPlace(trx: Transaction<Tables>, number: number): Promise<ChainPlace> {
  const row = await trx
    .selectFrom('audit')
    .select(['number', 'hash'])
    .where('number', '=', String(number))
    .executeTakeFirst();
  return row ? { number: Number(row.number), hash: row.hash } : null;
}

/** A rollout that ended is not written any more, so its newest entry in the chain tells since when. */
async function listToMinimise(db: Kysely<Tables>, before: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('rollout')
    .select('id')
    .where('phase', 'in', ENDED)
    .where('minimised_at', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('audit')
            .select('audit.number')
            .whereRef('audit.rollout_id', '=', 'rollout.id')
            .where('audit.at', '>=', new Date(before))
            .where('audit.what', '!=', 'evidence-pack-made'),
        ),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
}
