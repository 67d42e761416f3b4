import type { SandboxClock } from '../clock.ts';
import type { Random } from '../random.ts';
import type { JsonObject } from './activity.ts';
import type { FileCard } from './file-card.ts';

export type ChatKind = 'personal' | 'groupChat';

/** What a message says at one time. */
export type MessageContent = { readonly text: string; readonly card?: JsonObject; readonly file?: FileCard };

export type MessageRevision = MessageContent & {
  /** Epoch milliseconds of the sandbox clock. */
  readonly at: number;
};

export type ChatMessage = {
  readonly id: string;
  readonly chatId: string;
  /** "bot", or the Entra object id of the person who wrote. */
  readonly from: string;
  /** Accepted from the bot, but never shown to anybody: an injected fault. */
  readonly lost: boolean;
  /** Oldest first, never empty. */
  readonly revisions: readonly MessageRevision[];
  readonly deletedAt?: number;
  /** What a click's answer put in place of the card, for the one who clicked. An update of the message ends it. */
  readonly views: ReadonlyMap<string, JsonObject>;
};

export type Chat = {
  readonly id: string;
  readonly kind: ChatKind;
  readonly name: string;
  /** Entra object ids. */
  readonly memberIds: readonly string[];
  /** Oldest first, deleted and lost ones included. */
  readonly messages: readonly ChatMessage[];
};

export type MessagePost = {
  readonly chatId: string;
  readonly from: string;
  readonly content: MessageContent;
  readonly lost?: boolean;
};

/** All chats of the tenant in which the bot is, with everything that was ever said there. */
export type Chats = {
  /** The one-to-one chat of a person with the bot; made on first use and the same ever after. */
  personal(personId: string): Chat;
  createGroup(group: { readonly name: string; readonly memberIds: readonly string[] }): Chat;
  byId(chatId: string): Chat | undefined;
  /** The chats that the person is a member of. */
  of(personId: string): readonly Chat[];
  message(chatId: string, messageId: string): ChatMessage | undefined;
  post(post: MessagePost): ChatMessage;
  revise(message: ChatMessage, content: MessageContent): void;
  remove(message: ChatMessage): void;
  setView(message: ChatMessage, personId: string, card: JsonObject): void;
  /** An id that no message had before; Teams uses the epoch millisecond, so does the sandbox. */
  nextMessageId(): string;
  /** Called when a message of the bot appears or changes; returns the way to stop. */
  subscribe(listener: (chat: Chat, message: ChatMessage) => void): () => void;
};

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type StoredMessage = Omit<Writable<ChatMessage>, 'revisions' | 'views'> & {
  readonly revisions: MessageRevision[];
  readonly views: Map<string, JsonObject>;
};
type StoredChat = Omit<Chat, 'messages'> & { readonly messages: StoredMessage[] };

export function createChats({ clock, random }: { clock: SandboxClock; random: Random }): Chats {
  const chats = new Map<string, StoredChat>();
  const nextMessageId = createMessageIds(clock);
  const listeners = new Set<(chat: Chat, message: ChatMessage) => void>();

  function stored(message: ChatMessage): StoredMessage {
    const found = chats.get(message.chatId)?.messages.find(({ id }) => id === message.id);
    if (found === undefined) throw new Error(`no message ${message.id} in chat ${message.chatId}`);
    return found;
  }

  function announce(message: StoredMessage): void {
    const chat = chats.get(message.chatId);
    if (chat === undefined || message.from !== 'bot' || message.lost) return;
    for (const listener of listeners) listener(chat, message);
  }

  return {
    ...createChatList(chats, random),
    message: (chatId, messageId) => chats.get(chatId)?.messages.find(({ id }) => id === messageId),
    post({ chatId, from, content, lost = false }) {
      const chat = chats.get(chatId);
      if (chat === undefined) throw new Error(`no chat ${chatId}`);
      const revisions = [{ ...content, at: clock.now() }];
      const message: StoredMessage = { id: nextMessageId(), chatId, from, lost, revisions, views: new Map() };
      chat.messages.push(message);
      announce(message);
      return message;
    },
    revise(message, content) {
      const target = stored(message);
      target.revisions.push({ ...content, at: clock.now() });
      target.views.clear();
      announce(target);
    },
    remove(message) {
      stored(message).deletedAt = clock.now();
    },
    setView: (message, personId, card) => void stored(message).views.set(personId, card),
    nextMessageId,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

type ChatList = Pick<Chats, 'personal' | 'createGroup' | 'byId' | 'of'>;

function createChatList(chats: Map<string, StoredChat>, random: Random): ChatList {
  const personalIds = new Map<string, string>();
  const chatsOfPerson = new Map<string, StoredChat[]>();

  function add(chat: Omit<StoredChat, 'messages'>): StoredChat {
    const stored = { ...chat, messages: [] };
    chats.set(chat.id, stored);
    for (const personId of chat.memberIds) {
      chatsOfPerson.set(personId, [...(chatsOfPerson.get(personId) ?? []), stored]);
    }
    return stored;
  }

  return {
    personal(personId) {
      const known = chats.get(personalIds.get(personId) ?? '');
      if (known !== undefined) return known;
      const id = `a:1${random.guid().replaceAll('-', '')}`;
      personalIds.set(personId, id);
      return add({ id, kind: 'personal', name: '', memberIds: [personId] });
    },
    createGroup: ({ name, memberIds }) =>
      add({ id: `19:${random.guid().replaceAll('-', '')}@thread.v2`, kind: 'groupChat', name, memberIds }),
    byId: (chatId) => chats.get(chatId),
    of: (personId) => chatsOfPerson.get(personId) ?? [],
  };
}

/** Never the same twice, also when the clock stands still. */
function createMessageIds(clock: SandboxClock): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, clock.now());
    return String(last);
  };
}
