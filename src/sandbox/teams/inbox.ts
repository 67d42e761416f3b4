import { textOf } from './card-walk.ts';
import type { Chat, ChatMessage, Chats, MessageContent } from './chats.ts';
import type { JsonObject } from './activity.ts';
import { wordFile } from './file-card.ts';
import type { FileCard } from './file-card.ts';

/** A message as one person sees it now. */
export type InboxMessage = {
  readonly id: string;
  readonly chatId: string;
  /** Epoch milliseconds of the sandbox clock: when it was sent, and when it last changed. */
  readonly sentAt: number;
  readonly changedAt: number;
  readonly text: string;
  readonly card?: JsonObject;
  readonly file?: FileCard;
  /** All that can be read: the text, or what the card says. */
  readonly content: string;
  /** How often the bot has rewritten it. */
  readonly updates: number;
};

/** What the bot has written to the person and still stands there, in the order it was sent. */
export function readInbox(chats: Chats, personId: string): InboxMessage[] {
  return chats
    .of(personId)
    .flatMap((chat) => readChat(chat, personId))
    .sort((one, other) => one.sentAt - other.sentAt || Number(one.id) - Number(other.id));
}

export function readMessage(message: ChatMessage, personId: string): InboxMessage | undefined {
  const [first] = message.revisions;
  const last = message.revisions.at(-1);
  if (message.lost || message.deletedAt !== undefined || first === undefined || last === undefined) return undefined;
  const card = message.views.get(personId) ?? last.card;
  return {
    id: message.id,
    chatId: message.chatId,
    sentAt: first.at,
    changedAt: last.at,
    text: last.text,
    ...(card === undefined ? {} : { card }),
    ...(last.file === undefined ? {} : { file: last.file }),
    content: contentOf(last, card),
    updates: message.revisions.length - 1,
  };
}

function readChat(chat: Chat, personId: string): InboxMessage[] {
  return chat.messages.filter(({ from }) => from === 'bot').flatMap((message) => readMessage(message, personId) ?? []);
}

function contentOf({ text, file }: MessageContent, card: JsonObject | undefined): string {
  if (card !== undefined) return textOf(card);
  return file === undefined ? text : wordFile(file);
}
