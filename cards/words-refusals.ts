import { formatMinutes, formatMoment } from './format.ts';
import { say } from './text/say.ts';
import type { MessageId } from './text/say.ts';
import { inBrackets } from './word-facts.ts';
import { APPROVAL_WORDS } from './words-approval.ts';
import { COPY_WORDS } from './copy-words.ts';
import { PROOF_WORDS } from './words-proof.ts';
import { nameStatus } from './words-tenant.ts';

export type Facts = Readonly<Record<string, string | number | boolean>>;
export type Sentence = (facts: Facts, zone: string) => string;

type RefusalId = Extract<MessageId, `refusal.${string}`>;
type Code<Id extends string> = Id extends `refusal.${infer C}` ? C : never;

/** Refusals that say the same whatever their facts. */
const PLAIN = [
  // W1: approval
  ...(['not-approved', 'plan-changed', 'own-approval', 'own-switch', 'approval-expired', 'late-start-open'] as const),
  ...(['not-in-plan', 'not-submitted'] as const),
  // W2: window
  ...(['window-shut', 'no-window-left', 'left-behind'] as const),
  // W3: notice
  'new-date-not-told',
  // W5: once
  ...(['already-done', 'failed-before', 'attempt-under-way', 'attempt-spent'] as const),
  // W6: not now
  ...(['excluded', 'help-open', 'snoozed', 'date-passed', 'signed-in', 'session-unknown'] as const),
  // W7: held
  ...(['aborted', 'completed', 'held'] as const),
  // W8: in turn
  ...(['other-cloud-pc-away', 'no-free-place', 'look-too-old'] as const),
  // W9: same world
  ...(['cloud-pc-gone', 'policy-no-longer-assigned', 'policy-not-in-plan'] as const),
  // Results
  'provisioning-failed',
] as const;

/** One sentence per refusal code, with the next action. Codes are stable; a test finds those without words. */
export const REFUSAL_WORDS: Readonly<Record<string, Sentence>> = {
  ...PROOF_WORDS,
  ...APPROVAL_WORDS,
  ...COPY_WORDS,
  ...plainWords(PLAIN),
  // W1: approval
  'already-decided': (facts) => say('refusal.already-decided', { by: nameFact(facts, 'by', say('refusal.somebody')) }),
  // W2: window
  'window-too-short': ({ minutesLeft }) => say('refusal.window-too-short', { left: minutesOf(minutesLeft) }),
  // W3: notice
  'not-told': ({ reason }) => say(reason ? 'refusal.not-told-unreachable' : 'refusal.not-told'),
  'told-too-late': ({ leadMinutes }) => say('refusal.told-too-late', { lead: minutesOf(leadMinutes) }),
  // W4: proof
  'not-proven': (facts) => say('refusal.not-proven', { item: itemOf(facts) }),
  'proof-bad': (facts) => say('refusal.proof-bad', { item: itemOf(facts) }),
  // W6: not now
  'before-date': ({ at }, zone) => say('refusal.before-date', { when: when(at, zone) }),
  waiting: ({ until }, zone) => say('refusal.waiting', { when: when(until, zone) }),
  // W8: in turn
  'wave-not-open': ({ wave }) => say('refusal.wave-not-open', { wave: String(Number(wave ?? 0) + 1) }),
  // W9: same world
  'owner-changed': (facts) => say('refusal.owner-changed', { now: inBrackets(facts, 'now') }),
  'owner-left': (facts) => say('refusal.owner-left', { upn: inBrackets(facts, 'upn') }),
  'several-policies': ({ count }) =>
    say('refusal.several-policies', { count: String(count ?? say('refusal.several')) }),
  'policy-image-differs': (facts) =>
    say('refusal.policy-image-differs', { policy: nameFact(facts, 'policy', say('refusal.of-this-cloud-pc')) }),
  'reprovisioned-elsewhere': ({ at }, zone) => say('refusal.reprovisioned-elsewhere', { when: when(at, zone) }),
  // W10: fit state
  'status-unfit': (facts) =>
    say('refusal.status-unfit', {
      status: nameStatus(String(facts['status'])) ?? nameFact(facts, 'status', say('refusal.unknown-word')),
    }),
  'action-running': (facts) =>
    say('refusal.action-running', { action: nameFact(facts, 'action', say('refusal.unknown-word')) }),
  // W11: way back
  'image-gone': (facts) => say('refusal.image-gone', { image: nameImage(facts) }),
  'image-not-ready': (facts) => say('refusal.image-not-ready', { image: nameImage(facts) }),
  'image-unsupported': (facts) => say('refusal.image-unsupported', { image: nameImage(facts) }),
  // Results
  'wrong-image': (facts) =>
    say('refusal.wrong-image', {
      found: nameFact(facts, 'found', say('refusal.no-image-name')),
      wanted: nameFact(facts, 'wanted', say('refusal.the-new-image')),
    }),
  stuck: ({ minutes }) => say('refusal.stuck', { minutes: minutesOf(minutes) }),
};

/** The sentences of codes whose message needs nothing. */
export function plainWords(codes: readonly Code<RefusalId>[]): Readonly<Record<string, Sentence>> {
  return Object.fromEntries(codes.map((code) => [code, () => say(`refusal.${code}`)]));
}

export function nameFact(facts: Facts, key: string, otherwise: string): string {
  const value = facts[key];
  return value === undefined || value === '' ? otherwise : String(value);
}

function nameImage(facts: Facts): string {
  return nameFact(facts, 'image', say('refusal.of-the-plan'));
}

/** A checklist item as messages choose by it: letters alone. */
function itemOf(facts: Facts): string {
  return String(facts['item'] ?? '').replaceAll('-', '');
}

function minutesOf(minutes: Facts[string] | undefined): string {
  return formatMinutes(Number(minutes ?? 0));
}

function when(at: Facts[string] | undefined, zone: string): string {
  const isMoment = typeof at === 'string' && !Number.isNaN(Date.parse(at));
  return isMoment ? ` (${formatMoment(at, zone)})` : '';
}
