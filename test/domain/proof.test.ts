import { expect, test } from '@jest/globals';
import { judgeProof, TROUBLE_CODES, verdictOn } from '../../src/domain/proof.ts';
import type { ProofState } from '../../src/domain/proof.ts';
import type { ProofReport } from '../../src/domain/proof-report.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { NOW } from '../support/domain.ts';
import { aProof, aReport } from '../support/proof.ts';

const DAY = 24 * 60;
const OD = aReport().oneDrive;
const LICENCE = { path: 'C:\\ProgramData\\Acme\\acme.lic', pattern: '*.lic', bytes: 900, changedAt: null };

/** What the device reports, the verdict, and the codes behind it. */
const REPORTS: readonly (readonly [string, Partial<ProofReport>, string, readonly string[]])[] = [
  ['all is in OneDrive and synced', {}, 'green', []],
  ['nobody is signed in, and all was synced before', { oneDrive: { ...OD, sync: 'no-session' } }, 'green', []],
  ['OneDrive is signed out', { oneDrive: { ...OD, account: 'signed-out' } }, 'red', ['onedrive-signed-out']],
  ['OneDrive never synced', { oneDrive: { ...OD, syncedAt: null } }, 'red', ['sync-never']],
  ['somebody works and OneDrive stands still', { oneDrive: { ...OD, sync: 'stopped' } }, 'amber', ['sync-stopped']],
  [
    'a file is newer than the last sync',
    { oneDrive: { ...OD, changedAt: plusMinutes(NOW, -10) } },
    'amber',
    ['sync-pending'],
  ],
  [
    'the engine wrote its log right after the last change',
    { oneDrive: { ...OD, syncedAt: plusMinutes(NOW, -60), changedAt: plusMinutes(NOW, -74) } },
    'amber',
    ['sync-pending'],
  ],
  [
    'the engine was at work long enough after the last change',
    { oneDrive: { ...OD, syncedAt: plusMinutes(NOW, -60), changedAt: plusMinutes(NOW, -75) } },
    'green',
    [],
  ],
  [
    'the engine writes its log, and files wait nevertheless',
    { oneDrive: { ...OD, pending: 40 } },
    'amber',
    ['sync-pending'],
  ],
  [
    'a folder is not backed up',
    { folders: { desktop: 'backed-up', documents: 'backed-up', pictures: 'local' } },
    'amber',
    ['folders-not-backed-up'],
  ],
  [
    'a folder cannot be read',
    { folders: { desktop: 'unknown', documents: 'backed-up', pictures: 'backed-up' } },
    'unknown',
    ['onedrive-unreadable'],
  ],
  ['the account cannot be read', { oneDrive: { ...OD, account: 'unknown' } }, 'unknown', ['onedrive-unreadable']],
  ['the sync cannot be read', { oneDrive: { ...OD, sync: 'unknown' } }, 'unknown', ['onedrive-unreadable']],
  [
    'a file lies outside OneDrive',
    { outside: { files: 1, bytes: 5, newestAt: null, complete: true } },
    'amber',
    ['files-outside'],
  ],
  [
    'the search was cut short',
    { outside: { files: 0, bytes: 0, newestAt: null, complete: false } },
    'unknown',
    ['scan-incomplete'],
  ],
  ['something could not be read', { unread: ['C:\\Users\\anna\\Secret'] }, 'unknown', ['scan-incomplete']],
  ['a licence file is found', { app: { files: 1, list: [LICENCE], isCut: false } }, 'amber', ['app-files']],
];

test.each(REPORTS)('a report in which %s', (_what, report, verdict, codes) => {
  const judged = judgeProof(aProof(report), NOW);
  expect({ verdict: judged.verdict, codes: judged.findings.map(({ code }) => code) }).toEqual({ verdict, codes });
});

const old = (minutes: number) => plusMinutes(NOW, -minutes);

/** Age, trouble and clocks: what is known, and what it comes to. */
const STATES: readonly (readonly [string, ProofState | undefined, string, string | undefined])[] = [
  ['never asked', undefined, 'unknown', 'never-seen'],
  ['asked and not answered', { ...aProof(), report: null }, 'unknown', 'proof-awaited'],
  ['exactly a day old', aProof({ at: old(DAY) }), 'green', undefined],
  ['a minute more', aProof({ at: old(DAY + 1) }), 'unknown', 'proof-stale'],
  ['new to the cloud, old by the device', aProof({ at: old(DAY + 1) }, { reportAt: old(5) }), 'unknown', 'proof-stale'],
  ['old to the cloud, new by the device', aProof({ at: old(5) }, { reportAt: old(DAY + 1) }), 'unknown', 'clock-off'],
  ['from a clock that runs ahead', aProof({ at: plusMinutes(NOW, 16) }, { reportAt: NOW }), 'unknown', 'clock-off'],
  ['from the future', aProof({ at: plusMinutes(NOW, 5) }), 'unknown', 'proof-stale'],
  [
    'good, then an error of the script',
    aProof({}, { trouble: { at: old(5), code: 'script-error' } }),
    'unknown',
    'script-error',
  ],
  [
    'an error of the script, then good',
    aProof({}, { trouble: { at: old(90), code: 'script-error' } }),
    'green',
    undefined,
  ],
];

test.each(STATES)('a proof %s', (_what, state, verdict, code) => {
  const judged = judgeProof(state, NOW);
  expect([judged.verdict, judged.findings[0]?.code]).toEqual([verdict, code]);
});

test.each([...TROUBLE_CODES])('%s is unknown for both questions, and never green', (code) => {
  const state: ProofState = { ...aProof(), report: null, trouble: { at: old(1), code } };
  const judged = judgeProof(state, NOW);
  expect([verdictOn(judged, 'onedrive'), verdictOn(judged, 'app-data')]).toEqual(['unknown', 'unknown']);
});

test('an old schema, which looked at less, makes nobody green, and its bad news counts', () => {
  const { schema: _schema, ...old } = aReport();
  const state = (change: Partial<ProofReport>): ProofState => ({
    ...aProof(),
    report: { at: old.at, body: { ...old, ...change } },
  });
  const good = judgeProof(state({}), NOW);
  expect([good.verdict, good.findings[0]?.code]).toEqual(['unknown', 'report-other-schema']);
  expect(judgeProof(state({ oneDrive: { ...OD, account: 'signed-out' } }), NOW).verdict).toBe('red');
});

test('folders at the top of the drive and files that wait are named by the findings', () => {
  const places = [{ path: 'C:\\Projects', bytes: 2_100_000_000 }];
  const outside = { files: 3, bytes: 2_100_000_000, newestAt: null, complete: true, places };
  const { findings } = judgeProof(aProof({ outside, oneDrive: { ...OD, pending: 40 } }), NOW);
  expect(findings.map(({ facts }) => facts)).toMatchObject([
    { files: 40 },
    { place1: 'C:\\Projects', placeBytes1: 2_100_000_000 },
  ]);
});

test('bad news stays bad however old, and what was good beside it does not stay good', () => {
  const outside = { files: 3, bytes: 10, newestAt: null, complete: true };
  const judged = judgeProof(aProof({ at: old(5 * DAY), outside }), NOW);
  expect(judged.verdict).toBe('amber');
  expect(verdictOn(judged, 'app-data')).toBe('amber');
  expect(verdictOn(judged, 'onedrive')).toBe('unknown');
});

test('another age limit is kept just as well', () => {
  expect(judgeProof(aProof({ at: old(61) }), NOW, 60).verdict).toBe('unknown');
  expect(judgeProof(aProof({ at: old(60) }), NOW, 60).verdict).toBe('green');
});
