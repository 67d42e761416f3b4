import { toMs } from '../time.ts';
import type { Instant } from '../time.ts';
import type { DeviceImage } from '../world.ts';
import type { Finding, RuleSetId } from './rules.ts';
import { daysUntilEndOf, servicingOf } from './servicing.ts';

/** What is known of where a device image comes from. Written when a build imports it; one row an image, by device image id. */
export interface Passport {
  readonly deviceImageId: string;
  readonly name: string;
  readonly version: string;
  readonly buildId: string;
  /** For people: the Marketplace image, machine or image that it started from. */
  readonly source: string;
  /** ARM id of the managed image or gallery version that was imported. */
  readonly sourceId: string;
  /** Name and version of the image that this one follows; null for the first. */
  readonly parent: string | null;
  readonly ruleSet: RuleSetId;
  readonly findings: readonly Finding[];
  readonly findingsAt: Instant | null;
  /** Rules accepted as unknown, by id. */
  readonly accepted: readonly string[];
  readonly osBuild: string | null;
  readonly osVersion: string | null;
  readonly builtBy: string;
  readonly sealedBy: string | null;
  readonly importedBy: string;
  readonly importedAt: Instant;
}

/** Something that ages in an image. */
export interface Freshness {
  readonly why: 'support-ends' | 'support-ended' | 'patches-old';
  /** Days left until support ends, days since it ended, or days since the patches were current at best. */
  readonly days: number;
  /** The warning that is due: support ends within 90, 30 or 7 days; null for the others. */
  readonly mark: 90 | 30 | 7 | null;
  /** What it was told from: a calendar date of support, or when the machine was inspected or the image imported. */
  readonly basis: 'support-date' | 'inspected-at' | 'imported-at';
}

const MARKS = [7, 30, 90] as const;

/** Patches come once a month; two missed ones are worth a word. */
const PATCH_MONTHS = 2;

/**
 * What ages in an image, support first; empty when it is fresh. How old its patches are cannot be told from the build: which revision
 * came out when changes every month. So they count from the day the machine was inspected, or else imported: they are no newer.
 */
export function freshnessOf(
  image: Pick<DeviceImage, 'build' | 'expiresOn'>,
  passport: Passport | null,
  now: Instant,
): readonly Freshness[] {
  const endsOn = supportEndsOn(image, passport);
  return [...(endsOn === null ? [] : judgeSupport(endsOn, now)), ...(passport ? judgePatches(passport, now) : [])];
}

/**
 * Last day of support as a calendar date: of the table for its build, or Windows 365's own date for the image when that is earlier or
 * the build is not in the table. Null when neither is known.
 */
export function supportEndsOn(
  image: Pick<DeviceImage, 'build' | 'expiresOn'>,
  passport: Pick<Passport, 'osBuild'> | null,
): string | null {
  const dates = [
    servicingOf(passport?.osBuild ?? '')?.endsOn ?? servicingOf(image.build)?.endsOn,
    /^\d{4}-\d{2}-\d{2}/.exec(image.expiresOn ?? '')?.[0],
  ];
  return dates.filter((date) => date !== undefined).sort()[0] ?? null;
}

function judgeSupport(endsOn: string, now: Instant): readonly Freshness[] {
  const left = daysUntilEndOf(endsOn, now);
  if (left < 0) return [{ why: 'support-ended', days: -left, mark: null, basis: 'support-date' }];
  const mark = MARKS.find((days) => left <= days);
  return mark === undefined ? [] : [{ why: 'support-ends', days: left, mark, basis: 'support-date' }];
}

function judgePatches(passport: Passport, now: Instant): readonly Freshness[] {
  const at = passport.findingsAt ?? passport.importedAt;
  if (toMs(now) <= toMs(plusMonths(at, PATCH_MONTHS))) return [];
  const days = Math.floor((toMs(now) - toMs(at)) / 86_400_000);
  return [{ why: 'patches-old', days, mark: null, basis: passport.findingsAt ? 'inspected-at' : 'imported-at' }];
}

/** The same day in a later month, or that month's last day. */
function plusMonths(at: Instant, months: number): Instant {
  const date = new Date(toMs(at));
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.toISOString();
}
