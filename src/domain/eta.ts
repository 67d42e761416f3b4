import { DEFAULT_P50_MINUTES, DEFAULT_P90_MINUTES, OWN_TIMES_NEEDED } from './defaults.ts';
import type { Eta } from './plan.ts';

/** Minutes from call to provisioned for one Cloud PC: half are done by p50, nine of ten by p90. */
export type Durations = Pick<Eta, 'p50Minutes' | 'p90Minutes' | 'source' | 'samples'>;

/** The tenant's own past times when there are enough of them, else the stated defaults. */
export function estimateDurations(pastMinutes: readonly number[]): Durations {
  const samples = pastMinutes.length;
  if (samples < OWN_TIMES_NEEDED) {
    return { p50Minutes: DEFAULT_P50_MINUTES, p90Minutes: DEFAULT_P90_MINUTES, source: 'defaults', samples };
  }
  const sorted = [...pastMinutes].sort((a, b) => a - b);
  return { p50Minutes: quantile(sorted, 0.5), p90Minutes: quantile(sorted, 0.9), source: 'own-times', samples };
}

/** Nearest-rank quantile, rounded up to a whole minute, and one at least: nothing takes no time. */
function quantile(sorted: readonly number[], share: number): number {
  return Math.max(1, Math.ceil(sorted[Math.ceil(share * sorted.length) - 1] ?? 0));
}
