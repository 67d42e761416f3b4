import { z } from 'zod';
import { Failure } from '../workflow/failure.ts';

/** Teams understood and said no: 403 or 404. Whether that is final, the caller knows. */
export class TeamsRefusal extends Failure {
  readonly status: 403 | 404;
  /** One of our codes for why, see `reasonOf`. */
  readonly reason: string;

  constructor(status: 403 | 404, reason: string, attempted: string) {
    super(status === 403 ? 'teams-forbidden' : 'teams-not-found', attempted);
    this.status = status;
    this.reason = reason;
  }
}

const errorBody = z.object({
  error: z.object({ code: z.string().nullish() }).nullish(),
  errorCode: z.number().nullish(),
  subCode: z.string().nullish(),
});

// "Error messages and retry guidance" of "Conversation messages" (Teams). Real bodies often lack the finer code, so the
// status alone decides and these only say it better.
const REASONS: Readonly<Record<string, string>> = {
  ConversationBlockedByUser: 'blocked-by-user',
  MessageWritesBlocked: 'blocked-or-uninstalled',
  BotNotInConversationRoster: 'not-installed',
  ForbiddenOperationException: 'not-installed',
  BotDisabledByAdmin: 'disabled-by-admin',
  ConversationNotFound: 'conversation-not-found',
  ActivityNotFoundInConversation: 'message-gone',
};

/** Why Teams refused, from the body of its answer. */
export function reasonOf(status: 403 | 404, body: unknown): string {
  const parsed = errorBody.safeParse(body);
  const code = parsed.data?.subCode ?? parsed.data?.error?.code ?? '';
  return REASONS[code] ?? (status === 403 ? 'forbidden' : 'not-found');
}
