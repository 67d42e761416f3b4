import { expect, test } from '@jest/globals';
import { PERSONA_ADMIN, PERSONA_DEPUTY } from '../../src/sandbox/ids.ts';
import { assertPromise } from '../support/promise.ts';
import { clickOn, openStory, waitForCard } from '../support/story.ts';
import type { Story } from '../support/story.ts';

test('a late approval starts nothing by itself; start now gives people new dates, and notices first', async () => {
  const story = await openStory({ cloudPcs: 6 });
  try {
    await approveLate(story);
    await story.pass(24);
    expect(story.town.tenant.wipes).toEqual([]);
    const read = await clickOn(story.approver, 'Approved, but late', { button: 'Start now' });
    expect(read).toMatch(/✓ Approved/);
    expect(await story.runToEnd()).toBe('completed');
    expect(story.town.tenant.wipes).toHaveLength(4);
    await assertPromise(story);
  } finally {
    await story.close();
  }
}, 120_000);

test('a late approval can be planned again, and then needs a new approval', async () => {
  const story = await openStory({ cloudPcs: 6 });
  try {
    const id = await approveLate(story);
    expect(await clickOn(story.approver, 'Approved, but late', { button: 'Plan again' })).toMatch(/admins/);
    await story.pass(24);
    await clickOn(story.admin, 'Approved, but late', { button: 'Plan again' });
    expect(story.town.tenant.wipes).toEqual([]);
    expect(await story.phase(id)).toBe('draft');
    await waitForCard(story.admin, 'Send for approval');
    await story.send();
    await story.approve();
    expect(await story.runToEnd()).toBe('completed');
    expect(story.town.tenant.wipes).toHaveLength(4);
    await assertPromise(story);
  } finally {
    await story.close();
  }
}, 120_000);

test('a late approval starts nothing for a requester who is no admin any more', async () => {
  const story = await openStory({ cloudPcs: 6 });
  try {
    const id = await approveLate(story);
    story.town.tenant.setRole(PERSONA_ADMIN, 'admin', false);
    const read = await clickOn(story.approver, 'Approved, but late', { button: 'Start now' });
    expect(read).toMatch(/no longer an admin/);
    expect((await story.state(id)).rollout.lateStart).toBe('asked');
    await story.pass(48);
    expect(story.town.tenant.wipes).toEqual([]);
    await assertPromise(story);
  } finally {
    await story.close();
  }
}, 120_000);

test('a late start is chosen by admins and approvers alone, and nobody who is part of the plan is erased meanwhile', async () => {
  const story = await openStory({ cloudPcs: 6 });
  try {
    const id = await approveLate(story);
    const { commands, evidence } = story.town.app;
    const { rollout } = await story.state(id);
    const owner = rollout.plan.targets[0]?.personId ?? '';
    for (const stranger of [owner, PERSONA_DEPUTY, 'nobody']) {
      const tried = await commands.startNow({ id: stranger, name: '' }, id);
      expect(tried).toMatchObject({ ok: false, refusals: [{ code: 'not-an-admin' }] });
    }
    const erased = await evidence.erasePerson({ id: PERSONA_ADMIN, name: '' }, { person: owner, reason: 'asked' });
    expect(erased).toMatchObject({ ok: false, refusals: [{ code: 'person-in-rollout', facts: { rollouts: id } }] });
    const after = (await story.state(id)).rollout;
    expect([after.lateStart, after.hash, after.plan]).toEqual(['asked', rollout.hash, rollout.plan]);
  } finally {
    await story.close();
  }
}, 120_000);

/** The canary's evening is over before the lead time could pass. */
async function approveLate(story: Story): Promise<string> {
  const id = await story.plan({ approvalHours: 24 });
  await story.send();
  await waitForCard(story.approver, 'Your answer counts for');
  await story.pass(18);
  expect(await story.approve()).toMatch(/Approved, but late/);
  return id;
}
