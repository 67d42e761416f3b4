import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { listButtons } from '../../src/sandbox/teams/card-walk.ts';
import { readJsonObject } from '../../src/sandbox/teams/activity.ts';
import type { Persona } from '../../src/sandbox/teams/persona.ts';
import { assertPromise } from '../support/promise.ts';
import { clickOn, openStory, readOutcome } from '../support/story.ts';
import type { Story } from '../support/story.ts';

/** Stands on an approval card alone. */
const APPROVAL = 'Your answer counts for exactly this plan';

let story: Story;

beforeEach(async () => {
  story = await openStory({ cloudPcs: 6 });
}, 60_000);
afterEach(() => story.close());

test('a tick needs a reason, changes the plan’s hash, and speaks for who stays silent, not for who was not told', async () => {
  const id = await story.plan();
  const before = await story.state(id);
  for (const { planned } of before.targets) story.setTemperament(planned.personId, 'silent');
  const sent = story.admin.cardWith('Send for approval');
  await story.admin.click(sent, 'Checklist');
  await openItem(story.admin, 'onedrive');
  await expect(clickOn(story.admin, 'Checklist:', { button: 'Tick for everybody' })).rejects.toThrow(/input reason/);
  await tick();
  await openItem(story.admin, 'app-data');
  await tick();
  expect((await story.state(id)).rollout.hash).not.toBe(before.rollout.hash);
  const stale = readOutcome(await story.admin.click(sent, 'Send for approval'));
  expect(stale).toMatch(/plan has changed/);
  await clickOn(story.admin, 'Checklist:', { button: 'Back to the plan' });
  const untold = before.targets.find(({ planned }) => planned.wave === 1)?.planned.personId ?? '';
  await story.person(untold).uninstall();
  await story.send();
  expect(story.approver.lastMessage().content).toMatch(/Files: 4 of 4 safe \(4 ticked by Ingrid Solberg\)/);
  expect(await clickOn(story.approver, APPROVAL, { button: 'Checklist' })).toMatch(/Known Folder Move is on/);
  await clickOn(story.approver, 'Checklist:', { button: 'Back to the approval' });
  await story.approve();
  expect(await story.runToEnd()).toBe('completed');
  expect(story.town.tenant.wipes).toHaveLength(3);
  expect(wiped()).not.toContain(untold);
  await assertPromise(story);
}, 120_000);

test('a waiver is an approver’s, with a reason, never the requester’s, and kept with the list that they read', async () => {
  const both = story.both();
  const id = await story.plan({}, both);
  const { targets } = await story.state(id);
  const silent = targets.find(({ planned }) => planned.wave === 1)?.planned;
  const others = targets.filter(({ planned }) => planned.wave === 1 && planned !== silent);
  story.setTemperament(silent?.personId ?? '', 'silent');
  const neverWaived = others[0]?.planned;
  story.setTemperament(neverWaived?.personId ?? '', 'silent');
  await story.send(both);
  await story.approve();
  const cloudPcId = silent?.cloudPcId ?? '';
  const waive = (persona: Persona, item: string) => waiveFor(persona, cloudPcId, { item, reason: 'A test machine' });
  expect(await waive(both, 'onedrive')).toMatch(/Nobody can waive for their own request/);
  expect(await waive(story.admin, 'onedrive')).toMatch(/Only approvers can do this/);
  expect(await waive(story.approver, 'onedrive')).toMatch(/1 waived/);
  await story.pass(30);
  expect(wiped()).not.toContain(silent?.personId);
  expect(await waive(story.approver, 'app-data')).toMatch(/1 waived/);
  expect(await story.runToEnd()).toBe('completed');
  expect(wiped()).toContain(silent?.personId);
  expect(wiped()).not.toContain(neverWaived?.personId);
  const target = (await story.state(id)).targets.find(({ planned }) => planned.cloudPcId === cloudPcId);
  const [first] = target?.evidence.filter(({ state }) => state === 'waived') ?? [];
  expect(first).toMatchObject({ by: story.approver.person.id, seenAs: 'drawn' });
  expect(first?.seen).toMatch(new RegExp(`^Checklist:[\\s\\S]*${silent?.personName ?? '?'}`));
  const waivers = (await story.town.app.store.readAudit(id)).filter(({ what }) => what === 'item-waived');
  expect(waivers[0]?.facts).toMatchObject({ seen: first?.seen, reason: 'A test machine' });
  await assertPromise(story);
}, 120_000);

test('story 18: in an emergency the data of one person at a time is waived, by an approver, with a reason, and nobody else’s', async () => {
  const hurry = { expedite: 'CVE-2026-1234', leadMinutes: 30, windowStart: '09:00', windowEnd: '23:00' };
  const id = await story.plan({ ...hurry, settleMinutes: 5, deadlineDays: 1 });
  const [first, second, ...rest] = (await story.state(id)).targets.map(({ planned }) => planned);
  if (!first || !second) throw new Error('the plan has too few Cloud PCs');
  for (const { personId } of [first, second]) story.setTemperament(personId, 'silent');
  await story.send();
  await story.approve();
  await clickOn(story.colleague('approver'), APPROVAL, { button: 'Approve' });
  const reason = 'Lent for the trade fair, all of it is on the share';
  const { cloudPcId } = first;
  await expect(waiveFor(story.approver, cloudPcId, { item: 'onedrive', reason: '' })).rejects.toThrow(/input reason/);
  for (const item of ['onedrive', 'app-data'])
    expect(await waiveFor(story.approver, cloudPcId, { item, reason })).toMatch(/1 waived/);
  expect(await story.runToEnd(48)).toBe('completed');
  expect(wiped()).toContain(first.personId);
  expect(wiped()).not.toContain(second.personId);
  expect(wiped()).toHaveLength(rest.length + 1);
  const { evidence } = (await story.state(id)).targets.find(({ planned }) => planned.cloudPcId === cloudPcId) ?? {};
  const waived = { state: 'waived', byName: story.approver.person.name, reason };
  expect(evidence).toMatchObject([waived, waived]);
  await assertPromise(story);
}, 180_000);

/** Opens the list of that item and waives it for that Cloud PC; gives what the person then reads. */
async function waiveFor(
  persona: Persona,
  cloudPcId: string,
  { item, reason }: { readonly item: string; readonly reason: string },
): Promise<string> {
  await persona.says('checklist');
  await openItem(persona, item);
  const button = 'Waive for this Cloud PC';
  return clickOn(persona, 'Checklist:', { button, inputs: { cloudPcId, reason } });
}

function wiped(): readonly (string | null)[] {
  return story.town.tenant.wipes.map(({ personId }) => personId);
}

async function tick(): Promise<void> {
  const reason = 'Known Folder Move is on';
  expect(await clickOn(story.admin, 'Checklist:', { button: 'Tick for everybody', inputs: { reason } })).toMatch(
    /Ticked by Ingrid Solberg/,
  );
}

/** Opens the names behind one item; the four buttons bear the same title. */
async function openItem(persona: Persona, item: string): Promise<void> {
  const message = persona.cardWith('Checklist:');
  const buttons = listButtons(message.card ?? {}).filter(({ action }) => action['verb'] === 'checklist.open');
  const wanted = buttons.find(({ action }) => readJsonObject(action['data'])?.['item'] === item);
  if (!wanted) throw new Error(`the checklist does not offer ${item}`);
  const only = { type: 'AdaptiveCard', version: '1.5', actions: [wanted.action] };
  await persona.click({ ...message, card: only }, wanted.title);
}
