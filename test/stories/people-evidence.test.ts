import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipFiles, zipFiles } from '../../src/adapters/pack-zip.ts';
import { verifyFile } from '../../src/cli/verify.ts';
import type { InboxMessage } from '../../src/sandbox/teams/inbox.ts';
import { assertPromise } from '../support/promise.ts';
import { openStory } from '../support/story.ts';
import type { Story } from '../support/story.ts';

let story: Story;
let folder: string;
let pack: Uint8Array;

beforeAll(async () => {
  story = await openStory({ cloudPcs: 5 });
  folder = await mkdtemp(join(tmpdir(), 'pack-'));
  await story.start();
  expect(await story.runToEnd()).toBe('completed');
  await story.admin.says('report');
  await story.admin.click(story.admin.cardWith('The record is whole'), 'Evidence pack');
  await story.admin.answersFile(await waitForFile('offer', 2), 'accept');
  pack = story.admin.download(await waitForFile('file', 1));
}, 300_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await story.close();
});

/** The newest of so many files, or offers of one, at least. */
async function waitForFile(kind: 'offer' | 'file', count: number): Promise<InboxMessage> {
  for (let tries = 0; tries < 3000; tries += 1) {
    const found = story.admin.inbox().filter(({ file }) => file?.kind === kind);
    const newest = found.at(-1);
    if (newest && found.length >= count) return newest;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`no ${kind} came`);
}

async function verify(bytes: Uint8Array): Promise<{ readonly ok: boolean; readonly text: string }> {
  const [key] = await story.town.app.evidence.listKeys();
  const path = join(folder, 'pack.zip');
  await writeFile(path, bytes);
  return verifyFile(path, key?.keyId);
}

/** The pack with one byte in the middle of one line of one file changed. */
function change(name: string, find: string): Uint8Array {
  const read = unzipFiles(pack);
  if (!read.ok) throw new Error(read.code);
  const bytes = Buffer.from(read.files.get(name) ?? new Uint8Array());
  const at = bytes.indexOf(find) + Math.floor(find.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return zipFiles(new Map(read.files).set(name, bytes));
}

test('story 19: prove it to the auditor – the pack from the button verifies from its file alone, with every wipe in it', async () => {
  const { ok, text } = await verify(pack);
  expect(text).toMatch(/^Valid: every file is as it was signed, and the audit chain holds/);
  expect(text).toMatch(/The key is the one you trust/);
  expect(ok).toBe(true);
  const read = unzipFiles(pack);
  const actions = new TextDecoder().decode(read.ok ? read.files.get('actions.jsonl') : undefined);
  for (const { cloudPcId } of story.town.tenant.wipes) expect(actions).toContain(cloudPcId);
  await assertPromise(story);
}, 60_000);

test('story 19: a changed byte in the chain names the broken entry', async () => {
  const intended = await verify(change('audit.jsonl', 'reprovision-intended'));
  expect(intended.ok).toBe(false);
  expect(intended.text).toMatch(/^NOT VALID.*\n- audit\.jsonl, line \d+, entry \d+: the entry is not what it was/);
});

test.each([
  ['results.csv', 'verified'],
  ['summary.html', 'Audit chain'],
  ['approvals.json', 'approved'],
  ['proofs.jsonl', 'evidence'],
  ['notices.jsonl', 'delivered'],
  ['manifest.json', 'madeAt'],
])('story 19: a changed byte in %s is named', async (name, find) => {
  const { ok, text } = await verify(change(name, find));
  expect(ok).toBe(false);
  expect(text).toContain(name === 'manifest.json' ? 'manifest' : name);
});
