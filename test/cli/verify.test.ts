import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipFiles } from '../../src/adapters/pack-zip.ts';
import { verifyFile } from '../../src/cli/verify.ts';
import { aKey, aPack, aPackSource } from '../support/pack.ts';

const KEY = aKey();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'repave-verify-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function save(name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

test('a pack is checked from its file alone, against a key id or a file with the key', async () => {
  const pack = await save('pack.zip', zipFiles(aPack(aPackSource(), KEY)));
  const pem = await save('key.pem', KEY.key.publicKey);
  for (const key of [KEY.key.keyId, KEY.key.keyId.toUpperCase(), pem]) {
    const { ok, text } = await verifyFile(pack, key);
    expect([ok, text]).toEqual([true, expect.stringMatching(/^Valid: .*the one you trust/s)]);
  }
  expect(await verifyFile(pack, undefined)).toMatchObject({ ok: true, text: expect.stringContaining('--key') });
});

test('the first broken thing is named with file, line and entry, in words', async () => {
  const files = aPack(aPackSource(), KEY);
  const audit = new TextDecoder().decode(files.get('audit.jsonl')).replace('"attempt":1', '"attempt":2');
  const pack = await save('edited.zip', zipFiles(files.set('audit.jsonl', new TextEncoder().encode(audit))));
  const { ok, text } = await verifyFile(pack, KEY.key.keyId);
  expect(ok).toBe(false);
  expect(text).toMatch(/^NOT VALID.*\n- audit\.jsonl, line 4, entry 4: the entry is not what it was/);
});

test('another key, a key that is none and a file that is no pack are told apart', async () => {
  const pack = await save('pack.zip', zipFiles(aPack(aPackSource(), KEY)));
  expect((await verifyFile(pack, aKey().key.keyId)).text).toContain('not by the key you trust');
  expect((await verifyFile(pack, 'abc')).text).toContain('neither a key id');
  expect((await verifyFile(await save('x.zip', 'x'), undefined)).text).toContain('no zip archive');
});
