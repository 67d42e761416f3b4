import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { openEmbedded } from '../../src/adapters/database.ts';
import type { Database } from '../../src/adapters/database.ts';
import { zipFiles } from '../../src/adapters/pack-zip.ts';
import { createSigner } from '../../src/adapters/signing-key-store.ts';
import { createEvidenceStore } from '../../src/adapters/store-evidence.ts';
import { createStore } from '../../src/adapters/store.ts';
import { REPAVE } from '../../src/domain/actor.ts';
import { findBrokenEntry } from '../../src/domain/audit.ts';
import type { AuditEvent } from '../../src/domain/audit.ts';
import { isSignedBy, leadsTo } from '../../src/domain/pack/keys.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { Secret } from '../../src/secret.ts';
import { minimiseEnded } from '../../src/workflow/commands-evidence.ts';
import type { Store } from '../../src/workflow/ports-store.ts';
import { aPackSource } from '../support/pack.ts';
import { JONAS, MAYA, NOW } from '../support/domain.ts';

let database: Database;
let store: Store;

const DAY = 24 * 60;

beforeAll(async () => {
  database = await openEmbedded(null);
  store = createStore(database.db, () => Promise.resolve());
  const { state } = aPackSource();
  const rollout = { ...state.rollout, completedAt: NOW };
  await store.transact(async (tx) => {
    await tx.insertRollout({ ...state, rollout }, NOW);
    await tx.appendAudit([
      event({ actor: MAYA, what: 'plan-made' }),
      event({ what: 'person-told', facts: { cloudPcId: 'pc-0', person: 'person0@contoso.com', reason: '' } }),
      event({ actor: { id: 'person-1', name: 'Person 1' }, what: 'owner-ready', facts: { cloudPcId: 'pc-1' } }),
      event({ actor: JONAS, what: 'plan-approved', facts: { comment: 'Person 0 first, please' } }),
    ]);
  });
}, 60_000);
afterAll(() => database.close());

function event(change: Partial<AuditEvent>): AuditEvent {
  return { at: NOW, actor: REPAVE, what: 'something', rolloutId: 'r-1', planHash: null, facts: {}, ...change };
}

function minimiseAt(now: string, days: number): Promise<void> {
  const evidence = createEvidenceStore(database.db);
  const signer = createSigner(database.db, undefined);
  const directory = {
    hasRole: () => Promise.resolve(false),
    listRole: () => Promise.resolve([]),
    readPeople: () => Promise.resolve([]),
  };
  return minimiseEnded({ store, clock: { now: () => now }, directory, evidence, signer, zip: zipFiles }, days);
}

test('owners stay in an ended rollout until the retention time is over, and for ever without one', async () => {
  await minimiseAt(plusMinutes(NOW, 9000 * DAY), 0);
  await minimiseAt(plusMinutes(NOW, 29 * DAY), 30);
  const [, told] = await store.readAudit(null);
  expect(told?.facts['person']).toBe('person0@contoso.com');
});

test('after it, owners are gone from plan, targets and chain; who decided stays named, and the chain holds', async () => {
  await minimiseAt(plusMinutes(NOW, 31 * DAY), 30);
  const entries = await store.readAudit(null);
  expect(findBrokenEntry(entries)).toBeNull();
  const state = await store.readRollout('r-1');
  expect(JSON.stringify([entries, state])).not.toMatch(/person-?[01]@|Person [01]|"person-[01]"|CPC-[01]/);
  expect(entries.map(({ actor }) => actor.name)).toEqual([
    'Maya Lindqvist',
    'Repave',
    'erased person',
    'Jonas Okafor',
    'Repave',
  ]);
  expect(state?.rollout.approval?.by).toEqual(JONAS);
  expect(state?.targets.map(({ attempts }) => attempts.length)).toEqual([1, 1]);
});

test('running it again writes nothing', async () => {
  const before = await store.readAudit(null);
  await minimiseAt(plusMinutes(NOW, 99 * DAY), 30);
  expect(await store.readAudit(null)).toEqual(before);
});

test('a signing key is made once, a new one is signed by it, and the old one signs no more', async () => {
  const signer = createSigner(database.db, undefined);
  const [one, two] = await Promise.all([signer.currentKey(NOW), signer.currentKey(NOW)]);
  expect(one).toEqual(two);
  const text = new TextEncoder().encode('a manifest');
  expect(isSignedBy(one.publicKey, text, await signer.sign(one.keyId, text))).toBe(true);
  const rotated = await signer.rotate(plusMinutes(NOW, 1));
  if (rotated.outcome !== 'rotated') throw new Error(rotated.outcome);
  const keys = await signer.listKeys();
  expect(keys.map(({ keyId }) => keyId)).toEqual([rotated.key.keyId, one.keyId]);
  expect(leadsTo(keys, one.keyId, rotated.key.keyId)).toBe(true);
  await expect(signer.sign(one.keyId, text)).rejects.toThrow('signing-key-retired');
  const rows = await database.db.selectFrom('signing_key').select('private_key').execute();
  expect(rows.filter(({ private_key }) => private_key !== null)).toHaveLength(1);
});

test('a key from the settings is never stored, takes the place of the one in the database, and is not ours to rotate', async () => {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const signer = createSigner(database.db, new Secret(pem));
  const key = await signer.currentKey(plusMinutes(NOW, 2));
  const text = new TextEncoder().encode('a manifest');
  expect(isSignedBy(key.publicKey, text, await signer.sign(key.keyId, text))).toBe(true);
  expect(await signer.rotate(NOW)).toEqual({ outcome: 'from-setting' });
  const rows = await database.db.selectFrom('signing_key').select('private_key').execute();
  expect(rows.every(({ private_key }) => private_key === null)).toBe(true);
  expect((await signer.listKeys())[0]).toEqual(key);
});
