import { DEFAULT_REMINDERS, REMINDER_GAP_MINUTES } from './defaults.ts';
import type { Plan } from './plan.ts';
import { isLive } from './rollout.ts';
import type { RolloutState } from './rollout.ts';
import { attemptUnderWay, isFinished } from './target.ts';
import type { Target } from './target.ts';
import { isBefore, minutesBetween, plusMinutes } from './time.ts';
import type { Instant } from './time.ts';

/** Which notices a live rollout owes: one for every target and date that is not yet ordered. Nothing is owed while it is held. */
export function oweNotices(state: RolloutState): { readonly state: RolloutState; readonly owed: readonly Target[] } {
  const { rollout, targets } = state;
  if (!isLive(rollout) || rollout.hold) return { state, owed: [] };
  const owed: Target[] = [];
  const next = targets.map((target) => {
    if (isFinished(target) || attemptUnderWay(target) || target.noticeRevision >= target.slotRevision) return target;
    const ordered = { ...target, noticeRevision: target.slotRevision, unreachable: null };
    owed.push(ordered);
    return ordered;
  });
  return owed.length === 0 ? { state, owed } : { state: { rollout, targets: next }, owed };
}

/** A reminder that is owed: `minutes` before the date of the target. */
export interface OwedReminder {
  readonly target: Target;
  readonly minutes: number;
}

/**
 * Reminders whose time has come, one a target at most: after a pause only the newest is worth a message. Those that lie before the
 * word of the date, or within minutes of it, are left out.
 */
export function oweReminders(
  state: RolloutState,
  now: Instant,
): { readonly state: RolloutState; readonly owed: readonly OwedReminder[] } {
  const { rollout, targets } = state;
  if (!isLive(rollout) || rollout.hold) return { state, owed: [] };
  const owed: OwedReminder[] = [];
  const next = targets.map((target) => {
    const minutes = listReminders(target, rollout.plan)
      .filter((one) => !isBefore(now, plusMinutes(target.slot.startAt, -one)))
      .at(-1);
    if (minutes === undefined || !isBefore(now, target.slot.startAt)) return target;
    const reminded = { ...target, reminded: { slotAt: target.slot.startAt, minutes } };
    owed.push({ target: reminded, minutes });
    return reminded;
  });
  return owed.length === 0 ? { state, owed } : { state: { rollout, targets: next }, owed };
}

/** When the next reminder of this target is due; undefined when none is left. */
export function nextReminderAt(target: Target, plan: Plan): Instant | undefined {
  const [first] = listReminders(target, plan);
  return first === undefined ? undefined : plusMinutes(target.slot.startAt, -first);
}

/** What of the plan's reminders is still to come for the date that stands now, longest first, in minutes before it. */
function listReminders(target: Target, plan: Plan): readonly number[] {
  const { told, slot, reminded } = target;
  if (isFinished(target) || attemptUnderWay(target) || told?.slot.startAt !== slot.startAt) return [];
  const done = reminded?.slotAt === slot.startAt ? reminded.minutes : Infinity;
  const wordAgo = minutesBetween(told.slotAt, slot.startAt);
  return [...(plan.request.reminders ?? DEFAULT_REMINDERS)]
    .sort((a, b) => b - a)
    .filter((minutes) => minutes < done && minutes <= wordAgo - REMINDER_GAP_MINUTES);
}

/** Which message of the conversation with one owner: the word of a date, a reminder of it, the last call, bad news, the end. */
export type NoticeStep = 'notice' | 'reminder' | 'last-call' | 'proof' | 'rights' | 'done';

const STEPS: readonly NoticeStep[] = ['notice', 'reminder', 'last-call', 'proof', 'rights', 'done'];

/** The one key of a message: rollout, step, Cloud PC, and what makes it another one (a date, a revision, minutes, an attempt). */
export function stepKey(rolloutId: string, step: NoticeStep, ...rest: readonly (string | number)[]): string {
  return [rolloutId, step, ...rest].join('/');
}

export function noticeKey(rolloutId: string, cloudPcId: string, slotRevision: number): string {
  return stepKey(rolloutId, 'notice', cloudPcId, slotRevision);
}

interface KeyOf {
  readonly key: string;
  readonly rolloutId: string;
}

export function stepOf({ key, rolloutId }: KeyOf): NoticeStep {
  const word = key.slice(rolloutId.length + 1).split('/')[0];
  return STEPS.find((step) => step === word) ?? 'notice';
}

/** What a key of a reminder says: for the date that begins then, so many minutes before it. */
export function readReminder(message: KeyOf): { readonly slotAt: Instant; readonly minutes: number } | undefined {
  if (stepOf(message) !== 'reminder') return undefined;
  const [minutes, slotAt] = message.key.split('/').reverse();
  return { slotAt: slotAt ?? '', minutes: Number(minutes) };
}

/** The earliest start that a last call was made for. */
export function readCallFor(message: KeyOf): Instant | undefined {
  return stepOf(message) === 'last-call' ? message.key.split('/').at(-1) : undefined;
}

/** The request of its owner whose answer a message brings, by its number. */
export function readAnswerTo(message: KeyOf): number | undefined {
  if (stepOf(message) !== 'rights') return undefined;
  const [no, word] = message.key.split('/').reverse();
  return word === 'appeal' ? Number(no) : undefined;
}
