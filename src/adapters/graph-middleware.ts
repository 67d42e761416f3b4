import type { Context, Middleware } from '@microsoft/microsoft-graph-client';

type Next = (context: Context) => Promise<void>;

/** One link of the request path: does its part before or after `next`, which is the rest of the path. */
export type Link = (context: Context, next: Next) => Promise<void>;

/** Hands the links to the SDK in the order of the list; the last one must not call `next`. */
export function toMiddleware(links: readonly Link[]): Middleware[] {
  return links.map((link) => {
    const following: { link?: Middleware } = {};
    return {
      execute: (context) => link(context, (passed) => following.link?.execute(passed) ?? Promise.resolve()),
      setNext: (next) => {
        following.link = next;
      },
    };
  });
}

/** Enum members newer than the contract arrive only when asked for (Graph, "evolvable enumerations"). */
export function preferUnknownEnumMembers(): Link {
  return (context, next) => {
    setHeader(context, 'prefer', 'include-unknown-enum-members');
    return next(context);
  };
}

/** At most `atOnce` requests at the same time, shared by all who use this client; the others wait in line. */
export function limitConcurrency(atOnce: number): Link {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (context, next) => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      await next(context);
    } finally {
      const first = waiting.shift();
      if (first === undefined) running -= 1;
      else first();
    }
  };
}

/** Calls that left for Graph, each try counted, a batch as one. `byRoute` has ids replaced by {id}. */
export interface CallCounts {
  readonly total: number;
  readonly byRoute: Readonly<Record<string, number>>;
}

export function countRequests(counts: Map<string, number>): Link {
  return (context, next) => {
    const route = `${context.options?.method ?? 'GET'} ${routeOf(urlOf(context))}`;
    counts.set(route, (counts.get(route) ?? 0) + 1);
    return next(context);
  };
}

/** A fresh limit for every try: `timeoutMs` for connecting, sending and reading the whole answer. */
export function limitTime(timeoutMs: number): Link {
  return (context, next) => {
    context.options = { ...context.options, signal: AbortSignal.timeout(timeoutMs) };
    return next(context);
  };
}

/** Adds the bearer token for requests to `root` and to nowhere else. */
export function authorize(root: string, readToken: () => Promise<string>): Link {
  return async (context, next) => {
    if (!urlOf(context).startsWith(`${root}/`)) throw new Error('a token is only for Graph');
    setHeader(context, 'authorization', `Bearer ${await readToken()}`);
    return next(context);
  };
}

/** The path with version, without host and query, ids replaced: "v1.0/groups/{id}/transitiveMembers". */
export function routeOf(url: string): string {
  const path = new URL(url).pathname.slice(1);
  return decodeURIComponent(path)
    .replace(/deviceManagement\/virtualEndpoint\//, '')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '{id}');
}

export function urlOf(context: Context): string {
  const request: unknown = context.request;
  if (typeof request !== 'string') throw new Error('the SDK is asked by address only');
  return request;
}

function setHeader(context: Context, name: string, value: string): void {
  const headers = new Headers(context.options?.headers);
  headers.set(name, value);
  context.options = { ...context.options, headers };
}
