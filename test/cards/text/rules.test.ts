import { expect, test } from '@jest/globals';
import { LANGUAGES } from '../../../cards/text/languages.ts';
import { inLanguage } from '../../../cards/text/say.ts';
import { wordRuleText } from '../../../cards/words-rules.ts';
import { IMPORT_ERRORS } from '../../../src/domain/build/import-errors.ts';
import { RULE_SETS } from '../../../src/domain/build/rule-sets.ts';

/** Names that some languages share with English. */
const SAME = /^(Windows (10 )?Enterprise|Generation [12])$/;

const rules = Object.values(RULE_SETS).flatMap((set) => set.rules);
const ofRules = rules.flatMap(({ title, fix, howToFind }) => [title, fix, howToFind]);
const texts = [...new Set([...ofRules, ...IMPORT_ERRORS.flatMap(({ cause, fix }) => [cause, fix])])];
const others = LANGUAGES.filter((language) => language !== 'en');

test.each(others)('every rule and every error of an import is said in %s, by its English of today', (language) => {
  const left = inLanguage(language, () => texts.filter((text) => wordRuleText(text) === text));
  expect(left.filter((text) => !SAME.test(text))).toEqual([]);
});

test('in English a rule says what the domain says', () => {
  expect(texts.filter((text) => wordRuleText(text) !== text)).toEqual([]);
});

test('a finding of a rule that was worded anew since speaks with the words of today', () => {
  const place = { ruleId: 'no-fslogix', part: 'fix' } as const;
  expect(inLanguage('de', () => wordRuleText('Take FSLogix off.', place))).toBe('Deinstallieren Sie FSLogix.');
  expect(wordRuleText('Take FSLogix off.', place)).toBe('Take FSLogix off.');
});

test('what no rule says stays as it is', () => {
  expect(inLanguage('ja', () => wordRuleText('V2', { ruleId: 'brand-new', part: 'title' }))).toBe('V2');
});
