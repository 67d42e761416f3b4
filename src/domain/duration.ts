/** Minutes of the units people write. */
const UNIT_MINUTES: Readonly<Record<string, number>> = { m: 1, h: 60, d: 24 * 60, w: 7 * 24 * 60 };

const NUMBER_WORDS: Readonly<Record<string, number>> = {
  half: 0.5,
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  ten: 10,
};

const PART =
  /^(?:and\s+|,\s*)?(\d+(?:[.,]\d+)?|half(?:\s+an?)?|an?|one|two|three|four|five|six|seven|ten)\s*(m|min|mins|minutes?|h|hrs?|hours?|d|days?|w|weeks?)\b\s*/;

/**
 * Reads "30 minutes", "24 hours", "1 day 12 hours", "half an hour". A bare number is `needs-unit` (0 excepted), because
 * minutes and hours are too easily mixed up.
 */
export function parseDuration(text: string): { readonly minutes: number } | 'needs-unit' | 'not-a-duration' {
  const wanted = text.trim().toLowerCase();
  if (/^0+$/.test(wanted)) return { minutes: 0 };
  if (/^\d+([.,]\d+)?$/.test(wanted)) return 'needs-unit';
  const minutes = sumParts(wanted);
  return minutes === undefined || !Number.isInteger(minutes) ? 'not-a-duration' : { minutes };
}

/** The text that `parseDuration` reads back as the same minutes, in the largest unit that fits. */
export function formatDuration(minutes: number): string {
  if (minutes >= 2 * 24 * 60 && minutes % (24 * 60) === 0) return count(minutes / (24 * 60), 'day');
  if (minutes >= 60 && minutes % 60 === 0) return count(minutes / 60, 'hour');
  return count(minutes, 'minute');
}

function sumParts(text: string): number | undefined {
  let rest = text;
  let sum: number | undefined;
  while (rest !== '') {
    const [whole = '', amount = '', unit = ''] = PART.exec(rest) ?? [];
    if (whole === '') return undefined;
    sum = (sum ?? 0) + readAmount(amount) * (UNIT_MINUTES[unit.charAt(0)] ?? Number.NaN);
    rest = rest.slice(whole.length);
  }
  return sum;
}

function readAmount(text: string): number {
  return NUMBER_WORDS[text.split(/\s/)[0] ?? ''] ?? Number(text.replace(',', '.'));
}

function count(amount: number, unit: string): string {
  return amount === 1 ? `1 ${unit}` : `${amount} ${unit}s`;
}
