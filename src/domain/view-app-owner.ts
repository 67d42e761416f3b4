import { isNewestCard, listAffected, listMark } from './app-owner-list.ts';
import { filesOf } from './app-owners.ts';
import type { AppCard } from './app-owners.ts';
import { isLive } from './rollout.ts';
import type { RolloutState } from './rollout.ts';
import type { AppOwnerView } from './views-app-owner.ts';

/** People that the card names; the others are a number. */
const NAMED = 20;

/** The card of one round of questions about a pattern, as it stands now; undefined when there is none of that number. */
export function viewAppCard(state: RolloutState, index: number, personId: string | null): AppOwnerView | undefined {
  const { rollout } = state;
  const card = rollout.appCards?.[index];
  if (!card) return undefined;
  const { pattern, owner, answer } = card;
  const affected = listAffected(state, pattern);
  return {
    kind: 'app-owner',
    rolloutId: rollout.id,
    card: index,
    list: listMark(affected, pattern),
    pattern,
    image: rollout.plan.image.name,
    ownerName: owner.name,
    requesterName: rollout.plan.requestedBy.name,
    viewer: personId === owner.id ? 'owner' : 'second',
    stage: stageOf(state, index, { card, affected: affected.length }),
    total: affected.length,
    people: affected.slice(0, NAMED).map(({ planned, proof, slot }) => ({
      personName: planned.personName,
      cloudPcName: planned.cloudPcName,
      files: filesOf(proof, pattern).length,
      reportedAt: proof?.report?.at ?? '',
      slotAt: slot.startAt,
    })),
    answer,
  };
}

function stageOf(
  { rollout }: RolloutState,
  index: number,
  { card, affected }: { readonly card: AppCard; readonly affected: number },
): AppOwnerView['stage'] {
  if (!isNewestCard(rollout, index)) return 'replaced';
  if (!isLive(rollout)) return 'over';
  if (affected === 0) return card.answer ? 'answered' : 'gone';
  if (card.answer?.second === 'needed') return 'needs-second';
  return card.answer?.answer === 'deactivate' ? 'deactivating' : 'open';
}
