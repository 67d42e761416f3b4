import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { composeApp } from '../../src/app.ts';
import { sandboxConfig } from '../../src/demo/town.ts';

// One of several workers on the same Postgres, in a process of its own. Its time stands in a file, so that a process which was stopped
// wakes up to the time that has passed meanwhile. It can be told to send itself a signal at an exact point of its work.

const startSchema = z.object({
  servers: z.object({
    graphUrl: z.string(),
    armUrl: z.string(),
    openIdMetadataUrl: z.string(),
    tokenUrl: z.string(),
    teamsServiceUrl: z.string(),
  }),
  databaseUrl: z.string(),
  schema: z.string(),
  clockFile: z.string(),
  accident: z.object({
    /** `claim`: the intent is committed and the call has not left. `call`: the tenant has answered and nothing is recorded. */
    after: z.enum(['claim', 'call']),
    count: z.number(),
    signal: z.enum(['SIGKILL', 'SIGSTOP']),
    /** Made by the one replica that the accident happens to, with its process id; the others are spared. */
    markerFile: z.string(),
  }),
});
type Start = z.infer<typeof startSchema>;

async function main(): Promise<void> {
  const start = startSchema.parse(JSON.parse(process.argv[2] ?? ''));
  const suffer = planAccident(start.accident);
  if (start.accident.after === 'claim') watchClaims(suffer);
  watchCalls(start.accident.after === 'call' ? suffer : () => undefined);
  const write = (fields: object, message: string) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`);
  const app = await composeApp({
    config: sandboxConfig({ servers: start.servers, databaseUrl: start.databaseUrl }),
    schema: start.schema,
    clock: { now: () => readFileSync(start.clockFile, 'utf8') },
    log: { info: () => undefined, warn: write, error: write },
    retryDelaySeconds: 1,
  });
  process.on('disconnect', () => process.exit(0));
  await app.startWorker();
  process.send?.('ready');
}

function planAccident({ count, signal, markerFile }: Start['accident']): () => void {
  const seen = { count: 0 };
  return () => {
    seen.count += 1;
    if (seen.count !== count) return;
    try {
      writeFileSync(markerFile, String(process.pid), { flag: 'wx' });
    } catch {
      return;
    }
    process.kill(process.pid, signal);
  };
}

/** Right after the transaction that wrote an intent is durable, before anybody here learns of it. */
function watchClaims(suffer: () => void): void {
  const prototype = pg.Client.prototype as unknown as { query: (...args: readonly unknown[]) => unknown };
  const original = prototype.query;
  const claiming = new WeakSet<object>();
  prototype.query = function watched(this: object, ...args: readonly unknown[]) {
    const answer = original.apply(this, [...args]);
    const text = typeof args[0] === 'string' ? args[0] : '';
    if (text.includes('insert into "attempt"')) claiming.add(this);
    const isEnd = text === 'commit' && claiming.delete(this);
    return isEnd && answer instanceof Promise ? answer.then(passOn(suffer)) : answer;
  };
}

/**
 * Whoever wakes up would write to a connection that the server has closed meanwhile, and be saved by that luck: the wait lets the process
 * notice, so that a call which leaves arrives.
 */
function watchCalls(suffer: () => void): void {
  const original = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const isWipe = init?.method === 'POST' && addressOf(input).endsWith('/reprovision');
    if (isWipe) await wait(100);
    const answer = await original(input, init);
    if (isWipe) suffer();
    return answer;
  };
}

function addressOf(input: Parameters<typeof fetch>[0]): string {
  if (typeof input === 'string') return input;
  return input instanceof URL ? input.href : input.url;
}

function passOn(suffer: () => void): (value: unknown) => unknown {
  return (value) => {
    suffer();
    return value;
  };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
