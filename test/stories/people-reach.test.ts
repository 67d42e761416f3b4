import { afterEach, expect, test } from '@jest/globals';
import type { SandboxReach } from '../../src/demo/town.ts';
import { SANDBOX_TEAMS_APP_ID } from '../../src/sandbox/ids.ts';
import { assertPromise } from '../support/promise.ts';
import { openStory } from '../support/story.ts';
import type { Story } from '../support/story.ts';

let story: Story;

afterEach(async () => {
  await assertPromise(story).finally(() => story.close());
}, 120_000);

const WITH_APP: SandboxReach = { teamsAppId: SANDBOX_TEAMS_APP_ID };
const WRONG_APP: SandboxReach = { teamsAppId: '99999999-2222-4333-8444-555555555555' };

/** Four Cloud PCs; these owners never had the app. They are ready as soon as they can answer. */
async function openWithout(places: readonly number[], reach: SandboxReach = {}) {
  story = await openStory({
    cloudPcs: 4,
    reach,
    temperament: (_owner, index) => (places.includes(index) ? 'uninstalled' : 'ready'),
  });
  const lost = places.flatMap((place) => story.owners[place] ?? []);
  for (const { id } of lost) {
    story.town.servers.teams.setInstalled(id, false);
    story.setTemperament(id, 'ready');
  }
  const [first] = lost;
  if (!first) throw new Error('nobody is without the app');
  return { lost: first, others: story.owners.filter(({ id }) => !lost.some((one) => one.id === id)) };
}

function noticesOf(personId: string) {
  return story
    .person(personId)
    .inbox()
    .filter(({ content }) => content.includes('What will be different?'));
}

function wipesOf(personId: string) {
  return story.town.tenant.wipes.filter((wipe) => wipe.personId === personId);
}

async function targetOf(personId: string) {
  const found = (await story.state()).targets.find(({ planned }) => planned.personId === personId);
  if (!found) throw new Error('this person is not in the plan');
  return found;
}

function managerOf(personId: string) {
  return story.person(story.town.tenant.managers.get(personId) ?? '');
}

function remindersAbout({ id, name }: { readonly id: string; readonly name: string }) {
  const words = [`Please speak to ${name}`, `Done: ${name} was told`, `No longer needed: ${name}`];
  return managerOf(id)
    .inbox()
    .filter(({ content }) => words.some((word) => content.includes(word)));
}

test.each([true, false])(
  'story 25: somebody who never opened Teams gets the app through Graph and is told there (the bot hears of it: %s)',
  async (announces) => {
    const { lost } = await openWithout([1], WITH_APP);
    story.town.tenant.appAccess.announces = announces;
    await story.start();
    expect((await targetOf(lost.id)).told).not.toBeNull();
    expect(noticesOf(lost.id)).toHaveLength(1);
    expect(await story.runToEnd()).toBe('completed');
    expect(wipesOf(lost.id)).toHaveLength(1);
    expect(remindersAbout(lost)).toEqual([]);
  },
  240_000,
);

test('story 25: where Graph refuses, nobody is told but the manager, and that counts for nothing: the Cloud PC is not wiped', async () => {
  const { lost } = await openWithout([1], WITH_APP);
  story.town.tenant.appAccess.blockedFor.add(lost.id);
  await story.start();
  await story.pass(30);
  const [card] = remindersAbout(lost);
  const { planned, told, reach } = await targetOf(lost.id);
  expect(card?.content).toContain(planned.cloudPcName);
  expect(card?.content).toMatch(/Nothing is deleted before .* has been told/);
  expect(told).toBeNull();
  expect(reach?.manager).toMatchObject({ outcome: 'delivered', name: managerOf(lost.id).person.name });
  expect(reach?.install?.outcome).toBe('forbidden');
  expect(await story.runToEnd()).toBe('completed');
  expect(wipesOf(lost.id)).toEqual([]);
  expect((await targetOf(lost.id)).excluded?.why).toMatchObject({
    facts: { reasons: expect.stringContaining('unreachable') },
  });
  await story.town.settle();
  expect(remindersAbout(lost).every(({ content }) => content.includes('No longer needed'))).toBe(true);
  expect(remindersAbout(lost).length).toBeLessThanOrEqual(3);
}, 240_000);

test('story 25: who is back in reach gets the notice by the daily try, the manager’s card says so, and nobody is told twice', async () => {
  const { lost, others } = await openWithout([1], WITH_APP);
  story.town.tenant.appAccess.blockedFor.add(lost.id);
  await story.start({ leadMinutes: 60 });
  await story.pass(26);
  expect(remindersAbout(lost)).toHaveLength(1);
  const before = others.map(({ id }) => noticesOf(id).length);
  story.town.tenant.appAccess.blockedFor.clear();
  await story.pass(26);
  expect((await targetOf(lost.id)).told).not.toBeNull();
  expect(noticesOf(lost.id)).toHaveLength(1);
  expect(remindersAbout(lost)[0]?.content).toContain('You need do nothing more');
  expect(others.map(({ id }) => noticesOf(id).length)).toEqual(before);
}, 240_000);

test('story 25: the ledger names who was not reached and why, and “reach retry” tries only those', async () => {
  const { lost, others } = await openWithout([1], WITH_APP);
  story.town.tenant.appAccess.blockedFor.add(lost.id);
  await story.start();
  await story.admin.says('reach');
  const card = story.admin.lastMessage();
  expect(card.content).toMatch(/\d of \d people were told/);
  expect(card.content).toMatch(new RegExp(`${lost.name}.*does not have the app in Teams`));
  for (const { name } of others) expect(card.content).not.toContain(name);
  const before = others.map(({ id }) => noticesOf(id).length);
  story.town.tenant.appAccess.blockedFor.clear();
  await story.admin.click(card, 'Try again');
  expect(story.admin.lastMessage().content).toMatch(/1 person is tried once more now/);
  await story.town.settle();
  expect(noticesOf(lost.id)).toHaveLength(1);
  expect(others.map(({ id }) => noticesOf(id).length)).toEqual(before);
  await story.admin.says('reach retry');
  expect(story.admin.lastMessage().content).toMatch(/nobody to try again/);
  await story.person(lost.id).says('reach');
  expect(story.person(lost.id).lastMessage().content).not.toMatch(/people were told/);
}, 240_000);

test('story 25: a wrong id in the settings is said once to the admin, not once for each person', async () => {
  await openWithout([0, 1], WRONG_APP);
  await story.start();
  await story.pass(30);
  const cards = story.admin.inbox().filter(({ content }) => content.includes('of your organisation’s catalogue'));
  expect(cards).toHaveLength(1);
  await story.admin.says('check');
  await story.town.settle();
  expect(story.admin.lastMessage().content).toMatch(/cannot install itself/);
}, 240_000);

test('story 25: where managers shall not be written to, none is', async () => {
  const { lost } = await openWithout([1], { remindManagers: false });
  await story.start();
  await story.pass(50);
  expect(remindersAbout(lost)).toEqual([]);
  expect((await targetOf(lost.id)).reach?.manager?.outcome).toBe('off');
  expect(wipesOf(lost.id)).toEqual([]);
}, 240_000);
