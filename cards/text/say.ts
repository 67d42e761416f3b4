import { AsyncLocalStorage } from 'node:async_hooks';
import { IntlMessageFormat } from 'intl-messageformat';
import { CATALOGUE } from './catalogue.ts';
import type { MessageId } from './catalogue.ts';
import { LANGUAGES, LOCALES } from './languages.ts';
import type { Language } from './languages.ts';

export type { MessageId };

/** What a message needs to be said. People's texts must be escaped already; numbers are written as the language writes them. */
export type Values = Readonly<Record<string, string | number>>;

const spoken = new AsyncLocalStorage<Language>();
const compiled = new Map<string, IntlMessageFormat>();

/**
 * Does this work in a language: every `say` within it, also after waiting, speaks that language. Outside of any it is English. Binders
 * would otherwise pass the reader's language through every function that words anything.
 */
export function inLanguage<T>(language: Language, work: () => T): T {
  return spoken.run(language, work);
}

/** The language spoken here. */
export function languageNow(): Language {
  return spoken.getStore() ?? LANGUAGES[0];
}

/** The locale for dates, numbers and lists here. */
export function localeNow(): string {
  return LOCALES[languageNow()];
}

/** A message of the catalogue (`cards/text/<language>/`) in the language spoken here, with ICU plurals and numbers filled in. */
export function say(id: MessageId, values: Values = {}): string {
  const language = languageNow();
  const key = `${language}/${id}`;
  let message = compiled.get(key);
  if (!message) {
    message = new IntlMessageFormat(CATALOGUE[language][id], LOCALES[language], undefined, { ignoreTag: true });
    compiled.set(key, message);
  }
  return String(message.format(values));
}

/** True for the name of a message: for names made of codes that may be newer than the catalogue. */
export function isMessage(id: string): id is MessageId {
  return Object.hasOwn(CATALOGUE.en, id);
}

/** The message of that id, for ids that are put together from a code; undefined when there is none. */
export function findMessage(id: string): MessageId | undefined {
  return isMessage(id) ? id : undefined;
}
