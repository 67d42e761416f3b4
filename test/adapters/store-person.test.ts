import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openEmbedded } from '../../src/adapters/database.ts';
import type { Database } from '../../src/adapters/database.ts';
import { createEvidenceStore } from '../../src/adapters/store-evidence.ts';
import { createStore } from '../../src/adapters/store.ts';
import { ERASURE } from '../../src/domain/audit-erasure.ts';
import type { EvidenceStore, PersonRecord } from '../../src/workflow/ports-evidence.ts';
import { makeBuild } from '../support/build.ts';
import { MAYA, NOW } from '../support/domain.ts';
import { aPackSource } from '../support/pack.ts';

/** Owns the first Cloud PC, began a build, answers for an app, and is named in somebody's open question. */
const PERSON = { id: 'person-0', name: 'Person 0', upn: 'person0@contoso.com' };
const OTHER = { pattern: '*.pst', personId: 'p-else', name: 'Somebody Else', upn: 'else@contoso.com' };

let database: Database;
let evidence: EvidenceStore;

beforeAll(async () => {
  database = await openEmbedded(null);
  evidence = createEvidenceStore(database.db);
  const store = createStore(database.db, () => Promise.resolve());
  const { state } = aPackSource();
  const rollout = { ...state.rollout, completedAt: NOW };
  await store.transact((tx) => tx.insertRollout({ ...state, rollout }, NOW));
  const { db } = database;
  const build = { ...makeBuild(), startedBy: { id: PERSON.id, name: PERSON.name } };
  const row = { id: 'b-1', step: build.step, is_over: true, started_by: PERSON.id, wake_at: null, created_at: NOW };
  await db
    .insertInto('build')
    .values({ ...row, body: JSON.stringify(build) })
    .execute();
  const passport = { testedBy: PERSON.name, image: 'W11' };
  await db
    .insertInto('passport')
    .values({ device_image_id: 'img-1', build_id: 'b-1', body: JSON.stringify(passport) })
    .execute();
  const owners = [{ pattern: '*.lic', personId: PERSON.id, name: PERSON.name, upn: PERSON.upn }, OTHER];
  const documents = [
    {
      key: 'settings/proof',
      etag: '1',
      body: JSON.stringify({ scriptId: null, patterns: ['*.lic', '*.pst'], owners }),
    },
    { key: 'dialog/a:maya', etag: '1', body: JSON.stringify({ draft: { exclusions: `${PERSON.upn}: on leave` } }) },
  ];
  await db.insertInto('document').values(documents).execute();
  const chore = { rows: [{ image: 'W11', testedBy: PERSON.name }] };
  await db
    .insertInto('chore')
    .values({ name: 'freshness', due_at: NOW, body: JSON.stringify(chore) })
    .execute();
}, 180_000);
afterAll(() => database.close());

async function everything(): Promise<string> {
  const { db } = database;
  const rows = await Promise.all([
    db.selectFrom('build').selectAll().execute(),
    db.selectFrom('passport').selectAll().execute(),
    db.selectFrom('document').selectAll().execute(),
    db.selectFrom('chore').selectAll().execute(),
    db.selectFrom('target').selectAll().execute(),
    db.selectFrom('plan').selectAll().execute(),
  ]);
  return JSON.stringify(rows);
}

async function find(): Promise<PersonRecord> {
  const person = await evidence.findPerson(PERSON.upn);
  if (!person) throw new Error('nobody of that name');
  return evidence.exportPerson(person);
}

test('what is exported of a person holds their builds, passports, apps and what is asked about them, too', async () => {
  const record = await find();
  expect(JSON.stringify(record.targets)).toContain('CPC-0');
  expect(record.builds).toHaveLength(1);
  expect(record.passports).toHaveLength(1);
  expect(record.appOwner).toEqual([expect.objectContaining({ pattern: '*.lic' })]);
  expect(record.drafts).toHaveLength(1);
  expect(JSON.stringify(record.appOwner)).not.toContain(OTHER.name);
});

test('erasing takes the person out of all of it, and leaves others where they are', async () => {
  const { person } = await find();
  const order = { at: NOW, actor: MAYA, what: ERASURE, rolloutId: null, planHash: null, facts: { reason: 'asked' } };
  await evidence.erasePerson(person, { order, nonce: '01234567' });
  const left = await everything();
  for (const trace of [PERSON.upn, PERSON.name, PERSON.id]) expect(left).not.toContain(trace);
  expect(left).toContain(OTHER.upn);
  expect(left).toContain('on leave');
  expect(await evidence.findPerson(PERSON.upn)).toBeUndefined();
});
