import type { JsonObject } from '../../../cards/actions.ts';
import { listTexts } from '../walk.ts';

/** English that stays English is found by its small words, which no name, path or script of ours consists of. */
const SMALL_WORDS = /\b(the|is|are|of|to|you|your|and|or|not|it|this|that|with|for|from|please|was|has|have)\b/gi;

/** What people and machines wrote in the examples, which nobody translates. */
const QUOTED: readonly RegExp[] = [/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d, Error /m, /^“My project files are gone/];

/** Texts of a card that are English sentences in another language, too. */
export function listEnglish(english: JsonObject, other: JsonObject): readonly string[] {
  const same = new Set(listTexts(english));
  const left = listTexts(other).filter((text) => same.has(text) && isEnglish(text));
  return left.filter((text) => !QUOTED.some((quote) => quote.test(text)));
}

function isEnglish(text: string): boolean {
  return (text.match(SMALL_WORDS) ?? []).length >= 2;
}
