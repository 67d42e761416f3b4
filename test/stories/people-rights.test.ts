import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { InboxMessage } from '../../src/sandbox/teams/inbox.ts';
import { listChoices } from '../../src/sandbox/teams/card-click.ts';
import { listButtons, listInputs } from '../../src/sandbox/teams/card-walk.ts';
import { readJsonObject } from '../../src/sandbox/teams/activity.ts';
import { assertPromise } from '../support/promise.ts';
import { openStory, readOutcome, waitForCard } from '../support/story.ts';
import type { Asked, Story } from '../support/story.ts';

let story: Story;

beforeEach(async () => {
  story = await openStory({ cloudPcs: 6 });
}, 60_000);
afterEach(() => story.close());

const WHY = 'Month-end closing';

test('story 22: with no move left an exception is asked, the approver decides, and the new date is kept', async () => {
  const personId = await startWith({ postponements: 0, deadlineDays: 4 });
  const tom = story.person(personId);
  const notice = newestWith(personId, 'appeal.ask');
  const [wish = ''] = wishesOf(notice).filter((at) => Date.parse(at) > deadline());
  expect(await ask(personId, wish)).toMatch(/Your request is with the approvers/);
  await story.town.settle();
  const card = await waitForCard(story.approver, /asks for an exception/);
  expect(card.content).toMatch(new RegExp(WHY));
  const read = story.admin.cardWith(/asks for an exception/);
  expect(listButtons(read.card ?? {}).map(({ title }) => title)).not.toContain('Approve');
  expect(readOutcome(await story.admin.click(forged(read, card), 'Approve'))).toMatch(/Only approvers|somebody else/);
  expect(readOutcome(await tom.click(forged(notice, card), 'Approve'))).toMatch(/Only approvers/);
  await story.runToWipes(3);
  await story.pass(2);
  expect(wipedPeople()).not.toContain(personId);
  expect(readOutcome(await story.approver.click(card, 'Approve'))).toMatch(/Approved/);
  expect(readOutcome(await story.approver.click(card, 'Approve'))).toMatch(/Approved/);
  await story.town.settle();
  expect(tom.lastMessage().content).toMatch(/Your request was approved/);
  await story.pass(1);
  await tom.click(newestWith(personId, 'notice.ready'), "I'm ready");
  expect(await story.runToEnd(24 * 30)).toBe('completed');
  const wipe = story.town.tenant.wipes.find((one) => one.personId === personId);
  expect(wipe?.at).toBeGreaterThanOrEqual(Date.parse(wish));
  await assertPromise(story);
}, 240_000);

test('story 22: a request that is declined says why; a later one takes its place, and leaving out is for good', async () => {
  const personId = await startWith({ postponements: 0 });
  const tom = story.person(personId);
  await ask(personId, 'leave-out');
  await story.town.settle();
  const first = await waitForCard(story.approver, /wishes to be left out/);
  await story.approver.click(first, { under: 'Decline…' }, { reason: 'Closing ends on the 4th' });
  await story.town.settle();
  expect(tom.lastMessage().content).toMatch(/Your request was declined[\s\S]*Closing ends on the 4th/);
  expect(await ask(personId, 'leave-out')).toMatch(/with the approvers/);
  await story.town.settle();
  expect(readOutcome(await story.approver.click(first, 'Approve'))).toMatch(/Declined|no longer|Nothing left/);
  expect((await story.state()).targets.find(({ planned }) => planned.personId === personId)?.excluded).toBeNull();
  const second = story.approver.cardWith(/wishes to be left out/);
  await story.approver.click(second, 'Approve');
  expect(await story.runToEnd()).toBe('completed');
  expect(wipedPeople()).not.toContain(personId);
  expect(tom.lastMessage().content).toMatch(/left as it is/);
  await assertPromise(story);
}, 240_000);

test('story 22: a request that nobody answers is reminded of once, ends with the rollout, and its Cloud PC is never wiped', async () => {
  const personId = await startWith({ postponements: 0, deadlineDays: 4 });
  await story.person(personId).click(newestWith(personId, 'notice.ready'), "I'm ready");
  await ask(personId, wishesOf(newestWith(personId, 'appeal.ask')).at(-1) ?? '');
  const questions = () => story.approver.inbox().filter(({ content }) => content.includes(WHY));
  await story.town.settle();
  expect(questions()).toHaveLength(1);
  await story.town.runUntil(async () => (await countReminders()) > 0, 24 * 8);
  await story.town.settle();
  expect(questions()).toHaveLength(2);
  expect(await story.runToEnd()).toBe('completed');
  expect(wipedPeople()).not.toContain(personId);
  const left = (await story.state()).targets.find(({ planned }) => planned.personId === personId)?.excluded?.why;
  expect(left).toMatchObject({ code: 'left-behind', facts: { reasons: expect.stringContaining('exception-open') } });
  expect(await countReminders()).toBe(1);
  await assertPromise(story);
}, 240_000);

async function countReminders(): Promise<number> {
  return (await story.town.app.store.readAudit(null)).filter(({ what }) => what === 'appeal-reminded').length;
}

async function startWith(asked: Partial<Asked>): Promise<string> {
  await story.plan(asked);
  const { targets } = await story.state();
  const personId = targets.find(({ planned }) => planned.wave === 1)?.planned.personId ?? '';
  story.setTemperament(personId, 'live');
  await story.send();
  await story.approve();
  return personId;
}

function deadline(): number {
  return story.town.clock.now() + 4 * 86_400_000;
}

async function ask(personId: string, wish: string): Promise<string> {
  const inputs = { wish, exceptionReason: WHY };
  const outcome = await story
    .person(personId)
    .click(newestWith(personId, 'appeal.ask'), { under: 'Ask for an exception…' }, inputs);
  return readOutcome(outcome);
}

function newestWith(personId: string, verb: string): InboxMessage {
  const found = story
    .person(personId)
    .inbox()
    .findLast(({ card }) => JSON.stringify(card ?? {}).includes(`"${verb}"`));
  if (!found) throw new Error(`no card offers ${verb}`);
  return found;
}

/** The dates that the exception offers, without the wish to be left out. */
function wishesOf({ card }: InboxMessage): readonly string[] {
  const form = listButtons(card ?? {}).find(({ title }) => title === 'Ask for an exception…');
  const input = listInputs(readJsonObject(form?.action['card']) ?? {}).find(({ id }) => id === 'wish');
  return listChoices(input ?? {}).filter((value) => value !== 'leave-out');
}

function forged(own: InboxMessage, theirs: InboxMessage): InboxMessage {
  return { ...own, ...(theirs.card ? { card: theirs.card } : {}) };
}

function wipedPeople(): readonly (string | null)[] {
  return story.town.tenant.wipes.map((wipe) => wipe.personId);
}
