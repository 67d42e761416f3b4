import { DateTime } from 'luxon';
import type { Instant } from '../src/domain/time.ts';
import type { Slot } from '../src/domain/window.ts';
import { localeNow, say } from './text/say.ts';

/** A moment with the zone named: "Tue 24 Nov 2026, 19:00 Tokyo time (GMT+9)". `zone` is an IANA name. */
export function formatMoment(at: Instant, zone: string): string {
  const local = localTime(at, zone);
  return `${local.toFormat(say('format.date-time'))} ${nameZone(zone, [local])}`;
}

/** The day alone: "Tue 24 Nov 2026". */
export function formatDay(at: Instant, zone: string): string {
  return localTime(at, zone).toFormat(say('format.date'));
}

/** A moment on a card that names its zone elsewhere: "Tue 24 Nov, 19:00". */
export function formatShort(at: Instant, zone: string): string {
  return localTime(at, zone).toFormat(say('format.short'));
}

/** The time alone, on a card that names day and zone elsewhere: "19:00". */
export function formatTime(at: Instant, zone: string): string {
  return localTime(at, zone).toFormat(say('format.time'));
}

/** A span of time: "between 19:00 on Tue 24 Nov 2026 and 05:00 on Wed 25 Nov 2026, Tokyo time (GMT+9)". */
export function formatSlot(slot: Slot, zone: string): string {
  const [from, to] = [localTime(slot.startAt, zone), localTime(slot.endAt, zone)];
  const [time, date] = [say('format.time'), say('format.date')];
  const [start, end, startDate] = [from.toFormat(time), to.toFormat(time), from.toFormat(date)];
  const named = nameZone(zone, [from, to]);
  return from.hasSame(to, 'day')
    ? say('format.slot-one-day', { start, end, date: startDate, zone: named })
    : say('format.slot-two-days', { start, startDate, end, endDate: to.toFormat(date), zone: named });
}

/** A span short enough for a list to choose from: "Tue 24 Nov 2026, 19:00 to 05:00". The zone stands beside the list. */
export function formatSlotShort(slot: Slot, zone: string): string {
  const [start, end] = [localTime(slot.startAt, zone), localTime(slot.endAt, zone)];
  return say('format.slot-short', {
    start: start.toFormat(say('format.date-time')),
    end: end.toFormat(say('format.time')),
  });
}

/** What people call the zone at that moment: "Tokyo time (GMT+9)". */
export function formatZone(zone: string, at: Instant): string {
  return nameZone(zone, [localTime(at, zone)]);
}

/** "45 minutes", "1 hour", "1 hour 30 minutes", "2 days". Minutes are rounded to whole ones. */
export function formatMinutes(minutes: number): string {
  const whole = Math.round(minutes);
  const days = Math.floor(whole / 1440);
  const hours = Math.floor((whole % 1440) / 60);
  const parts: string[] = [];
  if (days > 0) parts.push(say('format.days', { n: days }));
  if (hours > 0) parts.push(say('format.hours', { n: hours }));
  if (whole % 60 > 0 || parts.length === 0) parts.push(say('format.minutes', { n: whole % 60 }));
  return parts.join(' ');
}

/** "1,234". */
export function formatNumber(count: number): string {
  return count.toLocaleString(localeNow());
}

/** "12.60 EUR". */
export function formatMoney({ amount, currency }: { readonly amount: number; readonly currency: string }): string {
  return `${amount.toLocaleString(localeNow(), { minimumFractionDigits: 2, maximumFractionDigits: 2 })} ${currency}`;
}

/** "1 Cloud PC", "1,234 Cloud PCs", in the language spoken here. */
export function countCloudPcs(n: number): string {
  return say('format.cloud-pcs', { n });
}

/** "1 person", "1,234 people", in the language spoken here. */
export function countPeople(n: number): string {
  return say('format.people', { n });
}

/** "A, B and C", or "A, B and 1,234 more" when there are more than `cap`. The items must be escaped already. */
export function joinNames(names: readonly string[], cap = 5): string {
  const shown = names.slice(0, cap);
  const rest = names.length - shown.length;
  const parts = rest > 0 ? [...shown, say('format.and-more', { n: rest })] : shown;
  return new Intl.ListFormat(localeNow(), { type: 'conjunction' }).format(parts);
}

/** As the question about days reads them back, so in English in every language. */
const DAY_NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** "1,2,3,4,5" as people write it: "Mon-Fri". Anything else stays as it was typed. */
export function wordDays(days: string): string {
  if (!/^[1-7](,[1-7])*$/.test(days)) return days;
  const numbers = days.split(',').map(Number);
  const isRun =
    numbers.length > 2 && numbers.every((day, index) => index === 0 || day === (numbers[index - 1] ?? 0) + 1);
  const names = numbers.map((day) => DAY_NAMES[day - 1] ?? '');
  return isRun ? `${names[0] ?? ''}-${names.at(-1) ?? ''}` : names.join(', ');
}

/** Longest piece of people's text that a card repeats; the audit trail keeps all of it. */
const TEXT_CAP = 400;

/**
 * People's text for a place where cards read markdown: it shows as typed, on one line. Escaping the round bracket also
 * disarms the date functions that every renderer runs over texts.
 */
export function escapeText(text: string, cap = TEXT_CAP): string {
  return plainText(text, cap)
    .replace(/[\\[\]()*_`#>~|<]/g, '\\$&')
    .replace(/&(?=[#\w]+;)/g, '\\&')
    .replace(/^([-+]|\d+(?=[.)](\s|$)))/, escapeListMark);
}

/** People's text for a place without markdown (buttons, choices, toasts): one line, no control characters, cut at `cap`. */
export function plainText(text: string, cap = TEXT_CAP): string {
  const line = text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  const letters = [...line];
  return letters.length > cap ? `${letters.slice(0, cap - 1).join('')}…` : line;
}

/** Card markdown as plain text: for toasts and other places that would show the marks. */
export function stripMarks(markdown: string): string {
  return markdown.replace(/\*\*/g, '').replace(/\\(?=[\\[\]()*_`#>~|<&+-])/g, '');
}

function escapeListMark(mark: string): string {
  return /\d/.test(mark) ? `${mark}\u200b` : `\\${mark}`;
}

function localTime(at: Instant, zone: string): DateTime {
  const local = DateTime.fromISO(at, { zone, locale: localeNow() });
  return local.isValid ? local : DateTime.fromISO(at, { zone: 'utc', locale: localeNow() });
}

/** Zones keep the name that their city once had; those are the ones that Windows' zone names lead to. */
const CITIES_NOW: ReadonlyMap<string, string> = new Map([
  ['Calcutta', 'Kolkata'],
  ['Katmandu', 'Kathmandu'],
  ['Rangoon', 'Yangon'],
  ['Saigon', 'Ho Chi Minh City'],
  ['Kiev', 'Kyiv'],
  ['Godthab', 'Nuuk'],
]);

/** "Tokyo time (GMT+9)"; both offsets when the clocks change in between; plain "UTC" where that is the zone. */
function nameZone(zone: string, moments: readonly DateTime[]): string {
  if (/^(Etc\/)?(UTC|GMT|Zulu|Universal)$/i.test(zone) || moments[0]?.zoneName === 'UTC') return 'UTC';
  const offsets = [...new Set(moments.map((moment) => nameOffset(moment.offset)))].join(say('format.offsets-then'));
  const former = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
  const city = CITIES_NOW.get(former) ?? former;
  return zone.startsWith('Etc/') ? offsets : say('format.zone', { city, offsets });
}

function nameOffset(minutes: number): string {
  if (minutes === 0) return 'GMT';
  const hours = Math.floor(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return `GMT${minutes < 0 ? '-' : '+'}${hours}${rest > 0 ? `:${String(rest).padStart(2, '0')}` : ''}`;
}
