import { openException } from './appeal.ts';
import { CALL_AHEAD_MINUTES, CALL_VALID_MINUTES, LAST_CALL_MINUTES } from './defaults.ts';
import { explainUnproven } from './evidence.ts';
import type { Plan } from './plan.ts';
import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { isLive } from './rollout.ts';
import type { RolloutState } from './rollout.ts';
import { attemptUnderWay, deadlineOf, isFinished, wasCalled } from './target.ts';
import type { SessionCall } from './session-call.ts';
import type { Target } from './target.ts';
import { isBefore, latest, minutesBetween, plusMinutes } from './time.ts';
import type { Instant } from './time.ts';

/** Refusals of a start that a session stood behind. */
const SESSION_CODES = ['signed-in', 'session-unknown'];

interface CallTerms {
  readonly deadlineAt: Instant;
  readonly now: Instant;
  /** The tenant does not say who is signed in: then a last call counts for a limited time only. */
  readonly isUnknown?: boolean;
}

/**
 * The earliest start that a last call has to be for: the date, or the end of the time the owner asked for, or the deadline once that
 * is near, because it alone may end a session. Where a session may be ended, known or not, an old call (of before a hold, say) counts
 * no longer.
 */
export function callFor(target: Target, terms: CallTerms): Instant {
  const { slot, snoozedUntil, lastCallAt } = target;
  const { deadlineAt, now, isUnknown } = terms;
  const nearDeadline = !isBefore(now, plusMinutes(deadlineAt, -CALL_AHEAD_MINUTES));
  const mayEndSession = isUnknown === true || !isBefore(now, deadlineAt);
  const isSpent = mayEndSession && lastCallAt !== null && minutesBetween(lastCallAt, now) > CALL_VALID_MINUTES;
  const moments = [
    slot.startAt,
    ...(snoozedUntil === undefined ? [] : [snoozedUntil]),
    ...(nearDeadline ? [deadlineAt] : []),
    ...(isSpent ? [plusMinutes(lastCallAt, CALL_VALID_MINUTES)] : []),
  ];
  return latest(moments) ?? slot.startAt;
}

/** From here on even a session does not keep the Cloud PC from being rebuilt. */
export function isFinalCall(call: Pick<SessionCall, 'for'>, deadlineAt: Instant): boolean {
  return !isBefore(call.for, deadlineAt);
}

/** The owner was called for the date that stands now, or is being called. */
export function isCalled(target: Target): boolean {
  const { call, slot } = target;
  const isBeing = call !== undefined && call.session !== 'not-signed-in' && !isBefore(call.for, slot.startAt);
  return isBeing || wasCalled(target);
}

/** Whose session is to be looked at now, because their Cloud PC may be rebuilt within a quarter of an hour. */
export function listCallsDue({ rollout, targets }: RolloutState, now: Instant): readonly Target[] {
  if (!isLive(rollout) || rollout.hold) return [];
  return targets.filter((target) => isCallDue(target, now, { plan: rollout.plan, wave: rollout.wave }));
}

function isCallDue(target: Target, now: Instant, { plan, wave }: { plan: Plan; wave: number }): boolean {
  if (isBefore(now, plusMinutes(target.slot.startAt, -CALL_AHEAD_MINUTES)) || !isBefore(now, target.slot.endAt))
    return false;
  if (isFinished(target) || attemptUnderWay(target) || target.planned.wave > wave) return false;
  if (target.helpAsked || openException(target)) return false;
  if (target.told?.slot.startAt !== target.slot.startAt || !isUncalled(target, plan, now)) return false;
  return explainUnproven(target, plan, now).length === 0;
}

function isUncalled(target: Target, plan: Plan, now: Instant): boolean {
  const { call } = target;
  const stoodInTheWay = target.waitingFor.some(({ code }) => SESSION_CODES.includes(code));
  const isUnknown = target.waitingFor.some(({ code }) => code === 'session-unknown');
  const start = callFor(target, { deadlineAt: deadlineOf(target, plan), now, isUnknown });
  if (isBefore(now, plusMinutes(start, -CALL_AHEAD_MINUTES))) return false;
  if (!call) return !wasCalled(target, start);
  return call.for < start || (stoodInTheWay && isOutdated(call, now));
}

/** What was seen directly before a start. */
interface SeenNow {
  readonly session: SessionCall['session'];
  readonly isAway: boolean;
  readonly now: Instant;
}

/**
 * Why a session keeps a Cloud PC from being wiped. After the deadline, or where the tenant does not say and the person seems gone, they
 * must have had the last call for this very start for a quarter of an hour: not knowing never passes by itself, and a call that only
 * asked whether it suits ends no session. Whom Teams showed as away at the call may have come back: it is asked again now.
 */
export function explainSession(target: Target, plan: Plan, { session, isAway, now }: SeenNow): readonly Refusal[] {
  if (session === 'not-signed-in') return [];
  const deadlineAt = deadlineOf(target, plan);
  const pastDeadline = !isBefore(now, deadlineAt);
  const since = callFor(target, { deadlineAt, now, isUnknown: session === 'unknown' });
  const calledLongEnough =
    wasCalled(target, since) && !isBefore(now, plusMinutes(target.lastCallAt, LAST_CALL_MINUTES));
  const witness = witnessOfAbsence(target.call);
  const isQuiet = session === 'unknown' && (witness === 'said' || (witness === 'away' && isAway));
  if (calledLongEnough && (pastDeadline || isQuiet)) return [];
  return [refusal(session === 'signed-in' ? 'signed-in' : 'session-unknown')];
}

/** Who says that the owner is gone, where the tenant did not say who is signed in: they themselves, or Teams. */
export function witnessOfAbsence(call: SessionCall | undefined): 'said' | 'away' | undefined {
  if (call?.session !== 'unknown') return undefined;
  if (call.saysSignedOut) return 'said';
  return call.isAway ? 'away' : undefined;
}

/** Teams showed them as away when they were called, and does not any more: they are called again, a quarter of an hour after that. */
export function noteBack(target: Target): Target {
  return target.call?.isAway ? { ...target, call: { ...target.call, isAway: false } } : target;
}

/** What was seen no longer explains why nothing started: nobody was there, or a quarter of an hour ago it could not be told. */
function isOutdated(call: SessionCall, now: Instant): boolean {
  if (call.session === 'not-signed-in') return true;
  return call.session === 'unknown' && !witnessOfAbsence(call) && minutesBetween(call.at, now) >= LAST_CALL_MINUTES;
}

/** When a session is to be looked at next, moments that have passed left out. */
export function nextCallTimes(target: Target, plan: Plan): readonly Instant[] {
  const { slot, snoozedUntil } = target;
  return [slot.startAt, ...(snoozedUntil === undefined ? [] : [snoozedUntil]), deadlineOf(target, plan)]
    .filter((at) => !isBefore(at, slot.startAt) && isBefore(at, slot.endAt))
    .map((at) => plusMinutes(at, -CALL_AHEAD_MINUTES));
}

/** What was seen, on the target. Nobody there: what a session stood in the way of may be tried again at once. */
export function noteCall(
  target: Target,
  seen: Pick<SessionCall, 'session' | 'inCall' | 'isAway'>,
  ask: { readonly plan: Plan; readonly now: Instant },
): Target {
  const deadlineAt = deadlineOf(target, ask.plan);
  const isUnknown = target.waitingFor.some(({ code }) => code === 'session-unknown');
  const call: SessionCall = { for: callFor(target, { deadlineAt, now: ask.now, isUnknown }), at: ask.now, ...seen };
  if (seen.session !== 'not-signed-in') return { ...target, call };
  const waitingFor = target.waitingFor.filter(({ code }) => !SESSION_CODES.includes(code));
  return { ...target, call, waitingFor, notBefore: waitingFor.length === 0 ? null : target.notBefore };
}
