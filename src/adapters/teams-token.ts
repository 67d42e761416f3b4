import { ManagedIdentityCredential } from '@azure/identity';
import { z } from 'zod';
import { Failure } from '../workflow/failure.ts';

export interface BotTokenOptions {
  readonly appId: string;
  readonly appType: 'SingleTenant' | 'UserAssignedMSI';
  /** Secret of a SingleTenant bot. */
  readonly password: string | undefined;
  /** Token endpoint that takes a client_credentials form. A loopback one is asked whatever the app type. */
  readonly tokenUrl: string;
  /** "https://api.botframework.com/.default" in the global cloud. */
  readonly scope: string;
  readonly nowMs: () => number;
}

export interface BotToken {
  /** A token for the connector; fetched once for all who wait and renewed five minutes before it ends. */
  read(): Promise<string>;
  /** Drops the token after the connector refused it. */
  forget(): void;
}

interface Issued {
  readonly token: string;
  readonly expiresAtMs: number;
}

const RENEW_BEFORE_MS = 5 * 60_000;
const TIMEOUT_MS = 15_000;
const WAIT_AFTER_FAILURE_SECONDS = 30;

export function createBotToken(options: BotTokenOptions): BotToken {
  const issue = createIssuer(options);
  const state: { issued?: Issued; pending?: Promise<Issued> } = {};
  async function renew(): Promise<Issued> {
    try {
      state.issued = await issue();
      return state.issued;
    } finally {
      delete state.pending;
    }
  }
  return {
    async read() {
      const { issued } = state;
      if (issued !== undefined && issued.expiresAtMs - RENEW_BEFORE_MS > options.nowMs()) return issued.token;
      state.pending ??= renew();
      return (await state.pending).token;
    },
    forget() {
      delete state.issued;
    },
  };
}

function createIssuer(options: BotTokenOptions): () => Promise<Issued> {
  const isLoopback = /^https?:\/\/(localhost|127\.|\[::1\])/.test(options.tokenUrl);
  if (options.appType === 'UserAssignedMSI' && !isLoopback) return askManagedIdentity(options);
  return () => postForm(options);
}

/** One named credential: the chain that the SDK would use lets whatever else is signed in on the machine speak for the bot. */
function askManagedIdentity({ appId, scope }: BotTokenOptions): () => Promise<Issued> {
  const credential = new ManagedIdentityCredential({ clientId: appId });
  return async () => {
    try {
      const { token, expiresOnTimestamp } = await credential.getToken(scope);
      return { token, expiresAtMs: expiresOnTimestamp };
    } catch (cause) {
      throw toSignInFailure(cause);
    }
  };
}

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

async function postForm({ appId, password, tokenUrl, scope, nowMs }: BotTokenOptions): Promise<Issued> {
  const form = { grant_type: 'client_credentials', client_id: appId, client_secret: password ?? 'loopback', scope };
  try {
    const response = await fetch(tokenUrl, {
      method: 'POST',
      body: new URLSearchParams(form),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const answer = tokenAnswer.parse(await response.json());
    return { token: answer.access_token, expiresAtMs: nowMs() + answer.expires_in * 1000 };
  } catch (cause) {
    throw toSignInFailure(cause);
  }
}

function toSignInFailure(cause: unknown): Failure {
  const retryAfterSeconds = WAIT_AFTER_FAILURE_SECONDS;
  return new Failure('teams-sign-in-failed', 'sign in to Teams', { retryAfterSeconds, cause });
}
