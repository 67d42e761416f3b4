import type { Plan } from './plan.ts';
import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { CHECKLIST_ITEMS } from './request.ts';
import type { ChecklistItem, Tick } from './request.ts';
import { minutesBetween, toMs } from './time.ts';
import type { Instant } from './time.ts';
import type { Evidence, Target } from './target.ts';
import type { ChecklistCounts, ChecklistPerson } from './views-plan.ts';

/** The two items that must hold for a person before their Cloud PC may be wiped (W4). The other two have rules of their own: W3 and W2. */
export const DATA_ITEMS = ['onedrive', 'app-data'] as const satisfies readonly ChecklistItem[];

/** A device's own report counts for a day; a person's word for as long as a rollout usually lasts. */
export const MEASURED_MAX_AGE_MINUTES = 24 * 60;
export const ATTESTED_MAX_AGE_MINUTES = 14 * 24 * 60;

export interface Standing {
  readonly state: ChecklistPerson['state'];
  readonly by: string;
  readonly reason: string;
}

/**
 * What an item rests on for one person, now. A waiver stands above all; the newest measurement, good or bad, above a person's word and
 * above a tick for everyone; evidence past its age limit, or from the future, counts as none. The checklist's last two items are read from the facts themselves.
 */
export function standingOf(target: Target, item: ChecklistItem, plan: Pick<Plan, 'ticks'>, now: Instant): Standing {
  const fresh = target.evidence.filter((piece) => piece.item === item && isFresh(piece, now));
  const best = pick(fresh, 'waived') ?? newestMeasurement(fresh) ?? pick(fresh, 'attested');
  if (best) return { state: best.state, by: best.byName, reason: best.reason };
  const fact = factOf(target, item);
  if (fact) return fact;
  const tick = plan.ticks.find((candidate) => candidate.item === item);
  if (tick) return { state: 'attested', by: tick.byName, reason: tick.reason };
  return { state: 'unknown', by: '', reason: '' };
}

/** W4: reasons why this person's data is not known to be safe. Unknown is a reason. */
export function explainUnproven(target: Target, plan: Pick<Plan, 'ticks'>, now: Instant): readonly Refusal[] {
  return DATA_ITEMS.flatMap((item) => {
    const { state } = standingOf(target, item, plan, now);
    if (state === 'unknown') return [refusal('not-proven', { item })];
    return state === 'measured-bad' ? [refusal('proof-bad', { item })] : [];
  });
}

/** Why a target whose date comes and goes was not started, as far as the person's own side tells; what the tenant said comes last. */
export function explainWaiting(target: Target, plan: Pick<Plan, 'ticks'>, now: Instant): readonly Refusal[] {
  if (target.helpAsked) return [refusal('help-open')];
  if (!target.told) return target.unreachable ? [refusal('unreachable', { reason: target.unreachable })] : [];
  const unproven = explainUnproven(target, plan, now);
  return unproven.length > 0 ? unproven : target.waitingFor;
}

export function countChecklist(
  targets: readonly Target[],
  plan: Pick<Plan, 'ticks'>,
  now: Instant,
): readonly ChecklistCounts[] {
  return CHECKLIST_ITEMS.map((item) => countItem(item, targets, { ticks: plan.ticks, now }));
}

function countItem(
  item: ChecklistItem,
  targets: readonly Target[],
  context: { readonly ticks: readonly Tick[]; readonly now: Instant },
): ChecklistCounts {
  const counts = { measured: 0, attested: 0, waived: 0, bad: 0, unknown: 0 };
  for (const target of targets) {
    const { state } = standingOf(target, item, context, context.now);
    counts[state === 'measured-bad' ? 'bad' : state] += 1;
  }
  return { item, ...counts, tick: context.ticks.find((tick) => tick.item === item) ?? null };
}

function factOf(target: Target, item: ChecklistItem): Standing | undefined {
  if (item === 'user-comms' && target.told) return { state: 'measured', by: 'Repave', reason: target.told.firstAt };
  if (item === 'user-comms' && target.unreachable)
    return { state: 'measured-bad', by: 'Repave', reason: target.unreachable };
  if (item === 'timing') return { state: 'measured', by: 'Repave', reason: target.slot.startAt };
  return undefined;
}

function isFresh(piece: Evidence, now: Instant): boolean {
  if (piece.state === 'waived') return true;
  const limit = piece.state === 'attested' ? ATTESTED_MAX_AGE_MINUTES : MEASURED_MAX_AGE_MINUTES;
  const age = minutesBetween(piece.at, now);
  return age <= limit && (age >= 0 || piece.state === 'measured-bad');
}

/** Of two measurements at the same moment the bad one counts. */
function newestMeasurement(evidence: readonly Evidence[]): Evidence | undefined {
  const measured = evidence.filter((piece) => piece.state === 'measured' || piece.state === 'measured-bad');
  const newestAt = Math.max(...measured.map((piece) => toMs(piece.at)));
  const last = measured.filter((piece) => toMs(piece.at) === newestAt);
  return pick(last, 'measured-bad') ?? last.at(-1);
}

function pick(evidence: readonly Evidence[], state: Evidence['state']): Evidence | undefined {
  return evidence.findLast((piece) => piece.state === state);
}
