import { CATALOGUE } from './text/catalogue.ts';
import { findMessage, isMessage, languageNow, say } from './text/say.ts';
import type { MessageId } from './text/say.ts';

/** Subjects of the catalogue whose English stands in the domain, too: beside each rule, and beside each error of an import. */
const SUBJECTS = /^(rules|evidence|import-errors)\./;

const BY_ENGLISH: ReadonlyMap<string, MessageId> = new Map(
  Object.entries(CATALOGUE.en).flatMap(([id, english]) =>
    SUBJECTS.test(id) && isMessage(id) ? [[english, id] as const] : [],
  ),
);

/** Which text of which rule it is. */
interface Place {
  readonly ruleId: string;
  readonly part: 'title' | 'fix' | 'find';
}

/**
 * What a rule says in English, in the language spoken here. A finding is stored with the English of its day: when a rule has been
 * worded anew since, `place` finds today's words. What is not known stays English. Plain text.
 */
export function wordRuleText(english: string, place?: Place): string {
  if (english === '' || languageNow() === 'en') return english;
  const id = BY_ENGLISH.get(english) ?? (place && findMessage(`rules.${place.ruleId}-${place.part}`));
  return id ? say(id) : english;
}
