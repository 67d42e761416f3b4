import type { Actor } from './actor.ts';
import { explainNoRole, toVote } from './approval.ts';
import type { Answer } from './approval.ts';
import { GO_LIVE_ASK_MINUTES } from './defaults.ts';
import { accept, refusal, refuse } from './refusal.ts';
import type { Refusal, Result } from './refusal.ts';
import { isLive } from './rollout.ts';
import { isOrderedBack } from './switches.ts';
import type { GoLive, Hold, Rollout, RolloutState } from './rollout.ts';
import { isFinished } from './target.ts';
import { earliest, isBefore, minutesBetween, plusMinutes } from './time.ts';
import type { Instant } from './time.ts';

/**
 * Whether the switch of the policies needs an approval of its own: where the plan says so, and in every plan once policies were ordered
 * back. Somebody saw that the new image fails: no single person makes it the image of everybody again.
 */
export function needsGoLive({ plan, goLive, switches }: Rollout): boolean {
  return plan.request.goLive === 'separate' || goLive !== undefined || switches.some(isOrderedBack);
}

/**
 * Why the policies may not be switched, and so nothing wiped: where the switch needs an approval of its own, it must be a yes by
 * somebody else than the requester, to the plan of this very hash.
 */
export function explainNotLive(rollout: Rollout, hash: string): readonly Refusal[] {
  if (!needsGoLive(rollout)) return [];
  const vote = rollout.goLive?.vote;
  if (!vote) return [refusal('go-live-open')];
  if (vote.decision !== 'approved') return [refusal('go-live-refused')];
  if (vote.hash !== hash || vote.hash !== rollout.hash) return [refusal('plan-changed')];
  if (vote.by.id === rollout.wantedAgainBy?.id) return [refusal('own-switch')];
  return vote.by.id === rollout.plan.requestedBy.id || vote.by.id === '' ? [refusal('own-approval')] : [];
}

/** Whether a switch that was intended may still be sent: nothing was held, ended, ordered back or taken back since. */
export function maySwitchOn(rollout: Rollout, policyId: string): boolean {
  const one = rollout.switches.find((candidate) => candidate.policyId === policyId);
  if (one?.wanted !== 'after' || rollout.hold || !isLive(rollout)) return false;
  return explainNotLive(rollout, rollout.hash).length === 0;
}

/** The date for which go-live is to be asked next, and from when; undefined when there is nothing to ask. */
export function nextGoLive(state: RolloutState): { readonly askFor: Instant; readonly from: Instant } | undefined {
  const { rollout, targets } = state;
  if (!needsGoLive(rollout) || !mayAsk(rollout)) return undefined;
  const open = targets.filter((target) => !isFinished(target) && target.planned.wave <= rollout.wave);
  const askFor = earliest(open.map((target) => target.slot.startAt));
  if (!askFor || rollout.goLive?.askedFor === askFor) return undefined;
  return { askFor, from: plusMinutes(askFor, -GO_LIVE_ASK_MINUTES) };
}

function mayAsk(rollout: Rollout): boolean {
  return isLive(rollout) && !rollout.hold && !rollout.goLive?.vote;
}

/** Where the date of the question has begun already, whoever did not answer is reminded after this. */
const REMIND_WHEN_LATE_MINUTES = 60;

/** When those who did not answer are reminded, and their deputies asked: once, half-way to the date; undefined when they were. */
export function goLiveReminderAt({ rollout }: RolloutState): Instant | undefined {
  const { goLive } = rollout;
  if (!goLive || goLive.reminded || !mayAsk(rollout)) return undefined;
  const left = minutesBetween(goLive.askedAt, goLive.askedFor);
  return plusMinutes(goLive.askedAt, left > 0 ? left / 2 : REMIND_WHEN_LATE_MINUTES);
}

/** When somebody is to be asked about the switch, or reminded; undefined when nobody is. */
export function goLiveAskAt(state: RolloutState): Instant | undefined {
  return earliest([nextGoLive(state)?.from, goLiveReminderAt(state)].filter((at) => at !== undefined));
}

/** Asked for the date that is due; undefined when it has been. */
export function askGoLive(state: RolloutState, now: Instant): GoLive | undefined {
  const next = nextGoLive(state);
  return next && !isBefore(now, next.from) ? { askedFor: next.askFor, askedAt: now, vote: null } : undefined;
}

/** The reminder of a question that nobody answered, on record; undefined when none is due. */
export function remindOfGoLive(state: RolloutState, deputies: readonly Actor[], now: Instant): GoLive | undefined {
  const at = goLiveReminderAt(state);
  const { goLive, plan } = state.rollout;
  if (!goLive || !at || isBefore(now, at)) return undefined;
  const asked = deputies.filter(({ id }) => id !== plan.requestedBy.id);
  return { ...goLive, reminded: { askedAt: now, asked } };
}

/**
 * An answer about the switch alone: same rules as for the plan, one yes is enough, and a deputy may give it who was asked about either.
 * Where policies were put back, the yes is not of the one who had it go on all the same.
 * A no puts the rollout on hold; whoever resumes it has it asked once more.
 */
export function takeGoLive({ rollout }: RolloutState, answer: Answer): Result<Rollout> {
  const deputies = rollout.goLive?.reminded ?? rollout.deputies;
  const reason =
    explainNoRole({ ...rollout, ...(deputies ? { deputies } : {}) }, answer) ?? explainNoGoLive(rollout, answer);
  if (reason) return refuse(reason);
  const goLive = rollout.goLive;
  if (!goLive) return refuse(refusal('go-live-not-due'));
  const vote = toVote(answer);
  const next = { ...rollout, goLive: { ...goLive, vote } };
  if (vote.decision === 'approved' || rollout.hold) return accept(next);
  const hold: Hold = { kind: 'go-live-refused', by: vote.by, since: vote.at, reason: vote.comment, facts: {} };
  return accept({ ...next, hold });
}

function explainNoGoLive(rollout: Rollout, { by, decision, requesterIsAdmin, hash }: Answer): Refusal | undefined {
  if (decision === 'approved' && by.id === rollout.wantedAgainBy?.id) return refusal('own-switch');
  if (requesterIsAdmin === false) return refusal('requester-lost-role', { by: rollout.plan.requestedBy.name });
  if (hash !== rollout.hash) return refusal('plan-changed', { revision: rollout.plan.revision });
  if (rollout.aborted) return refusal('aborted');
  if (rollout.completedAt) return refusal('completed');
  if (!isLive(rollout)) return refusal('not-approved');
  if (!rollout.goLive) return refusal('go-live-not-due');
  return rollout.goLive.vote ? refusal('already-decided', { by: rollout.goLive.vote.by.name }) : undefined;
}
