import { say } from './text/say.ts';
import type { MessageId } from './text/say.ts';
import type { Facts, Sentence } from './words-refusals.ts';

/** Sentences for what W11 says of protective copies, and for the way back of one person. */
export const COPY_WORDS: Readonly<Record<string, Sentence>> = {
  'copy-missing': ({ why }) => say('copies.missing', { why: caseOf(why) }),
  'copy-not-ready': ({ why }) => say('copies.not-ready', { why: caseOf(why) }),
  'copy-unhealthy': () => say('copies.unhealthy'),
  'copy-too-old': () => say('copies.too-old'),
  'undo-whose': () => say('copies.undo-whose'),
  'undo-several': ({ names }) => say('copies.undo-several', { names: String(names ?? '') }),
  'undo-nobody': ({ who }) => say('copies.undo-nobody', { who: String(who ?? '') }),
};

/** Messages choose by names without hyphens. */
function caseOf(why: Facts[string] | undefined): string {
  return String(why ?? '').replaceAll('-', '_');
}

type CheckSentence = (facts: Facts) => { readonly reason: string; readonly fix: string };

/** Reason and fix of each check of copies. */
export const COPY_CHECK_WORDS: Readonly<Record<string, CheckSentence>> = {
  'copy-overwrites-none': () => ({ reason: say('copies.overwrites-none'), fix: '' }),
  'copy-overwrites': ({ count, names, more }) => ({
    reason: say('copies.overwrites', {
      count: Number(count ?? 0),
      names: String(names ?? ''),
      more: Number(more ?? 0),
    }),
    fix: say('copies.overwrites-fix'),
  }),
  'copy-points-unknown': both('copies.points-unknown', 'copies.points-unknown-fix'),
  'copy-account-there': () => ({ reason: say('copies.account-there'), fix: '' }),
  'copy-account-missing': both('copies.account-missing', 'copies.account-missing-fix'),
  'copy-account-immutable': both('copies.account-immutable', 'copies.account-immutable-fix'),
  'copy-accounts-unknown': both('copies.accounts-unknown', 'copies.accounts-unknown-fix'),
};

function both(reason: MessageId, fix: MessageId): CheckSentence {
  return () => ({ reason: say(reason), fix: say(fix) });
}
