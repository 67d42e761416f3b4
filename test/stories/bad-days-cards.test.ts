import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ENGINEERING_POLICY_ID, SALES_POLICY_ID } from '../../src/sandbox/ids.ts';
import type { InboxMessage } from '../../src/sandbox/teams/inbox.ts';
import { assertPromise } from '../support/promise.ts';
import { openStory, readOutcome } from '../support/story.ts';
import type { Story } from '../support/story.ts';

let story: Story;
let first: string;
let second: string;

const ANSWER_COUNTS = 'Your answer counts for exactly this plan';

beforeAll(async () => {
  story = await openStory({ cloudPcs: 8 });
  first = await story.plan();
  await story.send();
  second = await story.plan({ policyIds: [SALES_POLICY_ID] });
  await story.send();
}, 120_000);
afterAll(async () => {
  await assertPromise(story);
  await story.close();
}, 120_000);

/** The card as somebody with a debugger could send it: other data behind the same buttons. */
function forge(message: InboxMessage, replace: readonly (readonly [string, string])[]): InboxMessage {
  const text = replace.reduce((json, [from, to]) => json.replaceAll(from, to), JSON.stringify(message.card));
  return { ...message, card: JSON.parse(text) as NonNullable<InboxMessage['card']> };
}

async function readHash(rolloutId: string): Promise<string> {
  return (await story.state(rolloutId)).rollout.hash;
}

test('an approval card with the name of another rollout approves neither of the two', async () => {
  const card = forge(story.approver.cardWith(ANSWER_COUNTS), [[second, first]]);
  const read = readOutcome(await story.approver.click(card, 'Approve'));
  expect(read).toContain((await readHash(first)).slice(0, 8));
  expect((await story.state(first)).rollout.approval).toBeNull();
  expect((await story.state(second)).rollout.approval).toBeNull();
}, 60_000);

test('an approval card whose hash was never a plan approves nothing', async () => {
  const hash = await readHash(second);
  const card = forge(story.approver.cardWith(ANSWER_COUNTS), [[hash, hash.split('').reverse().join('')]]);
  await story.approver.click(card, 'Approve');
  expect((await story.state(second)).rollout.approval).toBeNull();
}, 60_000);

test('the requester who gets hold of an approval card cannot approve with it', async () => {
  const theirs = story.approver.cardWith(ANSWER_COUNTS);
  const own = story.admin.lastMessage();
  const read = readOutcome(
    await story.admin.click({ ...own, ...(theirs.card ? { card: theirs.card } : {}) }, 'Approve'),
  );
  expect(read).toMatch(/Only approvers|own request/);
  expect((await story.state(second)).rollout.approval).toBeNull();
}, 60_000);

test("an owner cannot answer for somebody else's Cloud PC", async () => {
  const cards = story.approver.inbox().filter(({ content }) => content.includes(ANSWER_COUNTS));
  for (const card of cards) await story.approver.click(card, 'Approve');
  await story.town.settle();
  const [mine, theirs] = (await story.state(first)).targets.map(({ planned }) => planned);
  if (!mine || !theirs) throw new Error('two people are needed');
  const me = story.person(mine.personId);
  const card = me.findCard(/I’m ready|I'm ready/);
  if (!card) throw new Error(`no notice: ${me.lastMessage().content}`);
  const before = (await story.state(first)).targets.find(({ planned }) => planned.cloudPcId === theirs.cloudPcId);
  const forged = forge(card, [[mine.cloudPcId, theirs.cloudPcId]]);
  const read = readOutcome(await me.click(forged, /ready/i));
  expect(read).toMatch(/somebody else’s/);
  const after = (await story.state(first)).targets.find(({ planned }) => planned.cloudPcId === theirs.cloudPcId);
  expect(after?.evidence).toEqual(before?.evidence);
}, 60_000);

test('a date that was never offered is not taken', async () => {
  const target = (await story.state(first)).targets.find(({ told }) => told !== null);
  if (!target) throw new Error('nobody was told');
  const owner = story.person(target.planned.personId);
  const card = owner.cardWith(/I’m ready|I'm ready/);
  const offered = /"value":"(20\d\d-[^"]+Z)"/.exec(JSON.stringify(card.card))?.[1] ?? '';
  expect(offered).not.toBe('');
  const forged = forge(card, [[`"value":"${offered}"`, '"value":"2031-01-01T03:00:00.000Z"']]);
  const read = readOutcome(
    await owner.click(forged, { verb: 'notice.postpone' }, { slot: '2031-01-01T03:00:00.000Z' }),
  );
  expect(read).toMatch(/no longer free/);
  const after = (await story.state(first)).targets.find(
    ({ planned }) => planned.cloudPcId === target.planned.cloudPcId,
  );
  expect(after?.slot).toEqual(target.slot);
}, 60_000);

test('after all of this the plan that was approved is done, and the one that never was is not', async () => {
  expect(await story.runToEnd(24 * 16, first)).toBe('completed');
  expect(await story.phase(second)).toBe('expired');
  const policies = new Set(story.town.tenant.wipes.map(({ policyId }) => policyId));
  expect(policies).toEqual(new Set([ENGINEERING_POLICY_ID]));
}, 120_000);
