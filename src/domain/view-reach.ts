import { makeLedger, sortLedger } from './ledger.ts';
import type { Ledger, LedgerMessage, LedgerRow } from './ledger.ts';
import type { RolloutState } from './rollout.ts';
import { isFinished } from './target.ts';
import type { Target } from './target.ts';
import type { Instant } from './time.ts';
import { titleOf } from './view-plan.ts';
import type { Slot } from './window.ts';

/** Who of a rollout was told: numbers, and the names of those who were not, the first `LEDGER_NAMES` of them. */
export interface ReachView {
  readonly kind: 'reach';
  readonly rolloutId: string;
  readonly title: string;
  readonly people: number;
  readonly counts: Ledger['counts'];
  readonly managersTold: number;
  readonly isMisconfigured: boolean;
  readonly missed: readonly LedgerRow[];
  readonly moreMissed: number;
  /** Whether somebody could still be told: the rollout runs, and somebody is missing. */
  readonly canRetry: boolean;
  readonly updatedAt: Instant;
}

/** The reminder to somebody's manager. `state`: still needed, the person was told meanwhile, or the Cloud PC's turn is over. */
export interface ManagerView {
  readonly kind: 'manager';
  readonly locale: string;
  readonly zone: string;
  readonly state: 'needed' | 'told' | 'over';
  readonly personName: string;
  readonly cloudPcs: readonly { readonly name: string; readonly slot: Slot }[];
  readonly deadlineAt: Instant;
  readonly requesterName: string;
}

/** Names on a card; the report has them all. */
export const LEDGER_NAMES = 20;

export function viewReach(state: RolloutState, messages: readonly LedgerMessage[], now: Instant): ReachView {
  const { rollout, targets } = state;
  const ledger = makeLedger(targets, messages);
  const missed = sortLedger(ledger.rows.filter((row) => row.state === 'unreachable' || row.state === 'in-doubt'));
  const isOver = Boolean(rollout.aborted ?? rollout.completedAt);
  return {
    kind: 'reach',
    rolloutId: rollout.id,
    title: titleOf(rollout.plan),
    people: targets.length,
    counts: ledger.counts,
    managersTold: ledger.managersTold,
    isMisconfigured: ledger.isMisconfigured,
    missed: missed.slice(0, LEDGER_NAMES),
    moreMissed: Math.max(0, missed.length - LEDGER_NAMES),
    canRetry: !isOver && missed.length > 0,
    updatedAt: now,
  };
}

/** Undefined when nobody asked for the word any more (a new plan without that target). */
export function viewManager(state: RolloutState, target: Target): ManagerView | undefined {
  const { reach } = target;
  if (!reach?.manager) return undefined;
  const { plan } = state.rollout;
  const open = state.targets.filter((one) => one === target || (one.reach?.since && !isFinished(one)));
  return {
    kind: 'manager',
    locale: reach.manager.locale,
    zone: reach.manager.zone,
    state: isFinished(target) || state.rollout.aborted ? 'over' : reach.since ? 'needed' : 'told',
    personName: target.planned.personName,
    cloudPcs: open.map(({ planned, slot }) => ({ name: planned.cloudPcName, slot })),
    deadlineAt: plan.request.deadlineAt,
    requesterName: plan.requestedBy.name,
  };
}
