import { expect, test } from '@jest/globals';
import { parseProofReport } from '../../src/domain/proof-report.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { NOW } from '../support/domain.ts';
import { aReport, printReport } from '../support/proof.ts';

const FILE = {
  path: 'C:\\ProgramData\\Acme\\acme.lic',
  pattern: '*.lic',
  bytes: 900,
  changedAt: plusMinutes(NOW, -9000),
};
const REPORT = aReport({ at: NOW, app: { files: 2, list: [FILE], isCut: true }, unread: ['D:\\'] });

test('a report of the script reads back as what it says', () => {
  expect(parseProofReport(printReport(REPORT))).toEqual({ ok: true, report: REPORT });
});

type Body = Record<string, unknown>;

/** One change to a good report that makes it none. */
const SPOILT: readonly (readonly [string, (body: Body) => unknown])[] = [
  ['a word instead of JSON', () => 'error'],
  ['a list', () => []],
  ['null', () => null],
  ['no time', ({ at: _at, ...rest }) => rest],
  ['a time with a zone of its own', (body) => ({ ...body, at: '2026-11-24T19:00:00+02:00' })],
  ['a key that this schema does not know', (body) => ({ ...body, verdict: 'green' })],
  ['a folder in no known state', (body) => ({ ...body, kfm: { desktop: 'yes', documents: 'yes', pictures: 'yes' } })],
  ['a folder less', (body) => ({ ...body, kfm: { desktop: 'backed-up', documents: 'backed-up' } })],
  ['an account that is true', (body) => ({ ...body, od: { ...(body['od'] as Body), account: true } })],
  ['no sync time at all', (body) => ({ ...body, od: { account: 'signed-in', sync: 'running', changedAt: null } })],
  ['a negative count', (body) => ({ ...body, out: { ...(body['out'] as Body), files: -1 } })],
  ['a count in words', (body) => ({ ...body, out: { ...(body['out'] as Body), files: '0' } })],
  ['half a file', (body) => ({ ...body, out: { ...(body['out'] as Body), files: 0.5 } })],
  ['completeness in words', (body) => ({ ...body, out: { ...(body['out'] as Body), complete: 'yes' } })],
  ['a list that hides files', (body) => ({ ...body, app: { files: 3, cut: false, list: [] } })],
  ['a list longer than its count', (body) => ({ ...body, app: { files: 0, cut: true, list: [['a', 'b', 1, null]] } })],
  ['a file without size', (body) => ({ ...body, app: { files: 1, cut: false, list: [['a', 'b', null, null]] } })],
  [
    'a path without end',
    (body) => ({ ...body, app: { files: 1, cut: false, list: [['a'.repeat(301), 'b', 1, null]] } }),
  ],
  ['no count of files that wait', (body) => ({ ...body, od: { ...(body['od'] as Body), pending: null } })],
  ['no list of places', (body) => ({ ...body, out: { ...(body['out'] as Body), top: undefined } })],
  [
    'too many places',
    (body) => ({ ...body, out: { ...(body['out'] as Body), top: Array.from({ length: 4 }, () => ['C:\\a', 1]) } }),
  ],
  ['a place without size', (body) => ({ ...body, out: { ...(body['out'] as Body), top: [['C:\\a', null]] } })],
  ['no list of what was not read', (body) => ({ ...body, un: 'nothing' })],
];

test.each(SPOILT)('no report: %s', (_what, spoil) => {
  const body = JSON.parse(printReport(REPORT)) as Body;
  expect(parseProofReport(JSON.stringify(spoil(body)))).toEqual({ ok: false, why: 'report-unreadable' });
});

test.each(['', '{"v":1', 'x'.repeat(2049)])('no report: %#', (text) => {
  expect(parseProofReport(text).ok).toBe(false);
});

test('a report of another schema is named as such', () => {
  const body = JSON.parse(printReport(REPORT)) as Body;
  expect(parseProofReport(JSON.stringify({ ...body, v: 3 }))).toEqual({ ok: false, why: 'report-other-schema' });
});

test('a report of schema 1 is read, and known as such', () => {
  const { v: _v, ...body } = JSON.parse(printReport(REPORT)) as Body;
  const { pending: _pending, ...od } = body['od'] as Body;
  const { top: _top, ...out } = body['out'] as Body;
  const read = parseProofReport(JSON.stringify({ ...body, v: 1, od, out }));
  expect(read.ok && [read.report.schema, read.report.app]).toEqual([undefined, REPORT.app]);
});

test('folders at the top of the drive read back as they were written', () => {
  const places = [{ path: 'C:\\Projects', bytes: 2_100_000_000 }];
  const report = aReport({ outside: { files: 9, bytes: 2_100_000_000, newestAt: null, complete: true, places } });
  const read = parseProofReport(printReport(report));
  expect(read.ok && read.report.outside.places).toEqual(places);
});

test('control characters in names become spaces', () => {
  const list = [{ ...FILE, path: 'C:\\a\u0000\u001bb.lic' }];
  const read = parseProofReport(printReport(aReport({ app: { files: 1, list, isCut: false } })));
  expect(read.ok && read.report.app.list[0]?.path).toBe('C:\\a  b.lic');
});
