import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { CURRENT_IMAGE_ID, ENGINEERING_POLICY_ID, NEW_IMAGE_ID } from '../../src/sandbox/ids.ts';
import { assertPromise } from '../support/promise.ts';
import { clickOn, openStory } from '../support/story.ts';
import type { Story } from '../support/story.ts';

let story: Story;

beforeEach(async () => {
  story = await openStory({ cloudPcs: 6 });
  await story.start({ canary: 4, concurrency: 4 });
  expect(await story.runToEnd()).toBe('completed');
}, 120_000);
afterEach(() => story.close());

test('rolling back the policy alone wipes nothing: only who comes later gets the old image', async () => {
  expect(imageOfPolicy()).toBe(NEW_IMAGE_ID);
  const inputs = { how: 'policy', reason: 'A driver is missing' };
  await clickOn(story.admin, /^Report/m, { button: { under: /^Roll back/ }, inputs });
  await story.pass(24);
  expect(imageOfPolicy()).toBe(CURRENT_IMAGE_ID);
  expect(story.town.tenant.wipes).toHaveLength(4);
  const joiner = story.town.tenant.addJoiner(ENGINEERING_POLICY_ID);
  expect(joiner.cloudPc.imageId).toBe(CURRENT_IMAGE_ID);
  await assertPromise(story);
}, 120_000);

test('rolling back Cloud PCs is a new plan: new approval, new notices, every rule again', async () => {
  const inputs = { how: 'reprovision', reason: 'A driver is missing' };
  const read = await clickOn(story.admin, /^Report/m, { button: { under: /^Roll back/ }, inputs });
  expect(read).toMatch(/Plan: put the old image back on 4 Cloud PCs/);
  await story.send();
  await story.pass(1);
  expect(story.town.tenant.wipes).toHaveLength(4);
  expect(imageOfPolicy()).toBe(NEW_IMAGE_ID);
  expect(await story.approve()).toMatch(/Old image back on 4 Cloud PCs/);
  expect(await story.runToEnd()).toBe('completed');
  expect(story.town.tenant.wipes).toHaveLength(8);
  expect(new Set(story.town.tenant.wipes.slice(4).map(({ cloudPcId }) => cloudPcId)).size).toBe(4);
  expect(imageOfPolicy()).toBe(CURRENT_IMAGE_ID);
  expect(story.town.tenant.wipes.slice(4).map(({ policyImageId }) => policyImageId)).toEqual(
    Array(4).fill(CURRENT_IMAGE_ID),
  );
  await assertPromise(story);
}, 120_000);

function imageOfPolicy(): string | undefined {
  return story.town.tenant.policies.find(({ id }) => id === ENGINEERING_POLICY_ID)?.imageId;
}
