import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Message } from '../../src/workflow/ports-store.ts';
import { assertPromise } from '../support/promise.ts';
import { openStory } from '../support/story.ts';
import type { Story } from '../support/story.ts';

let story: Story;

beforeEach(async () => {
  story = await openStory({ cloudPcs: 4 });
}, 120_000);
afterEach(async () => {
  await assertPromise(story).finally(() => story.close());
}, 120_000);

/** The next message to this person arrives, and Repave never hears so: as if it had stopped between the post and the record. */
function loseNextAnswer(personId: string): void {
  story.town.servers.teams.faults.once({
    kind: 'timeout-after-effect',
    match: ({ operation, personIds }) => operation === 'send' && personIds.includes(personId),
  });
}

/** Keys that are known, each with the row as it stands. */
function readMessages(keys: readonly string[]): Promise<readonly (Message | undefined)[]> {
  return story.town.app.store.transact((tx) => Promise.all(keys.map((key) => tx.lockMessage(key))));
}

function cardsOf(personId: string, words: string) {
  return story
    .person(personId)
    .inbox()
    .filter(({ content }) => content.includes(words));
}

test('an approval card whose delivery is in doubt is never sent again under its key, but once more under another', async () => {
  const rolloutId = await story.plan();
  const { id } = story.approver.person;
  loseNextAnswer(id);
  await story.send();
  const key = `${rolloutId}/approval/1/${id}`;
  const [first, second, third] = await readMessages([key, `again/${key}`, `again/again/${key}`]);
  expect(first).toMatchObject({ state: 'in-doubt', tries: 1 });
  expect(second).toMatchObject({ state: 'delivered', tries: 1 });
  expect(third).toBeUndefined();
  expect(cardsOf(id, 'Your answer counts for exactly this plan')).toHaveLength(2);
  expect(await story.approve()).toMatch(/approved/i);
}, 240_000);

test('a notice in doubt counts as not told and goes out under the next revision; its first key is never sent again', async () => {
  await story.plan();
  await story.send();
  const victim = (await story.state()).targets.at(-1)?.planned;
  if (!victim) throw new Error('nobody is planned');
  loseNextAnswer(victim.personId);
  await story.approve();
  const { rollout } = await story.state();
  const keyOf = (revision: number) => `${rollout.id}/notice/${victim.cloudPcId}/${revision}`;
  const [first, second] = await readMessages([keyOf(1), keyOf(2)]);
  expect(first).toMatchObject({ state: 'in-doubt', tries: 1 });
  expect(second).toMatchObject({ state: 'delivered', tries: 1 });
}, 240_000);

test('a status card in doubt comes once more under another key', async () => {
  const rolloutId = await story.start();
  const { id } = story.admin.person;
  loseNextAnswer(id);
  await story.admin.says('status');
  await story.town.settle();
  const at = new Date(story.town.clock.now()).toISOString();
  const key = `${rolloutId}/status/${at}/${id}`;
  const [first, second] = await readMessages([key, `again/${key}`]);
  expect(first).toMatchObject({ state: 'in-doubt', tries: 1 });
  expect(second).toMatchObject({ state: 'delivered', tries: 1 });
}, 240_000);

test('a word to a manager in doubt is not sent a second time', async () => {
  const [owner] = story.owners.slice(1);
  if (!owner) throw new Error('nobody owns a Cloud PC');
  await story.person(owner.id).uninstall();
  const { people, managers } = story.town.tenant;
  const { id: managerId } = people.hire({ place: 'europe', title: 'Team Lead', temperament: 'silent' });
  managers.set(owner.id, managerId);
  loseNextAnswer(managerId);
  const rolloutId = await story.start();
  await story.pass(2);
  const target = (await story.state()).targets.find(({ planned }) => planned.personId === owner.id);
  const word = target?.reach?.manager;
  const key = `${rolloutId}/manager/${target?.planned.cloudPcId ?? ''}/${word?.slotStartAt ?? ''}`;
  const [first, second] = await readMessages([key, `again/${key}`]);
  expect(first).toMatchObject({ state: 'in-doubt', tries: 1 });
  expect(second).toBeUndefined();
  expect(word?.outcome).toBe('in-doubt');
  expect(cardsOf(managerId, `Please speak to ${owner.name}`)).toHaveLength(1);
}, 240_000);
