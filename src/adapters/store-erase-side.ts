import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Leaving } from '../domain/person-traces.ts';
import type { Tables } from './database-tables.ts';
import { PROOF_SETTINGS_KEY } from './store-proof-settings.ts';

/** What stands beside rollouts: messages, where people can be reached, what dialogs and chores remember, settings, and builds. */
export async function eraseFromSide(
  trx: Transaction<Tables>,
  leaving: Leaving,
): Promise<{ readonly messages: number; readonly isChanged: boolean }> {
  const messages = await eraseFromMessages(trx, leaving, null);
  const chats = await forgetChats(trx, [...leaving.pseudonymOf.keys()]);
  const builds = await eraseFromBuilds(trx, leaving);
  const notes = await eraseFromNotes(trx, leaving);
  return { messages, isChanged: chats + builds + notes > 0 };
}

/** Messages keep that they were sent and when; to whom and where is gone. Answers how many. */
export async function eraseFromMessages(
  trx: Transaction<Tables>,
  leaving: Leaving,
  rolloutId: string | null,
): Promise<number> {
  const all = trx.selectFrom('message').select(['key', 'person_id', 'reason', 'text']);
  const rows = await (rolloutId === null ? all : all.where('rollout_id', '=', rolloutId)).execute();
  const theirs = rows.filter((row) => leaving.eraser.finds(row));
  for (const row of theirs) {
    // A card that names them may tell more of them than their name, such as where their files lie.
    const bare = { ...leaving.eraser.replace(row), text: null, text_hash: null };
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

/** Open questions in which somebody else named them, what chores found, and the apps that they answer for. */
async function eraseFromNotes(trx: Transaction<Tables>, { eraser }: Leaving): Promise<number> {
  const documents = await trx.selectFrom('document').select(['key', 'body']).forUpdate().execute();
  const named = documents.filter(({ body }) => eraser.finds(body));
  for (const { key, body } of named) {
    const bare = key === PROOF_SETTINGS_KEY ? dropOwners(body, eraser) : eraser.replace(body);
    await trx
      .updateTable('document')
      .set({ body: JSON.stringify(bare) })
      .where('key', '=', key)
      .execute();
  }
  const chores = await trx.selectFrom('chore').select(['name', 'body']).forUpdate().execute();
  const found = chores.filter(({ body }) => eraser.finds(body));
  for (const { name, body } of found) {
    await trx
      .updateTable('chore')
      .set({ body: JSON.stringify(eraser.replace(body)) })
      .where('name', '=', name)
      .execute();
  }
  return named.length + found.length;
}

/** Whoever is gone answers for no app: a name that stands for nobody would be asked in vain. */
function dropOwners(body: unknown, eraser: Leaving['eraser']): unknown {
  if (typeof body !== 'object' || body === null || !('owners' in body) || !Array.isArray(body.owners)) return body;
  return { ...body, owners: body.owners.filter((owner: unknown) => !eraser.finds(owner)) };
}
