export type SandboxRequest = {
  readonly method: string;
  /** Without the query, still percent-encoded. */
  readonly path: string;
  /** Decoded placeholders of the route's pattern. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; an object of strings for a posted form; bytes for a file; undefined when there was none. */
  readonly body: unknown;
};

export type SandboxResponse = {
  /** 0 drops the connection without an answer. */
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string or bytes go out as they are, anything else as JSON. */
  readonly body?: unknown;
};

export type Handler = (request: SandboxRequest) => SandboxResponse | Promise<SandboxResponse>;

export type Route = { readonly method: string; readonly pattern: string; readonly handle: Handler };

/** `pattern` is a path in which `{name}` stands for one segment or a part of one: `/reports/status(id='{id}')`. */
export function route(method: string, pattern: string, handle: Handler): Route {
  return { method, pattern, handle };
}

export type Match = { readonly handle: Handler; readonly params: Readonly<Record<string, string>> };

export type Router = { readonly find: (method: string, path: string) => Match | undefined };

/** The first route that fits wins. Routes are indexed by method and number of segments. */
export function createRouter(routes: readonly Route[]): Router {
  const index = new Map<string, { route: Route; expression: RegExp }[]>();
  for (const each of routes) {
    const key = indexKey(each.method, each.pattern);
    index.set(key, [...(index.get(key) ?? []), { route: each, expression: compilePattern(each.pattern) }]);
  }
  return {
    find(method, path) {
      for (const { route: candidate, expression } of index.get(indexKey(method, path)) ?? []) {
        const found = expression.exec(path);
        if (found) return { handle: candidate.handle, params: decodeParams(found.groups ?? {}) };
      }
      return undefined;
    },
  };
}

function indexKey(method: string, path: string): string {
  return `${method} ${path.split('/').length}`;
}

function compilePattern(pattern: string): RegExp {
  const source = pattern
    .split(/(\{\w+\})/)
    .map((part) => (/^\{\w+\}$/.test(part) ? `(?<${part.slice(1, -1)}>[^/]+?)` : escapeExpression(part)))
    .join('');
  return new RegExp(`^${source}/?$`, 'i');
}

function escapeExpression(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function decodeParams(groups: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decode(value)]));
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
