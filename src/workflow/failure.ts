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

/** Trouble that trying again does not end: the world said no, or does not know of it. */
export function isRefused(error: unknown): error is Failure {
  return error instanceof Failure && error.retryAfterSeconds === null;
}

/** What was read, or this instead of it where the tenant refused for good. Trouble that passes is thrown. */
export async function unlessRefused<T, const U>(read: () => Promise<T>, instead: U): Promise<T | U> {
  try {
    return await read();
  } catch (error) {
    if (isRefused(error)) return instead;
    throw error;
  }
}
