import type { FieldRead } from './draft-fields.ts';
import { formatDuration, parseDuration } from './duration.ts';
import type { ProtectionRule, RolloutRequest } from './request.ts';

/** Reminders further ahead than a rollout may last are never due. */
const MAX_REMINDER_MINUTES = 30 * 24 * 60;
const MAX_REMINDERS = 6;
const MAX_WHY = 300;

/** How the switch of the policies is approved. */
export function readGoLive(text: string): FieldRead<NonNullable<RolloutRequest['goLive']>> {
  if (/^(with[- ]?(the[- ])?plan|together)$/i.test(text)) return { value: 'with-plan' };
  if (/^(separate(ly)?|by itself|on the day)$/i.test(text)) return { value: 'separate' };
  return { problem: 'not-a-go-live', facts: { text: shorten(text) } };
}

/** Why it is urgent; "no" and nothing mean that it is not. */
export function readExpedite(text: string): FieldRead<string> {
  const why = /^(no|none|not urgent|-)$/i.test(text) ? '' : text;
  return why.length <= MAX_WHY ? { value: why } : { problem: 'too-long', facts: { max: MAX_WHY } };
}

/** "7 days, 1 day, 1 hour" as minutes, the longest first; "none" for no reminder. */
export function readReminders(text: string): FieldRead<readonly number[]> {
  if (/^(no|none|never|-)$/i.test(text)) return { value: [] };
  const parts = text.split(/\s*[,;]\s*|\s+and\s+/).filter((part) => part !== '');
  if (parts.length > MAX_REMINDERS) return { problem: 'too-many', facts: { max: MAX_REMINDERS } };
  const minutes = new Set<number>();
  for (const part of parts) {
    const read = parseDuration(part);
    if (typeof read === 'string') return { problem: read, facts: { text: shorten(part) } };
    if (read.minutes < 1 || read.minutes > MAX_REMINDER_MINUTES)
      return {
        problem: 'out-of-range',
        facts: { text: shorten(part), minMinutes: 1, maxMinutes: MAX_REMINDER_MINUTES },
      };
    minutes.add(read.minutes);
  }
  return { value: [...minutes].sort((a, b) => b - a) };
}

export function writeReminders(reminders: readonly number[]): string {
  return reminders.length === 0 ? 'none' : reminders.map(formatDuration).join(', ');
}

/** The kind of copy that is made before a wipe. */
export function readProtection(text: string): FieldRead<ProtectionRule['kind'] | 'none'> {
  if (/^(no|none|nothing|no copy)$/i.test(text)) return { value: 'none' };
  if (/^(a )?restore[- ]?points?$/i.test(text)) return { value: 'restore-point' };
  if (/^export(ed)?( snapshot)?$/i.test(text)) return { value: 'export' };
  return { problem: 'not-a-protection', facts: { text: shorten(text) } };
}

/** The resource id of an Azure storage account; nothing is an answer as long as nothing is exported. */
export function readStorageAccount(text: string): FieldRead<string> {
  const isId =
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Storage\/storageAccounts\/[a-z0-9]{3,24}$/i;
  if (text === '' || isId.test(text)) return { value: text };
  return { problem: 'not-a-storage-account', facts: { text: shorten(text) } };
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
