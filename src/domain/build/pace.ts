import { minutesBetween } from '../time.ts';
import type { Instant } from '../time.ts';
import type { Build, BuildStep } from './build.ts';

/** Minutes a step took in this tenant; newest first. */
export type PastTimes = Partial<Record<BuildStep, readonly number[]>>;

export interface Usual {
  readonly p50Minutes: number;
  readonly p90Minutes: number;
}

/**
 * Half and nine in ten, in minutes, where the tenant has no times of its own yet. Gallery versions 20–40 minutes in one region (provider
 * tests of hashicorp/terraform-provider-azurerm, issue 7277), sysprep about 5 (Azure/azure-devtestlab, issue 473). For the import no
 * figure is published; an hour is what people report. The others are guesses that own times soon replace.
 */
const USUAL: Partial<Record<BuildStep, Usual>> = {
  'create-machine': { p50Minutes: 4, p90Minutes: 10 },
  'stop-machine': { p50Minutes: 2, p90Minutes: 6 },
  'start-machine': { p50Minutes: 2, p90Minutes: 6 },
  snapshot: { p50Minutes: 2, p90Minutes: 10 },
  copy: { p50Minutes: 5, p90Minutes: 15 },
  sysprep: { p50Minutes: 6, p90Minutes: 20 },
  deallocate: { p50Minutes: 2, p90Minutes: 6 },
  generalize: { p50Minutes: 1, p90Minutes: 2 },
  capture: { p50Minutes: 8, p90Minutes: 20 },
  import: { p50Minutes: 60, p90Minutes: 120 },
  'clean-up': { p50Minutes: 12, p90Minutes: 25 },
};
const USUAL_GALLERY_CAPTURE: Usual = { p50Minutes: 30, p90Minutes: 45 };

/** Fewer own times than this say nothing. */
const OWN_TIMES_NEEDED = 3;

export function usualFor(build: Pick<Build, 'request' | 'step'>, past: PastTimes): Usual | null {
  const own = [...(past[build.step] ?? [])].sort((a, b) => a - b);
  if (own.length >= OWN_TIMES_NEEDED) return { p50Minutes: shareOf(own, 0.5), p90Minutes: shareOf(own, 0.9) };
  if (build.step === 'capture' && build.request.capture?.route === 'gallery') return USUAL_GALLERY_CAPTURE;
  return USUAL[build.step] ?? null;
}

function shareOf(sorted: readonly number[], share: number): number {
  return Math.ceil(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}

/** `late` beyond nine in ten, `stuck` beyond twice that. */
export function paceOf(build: Build, past: PastTimes, now: Instant): 'normal' | 'late' | 'stuck' | null {
  const usual = usualFor(build, past);
  if (usual === null) return null;
  const minutes = minutesBetween(build.stepSince, now);
  if (minutes > 2 * usual.p90Minutes) return 'stuck';
  return minutes > usual.p90Minutes ? 'late' : 'normal';
}
