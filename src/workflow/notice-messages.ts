import { oweNotices, oweReminders, noticeKey, stepKey } from '../domain/notices.ts';
import type { OwedReminder } from '../domain/notices.ts';
import type { RolloutState } from '../domain/rollout.ts';
import type { Target } from '../domain/target.ts';
import type { Instant } from '../domain/time.ts';
import type { NewMessage } from './ports-store.ts';

/** The state in which every notice that is owed counts as ordered, and the messages themselves. */
export function orderNotices(
  state: RolloutState,
  now: Instant,
): { readonly state: RolloutState; readonly messages: readonly NewMessage[] } {
  const words = oweNotices(state);
  const reminders = oweReminders(words.state, now);
  const { id } = state.rollout;
  return {
    state: reminders.state,
    messages: [
      ...words.owed.map((target) => messageTo(id, target, { key: wordKey(id, target), now })),
      ...reminders.owed.map((owed) => messageTo(id, owed.target, { key: reminderKey(id, owed), now })),
    ],
  };
}

/** Messages that follow from what has become so: the last call to who was seen, and the word that it is done. */
export function orderNews(before: RolloutState, after: RolloutState, now: Instant): readonly NewMessage[] {
  const { id } = after.rollout;
  const known = new Map(before.targets.map((target) => [target.planned.cloudPcId, target]));
  return after.targets.flatMap((target) => {
    const former = known.get(target.planned.cloudPcId);
    if (former === target) return [];
    const keys = [...callKey(id, target, former), ...doneKey(id, target, former)];
    return keys.map((key) => messageTo(id, target, { key, now }));
  });
}

function wordKey(rolloutId: string, { planned, slotRevision }: Target): string {
  return noticeKey(rolloutId, planned.cloudPcId, slotRevision);
}

function reminderKey(rolloutId: string, { target, minutes }: OwedReminder): string {
  return stepKey(rolloutId, 'reminder', target.planned.cloudPcId, target.slot.startAt, minutes);
}

function callKey(rolloutId: string, target: Target, former: Target | undefined): readonly string[] {
  const { call, planned } = target;
  if (!call || call === former?.call || call.session === 'not-signed-in') return [];
  return [stepKey(rolloutId, 'last-call', planned.cloudPcId, call.for)];
}

function doneKey(rolloutId: string, target: Target, former: Target | undefined): readonly string[] {
  if (!target.verifiedAt || former?.verifiedAt) return [];
  return [stepKey(rolloutId, 'done', target.planned.cloudPcId, target.attempts.length)];
}

function messageTo(
  rolloutId: string,
  { planned, slotRevision }: Target,
  { key, now }: { readonly key: string; readonly now: Instant },
): NewMessage {
  const { cloudPcId, personId } = planned;
  return { key, rolloutId, kind: 'notice', cloudPcId, slotRevision, personId, chatId: null, orderedAt: now };
}
