import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ENGINEERING_POLICY_ID, SALES_POLICY_ID } from '../../src/sandbox/ids.ts';
import { assertPromise } from '../support/promise.ts';
import { localTime } from '../support/promise-facts.ts';
import { openStory } from '../support/story.ts';
import type { Story } from '../support/story.ts';

let story: Story;

beforeEach(async () => {
  story = await openStory({ cloudPcs: 6 });
}, 60_000);
afterEach(() => story.close());

test('on frozen days nothing runs, and an evening before one ends at midnight', async () => {
  const freeze = ['2026-11-24', '2026-11-25'];
  await story.start({ freeze, canary: 2, concurrency: 1 });
  expect(await story.runToEnd()).toBe('completed');
  const days = story.town.tenant.wipes.map((wipe) => localTime(wipe).toISODate());
  expect(days).toHaveLength(4);
  expect(days.filter((day) => day !== null && freeze.includes(day))).toEqual([]);
  expect(days.some((day) => day !== null && day > '2026-11-25')).toBe(true);
  await assertPromise(story);
}, 120_000);

test('everybody is done in the evening of their own zone, whatever the others’ is', async () => {
  await story.start({ policyIds: [ENGINEERING_POLICY_ID, SALES_POLICY_ID], canary: 6, concurrency: 6 });
  expect(await story.runToEnd()).toBe('completed');
  expect(story.town.tenant.wipes).toHaveLength(6);
  expect(new Set(story.town.tenant.wipes.map(({ timeZone }) => timeZone)).size).toBeGreaterThanOrEqual(3);
  await assertPromise(story);
}, 120_000);

test('nobody is wiped while they are signed in; when they sign out it is their turn', async () => {
  await story.start();
  await story.runToWipes(1);
  const { targets } = await story.state();
  const worker = targets.find(({ planned }) => planned.wave === 1)?.planned;
  const cloudPcId = worker?.cloudPcId ?? '';
  story.town.tenant.setSignedIn(cloudPcId, true);
  await story.pass(48);
  expect(wiped()).not.toContain(cloudPcId);
  expect(wiped()).toHaveLength(3);
  await story.admin.says('status');
  await story.town.settle();
  expect(story.admin.lastMessage().content).toMatch(/with somebody signed in/);
  story.town.tenant.setSignedIn(cloudPcId, false);
  expect(await story.runToEnd()).toBe('completed');
  expect(wiped()).toContain(cloudPcId);
  await assertPromise(story);
}, 120_000);

test('who joins in the middle gets the new image at once, is no target, and is named', async () => {
  await story.start();
  await story.runToWipes(2);
  const { cloudPc, person } = story.town.tenant.addJoiner(ENGINEERING_POLICY_ID);
  expect(await story.runToEnd()).toBe('completed');
  expect(wiped()).not.toContain(cloudPc.id);
  await story.admin.says('status');
  await story.town.settle();
  expect(story.admin.lastMessage().content.replaceAll('\\', '')).toContain(person.name);
  await assertPromise(story);
}, 120_000);

function wiped(): readonly string[] {
  return story.town.tenant.wipes.map(({ cloudPcId }) => cloudPcId);
}
