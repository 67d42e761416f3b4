import type { Actor } from './actor.ts';
import type { ChecklistItem } from './request.ts';
import type { SeenAs } from './sight.ts';
import type { Instant } from './time.ts';
import type { Slot } from './window.ts';

/**
 * A request that somebody else decides: the owner's wish for a later date or to be left out, an admin's wish for a waiver. `no` counts
 * from 1 for each Cloud PC. `voided`: a later request has taken its place.
 */
export interface Appeal {
  readonly no: number;
  readonly kind: 'later' | 'leave-out' | 'waiver';
  readonly by: Actor;
  readonly at: Instant;
  readonly reason: string;
  readonly wish: Slot | null;
  readonly item: ChecklistItem | null;
  /** When those who decide were reminded of it; missing until they were. */
  readonly remindedAt?: Instant;
  readonly answer: {
    readonly decision: 'approved' | 'declined' | 'voided';
    readonly by: Actor;
    readonly at: Instant;
    readonly reason: string;
    /** Of the request that the decider's card showed. */
    readonly hash: string;
    /** The text of that card, shortened. */
    readonly seen: string;
    readonly seenAs?: SeenAs;
  } | null;
}

/** The owner's own request that still waits for its answer. While there is one, the Cloud PC is not touched. */
export function openException({
  appeals = [],
}: {
  readonly appeals?: readonly Appeal[] | undefined;
}): Appeal | undefined {
  return appeals.findLast((appeal) => appeal.kind !== 'waiver' && appeal.answer === null);
}
