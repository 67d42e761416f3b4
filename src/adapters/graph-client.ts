import { setTimeout as wait } from 'node:timers/promises';
import type { TokenCredential } from '@azure/identity';
import { Client, GraphClientError, ResponseType } from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import { Failure } from '../workflow/failure.ts';
import { readGraphAddress, toSdkUrl } from './graph-address.ts';
import type { CloudName, GraphAddress } from './graph-address.ts';
import { isSuccess, toFailure, toNetworkFailure, toUnexpected } from './graph-answer.ts';
import type { GraphAnswer } from './graph-answer.ts';
import {
  authorize,
  countRequests,
  limitConcurrency,
  limitTime,
  preferUnknownEnumMembers,
  routeOf,
  toMiddleware,
} from './graph-middleware.ts';
import type { CallCounts, Link } from './graph-middleware.ts';
import { holdBackUnless, retryRepeatable, sendRequests } from './graph-transport.ts';
import { readRetryAfter } from './network-trouble.ts';

export interface GraphClientOptions {
  /** Root without version. A loopback http server is asked with a fixed token; any other address must be https. */
  readonly baseUrl: string;
  readonly cloud: CloudName;
  /** Not asked for loopback addresses, so it may be absent for those. */
  readonly credential: TokenCredential | undefined;
  readonly sleep?: (ms: number) => Promise<unknown>;
  /** Of one try, in milliseconds. */
  readonly timeoutMs?: number;
  /** Of reads and repeatable writes, the first included. */
  readonly tries?: number;
  /** Requests at the same time. */
  readonly atOnce?: number;
}

/** One request. `path` has no leading slash and its ids are already encoded; the query is encoded here. */
export interface GraphAsk {
  readonly method: 'GET' | 'PATCH' | 'POST' | 'DELETE';
  readonly version: 'v1.0' | 'beta';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface GraphClient {
  /** The answer, whatever its status. Repeated on throttling, gateway and network trouble; throws `Failure` without an answer. */
  send(ask: GraphAsk): Promise<GraphAnswer>;
  /** The same, but sent one single time, whatever happens, and not at all unless `mayGo` says so right before (`TOO_LATE`). */
  sendOnce(ask: GraphAsk, mayGo: () => boolean): Promise<GraphAnswer>;
  /** The body of a 2xx answer; anything else is a `Failure`. */
  read(ask: GraphAsk): Promise<unknown>;
  /** All rows of a list, following its pages. */
  list(ask: GraphAsk): Promise<readonly unknown[]>;
  countCalls(): CallCounts;
}

/** Code of the failure when no token could be had: nothing was sent. */
export const SIGN_IN_FAILED = 'graph-sign-in-failed';

const TIMEOUT_MS = 30_000;
const TRIES = 3;
const AT_ONCE = 8;

/** Graph over the SDK with a request path of our own. Clients do not share limits: make one per process. */
export function createGraphClient(options: GraphClientOptions): GraphClient {
  const address = readGraphAddress(options.baseUrl, options.cloud);
  const counts = new Map<string, number>();
  const repeat = retryRepeatable({ sleep: options.sleep ?? wait, tries: options.tries ?? TRIES });
  const once: readonly Link[] = [
    preferUnknownEnumMembers(),
    limitConcurrency(options.atOnce ?? AT_ONCE),
    authorize(address.sdkRoot, createTokenReader(address, options.credential)),
    countRequests(counts),
    limitTime(options.timeoutMs ?? TIMEOUT_MS),
  ];
  const sending = sendRequests(address);
  const repeating = createSdkClient(address, [repeat, ...once, sending]);
  const send = (ask: GraphAsk) => callGraph(repeating, toUrl(address, ask), ask);
  return {
    send,
    sendOnce: (ask, mayGo) =>
      callGraph(createSdkClient(address, [...once, holdBackUnless(mayGo), sending]), toUrl(address, ask), ask),
    read: async (ask) => expectSuccess(await send(ask)).body,
    list: (ask) => listPages(address, repeating, ask),
    countCalls: () => ({
      total: [...counts.values()].reduce((sum, count) => sum + count, 0),
      byRoute: Object.fromEntries(counts),
    }),
  };
}

function createSdkClient(address: GraphAddress, links: readonly Link[]): Client {
  return Client.initWithMiddleware({ baseUrl: address.sdkRoot, middleware: toMiddleware([carryFailures, ...links]) });
}

/** The SDK rewrites every error but its own kind, so a failure travels inside one of those. */
const carryFailures: Link = async (context, next) => {
  try {
    await next(context);
  } catch (error) {
    const carrier = new GraphClientError('the request got no answer');
    carrier.customError = error;
    throw carrier;
  }
};

async function callGraph(client: Client, url: string, ask: GraphAsk): Promise<GraphAnswer> {
  const request = client
    .api(url)
    .responseType(ResponseType.RAW)
    .headers({ ...ask.headers });
  const attempted = `${ask.method} ${routeOf(url).replace(/^(v1\.0|beta)\//, '')}`;
  try {
    return await toAnswer(attempted, await sendAs(ask, request));
  } catch (error) {
    const cause: unknown = error instanceof GraphClientError ? error.customError : error;
    throw cause instanceof Failure ? cause : toUnexpected(attempted, cause);
  }
}

function sendAs({ method, body }: GraphAsk, request: ReturnType<Client['api']>): Promise<unknown> {
  if (method === 'GET') return request.get();
  if (method === 'DELETE') return request.delete();
  return method === 'PATCH' ? request.patch(body) : request.post(body);
}

async function toAnswer(attempted: string, raw: unknown): Promise<GraphAnswer> {
  if (!(raw instanceof Response)) throw new Error('the SDK gave no response');
  const text = await raw.text();
  return {
    attempted,
    status: raw.status,
    requestId: raw.headers.get('request-id') ?? '',
    retryAfterSeconds: readRetryAfter(raw.headers.get('retry-after'), Date.now()),
    body: parseBody(text),
  };
}

function parseBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function expectSuccess(answer: GraphAnswer): GraphAnswer {
  if (!isSuccess(answer)) throw toFailure(answer);
  return answer;
}

const page = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().nullish() });

async function listPages(address: GraphAddress, client: Client, ask: GraphAsk): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  const seen = new Set<string>();
  let url: string | undefined = toUrl(address, ask);
  while (url !== undefined) {
    seen.add(url);
    const answer = expectSuccess(await callGraph(client, url, ask));
    const parsed = page.safeParse(answer.body);
    if (!parsed.success) throw toUnexpected(answer.attempted, parsed.error);
    rows.push(...parsed.data.value);
    url = nextPage(address, parsed.data['@odata.nextLink'], answer.attempted);
    if (url !== undefined && seen.has(url))
      throw toUnexpected(answer.attempted, new Error('the pages run in a circle'));
  }
  return rows;
}

function nextPage(address: GraphAddress, link: string | null | undefined, attempted: string): string | undefined {
  if (link === undefined || link === null) return undefined;
  const url = toSdkUrl(address, link);
  if (url === undefined) throw new Failure('graph-foreign-link', attempted);
  return url;
}

function toUrl(address: GraphAddress, { version, path, query = {} }: GraphAsk): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${address.sdkRoot}/${version}/${path}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
}

function createTokenReader(address: GraphAddress, credential: TokenCredential | undefined): () => Promise<string> {
  if (address.isLoopback) return () => Promise.resolve('loopback');
  if (credential === undefined) throw new Error('a credential is needed for Graph');
  return async () => {
    try {
      const token = await credential.getToken(address.scope, { abortSignal: AbortSignal.timeout(TIMEOUT_MS) });
      if (token !== null) return token.token;
    } catch (error) {
      throw toNetworkFailure(SIGN_IN_FAILED, 'sign in to Graph', error);
    }
    throw toNetworkFailure(SIGN_IN_FAILED, 'sign in to Graph', new Error('no token was given'));
  };
}
