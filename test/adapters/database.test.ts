import { afterAll, expect, jest, test } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import { openEmbedded, openPostgres } from '../../src/adapters/database.ts';
import { refuseOtherTenant } from '../../src/adapters/store-tenant.ts';

jest.setTimeout(60_000);

const databaseUrl = process.env['REPAVE_TEST_DATABASE_URL'];
const onPostgres = databaseUrl ? test : test.skip;
if (!databaseUrl) process.stderr.write('database: Postgres skipped, because REPAVE_TEST_DATABASE_URL names none.\n');

const SCHEMAS = [1, 2].map((number) => `repave_database_${process.pid}_${number}`);

afterAll(async () => {
  if (databaseUrl) for (const schema of SCHEMAS) await onServer(`drop schema if exists "${schema}" cascade`);
});

onPostgres('two Repaves live side by side in two schemas of one database, each started twice at once', async () => {
  const opened = await Promise.all(SCHEMAS.map((schema) => openPostgres(databaseUrl ?? '', { schema })));
  const again = await Promise.all(SCHEMAS.map((schema) => openPostgres(databaseUrl ?? '', { schema })));
  for (const { db } of [...opened, ...again]) {
    expect(await db.selectFrom('rollout').select('id').execute()).toEqual([]);
  }
  await Promise.all([...opened, ...again].map((database) => database.close()));
});

onPostgres('a schema of somebody else that is dropped meanwhile does not stop a start', async () => {
  const churn = { done: false };
  const other = `repave_database_${process.pid}_other`;
  const churning = (async () => {
    while (!churn.done)
      await onServer(`create schema ${other}; create table ${other}.t (id int); drop schema ${other} cascade`);
  })();
  const schema = SCHEMAS[0] ?? '';
  for (let round = 0; round < 10; round += 1) await (await openPostgres(databaseUrl ?? '', { schema })).close();
  churn.done = true;
  await churning;
});

onPostgres('a connection that Postgres ends fails its query and nothing else, idle or in a transaction', async () => {
  const database = await openPostgres(databaseUrl ?? '', { schema: SCHEMAS[0] ?? '' });
  const { db } = database;
  const work = db.transaction().execute(async (trx) => {
    const own = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
    await onServer(`select pg_terminate_backend(${String(own.rows[0]?.pid)})`);
    await trx.selectFrom('rollout').select('id').execute();
  });
  await expect(work).rejects.toThrow();
  const idle = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
  await onServer(`select pg_terminate_backend(${String(idle.rows[0]?.pid)})`);
  await expect(askUntilAnswered()).resolves.toEqual([]);
  await database.close();

  /** The pool may hand out each of the two dead connections once before it hears of their end. */
  async function askUntilAnswered(): Promise<unknown> {
    const ask = () => db.selectFrom('rollout').select('id').execute();
    return ask().catch(ask).catch(ask);
  }
});

test('a database with rollouts of another tenant is refused', async () => {
  const database = await openEmbedded(null);
  const { db } = database;
  const id = 'r1';
  const at = '2026-11-23T08:00:00.000Z';
  const rollout = { id, revision: 1, phase: 'draft', requested_by: 'Ada', wake_at: null, created_at: at, body: '{}' };
  await db.insertInto('rollout').values(rollout).execute();
  const body = JSON.stringify({ tenantId: 'AAAA' });
  await db.insertInto('plan').values({ rollout_id: id, revision: 1, hash: 'h', body }).execute();
  await expect(refuseOtherTenant(db, 'aaaa')).resolves.toBeUndefined();
  await expect(refuseOtherTenant(db, 'bbbb')).rejects.toThrow('database-of-another-tenant');
  await database.close();
});

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(statement);
  await client.end();
}
