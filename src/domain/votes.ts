import type { Actor } from './actor.ts';
import { DEFAULT_QUORUM, EXPEDITE_QUORUM } from './defaults.ts';
import type { RolloutRequest } from './request.ts';
import type { Rollout } from './rollout.ts';

/** How many different people must say yes; what cannot wait needs two at least, whatever was asked for. */
export function quorumOf({ quorum, expedite }: Pick<RolloutRequest, 'quorum' | 'expedite'>): number {
  return Math.max(1, quorum ?? DEFAULT_QUORUM, expedite ? EXPEDITE_QUORUM : 1);
}

/**
 * The different people who said yes to the plan of this hash, the requester never among them. A rollout that was approved before votes
 * were kept has one voter: who approved it.
 */
export function listVoters(rollout: Rollout, hash: string): readonly Actor[] {
  const votes = rollout.votes ?? (rollout.approval ? [rollout.approval] : []);
  const yes = votes.filter(
    ({ decision, hash: of, by }) =>
      decision === 'approved' && of === hash && by.id !== rollout.plan.requestedBy.id && by.id !== '',
  );
  return [...new Map(yes.map(({ by }) => [by.id, by])).values()];
}

/** Whether enough different people approved the plan of this hash. */
export function hasQuorum(rollout: Rollout, hash: string): boolean {
  return listVoters(rollout, hash).length >= quorumOf(rollout.plan.request);
}
