import type { ProofMode } from '../src/domain/request.ts';
import { formatMinutes } from './format.ts';
import { say } from './text/say.ts';
import type { Sentence } from './words-refusals.ts';

/** What a plan rests on, in a sentence for its rules. */
export function wordProofMode(mode: ProofMode): string {
  return say(`proof-setup.mode-${mode}`);
}

/** Sentences for what measured proofs, and owners of apps, refuse. */
export const PROOF_WORDS: Readonly<Record<string, Sentence>> = {
  'proof-unknown': () => say('proof-setup.proof-unknown'),
  'measured-not-ticked': () => say('proof-setup.measured-not-ticked'),
  'proof-forbidden': () => say('proof-setup.proof-forbidden'),
  'proof-no-groups': () => say('proof-setup.proof-no-groups'),
  'proof-off-already': () => say('proof-setup.already-off'),
  'pattern-unreadable': ({ pattern }) => say('proof-setup.pattern-unreadable', { pattern: String(pattern ?? '') }),
  'pattern-missing': () => say('proof-setup.pattern-missing'),
  'too-many-patterns': ({ max }) =>
    say('proof-setup.too-many-patterns', { max: String(max ?? say('proof-setup.few')) }),
  'app-owner-unreadable': () => say('app-owners.app-owner-unreadable'),
  'pattern-not-searched': ({ pattern }) => say('app-owners.pattern-not-searched', { pattern: String(pattern ?? '') }),
  'app-owner-unknown': ({ who }) => say('app-owners.app-owner-unknown', { who: String(who ?? '') }),
  'not-the-app-owner': ({ pattern, name }) =>
    name
      ? say('app-owners.not-the-app-owner', { pattern: String(pattern ?? ''), name: String(name) })
      : say('app-owners.nobody-owns', { pattern: String(pattern ?? '') }),
  'no-app-card': () => say('app-owners.no-app-card'),
  'own-app-answer': () => say('app-owners.own-app-answer'),
  'app-owner-excluded': ({ reason }) =>
    reason
      ? say('app-owners.app-owner-excluded', { reason: String(reason) })
      : say('app-owners.app-owner-excluded-bare'),
};

/** How long a report counts, for a heading. */
export function wordLimit(minutes: number): string {
  return say('proof-setup.limit', { limit: formatMinutes(minutes) });
}
