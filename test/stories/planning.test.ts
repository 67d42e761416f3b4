import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CURRENT_IMAGE_ID } from '../../src/sandbox/ids.ts';
import type { Exchange } from '../../src/sandbox/http.ts';
import { assertPromise } from '../support/promise.ts';
import { clickOn, openStory, waitForCard } from '../support/story.ts';
import type { Story } from '../support/story.ts';

let story: Story;

beforeAll(async () => {
  story = await openStory();
}, 60_000);
afterAll(() => story.close());

test('planning and asking for approval write nothing to the tenant', async () => {
  const before = story.town.servers.exchanges.count();
  await story.plan();
  const { content } = await waitForCard(story.admin, 'Send for approval');
  expect(content).toMatch(/Plan: a new image on \d Cloud PCs/);
  expect(content).toContain('nothing in the tenant has changed, nobody has been told');
  await story.send();
  const asked = story.town.servers.exchanges.list().slice(before).filter(isCloud);
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.filter(writes).map(({ method, url }) => `${method} ${url}`)).toEqual([]);
  expect(story.town.tenant.policies.map(({ imageId }) => imageId)).toContain(CURRENT_IMAGE_ID);
  expect(story.owners.filter(({ role }) => role === 'end-user').flatMap(hasNotice)).toEqual([]);
  await clickOn(story.approver, 'Your answer counts for', {
    button: { under: 'Reject' },
    inputs: { reason: 'Not in this month' },
  });
  expect(await story.phase()).toBe('rejected');
}, 60_000);

test('a plan names who is left out and why: a leaver, and whoever the admin leaves out', async () => {
  const [lena] = story.owners;
  const id = await story.plan({ exclusions: `${lena?.upn ?? ''}: on a fair` });
  const card = await waitForCard(story.admin, 'Send for approval');
  expect(JSON.stringify(card.card)).toMatch(/on a fair/);
  const { rollout } = await story.state(id);
  expect(rollout.plan.leftOut.map(({ why }) => why.code)).toContain('excluded-by-request');
  expect(rollout.plan.targets.map(({ personId }) => personId)).not.toContain(lena?.id);
  const inGrace = story.town.tenant.cloudPcs.filter(({ status }) => status === 'inGracePeriod').map(({ id }) => id);
  expect(rollout.plan.leftOut.map(({ cloudPcId }) => cloudPcId)).toEqual(expect.arrayContaining(inGrace));
  await clickOn(story.admin, 'Send for approval', { button: 'Discard' });
  expect(await story.phase(id)).toBe('aborted');
}, 60_000);

test('a plan is refused in words when its deadline comes before anybody could be told', async () => {
  await story.admin.says('replace image');
  await clickOn(story.admin, /question 1 of 5/, { button: 'Cancel' });
  await expect(story.plan({ leadMinutes: 3 * 1440, deadlineDays: 3 })).rejects.toThrow(/question 5 of 5/);
  expect((await waitForCard(story.admin, /question 4 of 5/)).content).toMatch(/deadline|end/i);
  await assertPromise(story);
  expect(story.town.tenant.wipes).toEqual([]);
}, 90_000);

function isCloud({ service }: Exchange): boolean {
  return service === 'graph' || service === 'arm';
}

/** Everything but a read; a batch writes when one of its parts does. */
function writes({ method, url, requestBody }: Exchange): boolean {
  if (method === 'GET') return false;
  if (!url.endsWith('/$batch')) return true;
  const { requests } = requestBody as { requests: readonly { method: string }[] };
  return requests.some((part) => part.method !== 'GET');
}

function hasNotice({ id, name }: { readonly id: string; readonly name: string }): readonly string[] {
  return story.person(id).findCard(/press “I.m ready”/) ? [name] : [];
}
