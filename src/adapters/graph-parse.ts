import { z } from 'zod';
import type { Instant } from '../domain/time.ts';
import { toUnexpected } from './graph-answer.ts';

/** Text that may be missing or null; then `fallback`. */
export function textOr(fallback: string) {
  return z
    .string()
    .nullish()
    .transform((text) => text ?? fallback);
}

/** Text, or null when missing, null or empty. */
export const textOrNull = z
  .string()
  .nullish()
  .transform((text) => (text === undefined || text === '' ? null : text));

/** A time as Graph writes it, with up to seven decimals; null when missing, unreadable, or year 1, Graph's word for "never". */
export const instantOrNull = z
  .string()
  .nullish()
  .transform((text): Instant | null => {
    const ms = Date.parse(text ?? '');
    return Number.isNaN(ms) || ms <= 0 ? null : new Date(ms).toISOString();
  });

/** Reads all rows, or fails as a whole: a fleet with silent gaps would look like people who left. */
export function parseRows<T>(schema: z.ZodType<T>, rows: readonly unknown[], attempted: string): T[] {
  return parseAnswer(z.array(schema), rows, attempted);
}

/** What the schema makes of an answer; a `Failure` when it is something else. */
export function parseAnswer<T>(schema: z.ZodType<T>, body: unknown, attempted: string): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw toUnexpected(attempted, parsed.error);
  return parsed.data;
}
