import type { Kysely, Selectable, Transaction } from 'kysely';
import type { LedgerMessage } from '../domain/ledger.ts';
import type { Message, MessageKind, NewMessage, StaleMessages } from '../workflow/ports-store.ts';
import type { Tables } from './database-tables.ts';

const BATCH = 500;
const BOARDS: readonly MessageKind[] = [
  'approval',
  'go-live',
  'review',
  'status',
  'ask',
  'report',
  'appeal',
  'case',
  'app-owner',
  'build',
  'freshness',
  'reach',
];
/** About one Cloud PC: they change with it. */
const ABOUT_ONE: readonly MessageKind[] = ['notice', 'manager'];

export async function orderMessages(
  trx: Transaction<Tables>,
  messages: readonly NewMessage[],
): Promise<readonly string[]> {
  const ordered: string[] = [];
  for (let from = 0; from < messages.length; from += BATCH) {
    const rows = messages.slice(from, from + BATCH).map(newRow);
    const inserted = await trx
      .insertInto('message')
      .values(rows)
      .onConflict((clash) => clash.doNothing())
      .returning('key')
      .execute();
    ordered.push(...inserted.map((row) => row.key));
  }
  return ordered;
}

export async function markStale(
  trx: Transaction<Tables>,
  rolloutId: string,
  which: StaleMessages,
): Promise<readonly string[]> {
  if (which.kind === 'notices' && which.cloudPcIds.length === 0) return [];
  const some = trx
    .updateTable('message')
    .set({ stale: true })
    .where('rollout_id', '=', rolloutId)
    .where('state', '=', 'delivered');
  const chosen =
    which.kind === 'notices'
      ? some.where('kind', 'in', [...ABOUT_ONE]).where('cloud_pc_id', 'in', [...which.cloudPcIds])
      : which.kind === 'boards'
        ? some.where('kind', 'in', [...BOARDS])
        : some;
  return (await chosen.returning('key').execute()).map((row) => row.key);
}

export async function reviveBoards(trx: Transaction<Tables>, personId: string): Promise<readonly string[]> {
  const rows = await trx
    .updateTable('message')
    .set({ state: 'due', stale: true })
    .where('person_id', '=', personId)
    .where('state', '=', 'unreachable')
    .where('kind', 'in', [...BOARDS, 'manager'])
    .returning('key')
    .execute();
  return rows.map((row) => row.key);
}

/** Orders the approval cards of a revision once more, for the same people and chats. Answers the new keys. */
export async function repeatApprovals(
  trx: Transaction<Tables>,
  which: { readonly rolloutId: string; readonly revision: number; readonly orderedAt: string },
): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom('message')
    .selectAll()
    .where('rollout_id', '=', which.rolloutId)
    .where('kind', '=', 'approval')
    .where('slot_revision', '=', which.revision)
    .execute();
  const first = rows.map(toMessage).filter(({ key }) => !key.endsWith(REMINDER));
  const again = first.map((message) => ({
    ...message,
    key: `${message.key}${REMINDER}`,
    orderedAt: which.orderedAt,
  }));
  return orderMessages(trx, again);
}

const REMINDER = '/reminder';

export async function lockMessage(trx: Transaction<Tables>, key: string): Promise<Message | undefined> {
  const row = await trx.selectFrom('message').selectAll().where('key', '=', key).forUpdate().executeTakeFirst();
  return row ? toMessage(row) : undefined;
}

export async function saveMessage(trx: Transaction<Tables>, message: Message): Promise<void> {
  const { state, stale, tries, shown, text, reason } = message;
  const ref = message.ref === null ? null : JSON.stringify(message.ref);
  await trx
    .updateTable('message')
    .set({ state, stale, tries, shown, text, text_hash: message.textHash, reason, ref })
    .set({ sending_at: message.sendingAt, delivered_at: message.deliveredAt })
    .where('key', '=', message.key)
    .execute();
}

function newRow(message: NewMessage) {
  return {
    key: message.key,
    rollout_id: message.rolloutId,
    kind: message.kind,
    cloud_pc_id: message.cloudPcId,
    slot_revision: message.slotRevision,
    person_id: message.personId,
    chat_id: message.chatId,
    state: 'due',
    stale: true,
    ordered_at: message.orderedAt,
  };
}

function toMessage(row: Selectable<Tables['message']>): Message {
  return {
    key: row.key,
    rolloutId: row.rollout_id,
    kind: row.kind as MessageKind,
    cloudPcId: row.cloud_pc_id,
    slotRevision: row.slot_revision,
    personId: row.person_id,
    chatId: row.chat_id,
    orderedAt: row.ordered_at.toISOString(),
    state: row.state as Message['state'],
    stale: row.stale,
    tries: row.tries,
    ref: row.ref,
    shown: row.shown,
    text: row.text,
    textHash: row.text_hash,
    reason: row.reason,
    sendingAt: row.sending_at?.toISOString() ?? null,
    deliveredAt: row.delivered_at?.toISOString() ?? null,
  };
}

/** One read however large the rollout: only what the ledger needs. */
export async function listLedger(db: Kysely<Tables>, rolloutId: string): Promise<readonly LedgerMessage[]> {
  const rows = await db
    .selectFrom('message')
    .select(['cloud_pc_id', 'person_id', 'state', 'delivered_at'])
    .where('rollout_id', '=', rolloutId)
    .where('kind', 'in', [...ABOUT_ONE])
    .execute();
  return rows.map((row) => ({
    cloudPcId: row.cloud_pc_id,
    personId: row.person_id,
    state: row.state as LedgerMessage['state'],
    deliveredAt: row.delivered_at?.toISOString() ?? null,
  }));
}
