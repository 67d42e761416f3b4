import { say } from './text/say.ts';
import { inBrackets } from './word-facts.ts';
import { explainImportError } from './words-import.ts';
import { nameFact } from './words-refusals.ts';
import type { Facts, Sentence } from './words-refusals.ts';

/** Sentences for what stands against a source, an import, or the deletion of an image. */
export const IMAGE_WORDS: Readonly<Record<string, Sentence>> = {
  // Source
  'source-refused': ({ rules }) => say('image-refusals.source-refused', { n: Number(rules) > 0 ? Number(rules) : 0 }),
  'source-not-found': () => say('image-refusals.source-not-found'),
  'market-multi-session': (facts) => say('image-refusals.market-multi-session', { sku: nameSku(facts) }),
  'market-edition': (facts) => say('image-refusals.market-edition', { sku: nameSku(facts) }),
  'market-paid': () => say('image-refusals.market-paid'),
  'market-deprecated': (facts) => say('image-refusals.market-deprecated', { state: inBrackets(facts, 'state') }),
  'market-generation-1': () => say('image-refusals.market-generation-1'),
  // Import
  'image-name-taken': (facts) =>
    say('image-refusals.image-name-taken', {
      name: nameFact(facts, 'name', say('image-refusals.this-name')),
      version: nameFact(facts, 'version', say('image-refusals.this-one')),
    }),
  'image-name-empty': () => say('image-refusals.image-name-empty'),
  'image-version-form': (facts) =>
    say('image-refusals.image-version-form', { version: nameFact(facts, 'version', say('image-refusals.this')) }),
  'image-limit': ({ limit }) =>
    limit ? say('image-refusals.image-limit-count', { limit: String(limit) }) : say('image-refusals.image-limit'),
  'not-visible': () => say('image-refusals.not-visible'),
  'unknown-not-accepted': ({ count }) => say('image-refusals.unknown-not-accepted', { n: Number(count ?? 0) }),
  'import-failed': ({ errorCode }) => {
    const { reason, fix } = explainImportError(String(errorCode ?? ''));
    return `${reason} ${fix}`;
  },
  // Images and leftovers
  'image-in-use': (facts) =>
    say('image-refusals.image-in-use', { policies: nameFact(facts, 'policies', say('image-refusals.see-policies')) }),
  'image-not-found': () => say('image-refusals.image-not-found'),
  'name-not-typed': (facts) =>
    say('image-refusals.name-not-typed', { name: nameFact(facts, 'name', say('image-refusals.name-on-card')) }),
  'not-ours': () => say('image-refusals.not-ours'),
};

function nameSku(facts: Facts): string {
  return nameFact(facts, 'sku', say('image-refusals.this-image'));
}
