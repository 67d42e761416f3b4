import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { PROOF_VERBS } from '../../src/cli/verbs-proof.ts';
import type { SandboxPerson } from '../../src/sandbox/directory.ts';
import { ADMIN_GROUP_ID, APPROVER_GROUP_ID } from '../../src/sandbox/ids.ts';
import type { InboxMessage } from '../../src/sandbox/teams/inbox.ts';
import type { Persona } from '../../src/sandbox/teams/persona.ts';
import { listNoticesOf } from '../support/notices.ts';
import { assertPromise } from '../support/promise.ts';
import { clickOn, openStory, readOutcome, waitForCard } from '../support/story.ts';
import type { Asked, Story } from '../support/story.ts';

const LONG: Partial<Asked> = { canary: 4, deadlineDays: 4 };
const SAFE = { desktop: true, documents: true, pictures: true, oneDriveSignedIn: true } as const;
const LICENCE = 'C:\\ProgramData\\Arkwright\\arkwright.lic';
const MAIL = 'C:\\Users\\x\\AppData\\Local\\mail.pst';
const ASKED = /files that you answer for/;

let story: Story;

beforeEach(async () => {
  story = await openStory({ cloudPcs: 5 });
  for (const { id } of story.town.tenant.cloudPcs) {
    story.town.tenant.proofs.setData(id, { ...SAFE, pendingFiles: 0, outsideFiles: 0, appFiles: [] });
  }
  await story.admin.says('proof setup confirm');
  await waitForCard(story.admin, 'Proofs are set up');
}, 60_000);
afterEach(() => story.close());

type Planned = { readonly cloudPcId: string; readonly personId: string; readonly personName: string };

async function begin(
  people: number,
  by = story.admin,
  asked: Partial<Asked> = {},
): Promise<{ id: string; targets: readonly Planned[] }> {
  const id = await story.plan({ ...LONG, ...asked }, by);
  const targets = (await story.state(id)).targets.map(({ planned }) => planned).slice(0, people);
  for (const { personId } of targets) story.setTemperament(personId, 'silent');
  return { id, targets };
}

async function send(by = story.admin): Promise<void> {
  await story.send(by);
  await story.approve();
}

/** Somebody who has neither a role nor a Cloud PC of the plan. */
function bystander(not: readonly Planned[]): SandboxPerson {
  const { groups, directory } = story.town.tenant;
  const found = directory
    .all()
    .find(
      ({ id, accountEnabled }) =>
        accountEnabled &&
        !groups.has(ADMIN_GROUP_ID, id) &&
        !groups.has(APPROVER_GROUP_ID, id) &&
        story.owners.some((owner) => owner.id === id) &&
        !not.some(({ personId }) => personId === id),
    );
  if (!found) throw new Error('everybody has a part already');
  return found;
}

async function untilAsked(persona: Persona): Promise<InboxMessage> {
  await story.town.runUntil(() => persona.findCard(ASKED) !== undefined, 24 * 5);
  return persona.cardWith(ASKED);
}

async function answer(persona: Persona, message: InboxMessage, verb: string, reason?: string): Promise<string> {
  return readOutcome(await persona.click(message, { verb }, reason === undefined ? {} : { reason }));
}

/** The same button, pressed by somebody else who got hold of the card. */
async function forge(persona: Persona, message: InboxMessage, verb: string): Promise<string> {
  const data = JSON.parse(/\{"verb":"app\.ignore"[^{}]*\}/.exec(JSON.stringify(message.card))?.[0] ?? '{}') as object;
  const action = { type: 'Action.Execute', title: 'Forged', verb, data: { ...data, verb, reason: 'mine' } };
  const own = persona.inbox().findLast(({ card }) => card !== undefined);
  if (!own) throw new Error('they have no card to click on');
  const card = { type: 'AdaptiveCard', version: '1.5', actions: [action] };
  return readOutcome(await persona.click({ ...own, card }, 'Forged'));
}

async function untilWiped({ personId }: Planned): Promise<void> {
  expect(await story.town.runUntil(() => wiped().includes(personId), 24 * 4)).toBe(true);
}

function wiped(): readonly (string | null)[] {
  return story.town.tenant.wipes.map(({ personId }) => personId);
}

test('story 20: what will I lose? – the first notice, days ahead, names what is not safe, and what to do about it', async () => {
  const { targets } = await begin(2, story.admin, { days: [5], deadlineDays: 8 });
  const [dana, tom] = targets;
  if (!dana || !tom) throw new Error('the town is too small');
  story.town.tenant.proofs.setData(dana.cloudPcId, { outsideFiles: 7, appFiles: [LICENCE] });
  await story.pass(4);
  await send();
  await story.town.settle();
  const [first] = listNoticesOf(story, story.person(dana.personId));
  const said = first?.saidFirst;
  expect(said).toMatch(/Your data is not safe yet/);
  expect(said).toMatch(/7 files \(.*\) outside OneDrive/);
  expect(said).toMatch(/arkwright/);
  expect(said).toMatch(/Ask whoever looks after the app/);
  const [safe] = listNoticesOf(story, story.person(tom.personId));
  expect(safe?.saidFirst).toMatch(/Your data is safe, seen Mon 23 Nov, 13:00[^]*counts for 1 day/);
  const urls = story.town.servers.exchanges.list().map(({ url }) => url);
  expect(urls.some((url) => url.includes('initiateOnDemand'))).toBe(false);
  const lists = urls.filter((url) => url.includes('deviceRunStates')).length;
  expect(lists).toBeLessThan(3);
}, 600_000);

test('story 21: check again never turns green by a button – only what the Cloud PC reports does', async () => {
  const { targets } = await begin(1);
  const [dana] = targets;
  if (!dana) throw new Error('nobody');
  const { proofs } = story.town.tenant;
  proofs.setData(dana.cloudPcId, { pendingFiles: 40 });
  await send();
  const person = story.person(dana.personId);
  const amber = /some files are not uploaded yet/i;
  await story.town.runUntil(() => person.findCard(amber) !== undefined, 24 * 5);
  for (let presses = 0; presses < 3; presses += 1) {
    const shown = await clickOn(person, amber, { button: { verb: 'notice.check' } });
    expect(shown).toMatch(/not safe yet/);
    await story.pass(1);
    expect(person.cardWith(amber).content).toMatch(/not safe yet/);
  }
  await story.pass(16);
  expect(wiped()).not.toContain(dana.personId);
  proofs.setData(dana.cloudPcId, { pendingFiles: 0 });
  await clickOn(person, amber, { button: { verb: 'notice.check' } });
  await untilWiped(dana);
  await assertPromise(story);
}, 600_000);

test('story 20: what lies in C:\\Projects is named, and its owner is not wiped while it lies there', async () => {
  const { targets } = await begin(2);
  const [dana, tom] = targets;
  if (!dana || !tom) throw new Error('the town is too small');
  const { proofs } = story.town.tenant;
  proofs.setData(dana.cloudPcId, { driveFolders: { 'C:\\Temp': 12_000_000, 'C:\\Projects': 2_100_000_000 } });
  await send();
  const person = story.person(dana.personId);
  const amber = /outside OneDrive, among them C:\\+Projects \(2\.1 GB\) and C:\\+Temp \(12 MB\)/;
  await story.town.runUntil(() => person.findCard(amber) !== undefined, 24 * 5);
  expect(person.cardWith(amber).content).toMatch(/not safe yet/);
  await untilWiped(tom);
  await story.pass(16);
  expect(wiped()).not.toContain(dana.personId);
  proofs.fix(dana.personId);
  await clickOn(person, amber, { button: { verb: 'notice.check' } });
  await untilWiped(dana);
  await assertPromise(story);
}, 600_000);

test('story 21: an engine that writes its log while 40 files wait makes nobody green', async () => {
  const { targets } = await begin(1);
  const [dana] = targets;
  if (!dana) throw new Error('nobody');
  const { proofs } = story.town.tenant;
  proofs.setData(dana.cloudPcId, { pendingFiles: 40, isEngineLoud: true });
  await send();
  const person = story.person(dana.personId);
  const amber = /40 files are not uploaded yet/i;
  await story.town.runUntil(() => person.findCard(amber) !== undefined, 24 * 5);
  expect(person.cardWith(amber).content).toMatch(/not safe yet/);
  await story.pass(16);
  expect(wiped()).not.toContain(dana.personId);
  await assertPromise(story);
}, 600_000);

test('story 20: the owner of an app answers once for everybody, for the list that was shown and nothing else', async () => {
  const { id, targets } = await begin(3);
  const [first, second, third] = targets;
  if (!first || !second || !third) throw new Error('the town is too small');
  const { proofs } = story.town.tenant;
  proofs.setData(first.cloudPcId, { appFiles: [LICENCE] });
  proofs.setData(second.cloudPcId, { appFiles: [LICENCE, MAIL] });
  proofs.setMood(third.cloudPcId, 'off');
  const owner = bystander(targets);
  await story.approver.says(`app owner *.lic = ${owner.upn}`);
  expect(story.approver.lastMessage().content).toMatch(/Only Repave’s admins/);
  await story.admin.says('app owner *.lic = nobody@nowhere.example');
  expect(story.admin.lastMessage().content).toMatch(/is in the directory/);
  await story.admin.says(`app owner *.lic = ${owner.upn}`);
  await waitForCard(story.admin, owner.name);
  await send();
  const ada = story.person(owner.id);
  const card = await untilAsked(ada);
  await story.pass(1);
  for (const { personName } of [first, second]) expect(ada.cardWith(ASKED).content).toContain(personName);
  expect(await forge(story.person(second.personId), card, 'app.ignore')).toMatch(/Only .* can answer/);
  const answered = await answer(ada, ada.cardWith(ASKED), 'app.ignore', 'a floating licence');
  expect(answered).toMatch(/Answered for 2 Cloud PCs/);
  proofs.setData(third.cloudPcId, { appFiles: [LICENCE] });
  proofs.setMood(third.cloudPcId, 'answers');
  expect(await answer(ada, card, 'app.deactivate', 'changed my mind')).toMatch(/Answered for|newer card|One Cloud PC/);
  const later = await untilAsked(ada);
  expect(later.content).toContain(third.personName);
  expect(later.content).not.toContain(first.personName);
  expect(await answer(ada, later, 'app.exclude', 'their licence is bound to the device')).toMatch(/Answered for one/);
  await untilWiped(first);
  await story.pass(6);
  for (const { personId } of [second, third]) expect(wiped()).not.toContain(personId);
  const audit = await story.town.app.store.readAudit(id);
  expect(audit.filter(({ what }) => what === 'app-files-answered')).toHaveLength(2);
  expect(audit.some(({ what }) => what === 'app-answer-refused')).toBe(true);
  await assertPromise(story);
}, 600_000);

test('story 20: “deactivate first” is told to the people, and counts only when it was done', async () => {
  const { targets } = await begin(2);
  const [first, second] = targets;
  if (!first || !second) throw new Error('the town is too small');
  const { proofs } = story.town.tenant;
  for (const { cloudPcId } of [first, second]) proofs.setData(cloudPcId, { appFiles: [LICENCE] });
  const owner = bystander(targets);
  await story.admin.says(`app owner *.lic = ${owner.upn}`);
  await send();
  const ada = story.person(owner.id);
  await untilAsked(ada);
  await story.pass(1);
  const waiting = await answer(ada, ada.cardWith(ASKED), 'app.deactivate', 'Help, Licence, Return');
  expect(waiting).toMatch(/Waiting until 2 Cloud PCs are deactivated/);
  await story.town.settle();
  expect(story.person(first.personId).cardWith('Help, Licence, Return').content).toMatch(/not safe yet/);
  await story.pass(16);
  expect(wiped()).not.toContain(first.personId);
  proofs.fix(first.personId);
  await story.pass(4);
  expect(ada.cardWith(/Waiting until one Cloud PC/).content).toContain(second.personName);
  expect(await answer(ada, ada.cardWith(/Waiting until/), 'app.deactivated')).toMatch(/Answered for one Cloud PC/);
  for (const one of [first, second]) await untilWiped(one);
  await assertPromise(story);
}, 600_000);

test('story 20: who asked for the rollout cannot answer alone as owner of the app', async () => {
  const { targets } = await begin(2);
  const [first] = targets;
  if (!first) throw new Error('nobody');
  story.town.tenant.proofs.setData(first.cloudPcId, { appFiles: [LICENCE] });
  const self = story.admin.person;
  await story.admin.says(`app owner *.lic = ${self.upn}`);
  await send();
  const card = await untilAsked(story.admin);
  expect(await answer(story.admin, card, 'app.ignore', 'trust me')).toMatch(/A second person has to agree/);
  await story.town.settle();
  expect(await forge(story.admin, card, 'app.agree')).toMatch(/Only approvers/);
  await story.pass(16);
  expect(wiped()).not.toContain(first.personId);
  const asked = story.approver.cardWith(/Agree that .* on one Cloud PC can be ignored\?/);
  expect(asked.content).toContain('arkwright.lic');
  expect(await answer(story.approver, asked, 'app.agree')).toMatch(/Answered for one Cloud PC/);
  const said = (await story.state()).rollout.appCards?.at(-1)?.answer;
  expect(said?.seen).toMatch(/arkwright\.lic/);
  expect(said?.word).toMatchObject({ by: { id: story.approver.person.id }, seenAs: 'delivered' });
  expect(said?.word?.seen).toMatch(/trust me[\s\S]*Agree/);
  await untilWiped(first);
  await assertPromise(story);
}, 600_000);

test('story 20: a second person who does not agree says why, and the question is open again', async () => {
  const { id, targets } = await begin(2);
  const [first, second] = targets;
  if (!first || !second) throw new Error('the town is too small');
  for (const { cloudPcId } of [first, second]) story.town.tenant.proofs.setData(cloudPcId, { appFiles: [LICENCE] });
  await story.admin.says(`app owner *.lic = ${story.admin.person.upn}`);
  await send();
  await untilAsked(story.admin);
  await story.pass(1);
  const card = story.admin.cardWith(ASKED);
  expect(await answer(story.admin, card, 'app.ignore', 'trust me')).toMatch(/A second person has to agree/);
  await story.town.settle();
  const question = story.approver.cardWith(/Agree that .* on 2 Cloud PCs can be ignored\?/);
  expect(await forge(story.admin, card, 'app.disagree')).toMatch(/Only approvers/);
  const said = await answer(story.approver, question, 'app.disagree', 'the seat is bound to the Cloud PC');
  expect(said).toMatch(/did not agree/);
  expect(await answer(story.approver, question, 'app.agree')).toMatch(/did not agree/);
  await story.town.settle();
  const again = story.admin.cardWith(ASKED);
  expect(again.content).toContain('the seat is bound to the Cloud PC');
  await story.pass(16);
  for (const { personId } of [first, second]) expect(wiped()).not.toContain(personId);
  const audit = await story.town.app.store.readAudit(id);
  expect(audit.filter(({ what }) => what === 'app-answer-disagreed')).toMatchObject([
    { facts: { pattern: '*.lic', answer: 'ignore', reason: 'the seat is bound to the Cloud PC', cloudPcs: 2 } },
  ]);
  expect(audit.some(({ what }) => what === 'app-answer-agreed')).toBe(false);
  expect(await answer(story.admin, again, 'app.ignore', 'the seat was moved')).toMatch(/A second person has to agree/);
  await story.town.settle();
  expect(await answer(story.approver, story.approver.cardWith('the seat was moved'), 'app.agree')).toMatch(
    /Answered for 2 Cloud PCs/,
  );
  for (const one of [first, second]) await untilWiped(one);
  await assertPromise(story);
}, 600_000);

test('proof off asks first; running plans keep asking for reports, and new ones go by people’s word', async () => {
  const { id } = await begin(1);
  await story.admin.says('proof off');
  expect(story.town.tenant.proofs.scripts[0]?.assignments).not.toHaveLength(0);
  await story.admin.click(story.admin.cardWith('Stop measuring proofs?'), 'Stop measuring');
  await waitForCard(story.admin, 'No longer measured');
  expect(story.town.tenant.proofs.scripts[0]?.assignments).toHaveLength(0);
  expect((await story.state(id)).rollout.plan.request.proofMode).toBe('measured');
  await story.admin.says('proof off confirm');
  expect(story.admin.lastMessage().content).toMatch(/Nothing is measured/);
  const next = await story.plan({ ...LONG, only: '', exclusions: '' });
  expect((await story.state(next)).rollout.plan.request.proofMode).toBe('attested');
  const whats = (await story.town.app.store.readAudit(null)).map(({ what }) => what);
  expect(whats).toContain('proof-switched-off');
}, 120_000);

test('on the command line, too, nothing is put there or taken away without the word “confirm”', async () => {
  const { commands, evidence } = story.town.app;
  const { scripts } = story.town.tenant.proofs;
  const run = (verb: string, words: readonly string[], by = story.admin) => {
    const actor = { id: by.person.id, name: by.person.name };
    const ask = { commands, evidence, actor, words, rollout: undefined, out: undefined, reason: '', now: '' };
    return PROOF_VERBS[verb]?.run(ask);
  };
  expect(await run('proof', [])).toMatchObject({ ok: true, value: { isSetUp: true } });
  expect(await run('proof', ['off'])).toMatchObject({ ok: true, value: { isSetUp: true, next: expect.any(String) } });
  expect(scripts[0]?.assignments).not.toHaveLength(0);
  expect(await run('proof', ['off', 'confirm'], story.approver)).toMatchObject({ ok: false });
  expect(await run('proof', ['off', 'confirm'])).toMatchObject({ ok: true, value: { isSetUp: false } });
  expect(scripts[0]?.assignments).toHaveLength(0);
  expect(await run('proof', ['patterns', '*.lic,', '.ssh'])).toMatchObject({ value: { patterns: ['*.lic', '.ssh'] } });
  const [owner] = story.owners;
  expect(await run('app-owner', ['*.lic', owner?.upn ?? ''])).toMatchObject({
    value: { owners: [{ pattern: '*.lic', personId: owner?.id }] },
  });
  expect(await run('app-owner', ['*.lic', 'nobody'])).toMatchObject({ value: { owners: [] } });
  expect(await run('app-owners', [], story.approver)).toMatchObject({ refusals: [{ code: 'not-an-admin' }] });
}, 60_000);
