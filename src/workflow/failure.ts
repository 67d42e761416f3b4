/** The world's trouble, thrown by adapters and caught by the worker alone. `attempted` says what was being done, without secrets. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: string;
  readonly attempted: string;
  /** Seconds after which trying again makes sense; null when it does not. */
  readonly retryAfterSeconds: number | null;

  constructor(code: string, attempted: string, options: { retryAfterSeconds?: number | null; cause?: unknown } = {}) {
    super(`${attempted}: ${code}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.attempted = attempted;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}
