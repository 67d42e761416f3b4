import type { Actor } from '../domain/actor.ts';
import type { Result } from '../domain/refusal.ts';
import type { ReachView } from '../domain/view-reach.ts';

/** Who was told, and trying once more with those who were not. */
export interface ReachCommands {
  /** The ledger of a rollout: numbers, and the names of those who were not reached. For admins and approvers. */
  viewReach(actor: Actor, rolloutId?: string): Promise<Result<ReachView>>;
  /** Tries those who were not reached once more, now. Who has the message gets no second one. Answers how many. Admins only. */
  retryReach(actor: Actor, rolloutId?: string): Promise<Result<{ readonly people: number }>>;
}
