import { afterEach, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import type { Target } from '../../src/domain/target.ts';
import {
  chooseDate,
  listNoticesOf,
  newestNotice,
  offeredDates,
  pickTarget,
  sendAndApprove,
  targetOf,
  wipedPeople,
} from '../support/notices.ts';
import { assertPromise } from '../support/promise.ts';
import { localTime } from '../support/promise-facts.ts';
import { clickOn, openStory, readOutcome, waitForCard } from '../support/story.ts';
import type { Story } from '../support/story.ts';

const TOKYO = { timeZone: 'Tokyo Standard Time', locale: 'ja-JP' };
const SAFE = { desktop: true, documents: true, pictures: true, oneDriveSignedIn: true, pendingFiles: 0 } as const;

let story: Story;

afterEach(() => story.close());

test('story 20: "What will I lose?" The notice and its reminders name what is not safe, and the shorter the time the shorter they are', async () => {
  story = await openStory({ cloudPcs: 5 });
  for (const { id } of story.town.tenant.cloudPcs) {
    story.town.tenant.proofs.setData(id, { ...SAFE, outsideFiles: 0, appFiles: [] });
  }
  await story.admin.says('proof setup confirm');
  await waitForCard(story.admin, 'Proofs are set up');
  await story.plan({ days: [3], reminders: '1 day, 1 hour', canary: 3, deadlineDays: 4, proof: 'measured' });
  const dana = await pickTarget(story);
  const { personId, cloudPcId } = dana.planned;
  story.setTemperament(personId, 'silent');
  story.town.tenant.proofs.setData(cloudPcId, { outsideFiles: 7, appFiles: ['C:\\ProgramData\\Acme\\acme.lic'] });
  await story.pass(4);
  await sendAndApprove(story);
  const person = story.person(personId);
  const firstAt = story.town.clock.now();
  const begin = Date.parse((await targetOf(story, personId)).slot.startAt);
  await story.town.runUntil(() => false, (begin - 30 * 60_000 - firstAt) / 3_600_000);
  const held = listNoticesOf(story, person);
  const arrived = held.map(({ at }) => Math.round((begin - at) / 60_000));
  expect(arrived).toEqual(expect.arrayContaining([1440, 60]));
  const [first, ...others] = held;
  const [hour, day] = [...others].reverse();
  expect(first?.at).toBe(firstAt);
  expect(first?.saidFirst).toMatch(/Your data is not safe yet[^]*7 files[^]*outside OneDrive[^]*acme/);
  expect(first?.saidFirst).toMatch(/Copy and paste, drives, USB devices and printers/);
  expect(day?.saidFirst).toMatch(/Reminder: your Cloud PC[^]*7 files[^]*outside OneDrive/);
  expect(hour?.saidFirst).toMatch(/One thing is missing[^]*7 files[^]*acme/);
  expect(hour?.saidFirst).toMatch(/It takes about .+ Questions\? Ask Ingrid Solberg/);
  expect(hour?.saidFirst).not.toMatch(/Apps you installed yourself/);
  expect(hour?.saidFirst.length).toBeLessThan(day?.saidFirst.length ?? 0);
  for (const { message } of held.slice(0, -1)) expect(message.content).toMatch(/newer message/);
  if (first) {
    const shown = readOutcome(await person.click(first.message, 'Show the latest'));
    expect(shown).toMatch(/The message of .+ had taken the place of that card[^]*7 files/);
  }
  await story.pass(12);
  expect(wipedPeople(story)).not.toContain(personId);
  await assertPromise(story);
}, 480_000);

test('story 22: "Not during month-end." Tom picks his slot, moves it again, and the third time is refused with the deadline', async () => {
  story = await openStory({ cloudPcs: 6 });
  await story.plan({ windowEnd: '23:00', concurrency: 4, deadlineDays: 7 });
  const { planned } = await pickTarget(story);
  const tom = story.person(planned.personId);
  story.setTemperament(planned.personId, 'live');
  await sendAndApprove(story);
  const [tuesday = ''] = offeredDates(story, tom);
  expect(await chooseDate(story, tom, tuesday)).toMatch(/Your new date is saved/);
  expect((await targetOf(story, planned.personId)).slot.startAt).toBe(tuesday);
  const [wednesday = ''] = offeredDates(story, tom);
  expect(await chooseDate(story, tom, wednesday)).toMatch(/can no longer be moved/);
  const refused = await story.town.app.commands.postpone(
    { id: planned.personId, name: planned.personName },
    { rolloutId: (await story.state()).rollout.id, cloudPcId: planned.cloudPcId },
    new Date(Date.parse(wednesday) + 86_400_000).toISOString(),
  );
  const deadline = (await story.state()).rollout.plan.request.deadlineAt;
  expect(refused).toMatchObject({ ok: false, refusals: [{ code: 'no-postponement-left', facts: { deadline } }] });
  await clickOn(tom, 'Your new date is saved', { button: "I'm ready" });
  expect(await story.runToEnd()).toBe('completed');
  const wipe = story.town.tenant.wipes.find(({ personId }) => personId === planned.personId);
  expect(wipe?.at).toBeGreaterThanOrEqual(Date.parse(wednesday));
  expect(wipe?.at).toBeLessThan(Date.parse(wednesday) + 4 * 3_600_000);
  await assertPromise(story);
}, 480_000);

test('story 22: a slot that is full is not offered, and of two people who want the last place one gets it', async () => {
  story = await openStory({ cloudPcs: 8 });
  await story.plan({ windowEnd: '21:30', concurrency: 1, canary: 1, deadlineDays: 7 });
  const { targets } = await story.state();
  for (const { planned } of targets) story.setTemperament(planned.personId, 'live');
  await sendAndApprove(story);
  const rolloutId = (await story.state()).rollout.id;
  const { commands } = story.town.app;
  const all = (await story.state()).targets;
  const refOf = ({ planned }: Target) => ({ rolloutId, cloudPcId: planned.cloudPcId });
  const actorOf = ({ planned }: Target) => ({ id: planned.personId, name: planned.personName });
  const views = await Promise.all(all.map((target) => commands.viewNotice(actorOf(target), refOf(target))));
  const free = views.flatMap((view) => (view.ok ? view.value.otherSlots.map(({ startAt }) => startAt) : []));
  const rivals = all.filter((_target, index) => {
    const view = views[index];
    return view?.ok && view.value.otherSlots.some(({ startAt }) => startAt === free.at(-1));
  });
  expect(rivals.length).toBeGreaterThanOrEqual(2);
  const wanted = free.at(-1) ?? '';
  const answers = await Promise.all(rivals.map((target) => commands.postpone(actorOf(target), refOf(target), wanted)));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  const late = answers.findIndex(({ ok }) => !ok);
  expect(answers[late]).toMatchObject({ refusals: [{ code: 'slot-full' }] });
  const loser = rivals[late] as Target;
  const person = story.person(loser.planned.personId);
  const read = readOutcome(
    await person.click(person.cardWith('rebuilt with a new Windows'), { under: 'Another time' }, { slot: wanted }),
  );
  expect(read).toMatch(/just been taken by others/);
  const again = await commands.viewNotice(actorOf(loser), refOf(loser));
  expect(again.ok && again.value.otherSlots.map(({ startAt }) => startAt)).not.toContain(wanted);
}, 480_000);

test('story 22: "Tonight" brings a date forward, with an hour’s word, and uses up no postponement', async () => {
  story = await openStory({ cloudPcs: 6 });
  await story.plan({ deadlineDays: 7 });
  const { planned } = await pickTarget(story);
  const person = story.person(planned.personId);
  story.setTemperament(planned.personId, 'live');
  await sendAndApprove(story);
  const dates = offeredDates(story, person);
  await chooseDate(story, person, dates.at(-1) ?? '');
  await story.runToWipes(1);
  await story.town.runUntil(async () => (await story.state()).rollout.wave === 1, 24);
  await story.town.settle();
  const before = await targetOf(story, planned.personId);
  await person.says('my cloud pc');
  await story.town.settle();
  const sooner = await clickOn(person, 'Your new date is saved', { button: /^(Tonight|Today|Sooner)/ });
  expect(sooner).toMatch(/Your new date is saved/);
  const after = await targetOf(story, planned.personId);
  expect(Date.parse(after.slot.startAt)).toBeLessThan(Date.parse(before.slot.startAt));
  expect(after.postponements).toBe(before.postponements);
  await clickOn(person, 'Your new date is saved', { button: "I'm ready" });
  expect(await story.runToEnd()).toBe('completed');
  const wipe = story.town.tenant.wipes.find(({ personId }) => personId === planned.personId);
  expect(wipe?.at).toBeLessThan(Date.parse(before.slot.startAt));
  await assertPromise(story);
}, 480_000);

test('story 23: "It’s 3 a.m. here." Aiko reads Tokyo time in Japanese, and the clocks of Europe change nothing for her', async () => {
  story = await openStory({ cloudPcs: 8, languages: 'own', startAt: '2026-10-22T22:00:00.000Z' });
  const [aiko, bernd] = story.owners.filter(({ id }) => isEngineer(id));
  if (!aiko || !bernd) throw new Error('the town is too small');
  const { directory } = story.town.tenant;
  for (const one of [story.admin, story.approver]) {
    directory.put({ ...one.person, locale: 'en-GB' });
    await one.says('help');
  }
  directory.put({ ...aiko, ...TOKYO, temperament: 'live' });
  directory.put({ ...bernd, timeZone: 'W. Europe Standard Time', locale: 'de-DE', temperament: 'live' });
  for (const { id } of [aiko, bernd]) await story.person(id).says('help');
  await story.plan({ only: [aiko.upn, bernd.upn].join(', '), canary: 2, deadlineDays: 10 });
  await sendAndApprove(story);
  const [tokyo, berlin] = [story.person(aiko.id), story.person(bernd.id)];
  const notice = newestNotice(story, tokyo);
  expect(notice.content).toMatch(/クラウド PC を新しい Windows で作り直します/);
  expect(notice.content).toMatch(/Tokyo.*GMT\+9/);
  expect(notice.content).not.toMatch(/\b(the|your|and)\b/);
  expect(newestNotice(story, berlin).content).toMatch(/Ihr Cloud-PC wird mit einem neuen Windows neu aufgesetzt/);
  const [hers, his] = [offeredDates(story, tokyo), offeredDates(story, berlin)];
  const nights = (starts: readonly string[], zone: string) =>
    starts.map((at) => DateTime.fromISO(at, { zone }).toFormat('HH:mm'));
  expect(new Set(nights(hers, 'Asia/Tokyo'))).toEqual(new Set(['19:00', '22:00', '01:00']));
  expect(new Set(nights(his, 'Europe/Berlin'))).toEqual(new Set(['19:00', '22:00', '01:00']));
  const offsetOf = (at: string) => DateTime.fromISO(at, { zone: 'Europe/Berlin' }).offset;
  expect(offsetOf((await targetOf(story, bernd.id)).slot.startAt)).toBe(120);
  expect(new Set(his.map(offsetOf))).toEqual(new Set([60]));
  await tokyo.click(newestNotice(story, tokyo), { verb: 'notice.ready' });
  const [monday = ''] = his;
  await berlin.click(newestNotice(story, berlin), { under: 'Ein anderer Termin' }, { slot: monday });
  await story.town.settle();
  await berlin.click(newestNotice(story, berlin), { verb: 'notice.ready' });
  expect(await story.runToEnd()).toBe('completed');
  const hours = story.town.tenant.wipes.map((wipe) => [wipe.personId, localTime(wipe).hour] as const);
  expect(hours).toHaveLength(2);
  for (const [, hour] of hours) expect(hour >= 19 || hour < 5).toBe(true);
  expect(newestNotice(story, tokyo).content).toMatch(/クラウド PC の準備ができました/);
  await assertPromise(story);
}, 480_000);

function isEngineer(personId: string): boolean {
  return story.town.tenant.cloudPcs.some(
    (cloudPc) => cloudPc.personId === personId && cloudPc.status === 'provisioned',
  );
}
