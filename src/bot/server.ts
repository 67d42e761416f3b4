import { once } from 'node:events';
import type { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import restify from 'restify';
import type { Next, Request, RequestHandler, Response, Server as RestifyServer } from 'restify';
import { deny, takeActivity } from './door.ts';
import type { DoorAnswer, DoorDeps } from './door.ts';

/** More than any activity of Teams (its messages end at 100 KB). */
const MAX_BODY_BYTES = 256 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;
/** Longer than the idle time of common load balancers (60 seconds): a connection that is reused must not just have been closed. */
const KEEP_ALIVE_MS = 65_000;
const HEADERS_TIMEOUT_MS = 10_000;

/** The bot's HTTP door. */
export interface BotServer {
  /** Resolves with the port taken (0 takes any free one); rejects with a sentence when the port is in use. */
  listen(port: number, host?: string): Promise<number>;
  /** Takes no more requests and resolves when those under way are answered. */
  close(): Promise<void>;
}

export function createServer(deps: DoorDeps): BotServer {
  const server = restify.createServer({ name: 'repave', formatters: plainFormatters() });
  server.on('restifyError', (request: Request, _response: Response, error: Error, done: () => void) => {
    if (statusOf(error) >= 500) deps.log.error({ path: request.path(), why: error.message }, 'request failed');
    done();
  });
  // A health check says that the process answers, nothing about the clouds behind it.
  for (const path of ['/health', '/healthz']) server.get(path, answerHealth);
  server.post('/api/messages', checkHeader(deps), refuseEncoding, ...readBody(), handleActivity(deps));
  guardSockets(server.server as Server);
  return { listen: (port, host) => listen(server, port, host), close: () => close(server) };
}

function answerHealth(_request: Request, response: Response, next: Next): void {
  response.send(200, { ok: true });
  next();
}

/** Strangers are sent away before their body is read. */
function checkHeader({ guard, log }: DoorDeps): RequestHandler {
  return (request, response, next) => {
    const denial = guard.checkHeader(request.header('authorization'), Date.now());
    if (denial === undefined) return next();
    send(response, deny(log, denial));
    next(false);
  };
}

/** Teams never compresses; unpacking would get round the size limit. */
function refuseEncoding(request: Request, response: Response, next: Next): void {
  if (request.header('content-encoding') === undefined) return next();
  send(response, { status: 415 });
  next(false);
}

function readBody(): RequestHandler[] {
  return [
    restify.plugins.bodyParser({ maxBodySize: MAX_BODY_BYTES, mapParams: false, mapFiles: false, rejectUnknown: true }),
  ].flat();
}

function handleActivity(deps: DoorDeps): (request: Request, response: Response) => Promise<void> {
  return async (request, response) => {
    const answer = await takeActivity(deps, request.header('authorization'), request.body);
    send(response, answer);
  };
}

function send(response: Response, { status, body }: DoorAnswer): void {
  if (body === undefined || body === null) response.send(status);
  else response.json(status, body);
}

/** Errors leave as their status and nothing else: messages may quote what came in, or name what is inside. */
function plainFormatters(): Record<string, (request: Request, response: Response, body: unknown) => string> {
  const format = (_request: Request, response: Response, body: unknown): string => {
    const text = body instanceof Error ? JSON.stringify({ status: statusOf(body) }) : JSON.stringify(body ?? null);
    response.setHeader('Content-Length', Buffer.byteLength(text));
    return text;
  };
  return { 'application/json; q=0.9': format, 'text/plain; q=0.3': format, 'application/octet-stream; q=0.2': format };
}

function statusOf(error: Error): number {
  return 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
}

/** Without a handler an upgrade (WebSocket streaming) would hang for ever; nobody needs one here. */
function guardSockets(server: Server): void {
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on('upgrade', (_request, socket) => {
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
}

async function listen(server: RestifyServer, port: number, host = '127.0.0.1'): Promise<number> {
  const socket = server.server as Server;
  socket.listen(port, host);
  try {
    // Restify passes the socket's errors on to itself, so that is where they have to be heard.
    await once(server as unknown as EventEmitter, 'listening');
  } catch (error) {
    throw explainListen(error, port);
  }
  return (socket.address() as AddressInfo).port;
}

function explainListen(error: unknown, port: number): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new Error(`Port ${port} is taken by another program. Set PORT to a free one, or stop that program.`, {
      cause: error,
    });
  }
  if (code === 'EACCES') {
    return new Error(`Port ${port} may not be opened by this user. Set PORT to one above 1023.`, { cause: error });
  }
  return error;
}

async function close(server: RestifyServer): Promise<void> {
  const socket = server.server as Server;
  if (!socket.listening) return;
  const closed = once(socket, 'close');
  socket.close();
  socket.closeIdleConnections();
  await closed;
}
