import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { unzipFiles } from '../../src/adapters/pack-zip.ts';
import { findBrokenEntry } from '../../src/domain/audit.ts';
import type { ButtonChoice, FilledInputs } from '../../src/sandbox/teams/card-click.ts';
import type { InboxMessage } from '../../src/sandbox/teams/inbox.ts';
import type { Persona } from '../../src/sandbox/teams/persona.ts';
import { verifyPack } from '../../src/workflow/verify-pack.ts';
import { assertPromise } from '../support/promise.ts';
import { openStory, waitForCard } from '../support/story.ts';
import type { Story } from '../support/story.ts';

let story: Story;
/** Who says everything that an owner can say, before their Cloud PC is rebuilt and after it. */
let speaker: Persona;

/** What owners write on their cards; nothing of it leaves with a pack. */
const WORDS = {
  help: 'My scans are still uploading',
  wish: 'My sister marries that week',
  stop: 'The printers on floor three are gone',
  complaint: 'It asks me for a code that I never had',
};

beforeAll(async () => {
  story = await openStory({ cloudPcs: 12 });
  await story.plan({ postponements: 0 });
  const { targets } = await story.state();
  speaker = story.person(targets.find(({ planned }) => planned.wave === 1)?.planned.personId ?? '');
  story.setTemperament(speaker.person.id, 'live');
  await story.send();
  await story.approve();
  await speakUp();
  expect(await story.runToEnd()).toBe('completed');
  await press('notice.broken', { under: "It doesn't work" }, { what: 'sign-in', text: WORDS.complaint });
}, 240_000);
afterAll(() => story.close());

/** Asks for help and for an exception, and stops the line; two others answer, and let it go on. */
async function speakUp(): Promise<void> {
  await press('notice.help', { under: 'I need help' }, { text: WORDS.help });
  await press('appeal.ask', { under: 'Ask for an exception…' }, { wish: 'leave-out', exceptionReason: WORDS.wish });
  const asked = await waitForCard(story.approver, /wishes to be left out/);
  await story.approver.click(asked, { under: 'Decline…' }, { reason: 'Everybody gets it this month' });
  await press('line.stop-own', { under: 'Stop everything…' }, { stopReason: WORDS.stop });
  await waitForCard(story.approver, /The line is stopped/);
  const held = textOf(await makePack(), 'rollout.json');
  expect(held).toContain('line-stopped');
  expect(held).not.toContain(WORDS.stop);
  await story.admin.says('resume because the driver is back');
  await story.town.settle();
  await story.approver.click(await waitForCard(story.approver, /A second person has to agree/), 'Agree: go on');
  await press('notice.ready', "I'm ready");
}

/** A button of the speaker's newest notice that has it. */
async function press(verb: string, button: ButtonChoice, inputs: FilledInputs = {}): Promise<void> {
  await story.town.settle();
  const notice = speaker.inbox().findLast(({ card }) => JSON.stringify(card ?? {}).includes(`"${verb}"`));
  if (!notice) throw new Error(`no card offers ${verb}`);
  await speaker.click(notice, button, inputs);
  await story.town.settle();
}

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

test('the pack holds nothing that owners wrote, no addresses and no secrets, and its page runs no script', async () => {
  const files = await makePack();
  const all = [...files.keys()].map((name) => textOf(files, name)).join('\n');
  expect(all).not.toMatch(/conversationId|serviceUrl|PRIVATE KEY|sandbox-only/);
  const page = textOf(files, 'summary.html');
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/<script|javascript:|https?:\/\//);
  for (const words of Object.values(WORDS)) expect(all).not.toContain(words);
});

test('who asked for help, complained, wished and stopped stands in the pack, with the words of those who decided it', async () => {
  const files = await makePack();
  const audit = textOf(files, 'audit.jsonl');
  for (const what of ['owner-asked-help', 'owner-complained', 'appeal-filed', 'appeal-decided', 'line-stopped'])
    expect(audit).toMatch(new RegExp(`"what":"${what}"`));
  const kept = JSON.stringify(await story.town.app.store.readAudit(null));
  for (const words of Object.values(WORDS)) expect(kept).toContain(words);
  const overrides = textOf(files, 'overrides.json');
  expect(overrides).toContain('Everybody gets it this month');
  expect(overrides).toContain('the driver is back');
  const { ok, wordsWithheld, erased } = verifyPack(files, null);
  expect({ ok, erased, isSome: wordsWithheld >= Object.keys(WORDS).length }).toEqual({
    ok: true,
    erased: 0,
    isSome: true,
  });
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
  const owner = story.owners.find(({ id }) => id === speaker.person.id);
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
