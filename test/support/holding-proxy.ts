import { createServer, request as ask } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Which request is to be held, and on which side of its effect: it arrived and nothing happened yet, or it happened and no answer left. */
export interface HoldRule {
  readonly method: string;
  readonly path: RegExp;
  readonly when: 'before-effect' | 'after-effect';
  /** How many requests that fit are let through first. */
  readonly skip?: number;
}

export interface Held {
  /** Resolves when the request stands still; then it never goes on. */
  readonly arrived: Promise<void>;
}

/** A door in front of a server of the sandbox, at which a test can stop one request for good. */
export interface HoldingProxy {
  readonly url: string;
  hold(rule: HoldRule): Held;
  close(): Promise<void>;
}

interface Waiting {
  readonly rule: HoldRule;
  skipped: number;
  readonly arrive: () => void;
}

/** Passes everything on to `target`, byte for byte but for the host. A held request keeps its connection open until either side drops it. */
export async function openHoldingProxy(target: string): Promise<HoldingProxy> {
  const waiting: Waiting[] = [];
  const server = createServer((incoming, outgoing) => {
    pass({ target, waiting }, incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    hold(rule) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push({ rule, skipped: 0, arrive: resolve });
      return { arrived: promise };
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function pass(
  { target, waiting }: { readonly target: string; readonly waiting: Waiting[] },
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const body = await readAll(incoming);
  const hit = takeHit(waiting, incoming);
  if (hit?.rule.when === 'before-effect') return hit.arrive();
  const answer = await forward(target, incoming, body);
  if (hit) return hit.arrive();
  // Not chained: restify replaces writeHead for the whole process by one that returns nothing.
  outgoing.writeHead(answer.status, answer.headers);
  outgoing.end(answer.body);
}

function takeHit(waiting: Waiting[], { method = '', url = '' }: IncomingMessage): Waiting | undefined {
  const fitting = waiting.find(({ rule }) => rule.method === method && rule.path.test(url));
  if (!fitting) return undefined;
  if (fitting.skipped < (fitting.rule.skip ?? 0)) {
    fitting.skipped += 1;
    return undefined;
  }
  waiting.splice(waiting.indexOf(fitting), 1);
  return fitting;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

function forward(target: string, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method, url, headers } = incoming;
    const outgoing = ask(new URL(url ?? '/', target), { method, headers }, (response) => {
      readAll(response).then(
        (text) => resolve({ status: response.statusCode ?? 502, headers: response.headers, body: text }),
        reject,
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
