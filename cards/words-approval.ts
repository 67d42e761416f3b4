import type { Refusal } from '../src/domain/refusal.ts';
import { formatMinutes, formatMoment, plainText } from './format.ts';
import { findMessage, say } from './text/say.ts';
import { CHECK_WORDS } from './words-checks.ts';
import type { Facts, Sentence } from './words-refusals.ts';

/** Why an answer, a review or an emergency was refused. */
export const APPROVAL_WORDS: Readonly<Record<string, Sentence>> = {
  'deputy-too-early': ({ at }, zone) => say('approval.no-deputy-yet', { at: momentOf(at, zone) }),
  'requester-lost-role': (facts) =>
    say('approval.no-requester', { name: nameOf(facts, 'by') || say('refusal.somebody') }),
  'who-may': (facts) => say('approval.who-may', { names: nameOf(facts, 'names') }),
  'quorum-missing': ({ have, need }) => say('approval.no-quorum', { have: numberOf(have), need: numberOf(need) }),
  'too-few-approvers': ({ have, need }) =>
    say('approval.too-few-approvers', { have: numberOf(have), need: numberOf(need) }),
  'go-live-open': () => say('approval.no-go-live'),
  'go-live-refused': () => say('approval.go-live-was-refused'),
  'go-live-not-due': () => say('approval.go-live-not-due'),
  'expedite-lead': ({ minutes }) => say('approval.expedite-lead', { lead: formatMinutes(numberOf(minutes)) }),
  'expedite-why': () => say('approval.expedite-needs-why'),
  'expedite-no-tick': () => say('approval.expedite-no-tick'),
  'own-resume': () => say('approval.own-resume'),
  'own-review': () => say('approval.own-review'),
  'voter-review': (facts) => say('approval.voter-review', { names: nameOf(facts, 'names') }),
  'no-review': () => say('approval.no-review'),
};

/** "Notice: 30 minutes instead of 1 day". Plain text. */
export function wordSkipped({ code, facts }: Refusal): string {
  if (code === 'skipped-check') return wordAccepted(facts);
  const known = findMessage(`approval.${code}`);
  const isTime = code === 'skipped-lead' || code === 'skipped-settle';
  const [usual, now] = [numberOf(facts['usual']), numberOf(facts['now'])];
  if (!known) return code;
  return say(known, isTime ? { usual: formatMinutes(usual), now: formatMinutes(now) } : { usual, now });
}

/** A precondition that warns, or that nobody knows of, and what it says: who approves takes it as it is. */
function wordAccepted(facts: Facts): string {
  const title = findMessage(`check.title-${nameOf(facts, 'check')}`);
  const check = title ? say(title) : nameOf(facts, 'check');
  const reason = CHECK_WORDS[nameOf(facts, 'code')]?.(facts).reason ?? '';
  const words = { check, about: nameOf(facts, 'about'), reason };
  const isUnknown = facts['outcome'] === 'unknown';
  return plainText(say(isUnknown ? 'approval.skipped-check-unknown' : 'approval.skipped-check', words), 300);
}

function momentOf(at: Facts[string] | undefined, zone: string): string {
  return typeof at === 'string' && !Number.isNaN(Date.parse(at)) ? formatMoment(at, zone) : say('check.unknown-day');
}

function numberOf(value: Facts[string] | undefined): number {
  return Number(value ?? 0);
}

function nameOf(facts: Facts, key: string): string {
  return String(facts[key] ?? '');
}
