import type { Actor } from './actor.ts';
import { accept, refusal, refuse } from './refusal.ts';
import type { Result } from './refusal.ts';
import { settleHold } from './resume.ts';
import type { Hold, LineStop, Rollout, RolloutState } from './rollout.ts';
import type { Sighted } from './sight.ts';
import type { Instant } from './time.ts';

/** How often one owner may stop one rollout; after that somebody has to talk with them. */
export const MAX_OWNER_STOPS = 3;

/** Somebody who stops the line: in what capacity, and for which Cloud PC of theirs ('' for admins and approvers). */
export interface Stopper {
  readonly actor: Actor;
  readonly as: LineStop['as'];
  readonly cloudPcName: string;
  readonly reason: string;
}

/** Whether an owner of a Cloud PC stopped the line, and so whether its reason is in their own words. */
export function isOwnersStop({ kind, facts }: Hold): boolean {
  return kind === 'line-stopped' && facts['as'] === 'owner';
}

/** Nothing new can be stopped once a rollout is over; before that anybody who is affected may. */
export function mayStopLine({ aborted, completedAt, expiredAt, approval }: Rollout): boolean {
  return !aborted && !completedAt && !expiredAt && approval?.decision !== 'rejected';
}

/**
 * Stops every new start of the rollout, whatever softer hold there was. Who has stopped it already changes nothing by doing so again;
 * another person's stop is kept beside the first, and puts aside a resume that was asked for before it.
 */
export function stopLine(state: RolloutState, by: Stopper, now: Instant): Result<RolloutState> {
  const { rollout } = state;
  const reason = by.reason.trim();
  if (reason === '') return refuse(refusal('reason-missing'));
  if (!mayStopLine(rollout)) return refuse(refusal('rollout-ended'));
  if (openStops(rollout).some((stop) => stop.by.id === by.actor.id)) return accept(state);
  if (by.as === 'owner' && countStops(rollout, by.actor.id) >= MAX_OWNER_STOPS)
    return refuse(refusal('stops-used-up', { count: MAX_OWNER_STOPS, whom: rollout.plan.requestedBy.name }));
  const stop: LineStop = { by: by.actor, as: by.as, at: now, reason, ended: null };
  const stops = [...(rollout.stops ?? []), stop];
  return accept({ ...state, rollout: { ...rollout, stops, hold: holdOf(rollout, by, { reason, now }) } });
}

/** One person asks to go on, with what they found; it only counts as asked. Asking again keeps the first, with the newest words. */
export function askResume(
  state: RolloutState,
  ask: { readonly actor: Actor; readonly found: string; readonly now: Instant },
): Result<RolloutState> {
  const { hold } = state.rollout;
  if (hold?.kind !== 'line-stopped') return refuse(refusal('not-held'));
  const found = ask.found.trim();
  if (found === '') return refuse(refusal('reason-missing'));
  const open = hold.resumeAsked;
  if (open && open.by.id !== ask.actor.id) return accept(state);
  if (open?.found === found) return accept(state);
  const resumeAsked = { by: ask.actor, at: open?.at ?? ask.now, found };
  return accept({ ...state, rollout: { ...state.rollout, hold: { ...hold, resumeAsked } } });
}

/**
 * The second person: an approver who neither asked nor stopped, and who answers exactly the ask that their card showed. Ends every
 * stop and goes on as after any hold.
 */
export function confirmResume(
  state: RolloutState,
  answer: Sighted & {
    readonly actor: Actor;
    readonly isApprover: boolean;
    readonly askedAt: Instant;
    readonly found: string;
    readonly now: Instant;
  },
): Result<RolloutState> {
  const { rollout } = state;
  const { actor, now, seen, seenAs = 'drawn' } = answer;
  if (!answer.isApprover) return refuse(refusal('not-an-approver'));
  const asked = rollout.hold?.kind === 'line-stopped' ? rollout.hold.resumeAsked : undefined;
  if (asked?.at !== answer.askedAt || asked.found !== answer.found) return refuse(refusal('resume-not-asked'));
  if (asked.by.id === actor.id) return refuse(refusal('own-resume'));
  if (openStops(rollout).some((stop) => stop.by.id === actor.id)) return refuse(refusal('own-stop'));
  const sight = seen === undefined ? {} : { seen, seenAs };
  const ended = { askedBy: asked.by, found: asked.found, by: actor, at: now, ...sight };
  const stops = (rollout.stops ?? []).map((stop) => (stop.ended ? stop : { ...stop, ended }));
  return accept(settleHold({ ...state, rollout: { ...rollout, stops } }, actor));
}

/** Stops that nobody has ended. */
export function openStops({ stops = [] }: Pick<Rollout, 'stops'>): readonly LineStop[] {
  return stops.filter((stop) => stop.ended === null);
}

function countStops({ stops = [] }: Rollout, personId: string): number {
  return stops.filter((stop) => stop.as === 'owner' && stop.by.id === personId).length;
}

function holdOf(rollout: Rollout, by: Stopper, what: { readonly reason: string; readonly now: Instant }): Hold {
  const { hold } = rollout;
  if (hold?.kind === 'line-stopped') {
    const { resumeAsked: _aside, ...first } = hold;
    return { ...first, facts: { ...first.facts, also: by.actor.name } };
  }
  const cloudPc = by.cloudPcName === '' ? {} : { cloudPc: by.cloudPcName };
  const facts = { as: by.as, ...cloudPc, ...(hold ? { over: hold.kind } : {}) };
  return { kind: 'line-stopped', by: by.actor, since: what.now, reason: what.reason, facts };
}
