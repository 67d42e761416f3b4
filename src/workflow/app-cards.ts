import { orderAppCards } from '../domain/app-owner-list.ts';
import type { AppCard, AppOwner } from '../domain/app-owners.ts';
import type { RolloutState } from '../domain/rollout.ts';
import type { Instant } from '../domain/time.ts';
import type { NewMessage, Tx } from './ports-store.ts';

/** Asks the owners of apps about what the newest reports brought; the state with the new questions in it. */
export async function askAppOwners(
  tx: Tx,
  state: RolloutState,
  ask: { readonly owners: readonly AppOwner[]; readonly now: Instant },
): Promise<RolloutState> {
  const rollout = orderAppCards(state, ask.owners, ask.now);
  if (rollout === state.rollout) return state;
  const from = state.rollout.appCards?.length ?? 0;
  const cards: readonly AppCard[] = (rollout.appCards ?? []).slice(from);
  await order(
    tx,
    cards.map(({ owner }, index) => appMessage(rollout.id, { card: from + index, personId: owner.id, now: ask.now })),
  );
  return { ...state, rollout };
}

export function appMessage(
  rolloutId: string,
  { card, personId, now }: { readonly card: number; readonly personId: string; readonly now: Instant },
): NewMessage {
  return {
    key: `${rolloutId}/app-owner/${card}/${personId}`,
    rolloutId,
    kind: 'app-owner',
    cloudPcId: null,
    slotRevision: card,
    personId,
    chatId: null,
    orderedAt: now,
  };
}

export async function order(tx: Tx, messages: readonly NewMessage[]): Promise<void> {
  const keys = await tx.orderMessages(messages);
  await tx.enqueue(keys.map((messageKey) => ({ kind: 'deliver', messageKey })));
}
