import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { InboxMessage } from '../../src/sandbox/teams/inbox.ts';
import { assertPromise } from '../support/promise.ts';
import { clickOn, openStory, readOutcome, waitForCard } from '../support/story.ts';
import type { Story } from '../support/story.ts';

let story: Story;

beforeEach(async () => {
  story = await openStory({ cloudPcs: 8 });
}, 60_000);
afterEach(() => story.close());

const REASON = { stopReason: 'My project files are gone' };

test('stop the line: an owner whose own Cloud PC is done stops it for everybody; two other people let it go on', async () => {
  await story.start({ concurrency: 1 });
  await story.runToWipes(2);
  const done = await firstDone();
  const owner = story.person(done);
  const read = await stopBy(done);
  expect(read).toMatch(/Thank you: nothing new starts/);
  await story.town.settle();
  const begun = story.town.tenant.wipes.length;
  const card = await waitForCard(story.approver, /The line is stopped/);
  expect(card.content).toMatch(/My project files are gone[\s\S]*cannot be stopped/);
  for (const name of await listUnderWay()) expect(card.content.replaceAll('\\', '')).toContain(name);
  expect(story.admin.cardWith(/The line is stopped/).content).toContain(owner.person.name);
  expect(await readWaiting()).toMatch(/On hold: nothing happens/);
  await story.pass(30);
  expect(story.town.tenant.wipes).toHaveLength(begun);

  await story.admin.says('resume because they were in a second account');
  await story.town.settle();
  await story.pass(24);
  expect(story.town.tenant.wipes).toHaveLength(begun);
  const asked = await waitForCard(story.approver, /A second person has to agree/);
  expect(asked.content).toMatch(/second account/);
  expect(readOutcome(await story.approver.click(asked, 'Agree: go on'))).not.toMatch(/The line is stopped/);
  expect(await story.runToEnd()).toBe('completed');
  expect(story.town.tenant.wipes.length).toBeGreaterThan(begun);
  const whats = (await story.town.app.store.readAudit(null)).map(({ what }) => what);
  expect(whats).toEqual(expect.arrayContaining(['line-stopped', 'line-resume-asked', 'line-resumed']));
  const [stop] = (await story.state()).rollout.stops ?? [];
  expect(stop?.ended).toMatchObject({ by: { id: story.approver.person.id }, seenAs: 'delivered' });
  expect(stop?.ended?.seen).toMatch(/second account[\s\S]*My project files are gone[\s\S]*Agree: go on/);
  await assertPromise(story);
}, 180_000);

test('stop the line: planning anew does not end the stop, nor does the approval of the new plan', async () => {
  const id = await story.plan();
  const [admin, approver] = [story.admin, story.colleague('approver')].map(({ person: { id: who, name } }) => ({
    id: who,
    name,
  }));
  if (!admin || !approver) throw new Error('nobody there');
  const { commands } = story.town.app;
  expect(await commands.stopLine(approver, 'The VPN client is broken', id)).toMatchObject({ ok: true });
  const { request } = (await story.state(id)).rollout.plan;
  expect(await commands.plan(admin, { ...request, reason: 'once more' }, id)).toMatchObject({ ok: true });
  const { rollout } = await story.state(id);
  expect(rollout.hold).toMatchObject({ kind: 'line-stopped', reason: 'The VPN client is broken' });
  expect(rollout.stops).toHaveLength(1);
  expect(rollout.plan.revision).toBe(2);
  await story.admin.says(`plan #${id}`);
  await story.town.settle();
  await story.send();
  await story.approve();
  await story.pass(48);
  expect((await story.state(id)).rollout.approval?.decision).toBe('approved');
  expect(story.town.tenant.wipes).toEqual([]);
  await assertPromise(story);
}, 120_000);

test('stop the line: an approver stops it in free wording; who asked, who stopped and who is no approver cannot confirm', async () => {
  await story.start({ concurrency: 1 });
  await story.runToWipes(1);
  const stopper = story.colleague('approver');
  await stopper.says('stop the line because the VPN client is broken');
  await story.town.settle();
  const begun = story.town.tenant.wipes.length;
  expect((await story.state()).rollout.hold).toMatchObject({ kind: 'line-stopped', facts: { as: 'approver' } });
  await story.admin.says('hold because of me');
  expect((await story.state()).rollout.hold?.kind).toBe('line-stopped');
  await clickOn(story.admin, /The line is stopped/, {
    button: { under: 'Ask to go on…' },
    inputs: { found: 'The client was repaired' },
  });
  await story.town.settle();
  const asked = await waitForCard(story.approver, /A second person has to agree/);
  expect(
    readOutcome(
      await story.admin.click(forAnother(story.admin.cardWith(/second person has to agree/), asked), 'Agree: go on'),
    ),
  ).toMatch(/Only approvers/);
  const own = await waitForCard(stopper, /A second person has to agree/);
  expect(readOutcome(await stopper.click(own, 'Agree: go on'))).toMatch(/You stopped it yourself/);
  await story.colleague('approver').says('resume');
  await story.pass(24);
  expect(story.town.tenant.wipes).toHaveLength(begun);
  await story.approver.click(asked, 'Agree: go on');
  expect((await story.state()).rollout.hold).toBeNull();
  await story.runToWipes(begun + 1);
  expect(story.town.tenant.wipes.length).toBeGreaterThan(begun);
  await assertPromise(story);
}, 180_000);

test('stop the line: a stop that is committed while starts are going on wins over every start that was planned before it', async () => {
  await story.start({ concurrency: 6 });
  await story.runToWipes(1);
  const waiting = (await story.state()).targets.find(({ planned }) => planned.wave === 1)?.planned.personId ?? '';
  const clicks: Promise<string>[] = [];
  const unsubscribe = story.town.servers.exchanges.subscribe(({ url }) => {
    if (!url.includes('getRealTimeRemoteConnectionStatus') || clicks.length > 0) return;
    clicks.push(stopBy(waiting));
  });
  await story.town.runUntil(() => clicks.length > 0, 48);
  expect((await Promise.all(clicks)).join()).toMatch(/nothing new starts/);
  unsubscribe();
  const begun = story.town.tenant.wipes.length;
  await story.pass(48);
  expect(clicks).toHaveLength(1);
  expect(story.town.tenant.wipes).toHaveLength(begun);
  expect(begun).toBeLessThan((await story.state()).targets.length);
  await assertPromise(story);
}, 180_000);

test('stop the line: an owner can stop one rollout three times; the fourth names whom to talk to', async () => {
  await story.start();
  const owner = (await story.state()).targets.find(({ planned }) => planned.wave === 1)?.planned.personId ?? '';
  for (let round = 0; round < 3; round += 1) {
    expect(await stopBy(owner)).toMatch(/nothing new starts/);
    await story.admin.says(`resume because nothing was found in round ${round}`);
    await story.town.settle();
    const asked = await waitForCard(story.approver, new RegExp(`A second person has to agree[\\s\\S]*round ${round}`));
    await story.approver.click(asked, 'Agree: go on');
    await story.town.settle();
    expect((await story.state()).rollout.hold).toBeNull();
  }
  expect(await stopBy(owner)).toMatch(new RegExp(`3 times already. Please talk to ${story.admin.person.name}`));
  expect((await story.state()).rollout.hold).toBeNull();
  await assertPromise(story);
}, 180_000);

/** Presses the red button on the newest notice of that person. */
async function stopBy(personId: string): Promise<string> {
  const person = story.person(personId);
  const notice = person.inbox().findLast(({ card }) => JSON.stringify(card ?? {}).includes('line.stop-own'));
  if (!notice) throw new Error('no notice of theirs can stop the line');
  return readOutcome(await person.click(notice, { under: 'Stop everything…' }, REASON));
}

async function firstDone(): Promise<string> {
  await story.town.runUntil(async () => (await story.state()).targets.some(({ verifiedAt }) => verifiedAt), 48);
  await story.town.settle();
  return (await story.state()).targets.find(({ verifiedAt }) => verifiedAt)?.planned.personId ?? '';
}

async function listUnderWay(): Promise<readonly string[]> {
  const { targets } = await story.state();
  return targets
    .filter(({ attempts, verifiedAt }) => attempts.length > 0 && !verifiedAt)
    .map(({ planned }) => planned.personName);
}

/** What somebody whose Cloud PC has not started reads now. */
async function readWaiting(): Promise<string> {
  const { targets } = await story.state();
  const waiting = targets.find(({ attempts }) => attempts.length === 0);
  return story.person(waiting?.planned.personId ?? '').lastMessage().content;
}

/** A card in one person's chat with what another one was shown on theirs. */
function forAnother(own: InboxMessage, theirs: InboxMessage): InboxMessage {
  return { ...own, ...(theirs.card ? { card: theirs.card } : {}) };
}
