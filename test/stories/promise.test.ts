import { expect, test } from '@jest/globals';
import { assertPromise } from '../support/promise.ts';
import { openStory } from '../support/story.ts';

test('the promise notices a wipe that came past Repave, by every rule that it breaks', async () => {
  const story = await openStory({ cloudPcs: 6 });
  try {
    await story.plan();
    await assertPromise(story);
    const [cloudPc] = story.town.tenant.cloudPcs;
    const path = `v1.0/deviceManagement/virtualEndpoint/cloudPCs/${cloudPc?.id ?? ''}/reprovision`;
    const headers = { authorization: 'Bearer somebody-else', 'content-type': 'application/json' };
    const { graphUrl } = story.town.servers;
    const answer = await fetch(`${graphUrl}/${path}`, { method: 'POST', headers, body: '{}' });
    expect(answer.status).toBe(204);
    const broken = await assertPromise(story).then(
      () => 'kept',
      (error: unknown) => String(error),
    );
    for (const rule of ['W1', 'W2', 'W3', 'W4', 'W9', 'W12']) expect(broken).toContain(`${rule}:`);
  } finally {
    await story.close();
  }
}, 60_000);
