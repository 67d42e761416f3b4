import { expect, test } from '@jest/globals';
import { inLanguage } from '../../../cards/text/say.ts';
import { listCards } from '../examples/all.ts';
import { listEnglish } from './left-english.ts';

const english = listCards();
const german = inLanguage('de', listCards);

test.each(Object.entries(german))('%s says nothing in English to a German', (name, card) => {
  expect(listEnglish(english[name] ?? {}, card)).toEqual([]);
});
