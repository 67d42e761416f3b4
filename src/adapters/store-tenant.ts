import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { Failure } from '../workflow/failure.ts';
import type { Tables } from './database-tables.ts';

/** Refuses a database that holds rollouts of another tenant: their Cloud PCs, people and approvals mean nothing here. */
export async function refuseOtherTenant(db: Kysely<Tables>, tenantId: string): Promise<void> {
  const foreign = await db
    .selectFrom('plan')
    .select('rollout_id')
    .where(sql`lower(body ->> 'tenantId')`, '!=', tenantId.toLowerCase())
    .limit(1)
    .executeTakeFirst();
  if (foreign) throw new Failure('database-of-another-tenant', 'open the database; give each tenant one of its own');
}
