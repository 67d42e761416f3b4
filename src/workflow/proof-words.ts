import { listTurnedBad } from '../domain/proof-news.ts';
import type { RolloutState } from '../domain/rollout.ts';
import type { Target } from '../domain/target.ts';
import type { Instant } from '../domain/time.ts';
import type { NewMessage } from './ports-store.ts';

/** A message of its own to everybody whose Cloud PC just turned out not to be safe: an edited card rings no bell. Once a date. */
export function orderProofWords(before: RolloutState, after: RolloutState, now: Instant): readonly NewMessage[] {
  return listTurnedBad(before, after, now).map((target) => proofWord(after.rollout.id, target, { now }));
}

/** The notice as a message of its own; `about` tells it from others of the same date. */
export function proofWord(
  rolloutId: string,
  { planned, slotRevision }: Target,
  { now, about }: { readonly now: Instant; readonly about?: string },
): NewMessage {
  const name = `${planned.cloudPcId}/${slotRevision}`;
  return {
    key: `${rolloutId}${PROOF_WORD}${name}${about === undefined ? '' : `/${about}`}`,
    rolloutId,
    kind: 'notice',
    cloudPcId: planned.cloudPcId,
    slotRevision,
    personId: planned.personId,
    chatId: null,
    orderedAt: now,
  };
}

const PROOF_WORD = '/proof/';
