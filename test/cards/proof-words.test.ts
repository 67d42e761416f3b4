import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { FINDING_WORDS, wordFinding, wordMeasured, wordOwnProof } from '../../cards/proof-words.ts';
import { TROUBLE_CODES } from '../../src/domain/proof.ts';

const SOURCE = readFileSync(new URL('../../src/domain/proof.ts', import.meta.url), 'utf8');
const CODES = [
  ...[...SOURCE.matchAll(/say\('(?:red|amber|unknown)', '([a-z-]+)'/g)].map((match) => match[1] ?? ''),
  ...[...SOURCE.matchAll(/code: '([a-z-]+)', facts/g)].map((match) => match[1] ?? ''),
  ...TROUBLE_CODES,
  'proof-awaited',
  'never-seen',
];

test.each([...new Set(CODES)])('the finding %s says what is wrong and what to do, also without facts', (code) => {
  const { what, fix } = FINDING_WORDS[code]?.({}) ?? { what: '', fix: '' };
  expect(what).toMatch(/\w{4}/);
  expect(fix).toMatch(/^[A-Z].*\.$/);
  expect(`${what} ${fix}`).not.toMatch(/undefined|NaN|\(\)/);
});

test('the sources still hold the codes that these tests look for', () => {
  expect(new Set(CODES).size).toBeGreaterThan(15);
});

test('names that a device invents are shown as they are and nothing more', () => {
  const names = '**x** [y](http://evil.example) <img>';
  const lines = wordOwnProof(
    {
      verdict: 'amber',
      at: null,
      limitMinutes: 1440,
      findings: [{ item: 'app-data', verdict: 'amber', code: 'app-files', facts: { files: 1, names } }],
      awaited: false,
      wordCounts: false,
    },
    'UTC',
  ).lines;
  expect(lines).not.toMatch(/(?<!\\)(\[|<)|(?<!\\)\*\*x/);
});

test('folders at the top of the drive are named with their size, and their names change nothing on the card', () => {
  const facts = { files: 9, bytes: 2_112_000_000, place1: 'C:\\Projects', placeBytes1: 2_100_000_000 };
  const said = wordFinding({
    code: 'files-outside',
    facts: { ...facts, place2: 'C:\\[x](y)', placeBytes2: 12_000_000 },
  });
  expect(said).toBe(
    '9 files (2.1 GB) outside OneDrive, among them C:\\\\Projects (2.1 GB) and C:\\\\\\[x\\]\\(y\\) (12 MB)',
  );
});

test('files that wait are counted where the Cloud PC could count them', () => {
  expect(wordFinding({ code: 'sync-pending', facts: { files: 40 } })).toBe('40 files are not uploaded yet');
  expect(wordFinding({ code: 'sync-pending', facts: {} })).toBe('some files are not uploaded yet');
});

test('a finding on both questions is told once', () => {
  const silent = (item: 'onedrive' | 'app-data') =>
    ({ item, verdict: 'unknown', code: 'device-silent', facts: {} }) as const;
  const findings = [silent('onedrive'), silent('app-data')];
  const view = {
    verdict: 'unknown',
    at: null,
    limitMinutes: 1440,
    findings,
    awaited: false,
    wordCounts: false,
  } as const;
  expect(wordOwnProof(view, 'UTC').lines.match(/does not answer/g)).toHaveLength(1);
});

test('a code without words is still named', () => {
  expect(wordFinding({ code: 'brand-new', facts: {} })).toContain('brand-new');
});

test('one person in a list has what, when and how long it counts', () => {
  const facts = { files: 2, bytes: 1 };
  const findings = [{ item: 'app-data', verdict: 'amber', code: 'files-outside', facts } as const];
  const words = wordMeasured({ at: '2026-11-23T15:10:00.000Z', findings }, { zone: 'UTC', limitMinutes: 1440 });
  expect(words).toMatch(/^2 files \(1 KB\) outside OneDrive; seen .*, counts for 1 day$/);
});
