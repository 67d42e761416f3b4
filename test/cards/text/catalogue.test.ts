import { expect, test } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import { z } from 'zod';
import { CATALOGUE } from '../../../cards/text/catalogue.ts';
import { LANGUAGES, languageOf } from '../../../cards/text/languages.ts';
import { inLanguage, languageNow, say } from '../../../cards/text/say.ts';
import type { MessageId } from '../../../cards/text/say.ts';

const ids = Object.keys(CATALOGUE.en).sort();

const LITERAL = 0;
const elements = z.array(
  z.looseObject({
    type: z.number(),
    value: z.string().optional(),
    options: z.record(z.string(), z.looseObject({ value: z.unknown() })).optional(),
  }),
);

/** Names of what a message needs to be said, in its plurals too. */
function argumentsOf(ast: unknown): readonly string[] {
  const found = elements.parse(ast).flatMap(({ type, value, options }) => {
    const inner = Object.values(options ?? {}).flatMap((option) => argumentsOf(option.value));
    return type === LITERAL || value === undefined ? inner : [value, ...inner];
  });
  return [...new Set(found)].sort();
}

function needsOf(text: string): string {
  return argumentsOf(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst()).join();
}

test.each(LANGUAGES)('%s has every message, and none besides', (language) => {
  expect(Object.keys(CATALOGUE[language]).sort()).toEqual(ids);
});

test.each(LANGUAGES)('every message of %s says something and needs what the English one needs', (language) => {
  const wrong = ids.filter((id) => {
    const text = CATALOGUE[language][id as MessageId];
    return text.trim() === '' || needsOf(text) !== needsOf(CATALOGUE.en[id as MessageId]);
  });
  expect(wrong).toEqual([]);
});

test.each(LANGUAGES.filter((language) => language !== 'en'))('%s is no copy of the English texts', (language) => {
  const sentences = ids.filter(
    (id) => !id.startsWith('format.') && CATALOGUE.en[id as MessageId].split(' ').length > 4,
  );
  const copied = sentences.filter((id) => CATALOGUE[language][id as MessageId] === CATALOGUE.en[id as MessageId]);
  expect(copied).toEqual([]);
});

test('a locale means its language, and English where Repave does not speak it', () => {
  const cases = { 'de-AT': 'de', ja: 'ja', 'fr-CA': 'fr', es_MX: 'es', 'en-US': 'en', 'pt-BR': 'en', '': 'en' };
  expect(Object.fromEntries(Object.keys(cases).map((locale) => [locale, languageOf(locale)]))).toEqual(cases);
});

test('what is said within a language is said in it, also after waiting, and in English outside', async () => {
  const minutes = () => say('format.minutes', { n: 1 });
  const spoken = await inLanguage('de', async () => {
    await Promise.resolve();
    return [languageNow(), minutes(), inLanguage('ja', minutes)];
  });
  expect(spoken).toEqual(['de', '1 Minute', '1 分']);
  expect(minutes()).toBe('1 minute');
});
