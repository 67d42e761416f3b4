import { stepKey } from '../domain/notices.ts';
import type { Target } from '../domain/target.ts';
import type { Instant } from '../domain/time.ts';
import { boardMessage } from './boards.ts';
import type { CommandDeps } from './commands-deps.ts';
import type { MessageKind, NewMessage, Tx } from './ports-store.ts';

/** Whom a card goes to. */
export type Reader = { readonly personId: string } | { readonly chatId: string };

/** Everybody who may decide, the approvers' chat, and whoever else should see it; each once, those named last left out. */
export async function listDeciding(
  deps: Pick<CommandDeps, 'directory' | 'approvalChatId'>,
  also: readonly string[],
  not: readonly string[] = [],
): Promise<readonly Reader[]> {
  const approvers = (await deps.directory.listRole('approver')).map(({ id }) => id);
  const people = [...new Set([...approvers, ...also])].filter((id) => !not.includes(id));
  const chats = deps.approvalChatId === null ? [] : [{ chatId: deps.approvalChatId }];
  return [...people.map((personId) => ({ personId })), ...chats];
}

/** One card, for several readers. `about` and `no` say which Cloud PC, and which request or case of it. */
export async function sendCards(
  tx: Tx,
  card: {
    readonly rolloutId: string;
    readonly kind: MessageKind;
    readonly name: string;
    readonly about?: { readonly cloudPcId: string; readonly no: number };
    readonly now: Instant;
  },
  readers: readonly Reader[],
): Promise<void> {
  const { rolloutId, kind, name, about, now } = card;
  const place = { cloudPcId: about?.cloudPcId ?? null, slotRevision: about?.no ?? null };
  const messages = readers.map((reader) => ({ ...boardMessage(rolloutId, { kind, name, now, ...reader }), ...place }));
  const keys = await tx.orderMessages(messages);
  await tx.enqueue(keys.map((messageKey) => ({ kind: 'deliver', messageKey })));
}

/**
 * News for an owner that an edited card would hide: their notice once more, as it stands, once for each thing that happened. It
 * tells no new date: whether it arrives changes nothing about what the person was told.
 */
export function ownerWord(
  rolloutId: string,
  target: Target,
  what: { readonly name: string; readonly now: Instant },
): NewMessage {
  const { cloudPcId, personId } = target.planned;
  return {
    key: stepKey(rolloutId, 'rights', cloudPcId, what.name),
    rolloutId,
    kind: 'notice',
    cloudPcId,
    slotRevision: target.slotRevision,
    personId,
    chatId: null,
    orderedAt: what.now,
  };
}
