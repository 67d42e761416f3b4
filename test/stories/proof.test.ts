import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readJsonObject } from '../../src/sandbox/teams/activity.ts';
import { listButtons } from '../../src/sandbox/teams/card-walk.ts';
import type { Persona } from '../../src/sandbox/teams/persona.ts';
import { assertPromise } from '../support/promise.ts';
import { clickOn, openStory, readOutcome, waitForCard } from '../support/story.ts';
import type { Asked, Story } from '../support/story.ts';

/** Time enough for a second date. */
const LONG: Partial<Asked> = { canary: 3, deadlineDays: 4 };
const SAFE = { desktop: true, documents: true, pictures: true, oneDriveSignedIn: true } as const;

let story: Story;

beforeEach(async () => {
  story = await openStory({ cloudPcs: 5 });
  for (const { id } of story.town.tenant.cloudPcs) {
    story.town.tenant.proofs.setData(id, { ...SAFE, pendingFiles: 0, outsideFiles: 0, appFiles: [] });
  }
}, 60_000);
afterEach(() => story.close());

test('setting up asks first, is for admins alone, and happens once', async () => {
  const { scripts } = story.town.tenant.proofs;
  await story.approver.says('proof setup confirm');
  expect(story.approver.lastMessage().content).toMatch(/Only Repave’s admins/);
  await story.admin.says('proof setup');
  expect(scripts).toHaveLength(0);
  await story.admin.click(story.admin.cardWith('Nothing has been done yet'), 'Put the script there');
  await waitForCard(story.admin, 'Proofs are set up');
  await story.admin.says('proof setup confirm');
  expect(scripts).toHaveLength(1);
  expect(scripts[0]?.assignments.length).toBeGreaterThan(0);
  const content = atob(String(scripts[0]?.fields['detectionScriptContent']));
  expect(content).toContain('["*.lic","*.pst",".ssh","*.pfx"]');
  expect(content).not.toContain('REPAVE-PATTERNS');
}, 60_000);

test('without the script a plan cannot ask for reports; left open it rests on people’s word, and says so to whoever reads it', async () => {
  await story.plan();
  expect((await story.state()).rollout.plan.request.proofMode).toBe('attested');
  expect(story.admin.cardWith(/^Plan: /m).content).toMatch(/by people’s own word \(nothing is measured\)/);
  await story.plan({ proof: 'measured' });
  await waitForCard(story.admin, /script that looks at Cloud PCs is not in Intune/);
}, 60_000);

test('who can lose nothing is done without pressing anything; who would drops out, is told, and comes back when it is mended', async () => {
  await setUp();
  const id = await story.plan(LONG);
  const [first, second] = await targets(id);
  for (const { personId } of await targets(id)) story.setTemperament(personId, 'silent');
  const { proofs } = story.town.tenant;
  proofs.setData(second.cloudPcId, { outsideFiles: 7 });
  await sendAndApprove();
  expect(await story.runToWipes(1)).toBe(true);
  await story.pass(20);
  expect(wiped()).toContain(first.personId);
  expect(wiped()).not.toContain(second.personId);
  const person = story.person(second.personId);
  expect(person.cardWith('7 files').content).toMatch(/outside OneDrive/);
  await story.admin.says('status');
  await story.town.settle();
  expect(story.admin.cardWith('Waiting').content).toMatch(/with data that is not safe/);
  const older = person.cardWith('7 files');
  await pressReady(person, older, second.cloudPcId, id);
  await story.pass(30);
  expect(wiped()).not.toContain(second.personId);
  proofs.fix(second.personId);
  await clickOn(person, '7 files', { button: 'Check again' });
  expect(await story.runToEnd(24 * 6, id)).toBe('completed');
  expect(wiped()).toContain(second.personId);
  expect((await audit()).some(({ what }) => what === 'proof-changed')).toBe(true);
  await assertPromise(story);
}, 240_000);

test('a Cloud PC that is off, or whose script breaks, is not known to be safe, and is never wiped', async () => {
  await setUp();
  const id = await story.plan(LONG);
  const [first, second, third] = await targets(id);
  story.town.tenant.proofs.setMood(first.cloudPcId, 'script-error');
  story.town.tenant.proofs.setMood(second.cloudPcId, 'off');
  await sendAndApprove();
  expect(await story.runToEnd(24 * 6, id)).toBe('completed');
  expect(wiped()).toContain(third.personId);
  expect(wiped()).not.toContain(first.personId);
  expect(wiped()).not.toContain(second.personId);
  await assertPromise(story);
}, 240_000);

test('a report older than the limit at the start is no proof', async () => {
  await setUp();
  const id = await story.plan(LONG);
  const [, second] = await targets(id);
  await sendAndApprove();
  await story.town.runUntil(async () => (await proofOf(id, second.cloudPcId)) !== null, 24 * 5);
  expect(wiped()).not.toContain(second.personId);
  story.town.tenant.proofs.setMood(second.cloudPcId, 'off');
  story.town.tenant.setSignedIn(second.cloudPcId, true);
  await story.pass(36);
  story.town.tenant.setSignedIn(second.cloudPcId, false);
  await story.runToEnd(24 * 6, id);
  expect(wiped()).not.toContain(second.personId);
  await assertPromise(story);
}, 240_000);

test('an approver who did not ask for the rollout can waive; the one who asked cannot', async () => {
  await setUp();
  const both = story.both();
  const id = await story.plan(LONG, both);
  const [, second, third] = await targets(id);
  const { proofs } = story.town.tenant;
  for (const one of [second, third]) {
    story.setTemperament(one.personId, 'silent');
    proofs.setData(one.cloudPcId, { pictures: false, outsideFiles: 2 });
  }
  await story.send(both);
  await story.approve();
  const waive = async (persona: Persona, item: string, cloudPcId: string) => {
    await persona.says('checklist');
    await openItem(persona, item);
    return clickOn(persona, 'Checklist:', {
      button: 'Waive for this Cloud PC',
      inputs: { cloudPcId, reason: 'A machine of the lab' },
    });
  };
  await story.town.runUntil(async () => (await proofOf(id, second.cloudPcId)) !== null, 24 * 5);
  expect(await waive(both, 'onedrive', second.cloudPcId)).toMatch(/Nobody can waive for their own request/);
  await waive(story.approver, 'onedrive', second.cloudPcId);
  await waive(story.approver, 'app-data', second.cloudPcId);
  await waive(story.approver, 'app-data', third.cloudPcId);
  await story.runToEnd(24 * 6, id);
  expect(wiped()).toContain(second.personId);
  expect(wiped()).not.toContain(third.personId);
  await assertPromise(story);
}, 240_000);

test('people of the sandbox mend what their Cloud PC reports, when they are told', async () => {
  await setUp();
  const id = await story.plan(LONG);
  const all = await targets(id);
  for (const { cloudPcId } of all) story.town.tenant.proofs.setData(cloudPcId, { pictures: false });
  await sendAndApprove();
  expect(await story.runToEnd(24 * 6, id)).toBe('completed');
  expect(wiped().length).toBe(all.length);
  await assertPromise(story);
}, 240_000);

test('with room for people’s word it counts where there is no report, and never against a bad one', async () => {
  await setUp();
  const id = await story.plan({ ...LONG, proof: 'measured-or-attested' });
  const [, second, third] = await targets(id);
  const { proofs } = story.town.tenant;
  for (const one of [second, third]) story.setTemperament(one.personId, 'silent');
  proofs.setMood(second.cloudPcId, 'off');
  proofs.setData(third.cloudPcId, { outsideFiles: 3 });
  await sendAndApprove();
  await story.town.settle();
  for (const one of [second, third]) {
    await clickOn(story.person(one.personId), 'rebuilt with a new Windows', { button: "I'm ready" });
  }
  await story.runToEnd(24 * 6, id);
  expect(wiped()).toContain(second.personId);
  expect(wiped()).not.toContain(third.personId);
}, 240_000);

async function setUp(): Promise<void> {
  await story.admin.says('proof setup confirm');
  await waitForCard(story.admin, 'Proofs are set up');
}

async function sendAndApprove(): Promise<void> {
  await story.send();
  await story.approve();
}

type Planned = { readonly cloudPcId: string; readonly personId: string };

async function targets(id: string): Promise<readonly [Planned, Planned, Planned]> {
  const [first, second, third] = (await story.state(id)).targets.map(({ planned }) => planned);
  if (!first || !second || !third) throw new Error('the town is too small');
  return [first, second, third];
}

async function proofOf(id: string, cloudPcId: string) {
  const target = (await story.state(id)).targets.find(({ planned }) => planned.cloudPcId === cloudPcId);
  return target?.proof?.report ?? null;
}

function audit() {
  return story.town.app.store.readAudit(null);
}

function wiped(): readonly (string | null)[] {
  return story.town.tenant.wipes.map(({ personId }) => personId);
}

/** The button as an older card still offers it. */
async function pressReady(
  person: Persona,
  message: ReturnType<Persona['cardWith']>,
  cloudPcId: string,
  rolloutId: string,
): Promise<string> {
  const { slotRevision } = (await story.state(rolloutId)).targets.find(
    (one) => one.planned.cloudPcId === cloudPcId,
  ) ?? {
    slotRevision: 1,
  };
  const data = { verb: 'notice.ready', rolloutId, cloudPcId, slotRevision };
  const action = { type: 'Action.Execute', title: 'Ready', verb: 'notice.ready', data };
  const card = { type: 'AdaptiveCard', version: '1.5', actions: [action] };
  return readOutcome(await person.click({ ...message, card }, 'Ready'));
}

async function openItem(persona: Persona, item: string): Promise<void> {
  const message = persona.cardWith('Checklist:');
  const buttons = listButtons(message.card ?? {}).filter(({ action }) => action['verb'] === 'checklist.open');
  const wanted = buttons.find(({ action }) => readJsonObject(action['data'])?.['item'] === item);
  if (!wanted) throw new Error(`the checklist does not offer ${item}`);
  const only = { type: 'AdaptiveCard', version: '1.5', actions: [wanted.action] };
  await persona.click({ ...message, card: only }, wanted.title);
}
