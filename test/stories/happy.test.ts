import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { assertPromise } from '../support/promise.ts';
import { openStory } from '../support/story.ts';
import type { Story } from '../support/story.ts';

let story: Story;

beforeAll(async () => {
  const kinds = ['ready', 'later', 'help', 'silent', 'uninstalled'] as const;
  story = await openStory({ cloudPcs: 14, temperament: (_owner, index) => kinds[index % 8] ?? 'ready' });
}, 60_000);
afterAll(() => story.close());

test('a rollout ends with everybody who is ready on the new image, and with a reason for everybody else', async () => {
  await story.start();
  expect(await story.runToEnd()).toBe('completed');
  const { targets } = await story.state();
  await assertPromise(story);
}, 120_000);
