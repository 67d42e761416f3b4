import { formatMinutes, formatMoment } from './format.ts';
import { say } from './text/say.ts';
import { inBrackets } from './word-facts.ts';
import { nameFact, plainWords } from './words-refusals.ts';
import type { Facts, Sentence } from './words-refusals.ts';

/** Refusals that say the same whatever their facts. */
const PLAIN = [
  // Who and which
  ...(['not-an-admin', 'not-an-approver', 'not-your-cloud-pc', 'no-rollout', 'no-target'] as const),
  // Planning
  ...(['not-in-scope', 'shared-cloud-pc', 'no-owner', 'already-on-image', 'in-another-rollout'] as const),
  ...(['already-running', 'changed-meanwhile'] as const),
  // Acting
  ...(['reason-missing', 'tick-too-late', 'already-started', 'own-waiver', 'rollout-ended', 'not-held'] as const),
  ...(['nothing-to-retry', 'hold-first', 'abort-first', 'nothing-to-roll-back'] as const),
  ...(['roll-back-several-images', 'nothing-to-promote', 'not-done-yet', 'slot-not-offered'] as const),
  ...(['slot-full', 'last-call-made', 'snooze-too-early', 'no-sign-out-asked', 'deadline-passed'] as const),
  ...(['switch-not-due', 'unreachable', 'unknown'] as const),
  // Evidence
  ...(['file-exists', 'key-from-setting', 'no-such-person', 'person-in-role'] as const),
] as const;

/** Sentences for what commands and planning refuse; the wipe rules stand in `words-refusals.ts`. */
export const COMMAND_WORDS: Readonly<Record<string, Sentence>> = {
  ...plainWords(PLAIN),
  // Who and which
  'not-your-plan': ({ by }) => say('refusal.not-your-plan', { by: String(by ?? say('refusal.somebody-else')) }),
  'which-rollout': ({ titles }) => say('refusal.which-rollout', { titles: titles ? `: ${String(titles)}` : '' }),
  // Planning
  'empty-scope': ({ leftOut }) => say('refusal.empty-scope', { leftOut: String(leftOut ?? say('refusal.all-word')) }),
  'deadline-too-soon': ({ needed }, zone) =>
    say('refusal.deadline-too-soon', {
      start:
        typeof needed === 'string'
          ? say('refusal.start-on', { at: formatMoment(needed, zone) })
          : say('refusal.start-after-it'),
    }),
  'window-never-fits': ({ zone, minutes }) =>
    say('refusal.window-never-fits', {
      minutes: formatMinutes(Number(minutes ?? 0)),
      zone: String(zone ?? say('refusal.some-zone')),
    }),
  'excluded-by-request': ({ reason }) =>
    say('refusal.excluded-by-request', { reason: String(reason ?? say('refusal.no-reason-given')) }),
  'owner-unknown': (facts) => say('refusal.owner-unknown', { upn: inBrackets(facts, 'upn') }),
  retaken: (facts) => say('refusal.retaken', { names: inBrackets(facts, 'names') }),
  'taken-meanwhile': (facts) =>
    say('refusal.taken-meanwhile', { count: wordTaken(facts), names: inBrackets(facts, 'names') }),
  // Acting
  'no-postponement-left': ({ deadline }, zone) =>
    say('refusal.no-postponement-left', {
      deadline:
        typeof deadline === 'string' ? say('refusal.everything-ends-by', { at: formatMoment(deadline, zone) }) : '',
    }),
  'call-rejected': (facts) => say('refusal.call-rejected', { detail: inBrackets(facts, 'detail') }),
  // Evidence
  'person-in-rollout': (facts) => say('refusal.person-in-rollout', { rollouts: inBrackets(facts, 'rollouts') }),
};

function wordTaken(facts: Facts): string {
  if (Number(facts['count'] ?? 0) === 1) return say('refusal.a-cloud-pc');
  const n = nameFact(facts, 'count', '');
  return n === '' ? say('refusal.some-cloud-pcs') : say('refusal.n-cloud-pcs', { n });
}
