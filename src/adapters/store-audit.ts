import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { sealEvent } from '../domain/audit.ts';
import type { AuditEntry, AuditEvent } from '../domain/audit.ts';
import { eraseParts, PARTS, valuesOf } from '../domain/audit-seals.ts';
import type { Part } from '../domain/audit-seals.ts';
import type { Tables } from './database-tables.ts';

/** Advisory lock number of the audit chain: one writer at a time. */
const AUDIT_LOCK = 7_283_001;

/** Rows of one insert. */
const BATCH = 500;

/** Keeps every other writer of the chain out until the transaction ends. */
export async function lockAudit(trx: Transaction<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(${AUDIT_LOCK})`.execute(trx);
}

/** Adds events to the chain: the sealed entry in one table, the people in another, from which they can be erased. */
export async function appendAudit(trx: Transaction<Tables>, events: readonly AuditEvent[]): Promise<void> {
  if (events.length === 0) return;
  await lockAudit(trx);
  const entries = chainAfter(await readLast(trx), events);
  for (let from = 0; from < entries.length; from += BATCH) {
    const batch = entries.slice(from, from + BATCH);
    await trx.insertInto('audit').values(batch.map(entryRow)).execute();
    const people = batch.flatMap(peopleRows);
    if (people.length > 0) await trx.insertInto('audit_person').values(people).execute();
  }
}

/** The entries of one rollout, or all, oldest first, with the people who were not erased. */
export async function readAudit(db: Kysely<Tables>, rolloutId: string | null): Promise<readonly AuditEntry[]> {
  const rows = db.selectFrom('audit').select(['number', 'hash', 'body']).orderBy('number');
  const people = db
    .selectFrom('audit_person')
    .innerJoin('audit', 'audit.number', 'audit_person.number')
    .selectAll('audit_person');
  if (rolloutId === null) return join(await rows.execute(), await people.execute());
  return join(
    await rows.where('rollout_id', '=', rolloutId).execute(),
    await people.where('audit.rollout_id', '=', rolloutId).execute(),
  );
}

/** The chain from one entry to its end. */
export async function readAuditFrom(db: Kysely<Tables>, number: number): Promise<readonly AuditEntry[]> {
  const rows = db.selectFrom('audit').select(['number', 'hash', 'body']).where('number', '>=', String(number));
  const people = db.selectFrom('audit_person').selectAll().where('number', '>=', String(number));
  return join(await rows.orderBy('number').execute(), await people.execute());
}

/** Takes parts of entries away for good; the entries themselves stay as they are. */
export async function deleteParts(
  trx: Transaction<Tables>,
  gone: readonly { readonly number: number; readonly part: Part }[],
): Promise<void> {
  for (let from = 0; from < gone.length; from += BATCH) {
    const batch = gone.slice(from, from + BATCH);
    const pairs = batch.map(({ number, part }) => sql`(${number}::bigint, ${part}::text)`);
    await sql`delete from audit_person where (number, part) in (${sql.join(pairs)})`.execute(trx);
  }
}

type Row = Pick<Selectable<Tables['audit']>, 'number' | 'hash' | 'body'>;
type PersonRow = Selectable<Tables['audit_person']>;

function join(rows: readonly Row[], people: readonly PersonRow[]): readonly AuditEntry[] {
  const byNumber = Map.groupBy(people, ({ number }) => number);
  return rows.map((row) => {
    const entry = { ...row.body, number: Number(row.number), hash: row.hash };
    return openParts(entry, byNumber.get(row.number) ?? []);
  });
}

async function readLast(trx: Transaction<Tables>): Promise<{ readonly number: number; readonly hash: string } | null> {
  const last = await trx
    .selectFrom('audit')
    .select(['number', 'hash'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last ? { number: Number(last.number), hash: last.hash } : null;
}

function chainAfter(
  last: { readonly number: number; readonly hash: string } | null,
  events: readonly AuditEvent[],
): readonly AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (const event of events) entries.push(sealEvent(event, entries.at(-1) ?? last, newSalt));
  return entries;
}

function newSalt(): string {
  return randomBytes(16).toString('hex');
}

function entryRow(entry: AuditEntry) {
  const { number, hash, ...body } = eraseParts(entry, PARTS);
  return { number, hash, at: entry.at, rollout_id: entry.rolloutId, what: entry.what, body: JSON.stringify(body) };
}

function peopleRows(entry: AuditEntry) {
  return PARTS.flatMap((part) => {
    const seal = entry.seals?.[part];
    if (!seal || seal.salt === null) return [];
    const { actor, facts } = valuesOf(entry, part, seal.names);
    const row = { actor: actor && JSON.stringify(actor), facts: JSON.stringify(facts) };
    return [{ number: entry.number, part, salt: seal.salt, ...row }];
  });
}

function openParts(entry: AuditEntry, people: readonly PersonRow[]): AuditEntry {
  const { seals } = entry;
  if (!seals) return entry;
  const opened = people.flatMap(({ part, salt }) => (seals[part] ? [[part, { ...seals[part], salt }] as const] : []));
  return {
    ...entry,
    actor: people.find(({ actor }) => actor !== null)?.actor ?? entry.actor,
    facts: Object.assign({}, entry.facts, ...people.map(({ facts }) => facts)) as AuditEvent['facts'],
    seals: { ...seals, ...Object.fromEntries(opened) },
  };
}
