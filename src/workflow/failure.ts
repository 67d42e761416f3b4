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

/** What was read, or this instead of it where the tenant refused for good. Trouble that passes is thrown. */
export async function unlessRefused<T>(read: () => Promise<T>, instead: T): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Failure && error.retryAfterSeconds === null) return instead;
    throw error;
  }
}
