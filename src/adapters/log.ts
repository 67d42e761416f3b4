import { pino } from 'pino';
import type { Logger } from 'pino';

/** Lines of JSON on standard output: a constant message and fields. Whatever looks like a secret is cut out even if a field should bear it. */
export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      redact: { paths: ['*.authorization', '*.password', '*.token', '*.secret', 'authorization'], censor: '[secret]' },
    },
    pino.destination(2),
  );
}
