import type { InstallOutcome, ManagerWord } from './reach.ts';
import type { Target } from './target.ts';
import { earliest } from './time.ts';
import type { Instant } from './time.ts';

/** Where the word to one person stands, the best first. `not-sent`: nobody tried yet, or the message waits. */
export const LEDGER_STATES = ['acknowledged', 'delivered', 'in-doubt', 'unreachable', 'not-sent'] as const;
export type LedgerState = (typeof LEDGER_STATES)[number];

/** A message to an owner or about one, as far as the ledger needs it. */
export interface LedgerMessage {
  readonly cloudPcId: string | null;
  readonly personId: string | null;
  readonly state: 'due' | 'sending' | 'delivered' | 'unreachable' | 'in-doubt';
  readonly deliveredAt: Instant | null;
}

export interface LedgerRow {
  readonly cloudPcId: string;
  readonly cloudPcName: string;
  readonly personName: string;
  readonly state: LedgerState;
  /** First delivery of the newest word that arrived. */
  readonly deliveredAt: Instant | null;
  readonly acknowledgedAt: Instant | null;
  /** Messages about this Cloud PC that its owner has; 0 where the messages were not read. */
  readonly received: number;
  /** Code of Teams or Repave; empty unless unreachable. */
  readonly why: string;
  readonly since: Instant | null;
  /** Rounds in which it was tried once more. */
  readonly tries: number;
  readonly install: InstallOutcome | null;
  readonly manager: Pick<ManagerWord, 'name' | 'outcome' | 'at'> | null;
}

export interface Ledger {
  readonly rows: readonly LedgerRow[];
  readonly counts: Readonly<Record<LedgerState, number>>;
  readonly managersTold: number;
  /** The setting names no app of the catalogue: nobody can be given the app until that is mended. */
  readonly isMisconfigured: boolean;
}

/** Who was told, who answered, who was not reached and why. From the targets alone, or with the times of the messages themselves. */
export function makeLedger(targets: readonly Target[], messages: readonly LedgerMessage[] = []): Ledger {
  const byCloudPc = Map.groupBy(messages, ({ cloudPcId }) => cloudPcId ?? '');
  const rows = targets.map((target) => makeLedgerRow(target, byCloudPc.get(target.planned.cloudPcId) ?? []));
  const managers = rows.flatMap(({ manager }) => (manager?.outcome === 'delivered' ? [manager] : []));
  return {
    rows,
    counts: countLedger(rows),
    managersTold: managers.length,
    isMisconfigured: rows.some(({ install, state }) => install === 'not-in-catalogue' && state === 'unreachable'),
  };
}

function countLedger(rows: readonly LedgerRow[]): Ledger['counts'] {
  const empty = Object.fromEntries(LEDGER_STATES.map((state) => [state, 0])) as Record<LedgerState, number>;
  for (const { state } of rows) empty[state] += 1;
  return empty;
}

/** One line of the ledger. */
export function makeLedgerRow(target: Target, messages: readonly LedgerMessage[] = []): LedgerRow {
  const { planned, told, unreachable } = target;
  const own = messages.filter(({ personId, state }) => personId === planned.personId && state === 'delivered');
  const state = stateOf(target, messages);
  const isMissed = state === 'unreachable' || state === 'in-doubt';
  return {
    cloudPcId: planned.cloudPcId,
    cloudPcName: planned.cloudPcName,
    personName: planned.personName,
    state,
    deliveredAt: told ? (latestDelivery(own) ?? told.slotAt) : null,
    acknowledgedAt: acknowledgedAt(target),
    received: own.length,
    why: isMissed ? (unreachable ?? '') : '',
    ...describeReach(target),
  };
}

function describeReach({ reach }: Target): Pick<LedgerRow, 'since' | 'tries' | 'install' | 'manager'> {
  if (!reach) return { since: null, tries: 0, install: null, manager: null };
  const { since, tries, install, manager } = reach;
  return {
    since,
    tries,
    install: install?.outcome ?? null,
    manager: manager ? { name: manager.name, outcome: manager.outcome, at: manager.at } : null,
  };
}

/** What did not arrive outweighs what did: a person who knows an old date does not know the present one. */
function stateOf(target: Target, messages: readonly LedgerMessage[]): LedgerState {
  const { planned, unreachable, reach, told } = target;
  if (unreachable === 'delivery-in-doubt') return 'in-doubt';
  if (unreachable !== null || reach?.since) return 'unreachable';
  if (told) return acknowledgedAt(target) === null ? 'delivered' : 'acknowledged';
  const isOpen = messages.some(({ personId, state }) => personId === planned.personId && state === 'in-doubt');
  return isOpen ? 'in-doubt' : 'not-sent';
}

/** The first thing the owner did with a notice; what they said counts for rows from before it was kept. */
function acknowledgedAt({ acknowledgedAt: first, planned, evidence, helpAsked, feedback }: Target): Instant | null {
  const said = evidence.filter(({ state, by }) => state === 'attested' && by === planned.personId).map(({ at }) => at);
  const acts = [first, ...said, helpAsked?.at, feedback?.at].filter((at) => at !== undefined);
  return earliest(acts) ?? null;
}

function latestDelivery(messages: readonly LedgerMessage[]): Instant | undefined {
  return messages
    .flatMap(({ deliveredAt }) => deliveredAt ?? [])
    .sort()
    .at(-1);
}

/** The unreachable first, then those about whom nobody knows; at the end who answered. */
const ORDER: readonly LedgerState[] = ['unreachable', 'in-doubt', 'not-sent', 'delivered', 'acknowledged'];

export function sortLedger(rows: readonly LedgerRow[]): readonly LedgerRow[] {
  return rows.toSorted(
    (a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.personName.localeCompare(b.personName),
  );
}
