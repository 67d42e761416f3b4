import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { assertPromise } from '../support/promise.ts';
import { clickOn, openStory, waitForCard } from '../support/story.ts';
import type { Story } from '../support/story.ts';

/** One of each kind among the first eight owners, the rest ready. */
const KINDS = ['ready', 'later', 'help', 'silent', 'uninstalled'] as const;

let story: Story;

beforeAll(async () => {
  story = await openStory({ cloudPcs: 14, temperament: (_owner, index) => KINDS[index % 8] ?? 'ready' });
  await story.start();
}, 90_000);
afterAll(() => story.close());

test('a rollout ends with the ready on the new image, and with everybody else untouched and a reason for it', async () => {
  const before = await story.state();
  expect(await story.runToEnd()).toBe('completed');
  const { targets } = await story.state();
  expect(targets).toHaveLength(before.targets.length);
  const wiped = new Set(story.town.tenant.wipes.map(({ cloudPcId }) => cloudPcId));
  for (const { planned, verifiedAt, excluded } of targets) {
    const temperament = story.person(planned.personId).person.temperament;
    const isDone = temperament === 'ready' || temperament === 'later';
    expect([planned.personName, wiped.has(planned.cloudPcId)]).toEqual([planned.personName, isDone]);
    expect(Boolean(verifiedAt)).toBe(isDone);
    expect(excluded?.why.code).toBe(isDone ? undefined : 'left-behind');
  }
  expect(wiped.size).toBeGreaterThanOrEqual(3);
  await assertPromise(story);
}, 120_000);

test('every Cloud PC that was done runs the new image, and its person was asked whether it works', async () => {
  const { targets } = await story.state();
  for (const { planned } of targets.filter(({ verifiedAt }) => verifiedAt)) {
    const cloudPc = story.town.tenant.cloudPcById.get(planned.cloudPcId);
    expect(cloudPc?.imageDisplayName).toBe('Contoso W11 25H2');
    expect(cloudPc?.wipes).toBe(1);
    expect(story.person(planned.personId).lastMessage().content).toMatch(/Your Cloud PC is ready|Great that it works/);
  }
  expect(story.acts.filter(({ verb }) => verb === 'notice.works').length).toBeGreaterThan(0);
}, 30_000);

test('the report comes by itself, names who was not done and why, and its list has a line for everybody', async () => {
  const { targets } = await story.state();
  const done = targets.filter(({ verifiedAt }) => verifiedAt).length;
  const card = await waitForCard(story.admin, /^Report/m);
  expect(card.content).toContain(`${done} of ${targets.length} Cloud PCs done`);
  expect(card.content).toMatch(/The record is whole: \d+ entries/);
  for (const { planned } of targets.filter(({ verifiedAt }) => !verifiedAt)) {
    expect(card.content.replaceAll('\\', '')).toContain(planned.personName);
  }
  await story.admin.says('report');
  const list = story.admin.lastMessage().text;
  expect(list).toContain('cloud_pc,cloud_pc_now,user,name,wave,outcome');
  expect(list.match(/,verified,/g)).toHaveLength(done);
  expect(list.match(/,excluded,/g)).toHaveLength(targets.length - done);
  expect(list.match(/,left-behind (help-open|not-proven|unreachable)/g)).toHaveLength(targets.length - done);
}, 30_000);

test('after the end no button starts anything again', async () => {
  const wipes = story.town.tenant.wipes.length;
  const answers = [
    await clickOn(story.admin, /^Report/m, { button: { under: /^Roll back/ }, inputs: { how: 'policy', reason: 'x' } }),
  ];
  await story.admin.says('resume');
  await story.admin.says('retry');
  await story.pass(72);
  expect(answers.join()).not.toBe('');
  expect(story.town.tenant.wipes).toHaveLength(wipes);
  await assertPromise(story);
}, 60_000);
