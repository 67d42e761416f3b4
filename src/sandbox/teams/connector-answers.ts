import type { SandboxResponse } from '../router.ts';
import type { TeamsFaultKind } from './teams-faults.ts';

/** The error body of the Bot Connector. Source: "Bot Connector REST API reference", ErrorResponse. */
export function refuse(status: number, code: string, message: string): SandboxResponse {
  return { status, body: { error: { code, message } } };
}

export const NOT_AUTHORIZED = refuse(401, 'Unauthorized', 'Authorization has been denied for this request.');
export const NO_CONVERSATION = refuse(404, 'ConversationNotFound', 'Conversation not found.');
export const NO_ACTIVITY = refuse(404, 'ActivityNotFoundInConversation', 'The activity is not in the conversation.');
export const NO_MEMBER = refuse(404, 'MemberNotFoundInConversation', 'Member not found in the conversation.');
export const NOT_IN_ROSTER = refuse(
  403,
  'BotNotInConversationRoster',
  'The bot is not part of the conversation roster.',
);
export const TOO_BIG = refuse(413, 'MessageSizeTooBig', 'Message size too large.');

export function refuseAsBadSyntax(message: string): SandboxResponse {
  return refuse(400, 'BadSyntax', message);
}

export function refuseForNow(retryAfterSeconds: number): SandboxResponse {
  const answer = refuse(429, 'Throttled', 'API calls quota exceeded.');
  return { ...answer, headers: { 'retry-after': String(retryAfterSeconds) } };
}

/** What a bot gets for a fault that stops its request; undefined for those that let it through. */
export function answerFault(kind: TeamsFaultKind): SandboxResponse | undefined {
  switch (kind) {
    case '403':
      return refuse(403, 'ConversationBlockedByUser', 'The user blocked the conversation with the bot.');
    case '404':
      return NO_CONVERSATION;
    case '412':
      return refuse(412, 'PreconditionFailed', 'Concurrent operations on one conversation, please retry.');
    case '429':
      return refuseForNow(1);
    case '502':
      return refuse(502, 'ServiceError', 'Bad gateway.');
    case 'lost-notice':
    case 'timeout-after-effect':
      return undefined;
    default:
      return kind satisfies never;
  }
}
