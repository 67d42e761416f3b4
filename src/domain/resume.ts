import type { Actor } from './actor.ts';
import { countTrouble, isWaveOver } from './gate.ts';
import { waveCount } from './plan.ts';
import { isOrderedBack } from './switches.ts';
import type { Hold, Rollout, RolloutState } from './rollout.ts';

/** Holds that ask what to do about a wave and what went wrong in it: ending one is an answer, and so is ordering a retry. */
export const WAVE_HOLDS: readonly Hold['kind'][] = ['failure-limit', 'inconclusive', 'awaiting-promotion'];

/** Also where a person's hold, or a stop, took the place of such a one. */
function asksAboutWave({ kind, facts }: Hold): boolean {
  return WAVE_HOLDS.some((asking) => asking === kind || asking === facts['over']);
}

/**
 * A person ends a hold knowing why it was set: where it asked about a wave, failures up to now are accepted, and a wave that the gate
 * would not promote is promoted in that person's name. What went wrong during any other hold nobody was asked about: it is judged now.
 * Trouble that persists (drift, a switch that fails) is found again at the next look and holds again.
 */
export function settleHold(state: RolloutState, actor: Actor): RolloutState {
  const { rollout, targets } = state;
  const isAnswer = rollout.hold !== null && asksAboutWave(rollout.hold);
  const acceptedFailures = isAnswer ? countTrouble(targets) : rollout.acceptedFailures;
  const next = { ...takeOver(rollout, actor), hold: null, acceptedFailures };
  return { ...state, rollout: mayPromote(state, rollout.wave) ? promoteOpenVerdict(next, actor) : next };
}

/** Nobody answers for a rollout again after having lost the role in which they did: that is for somebody else to take over. */
export function isOwnLoss({ hold, sponsor, plan }: Rollout, actor: Actor): boolean {
  return hold?.kind === 'role-lost' && [sponsor?.id, plan.requestedBy.id].includes(actor.id);
}

/** Who resumes after the requester lost the role answers for it from here; a refused switch is asked about once more. */
function takeOver(rollout: Rollout, actor: Actor): Rollout {
  const taken = rollout.hold?.kind === 'role-lost' ? { ...rollout, sponsor: actor } : rollout;
  return goOn(taken, actor);
}

/** Somebody has it go on: what a yes to the switch was worth until now is over where policies were ordered back since. */
export function goOn(rollout: Rollout, actor: Actor): Rollout {
  const next = askGoLiveAgain(rollout);
  return next.switches.some(isOrderedBack) ? { ...next, wantedAgainBy: actor } : next;
}

/**
 * A no to the switch holds the rollout: once nothing holds it any more, it has to be asked again, or it would wait for ever. A yes is
 * spent once policies that were switched on it are ordered back: what failed goes live again only on a new one.
 */
function askGoLiveAgain(rollout: Rollout): Rollout {
  const decision = rollout.goLive?.vote?.decision;
  const isSpent = decision === 'rejected' || (decision === 'approved' && rollout.switches.some(isOrderedBack));
  if (!isSpent) return rollout;
  const { goLive: _spent, ...asked } = rollout;
  return asked;
}

/**
 * Whether a person may promote this wave: it is the open one, the gate has judged it and left it open, and nothing of it has been
 * taken up again since (a retry is waited for, and judged anew).
 */
export function mayPromote({ rollout, targets }: RolloutState, wave: number): boolean {
  const open = rollout.verdicts.some((verdict) => verdict.wave === wave && verdict.promotedBy === null);
  return open && rollout.wave === wave && isWaveOver(targets, wave);
}

function promoteOpenVerdict(rollout: Rollout, actor: Actor): Rollout {
  const open = rollout.verdicts.find((verdict) => verdict.wave === rollout.wave && verdict.promotedBy === null);
  if (!open) return rollout;
  const verdicts = rollout.verdicts.map((verdict) => (verdict === open ? { ...verdict, promotedBy: actor } : verdict));
  return { ...rollout, verdicts, wave: Math.min(rollout.wave + 1, Math.max(0, waveCount(rollout.plan) - 1)) };
}
