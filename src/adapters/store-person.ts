import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { joinIdentities, listOwners, prepareLeaving } from '../domain/person-traces.ts';
import type { Identity } from '../domain/person-traces.ts';
import type { PersonRecord } from '../workflow/ports-evidence.ts';
import type { Tables } from './database-tables.ts';
import { readAudit } from './store-audit.ts';
import { PROOF_SETTINGS_KEY } from './store-proof-settings.ts';

type Db = Kysely<Tables>;

/** Puts together what targets, plans, conversations and the chain say about one person. */
export async function findPerson(db: Db, idOrUpn: string): Promise<Identity | undefined> {
  const key = idOrUpn.toLowerCase();
  const targets = (await readTargets(db)).map(({ body }) => body);
  const plans = (await readPlans(db, key)).map(({ body }) => body);
  const owners = listOwners(plans, targets);
  const owner = owners.find(
    ({ id, upns }) => id.toLowerCase() === key || upns.some((upn) => upn.toLowerCase() === key),
  );
  const id = owner?.id ?? idOrUpn;
  const actors = await readActorNames(db, id);
  const conversation = await db
    .selectFrom('conversation')
    .select('body')
    .where('person_id', '=', id)
    .executeTakeFirst();
  const leftOut = plans.flatMap((plan) => plan.leftOut).filter((one) => isOwner(one.owner, key, owner));
  const asManager = targets.flatMap(({ reach }) =>
    reach?.manager?.id?.toLowerCase() === key ? [reach.manager.name] : [],
  );
  if (!owner && asManager.length === 0 && actors.length === 0 && !conversation && leftOut.length === 0)
    return undefined;
  return joinIdentities(id, [
    owner ?? {},
    { upns: key.includes('@') ? [idOrUpn] : [] },
    { names: [...asManager, ...actors, ...(conversation ? [conversation.body.personName] : [])] },
    { cloudPcs: leftOut.map(({ cloudPcName }) => cloudPcName) },
  ]);
}

/** Every record that names the person, as it stands. */
export async function exportPerson(db: Db, person: Identity): Promise<PersonRecord> {
  const { eraser } = prepareLeaving([person], '');
  const naming = <T>(rows: readonly T[]) => rows.filter((row) => eraser.finds(row));
  const targets = naming(await readTargets(db)).map(({ body }) => body);
  const plans = (await readPlans(db, '')).flatMap(({ body }) => [
    ...naming(body.targets),
    ...naming(body.leftOut),
    ...naming(body.ticks),
  ]);
  const rollouts = await db.selectFrom('rollout').select(['id', 'body']).execute();
  const messages = await db.selectFrom('message').selectAll().where('person_id', '=', person.id).execute();
  const [row] = await db.selectFrom('conversation').select('body').where('person_id', '=', person.id).execute();
  const side = await readSide(db, person, row?.body.conversationId ?? null);
  const audit = naming(await readAudit(db, null));
  const rest = { rollouts: naming(rollouts), messages, conversation: row?.body ?? null, audit };
  return { person, targets, plans, ...rest, ...side };
}

/** Phases after which a rollout is not written any more. */
export const ENDED = ['completed', 'aborted', 'rejected', 'expired'];

export async function listOpenRollouts(db: Db, person: Identity): Promise<readonly string[]> {
  const { eraser } = prepareLeaving([person], '');
  const rows = await db
    .selectFrom('rollout')
    .innerJoin('plan', (join) =>
      join.onRef('plan.rollout_id', '=', 'rollout.id').onRef('plan.revision', '=', 'rollout.revision'),
    )
    .select(['rollout.id', 'rollout.body as rollout', 'plan.body as plan'])
    .where('rollout.phase', 'not in', ENDED)
    .execute();
  return rows.filter((row) => eraser.finds(row)).map(({ id }) => id);
}

function readTargets(db: Db) {
  return db.selectFrom('target').select(['rollout_id', 'body']).execute();
}

/** Plans in which a text occurs; all of them for an empty text. */
function readPlans(db: Db, text: string) {
  const all = db.selectFrom('plan').select(['rollout_id', 'body']);
  return (text === '' ? all : all.where(sql<boolean>`strpos(lower(body::text), ${text}) > 0`)).execute();
}

async function readActorNames(db: Db, id: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('audit_person')
    .select(sql<string>`actor ->> 'name'`.as('name'))
    .distinct()
    .where(sql<string>`actor ->> 'id'`, '=', id)
    .execute();
  return rows.map(({ name }) => name);
}

function isOwner(text: string, key: string, owner: Identity | undefined): boolean {
  const known = [key, ...(owner?.upns ?? []), ...(owner?.names ?? [])].map((one) => one.toLowerCase());
  return text !== '' && known.includes(text.toLowerCase());
}

/** What stands beside rollouts: builds, passports of images, settings, and open questions of dialogs. */
async function readSide(db: Db, person: Identity, conversationId: string | null) {
  const { eraser } = prepareLeaving([person], '');
  const naming = <T>(rows: readonly T[]) => rows.filter((row) => eraser.finds(row));
  const builds = await db.selectFrom('build').select(['id', 'started_by', 'body']).execute();
  const passports = await db.selectFrom('passport').select(['device_image_id', 'body']).execute();
  const settings = await readAppOwners(db);
  const drafts = await db
    .selectFrom('document')
    .select(['key', 'body'])
    .where('key', '!=', PROOF_SETTINGS_KEY)
    .execute();
  const isTheirs = ({ key }: { readonly key: string }) => conversationId !== null && key.includes(conversationId);
  return {
    builds: naming(builds),
    passports: naming(passports),
    appOwner: naming(settings),
    drafts: drafts.filter((row) => isTheirs(row) || eraser.finds(row)),
  };
}

async function readAppOwners(db: Db): Promise<readonly unknown[]> {
  const row = await db.selectFrom('document').select('body').where('key', '=', PROOF_SETTINGS_KEY).executeTakeFirst();
  const body: unknown = row?.body;
  const hasOwners = typeof body === 'object' && body !== null && 'owners' in body && Array.isArray(body.owners);
  return hasOwners ? (body.owners as readonly unknown[]) : [];
}
