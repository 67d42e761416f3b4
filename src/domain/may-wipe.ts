import type { Instant } from './time.ts';

/** The one thing that can start a reprovision: made by `mayWipe` alone, for one attempt, valid at `at`. */
export interface Permit {
  readonly rolloutId: string;
  readonly cloudPcId: string;
  readonly attempt: number;
  readonly planHash: string;
  readonly at: Instant;
}
