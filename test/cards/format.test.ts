import { expect, test } from '@jest/globals';
import {
  countCloudPcs,
  countPeople,
  escapeText,
  formatMinutes,
  formatMoment,
  formatSlot,
  formatSlotShort,
  joinNames,
  plainText,
  stripMarks,
  wordDays,
} from '../../cards/format.ts';

test.each([
  ['2026-11-24T10:00:00.000Z', 'Asia/Tokyo', 'Tue 24 Nov 2026, 19:00 Tokyo time (GMT+9)'],
  ['2026-11-24T18:00:00.000Z', 'Europe/Berlin', 'Tue 24 Nov 2026, 19:00 Berlin time (GMT+1)'],
  ['2026-07-24T17:00:00.000Z', 'Europe/Berlin', 'Fri 24 Jul 2026, 19:00 Berlin time (GMT+2)'],
  ['2026-11-25T00:00:00.000Z', 'America/New_York', 'Tue 24 Nov 2026, 19:00 New York time (GMT-5)'],
  ['2026-11-24T13:30:00.000Z', 'Asia/Kolkata', 'Tue 24 Nov 2026, 19:00 Kolkata time (GMT+5:30)'],
  ['2026-11-24T13:30:00.000Z', 'Asia/Calcutta', 'Tue 24 Nov 2026, 19:00 Kolkata time (GMT+5:30)'],
  ['2026-11-24T19:00:00.000Z', 'Europe/London', 'Tue 24 Nov 2026, 19:00 London time (GMT)'],
  ['2026-11-24T19:00:00.000Z', 'UTC', 'Tue 24 Nov 2026, 19:00 UTC'],
  ['2026-11-24T19:00:00.000Z', 'Etc/UTC', 'Tue 24 Nov 2026, 19:00 UTC'],
  ['2026-11-25T00:00:00.000Z', 'Etc/GMT+5', 'Tue 24 Nov 2026, 19:00 GMT-5'],
  ['2026-11-24T19:00:00.000Z', 'Nowhere/Atlantis', 'Tue 24 Nov 2026, 19:00 UTC'],
])('%s in %s reads "%s"', (at, zone, text) => {
  expect(formatMoment(at, zone)).toBe(text);
});

test('a slot over midnight names both days', () => {
  const slot = { startAt: '2026-11-24T10:00:00.000Z', endAt: '2026-11-24T20:00:00.000Z' };
  expect(formatSlot(slot, 'Asia/Tokyo')).toBe(
    'between 19:00 on Tue 24 Nov 2026 and 05:00 on Wed 25 Nov 2026, Tokyo time (GMT+9)',
  );
  expect(formatSlotShort(slot, 'Asia/Tokyo')).toBe('Tue 24 Nov 2026, 19:00 to 05:00');
});

test('a slot within one day names it once', () => {
  const slot = { startAt: '2026-11-24T08:00:00.000Z', endAt: '2026-11-24T11:00:00.000Z' };
  expect(formatSlot(slot, 'Europe/Berlin')).toBe('between 09:00 and 12:00 on Tue 24 Nov 2026, Berlin time (GMT+1)');
});

test('a slot over a clock change names both offsets', () => {
  const slot = { startAt: '2026-10-24T17:00:00.000Z', endAt: '2026-10-25T04:00:00.000Z' };
  expect(formatSlot(slot, 'Europe/Berlin')).toContain('Berlin time (GMT+2, then GMT+1)');
});

test.each([
  [0, '0 minutes'],
  [1, '1 minute'],
  [60, '1 hour'],
  [90, '1 hour 30 minutes'],
  [1440, '1 day'],
  [4320, '3 days'],
  [1500.4, '1 day 1 hour'],
])('%d minutes read "%s"', (minutes, text) => {
  expect(formatMinutes(minutes)).toBe(text);
});

test('counts carry thousands separators and the right plural', () => {
  expect([countCloudPcs(1), countCloudPcs(12_345), countPeople(2)]).toEqual([
    '1 Cloud PC',
    '12,345 Cloud PCs',
    '2 people',
  ]);
});

test('long lists end in the count of the rest', () => {
  expect(joinNames(['A'])).toBe('A');
  expect(joinNames(['A', 'B', 'C'])).toBe('A, B and C');
  expect(
    joinNames(
      Array.from({ length: 1237 }, (_unused, index) => `N${index}`),
      3,
    ),
  ).toBe('N0, N1, N2 and 1,234 more');
});

test.each([
  ['**bold** _it_ `code`', '\\*\\*bold\\*\\* \\_it\\_ \\`code\\`'],
  ['[click](https://evil.example)', '\\[click\\]\\(https://evil.example\\)'],
  ['# Title', '\\# Title'],
  ['- item', '\\- item'],
  ['<b>x</b> &lt;', '\\<b\\>x\\</b\\> \\&lt;'],
  ['a|b~c\\d', 'a\\|b\\~c\\\\d'],
  ['two\nlines\r\n\tand more', 'two lines and more'],
  ['right\u202eleft', 'right left'],
])('%j is written as typed', (typed, escaped) => {
  expect(escapeText(typed)).toBe(escaped);
  expect(stripMarks(escaped)).toBe(plainText(typed));
});

test('the date functions of card renderers are disarmed', () => {
  expect(escapeText('{{DATE(2026-11-24T10:00:00Z,SHORT)}}')).not.toMatch(/\{\{\s*(DATE|TIME)\(/);
});

test('a number at the start makes no list', () => {
  expect(escapeText('1. first')).not.toMatch(/^\d+\. /);
});

test('long texts are cut at whole characters', () => {
  expect(plainText('😀'.repeat(500), 10)).toBe(`${'😀'.repeat(9)}…`);
});

test.each([
  ['1,2,3,4,5', 'Mon-Fri'],
  ['1,3,5', 'Mon, Wed, Fri'],
  ['6,7', 'Sat, Sun'],
  ['weekdays', 'weekdays'],
])('days %s read "%s"', (days, text) => {
  expect(wordDays(days)).toBe(text);
});
