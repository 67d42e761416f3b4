import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came over the wire. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface TinyServer extends AsyncDisposable {
  readonly url: string;
  readonly seen: SeenRequest[];
}

export type Answer = (request: SeenRequest, response: ServerResponse, url: string) => void;

/** A server on loopback that remembers what it was asked and answers as told. */
export async function startTinyServer(answer: Answer): Promise<TinyServer> {
  const seen: SeenRequest[] = [];
  const address = { url: '' };
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const request = { method: incoming.method ?? '', url: incoming.url ?? '', headers: incoming.headers, body };
      seen.push(request);
      answer(request, outgoing, address.url);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: address.url,
    seen,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  // Not in one chain: restify, where another test file of this process has loaded it, makes `writeHead` return nothing.
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'request-1' });
  response.end(JSON.stringify(body));
}
