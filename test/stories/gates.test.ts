import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { CURRENT_IMAGE_ID, ENGINEERING_POLICY_ID, NEW_IMAGE_ID } from '../../src/sandbox/ids.ts';
import { assertPromise } from '../support/promise.ts';
import { clickOn, openStory, waitForCard } from '../support/story.ts';
import type { Asked, Story } from '../support/story.ts';

let story: Story;

beforeEach(async () => {
  story = await openStory({ cloudPcs: 6 });
}, 60_000);
afterEach(() => story.close());

test('a failing canary holds, puts the policy back and asks; a retry, and a second person’s yes to the switch, go on', async () => {
  story.town.tenant.failNextProvisioning();
  await story.start();
  expect((await story.runToHold())?.kind).toBe('failure-limit');
  await story.pass(24);
  expect(story.town.tenant.wipes).toHaveLength(1);
  expect(imageOfPolicy()).toBe(CURRENT_IMAGE_ID);
  const [wipe] = story.town.tenant.wipes;
  expect(story.person(wipe?.personId ?? '').lastMessage().content).toMatch(/could not be rebuilt/);
  const ask = await waitForCard(story.admin, /On hold: too many failures/);
  await story.admin.click(ask, 'Retry the failed one');
  expect(await approveAgain()).toMatch(/switched, then put back[\s\S]*1 Cloud PC failed with the new image/);
  expect(await story.runToEnd()).toBe('completed');
  expect(imageOfPolicy()).toBe(NEW_IMAGE_ID);
  expect(story.town.tenant.wipes.map(({ cloudPcId }) => cloudPcId).slice(0, 2)).toEqual(Array(2).fill(wipe?.cloudPcId));
  expect(story.town.tenant.wipes).toHaveLength(5);
  await assertPromise(story);
}, 120_000);

test('a failing canary can be left behind in a person’s name', async () => {
  story.town.tenant.failNextProvisioning();
  await story.start();
  await story.runToHold();
  await clickOn(story.admin, /On hold: too many failures/, { button: 'Resume without them' });
  await approveAgain();
  expect(await story.runToEnd()).toBe('completed');
  expect(story.town.tenant.wipes).toHaveLength(4);
  expect(imageOfPolicy()).toBe(NEW_IMAGE_ID);
  await assertPromise(story);
}, 120_000);

/** Until somebody else agrees nothing is switched or wiped again, whatever the clock says. Gives what they were asked. */
async function approveAgain(): Promise<string> {
  const before = story.town.tenant.wipes.length;
  await story.pass(20);
  expect(story.town.tenant.wipes).toHaveLength(before);
  expect(imageOfPolicy()).toBe(CURRENT_IMAGE_ID);
  await story.admin.says('status');
  expect(story.admin.lastMessage().content).toMatch(/Waiting for a yes to the switch/);
  const card = await waitForCard(story.approver, /^Sandbox tenant · switch of the policies/);
  await story.approver.click(card, 'Approve the switch');
  await story.town.settle();
  return card.content;
}

test('too many failures in a later wave hold; nothing new starts and the policy stays', async () => {
  await story.start({ failureCount: 2, concurrency: 1 });
  await story.runToWipes(1);
  story.town.tenant.failNextProvisioning();
  story.town.tenant.failNextProvisioning();
  expect(await story.runToHold()).toMatchObject({ kind: 'failure-limit', facts: { failed: 2 } });
  await story.pass(24);
  expect(story.town.tenant.wipes).toHaveLength(3);
  expect(imageOfPolicy()).toBe(NEW_IMAGE_ID);
  expect((await waitForCard(story.admin, /On hold: too many failures/)).content).toMatch(/Failures/);
  await assertPromise(story);
}, 120_000);

test('a canary whose people are all silent proves nothing: the rollout holds and asks, and promote goes on', async () => {
  const { canary } = await planAndMeetCanary();
  story.setTemperament(canary, 'silent');
  await sendAndApprove();
  expect((await story.runToHold())?.kind).toBe('inconclusive');
  expect(story.town.tenant.wipes).toEqual([]);
  await clickOn(story.admin, /On hold: the wave proves nothing/, { button: 'Start wave 2' });
  expect(await story.runToEnd()).toBe('completed');
  expect(story.town.tenant.wipes.map(({ personId }) => personId)).not.toContain(canary);
  expect(story.town.tenant.wipes).toHaveLength(3);
  await assertPromise(story);
}, 120_000);

test('with promotion by a person the next wave waits for the click, and a second click does nothing more', async () => {
  await story.start({ promotion: 'by-person' });
  expect((await story.runToHold())?.kind).toBe('awaiting-promotion');
  await story.pass(24);
  expect(story.town.tenant.wipes).toHaveLength(1);
  const ask = await waitForCard(story.admin, /Start wave 2 of 2\?/);
  await story.admin.click(ask, 'Start wave 2');
  await story.admin.click(ask, 'Start wave 2');
  expect(await story.runToEnd()).toBe('completed');
  expect(story.town.tenant.wipes).toHaveLength(4);
  await assertPromise(story);
}, 120_000);

test('retry gives each failed Cloud PC one more attempt, and no other', async () => {
  await story.start({ failurePercent: 100, failureCount: 10 });
  await story.runToWipes(1);
  story.town.tenant.failNextProvisioning();
  expect(await story.runToEnd()).toBe('completed');
  expect(story.town.tenant.wipes).toHaveLength(4);
  const { targets } = await story.state();
  const failed = targets.find((target) => target.failed)?.planned.cloudPcId;
  expect(failed).toBeDefined();
  await story.admin.says('retry');
  expect(await story.runToEnd()).toBe('completed');
  expect(story.town.tenant.wipes).toHaveLength(5);
  expect(story.town.tenant.wipes.at(-1)?.cloudPcId).toBe(failed);
  expect((await story.state()).targets.every(({ verifiedAt }) => verifiedAt)).toBe(true);
  await assertPromise(story);
}, 120_000);

test('what a newer rollout has taken up is not retried in the old one: not while it waits, and not after it was rebuilt', async () => {
  const first = await story.start({ failurePercent: 100, failureCount: 10 });
  await story.runToWipes(1);
  story.town.tenant.failNextProvisioning();
  await story.runToEnd();
  const failed = (await story.state(first)).targets.find((target) => target.failed)?.planned;
  const retry = () => story.town.app.commands.retry(story.admin.person, { rolloutId: first, cloudPcIds: 'failed' });
  const second = await story.start({ only: failed?.upn ?? '', failurePercent: 100 });
  const refused = { ok: false, refusals: [{ code: 'retaken', facts: { names: failed?.cloudPcName } }] };
  expect(await retry()).toMatchObject(refused);
  expect(await story.runToEnd(undefined, second)).toBe('completed');
  expect(story.town.tenant.wipes).toHaveLength(5);
  expect(await retry()).toMatchObject(refused);
  await story.pass(48);
  expect(story.town.tenant.wipes).toHaveLength(5);
  await assertPromise(story);
}, 120_000);

function imageOfPolicy(): string | undefined {
  return story.town.tenant.policies.find(({ id }) => id === ENGINEERING_POLICY_ID)?.imageId;
}

async function planAndMeetCanary(asked: Partial<Asked> = {}): Promise<{ readonly canary: string }> {
  await story.plan(asked);
  const { targets } = await story.state();
  return { canary: targets.find(({ planned }) => planned.wave === 0)?.planned.personId ?? '' };
}

async function sendAndApprove(): Promise<void> {
  await story.send();
  await story.approve();
}
