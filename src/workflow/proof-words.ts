import { listTurnedBad } from '../domain/proof-news.ts';
import type { RolloutState } from '../domain/rollout.ts';
import type { Instant } from '../domain/time.ts';
import type { Message, NewMessage } from './ports-store.ts';

/** A message of its own to everybody whose Cloud PC just turned out not to be safe: an edited card rings no bell. Once a date. */
export function orderProofWords(before: RolloutState, after: RolloutState, now: Instant): readonly NewMessage[] {
  const { id: rolloutId } = after.rollout;
  return listTurnedBad(before, after, now).map(({ planned, slotRevision }) => ({
    key: `${rolloutId}${PROOF_WORD}${planned.cloudPcId}/${slotRevision}`,
    rolloutId,
    kind: 'notice',
    cloudPcId: planned.cloudPcId,
    slotRevision,
    personId: planned.personId,
    chatId: null,
    orderedAt: now,
  }));
}

const PROOF_WORD = '/proof/';

/** It repeats a date the person was told before: whether it arrives changes nothing about that. */
export function isProofWord({ key }: Pick<Message, 'key'>): boolean {
  return key.includes(PROOF_WORD);
}
