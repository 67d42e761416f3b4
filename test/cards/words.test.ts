import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { explain, explainCheck, explainProblem, wordWaiting } from '../../cards/words.ts';
import { LANGUAGES } from '../../cards/text/languages.ts';
import { findMessage, inLanguage } from '../../cards/text/say.ts';
import { BUILD_WORDS } from '../../cards/words-build-refusals.ts';
import { CHECK_WORDS } from '../../cards/words-checks.ts';
import { COMMAND_WORDS } from '../../cards/words-commands.ts';
import { nameField } from '../../cards/words-fields.ts';
import { IMAGE_WORDS } from '../../cards/words-image-refusals.ts';
import { REFUSAL_WORDS } from '../../cards/words-refusals.ts';
import { CHECK_IDS } from '../../src/domain/checks.ts';
import { FIELD_PROBLEMS } from '../../src/domain/draft-fields.ts';
import { DRAFT_FIELDS } from '../../src/domain/draft.ts';
import { PREPARE_FIELDS } from '../../src/domain/prepare-draft.ts';
import { listWaitingCodes } from '../support/start-codes.ts';

const ROOT = new URL('../../', import.meta.url);

/** Codes that stand in the sources as `refusal('…')` or as a check's `fact('fail', '…')`. */
function findCodes(pattern: RegExp): readonly string[] {
  const texts = ['src/domain', 'src/workflow', 'src/bot', 'dialogs'].flatMap((folder) => {
    const files = readdirSync(new URL(`${folder}/`, ROOT), { recursive: true, encoding: 'utf8' });
    return files
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(new URL(`${folder}/${file}`, ROOT), 'utf8'));
  });
  return [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? '')))].sort();
}

test('the sources still hold the codes that these tests look for', () => {
  expect(findCodes(/refusal\(\s*'([a-z0-9-]+)'/g).length).toBeGreaterThan(40);
  expect(findCodes(/fact\(\s*'(?:pass|warn|fail|unknown)',\s*'([a-z0-9-]+)'/g).length).toBeGreaterThan(20);
});

test.each(findCodes(/refusal\(\s*'([a-z0-9-]+)'/g))('the refusal %s has a sentence', (code) => {
  const facts = { field: 'reason', problem: 'missing' };
  expect(explain({ code, facts })).not.toContain(code === 'bad-field' ? '(bad-field)' : `(${code})`);
});

test.each(findCodes(/fact\(\s*'(?:pass|warn|fail|unknown)',\s*'([a-z0-9-]+)'/g))(
  'the check code %s has words',
  (code) => {
    expect(Object.keys(CHECK_WORDS)).toContain(code);
  },
);

const sentences = Object.entries({ ...REFUSAL_WORDS, ...COMMAND_WORDS, ...BUILD_WORDS, ...IMAGE_WORDS });

test.each(sentences)('the sentence of %s is whole, also without facts', (_code, word) => {
  const text = word({}, 'UTC');
  expect(text).toMatch(/^[A-Z“\d].*[.!?”]$/s);
  expect(text).not.toMatch(/undefined|NaN|Invalid| {2}|\(\)/);
});

test.each(Object.entries(CHECK_WORDS))('the words of check %s are whole, also without facts', (_code, word) => {
  const { reason, fix } = word({});
  expect(`${reason} ${fix}`).toMatch(/^[A-Z“\d].*\.\s*$/s);
  expect(`${reason} ${fix}`).not.toMatch(/undefined|NaN|Invalid|\(\)/);
});

test.each(LANGUAGES.filter((language) => language !== 'en'))(
  '%s has a sentence of its own for every no',
  (language) => {
    const codes = findCodes(/refusal\(\s*'([a-z0-9-]+)'/g);
    const said = (code: string) => explain({ code, facts: { field: 'reason', problem: 'missing' } });
    expect(codes.filter((code) => inLanguage(language, () => said(code)) === said(code))).toEqual([]);
    const words = Object.entries({ ...Object.fromEntries(sentences), ...CHECK_WORDS });
    const whole = words.map(
      ([code, word]) => [code, JSON.stringify(inLanguage(language, () => word({}, 'UTC')))] as const,
    );
    expect(whole.filter(([, text]) => /undefined|NaN|Invalid|\(\)|\{\w+\}/.test(text))).toEqual([]);
  },
);

test('an unknown code still gives a sentence, with the code', () => {
  expect(explain({ code: 'brand-new', facts: {} })).toMatch(/\(brand-new\).*\.$/);
});

test('every check has a title, and a failing one says what to do', () => {
  expect(CHECK_IDS.filter((id) => findMessage(`check.title-${id}`) === undefined)).toEqual([]);
  const check = { id: 'image-ready', outcome: 'fail', subject: 'W11', code: 'image-pending', facts: {} } as const;
  expect(explainCheck(check).fix).toMatch(/^Wait/);
});

test('a check with an unknown code names it and where to look', () => {
  const check = { id: 'rollback', outcome: 'warn', subject: 'Sales', code: 'brand-new', facts: {} } as const;
  expect(explainCheck(check)).toMatchObject({
    reason: expect.stringContaining('brand-new'),
    fix: expect.stringContaining('Sales'),
  });
});

test.each([...FIELD_PROBLEMS])('the field problem %s has a sentence', (problem) => {
  const sentence = explainProblem({ code: 'bad-field', facts: { field: 'days', problem, text: 'abc' } });
  expect(sentence).not.toContain(`${problem}.`);
  expect(sentence).toMatch(/\.$/);
});

test('every question of a draft has a name', () => {
  expect([...DRAFT_FIELDS, ...PREPARE_FIELDS].filter((field) => nameField(field) === field)).toEqual([]);
});

test('a wrong field is named together with what is wrong', () => {
  const facts = { field: 'deadline', problem: 'needs-unit', text: '14' };
  expect(explain({ code: 'bad-field', facts })).toBe(
    'End of the rollout: “14” needs a unit. Write it like “30 minutes”, “24 hours” or “2 days”.',
  );
});

test('whatever can keep a Cloud PC waiting has words for a count', () => {
  expect(listWaitingCodes().filter((code) => wordWaiting(code) === undefined)).toEqual([]);
});

test('dates inside sentences stand in the zone of the reader', () => {
  const refusal = { code: 'before-date', facts: { at: '2026-11-24T10:00:00.000Z' } };
  expect(explain(refusal, 'Asia/Tokyo')).toContain('Tue 24 Nov 2026, 19:00 Tokyo time (GMT+9)');
});
