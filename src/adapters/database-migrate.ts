import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Migration, MigrationProvider } from 'kysely/migration';
import { Failure } from '../workflow/failure.ts';
import type { Tables } from './database-tables.ts';

const FOLDER = new URL('../../migrations/', import.meta.url);

/** Runs the files of `migrations/` that have not run yet, in order, under Kysely's lock. They are append-only. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  // Named, because Kysely would otherwise take the bookkeeping of any other schema in this database for ours.
  const schema = await sql<{ name: string }>`select current_schema() as name`.execute(db);
  const migrationTableSchema = schema.rows[0]?.name ?? 'public';
  const provider: MigrationProvider = { getMigrations: readMigrations };
  const migrator = new Migrator({ db, provider, migrationTableSchema });
  let { error } = await migrator.migrateToLatest();
  for (let tries = 1; tries < MOST_TRIES && isAboutLostSchema(error); tries += 1)
    ({ error } = await migrator.migrateToLatest());
  if (error) throw new Failure('database-not-ready', 'bring the database tables up to date', { cause: error });
}

/** Kysely lists the tables of every schema of the database, and fails when somebody drops one of them meanwhile. */
const MOST_TRIES = 5;

/** PostgreSQL's `invalid_schema_name` and `undefined_table` (documentation, "PostgreSQL Error Codes"). */
function isAboutLostSchema(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '3F000' || error.code === '42P01');
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.sql')).sort();
  const pairs = files.map(async (file) => [file, toMigration(await readFile(new URL(file, FOLDER), 'utf8'))] as const);
  return Object.fromEntries(await Promise.all(pairs));
}

/** One statement at a time: the embedded backend takes no more in a query. No statement of ours holds a semicolon inside. */
function toMigration(text: string): Migration {
  const statements = text
    .replace(/^--.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
  return {
    async up(db) {
      for (const statement of statements) await sql.raw(statement).execute(db);
    },
  };
}
