import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { APPROVER_GROUP_ID } from '../../src/sandbox/ids.ts';
import { assertPromise } from '../support/promise.ts';
import { answerQuestions, openStory, QUICK, waitForCard } from '../support/story.ts';
import type { Asked, Story } from '../support/story.ts';

let story: Story;

beforeEach(async () => {
  story = await openStory({ cloudPcs: 5 });
}, 120_000);
afterEach(async () => {
  await assertPromise(story).finally(() => story.close());
}, 120_000);

/** Answers the questions although no plan can come of it; gives the card that says so. */
async function readRefusal(asked: Partial<Asked>, words: RegExp, by = story.admin): Promise<string> {
  await answerQuestions(by, { ...QUICK, ...asked });
  return (await waitForCard(by, words)).content;
}

test.each([
  ['people who have no Cloud PC', { only: 'nobody@contoso.example' }, /No Cloud PC is left/],
  ['hours too short for one reprovision', { windowStart: '19:00', windowEnd: '19:45' }, /never leave/],
  ['a deadline that the waves cannot keep', { leadMinutes: 1430, deadlineDays: 1, days: [7] }, /too early/],
] as const)(
  '%s are refused with the reason, and nothing is planned',
  async (_what, asked, words) => {
    expect(await readRefusal(asked, words)).toMatch(/That is not possible now/);
    expect(await story.town.app.store.listRollouts()).toEqual([]);
  },
  120_000,
);

test('an end before anybody can have been told is refused at the question where it was given', async () => {
  const questions = answerQuestions(story.admin, { ...QUICK, leadMinutes: 1440, deadlineDays: 1 });
  const gaveUp = expect(questions).rejects.toThrow('no card with /question 5 of 5/');
  expect((await waitForCard(story.admin, /before anybody may be touched/)).content).toMatch(/question 4 of 5/);
  await gaveUp;
}, 120_000);

test('without a single approver nothing can be sent, and the admin reads why', async () => {
  const { tenant } = story.town;
  for (const { id } of tenant.directory.all()) {
    if (tenant.groups.has(APPROVER_GROUP_ID, id)) tenant.setRole(id, 'approver', false);
  }
  const planned = await readRefusal({}, /That is not possible now/);
  expect(planned).toMatch(/Nobody but the requester could approve/);
  await story.pass(24);
  expect(tenant.wipes).toEqual([]);
}, 120_000);

test('of two admins who ask for the same Cloud PCs one gets them, and the other is told', async () => {
  const first = await story.plan();
  await story.send();
  const other = story.colleague('admin');
  expect(await readRefusal({}, /another open rollout|No Cloud PC is left/i, other)).toMatch(/3 were left out/);
  await story.approve();
  expect(await story.runToEnd(24 * 16, first)).toBe('completed');
  expect(countTwice()).toBe(0);
}, 120_000);

test('two plans for the same Cloud PCs, made at the same moment and both approved, wipe nobody twice', async () => {
  const other = story.colleague('admin');
  const both = await Promise.allSettled([story.plan(), story.plan({}, other)]);
  for (const [index, person] of [story.admin, other].entries()) {
    if (both[index]?.status !== 'fulfilled' || !person.findCard('Send for approval')) continue;
    await person.click(person.cardWith('Send for approval'), 'Send for approval');
    await story.town.settle();
  }
  for (const card of story.approver.inbox().filter(({ content }) => content.includes('counts for exactly this plan')))
    await story.approver.click(card, 'Approve').catch(() => undefined);
  await story.pass(24 * 8);
  expect(story.town.tenant.wipes.length).toBeGreaterThan(0);
  expect(countTwice()).toBe(0);
}, 120_000);

function countTwice(): number {
  const { wipes } = story.town.tenant;
  return wipes.length - new Set(wipes.map(({ cloudPcId }) => cloudPcId)).size;
}
