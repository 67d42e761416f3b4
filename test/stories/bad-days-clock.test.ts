import { afterEach, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { assertPromise } from '../support/promise.ts';
import { openStory } from '../support/story.ts';
import type { Story } from '../support/story.ts';

let story: Story;
afterEach(async () => {
  await assertPromise(story).finally(() => story.close());
}, 120_000);

const BERLIN = 'Europe/Berlin';

/** Wipes of people in Berlin, as a clock on their wall showed it. */
function listBerlinWipes(): readonly DateTime[] {
  return story.town.tenant.wipes
    .filter(({ timeZone }) => timeZone === 'W. Europe Standard Time')
    .map(({ at }) => DateTime.fromMillis(at, { zone: BERLIN }));
}

const WEEKEND = { days: [6, 7], leadMinutes: 60, deadlineDays: 16, concurrency: 10, settleMinutes: 5 };

test('in the night in which summer time ends, work starts inside the hours on the wall and ends inside them', async () => {
  story = await openStory({ cloudPcs: 5, startAt: '2026-10-24T08:00:00.000Z' });
  await story.start({ ...WEEKEND, windowStart: '01:00', windowEnd: '04:00' });
  await story.runToEnd(24 * 3);
  const wipes = listBerlinWipes();
  expect(wipes.length).toBeGreaterThan(0);
  for (const wipe of wipes) {
    expect(wipe.toISODate()).toBe('2026-10-25');
    expect(wipe.hour).toBeGreaterThanOrEqual(1);
    const end = DateTime.fromISO('2026-10-25T04:00', { zone: BERLIN });
    expect(end.diff(wipe, 'minutes').minutes).toBeGreaterThanOrEqual(90);
  }
}, 120_000);

test('hours that the spring night swallows are skipped: the date is one in which the work fits', async () => {
  story = await openStory({ cloudPcs: 5, startAt: '2027-03-27T08:00:00.000Z' });
  await story.start({ ...WEEKEND, windowStart: '01:30', windowEnd: '03:45' });
  await story.runToEnd(24 * 9);
  const wipes = listBerlinWipes();
  expect(wipes.length).toBeGreaterThan(0);
  for (const wipe of wipes) {
    expect(wipe.toISODate()).not.toBe('2027-03-28');
    const minutes = wipe.hour * 60 + wipe.minute;
    expect(minutes >= 90 && minutes <= 3 * 60 + 45 - 90).toBe(true);
  }
}, 120_000);

test('a window that opens at an hour that does not exist that night opens when the clock has jumped', async () => {
  story = await openStory({ cloudPcs: 5, startAt: '2027-03-27T08:00:00.000Z' });
  await story.start({ ...WEEKEND, windowStart: '02:30', windowEnd: '06:00' });
  await story.runToEnd(24 * 2);
  const wipes = listBerlinWipes();
  expect(wipes.length).toBeGreaterThan(0);
  for (const wipe of wipes) {
    expect(wipe.toISODate()).toBe('2027-03-28');
    expect(wipe.toMillis()).toBeGreaterThanOrEqual(Date.parse('2027-03-28T01:00:00Z'));
    expect(wipe.hour).toBeGreaterThanOrEqual(3);
  }
}, 120_000);

test('a freeze day is free of work, also for the night that begins the day before', async () => {
  story = await openStory({ cloudPcs: 5 });
  await story.start({ freeze: ['2026-11-24', '2026-11-25'] });
  expect(await story.runToEnd()).toBe('completed');
  const days = listBerlinWipes().map((wipe) => wipe.toISODate());
  expect(days.length).toBeGreaterThan(0);
  expect(days).not.toContain('2026-11-24');
  expect(days).not.toContain('2026-11-25');
}, 120_000);
