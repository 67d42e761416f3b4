import type { Weekday } from './window.ts';

const DAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const DAY_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const DAY_GROUPS: Readonly<Record<string, readonly Weekday[]>> = {
  weekdays: [1, 2, 3, 4, 5],
  weekday: [1, 2, 3, 4, 5],
  'working days': [1, 2, 3, 4, 5],
  weekend: [6, 7],
  weekends: [6, 7],
  daily: DAYS,
  all: DAYS,
  'all days': DAYS,
  'every day': DAYS,
};

/** Reads "Mon-Fri", "1,2,3", "weekdays", "Sat and Sun", "Fri to Mon". Sorted and without repeats; undefined when it is none. */
export function parseDays(text: string): readonly Weekday[] | undefined {
  const wanted = text.trim().toLowerCase();
  const group = DAY_GROUPS[wanted];
  if (group) return group;
  const parts = wanted
    .replaceAll(/\s*(?:-|–|\bto\b|\bthrough\b)\s*/g, '-')
    .split(/[\s,;+&]+|\band\b/)
    .filter((part) => part !== '');
  const read = parts.map(parseDayRange);
  if (parts.length === 0 || read.some((range) => range === undefined)) return undefined;
  return DAYS.filter((day) => read.some((range) => range?.includes(day)));
}

/** Reads "19:00", "7pm", "7:30 pm", "19.00", "19h", "noon", "midnight" as "HH:MM"; undefined when it is no time of day. */
export function parseTime(text: string): string | undefined {
  const wanted = text.trim().toLowerCase();
  if (wanted === 'noon') return '12:00';
  if (wanted === 'midnight' || wanted === '24:00') return '00:00';
  const match = /^(\d{1,2})(?:[:.h](\d{2}))?\s*(?:(am|pm|a\.m\.|p\.m\.)|h|o'clock|uhr)?$/.exec(wanted);
  // A bare "7" may be morning or evening.
  if (!match || /^\d+$/.test(wanted)) return undefined;
  const [, hours = '', minutes = '00', half] = match;
  const hour = half === undefined ? Number(hours) : toDayHour(Number(hours), half);
  if (hour === undefined || hour > 23 || Number(minutes) > 59) return undefined;
  return `${String(hour).padStart(2, '0')}:${minutes}`;
}

/** Reads "2026-12-24" and ranges "2026-12-24 to 2027-01-02", in any mix; undefined when one is no date of the calendar. */
export function parseDates(text: string): readonly string[] | undefined {
  const parts = text
    .replaceAll(/\s*(?:\.\.+|–|\bto\b|\buntil\b)\s*/gi, '..')
    .split(/[\s,;]+/)
    .filter((part) => part !== '');
  const dates = new Set<string>();
  for (const part of parts) {
    const range = expandDates(part);
    if (range === undefined) return undefined;
    for (const date of range) dates.add(date);
  }
  return [...dates].sort();
}

/** Reads an IANA zone name in its usual spelling, or `person` for each person's own; undefined when it is neither. */
export function parseZone(text: string): string | undefined {
  const wanted = text.trim();
  if (/^(person|own|local|each person.?s own|their own)$/i.test(wanted)) return 'person';
  if (!/^[a-z]/i.test(wanted)) return undefined;
  try {
    const known = new Intl.DateTimeFormat('en', { timeZone: wanted }).resolvedOptions().timeZone;
    return known.toLowerCase() === wanted.toLowerCase() ? known : wanted;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function parseDayRange(text: string): readonly Weekday[] | undefined {
  const [first = '', last] = text.split('-');
  const start = parseDay(first);
  const end = last === undefined ? start : parseDay(last);
  if (start === undefined || end === undefined || text.split('-').length > 2) return undefined;
  if (start <= end) return DAYS.filter((day) => day >= start && day <= end);
  return DAYS.filter((day) => day >= start || day <= end);
}

function parseDay(text: string): Weekday | undefined {
  const byNumber = DAYS.find((day) => String(day) === text);
  if (byNumber !== undefined || text.length < 2) return byNumber;
  const name = text.replace(/\.$/, '').replace(/days$/, 'day');
  return DAYS[DAY_NAMES.findIndex((day) => day.startsWith(name))];
}

function toDayHour(hour: number, half: string): number | undefined {
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.startsWith('p') ? 12 : 0);
}

/** Longer than any freeze makes sense of: a typing error in the year must not fill memory. */
const LONGEST_RANGE_DAYS = 120;

function expandDates(text: string): readonly string[] | undefined {
  const [first = '', last = first, ...more] = text.split('..');
  const start = readDate(first);
  const end = readDate(last);
  if (start === undefined || end === undefined || more.length > 0) return undefined;
  const days = (end - start) / 86_400_000;
  if (days < 0 || days > LONGEST_RANGE_DAYS) return undefined;
  return Array.from({ length: days + 1 }, (_, index) => toDate(start + index * 86_400_000));
}

/** Midnight UTC of a calendar date; undefined for 2026-02-30 and other text. */
function readDate(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(ms) && toDate(ms) === text ? ms : undefined;
}

function toDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
