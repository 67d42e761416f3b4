import { expect, test } from '@jest/globals';
import { reportCsv } from '../../src/domain/report-csv.ts';
import { viewReport } from '../../src/domain/view-status.ts';
import { aCopy } from '../support/copies.ts';
import { aPlanned, aState, aTarget } from '../support/domain.ts';

function csvOf(personName: string): string {
  const state = aState([aTarget({ planned: aPlanned(0, { personName }) })]);
  return reportCsv(viewReport(state, { entries: 0, brokenAt: null }));
}

/** The fourth cell of the only row: the person's name as written. */
const NAMES: readonly (readonly [name: string, cell: string])[] = [
  ['Dana Weber', 'Dana Weber'],
  ['=HYPERLINK("http://evil","x")', '"\'=HYPERLINK(""http://evil"",""x"")"'],
  ['+41 79', "'+41 79"],
  ['-1+2', "'-1+2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', '"\'\r=1"'],
  ['\n=1', '"\'\n=1"'],
  ['＝1+1', "'＝1+1"],
  ['Weber, Dana', '"Weber, Dana"'],
  ['Dana "DJ" Weber', '"Dana ""DJ"" Weber"'],
  ['two\nlines', '"two\nlines"'],
  ['a=b', 'a=b'],
];

test.each(NAMES)('the name %j is written so that no spreadsheet runs it and every reader reads it', (name, cell) => {
  expect(csvOf(name)).toContain(`,person0@contoso.com,${cell},1,`);
});

test('one line of titles and one line a Cloud PC, each ended by CR LF', () => {
  const state = aState([aTarget(), aTarget({ planned: aPlanned(1) })]);
  const lines = reportCsv(viewReport(state, { entries: 0, brokenAt: null })).split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toBe(
    'cloud_pc,cloud_pc_now,user,name,wave,outcome,told_at_utc,started_at_utc,ready_at_utc,minutes,attempts,reason,reach,acknowledged_at_utc,not_reached_because,reach_tries,manager',
  );
  expect(lines[1]).toBe(
    'CPC-0,CPC-0,person0@contoso.com,Person 0,1,cleared,2026-11-23T18:00:00.000Z,,,,0,,acknowledged,2026-11-24T08:00:00.000Z,,0,',
  );
  expect(lines[3]).toBe('');
});

test('where the plan asked for copies, four more columns say which, from when, until when and where', () => {
  const state = aState([aTarget({ copy: aCopy() }), aTarget({ planned: aPlanned(1) })]);
  const [titles, first, second] = reportCsv(viewReport(state, { entries: 0, brokenAt: null })).split('\r\n');
  expect(titles).toMatch(/,manager,copy,copy_made_at_utc,copy_deleted_at_utc,copy_storage_account$/);
  expect(first).toMatch(/,restore-point ready,2026-11-24T16:01:00.000Z,2026-12-22T16:00:00.000Z,$/);
  expect(second).toMatch(/,,,,$/);
});

test('who was not reached is named with the reason, what was tried, and whether their manager knows', () => {
  const at = '2026-11-24T08:00:00.000Z';
  const word = { at, slotStartAt: at, id: 'm', name: 'Renee', locale: '', zone: 'UTC', outcome: 'delivered' } as const;
  const reach = { since: at, tries: 2, triedAt: at, manager: word };
  const state = aState([aTarget({ told: null, evidence: [], unreachable: 'not-installed', reach })]);
  const [, row] = reportCsv(viewReport(state, { entries: 0, brokenAt: null })).split('\r\n');
  expect(row).toMatch(/,unreachable,,not-installed,2,delivered$/);
});
