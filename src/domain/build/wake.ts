import { earliest, plusMinutes } from '../time.ts';
import type { Instant } from '../time.ts';
import { WAITING_STEPS } from './build.ts';
import type { Build, BuildStep } from './build.ts';

/** A person who is waited for is reminded once a day. */
export const REMIND_MINUTES = 24 * 60;
/** After clean-up found nothing left, it looks once more: a worker that was stopped meanwhile may have made something. */
export const LAST_LOOK_MINUTES = 10;
/** Whether Windows 365 sees an image is asked again this often while it does not. */
export const VISIBLE_AGAIN_MINUTES = 10;

/**
 * Minutes between two looks. Azure lets a client ask for the state of one machine twelve times a minute and asks for patience
 * (learn.microsoft.com, compute throttling limits); what takes an hour is looked at less often.
 */
const LOOK_MINUTES: Partial<Record<BuildStep, number>> = { capture: 1, import: 5, sysprep: 0.5 };
const DEFAULT_LOOK_MINUTES = 0.25;
const GUEST_LOOK_MINUTES = 0.25;

/** When a build wants to be looked at next; null when it never does. */
export function buildWakeAt(build: Build, now: Instant): Instant | null {
  if (build.step === 'done') return wakeForHandover(build, now);
  const moments = [wakeForStep(build, now), wakeForGuest(build, now), wakeForHandover(build, now)];
  return earliest(moments.filter((at) => at !== null)) ?? null;
}

function wakeForStep(build: Build, now: Instant): Instant {
  if (build.trouble?.retryAt) return build.trouble.retryAt;
  if (build.trouble?.isFinal) return reminderAt(build);
  if (build.step === 'confirm-import') return wakeForImportFacts(build, now);
  if (WAITING_STEPS.includes(build.step)) return reminderAt(build);
  if (build.step === 'clean-up' && build.cleanSince !== null) return plusMinutes(build.cleanSince, LAST_LOOK_MINUTES);
  return plusMinutes(now, LOOK_MINUTES[build.step] ?? DEFAULT_LOOK_MINUTES);
}

/** What the import card asks with is read at once, and again while Windows 365 does not see the image. */
function wakeForImportFacts(build: Build, now: Instant): Instant {
  if (build.importFacts === null) return now;
  return build.importFacts.visible === false
    ? plusMinutes(build.importFacts.at, VISIBLE_AGAIN_MINUTES)
    : reminderAt(build);
}

function wakeForGuest(build: Build, now: Instant): Instant | null {
  return build.guest === null ? null : plusMinutes(now, GUEST_LOOK_MINUTES);
}

function wakeForHandover({ handover }: Build, now: Instant): Instant | null {
  if (handover?.state === 'asked') return plusMinutes(now, GUEST_LOOK_MINUTES);
  if (handover?.state !== 'shown' || handover.removeAt === null) return null;
  // A card that could not be cleared in time is tried again a little later.
  const soon = plusMinutes(now, GUEST_LOOK_MINUTES);
  return Date.parse(handover.removeAt) > Date.parse(now) ? handover.removeAt : soon;
}

/** When the person who is waited for is reminded next. */
export function reminderAt(build: Build): Instant {
  return plusMinutes(build.remindedAt ?? build.trouble?.since ?? build.stepSince, REMIND_MINUTES);
}

/** A reminder is a new card at the end of the chat. */
export function remind(build: Build, now: Instant): Build {
  return { ...build, remindedAt: now, reminders: build.reminders + 1, cards: build.cards + 1 };
}

/** Whether a person is waited for now. */
export function waitsForPerson(build: Build): boolean {
  return build.step !== 'done' && (WAITING_STEPS.includes(build.step) || build.trouble?.isFinal === true);
}
