import { SANDBOX_BOT_APP_ID } from '../ids.ts';
import type { Chats } from '../teams/chats.ts';
import { readMessage } from '../teams/inbox.ts';
import type { InboxMessage } from '../teams/inbox.ts';
import { describeBot } from '../teams/shape-activity.ts';
import { ADAPTIVE_CARD_TYPE } from '../teams/activity.ts';
import type { JsonObject } from '../teams/activity.ts';

export type PageMirrorOptions = {
  readonly chats: Chats;
  /** Whose one-to-one chat with the bot the page shows. */
  readonly personId: string;
  readonly port: number;
};

/**
 * Shows a person's chat of the sandbox on their page. A Playground forgets everything when its page is closed or loaded anew,
 * and swallows what comes before it is opened; Teams does neither. So the sandbox keeps the chat and the page is a view of it.
 */
export type PageMirror = {
  /** The page was opened, or loaded anew: shows all that the bot has written so far. */
  open(): Promise<void>;
  /** The message of the sandbox that the page knows under this id; undefined for ids it does not know. */
  findMessageId(pageMessageId: string): string | undefined;
  close(): Promise<void>;
};

export function createPageMirror({ chats, personId, port }: PageMirrorOptions): PageMirror {
  const chat = chats.personal(personId);
  const shown = new Map<string, string>();
  let isOpen = false;
  let queue: Promise<unknown> = Promise.resolve();

  /** One after the other, so that messages keep their order and none is shown twice. */
  function enqueue(work: () => Promise<void>): Promise<void> {
    const done = queue.then(work).catch(() => {
      // The page is gone. What it misses is shown when it is opened again.
      isOpen = false;
    });
    queue = done;
    return done;
  }

  async function show(messageId: string): Promise<void> {
    const stored = isOpen ? chats.message(chat.id, messageId) : undefined;
    const message = stored === undefined ? undefined : readMessage(stored, personId);
    if (message === undefined) return;
    const pageId = await send(`http://127.0.0.1:${port}`, message, shown.get(messageId));
    shown.set(messageId, pageId);
  }

  const unsubscribe = chats.subscribe((changed, { id }) => {
    if (changed.id === chat.id) void enqueue(() => show(id));
  });

  return {
    open: () =>
      enqueue(async () => {
        isOpen = true;
        shown.clear();
        for (const { id, from } of [...chat.messages]) if (from === 'bot') await show(id);
      }),
    findMessageId: (pageMessageId) => [...shown].find(([, pageId]) => pageId === pageMessageId)?.[0],
    async close() {
      unsubscribe();
      await queue;
    },
  };
}

const SHOW_WITHIN_MS = 10_000;

/** Posts the message, or rewrites the one that stands there. Answers the id by which the page knows it. */
async function send(pageUrl: string, message: InboxMessage, pageId: string | undefined): Promise<string> {
  const list = `${pageUrl}/_connector/v3/conversations/${encodeURIComponent(message.chatId)}/activities`;
  const answer = await fetch(pageId === undefined ? list : `${list}/${encodeURIComponent(pageId)}`, {
    method: pageId === undefined ? 'POST' : 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(toActivity(message)),
    signal: AbortSignal.timeout(SHOW_WITHIN_MS),
  });
  if (!answer.ok) throw new Error(`the page answered ${answer.status}`);
  const { id } = (await answer.json()) as { id?: string };
  return id ?? pageId ?? '';
}

function toActivity({ chatId, text, card }: InboxMessage): JsonObject {
  const attachment = { contentType: ADAPTIVE_CARD_TYPE, content: card };
  return {
    type: 'message',
    from: describeBot(SANDBOX_BOT_APP_ID),
    conversation: { id: chatId },
    ...(card === undefined ? { text } : { attachments: [attachment] }),
  };
}
