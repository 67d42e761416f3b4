import { expect, test } from '@jest/globals';
import { ENGINEERING_POLICY_ID, PERSONA_APPROVER, PERSONA_DEPUTY } from '../../src/sandbox/ids.ts';
import { SAFE_DATA } from '../../src/sandbox/world/proof-state.ts';
import { assertPromise } from '../support/promise.ts';
import { clickOn, openStory, readOutcome, waitForCard } from '../support/story.ts';
import type { Story, StoryOptions } from '../support/story.ts';

const APPROVAL = 'Your answer counts for exactly this plan';
const GO_LIVE = /^Sandbox tenant · switch of the policies/;

async function tell(options: StoryOptions, acts: (story: Story) => Promise<void>): Promise<void> {
  const story = await openStory({ cloudPcs: 6, ...options });
  try {
    await acts(story);
    await assertPromise(story);
  } finally {
    await story.close();
  }
}

/** A CVE this afternoon: half an hour of notice, one canary, everybody else at once. */
const TONIGHT = {
  expedite: 'CVE-2026-1234',
  leadMinutes: 30,
  settleMinutes: 5,
  windowStart: '09:00',
  windowEnd: '23:00',
};

test('story 18: tonight: two approvers, what is skipped is listed, data is proven all the same, a review is owed', async () => {
  await tell({ temperament: (_owner, index) => (index === 0 ? 'silent' : 'ready') }, async (story) => {
    const other = story.colleague('approver');
    const id = await story.plan({ ...TONIGHT, deadlineDays: 1 });
    const plan = await waitForCard(story.admin, 'Send for approval');
    expect(plan.content).toMatch(/Emergency: checks are skipped[\s\S]*CVE-2026-1234[\s\S]*Skipped: the usual notice/);
    await story.send();
    const card = (await waitForCard(story.approver, APPROVAL)).content;
    expect(card).toMatch(/Skipped: the usual notice of 1 day. People are told 30 minutes ahead/);
    expect(card).toMatch(/Shortened: first wave of 1, usually 3/);
    expect(card).toMatch(/Not skipped: everybody’s data/);
    expect(card).toMatch(/Nobody has approved yet: 2 different people must approve/);
    const mine = await clickOn(story.approver, APPROVAL, { button: 'Approve' });
    expect(mine).toMatch(/1 of 2 have approved/);
    await story.pass(2);
    expect(story.town.tenant.wipes).toEqual([]);
    expect(await clickOn(other, APPROVAL, { button: 'Approve' })).toMatch(/✓ Approved/);
    await story.town.settle();
    expect(await story.runToEnd(48)).toBe('completed');
    const silent = story.owners[0]?.id;
    expect(story.town.tenant.wipes.map(({ personId }) => personId)).not.toContain(silent);
    expect(story.town.tenant.wipes.length).toBeGreaterThan(0);
    await story.town.settle();
    await story.admin.says('rollouts');
    expect(story.admin.lastMessage().content).toMatch(/review owed/);
    expect((await waitForCard(story.admin, /^Report/)).content).toMatch(/Review owed/);
    await story.admin.says(`review #${id} because all went well`);
    expect(story.admin.lastMessage().content).toMatch(/somebody else must review it/);
    await story.approver.says(`review #${id} because it was mine`);
    expect(story.approver.lastMessage().content).toMatch(/somebody who did not looks back at it: Renee Dubois/);
    expect(story.approver.findCard('Was it right to hurry?')).toBeUndefined();
    const reviewer = story.both();
    const cards = () => reviewer.inbox().filter(({ content }) => /Was it right to hurry|is reviewed/.test(content));
    await waitForCard(reviewer, 'Was it right to hurry?');
    expect(cards()).toHaveLength(1);
    await story.pass(3 * 24 + 1);
    expect(cards()).toHaveLength(2);
    const text = { text: 'One person was left out, nobody lost a file.' };
    const closed = await clickOn(reviewer, 'Was it right to hurry?', {
      button: { under: 'Write the review' },
      inputs: text,
    });
    expect(closed).toMatch(/The emergency is reviewed[\s\S]*nobody lost a file/);
    await story.town.settle();
    expect((await story.state(id)).rollout.review).toMatchObject({ by: { id: reviewer.person.id }, ...text });
    await story.pass(8 * 24);
    expect(cards()).toHaveLength(2);
    await story.admin.says('rollouts');
    expect(story.admin.lastMessage().content).not.toMatch(/review owed/);
  });
}, 300_000);

test('story 18: an emergency excuses neither less than half an hour of notice nor a tick for everybody’s data', async () => {
  await tell({}, async (story) => {
    const admin = { id: story.admin.person.id, name: story.admin.person.name };
    const id = await story.plan(TONIGHT);
    const { commands } = story.town.app;
    const { request } = (await story.state(id)).rollout.plan;
    const short = await commands.plan(admin, { ...request, leadMinutes: 29 }, id);
    expect(short.ok ? [] : short.refusals.map(({ code }) => code)).toEqual(['expedite-lead']);
    const tick = await commands.tick(admin, id, { item: 'onedrive', reason: 'no time' });
    expect(tick.ok ? [] : tick.refusals.map(({ code }) => code)).toEqual(['expedite-no-tick']);
    await story.pass(12);
    expect(story.town.tenant.wipes).toEqual([]);
  });
}, 180_000);

test('an emergency that only one person can approve cannot be sent', async () => {
  await tell({}, async (story) => {
    const id = await story.plan(TONIGHT);
    for (const { id: personId } of [story.colleague('approver').person, story.both().person])
      story.town.tenant.setRole(personId, 'approver', false);
    story.town.tenant.setRole(
      story.town.tenant.directory.byUpn('ines.duarte@contoso.example')?.id ?? '',
      'deputy',
      false,
    );
    await story.admin.click(story.admin.cardWith('Send for approval'), 'Send for approval');
    await story.town.settle();
    expect(await story.phase(id)).toBe('draft');
  });
}, 180_000);

test('a switch that is approved by itself: nothing is switched or wiped before, whatever the clock says', async () => {
  await tell({ temperament: () => 'silent' }, async (story) => {
    await story.admin.says('proof setup confirm');
    await waitForCard(story.admin, 'Proofs are set up');
    const id = await story.plan({ goLive: 'separate', proof: 'measured' });
    const red = (await story.state(id)).rollout.plan.targets.find(({ wave }) => wave === 1);
    for (const cloudPc of story.town.tenant.cloudPcs)
      story.town.tenant.proofs.setData(cloudPc.id, {
        ...SAFE_DATA,
        outsideFiles: cloudPc.id === red?.cloudPcId ? 7 : 0,
      });
    await story.send();
    expect((await waitForCard(story.approver, APPROVAL)).content).toMatch(
      /The switch of the policies is approved by itself/,
    );
    await story.approve();
    const image = () => story.town.tenant.policies.find((policy) => policy.id === ENGINEERING_POLICY_ID)?.imageId;
    const before = image();
    await story.pass(14);
    expect(story.town.tenant.wipes).toEqual([]);
    expect(image()).toBe(before);
    const asked = await waitForCard(story.approver, GO_LIVE);
    expect(asked.content).toMatch(/The plan was approved by Mateus Carvalho/);
    expect(asked.content).toContain(`✕ The data of 1 person is not safe: ${red?.personName ?? '?'}.`);
    expect(asked.content).toMatch(/Known to be safe: the data of 3 of 4 people/);
    expect(readOutcome(await story.approver.click(asked, 'Approve the switch'))).toMatch(/✓ The switch is approved/);
    expect(readOutcome(await story.approver.click(asked, 'Approve the switch'))).toMatch(/✓ The switch is approved/);
    await story.town.settle();
    expect(await story.runToWipes(1)).toBe(true);
    expect(image()).not.toBe(before);
    const { goLive } = (await story.state(id)).rollout;
    expect(goLive?.vote).toMatchObject({ by: { id: PERSONA_APPROVER }, as: 'approver' });
    expect(goLive?.vote?.seen).toMatch(/Switch the policy[\s\S]*not safe/);
    expect(story.town.tenant.wipes.map(({ personId }) => personId)).not.toContain(red?.personId);
  });
}, 300_000);

test('a switch that nobody answers: approvers are reminded, a deputy is asked and may, the requester sees why it waits', async () => {
  await tell({}, async (story) => {
    const deputy = story.person(PERSONA_DEPUTY);
    const id = await story.plan({ goLive: 'separate' });
    await story.send();
    await story.approve();
    const isAsked = async () => (await story.state(id)).rollout.goLive !== undefined;
    await story.town.runUntil(isAsked, 48);
    await story.town.settle();
    expect(deputy.findCard(GO_LIVE)).toBeUndefined();
    await story.pass(0.6);
    const questions = story.approver.inbox().filter(({ content }) => GO_LIVE.test(content));
    expect(questions).toHaveLength(2);
    const status = await waitForCard(story.admin, 'Waiting for a yes to the switch');
    expect(status.content).toMatch(
      /Nobody had answered by .*: approvers were reminded, and their deputies asked as well/,
    );
    expect(await clickOn(deputy, GO_LIVE, { button: 'Approve the switch' })).toMatch(/✓ The switch is approved/);
    expect(await story.runToWipes(1)).toBe(true);
    expect((await story.state(id)).rollout.goLive?.vote).toMatchObject({ by: { id: PERSONA_DEPUTY }, as: 'deputy' });
    expect((await waitForCard(story.admin, /^Rollout/)).content).not.toMatch(/Waiting for a yes/);
  });
}, 300_000);

test('a switch that is refused holds the rollout; the requester cannot approve it; resumed, it is asked again', async () => {
  await tell({}, async (story) => {
    const both = story.both();
    const id = await story.plan({ goLive: 'separate' }, both);
    await story.send(both);
    await story.approve();
    await story.pass(6);
    const asked = await waitForCard(story.approver, GO_LIVE);
    expect(both.findCard(GO_LIVE)).toBeUndefined();
    const forged = { ...both.lastMessage(), ...(asked.card ? { card: asked.card } : {}) };
    expect(readOutcome(await both.click(forged, 'Approve the switch'))).toMatch(/Nobody can approve their own request/);
    const no = await story.approver.click(asked, { under: 'Reject' }, { reason: 'Not tonight' });
    expect(readOutcome(no)).toMatch(/switch was refused[\s\S]*Not tonight/);
    await story.town.settle();
    expect((await story.state(id)).rollout.hold?.kind).toBe('go-live-refused');
    await story.pass(12);
    expect(story.town.tenant.wipes).toEqual([]);
    await story.approver.says('resume because tomorrow is fine');
    await story.town.settle();
    await story.pass(18);
    expect(story.town.tenant.wipes).toEqual([]);
    expect(await clickOn(story.approver, GO_LIVE, { button: 'Approve the switch' })).toMatch(
      /✓ The switch is approved/,
    );
    await story.town.settle();
    expect(await story.runToWipes(1)).toBe(true);
  });
}, 300_000);
