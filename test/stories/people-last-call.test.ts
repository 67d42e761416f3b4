import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { assertPromise } from '../support/promise.ts';
import { listNoticesOf, newestNotice, pickTarget, sendAndApprove, targetOf, wipedPeople } from '../support/notices.ts';
import { openStory, readOutcome } from '../support/story.ts';
import type { Asked, Story } from '../support/story.ts';
import type { Persona } from '../../src/sandbox/teams/persona.ts';

const MINUTE_MS = 60_000;

let story: Story;

beforeEach(async () => {
  story = await openStory({ cloudPcs: 5 });
}, 60_000);
afterEach(() => story.close());

test('story 24: "I’m in a call." The last call says so, gives half an hour again and again, and nobody is thrown out', async () => {
  const { person, cloudPcId, startAt } = await begin({ deadlineDays: 3 });
  story.town.tenant.setSignedIn(cloudPcId, true);
  story.town.tenant.setPresence(person.person.id, 'InACall');
  await until(startAt - 15 * MINUTE_MS);
  const call = newestNotice(story, person);
  expect(call.sentAt).toBeGreaterThanOrEqual(startAt - 17 * MINUTE_MS);
  expect(call.content).toMatch(/Finish your call in peace/);
  expect(call.content).toMatch(/Unsaved work is lost/);
  for (const before of listNoticesOf(story, person).slice(0, -1))
    expect(before.message.content).toMatch(/newer message/);
  await until(startAt + 20 * MINUTE_MS);
  expect(wipedPeople(story)).not.toContain(person.person.id);
  expect(await press(person)).toMatch(/It waits until/);
  story.town.tenant.setPresence(person.person.id, null);
  await until(startAt + 40 * MINUTE_MS);
  const second = newestNotice(story, person);
  expect(second.id).not.toBe(call.id);
  expect(second.content).toMatch(/You are signed in, and nothing happens while you are/);
  expect(second.content).not.toMatch(/in a call/);
  const pressedAt = story.town.clock.now();
  await press(person);
  story.town.tenant.setSignedIn(cloudPcId, false);
  expect(await story.runToEnd()).toBe('completed');
  const wipe = story.town.tenant.wipes.find(({ personId }) => personId === person.person.id);
  expect(wipe?.at).toBeGreaterThanOrEqual(pressedAt + 30 * MINUTE_MS);
  expect(wipe?.signedIn).toBe(false);
  expect((await targetOf(story, person.person.id)).call).toBeUndefined();
  await assertPromise(story);
}, 240_000);

test('story 24: +30 that is pressed a second before the start stops it', async () => {
  const { person, cloudPcId, startAt } = await begin();
  story.town.tenant.setSignedIn(cloudPcId, true);
  await until(startAt - 10 * MINUTE_MS);
  expect(newestNotice(story, person).content).toMatch(/save your work and sign out/i);
  story.town.tenant.setSignedIn(cloudPcId, false);
  story.town.clock.advanceTo(startAt - 1000);
  await press(person);
  await until(startAt + 29 * MINUTE_MS);
  expect(wipedPeople(story)).not.toContain(person.person.id);
  expect(await story.runToEnd()).toBe('completed');
  const wipe = story.town.tenant.wipes.find(({ personId }) => personId === person.person.id);
  expect(wipe?.at).toBeGreaterThanOrEqual(startAt + 30 * MINUTE_MS);
  await assertPromise(story);
}, 240_000);

test('story 24: who presses again and again is never wiped before the deadline, and then only a quarter of an hour after a last word', async () => {
  const { directory } = story.town.tenant;
  for (const owner of story.owners) directory.put({ ...owner, timeZone: 'W. Europe Standard Time' });
  const morning = { windowStart: '06:00', windowEnd: '12:00', deadlineDays: 1 } as const;
  const { person, cloudPcId, startAt } = await begin(morning);
  const { rollout } = await story.state();
  const deadline = Date.parse(rollout.plan.request.deadlineAt);
  expect(deadline).toBeGreaterThan(startAt);
  story.town.tenant.setSignedIn(cloudPcId, true);
  const ref = { rolloutId: rollout.id, cloudPcId };
  const snooze = () => story.town.app.commands.snooze({ id: person.person.id, name: person.person.name }, ref);
  for (let at = startAt - 10 * MINUTE_MS; at < deadline; at += 25 * MINUTE_MS) {
    await until(at);
    expect(await snooze()).toMatchObject({ ok: true });
    expect(wipedPeople(story)).not.toContain(person.person.id);
  }
  await until(deadline + 1000);
  expect(await snooze()).toMatchObject({ ok: false });
  await story.runToEnd();
  const wipe = story.town.tenant.wipes.find(({ personId }) => personId === person.person.id);
  expect(wipe?.at).toBeGreaterThanOrEqual(deadline);
  expect(wipe?.signedIn).toBe(true);
  const words = listNoticesOf(story, person).filter(({ saidFirst }) => /even while you are signed in/.test(saidFirst));
  expect(words).toHaveLength(1);
  expect(words[0]?.at).toBeLessThanOrEqual((wipe?.at ?? 0) - 15 * MINUTE_MS);
  await assertPromise(story);
}, 240_000);

test('story 24: where nobody can say who is signed in, nothing starts while the owner may be there; their word lets it', async () => {
  const { person, cloudPcId, startAt } = await begin({ deadlineDays: 3 });
  const { tenant } = story.town;
  tenant.setSignedIn(cloudPcId, true);
  tenant.setPresence(person.person.id, 'InACall');
  tenant.hideSession(cloudPcId);
  await until(startAt + 20 * MINUTE_MS);
  const call = newestNotice(story, person);
  expect(call.content).toMatch(/Repave cannot see whether you are working on it/);
  tenant.setPresence(person.person.id, null);
  await until(startAt + 60 * MINUTE_MS);
  expect(wipedPeople(story)).not.toContain(person.person.id);
  tenant.setSignedIn(cloudPcId, false);
  tenant.setPresence(person.person.id, 'Available');
  await until(startAt + 80 * MINUTE_MS);
  expect(wipedPeople(story)).not.toContain(person.person.id);
  const read = readOutcome(await person.click(newestNotice(story, person), 'I have signed out'));
  expect(read).toMatch(/Thank you: it starts soon/);
  await until(startAt + 100 * MINUTE_MS);
  expect(wipedPeople(story)).toContain(person.person.id);
  expect(await story.runToEnd()).toBe('completed');
  await assertPromise(story);
}, 240_000);

test('story 24: without the right to read presence the last call says nothing of calls, and nobody else’s click counts', async () => {
  const { person, cloudPcId, startAt } = await begin();
  story.town.tenant.setSignedIn(cloudPcId, true);
  await until(startAt - 10 * MINUTE_MS);
  expect(newestNotice(story, person).content).not.toMatch(/in a call/);
  const stranger = story.owners.find(({ id }) => id !== person.person.id);
  const { rollout } = await story.state();
  const answer = await story.town.app.commands.snooze(
    { id: stranger?.id ?? '', name: 'Somebody else' },
    { rolloutId: rollout.id, cloudPcId },
  );
  expect(answer).toMatchObject({ ok: false, refusals: [{ code: 'not-your-cloud-pc' }] });
  expect((await targetOf(story, person.person.id)).snoozedUntil).toBeUndefined();
  const moved = await story.town.app.commands.postpone(
    { id: person.person.id, name: person.person.name },
    { rolloutId: rollout.id, cloudPcId },
    new Date(startAt + 86_400_000).toISOString(),
  );
  expect(moved).toMatchObject({ ok: false, refusals: [{ code: 'last-call-made' }] });
}, 120_000);

test('story 25: "ready" comes after the settling time, as a message of its own, and the older ones point to it', async () => {
  const { person } = await begin({ settleMinutes: 20 });
  await story.runToEnd();
  const wipe = story.town.tenant.wipes.find(({ personId }) => personId === person.person.id);
  const action = story.town.tenant.cloudPcById.get(wipe?.cloudPcId ?? '')?.actions.at(-1);
  const held = listNoticesOf(story, person);
  const ready = held.filter(({ saidFirst }) => /Your Cloud PC is ready/.test(saidFirst));
  expect(ready).toHaveLength(1);
  expect(ready[0]?.at).toBeGreaterThanOrEqual((action?.updatedAt ?? Infinity) + 20 * MINUTE_MS);
  for (const { message } of held.slice(0, -1)) expect(message.content).toMatch(/newer message/);
  await assertPromise(story);
}, 120_000);

/** A rollout with one person of the last wave who says ready and answers nothing else by themselves. */
async function begin(asked: Partial<Asked> = {}): Promise<{ person: Persona; cloudPcId: string; startAt: number }> {
  await story.plan({ canary: 3, ...asked });
  const { planned } = await pickTarget(story);
  story.setTemperament(planned.personId, 'live');
  await sendAndApprove(story);
  const person = story.person(planned.personId);
  await person.click(newestNotice(story, person), "I'm ready");
  await story.town.settle();
  const { slot } = await targetOf(story, planned.personId);
  return { person, cloudPcId: planned.cloudPcId, startAt: Date.parse(slot.startAt) };
}

async function until(at: number): Promise<void> {
  await story.town.runUntil(() => false, Math.max(0, at - story.town.clock.now()) / 3_600_000);
}

async function press(person: Persona): Promise<string> {
  const read = readOutcome(await person.click(newestNotice(story, person), '30 minutes more'));
  await story.town.settle();
  return read;
}
