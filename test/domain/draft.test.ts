import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defaultDraft, DRAFT_FIELDS, draftOf, parseDraft } from '../../src/domain/draft.ts';
import type { Draft } from '../../src/domain/draft.ts';
import type { RolloutRequest } from '../../src/domain/request.ts';

const NOW = '2026-11-23T08:00:42.123Z';
const FILLED: Draft = { ...defaultDraft(), imageId: 'img-2', policyIds: 'pol-1,pol-2', reason: 'November fixes' };

function parse(change: Draft): RolloutRequest {
  const result = parseDraft({ ...FILLED, ...change }, NOW);
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return result.value;
}

function problems(change: Draft): readonly string[] {
  const result = parseDraft({ ...FILLED, ...change }, NOW);
  return result.ok ? [] : result.refusals.map(({ code, facts }) => `${code} ${facts['field']} ${facts['problem']}`);
}

test('image, policies and a reason are enough: everything else has a default', () => {
  const request = parse({});
  expect(request).toEqual({
    imageId: 'img-2',
    policyIds: ['pol-1', 'pol-2'],
    only: [],
    exclusions: [],
    waves: { canary: 3, percents: [25, 60, 100], concurrency: 10, promotion: 'automatic' },
    window: { days: [1, 2, 3, 4, 5], start: '19:00', end: '05:00', zone: 'person', freeze: [] },
    leadMinutes: 1440,
    postponements: 2,
    deadlineAt: '2026-12-07T08:00:00.000Z',
    failurePercent: 10,
    failureCount: 2,
    settleMinutes: 30,
    approvalHours: 72,
    reminders: [10080, 1440, 60],
    quorum: 1,
    goLive: 'with-plan',
    reason: 'November fixes',
  });
  const result = parseDraft({ imageId: 'img-2', policyIds: 'pol-1,pol-2', reason: 'November fixes' }, NOW);
  expect(result).toEqual({ ok: true, value: request });
});

const ACCOUNT = '/subscriptions/1/resourceGroups/it/providers/Microsoft.Storage/storageAccounts/copies1';

const READ: readonly [Draft, (request: RolloutRequest) => unknown, unknown][] = [
  [{ lead: '30 minutes' }, (r) => r.leadMinutes, 30],
  [{ lead: '24 hours' }, (r) => r.leadMinutes, 1440],
  [{ lead: '2 days' }, (r) => r.leadMinutes, 2880],
  [{ lead: '1 week' }, (r) => r.leadMinutes, 10080],
  [{ lead: 'half an hour' }, (r) => r.leadMinutes, 30],
  [{ lead: '1 day and 12 hours' }, (r) => r.leadMinutes, 2160],
  [{ lead: '1h 30m' }, (r) => r.leadMinutes, 90],
  [{ lead: '1.5 hours' }, (r) => r.leadMinutes, 90],
  [{ lead: '0' }, (r) => r.leadMinutes, 0],
  [{ windowStart: '7pm' }, (r) => r.window.start, '19:00'],
  [{ windowStart: '12 am' }, (r) => r.window.start, '00:00'],
  [{ windowStart: '12pm' }, (r) => r.window.start, '12:00'],
  [{ windowStart: '7:30 p.m.' }, (r) => r.window.start, '19:30'],
  [{ windowEnd: '24:00' }, (r) => r.window.end, '00:00'],
  [{ windowEnd: '5.15' }, (r) => r.window.end, '05:15'],
  [{ windowEnd: 'midnight' }, (r) => r.window.end, '00:00'],
  [{ days: 'Mon-Fri' }, (r) => r.window.days, [1, 2, 3, 4, 5]],
  [{ days: '3,1,2,2' }, (r) => r.window.days, [1, 2, 3]],
  [{ days: 'Saturday and Sunday' }, (r) => r.window.days, [6, 7]],
  [{ days: 'Fri to Mon' }, (r) => r.window.days, [1, 5, 6, 7]],
  [{ days: 'weekdays' }, (r) => r.window.days, [1, 2, 3, 4, 5]],
  [{ zone: 'europe/berlin' }, (r) => r.window.zone, 'Europe/Berlin'],
  [{ zone: 'Asia/Kolkata' }, (r) => r.window.zone, 'Asia/Kolkata'],
  [{ zone: 'Person' }, (r) => r.window.zone, 'person'],
  [
    { freeze: '2026-12-24 to 2026-12-26, 2026-12-31' },
    (r) => r.window.freeze,
    ['2026-12-24', '2026-12-25', '2026-12-26', '2026-12-31'],
  ],
  [{ percents: '50% 100%' }, (r) => r.waves.percents, [50, 100]],
  [{ promotion: 'manual' }, (r) => r.waves.promotion, 'by-person'],
  [{ deadline: '10 days' }, (r) => r.deadlineAt, '2026-12-03T08:00:00.000Z'],
  [{ deadline: '2026-12-01' }, (r) => r.deadlineAt, '2026-12-01T23:59:00.000Z'],
  [{ deadline: '2026-12-01 18:00 UTC' }, (r) => r.deadlineAt, '2026-12-01T18:00:00.000Z'],
  [{ approval: '1 week' }, (r) => r.approvalHours, 168],
  [{ reminders: '1 hour and 2 days; 3 hours, 60 minutes' }, (r) => r.reminders, [2880, 180, 60]],
  [{ reminders: 'none' }, (r) => r.reminders, []],
  [{ quorum: '2' }, (r) => r.quorum, 2],
  [{ goLive: 'Separately' }, (r) => r.goLive, 'separate'],
  [{ expedite: 'no' }, (r) => r.expedite, undefined],
  [{ expedite: 'CVE-2026-1' }, (r) => r.expedite, { why: 'CVE-2026-1' }],
  [{ protection: 'no copy' }, (r) => r.protection, undefined],
  [{ protection: 'restore point' }, (r) => r.protection, { kind: 'restore-point' }],
  [
    { protection: 'export', storageAccount: ACCOUNT },
    (r) => r.protection,
    { kind: 'export', storageAccountId: ACCOUNT },
  ],
  [{ only: 'a@x.org, b@x.org\nA@X.org' }, (r) => r.only, ['a@x.org', 'b@x.org']],
  [
    { exclusions: 'a@x.org: on leave\nCPC-1: demo at 10:00' },
    (r) => r.exclusions,
    [
      { who: 'a@x.org', reason: 'on leave' },
      { who: 'CPC-1', reason: 'demo at 10:00' },
    ],
  ],
  [{ policyIds: 'p1, p2,,p1' }, (r) => r.policyIds, ['p1', 'p2']],
  [{ canary: '  ' }, (r) => r.waves.canary, 3],
];

test.each(READ)('%j is understood', (change, pick, meaning) => {
  expect(pick(parse(change))).toEqual(meaning);
});

const REFUSED: readonly [Draft, string][] = [
  [{ imageId: '' }, 'bad-field imageId missing'],
  [{ policyIds: ' , ' }, 'bad-field policyIds missing'],
  [{ reason: '   ' }, 'bad-field reason missing'],
  [{ lead: '90' }, 'bad-field lead needs-unit'],
  [{ lead: 'soon' }, 'bad-field lead not-a-duration'],
  [{ lead: '24 hours tomorrow' }, 'bad-field lead not-a-duration'],
  [{ lead: '1.51 minutes' }, 'bad-field lead not-a-duration'],
  [{ lead: '31 days' }, 'bad-field lead out-of-range'],
  [{ settle: '2 days' }, 'bad-field settle out-of-range'],
  [{ reminders: '1 hour, soon' }, 'bad-field reminders not-a-duration'],
  [{ reminders: '1 hour, 40 days' }, 'bad-field reminders out-of-range'],
  [{ reminders: '1h, 2h, 3h, 4h, 5h, 6h, 7h' }, 'bad-field reminders too-many'],
  [{ quorum: '0' }, 'bad-field quorum out-of-range'],
  [{ goLive: 'maybe' }, 'bad-field goLive not-a-go-live'],
  [{ expedite: 'x'.repeat(301) }, 'bad-field expedite too-long'],
  [{ protection: 'a tape' }, 'bad-field protection not-a-protection'],
  [{ protection: 'export' }, 'bad-field storageAccount storage-account-missing'],
  [{ protection: 'export', storageAccount: 'copies1' }, 'bad-field storageAccount not-a-storage-account'],
  [{ approval: '90 minutes' }, 'bad-field approval not-whole-hours'],
  [{ approval: '0' }, 'bad-field approval out-of-range'],
  [{ windowStart: '25:00' }, 'bad-field windowStart not-a-time'],
  [{ windowStart: '7' }, 'bad-field windowStart not-a-time'],
  [{ windowStart: '13pm' }, 'bad-field windowStart not-a-time'],
  [{ windowEnd: '19:60' }, 'bad-field windowEnd not-a-time'],
  [{ days: 'someday' }, 'bad-field days not-days'],
  [{ days: '0,8' }, 'bad-field days not-days'],
  [{ zone: 'Berlin' }, 'bad-field zone not-a-zone'],
  [{ zone: '+02:00' }, 'bad-field zone not-a-zone'],
  [{ freeze: '2026-02-30' }, 'bad-field freeze not-dates'],
  [{ freeze: '24.12.2026' }, 'bad-field freeze not-dates'],
  [{ freeze: '2026-12-26 to 2026-12-24' }, 'bad-field freeze not-dates'],
  [{ percents: '60, 25, 100' }, 'bad-field percents not-percents'],
  [{ percents: '25, 25, 100' }, 'bad-field percents not-percents'],
  [{ percents: '25, 60' }, 'bad-field percents not-percents'],
  [{ percents: '25, x, 100' }, 'bad-field percents not-percents'],
  [{ percents: '150' }, 'bad-field percents not-percents'],
  [{ canary: '0' }, 'bad-field canary out-of-range'],
  [{ canary: 'few' }, 'bad-field canary not-a-number'],
  [{ concurrency: '201' }, 'bad-field concurrency out-of-range'],
  [{ promotion: 'perhaps' }, 'bad-field promotion not-a-promotion'],
  [{ postponements: '-1' }, 'bad-field postponements out-of-range'],
  [{ failurePercent: '101' }, 'bad-field failurePercent out-of-range'],
  [{ deadline: 'later' }, 'bad-field deadline not-a-deadline'],
  [{ deadline: '14' }, 'bad-field deadline needs-unit'],
  [{ deadline: '2027-12-01' }, 'bad-field deadline deadline-too-far'],
  [{ deadline: '2026-11-20' }, 'bad-field deadline deadline-before-lead'],
  [{ deadline: '1 day', lead: '1 day' }, 'bad-field deadline deadline-before-lead'],
  [{ only: 'Anna' }, 'bad-field only not-a-person'],
  [{ exclusions: 'a@x.org' }, 'bad-field exclusions exclusion-without-reason'],
];

test.each(REFUSED)('%j is refused', (change, problem) => {
  expect(problems(change)).toEqual([problem]);
});

test('a reason of more than 500 characters is refused', () => {
  expect(problems({ reason: 'x'.repeat(501) })).toEqual(['bad-field reason too-long']);
});

test('every wrong field is named at once', () => {
  expect(problems({ lead: '90', canary: '0', reason: '' })).toEqual([
    'bad-field canary out-of-range',
    'bad-field lead needs-unit',
    'bad-field reason missing',
  ]);
});

test('a request written as answers and read again is the same request', () => {
  const zones = fc.constantFrom('person', 'Europe/Berlin', 'Asia/Tokyo', 'UTC');
  const change = fc.record({
    canary: fc.integer({ min: 1, max: 500 }).map(String),
    percents: fc
      .uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 10 })
      .map((list) => [...list.sort((a, b) => a - b), 100].join(', ')),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((list) => list.join(',')),
    zone: zones,
    lead: fc.integer({ min: 0, max: 2000 }).map((minutes) => `${minutes} minutes`),
    deadline: fc.integer({ min: 50, max: 2000 }).map((hours) => `${hours} hours`),
    settle: fc.integer({ min: 0, max: 1440 }).map((minutes) => `${minutes}m`),
    reason: fc.string({ minLength: 1, maxLength: 200 }).filter((text) => text.trim() !== ''),
    exclusions: fc
      .array(fc.stringMatching(/^[a-z]{1,8}@x\.org: [a-z :]{0,20}[a-z]$/), { maxLength: 4 })
      .map((lines) => [...new Set(lines)].join('\n')),
  });
  fc.assert(
    fc.property(change, (answers) => {
      const request = parse(answers);
      expect(parse(draftOf(request))).toEqual(request);
      expect(draftOf(parse(draftOf(request)))).toEqual(draftOf(request));
    }),
  );
});

test('no text in any field makes parsing throw', () => {
  const any = fc.dictionary(fc.constantFrom(...DRAFT_FIELDS), fc.string({ maxLength: 300 }));
  fc.assert(fc.property(any, (draft) => typeof parseDraft(draft, NOW).ok === 'boolean'));
});
