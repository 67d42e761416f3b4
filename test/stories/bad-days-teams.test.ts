import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { TeamsFaultKind } from '../../src/sandbox/teams/teams-faults.ts';
import { assertPromise } from '../support/promise.ts';
import { openStory, QUICK } from '../support/story.ts';
import type { Story } from '../support/story.ts';

let story: Story;

beforeEach(async () => {
  story = await openStory({ cloudPcs: 5 });
}, 120_000);
afterEach(async () => {
  await assertPromise(story).finally(() => story.close());
}, 120_000);

const NOTICE = /new version of Windows|gets a new|Cloud PC/i;

/** Plans and sends, and lets the next message to one owner go wrong before approval brings the notices. */
async function startWithTrouble(kind: TeamsFaultKind, times = 1) {
  await story.plan();
  await story.send();
  const victim = (await story.state()).targets.at(-1)?.planned;
  if (!victim) throw new Error('nobody is planned');
  for (let count = 0; count < times; count += 1) {
    story.town.servers.teams.faults.once({
      kind,
      match: ({ operation, personIds }) => operation === 'send' && personIds.includes(victim.personId),
    });
  }
  const before = noticesOf(victim.personId).length;
  await story.approve();
  return { ...victim, notices: () => noticesOf(victim.personId).slice(before) };
}

function noticesOf(personId: string) {
  return story
    .person(personId)
    .inbox()
    .filter(({ card, content }) => card !== undefined && NOTICE.test(content));
}

function wipesOf(cloudPcId: string) {
  return story.town.tenant.wipes.filter((wipe) => wipe.cloudPcId === cloudPcId);
}

test.each(['412', '429', '502'] as const)(
  'a notice that Teams turns away for now (%s) is sent again, once',
  async (kind) => {
    const victim = await startWithTrouble(kind, 3);
    await story.town.settle();
    expect(victim.notices()).toHaveLength(1);
    expect(await story.runToEnd()).toBe('completed');
    expect(wipesOf(victim.cloudPcId)).toHaveLength(1);
  },
  120_000,
);

test('a chat that is gone (404) is opened anew, and the person is told there', async () => {
  const victim = await startWithTrouble('404');
  await story.town.settle();
  expect(victim.notices()).toHaveLength(1);
}, 120_000);

test('whoever has blocked the bot (403) is never wiped, and the report says that they were not reached', async () => {
  const victim = await startWithTrouble('403', 50);
  expect(await story.runToEnd()).toBe('completed');
  expect(wipesOf(victim.cloudPcId)).toEqual([]);
  const left = (await story.state()).targets.find(({ planned }) => planned.cloudPcId === victim.cloudPcId);
  expect(left?.excluded?.why).toMatchObject({ facts: { reasons: expect.stringContaining('unreachable') } });
}, 120_000);

test('a notice that Teams accepted and lost wipes nobody: the person has not said that their data is safe', async () => {
  const victim = await startWithTrouble('lost-notice', 50);
  expect(victim.notices()).toEqual([]);
  expect(await story.runToEnd()).toBe('completed');
  expect(wipesOf(victim.cloudPcId)).toEqual([]);
}, 120_000);

test('a notice whose delivery is in doubt is sent again, and the lead counts from the one that is certain', async () => {
  const victim = await startWithTrouble('timeout-after-effect');
  await story.town.settle();
  await story.runToEnd();
  const [first, second] = victim.notices();
  expect(first && second && second.id !== first.id).toBe(true);
  const [wipe] = wipesOf(victim.cloudPcId);
  expect(wipe?.at).toBeGreaterThanOrEqual((second?.sentAt ?? 0) + QUICK.leadMinutes * 60_000);
  expect(wipesOf(victim.cloudPcId)).toHaveLength(1);
}, 120_000);

test.each(['429', '502', '412', 'timeout-after-effect'] as const)(
  'an approval card comes although Teams is in trouble (%s)',
  async (kind) => {
    await story.plan();
    story.town.servers.teams.faults.once({
      kind,
      match: ({ operation, personIds }) => operation === 'send' && personIds.includes(story.approver.person.id),
    });
    await story.send();
    expect(await story.approve()).toMatch(/approved/i);
  },
  120_000,
);

test('a person is told when they install the app after all', async () => {
  await story.plan();
  await story.send();
  const victim = (await story.state()).targets.at(-1)?.planned;
  if (!victim) throw new Error('nobody is planned');
  const person = story.person(victim.personId);
  await person.uninstall();
  await story.approve();
  await story.pass(2);
  const target = async () =>
    (await story.state()).targets.find(({ planned }) => planned.cloudPcId === victim.cloudPcId);
  expect((await target())?.told).toBeNull();
  await person.install();
  await story.town.settle();
  expect((await target())?.told).not.toBeNull();
  expect(await story.runToEnd()).toBe('completed');
  expect(wipesOf(victim.cloudPcId)).toHaveLength(1);
}, 120_000);
