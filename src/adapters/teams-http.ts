import type { ConnectorClientOptions } from 'botframework-connector/lib/connectorApi/models/index.js';
import { Failure } from '../workflow/failure.ts';
import { judgeNetworkTrouble, readRetryAfter } from './network-trouble.ts';
import type { Pace } from './pace.ts';
import { reasonOf, TeamsRefusal } from './teams-refusal.ts';
import type { BotToken } from './teams-token.ts';

type HttpClient = NonNullable<ConnectorClientOptions['httpClient']>;
type HttpRequest = Parameters<HttpClient['sendRequest']>[0];
type HttpAnswer = Awaited<ReturnType<HttpClient['sendRequest']>>;

export interface TeamsHttpOptions {
  /** Hosts that may get the bot's token, with :port where not 443. */
  readonly allowedHosts: readonly string[];
  /** The loopback ones among them, where http:// is accepted too. */
  readonly plainHttpHosts: readonly string[];
  readonly token: BotToken;
  readonly pace: Pace;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** Further tries after trouble that certainly changed nothing; 0 where a job will try again anyway. */
  readonly retries: number;
  readonly timeoutMs?: number;
}

/** Teams answers within a second or so; bots that wait longer hold up everything behind them. */
const TIMEOUT_MS = 15_000;

/** "Retry guidance" of Teams: exponential between 2 and 20 seconds, where the answer itself names no time. */
const WAIT_SECONDS = { busy: 3, throttled: 10, unavailable: 20, unauthorized: 60 };

/** A reply in a conversation waits at most this long for another try; the person has given up by then. */
const LONGEST_WAIT_SECONDS = 5;

/**
 * The bytes between bot and connector. The SDK's own would send the token to any host, wait for ever, and repeat a POST
 * after a broken connection, which shows people the same message twice. Every answer outside 2xx is thrown as a `Failure`,
 * because the SDK repeats only what it takes for an HTTP error.
 */
export function createTeamsHttp(options: TeamsHttpOptions): HttpClient {
  return {
    async sendRequest(request) {
      for (let left = options.retries; ; left -= 1) {
        const outcome = await attempt(options, request);
        if (!(outcome instanceof Failure)) return outcome;
        if (left <= 0 || !mayRepeat(request, outcome)) throw outcome;
        await options.sleep((outcome.retryAfterSeconds ?? 1) * 1000);
      }
    },
  };
}

const CERTAINLY_NOT_DONE = ['teams-throttled', 'teams-busy', 'teams-not-reached'];

/** A new message is repeated only when the last one certainly was not taken; edits and reads after any passing trouble. */
function mayRepeat({ method }: HttpRequest, { code, retryAfterSeconds }: Failure): boolean {
  if (retryAfterSeconds === null || retryAfterSeconds > LONGEST_WAIT_SECONDS) return false;
  return method !== 'POST' || CERTAINLY_NOT_DONE.includes(code);
}

async function attempt(options: TeamsHttpOptions, request: HttpRequest): Promise<HttpAnswer | Failure> {
  const attempted = describe(request);
  const url = new URL(request.url);
  if (!isAllowed(options, url)) return new Failure('teams-foreign-host', attempted);
  const token = await options.token.read();
  await options.pace.wait(threadOf(url));
  try {
    const response = await exchange(request, token, options.timeoutMs ?? TIMEOUT_MS);
    if (response.status === 401) options.token.forget();
    return response.ok ? toAnswer(request, response) : toFailure(attempted, response);
  } catch (error) {
    const code = CODES[judgeNetworkTrouble(error)];
    return new Failure(code, attempted, { retryAfterSeconds: WAIT_SECONDS.unavailable, cause: error });
  }
}

const CODES = {
  'not-sent': 'teams-not-reached',
  'timed-out': 'teams-timed-out',
  unanswered: 'teams-unanswered',
} as const;

/** True for addresses that may get the bot's token. */
function isAllowed(options: TeamsHttpOptions, url: URL): boolean {
  if (url.protocol === 'https:') return options.allowedHosts.includes(url.host);
  return url.protocol === 'http:' && options.plainHttpHosts.includes(url.host);
}

interface Exchanged {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function exchange(request: HttpRequest, token: string, timeoutMs: number): Promise<Exchanged> {
  const { method } = request;
  const headers = { ...request.headers.toJson(), authorization: `Bearer ${token}` };
  const body = typeof request.body === 'string' ? { body: request.body } : {};
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await fetch(request.url, { method, headers, ...body, redirect: 'manual', signal });
  return { ok: response.ok, status: response.status, headers: response.headers, text: await response.text() };
}

function toAnswer(request: HttpRequest, { status, headers, text }: Exchanged): HttpAnswer {
  const copied = request.headers.clone();
  for (const name of copied.headerNames()) copied.remove(name);
  headers.forEach((value, name) => copied.set(name, value));
  return { request, status, headers: copied, bodyAsText: text };
}

function toFailure(attempted: string, { status, headers, text }: Exchanged): Failure {
  if (status === 403 || status === 404) return new TeamsRefusal(status, reasonOf(status, parse(text)), attempted);
  const asked = readRetryAfter(headers.get('retry-after'), Date.now());
  const cause = new Error(`HTTP ${status}`);
  if (status === 429) return fail('teams-throttled', attempted, asked ?? WAIT_SECONDS.throttled, cause);
  if (status === 412) return fail('teams-busy', attempted, asked ?? WAIT_SECONDS.busy, cause);
  if (status === 401) return fail('teams-unauthorized', attempted, WAIT_SECONDS.unauthorized, cause);
  if (status >= 500) return fail('teams-unavailable', attempted, asked ?? WAIT_SECONDS.unavailable, cause);
  return fail(status === 413 ? 'teams-message-too-big' : 'teams-refused', attempted, null, cause);
}

function fail(code: string, attempted: string, retryAfterSeconds: number | null, cause: Error): Failure {
  return new Failure(code, attempted, { retryAfterSeconds, cause });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** "POST conversations/activities": no ids, because those of people and chats have no place in a log. */
function describe({ method, url }: HttpRequest): string {
  const parts = new URL(url).pathname.split('/v3/')[1]?.split('/') ?? [];
  return `${method} ${[parts[0], parts[2]].filter((part) => part !== undefined).join('/')}`;
}

function threadOf(url: URL): string | undefined {
  const found = /\/v3\/conversations\/([^/]+)\//.exec(url.pathname);
  return found?.[1];
}
