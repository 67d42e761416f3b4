import type { Durations } from './eta.ts';
import { hashOf } from './hash.ts';
import type { PlannedTarget } from './plan.ts';
import { accept, refusal, refuse } from './refusal.ts';
import type { Result } from './refusal.ts';
import type { RolloutRequest, WaveRule } from './request.ts';
import { latest, minutesBetween, plusMinutes, toMs } from './time.ts';
import type { Instant } from './time.ts';
import { fitsFrom, zoneFor } from './window.ts';
import type { Slot } from './window.ts';
import type { CloudPc, Person } from './world.ts';

export interface Candidate {
  readonly cloudPc: CloudPc;
  readonly owner: Person;
}

export interface Calendar {
  readonly targets: readonly PlannedTarget[];
  readonly p50At: Instant;
  readonly p90At: Instant;
}

/** Occurrences of a window looked at per zone; more would be months ahead. */
const OCCURRENCES = 40;

/**
 * Splits into waves: the canary first, then the cumulative percentages of the rest. The order is mixed by a hash of rollout and Cloud
 * PC, so that plans are repeatable and it is not always the same people who go first. Nobody is a canary with two Cloud PCs at once.
 */
export function splitWaves(
  candidates: readonly Candidate[],
  rule: WaveRule,
  seed: string,
): readonly (readonly Candidate[])[] {
  const mixed = candidates
    .map((candidate) => ({ candidate, key: hashOf([seed, candidate.cloudPc.id]) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const order = mixed.map(({ candidate }) => candidate);
  const canary = firstPerPerson(order).slice(0, rule.canary);
  const taken = new Set(canary.map(({ cloudPc }) => cloudPc.id));
  const rest = order.filter(({ cloudPc }) => !taken.has(cloudPc.id));
  const ends = rule.percents.map((percent) => Math.round((rest.length * percent) / 100));
  const waves = ends.map((end, index) => rest.slice(index === 0 ? 0 : (ends[index - 1] ?? 0), end));
  return [canary, ...waves].filter((wave) => wave.length > 0);
}

/** Gives every candidate its first date: waves one after the other, each date with room for as many as the concurrency can do. */
export function calendarise(
  waves: readonly (readonly Candidate[])[],
  request: RolloutRequest,
  ask: { readonly from: Instant; readonly durations: Durations },
): Result<Calendar> {
  const targets: PlannedTarget[] = [];
  let from = ask.from;
  for (const [wave, members] of waves.entries()) {
    const placed = placeWave(members, request, { from, durations: ask.durations, wave });
    if (!placed.ok) return placed;
    targets.push(...placed.value);
    from = latest(placed.value.map((target) => doneBy(target.slot, request, ask.durations))) ?? from;
  }
  return accept({ targets, ...finishTimes(targets, request, ask.durations) });
}

/**
 * When a wave that has this date can be judged: at the end of the window, because somebody may start late or not at all, and the
 * dates that people were told should hold. A window that never shuts is not waited for.
 */
function doneBy(slot: Slot, request: RolloutRequest, durations: Durations): Instant {
  const isEndless = minutesBetween(slot.startAt, slot.endAt) >= 24 * 60;
  return isEndless ? plusMinutes(slot.startAt, durations.p90Minutes + request.settleMinutes) : slot.endAt;
}

function placeWave(
  members: readonly Candidate[],
  request: RolloutRequest,
  ask: { readonly from: Instant; readonly durations: Durations; readonly wave: number },
): Result<readonly PlannedTarget[]> {
  const slotsByZone = new Map<string, readonly Slot[]>();
  const used = new Map<string, number>();
  const placed: PlannedTarget[] = [];
  for (const { cloudPc, owner } of members) {
    const zone = zoneFor(request.window, owner.zone);
    const slots =
      slotsByZone.get(zone) ??
      fitsFrom(request.window, owner.zone, { from: ask.from, minutes: ask.durations.p90Minutes, count: OCCURRENCES });
    slotsByZone.set(zone, slots);
    const slot = slots.find(
      (candidate) => (used.get(dayOf(candidate)) ?? 0) < capacity(candidate, request, ask.durations),
    );
    if (!slot && slots.length > 0) return refuse(refusal('deadline-too-soon'));
    if (!slot) return refuse(refusal('window-never-fits', { zone, minutes: ask.durations.p90Minutes }));
    used.set(dayOf(slot), (used.get(dayOf(slot)) ?? 0) + 1);
    placed.push(plannedTarget(cloudPc, owner, { wave: ask.wave, slot }));
  }
  return accept(placed);
}

/** How many reprovisions fit into one occurrence at the plan's concurrency, each taking nine-of-ten minutes. */
function capacity(slot: Slot, request: RolloutRequest, durations: Durations): number {
  const rounds = Math.max(1, Math.floor(minutesBetween(slot.startAt, slot.endAt) / durations.p90Minutes));
  return rounds * request.waves.concurrency;
}

function dayOf(slot: Slot): string {
  return slot.startAt.slice(0, 10);
}

function firstPerPerson(order: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  return order.filter(({ owner }) => !seen.has(owner.id) && seen.add(owner.id));
}

/** When the last date's rounds are likely done, by typical and by nine-of-ten minutes. */
function finishTimes(
  targets: readonly PlannedTarget[],
  request: RolloutRequest,
  durations: Durations,
): { p50At: Instant; p90At: Instant } {
  const last = targets.reduce((a, b) => (toMs(a.slot.startAt) >= toMs(b.slot.startAt) ? a : b));
  const together = targets.filter((target) => dayOf(target.slot) === dayOf(last.slot)).length;
  const rounds = Math.ceil(together / request.waves.concurrency);
  const end = (minutes: number) => plusMinutes(last.slot.startAt, rounds * minutes + request.settleMinutes);
  return { p50At: end(durations.p50Minutes), p90At: end(durations.p90Minutes) };
}

function plannedTarget(cloudPc: CloudPc, owner: Person, place: { wave: number; slot: Slot }): PlannedTarget {
  return {
    cloudPcId: cloudPc.id,
    cloudPcName: cloudPc.name,
    personId: owner.id,
    personName: owner.name,
    upn: owner.upn,
    zone: owner.zone,
    locale: owner.locale,
    policyId: cloudPc.policyId ?? '',
    imageBefore: cloudPc.imageName ?? '',
    provisionedBefore: cloudPc.provisionedAt,
    wave: place.wave,
    slot: place.slot,
  };
}
