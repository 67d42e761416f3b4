import { toMs } from '../time.ts';
import type { Instant } from '../time.ts';

/** How long Microsoft services a version of Windows client in its Enterprise edition. */
export interface Servicing {
  readonly windows: 10 | 11;
  readonly version: string;
  readonly build: number;
  /** Last day with updates, as a calendar date; the support ends with that day. */
  readonly endsOn: string;
}

/**
 * Sources: Microsoft's lifecycle pages "Windows 10 Enterprise and Education" and "Windows 11 Enterprise and Education" as collected
 * by DataForGeeks on 2026-02-10 (that list names the day after), 26H1 from the "Windows 11 release information" page as of
 * 2026-10-23. 26H2 came out on 2026-09-29; its date follows from the 36 months that this page promises for Enterprise, ended as
 * always on a second Tuesday.
 */
export const SERVICING: readonly Servicing[] = [
  { windows: 10, version: '1909', build: 18363, endsOn: '2022-05-10' },
  { windows: 10, version: '2004', build: 19041, endsOn: '2021-12-14' },
  { windows: 10, version: '20H2', build: 19042, endsOn: '2023-05-09' },
  { windows: 10, version: '21H1', build: 19043, endsOn: '2022-12-13' },
  { windows: 10, version: '21H2', build: 19044, endsOn: '2024-06-11' },
  { windows: 10, version: '22H2', build: 19045, endsOn: '2025-10-14' },
  { windows: 11, version: '21H2', build: 22000, endsOn: '2024-10-08' },
  { windows: 11, version: '22H2', build: 22621, endsOn: '2025-10-14' },
  { windows: 11, version: '23H2', build: 22631, endsOn: '2026-11-10' },
  { windows: 11, version: '24H2', build: 26100, endsOn: '2027-10-12' },
  { windows: 11, version: '25H2', build: 26200, endsOn: '2028-10-10' },
  { windows: 11, version: '26H1', build: 28000, endsOn: '2029-03-13' },
  { windows: 11, version: '26H2', build: 26300, endsOn: '2029-10-09' },
];

/** The row of a build as Windows ("26200.4946") or Graph ("10.0.26200.4946") writes it; null for builds that are not in the table. */
export function servicingOf(osBuild: string): Servicing | null {
  const build = Number(/^(?:10\.0\.)?(\d{5})(?:\.\d+)?$/.exec(osBuild.trim())?.[1] ?? Number.NaN);
  return SERVICING.find((row) => row.build === build) ?? null;
}

/** Whole days until the end of that day in UTC; 0 on the last day itself, negative after it. */
export function daysUntilEndOf(date: string, now: Instant): number {
  return Math.floor((toMs(`${date}T00:00:00.000Z`) - toMs(now.slice(0, 10).concat('T00:00:00.000Z'))) / 86_400_000);
}
