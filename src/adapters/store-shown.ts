import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Store } from '../workflow/ports-store.ts';
import type { Tables } from './database-tables.ts';

type Db = Kysely<Tables>;

/** What was in whose chat before, and who has no chat at all. */
export function createShownReads(db: Db): Pick<Store, 'readShownPlan' | 'readShownText' | 'countWithoutChat'> {
  return {
    async readShownPlan(rolloutId, reader, before) {
      const mine =
        'personId' in reader
          ? db.selectFrom('message').where('person_id', '=', reader.personId)
          : db.selectFrom('message').where('chat_id', '=', reader.chatId);
      const last = await mine
        .select((eb) => eb.fn.max('slot_revision').as('revision'))
        .where('rollout_id', '=', rolloutId)
        .where('kind', '=', 'approval')
        .where('delivered_at', 'is not', null)
        .where('slot_revision', '<', before)
        .executeTakeFirst();
      if (last?.revision === null || last?.revision === undefined) return undefined;
      const row = await db
        .selectFrom('plan')
        .select('body')
        .where('rollout_id', '=', rolloutId)
        .where('revision', '=', Number(last.revision))
        .executeTakeFirst();
      return row?.body;
    },
    async readShownText(rolloutId, { conversationId, activityId }, hash) {
      const row = await db
        .selectFrom('message')
        .select('text')
        .where('rollout_id', '=', rolloutId)
        .where(sql<boolean>`ref ->> 'activityId' = ${activityId}`)
        .where(sql<boolean>`ref ->> 'conversationId' = ${conversationId}`)
        .where('text_hash', '=', hash)
        .where('text', 'is not', null)
        .executeTakeFirst();
      return row?.text ?? undefined;
    },
    async countWithoutChat(rolloutId) {
      const row = await db
        .selectFrom('target')
        .select(sql<string>`count(distinct person_id)`.as('count'))
        .where('rollout_id', '=', rolloutId)
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('conversation')
                .select('conversation.person_id')
                .whereRef('conversation.person_id', '=', 'target.person_id'),
            ),
          ),
        )
        .executeTakeFirst();
      return Number(row?.count ?? 0);
    },
  };
}
