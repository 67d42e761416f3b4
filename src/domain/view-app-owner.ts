import { isNewestCard, listAffected, listMark, refusedBefore } from './app-owner-list.ts';
import { filesOf } from './app-owners.ts';
import type { AppCard } from './app-owners.ts';
import { isLive } from './rollout.ts';
import type { RolloutState } from './rollout.ts';
import type { Target } from './target.ts';
import { titleOf } from './view-plan.ts';
import type { AppOwnerView } from './views-app-owner.ts';

/** People that the card names; the others are a number. */
const NAMED = 20;
/** Paths that the card names, those on most Cloud PCs first. */
const PATHS = 5;

/** The card of one round of questions about a pattern, as it stands now; undefined when there is none of that number. */
export function viewAppCard(state: RolloutState, index: number, personId: string | null): AppOwnerView | undefined {
  const { rollout } = state;
  const card = rollout.appCards?.[index];
  if (!card) return undefined;
  const { pattern, owner, answer } = card;
  const affected = listAffected(state, pattern);
  const refused = refusedBefore(rollout, index);
  return {
    kind: 'app-owner',
    rolloutId: rollout.id,
    card: index,
    list: listMark(affected, pattern),
    pattern,
    title: titleOf(rollout.plan),
    image: rollout.plan.image.name,
    ownerName: owner.name,
    requesterName: rollout.plan.requestedBy.name,
    viewer: personId === owner.id ? 'owner' : 'second',
    stage: stageOf(state, index, { card, affected: affected.length }),
    total: affected.length,
    found: listFound(affected, pattern),
    people: affected.slice(0, NAMED).map(({ planned, proof, slot }) => ({
      personName: planned.personName,
      cloudPcName: planned.cloudPcName,
      files: filesOf(proof, pattern).length,
      reportedAt: proof?.report?.at ?? '',
      slotAt: slot.startAt,
      zone: planned.zone,
    })),
    answer,
    ...(refused ? { refused } : {}),
  };
}

/** Everybody's profile is a folder of their own: what lies at the same place in it is one path. */
const PROFILE = /^([a-z]:\\users\\)(?!public\\)[^\\]+(?=\\)/i;

/** Where the files lie, and on how many Cloud PCs each; Windows knows no upper and lower case. */
function listFound(affected: readonly Target[], pattern: string): AppOwnerView['found'] {
  const places = affected.flatMap(({ proof }) => {
    const paths = filesOf(proof, pattern).map(({ path }) => path.replace(PROFILE, '$1…'));
    return [...new Map(paths.map((path) => [path.toLowerCase(), path])).values()];
  });
  const groups = [...Map.groupBy(places, (path) => path.toLowerCase()).values()];
  const paths = groups
    .map((same) => ({ path: same[0] ?? '', cloudPcs: same.length }))
    .sort((a, b) => b.cloudPcs - a.cloudPcs || a.path.localeCompare(b.path));
  return { total: paths.length, paths: paths.slice(0, PATHS) };
}

function stageOf(
  { rollout }: RolloutState,
  index: number,
  { card, affected }: { readonly card: AppCard; readonly affected: number },
): AppOwnerView['stage'] {
  if (card.answer?.second === 'refused') return 'disagreed';
  if (!isNewestCard(rollout, index)) return 'replaced';
  if (!isLive(rollout)) return 'over';
  if (affected === 0) return card.answer ? 'answered' : 'gone';
  if (card.answer?.second === 'needed') return 'needs-second';
  return card.answer?.answer === 'deactivate' ? 'deactivating' : 'open';
}
