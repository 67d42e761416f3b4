import { CALL_AHEAD_MINUTES, SNOOZE_MINUTES } from '../domain/defaults.ts';
import { isCalled } from '../domain/calls.ts';
import { postponementsLeft } from '../domain/dates.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Refusal, Result } from '../domain/refusal.ts';
import { isLive } from '../domain/rollout.ts';
import { isWithoutRoom, listOffered, offerSlots } from '../domain/slots.ts';
import { attemptUnderWay, deadlineOf, forgetCall, isFinished } from '../domain/target.ts';
import type { Target } from '../domain/target.ts';
import { earliest, isBefore, latest, plusMinutes } from '../domain/time.ts';
import type { Instant } from '../domain/time.ts';
import type { Slot } from '../domain/window.ts';
import type { LockedTarget } from './ports-store.ts';

/**
 * To a date that was offered: inside the window, with room, before the deadline. A later one uses up a postponement, a sooner one does
 * not. Asked under the rollout's lock, so that two people cannot take the last place of a date.
 */
export function chooseDate(locked: LockedTarget, slotStartAt: string, now: Instant): Result<Target> {
  const { rollout, target, taken } = locked;
  const closed = explainClosed(locked);
  if (closed) return refuse(closed);
  if (isCalled(target)) return refuse(refusal('last-call-made'));
  const ask = { now, wave: rollout.wave, taken };
  const offered = listOffered(offerSlots(target, rollout.plan, ask));
  const slot = offered.find((candidate) => candidate.startAt === slotStartAt);
  if (slot) return accept(moveTo(target, slot, now));
  if (slotStartAt === target.slot.startAt) return accept(target);
  if (postponementsLeft(target, rollout.plan) <= 0)
    return refuse(refusal('no-postponement-left', { deadline: deadlineOf(target, rollout.plan) }));
  if (isWithoutRoom(target, rollout.plan, { ...ask, startAt: slotStartAt })) return refuse(refusal('slot-full'));
  return offered.length === 0
    ? refuse(refusal('no-postponement-left', { deadline: deadlineOf(target, rollout.plan) }))
    : refuse(refusal('slot-not-offered'));
}

function moveTo(target: Target, slot: Slot, now: Instant): Target {
  const isLater = isBefore(target.slot.startAt, slot.startAt);
  const moved: Target = {
    ...forgetCall(target),
    slot,
    told: target.told ? { ...target.told, slotAt: now, slot } : null,
    ownDate: true,
    notBefore: null,
    waitingFor: [],
  };
  return isLater ? { ...moved, postponements: target.postponements + 1, deferredAt: target.deferredAt ?? now } : moved;
}

/**
 * Half an hour more, from now or from the start of the date, again and again until the deadline. What is not begun then waits for it,
 * whatever was about to happen.
 */
export function snooze(locked: LockedTarget, now: Instant): Result<Target> {
  const { rollout, target } = locked;
  const closed = explainClosed(locked);
  if (closed) return refuse(closed);
  if (isBefore(now, plusMinutes(target.slot.startAt, -CALL_AHEAD_MINUTES))) return refuse(refusal('snooze-too-early'));
  const deadlineAt = deadlineOf(target, rollout.plan);
  if (!isBefore(now, deadlineAt)) return refuse(refusal('deadline-passed', { deadline: deadlineAt }));
  const from = latest([now, target.slot.startAt]) ?? now;
  const until = earliest([plusMinutes(from, SNOOZE_MINUTES), deadlineAt]) ?? from;
  const snoozedUntil = latest([until, target.snoozedUntil ?? until]) ?? until;
  return accept({ ...forgetCall(target), snoozedUntil, notBefore: null, waitingFor: [] });
}

/**
 * The owner's word that they have signed out, at a last call where the tenant cannot say. It holds for that call: when a start is looked
 * at anew, it is asked anew.
 */
export function saySignedOut(locked: LockedTarget): Result<Target> {
  const closed = explainClosed(locked);
  if (closed) return refuse(closed);
  const { target } = locked;
  if (target.call?.session !== 'unknown') return refuse(refusal('no-sign-out-asked'));
  return accept({ ...target, call: { ...target.call, saysSignedOut: true }, notBefore: null });
}

function explainClosed({ rollout, target }: LockedTarget): Refusal | undefined {
  if (!isLive(rollout)) return refusal('rollout-ended');
  if (attemptUnderWay(target)) return refusal('already-started');
  return isFinished(target) ? refusal('already-done') : undefined;
}
