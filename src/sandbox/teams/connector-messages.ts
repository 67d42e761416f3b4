import type { SandboxResponse } from '../router.ts';
import { countActivityBytes, parseBotActivity, readCard } from './activity.ts';
import type { BotActivity } from './activity.ts';
import type { MessageContent } from './chats.ts';
import { readFileCard } from './file-card.ts';
import { NO_ACTIVITY, refuseAsBadSyntax, TOO_BIG } from './connector-answers.ts';
import type { ConnectorDeps, Visit } from './connector-visit.ts';

/** 100 KB in UTF-16, all of the activity. Source: "Format your bot messages" of Teams. */
const MAX_MESSAGE_BYTES = 100 * 1024;

export function sendMessage(deps: ConnectorDeps, { request, chat, isLost }: Visit): SandboxResponse {
  const activity = parseBotActivity(request.body);
  if (activity === undefined) return refuseAsBadSyntax('Activity type is missing.');
  if (activity.type === 'typing') return { status: 201, body: { id: deps.chats.nextMessageId() } };
  const contents = readContents(activity);
  if (!Array.isArray(contents)) return contents;
  if (chat.kind !== 'personal' && contents.some(({ file }) => file))
    return refuseAsBadSyntax('Files go to one person.');
  const posted = contents.map((content) => deps.chats.post({ chatId: chat.id, from: 'bot', content, lost: isLost }));
  // Teams splits text and card into two messages and then names none of them: such a message can never be updated.
  return posted.length === 1 ? { status: 201, body: { id: posted[0]?.id } } : { status: 202, body: {} };
}

export function updateMessage(deps: ConnectorDeps, { request, chat }: Visit): SandboxResponse {
  const message = deps.chats.message(chat.id, request.params['activityId'] ?? '');
  if (message?.from !== 'bot' || message.deletedAt !== undefined) return NO_ACTIVITY;
  const activity = parseBotActivity(request.body);
  if (activity === undefined) return refuseAsBadSyntax('Activity type is missing.');
  const contents = readContents(activity);
  if (!Array.isArray(contents)) return contents;
  const [content] = contents;
  if (content === undefined || contents.length > 1) return refuseAsBadSyntax('Update with a text or a card, not both.');
  deps.chats.revise(message, content);
  return { status: 200, body: { id: message.id } };
}

export function removeMessage(deps: ConnectorDeps, { request, chat }: Visit): SandboxResponse {
  const message = deps.chats.message(chat.id, request.params['activityId'] ?? '');
  if (message?.from !== 'bot' || message.deletedAt !== undefined) return NO_ACTIVITY;
  deps.chats.remove(message);
  return { status: 200, body: {} };
}

function readContents(activity: BotActivity): MessageContent[] | SandboxResponse {
  if (activity.type !== 'message') return refuseAsBadSyntax(`Unknown activity type ${activity.type}.`);
  if (countActivityBytes(activity) > MAX_MESSAGE_BYTES) return TOO_BIG;
  const contents = [...readTextPart(activity), ...readAttachedPart(activity)];
  if (contents.length > 0 && (readAttachedPart(activity).length > 0 || countAttached(activity) === 0)) return contents;
  return countAttached(activity) > 0
    ? refuseAsBadSyntax('The attachment is no Adaptive Card and no file card.')
    : refuseAsBadSyntax('Activity has neither text nor an attachment.');
}

function countAttached({ attachments }: BotActivity): number {
  return attachments?.length ?? 0;
}

function readTextPart({ text }: BotActivity): MessageContent[] {
  return text ? [{ text }] : [];
}

function readAttachedPart(activity: BotActivity): MessageContent[] {
  const card = readCard(activity);
  const file = readFileCard(activity);
  return [...(card ? [{ text: '', card }] : []), ...(file ? [{ text: '', file }] : [])];
}
