import { SNOOZE_MINUTES } from './defaults.ts';
import { forgetCall } from './target.ts';
import type { Target } from './target.ts';
import { isBefore, latest, plusMinutes } from './time.ts';
import type { Instant } from './time.ts';

/**
 * What stood in the way by its owner's wish (a call for help, a request) was ended by somebody else while the date is near or running:
 * nothing starts for half an hour, and a last call of before counts no longer.
 */
export function giveTime(target: Target, now: Instant): Target {
  const until = plusMinutes(now, SNOOZE_MINUTES);
  if (!isBefore(target.slot.startAt, until)) return target;
  return { ...forgetCall(target), snoozedUntil: latest([until, target.snoozedUntil ?? until]) ?? until };
}
