import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Town, TownOptions } from '../../src/demo/town.ts';
import { openTown } from '../../src/demo/town.ts';

/** Opens a town on the Postgres that REPAVE_TEST_DATABASE_URL names, in schemas that are dropped at the end; embedded when unset. */
export async function openTestTown(options: TownOptions): Promise<Town> {
  const url = process.env['REPAVE_TEST_DATABASE_URL'];
  if (!url || options.dataDir !== undefined || options.postgres !== undefined) return openTown(options);
  const schema = `story_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  const town = await openTown({ ...options, postgres: { url, schema } });
  const close = town.close.bind(town);
  return Object.assign(town, {
    async close() {
      await close();
      await dropSchemas(url, [schema, `${schema}_jobs`]);
    },
  });
}

async function dropSchemas(url: string, schemas: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const schema of schemas) await client.query(`drop schema if exists ${schema} cascade`);
  await client.end();
}
