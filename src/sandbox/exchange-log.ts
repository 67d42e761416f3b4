/** One request and what was answered, kept for contract tests and for counting calls. */
export type Exchange = {
  /** Which door it came in by: "graph", "arm", "teams", "control". */
  readonly service: string;
  readonly method: string;
  /** Path and query as they were on the wire. */
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: unknown;
  /** 0 when the connection was dropped without an answer. */
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: unknown;
  /** False when no route knew the path: a test may fail on it. */
  readonly known: boolean;
};

export type ExchangeLog = {
  readonly record: (exchange: Exchange) => void;
  /** The newest ones, oldest first; at most as many as the log keeps. */
  readonly list: () => readonly Exchange[];
  /** How many there ever were. */
  readonly count: () => number;
  /** Requests that no route knew, the newest hundred: a sign that somebody relies on what the sandbox lacks. */
  readonly unknown: () => readonly Exchange[];
  /** Called for each exchange as it happens, so that a check misses none; returns the way to stop. */
  readonly subscribe: (listener: (exchange: Exchange) => void) => () => void;
};

/** Keeps the newest `keep` exchanges; a tenant of 50,000 Cloud PCs would otherwise fill the memory with pages. */
export function createExchangeLog({ keep = 2000 }: { keep?: number } = {}): ExchangeLog {
  const kept: Exchange[] = [];
  const unknown: Exchange[] = [];
  const listeners = new Set<(exchange: Exchange) => void>();
  let total = 0;
  return {
    record(exchange) {
      total += 1;
      if (!exchange.known) unknown.push(exchange);
      if (unknown.length > 100) unknown.shift();
      kept.push(exchange);
      if (kept.length >= keep * 2) kept.splice(0, kept.length - keep);
      for (const listener of listeners) listener(exchange);
    },
    list: () => kept.slice(-keep),
    count: () => total,
    unknown: () => unknown,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
