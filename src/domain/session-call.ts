import type { Instant } from './time.ts';

/**
 * A look at the session a quarter of an hour before the start, and whether the person was in a call or a meeting then. `for` is the
 * earliest start it was made for. Kept no longer than that start is waited for.
 */
export interface SessionCall {
  readonly for: Instant;
  readonly at: Instant;
  readonly session: 'signed-in' | 'not-signed-in' | 'unknown';
  readonly inCall: boolean;
  /** Teams showed the person as away or offline then. Not said: not known, which is not away. */
  readonly isAway?: boolean;
  /** The owner said that they have signed out, where the tenant cannot say. */
  readonly saysSignedOut?: boolean;
}
