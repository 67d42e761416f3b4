/** A moment in UTC as ISO 8601 text (`2026-11-23T18:00:00.000Z`): plain JSON, comparable by `Date.parse`. */
export type Instant = string;

/** Epoch milliseconds of an instant; throws on text that is no time, because that is a broken invariant. */
export function toMs(at: Instant): number {
  const ms = Date.parse(at);
  if (Number.isNaN(ms)) throw new Error(`not an instant: ${at}`);
  return ms;
}

export function toInstant(ms: number): Instant {
  return new Date(ms).toISOString();
}

export function plusMinutes(at: Instant, minutes: number): Instant {
  return toInstant(toMs(at) + minutes * 60_000);
}

/** Whole and part minutes from one instant to another; negative when `to` lies before `from`. */
export function minutesBetween(from: Instant, to: Instant): number {
  return (toMs(to) - toMs(from)) / 60_000;
}

export function isBefore(a: Instant, b: Instant): boolean {
  return toMs(a) < toMs(b);
}

export function earliest(instants: readonly Instant[]): Instant | undefined {
  return instants.length === 0 ? undefined : toInstant(instants.reduce((ms, at) => Math.min(ms, toMs(at)), Infinity));
}

export function latest(instants: readonly Instant[]): Instant | undefined {
  return instants.length === 0 ? undefined : toInstant(instants.reduce((ms, at) => Math.max(ms, toMs(at)), -Infinity));
}
