import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Build } from '../../src/domain/build/build.ts';
import type { AuditEntry } from '../../src/domain/audit.ts';
import type { RolloutState } from '../../src/domain/rollout.ts';
import type { RolloutRow } from '../../src/workflow/ports-store.ts';

/** What the store of the process holds. */
export interface ProcessState {
  readonly wakeAt: string | null;
  readonly rows: readonly RolloutRow[];
  readonly rollouts: readonly RolloutState[];
  readonly builds: readonly Build[];
}

/** Repave in a process of its own, which a test may kill at any moment. */
export interface RepaveProcess {
  readonly port: number;
  /** Runs all that is due; answers how many jobs ran. Rejects when the process dies meanwhile. */
  drain(): Promise<number>;
  /** Tells it the time. */
  tick(): Promise<void>;
  read(): Promise<ProcessState>;
  readAudit(): Promise<readonly AuditEntry[]>;
  /** Does a command by its name, with all that it takes; its answer as plain data. */
  act(name: string, ...args: readonly unknown[]): Promise<unknown>;
  /** SIGKILL: no goodbye, nothing flushed. Resolves when it is gone. */
  kill(): Promise<void>;
  /** What it wrote to its error output. */
  errors(): string;
}

export interface ProcessOptions {
  readonly servers: {
    readonly graphUrl: string;
    readonly armUrl: string;
    readonly openIdMetadataUrl: string;
    readonly tokenUrl: string;
    readonly teamsServiceUrl: string;
  };
  readonly dataDir: string;
  readonly now: () => string;
}

const CHILD = fileURLToPath(new URL('./repave-child.ts', import.meta.url));
const helloSchema = z.object({ port: z.number() });
const answerSchema = z.object({ id: z.number(), ok: z.boolean(), value: z.unknown() });

export async function startRepave(options: ProcessOptions): Promise<RepaveProcess> {
  const { servers, dataDir, now } = options;
  const start = JSON.stringify({ servers, dataDir, now: now() });
  const child = spawn(process.execPath, [CHILD, start], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const errors: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => void errors.push(chunk.toString('utf8')));
  const gone = once(child, 'exit').then(() => undefined);
  const hello = await Promise.race([once(child, 'message'), gone]);
  if (!hello) throw new Error(`Repave did not start:\n${errors.join('')}`);
  const give = createOrders(child, gone);
  return {
    port: helloSchema.parse(hello[0]).port,
    drain: async () => z.number().parse(await give('drain', now())),
    tick: async () => void (await give('clock', now())),
    read: async () => (await give('read', now())) as ProcessState,
    act: (name, ...args) => give('act', now(), { name, args }),
    readAudit: async () => (await give('audit', now())) as readonly AuditEntry[],
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    errors: () => errors.join(''),
  };
}

/** One answer for each order; all that wait are refused when the process dies. */
function createOrders(
  child: ChildProcess,
  gone: Promise<void>,
): (order: string, now: string, act?: object) => Promise<unknown> {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let last = 0;
  child.on('message', (message) => {
    const answer = answerSchema.parse(message);
    const order = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.ok) order?.resolve(answer.value);
    else order?.reject(new Error(String(answer.value)));
  });
  void gone.then(() => {
    for (const { reject } of waiting.values()) reject(new Error('the process is gone'));
    waiting.clear();
  });
  return (order, now, act) => {
    last += 1;
    const id = last;
    const answer = new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }));
    child.send({ id, now, order, ...(act ? { act } : {}) });
    return answer;
  };
}
