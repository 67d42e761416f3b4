import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../cards/actions.ts';
import { renderView } from '../../../cards/render-view.ts';
import { LANGUAGES } from '../../../cards/text/languages.ts';
import type { Language } from '../../../cards/text/languages.ts';
import { inLanguage } from '../../../cards/text/say.ts';
import { RULE_SETS } from '../../../src/domain/build/rule-sets.ts';
import type { BuildView } from '../../../src/domain/build/views.ts';
import { listCards } from '../examples/all.ts';
import { BUILD, FINDINGS } from '../examples/builds.ts';
import { listObjects, listTexts, textAt, typeOf } from '../walk.ts';
import { listEnglish } from './left-english.ts';

const MAX_BYTES = 80_000;

const others = LANGUAGES.filter((language) => language !== 'en');

function cardsIn(language: Language): readonly (readonly [string, JsonObject])[] {
  return Object.entries(inLanguage(language, listCards));
}

test.each(others)('every card can be said in %s, and nothing that had to be filled in is left open', (language) => {
  const open = cardsIn(language).flatMap(([name, card]) =>
    listTexts(card)
      .filter((text) => /\{[a-z]\w*(, ?\w+)*\}|\$\{|undefined/i.test(text))
      .map((text) => `${name}: ${text}`),
  );
  expect(open).toEqual([]);
});

test.each(others)('every card in %s fits into a message of Teams', (language) => {
  const large = cardsIn(language).filter(([, card]) => Buffer.byteLength(JSON.stringify(card)) > MAX_BYTES);
  expect(large.map(([name]) => name)).toEqual([]);
});

test.each(others)(
  'in %s every input has a label, every required one an error, and every button a title',
  (language) => {
    const bare = cardsIn(language).flatMap(([name, card]) =>
      listObjects(card)
        .filter(({ object }) => wordsOwed(object).some((key) => !/\p{L}/u.test(textAt(object, key))))
        .map(({ path }) => `${name} ${path}`),
    );
    expect(bare).toEqual([]);
  },
);

test.each(others)('no card says anything in English to people who read %s', (language) => {
  const english = listCards();
  const left = cardsIn(language).flatMap(([name, card]) => listEnglish(english[name] ?? {}, card));
  expect([...new Set(left)]).toEqual([]);
});

test.each(LANGUAGES)('a build that breaks every rule of its set still fits, in %s', (language) => {
  const findings: BuildView['findings'] = RULE_SETS['2026-09'].rules.map((rule, index) => ({
    ...(FINDINGS[0] ?? never()),
    ...{ ruleId: rule.id, title: rule.title, fix: rule.fix, howToFind: rule.howToFind },
    ...{ outcome: index % 2 === 0 ? 'fail' : 'unknown', note: 'was-right-in-2021', evidence: 'V1 '.repeat(40) },
  }));
  const { card } = inLanguage(language, () => renderView({ ...BUILD, findings }, { zone: 'Asia/Tokyo' }));
  expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(MAX_BYTES);
});

function wordsOwed(object: JsonObject): readonly string[] {
  const type = typeOf(object);
  if (type.startsWith('Action.')) return ['title'];
  if (!type.startsWith('Input.')) return [];
  return object['isRequired'] === true ? ['label', 'errorMessage'] : ['label'];
}

function never(): never {
  throw new Error('the example is gone');
}
