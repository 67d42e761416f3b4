import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { listNoticesOf, newestNotice, pickTarget, sendAndApprove, targetOf, wipedPeople } from '../support/notices.ts';
import { assertPromise } from '../support/promise.ts';
import { openStory } from '../support/story.ts';
import type { Story } from '../support/story.ts';
import type { TeamsFaultKind } from '../../src/sandbox/teams/teams-faults.ts';

let story: Story;

beforeEach(async () => {
  story = await openStory({ cloudPcs: 5 });
}, 60_000);
afterEach(() => story.close());

test.each<readonly [TeamsFaultKind, number]>([
  ['timeout-after-effect', 1],
  ['403', 1],
])(
  'a reminder that fails (%s) un-tells nobody, comes at most once, and changes nothing about the date',
  async (kind, times) => {
    const personId = await begin();
    const before = await targetOf(story, personId);
    const held = listNoticesOf(story, story.person(personId)).length;
    for (let count = 0; count < times; count += 1) {
      story.town.servers.teams.faults.once({
        kind,
        match: ({ operation, personIds }) => operation === 'send' && personIds.includes(personId),
      });
    }
    await until(Date.parse(before.slot.startAt) - 50 * 60_000);
    await story.town.settle();
    const after = await targetOf(story, personId);
    expect(after.told).toEqual(before.told);
    expect(after.unreachable).toBeNull();
    expect(after.slotRevision).toBe(before.slotRevision);
    expect(after.reminded?.minutes).toBe(60);
    expect(listNoticesOf(story, story.person(personId)).length - held).toBeLessThanOrEqual(1);
    expect(await story.runToEnd()).toBe('completed');
    expect(wipedPeople(story)).toContain(personId);
    await assertPromise(story);
  },
  180_000,
);

test('whoever wakes up late reminds once, of the newest, and never twice of the same date', async () => {
  const personId = await begin('3 hours, 2 hours, 1 hour');
  const person = story.person(personId);
  const { slot } = await targetOf(story, personId);
  const held = listNoticesOf(story, person).length;
  story.town.clock.advanceTo(Date.parse(slot.startAt) - 45 * 60_000);
  await story.town.settle();
  await story.town.restart();
  await story.town.settle();
  expect(listNoticesOf(story, person).length).toBe(held + 1);
  expect(newestNotice(story, person).content).toMatch(/Soon: save your work and sign out/);
  expect((await targetOf(story, personId)).reminded).toEqual({ slotAt: slot.startAt, minutes: 60 });
}, 120_000);

/** Somebody who is told, has said ready, and is waiting for their date. */
async function begin(reminders = '1 hour'): Promise<string> {
  await story.plan({ canary: 3, reminders });
  const { planned } = await pickTarget(story);
  story.setTemperament(planned.personId, 'live');
  await sendAndApprove(story);
  const person = story.person(planned.personId);
  await person.click(newestNotice(story, person), "I'm ready");
  await story.town.settle();
  return planned.personId;
}

async function until(at: number): Promise<void> {
  await story.town.runUntil(() => false, Math.max(0, at - story.town.clock.now()) / 3_600_000);
}
