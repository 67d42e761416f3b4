import type { Plan } from './plan.ts';
import type { Instant } from './time.ts';

/** Where the switch of one policy stands. */
export interface SwitchState {
  readonly policyId: string;
  readonly policyName: string;
  readonly wanted: 'before' | 'after';
  readonly seen: 'before' | 'after' | 'other' | 'unknown';
  readonly intentAt: Instant | null;
  readonly doneAt: Instant | null;
  readonly detail: string;
  /** The way back was refused for good, or the policy could not be found: it is not tried again until a person orders it anew. */
  readonly gaveUpAt?: Instant | null;
}

/** A rollout, as far as its policies go. */
interface Switched {
  readonly plan: Pick<Plan, 'switches'>;
  readonly switches: readonly SwitchState[];
}

/**
 * Policies are wanted as they were before. What a look has seen of them until now says nothing of a call that is still on its way: the
 * policy is read again first. One that named the new image before the plan did has no way to go.
 */
export function orderBack<R extends Switched>(rollout: R, which: (one: SwitchState) => boolean = () => true): R {
  const hasWay = ({ policyId }: SwitchState) => {
    const change = rollout.plan.switches.find((candidate) => candidate.policyId === policyId);
    return change !== undefined && change.before.imageId !== change.after.imageId;
  };
  const back = (one: SwitchState): SwitchState => ({
    ...one,
    wanted: 'before',
    gaveUpAt: null,
    ...(one.intentAt ? { seen: 'unknown' as const } : {}),
  });
  return { ...rollout, switches: rollout.switches.map((one) => (which(one) && hasWay(one) ? back(one) : one)) };
}

/** A way back was ordered after a call went out for this policy; a policy that was never called is not on its way back. */
export function isOrderedBack({ wanted, intentAt }: SwitchState): boolean {
  return wanted === 'before' && intentAt !== null;
}
