import type { Instant } from '../time.ts';
import type { DeviceImage, Policy } from '../world.ts';
import { freshnessOf, supportEndsOn } from './passport.ts';
import type { Passport } from './passport.ts';
import { daysUntilEndOf } from './servicing.ts';
import type { FreshnessView, ImageRow } from './views.ts';

/** Everything that is known of the tenant's images, read at one time. */
export interface ImageShelf {
  readonly images: readonly DeviceImage[];
  readonly policies: readonly Policy[];
  /** Number of Cloud PCs per policy id. */
  readonly counts: ReadonlyMap<string, number>;
  readonly passports: readonly Passport[];
  /** Image id → rollouts that came from it. */
  readonly waysBack: ReadonlyMap<string, readonly string[]>;
  readonly now: Instant;
}

/** One row for each custom image, the ones in use first, then by name and version. */
export function listImageRows(shelf: ImageShelf): readonly ImageRow[] {
  const rows = shelf.images.filter(({ kind }) => kind === 'custom').map((image) => describeImage(shelf, image));
  return rows.sort((a, b) => b.cloudPcs - a.cloudPcs || nameOf(a).localeCompare(nameOf(b), 'en', { numeric: true }));
}

function nameOf({ name, version }: ImageRow): string {
  return `${name} ${version}`;
}

function describeImage(shelf: ImageShelf, image: DeviceImage): ImageRow {
  const passport = shelf.passports.find(({ deviceImageId }) => deviceImageId === image.id) ?? null;
  const users = shelf.policies.filter(({ imageId }) => imageId === image.id);
  const endsOn = supportEndsOn(image, passport);
  return {
    id: image.id,
    name: image.name,
    version: image.version,
    status: image.status,
    errorCode: image.errorCode,
    os: image.os,
    osBuild: passport?.osBuild ?? image.build,
    supportEndsOn: endsOn,
    daysLeft: endsOn === null ? null : daysUntilEndOf(endsOn, shelf.now),
    policies: users.map(({ name }) => name),
    cloudPcs: users.reduce((sum, { id }) => sum + (shelf.counts.get(id) ?? 0), 0),
    passport,
    wayBackFor: shelf.waysBack.get(image.id) ?? [],
  };
}

/** What has aged among the images that somebody uses or that Repave built; null when all are fresh. */
export function viewFreshness(shelf: ImageShelf): FreshnessView | null {
  const rows = listImageRows(shelf).filter(({ policies, passport }) => policies.length > 0 || passport !== null);
  const aged = rows.flatMap((image) => {
    const found = shelf.images.find(({ id }) => id === image.id);
    const signs = found ? freshnessOf(found, image.passport, shelf.now) : [];
    return signs.map(({ why, days }) => ({ image, why, days }));
  });
  return aged.length === 0 ? null : { kind: 'freshness', rows: aged, at: shelf.now };
}

/** Wednesday morning in Europe: the day after the second Tuesday of the month, on which patches come out, is among them. */
const CHECK_DAY = 3;
const CHECK_HOUR_UTC = 7;

/** The next weekly look after `now`. */
export function nextFreshnessCheck(now: Instant): Instant {
  const at = new Date(now);
  const next = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), CHECK_HOUR_UTC));
  while (next.getUTCDay() !== CHECK_DAY || next.getTime() <= at.getTime()) next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString();
}
