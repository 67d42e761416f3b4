import type { TokenCredential } from '@azure/identity';
import type { ArmRefusal } from './arm-trouble.ts';
import { refuse, toArmFailure } from './arm-trouble.ts';

export interface AzureRestOptions {
  /** Root that is really asked, without a trailing slash; https, or http on loopback. */
  readonly root: string;
  readonly isLoopback: boolean;
  readonly scope: string;
  /** Not asked for loopback addresses. */
  readonly credential: TokenCredential | undefined;
}

export interface AzureAsk {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  /** Begins with a slash; query included. */
  readonly path: string;
  readonly body?: unknown;
  /** For people and logs, without secrets. */
  readonly attempted: string;
  /** Taken out of Azure's words, should it repeat them. */
  readonly secrets?: readonly string[];
}

export type AzureAnswer =
  | { readonly ok: true; readonly body: unknown }
  | ({ readonly ok: false } & Readonly<ArmRefusal>);

/** Azure's REST doors that need no SDK: one request with a token, sent once. Throws `Failure` when no answer came. */
export interface AzureRest {
  /** The answer, whatever its status. */
  send(ask: AzureAsk): Promise<AzureAnswer>;
  /** The body of a 2xx answer; anything else is a `Failure`. */
  demand(ask: AzureAsk): Promise<unknown>;
}

const TIMEOUT_MS = 30_000;

export function createAzureRest(options: AzureRestOptions): AzureRest {
  async function send(ask: AzureAsk): Promise<AzureAnswer> {
    try {
      return await toAnswer(await ring(ask, options));
    } catch (error) {
      throw toArmFailure(error, ask.attempted, ask.secrets);
    }
  }
  return {
    send,
    async demand(ask) {
      const answer = await send(ask);
      if (!answer.ok) throw refuse(answer, ask.attempted, ask.secrets);
      return answer.body;
    },
  };
}

async function ring({ method, path, body }: AzureAsk, options: AzureRestOptions): Promise<Response> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const authorization = `Bearer ${await readToken(options, signal)}`;
  const content = body === undefined ? {} : { 'content-type': 'application/json' };
  // A redirect would carry the token along, and no call of ours has one.
  return fetch(`${options.root}${path}`, {
    method,
    headers: { authorization, accept: 'application/json', ...content },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    redirect: 'manual',
    signal,
  });
}

async function readToken({ isLoopback, credential, scope }: AzureRestOptions, signal: AbortSignal): Promise<string> {
  if (isLoopback) return 'loopback';
  if (credential === undefined) throw new Error('a credential is needed for Azure');
  const token = await credential.getToken(scope, { abortSignal: signal });
  if (token === null) throw Object.assign(new Error('no token was given'), { name: 'AuthenticationError' });
  return token.token;
}

async function toAnswer(response: Response): Promise<AzureAnswer> {
  const body = parseBody(await response.text());
  if (response.ok) return { ok: true, body };
  const error = readField(body, 'error');
  return {
    ok: false,
    status: response.status,
    code: readText(error, 'code'),
    message: readText(error, 'message'),
    retryAfter: response.headers.get('retry-after'),
  };
}

function parseBody(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

function readText(value: unknown, name: string): string {
  const text = readField(value, name);
  return typeof text === 'string' ? text : '';
}

function readField(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
