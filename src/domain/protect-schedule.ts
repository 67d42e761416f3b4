import type { CopyState } from './copy.ts';
import { OPEN_MINUTES } from './defaults.ts';
import { COPY_AHEAD_MINUTES, COPY_MAX_AGE_MINUTES, isFor, lastWipeAt, newestChangeAt } from './protect.ts';
import { isLive } from './rollout.ts';
import type { RolloutState } from './rollout.ts';
import { attemptUnderWay, isFinished, isWiped } from './target.ts';
import type { Target } from './target.ts';
import { earliest, isBefore, latest, minutesBetween, plusMinutes } from './time.ts';
import type { Instant } from './time.ts';

/** An order that went wrong is repeated after this long, and this often at most for one date. */
const AGAIN_MINUTES = 30;
export const COPY_TRIES = 3;
/** While a copy is on its way it is looked for this often; after three hours it is late anyway, and looked for every hour. */
const READ_EVERY_MINUTES = 15;
const LATE_AFTER_MINUTES = 180;
const READ_LATE_MINUTES = 60;

/** Whose copy must be ordered now, and whose must be looked for. */
export interface CopiesDue {
  readonly order: readonly Target[];
  readonly read: readonly Target[];
}

export function listCopiesDue(state: RolloutState, now: Instant): CopiesDue {
  const watched = state.targets.filter((target) => isWatched(state, target));
  const isDue = (at: Instant | undefined) => at !== undefined && !isBefore(now, at);
  return {
    order: watched.filter((target) => isDue(nextOrderAt(state, target)) && isBefore(now, target.slot.endAt)),
    read: watched.filter((target) => isDue(nextReadAt(target))),
  };
}

/** When something about copies is due next, now included; undefined when nothing is. */
export function nextCopyAt(state: RolloutState): Instant | undefined {
  const watched = state.targets.filter((target) => isWatched(state, target));
  const orders = watched.flatMap((target) => {
    const at = nextOrderAt(state, target);
    return at !== undefined && isBefore(at, target.slot.endAt) ? [at] : [];
  });
  return earliest([...orders, ...watched.flatMap((target) => nextReadAt(target) ?? [])]);
}

/** Ordered, perhaps, and not settled: nothing else may be ordered for this Cloud PC. */
export function isCopyOnItsWay({ copy }: Target): boolean {
  return copy !== undefined && ['wanted', 'ordered', 'seen', 'unconfirmed'].includes(copy.state);
}

/** Waves after the next one wait: their dates mostly move. Nobody's Cloud PC is copied before they were told of the date. */
function isWatched({ rollout }: RolloutState, target: Target): boolean {
  if (!rollout.plan.request.protection || !isLive(rollout) || rollout.hold) return false;
  if (target.planned.wave > rollout.wave + 1 || target.told?.slot.startAt !== target.slot.startAt) return false;
  return !isFinished(target) && !attemptUnderWay(target) && !isWiped(target) && target.helpAsked === null;
}

function nextOrderAt({ rollout }: RolloutState, target: Target): Instant | undefined {
  const rule = rollout.plan.request.protection;
  const { copy, told } = target;
  if (!rule || !told || (isCopyOnItsWay(target) && !isOfFormerDate(target))) return undefined;
  const from = latestOf(plusMinutes(target.slot.startAt, -COPY_AHEAD_MINUTES), told.slotAt);
  if (!copy || !isFor(copy, rule)) return from;
  return copy.state === 'ready' ? renewAt(target, copy, from) : againAt(target, copy, from);
}

/** Its point is listed, so the order is settled, but what it waits for came too late: the next date gets another. */
function isOfFormerDate({ copy, slotRevision }: Target): boolean {
  return copy !== undefined && ['seen', 'unconfirmed'].includes(copy.state) && copy.slotRevision !== slotRevision;
}

/** What may have taken effect and left no trace is not repeated for the same date: a late point would be overwritten. */
function againAt(target: Target, copy: CopyState, from: Instant): Instant | undefined {
  if (copy.slotRevision !== target.slotRevision) return latestOf(from, plusMinutes(copy.orderedAt, AGAIN_MINUTES));
  if (copy.trouble === 'no-trace' || copy.tries >= COPY_TRIES) return undefined;
  return latestOf(from, plusMinutes(copy.readAt ?? copy.answeredAt ?? copy.orderedAt, AGAIN_MINUTES));
}

/** A good copy is taken anew when it would be too old at the date, misses a change, or is of before a wipe. */
function renewAt(target: Target, copy: CopyState, from: Instant): Instant | undefined {
  if (copy.slotRevision === target.slotRevision && copy.tries >= COPY_TRIES) return undefined;
  if (!copy.createdAt) return from;
  const wipedAt = lastWipeAt(target);
  if (wipedAt && isBefore(copy.createdAt, wipedAt)) return from;
  const changedAt = newestChangeAt(target);
  if (changedAt && isBefore(copy.createdAt, changedAt)) return latestOf(from, target.proof?.report?.at ?? from);
  return renewByAge(target.slot, plusMinutes(copy.createdAt, COPY_MAX_AGE_MINUTES), from);
}

function renewByAge(slot: Target['slot'], staleAt: Instant, from: Instant): Instant | undefined {
  if (isBefore(staleAt, slot.startAt)) return from;
  return isBefore(staleAt, slot.endAt) ? plusMinutes(staleAt, 1) : undefined;
}

function nextReadAt(target: Target): Instant | undefined {
  const { copy } = target;
  if (!copy || !isCopyOnItsWay(target)) return undefined;
  if (copy.readAt) {
    const isLate = minutesBetween(copy.orderedAt, copy.readAt) >= LATE_AFTER_MINUTES;
    return plusMinutes(copy.readAt, isLate ? READ_LATE_MINUTES : READ_EVERY_MINUTES);
  }
  return plusMinutes(copy.orderedAt, copy.state === 'wanted' ? OPEN_MINUTES : READ_EVERY_MINUTES);
}

function latestOf(a: Instant, b: Instant): Instant {
  return latest([a, b]) ?? a;
}
