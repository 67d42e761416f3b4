import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { Failure } from '../workflow/failure.ts';
import type { Conversations, Documents, Inbox } from '../workflow/ports.ts';
import type { Tables } from './database-tables.ts';

/** Parameters of one statement are limited. */
const PEOPLE_AT_ONCE = 1000;

/** Who can be reached where. */
export function createConversations(db: Kysely<Tables>): Conversations {
  return {
    async remember(conversation) {
      const body = JSON.stringify(conversation);
      await db
        .insertInto('conversation')
        .values({ person_id: conversation.personId, body })
        .onConflict((clash) => clash.column('person_id').doUpdateSet({ body }))
        .execute();
    },
    async find(personId) {
      return (await db.selectFrom('conversation').select('body').where('person_id', '=', personId).executeTakeFirst())
        ?.body;
    },
    async forget(personId) {
      await db.deleteFrom('conversation').where('person_id', '=', personId).execute();
    },
    async listZones(personIds) {
      const zones = new Map<string, string>();
      for (let from = 0; from < personIds.length; from += PEOPLE_AT_ONCE) {
        const some = personIds.slice(from, from + PEOPLE_AT_ONCE);
        const rows = await db
          .selectFrom('conversation')
          .select(['person_id', 'body'])
          .where('person_id', 'in', some)
          .execute();
        for (const { person_id: id, body } of rows) if (body.zone !== '') zones.set(id, body.zone);
      }
      return zones;
    },
  };
}

/** Documents with an optimistic etag: the state of dialogs between turns. */
export function createDocuments(db: Kysely<Tables>): Documents {
  return {
    async read(keys) {
      if (keys.length === 0) return new Map();
      const rows = await db
        .selectFrom('document')
        .selectAll()
        .where('key', 'in', [...keys])
        .execute();
      return new Map(rows.map((row) => [row.key, { body: row.body, etag: row.etag }]));
    },
    async write(documents) {
      await db.transaction().execute(async (trx) => {
        for (const document of documents) await writeOne(trx, document);
      });
    },
    async remove(keys) {
      if (keys.length > 0)
        await db
          .deleteFrom('document')
          .where('key', 'in', [...keys])
          .execute();
    },
  };
}

async function writeOne(
  trx: Kysely<Tables>,
  document: { readonly key: string; readonly body: unknown; readonly etag?: string },
): Promise<void> {
  const row = { etag: randomUUID(), body: JSON.stringify(document.body) };
  if (document.etag === undefined || document.etag === '*') {
    await trx
      .insertInto('document')
      .values({ key: document.key, ...row })
      .onConflict((clash) => clash.column('key').doUpdateSet(row))
      .execute();
    return;
  }
  const updated = await trx
    .updateTable('document')
    .set(row)
    .where('key', '=', document.key)
    .where('etag', '=', document.etag)
    .returning('key')
    .executeTakeFirst();
  if (!updated) throw new Failure('etag-conflict', `save the document ${document.key}`);
}

/** Days an activity id is remembered: a channel gives up repeating long before. */
const INBOX_DAYS = 2;

export function createInbox(db: Kysely<Tables>): Inbox & { forgetOld(): Promise<void> } {
  return {
    async claim(conversationId, activityId) {
      const row = { conversation_id: conversationId, activity_id: activityId };
      const inserted = await db
        .insertInto('inbox')
        .values(row)
        .onConflict((clash) => clash.doNothing())
        .returning('activity_id')
        .executeTakeFirst();
      return inserted !== undefined;
    },
    async forgetOld() {
      await sql`delete from inbox where taken_at < now() - make_interval(days => ${INBOX_DAYS})`.execute(db);
    },
  };
}
