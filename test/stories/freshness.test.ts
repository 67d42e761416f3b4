import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openStory } from '../support/story.ts';
import type { Story } from '../support/story.ts';
import { KIOSK_POLICY_ID, EXPIRING_IMAGE_ID } from '../../src/sandbox/ids.ts';

let story: Story;
const CARD = /support|patches/i;

beforeAll(async () => {
  story = await openStory({ cloudPcs: 5 });
  const policy = story.town.tenant.policies.find(({ id }) => id === KIOSK_POLICY_ID);
  if (policy) Object.assign(policy, { imageId: EXPIRING_IMAGE_ID, imageType: 'custom' });
}, 60_000);
afterAll(() => story.close());

function countCards(): number {
  return story.admin.inbox().filter(({ content }) => content.includes('Contoso W10 22H2') && CARD.test(content)).length;
}

test('once a week admins read which images in use run out of support, and nobody reads it twice', async () => {
  expect(countCards()).toBe(0);
  await story.pass(24 * 3);
  expect(countCards()).toBe(1);
  await story.pass(24 * 3);
  expect(countCards()).toBe(1);
  await story.pass(24 * 7);
  expect(countCards()).toBe(2);
}, 60_000);

test('the next look is on a Wednesday, and only admins are told', async () => {
  const chore = await story.town.app.store.readChore('freshness');
  expect(new Date(chore?.dueAt ?? '').getUTCDay()).toBe(3);
  expect(
    story
      .person(story.approver.person.id)
      .inbox()
      .filter(({ content }) => CARD.test(content)),
  ).toEqual([]);
});
