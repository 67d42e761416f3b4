import type { Transaction } from 'kysely';
import { fromKysely, PgBoss } from 'pg-boss';
import type { ConstructorOptions, JobInsert } from 'pg-boss';
import { z } from 'zod';
import { JOB_KINDS, jobKey } from '../workflow/ports.ts';
import type { Job, JobKind } from '../workflow/ports.ts';
import type { Tables } from './database-tables.ts';

/** Puts jobs into the queue, inside a transaction when one is given. */
export type Enqueue = (jobs: readonly Job[], trx?: Transaction<Tables>) => Promise<void>;

/** Runs one job. Throwing puts it back for a later try. */
export type Handle = (job: Job) => Promise<void>;

export interface Queue {
  readonly enqueue: Enqueue;
  /** Begins to take jobs as they come, `concurrency` of each kind at once. */
  work(handle: Handle, concurrency: number): Promise<void>;
  /** Takes what is due, in order, until nothing is left; answers how many ran. For stories that turn the clock by hand. */
  drain(handle: Handle): Promise<number>;
  stop(): Promise<void>;
}

export interface QueueOptions {
  readonly boss: Pick<ConstructorOptions, 'db' | 'backend' | 'connectionString' | 'max'>;
  readonly onError: (error: unknown) => void;
  /** Seconds before the first repeat of a failed job; doubles up to five minutes. 0 repeats at once. */
  readonly retryDelaySeconds: number;
  readonly schema?: string;
}

const SCHEMA = 'pgboss';

/** A dead worker's job is taken over this many seconds after its last sign of life (the least pg-boss allows). */
const HEARTBEAT_SECONDS = 10;
/** How often somebody looks for dead workers' jobs; pg-boss itself would once a minute. */
const LOOK_FOR_DEAD_SECONDS = 5;
const RETRIES = 20;
/**
 * Nobody is notified of a job that comes back by itself: a dead worker's, one that is tried again, one that waited for its like to end.
 * With notifications on, pg-boss would look for those every thirty seconds only.
 */
const NOTIFIED_POLL_SECONDS = 1;

/** The job engine: pg-boss on the same database as the state. */
export async function createQueue(options: QueueOptions): Promise<Queue> {
  const boss = new PgBoss({
    ...options.boss,
    schema: options.schema ?? SCHEMA,
    useListenNotify: options.boss.backend !== 'pglite',
    registerInstance: false,
    superviseIntervalSeconds: LOOK_FOR_DEAD_SECONDS,
    monitorIntervalSeconds: LOOK_FOR_DEAD_SECONDS,
  });
  boss.on('error', options.onError);
  await boss.start();
  for (const kind of JOB_KINDS) {
    await createKind(boss, kind, options.retryDelaySeconds);
    if (options.boss.backend === 'pglite') await releaseOrphans(boss, kind, options);
  }
  return {
    enqueue: (jobs, trx) => enqueue(boss, jobs, trx),
    work: (handle, concurrency) => work(boss, handle, concurrency),
    drain: (handle) => drain({ boss, schema: options.schema ?? SCHEMA }, handle),
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  };
}

/** `stately`: one waiting and one running job a key, so that a change during a run is looked at once more, and never twice at once. */
async function createKind(boss: PgBoss, kind: JobKind, retryDelaySeconds: number): Promise<void> {
  await boss.createQueue(kind, {
    policy: 'stately',
    retryLimit: RETRIES,
    retryDelay: retryDelaySeconds,
    ...(retryDelaySeconds > 0 ? { retryBackoff: true, retryDelayMax: 300 } : {}),
    heartbeatSeconds: HEARTBEAT_SECONDS,
    expireInSeconds: 900,
    deleteAfterSeconds: 3600,
    notify: true,
  });
}

/** The embedded store belongs to one process: what is running when it opens was running when the former one died. */
async function releaseOrphans(boss: PgBoss, kind: JobKind, { boss: { db }, schema }: QueueOptions): Promise<void> {
  const running = `select id from ${schema ?? SCHEMA}.job where name = $1 and state = 'active'`;
  const ids = z.object({ rows: z.array(z.object({ id: z.string() })) }).parse(await db?.executeSql(running, [kind]));
  const orphans = ids.rows.map(({ id }) => id);
  if (orphans.length > 0) await boss.fail(kind, orphans, { message: 'the process that ran it is gone' });
}

async function enqueue(boss: PgBoss, jobs: readonly Job[], trx?: Transaction<Tables>): Promise<void> {
  const db = trx ? { db: fromKysely(trx) } : {};
  for (const kind of JOB_KINDS) {
    const rows: JobInsert<Job>[] = jobs
      .filter((job) => job.kind === kind)
      .map((job) => ({ data: job, singletonKey: jobKey(job) }));
    if (rows.length > 0) await boss.insert(kind, dedupe(rows), db);
  }
}

/** Each key once, and always in the same order: two who insert the same keys crosswise would wait for each other for ever. */
function dedupe(rows: readonly JobInsert<Job>[]): JobInsert<Job>[] {
  const byKey = new Map(rows.map((row) => [row.singletonKey ?? '', row]));
  return [...byKey.keys()].sort().flatMap((key) => byKey.get(key) ?? []);
}

async function work(boss: PgBoss, handle: Handle, concurrency: number): Promise<void> {
  for (const kind of JOB_KINDS) {
    const options = {
      pollingIntervalSeconds: 0.5,
      notifyPollingIntervalSeconds: NOTIFIED_POLL_SECONDS,
      batchSize: 1,
      localConcurrency: concurrency,
      heartbeatRefreshSeconds: 3,
    };
    await boss.work<Job>(kind, options, async ([job]) => {
      if (job) await handle(job.data);
    });
  }
}

async function drain(from: Waiting, handle: Handle): Promise<number> {
  let ran = 0;
  for (let kinds = await listWaiting(from); kinds.length > 0; kinds = await listWaiting(from)) {
    const before = ran;
    for (const kind of kinds) ran += await drainKind(from.boss, kind, handle);
    if (ran === before) return ran;
  }
  return ran;
}

interface Waiting {
  readonly boss: PgBoss;
  readonly schema: string;
}

/** Kinds of which a job is due, in their order: asking each kind by itself costs a write, and most have none. */
async function listWaiting({ boss, schema }: Waiting): Promise<readonly JobKind[]> {
  const due = `select distinct name from ${schema}.job where state < 'active' and start_after <= now()`;
  const { rows } = z
    .object({ rows: z.array(z.object({ name: z.string() })) })
    .parse(await boss.getDb().executeSql(due));
  const names = rows.map(({ name }) => name);
  return JOB_KINDS.filter((kind) => names.includes(kind));
}

async function drainKind(boss: PgBoss, kind: JobKind, handle: Handle): Promise<number> {
  let ran = 0;
  for (;;) {
    const jobs = await boss.fetch<Job>(kind, { batchSize: 20 });
    if (jobs.length === 0) return ran;
    const done: string[] = [];
    for (const job of jobs) {
      await handle(job.data).then(
        () => done.push(job.id),
        (error: unknown) => boss.fail(kind, job.id, { message: String(error) }),
      );
    }
    if (done.length > 0) await boss.complete(kind, done);
    ran += jobs.length;
  }
}
