import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PERSONA_APPROVER } from '../../src/sandbox/ids.ts';
import { assertPromise } from '../support/promise.ts';
import { clickOn, openStory, readOutcome, waitForCard } from '../support/story.ts';
import type { Story } from '../support/story.ts';

/** Stands on an approval card alone. */
const APPROVAL = 'Your answer counts for exactly this plan';

let story: Story;

beforeAll(async () => {
  story = await openStory({ cloudPcs: 6 });
}, 60_000);
afterAll(() => story.close());

test('a rejection needs a reason, reaches the requester, and ends the request', async () => {
  const id = await story.plan();
  await story.send();
  const card = await waitForCard(story.approver, APPROVAL);
  await expect(story.approver.click(card, { under: 'Reject' })).rejects.toThrow(/asks for input reason/);
  const read = readOutcome(await story.approver.click(card, { under: 'Reject' }, { reason: 'Quarter end' }));
  expect(read).toMatch(/Rejected[\s\S]*Quarter end/);
  await story.town.settle();
  expect(await story.phase(id)).toBe('rejected');
  expect(story.admin.lastMessage().content).toMatch(/Rejected[\s\S]*Quarter end/);
  await story.pass(48);
  expect(story.town.tenant.wipes).toEqual([]);
  await assertPromise(story);
}, 60_000);

test('nobody approves their own request, and the refusal says so', async () => {
  const both = story.both();
  const id = await story.plan({}, both);
  await story.send(both);
  expect(both.findCard(APPROVAL)).toBeUndefined();
  const { card } = await waitForCard(story.approver, APPROVAL);
  const forged = { ...both.lastMessage(), ...(card ? { card } : {}) };
  expect(readOutcome(await both.click(forged, 'Approve'))).toMatch(/Nobody can approve their own request/);
  expect(await story.phase(id)).toBe('awaiting-approval');
  await reject();
}, 60_000);

test('who lost the role between card and click approves nothing', async () => {
  const id = await story.plan();
  await story.send();
  story.town.tenant.setRole(PERSONA_APPROVER, 'approver', false);
  expect(await clickOn(story.approver, APPROVAL, { button: 'Approve' })).toMatch(/approvers/);
  expect(await story.phase(id)).toBe('awaiting-approval');
  story.town.tenant.setRole(PERSONA_APPROVER, 'approver', true);
  await reject();
}, 60_000);

test('a second answer shows the first one and changes nothing', async () => {
  const other = story.colleague('approver');
  const id = await story.plan();
  await story.send();
  const seen = await waitForCard(other, APPROVAL);
  await reject('Too early');
  const read = readOutcome(await other.click(seen, 'Approve', { comment: 'go' }));
  expect(read).toMatch(/Rejected[\s\S]*Too early/);
  expect(await story.phase(id)).toBe('rejected');
}, 60_000);

test('a plan that changed after the card was sent shows the difference, and nothing is approved', async () => {
  const id = await story.plan();
  const mine = await waitForCard(story.admin, 'Send for approval');
  await story.send();
  const seen = await waitForCard(story.approver, APPROVAL);
  await story.admin.click(mine, 'Change');
  for (const number of [1, 2, 3]) await goOn(number);
  await goOn(4, { lead: '6 hours' });
  await goOn(5);
  const early = readOutcome(await story.approver.click(seen, 'Approve'));
  expect(early).toMatch(/no longer counts[\s\S]*Told ahead: 4 hours → 6 hours/);
  await waitForCard(story.admin, /Send for approval/);
  await story.send();
  const late = readOutcome(await story.approver.click(seen, 'Approve'));
  expect(late).toMatch(/nothing was approved[\s\S]*Told ahead: 4 hours → 6 hours/);
  expect(await story.phase(id)).toBe('awaiting-approval');
  await reject();
}, 90_000);

test('approvers are reminded halfway, and without an answer the request expires', async () => {
  const id = await story.plan({ approvalHours: 24 });
  await story.send();
  const seen = await waitForCard(story.approver, APPROVAL);
  const count = () => story.approver.inbox().filter(({ content }) => content.includes(APPROVAL)).length;
  const before = count();
  await story.pass(12.1);
  expect(count()).toBe(before + 1);
  await story.pass(12);
  expect(await story.phase(id)).toBe('expired');
  expect(story.approver.lastMessage().content).toMatch(/Expired/);
  expect(story.admin.lastMessage().content).toMatch(/Expired/);
  expect(readOutcome(await story.approver.click(seen, 'Approve'))).toMatch(/time for approval has run out/);
  expect(await story.phase(id)).toBe('expired');
  expect(story.town.tenant.wipes).toEqual([]);
  await assertPromise(story);
}, 60_000);

async function reject(reason = 'The next story begins'): Promise<void> {
  await clickOn(story.approver, APPROVAL, { button: { under: 'Reject' }, inputs: { reason } });
  await story.town.settle();
}

async function goOn(number: number, inputs: Readonly<Record<string, string>> = {}): Promise<void> {
  await story.admin.click(await waitForCard(story.admin, new RegExp(`question ${number} of 5`)), 'Continue', inputs);
}
