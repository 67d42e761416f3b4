import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExchangeLog } from './exchange-log.ts';
import type { Router, SandboxRequest, SandboxResponse } from './router.ts';

export { createExchangeLog, type Exchange, type ExchangeLog } from './exchange-log.ts';
export { createRouter, route, type Handler, type Route, type Router } from './router.ts';
export type { SandboxRequest, SandboxResponse } from './router.ts';

/** Stands before the routes: may answer itself (throttle, no token), or call `next` and change what came of it. */
export type Intercept = (
  request: SandboxRequest,
  next: () => Promise<SandboxResponse>,
) => SandboxResponse | Promise<SandboxResponse>;

export type Door = {
  /** Names the exchanges in the log. */
  readonly service: string;
  readonly router: Router;
  readonly log: ExchangeLog;
  readonly intercept?: Intercept;
};

export type RunningServer = { readonly url: string; readonly port: number; readonly close: () => Promise<void> };

/** Listens on loopback only. Port 0 takes any free one; a taken port is an error that names it. */
export async function startServer({ door, port = 0 }: { door: Door; port?: number }): Promise<RunningServer> {
  const server = createServer((incoming, outgoing) => {
    answerIncoming(door, incoming, outgoing).catch((cause: unknown) => {
      // Restify, loaded beside this in the same process, makes `writeHead` return nothing: no chain here.
      outgoing.writeHead(500, { 'content-type': 'text/plain' });
      outgoing.end(String(cause));
    });
  });
  server.on('upgrade', (_request, socket) => socket.destroy());
  await listen(server, port);
  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${taken}`, port: taken, close: () => closeServer(server) };
}

async function answerIncoming(door: Door, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const bytes = await readBytes(incoming);
  const headers = flattenHeaders(incoming.headers);
  const response = await dispatch(door, {
    method: incoming.method ?? 'GET',
    url: incoming.url ?? '/',
    headers,
    body: parseBody(bytes, headers['content-type'] ?? ''),
  });
  if (response.status === 0) {
    incoming.socket.destroy();
    return;
  }
  send(outgoing, response);
}

export type RawRequest = { method: string; url: string; headers: Readonly<Record<string, string>>; body: unknown };

/** Finds the route, lets the interceptor have its way, and writes the exchange down. Batches use it from inside. */
export async function dispatch(door: Door, raw: RawRequest): Promise<SandboxResponse> {
  const { pathname, searchParams } = new URL(raw.url, 'http://sandbox');
  const match = door.router.find(raw.method, pathname);
  const request: SandboxRequest = {
    method: raw.method,
    path: pathname,
    params: match?.params ?? {},
    query: searchParams,
    headers: raw.headers,
    body: raw.body,
  };
  const next = async () => (match ? await match.handle(request) : answerUnknown(request));
  const response = door.intercept ? await door.intercept(request, next) : await next();
  door.log.record({
    service: door.service,
    method: raw.method,
    url: raw.url,
    requestHeaders: raw.headers,
    requestBody: raw.body,
    status: response.status,
    responseHeaders: response.headers ?? {},
    responseBody: response.body,
    known: match !== undefined,
  });
  return response;
}

function answerUnknown({ method, path }: SandboxRequest): SandboxResponse {
  const error = { code: 'ResourceNotFound', message: `The sandbox has no route for ${method} ${path}.` };
  return { status: 404, body: { error } };
}

function send(outgoing: ServerResponse, { status, headers = {}, body }: SandboxResponse): void {
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  const type = raw ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  outgoing.writeHead(status, { ...(body === undefined ? {} : { 'content-type': type }), ...headers });
  if (body === undefined) outgoing.end();
  else outgoing.end(raw ? body : JSON.stringify(body));
}

async function readBytes(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A body that is not the JSON it claims to be stays text; the route then finds it wanting. Files stay bytes. */
function parseBody(bytes: Buffer, contentType: string): unknown {
  if (contentType.includes('application/octet-stream')) return bytes;
  const text = bytes.toString('utf8');
  if (text === '') return undefined;
  if (contentType.includes('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function flattenHeaders(headers: IncomingMessage['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const hint =
        cause.code === 'EADDRINUSE' ? `port ${port} is taken: stop what uses it or choose another` : cause.message;
      reject(new Error(`the sandbox cannot listen: ${hint}`, { cause }));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((cause) => (cause ? reject(cause) : resolve()));
    server.closeAllConnections();
  });
}
