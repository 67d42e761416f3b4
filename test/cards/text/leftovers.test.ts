import { expect, test } from '@jest/globals';
import { inLanguage } from '../../../cards/text/say.ts';
import { listCards } from '../examples/all.ts';
import { listTexts } from '../walk.ts';

/** English that stays English is found by its small words, which no name, path or script of ours consists of. */
const SMALL_WORDS = /\b(the|is|are|of|to|you|your|and|or|not|it|this|that|with|for|from|please|was|has|have)\b/gi;

/** People's own words in the examples, which nobody translates. */
const QUOTED: readonly RegExp[] = [];

const english = listCards();
const german = inLanguage('de', listCards);

function isEnglish(text: string): boolean {
  return (text.match(SMALL_WORDS) ?? []).length >= 2;
}

test.each(Object.entries(german))('%s says nothing in English to a German', (name, card) => {
  const same = new Set(listTexts(english[name] ?? {}));
  const left = listTexts(card).filter((text) => same.has(text) && isEnglish(text));
  expect(left.filter((text) => !QUOTED.some((quote) => quote.test(text)))).toEqual([]);
});
