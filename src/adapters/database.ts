import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { fromPglite } from 'pg-boss';
import type { ConstructorOptions } from 'pg-boss';
import { lockFolder } from './folder-lock.ts';
import { migrate } from './database-migrate.ts';
import type { Tables } from './database-tables.ts';

/** An open database: one SQL dialect, two backends. `boss` is what the job engine needs to work on the same one. */
export interface Database {
  readonly db: Kysely<Tables>;
  readonly boss: Pick<ConstructorOptions, 'db' | 'backend' | 'connectionString' | 'max'>;
  readonly backend: 'postgres' | 'pglite';
  close(): Promise<void>;
}

/** Real Postgres by its URL; tables are made or brought up to date first. Throws when it cannot be reached. */
export async function openPostgres(connectionString: string, options: { schema?: string } = {}): Promise<Database> {
  const search = options.schema ? { options: `-c search_path=${options.schema}` } : {};
  const pool = openPool({ connectionString, max: 10, ...search });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  if (options.schema) await sql`create schema if not exists ${sql.id(options.schema)}`.execute(db);
  await migrate(db);
  return { db, boss: { connectionString, max: 10 }, backend: 'postgres', close: () => db.destroy() };
}

/** A transaction that says nothing for this long belongs to a stopped process: Postgres ends it, and its locks are free again. */
const SILENT_TRANSACTION_MS = 15_000;

/**
 * Without these listeners a connection that Postgres ends (a restart, a fail-over) would end this process as well. Whoever was using it
 * gets a rejected query; the pool opens another one.
 */
function openPool(options: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ ...options, keepAlive: true, idle_in_transaction_session_timeout: SILENT_TRANSACTION_MS });
  const passOver = () => undefined;
  pool.on('error', passOver);
  pool.on('connect', (client) => client.on('error', passOver));
  return pool;
}

/**
 * The embedded default: PGlite in this process, in a folder of its own (mode 0700) or in memory. A lock keeps a second process out,
 * because two openings of one folder silently lose data. It does not fsync: a power cut may lose the newest writes.
 */
export async function openEmbedded(dataDir: string | null): Promise<Database> {
  const lock = dataDir === null ? null : await lockFolder(await ensureFolder(dataDir));
  const pglite = await PGlite.create(dataDir === null ? 'memory://' : join(dataDir, 'pglite'));
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  await migrate(db);
  const close = async () => {
    await db.destroy();
    if (!pglite.closed) await pglite.close();
    await lock?.release();
  };
  return { db, boss: { db: fromPglite(pglite), backend: 'pglite' }, backend: 'pglite', close };
}

async function ensureFolder(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  return dataDir;
}
