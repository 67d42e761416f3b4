import { parseDates, parseDays, parseTime, parseZone } from './calendar-words.ts';
import { parseDuration } from './duration.ts';
import { PROOF_MODES } from './request.ts';
import type { Exclusion, ProofMode, WaveRule } from './request.ts';
import type { Instant } from './time.ts';
import { plusMinutes, toInstant, toMs } from './time.ts';
import type { Weekday } from './window.ts';

/** What one answer means, or the code of what is wrong with it and the facts to say so. */
export type FieldRead<T> =
  | { readonly value: T }
  | { readonly problem: FieldProblem; readonly facts: Readonly<Record<string, string | number>> };

/** Every way in which an answer can be wrong; the sentences stand with the words of the cards. */
export const FIELD_PROBLEMS = [
  'missing',
  'too-long',
  'too-many',
  'not-a-number',
  'out-of-range',
  'needs-unit',
  'not-a-duration',
  'not-whole-hours',
  'not-a-time',
  'not-days',
  'not-dates',
  'not-a-zone',
  'not-a-person',
  'exclusion-without-reason',
  'not-percents',
  'not-a-promotion',
  'not-a-proof-mode',
  'not-a-go-live',
  'not-a-protection',
  'not-a-storage-account',
  'storage-account-missing',
  'not-a-deadline',
  'deadline-too-far',
  'deadline-before-lead',
] as const;
export type FieldProblem = (typeof FIELD_PROBLEMS)[number];

const MAX_NAMES = 5000;
const MAX_REASON = 500;
const MAX_FREEZE_DAYS = 120;
const MAX_WAVES = 20;
/** A rollout that runs longer than this is planned again instead. */
const MAX_DEADLINE_DAYS = 90;

export function readId(text: string): FieldRead<string> {
  if (text === '') return wrong('missing');
  return text.length <= 300 ? { value: text } : wrong('too-long', { max: 300 });
}

export function readIds(text: string): FieldRead<readonly string[]> {
  const ids = splitList(text, /[,;\n]/);
  return ids.length === 0 ? wrong('missing') : limitNames(ids);
}

export function readPeople(text: string): FieldRead<readonly string[]> {
  const people = splitList(text, /[\s,;]+/);
  const stranger = people.find((name) => !/^[^\s@]+@[^\s@]+$/.test(name));
  return stranger === undefined ? limitNames(people) : wrong('not-a-person', { text: shorten(stranger) });
}

/** One a line, "who: why". */
export function readExclusions(text: string): FieldRead<readonly Exclusion[]> {
  const lines = splitList(text, /\n/);
  const exclusions = lines.map(readExclusion);
  const bad = exclusions.findIndex((one) => one === undefined);
  if (bad >= 0) return wrong('exclusion-without-reason', { text: shorten(lines[bad] ?? ''), line: bad + 1 });
  const read = exclusions.filter((one) => one !== undefined);
  return read.length > MAX_NAMES ? wrong('too-many', { max: MAX_NAMES }) : { value: read };
}

export function numberWithin(min: number, max: number): (text: string) => FieldRead<number> {
  return (text) => {
    if (!/^-?\d+$/.test(text)) return wrong('not-a-number', { text: shorten(text), min, max });
    const value = Number(text);
    return value >= min && value <= max ? { value } : wrong('out-of-range', { text: shorten(text), min, max });
  };
}

/** Cumulative percent, rising, the last 100. */
export function readPercents(text: string): FieldRead<readonly number[]> {
  const percents = splitList(text.replaceAll('%', ' '), /[\s,;/]+/, 'keep-repeats').map(Number);
  const rising = percents.every((percent, index) => percent > (percents[index - 1] ?? 0));
  const whole = percents.every((percent) => Number.isInteger(percent) && percent <= 100);
  const right = whole && rising && percents.at(-1) === 100 && percents.length <= MAX_WAVES;
  return right ? { value: percents } : wrong('not-percents', { text: shorten(text), max: MAX_WAVES });
}

export function readPromotion(text: string): FieldRead<WaveRule['promotion']> {
  if (/^(automatic(ally)?|auto)$/i.test(text)) return { value: 'automatic' };
  if (/^(by[- ]?(a[- ])?person|manual(ly)?|ask|ask me)$/i.test(text)) return { value: 'by-person' };
  return wrong('not-a-promotion', { text: shorten(text) });
}

/** `automatic`: by report where the tenant has set that up, by people's word elsewhere. */
export function readProofMode(text: string): FieldRead<ProofMode | 'automatic'> {
  const mode = ['automatic' as const, ...PROOF_MODES].find(
    (word) => word === text.toLowerCase().replaceAll(/\s+/g, '-'),
  );
  return mode ? { value: mode } : wrong('not-a-proof-mode', { text: shorten(text) });
}

export function readDays(text: string): FieldRead<readonly Weekday[]> {
  return orWrong(parseDays(text), 'not-days', text);
}

export function readTime(text: string): FieldRead<string> {
  return orWrong(parseTime(text), 'not-a-time', text);
}

export function readZone(text: string): FieldRead<string> {
  return orWrong(parseZone(text), 'not-a-zone', text);
}

export function readDates(text: string): FieldRead<readonly string[]> {
  const dates = parseDates(text);
  if (dates && dates.length > MAX_FREEZE_DAYS) return wrong('too-many', { max: MAX_FREEZE_DAYS });
  return orWrong(dates, 'not-dates', text);
}

export function minutesWithin(min: number, max: number): (text: string) => FieldRead<number> {
  return (text) => {
    const read = parseDuration(text);
    if (typeof read === 'string') return wrong(read, { text: shorten(text) });
    if (read.minutes < min || read.minutes > max)
      return wrong('out-of-range', { text: shorten(text), minMinutes: min, maxMinutes: max });
    return { value: read.minutes };
  };
}

export function readApprovalHours(text: string): FieldRead<number> {
  const read = minutesWithin(60, 30 * 24 * 60)(text);
  if (!('value' in read)) return read;
  return read.value % 60 === 0 ? { value: read.value / 60 } : wrong('not-whole-hours', { text: shorten(text) });
}

export function readReason(text: string): FieldRead<string> {
  if (text === '') return wrong('missing');
  return text.length <= MAX_REASON ? { value: text } : wrong('too-long', { max: MAX_REASON });
}

/** A duration from now, a date (its end, UTC), or what `writeDeadline` wrote. Whole minutes, so that it can be written again. */
export function readDeadline(text: string, now: Instant): FieldRead<Instant> {
  const at = readMoment(text) ?? readAhead(text, now);
  if (typeof at !== 'number') return wrong(at, { text: shorten(text) });
  if (at > toMs(plusMinutes(now, MAX_DEADLINE_DAYS * 24 * 60)))
    return wrong('deadline-too-far', { days: MAX_DEADLINE_DAYS });
  return { value: toInstant(at) };
}

export function writeDeadline(at: Instant): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}

function readMoment(text: string): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(?: ?UTC|Z))?$/i.exec(text);
  if (!match) return undefined;
  const [, date = '', time] = match;
  if (parseDates(date) === undefined || (time !== undefined && parseTime(time) === undefined)) return undefined;
  return Date.parse(`${date}T${time ?? '23:59'}:00.000Z`);
}

function readAhead(text: string, now: Instant): number | 'needs-unit' | 'not-a-deadline' {
  const read = parseDuration(text);
  if (typeof read !== 'string') return Math.floor(toMs(plusMinutes(now, read.minutes)) / 60_000) * 60_000;
  return read === 'needs-unit' ? read : 'not-a-deadline';
}

function readExclusion(line: string): Exclusion | undefined {
  const colon = line.indexOf(':');
  const who = line.slice(0, colon).trim();
  const reason = line.slice(colon + 1).trim();
  return colon < 0 || who === '' || reason === '' ? undefined : { who, reason };
}

function splitList(
  text: string,
  separator: RegExp,
  repeats: 'drop-repeats' | 'keep-repeats' = 'drop-repeats',
): string[] {
  const parts = text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (repeats === 'keep-repeats') return parts;
  const first = new Map<string, string>();
  for (const part of parts) if (!first.has(part.toLowerCase())) first.set(part.toLowerCase(), part);
  return [...first.values()];
}

function limitNames(names: readonly string[]): FieldRead<readonly string[]> {
  return names.length > MAX_NAMES ? wrong('too-many', { max: MAX_NAMES }) : { value: names };
}

function orWrong<T>(value: T | undefined, problem: FieldProblem, text: string): FieldRead<T> {
  return value === undefined ? wrong(problem, { text: shorten(text) }) : { value };
}

function wrong(problem: FieldProblem, facts: Readonly<Record<string, string | number>> = {}): FieldRead<never> {
  return { problem, facts };
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
