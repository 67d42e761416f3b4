import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { unzipFiles } from '../../src/adapters/pack-zip.ts';
import { findBrokenEntry } from '../../src/domain/audit.ts';
import type { InboxMessage } from '../../src/sandbox/teams/inbox.ts';
import type { Persona } from '../../src/sandbox/teams/persona.ts';
import { verifyPack } from '../../src/workflow/verify-pack.ts';
import { assertPromise } from '../support/promise.ts';
import { openStory } from '../support/story.ts';
import type { Story } from '../support/story.ts';

let story: Story;

beforeAll(async () => {
  story = await openStory({ cloudPcs: 12 });
  await story.start();
  expect(await story.runToEnd()).toBe('completed');
}, 120_000);
afterAll(() => story.close());

const ACTOR = () => ({ id: story.admin.person.id, name: story.admin.person.name });

function readPack(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const read = unzipFiles(bytes);
  if (!read.ok) throw new Error(read.code);
  return read.files;
}

function textOf(files: ReadonlyMap<string, Uint8Array>, name: string): string {
  return new TextDecoder().decode(files.get(name));
}

async function makePack(): Promise<ReadonlyMap<string, Uint8Array>> {
  const made = await story.town.app.evidence.evidencePack(ACTOR());
  if (!made.ok) throw new Error(JSON.stringify(made.refusals));
  return readPack(made.value.bytes);
}

async function waitFor(persona: Persona, kind: 'offer' | 'file', after = ''): Promise<InboxMessage> {
  for (let tries = 0; tries < 500; tries += 1) {
    const found = persona.inbox().findLast(({ file, id }) => file?.kind === kind && id > after);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`no ${kind} came: ${persona.lastMessage().content}`);
}

test('the report offers the pack; who allows it finds a pack that verifies, with every wipe of the tenant in it', async () => {
  await story.admin.says('report');
  const offer = await waitFor(story.admin, 'offer');
  await story.admin.answersFile(offer, 'accept');
  const files = readPack(story.admin.download(await waitFor(story.admin, 'file')));
  const [key] = await story.town.app.evidence.listKeys();
  expect(verifyPack(files, key?.keyId ?? '')).toMatchObject({ ok: true, findings: [], trust: 'trusted' });
  const { wipes } = story.town.tenant;
  expect(wipes.length).toBeGreaterThan(3);
  const [actions, audit, page] = ['actions.jsonl', 'audit.jsonl', 'summary.html'].map((name) => textOf(files, name));
  for (const { cloudPcId, cloudPcName } of wipes) {
    expect(actions).toContain(`"cloudPcId":"${cloudPcId}"`);
    expect(audit).toMatch(new RegExp(`"cloudPcId":"${cloudPcId}".*"what":"reprovision-intended"`));
    expect(page).toContain(cloudPcName.replaceAll("'", '&#39;'));
  }
  expect(actions?.split('\n')).toHaveLength(wipes.length + 1);
  expect(story.admin.inbox().some(({ id }) => id === offer.id)).toBe(false);
  await assertPromise(story);
}, 60_000);

test('who declines gets no file, and an owner of a Cloud PC is offered none', async () => {
  const files = story.admin.inbox().filter(({ file }) => file?.kind === 'file').length;
  await story.admin.says('report');
  await story.admin.answersFile(await waitFor(story.admin, 'offer'), 'decline');
  for (let tries = 0; tries < 200 && !/no file/.test(story.admin.lastMessage().text); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(story.admin.lastMessage().text).toMatch(/^All right, no file/);
  expect(story.admin.inbox().filter(({ file }) => file?.kind === 'file')).toHaveLength(files);
  const owner = story.person(story.owners[0]?.id ?? '');
  await owner.says('report');
  expect(owner.inbox().filter(({ file }) => file)).toEqual([]);
  const refused = await story.town.app.evidence.evidencePack({ id: owner.person.id, name: owner.person.name });
  expect(refused).toMatchObject({ ok: false, refusals: [{ code: 'not-an-admin' }] });
}, 60_000);

test('the pack holds nobody’s words to the bot, no addresses and no secrets, and its page runs no script', async () => {
  const files = await makePack();
  const all = [...files.keys()].map((name) => textOf(files, name)).join('\n');
  expect(all).not.toMatch(/conversationId|serviceUrl|PRIVATE KEY|sandbox-only/);
  const page = textOf(files, 'summary.html');
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/<script|javascript:|https?:\/\//);
});

test('after a new key, packs verify by who trusts the old one', async () => {
  const { evidence } = story.town.app;
  const [old] = await evidence.listKeys();
  expect(await evidence.rotateKey(ACTOR())).toMatchObject({ ok: true });
  const verdict = verifyPack(await makePack(), old?.keyId ?? '');
  expect(verdict).toMatchObject({ ok: true, trust: 'trusted' });
  expect(verdict.manifest?.keyId).not.toBe(old?.keyId);
});

test('a person in an open rollout, or in a role, is not erased; every other is, and the chain and the pack still hold', async () => {
  const { evidence, store } = story.town.app;
  const owner = story.owners.find(({ id }) => story.town.tenant.wipes.some(({ personId }) => personId === id));
  if (!owner) throw new Error('nobody was wiped');
  const about = await evidence.exportPerson(ACTOR(), owner.upn);
  expect(about.ok && about.value.audit.length).toBeGreaterThan(2);
  const forApprover = { person: story.approver.person.id, reason: 'asked' };
  expect(await evidence.erasePerson(ACTOR(), forApprover)).toMatchObject({ refusals: [{ code: 'person-in-role' }] });
  const ask = { person: owner.upn, reason: `${owner.name} has left` };
  expect(await evidence.erasePerson(ACTOR(), { ...ask, reason: ' ' })).toMatchObject({
    refusals: [{ code: 'bad-field' }],
  });
  const done = await evidence.erasePerson(ACTOR(), ask);
  expect(done).toMatchObject({ ok: true, value: { rollouts: 1 } });
  const entries = await store.readAudit(null);
  expect(findBrokenEntry(entries)).toBeNull();
  const files = await makePack();
  expect(verifyPack(files, null)).toMatchObject({ ok: true, findings: [] });
  const all = [...files.keys()].map((name) => textOf(files, name)).join('\n');
  for (const trace of [owner.id, owner.name, owner.upn]) {
    expect(JSON.stringify(entries).includes(trace)).toBe(false);
    expect(all.includes(trace)).toBe(false);
  }
  expect(await evidence.erasePerson(ACTOR(), ask)).toMatchObject({ refusals: [{ code: 'no-such-person' }] });
}, 60_000);
