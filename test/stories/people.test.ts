import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { assertPromise } from '../support/promise.ts';
import { openStory, readOutcome } from '../support/story.ts';
import type { Story } from '../support/story.ts';
import type { InboxMessage } from '../../src/sandbox/teams/inbox.ts';
import { listInputs } from '../../src/sandbox/teams/card-walk.ts';
import { listChoices } from '../../src/sandbox/teams/card-click.ts';
import { readJsonObject } from '../../src/sandbox/teams/activity.ts';
import { listButtons } from '../../src/sandbox/teams/card-walk.ts';

let story: Story;

beforeEach(async () => {
  story = await openStory({ cloudPcs: 6 });
}, 60_000);
afterEach(() => story.close());

test('who says “Later” gets the date they chose; when the moves are used up the next one is refused in words', async () => {
  const personId = await planAndPick('live');
  const person = story.person(personId);
  await sendAndApprove();
  const first = person.cardWith(/press “I'm ready”/);
  expect(await postpone(person.person.id, first, 0)).toMatch(/Your new date is saved/);
  const second = person.cardWith('Your new date is saved');
  const chosen = offeredDates(second)[1] ?? '';
  expect(await postpone(person.person.id, second, 1)).toMatch(/can no longer be moved/);
  expect(await postpone(person.person.id, second, 0)).toMatch(/You cannot move the date again/);
  await story.pass(1);
  expect(readOutcome(await person.click(person.cardWith('Your new date is saved'), "I'm ready"))).toMatch(/all set/);
  expect(await story.runToEnd()).toBe('completed');
  const wipe = story.town.tenant.wipes.find((one) => one.personId === personId);
  expect(wipe?.at).toBeGreaterThanOrEqual(Date.parse(chosen));
  expect(wipe?.at).toBeLessThan(Date.parse(chosen) + 10 * 3_600_000);
  await assertPromise(story);
}, 120_000);

test('a call for help stops the wipe, reaches the requester, and ends when the person says ready', async () => {
  const personId = await planAndPick('help');
  await sendAndApprove();
  await story.runToWipes(3);
  const person = story.person(personId);
  await story.pass(24);
  expect(story.town.tenant.wipes.map((wipe) => wipe.personId)).not.toContain(personId);
  expect(person.lastMessage().content).toMatch(/Help is on its way/);
  expect(story.admin.cardWith('asked for help').content).toContain(person.person.name);
  await person.click(person.cardWith('Help is on its way'), "I'm ready");
  expect(await story.runToEnd()).toBe('completed');
  expect(story.town.tenant.wipes.map((wipe) => wipe.personId)).toContain(personId);
  await assertPromise(story);
}, 120_000);

test('who cannot be reached is never wiped, and is told in full once the app is there', async () => {
  const personId = await planAndPick('ready');
  const person = story.person(personId);
  await person.uninstall();
  await sendAndApprove();
  await story.runToWipes(3);
  await story.pass(24);
  expect(story.town.tenant.wipes).toHaveLength(3);
  await story.admin.says('status');
  await story.town.settle();
  expect(story.admin.lastMessage().content).toMatch(/not reached in Teams/);
  const installedAt = story.town.clock.now();
  await person.install();
  expect(await story.runToEnd()).toBe('completed');
  const wipe = story.town.tenant.wipes.find((one) => one.personId === personId);
  expect(wipe?.at).toBeGreaterThanOrEqual(installedAt + 240 * 60_000);
  await assertPromise(story);
}, 120_000);

test('who stays silent is never wiped: their date moves, old notices say so, and the end names the reason', async () => {
  const personId = await planAndPick('silent');
  const person = story.person(personId);
  await sendAndApprove();
  await story.runToWipes(3);
  await story.pass(24);
  const [, newest] = notices(personId).slice(-2);
  expect(
    notices(personId)
      .slice(0, -1)
      .map(({ content }) => content),
  ).toEqual(expect.arrayContaining([expect.stringMatching(/A newer message has taken the place/)]));
  expect(newest?.content).toMatch(/The date for your Cloud PC has moved/);
  expect(await story.runToEnd()).toBe('completed');
  expect(story.town.tenant.wipes.map((wipe) => wipe.personId)).not.toContain(personId);
  expect(person.lastMessage().content).toMatch(/Your Cloud PC is left as it is/);
  expect(story.admin.cardWith(/^Report/m).content).toMatch(/3 of 4 Cloud PCs done/);
  await assertPromise(story);
}, 120_000);

test('nobody can answer for somebody else, and an old date on a card is not taken for the new one', async () => {
  const personId = await planAndPick('live');
  await sendAndApprove();
  const person = story.person(personId);
  const other = story.owners.find(({ id }) => id !== personId && story.person(id).findCard(/Cloud PC/));
  const stranger = story.person(other?.id ?? '');
  const { card } = person.cardWith(/press “I'm ready”/);
  const forged = { ...stranger.lastMessage(), ...(card ? { card } : {}) };
  expect(readOutcome(await stranger.click(forged, "I'm ready"))).toMatch(/not your Cloud PC|somebody else/i);
  const old = person.cardWith(/press “I'm ready”/);
  await story.pass(48);
  expect(readOutcome(await person.click(old, "I'm ready"))).toMatch(/has moved[^]*The date of that card had changed/);
  await story.pass(3);
  expect(story.town.tenant.wipes.map((wipe) => wipe.personId)).not.toContain(personId);
  await assertPromise(story);
}, 120_000);

/** Plans, and gives somebody outside the canary this temperament before anybody is told. */
async function planAndPick(temperament: 'live' | 'help' | 'silent' | 'ready'): Promise<string> {
  await story.plan();
  const { targets } = await story.state();
  const personId = targets.find(({ planned }) => planned.wave === 1)?.planned.personId ?? '';
  story.setTemperament(personId, temperament);
  return personId;
}

async function sendAndApprove(): Promise<void> {
  await story.send();
  await story.approve();
}

async function postpone(personId: string, seen: InboxMessage, choice: number): Promise<string> {
  const slot = offeredDates(seen)[choice] ?? '';
  const read = readOutcome(await story.person(personId).click(seen, { under: 'Another time' }, { slot }));
  await story.town.settle();
  return read;
}

function offeredDates({ card }: InboxMessage): readonly string[] {
  const later = listButtons(card ?? {}).find(({ title }) => title === 'Another time');
  const inner = readJsonObject(later?.action['card']) ?? {};
  return listInputs(inner).flatMap(listChoices);
}

function notices(personId: string): readonly InboxMessage[] {
  return story
    .person(personId)
    .inbox()
    .filter(({ content }) => /Cloud PC|newer message/.test(content));
}
