import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Leaving } from '../domain/person-traces.ts';
import type { Tables } from './database-tables.ts';

/** What stands beside rollouts: messages, where people can be reached, what dialogs remember, and builds. */
export async function eraseFromSide(
  trx: Transaction<Tables>,
  leaving: Leaving,
): Promise<{ readonly messages: number; readonly isChanged: boolean }> {
  const messages = await eraseFromMessages(trx, leaving, null);
  const chats = await forgetChats(trx, [...leaving.pseudonymOf.keys()]);
  const builds = await eraseFromBuilds(trx, leaving);
  return { messages, isChanged: chats + builds > 0 };
}

/** Messages keep that they were sent and when; to whom and where is gone. Answers how many. */
export async function eraseFromMessages(
  trx: Transaction<Tables>,
  leaving: Leaving,
  rolloutId: string | null,
): Promise<number> {
  const all = trx.selectFrom('message').select(['key', 'person_id', 'reason']);
  const rows = await (rolloutId === null ? all : all.where('rollout_id', '=', rolloutId)).execute();
  const theirs = rows.filter((row) => leaving.eraser.finds(row));
  for (const row of theirs) {
    const bare = leaving.eraser.replace(row);
    const own = row.person_id === bare.person_id ? {} : { ref: null, stale: false };
    await trx
      .updateTable('message')
      .set({ ...bare, ...own })
      .where('key', '=', row.key)
      .execute();
  }
  return theirs.length;
}

async function forgetChats(trx: Transaction<Tables>, personIds: readonly string[]): Promise<number> {
  const chats = await trx
    .deleteFrom('conversation')
    .where('person_id', 'in', [...personIds])
    .returning('body')
    .execute();
  for (const { body } of chats) {
    await trx.deleteFrom('inbox').where('conversation_id', '=', body.conversationId).execute();
    await trx
      .deleteFrom('document')
      .where(sql<boolean>`strpos(key, ${body.conversationId}) > 0`)
      .execute();
  }
  return chats.length;
}

async function eraseFromBuilds(trx: Transaction<Tables>, { eraser }: Leaving): Promise<number> {
  const builds = await trx.selectFrom('build').select(['id', 'started_by', 'body']).forUpdate().execute();
  const changed = builds.filter((row) => eraser.finds(row)).map((row) => eraser.replace(row));
  for (const { id, started_by, body } of changed) {
    await trx
      .updateTable('build')
      .set({ started_by, body: JSON.stringify(body) })
      .where('id', '=', id)
      .execute();
  }
  const passports = await trx.selectFrom('passport').select(['device_image_id', 'body']).execute();
  const named = passports.filter((row) => eraser.finds(row)).map((row) => eraser.replace(row));
  for (const { device_image_id, body } of named) {
    await trx
      .updateTable('passport')
      .set({ body: JSON.stringify(body) })
      .where('device_image_id', '=', device_image_id)
      .execute();
  }
  return changed.length + named.length;
}
