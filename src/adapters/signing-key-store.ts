import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { endorsementText, keyIdOf } from '../domain/pack/keys.ts';
import type { SigningKey } from '../domain/pack/source.ts';
import type { Secret } from '../secret.ts';
import { Failure } from '../workflow/failure.ts';
import type { Signer } from '../workflow/ports-evidence.ts';
import type { Tables } from './database-tables.ts';

type Trx = Transaction<Tables>;
type Row = Selectable<Tables['signing_key']>;

/** Advisory lock number of the signing keys: two processes must not make the first key at once. */
const KEY_LOCK = 7_283_003;

/**
 * The signing key of this installation: from the setting when there is one (then no private key is stored), else made on first use and
 * kept in the database. Retired keys lose their private part and stay as public keys.
 */
export function createSigner(db: Kysely<Tables>, fromSetting: Secret | undefined): Signer {
  const given = fromSetting && createPrivateKey(fromSetting.reveal());
  return {
    currentKey: async (now) => toKey(await locked(db, (trx) => ensureKey(trx, given, now))),
    async sign(keyId, bytes) {
      const row = await db.selectFrom('signing_key').selectAll().where('key_id', '=', keyId).executeTakeFirst();
      const key = row && !row.retired_at ? (given ?? (row.private_key && createPrivateKey(row.private_key))) : null;
      if (!key || keyIdOf(createPublicKey(key)) !== keyId) throw new Failure('signing-key-retired', 'sign a pack');
      return sign(null, bytes, key);
    },
    listKeys: async () =>
      (
        await db
          .selectFrom('signing_key')
          .selectAll()
          .orderBy(sql`retired_at desc nulls first`)
          .execute()
      ).map(toKey),
    async rotate(now) {
      if (given) return { outcome: 'from-setting' };
      return { outcome: 'rotated', key: toKey(await locked(db, (trx) => rotate(trx, now))) };
    },
  };
}

async function locked<T>(db: Kysely<Tables>, work: (trx: Trx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${KEY_LOCK})`.execute(trx);
    return work(trx);
  });
}

async function ensureKey(trx: Trx, given: KeyObject | undefined, now: string): Promise<Row> {
  const current = await readCurrent(trx);
  if (!given) return current ?? insertKey(trx, newPrivateKey(), { now });
  const keyId = keyIdOf(createPublicKey(given));
  if (current?.key_id === keyId) return current;
  await retire(trx, now);
  const known = await trx.selectFrom('signing_key').selectAll().where('key_id', '=', keyId).executeTakeFirst();
  if (!known) return insertKey(trx, given, { now, isGiven: true });
  await trx.updateTable('signing_key').set({ retired_at: null }).where('key_id', '=', keyId).execute();
  return { ...known, retired_at: null };
}

async function rotate(trx: Trx, now: string): Promise<Row> {
  const before = await readCurrent(trx);
  const key = newPrivateKey();
  if (!before?.private_key) {
    await retire(trx, now);
    return insertKey(trx, key, { now });
  }
  const text = endorsementText(keyIdOf(createPublicKey(key)));
  const endorsement = sign(null, text, createPrivateKey(before.private_key)).toString('base64');
  await retire(trx, now);
  return insertKey(trx, key, { now, endorsed_by: before.key_id, endorsement });
}

function readCurrent(trx: Trx): Promise<Row | undefined> {
  return trx.selectFrom('signing_key').selectAll().where('retired_at', 'is', null).executeTakeFirst();
}

async function retire(trx: Trx, now: string): Promise<void> {
  const change = { retired_at: now, private_key: null };
  await trx.updateTable('signing_key').set(change).where('retired_at', 'is', null).execute();
}

async function insertKey(
  trx: Trx,
  key: KeyObject,
  about: {
    readonly now: string;
    readonly isGiven?: boolean;
    readonly endorsed_by?: string;
    readonly endorsement?: string;
  },
): Promise<Row> {
  const { now, isGiven = false, endorsed_by = null, endorsement = null } = about;
  const publicKey = createPublicKey(key);
  return trx
    .insertInto('signing_key')
    .values({
      key_id: keyIdOf(publicKey),
      public_key: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      private_key: isGiven ? null : key.export({ type: 'pkcs8', format: 'pem' }).toString(),
      created_at: now,
      retired_at: null,
      endorsed_by,
      endorsement,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

function newPrivateKey(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey;
}

function toKey(row: Row): SigningKey {
  return {
    keyId: row.key_id,
    publicKey: row.public_key,
    createdAt: row.created_at.toISOString(),
    retiredAt: row.retired_at?.toISOString() ?? null,
    endorsedBy: row.endorsed_by,
    endorsement: row.endorsement,
  };
}
