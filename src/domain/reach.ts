import { isLive } from './rollout.ts';
import type { RolloutState } from './rollout.ts';
import { attemptUnderWay, isFinished } from './target.ts';
import type { Target } from './target.ts';
import { earliest, isBefore, latest, plusMinutes } from './time.ts';
import type { Instant } from './time.ts';

/** What was done about a person whom no notice reached. It says nothing about their having been told: only a delivered notice does. */
export interface Reach {
  /** Since when no notice reaches them; null once one did. */
  readonly since: Instant | null;
  /** Rounds in which it was tried once more (the app installed, the notice sent again), and when the last one ended. */
  readonly tries: number;
  readonly triedAt: Instant | null;
  /** At this moment, whatever the waits: Graph asked for patience, or a person (`asked`) to try now. */
  readonly againAt?: Instant;
  readonly asked?: true;
  readonly install?: { readonly at: Instant; readonly outcome: InstallOutcome };
  readonly manager?: ManagerWord;
}

export type InstallOutcome =
  | 'installed'
  | 'already-there'
  | 'forbidden'
  | 'person-not-found'
  | 'refused'
  | 'not-in-catalogue'
  | 'off';

/** The word to the manager of somebody who cannot be reached: for which date, to whom, and what came of it. */
export interface ManagerWord {
  readonly at: Instant;
  readonly slotStartAt: Instant;
  readonly id: string | null;
  readonly name: string;
  /** How the directory says that they read and live; '' and 'UTC' where nobody was found. */
  readonly locale: string;
  readonly zone: string;
  readonly outcome: 'ordered' | 'delivered' | 'unreachable' | 'in-doubt' | 'no-manager' | 'unreadable' | 'off';
}

/** Who is waited for before their manager hears of it, and how long before the date at the latest. */
const MANAGER_AFTER_HOURS = 24;
const MANAGER_BEFORE_DAYS = 3;
/** A date that moves from night to night is no reason to write to a manager every day. */
const MANAGER_AGAIN_DAYS = 3;
const DAY_MINUTES = 24 * 60;
const LONGEST_WAIT_DAYS = 7;

/** Reasons of Teams that an installation can change; who blocked the bot is left alone. */
const CURABLE = ['not-installed', 'forbidden', 'not-found', 'conversation-not-found', 'blocked-or-uninstalled'];

/** True while no notice about the date that stands now has reached, or could reach, its owner, and none is on its way. */
export function isUnreached(target: Target): boolean {
  if (isFinished(target) || attemptUnderWay(target)) return false;
  return target.unreachable !== null && target.noticeRevision >= target.slotRevision;
}

/** Whether the app is worth installing for them. */
export function isCurable({ unreachable }: Target): boolean {
  return unreachable !== null && CURABLE.includes(unreachable);
}

/** The first notice that did not arrive starts the count; later ones go on with it. */
export function noteUnreached(target: Target, now: Instant): Target {
  const { reach } = target;
  if (reach?.since) return target;
  return { ...target, reach: { ...(reach ?? { tries: 0, triedAt: null }), since: now } };
}

/** They were told: what was done is kept as a record, and nothing more is due. */
export function noteReached(target: Target): Target {
  const { reach } = target;
  if (!reach?.since) return target;
  const { againAt: _over, asked: _asked, ...rest } = reach;
  return { ...target, reach: { ...rest, since: null } };
}

/**
 * When it is tried once more: at once where an installation may help, then daily, from the fourth time on with twice the wait of the
 * time before, at most a week.
 */
export function nextTryAt(target: Target): Instant | undefined {
  const { reach } = target;
  if (!isUnreached(target) || !reach?.since) return undefined;
  if (reach.againAt !== undefined) return reach.againAt;
  if (reach.triedAt === null) return reach.since;
  const days = Math.min(LONGEST_WAIT_DAYS, 2 ** Math.max(0, reach.tries - 3));
  return plusMinutes(reach.triedAt, days * DAY_MINUTES);
}

/** When the manager hears of it: a day after the first miss, or three days before the date if that is sooner; never before a first try. */
export function nextManagerAt(target: Target): Instant | undefined {
  const { reach, slot } = target;
  if (!isUnreached(target) || !reach?.since || reach.triedAt === null) return undefined;
  const word = reach.manager;
  if (word?.slotStartAt === slot.startAt) return undefined;
  const due = earliest([
    plusMinutes(reach.since, MANAGER_AFTER_HOURS * 60),
    plusMinutes(slot.startAt, -MANAGER_BEFORE_DAYS * DAY_MINUTES),
  ]);
  const again = word ? [plusMinutes(word.at, MANAGER_AGAIN_DAYS * DAY_MINUTES)] : [];
  return latest([due ?? reach.since, reach.triedAt, ...again]);
}

export interface ReachDue {
  readonly tries: readonly Target[];
  readonly managers: readonly Target[];
}

/** The people whose turn it is; nobody's while the rollout is held or over. */
export function listReachDue(state: RolloutState, now: Instant): ReachDue {
  if (!mayReach(state)) return { tries: [], managers: [] };
  const isDue = (at: Instant | undefined) => at !== undefined && !isBefore(now, at);
  const words = indexWords(state.targets);
  const tries = state.targets.filter((target) => isDue(nextTryAt(target)));
  const trying = new Set(tries.map(({ planned }) => planned.personId));
  // Whoever is tried in this round may be reached by it.
  const managers = state.targets.filter(
    (target) => !trying.has(target.planned.personId) && isDue(nextWordAt(words, target)),
  );
  return { tries, managers };
}

/** The next moment at which somebody's turn comes. */
export function nextReachAt(state: RolloutState): Instant | undefined {
  if (!mayReach(state)) return undefined;
  const words = indexWords(state.targets);
  const moments = state.targets.flatMap((target) => [nextTryAt(target), nextWordAt(words, target)]);
  return earliest(moments.filter((at) => at !== undefined));
}

type Words = ReadonlyMap<string, readonly (Pick<ManagerWord, 'at' | 'slotStartAt'> & { readonly cloudPcId: string })[]>;

function indexWords(targets: readonly Target[]): Words {
  const given = targets.flatMap(({ planned, reach }) =>
    reach?.manager ? [{ ...reach.manager, personId: planned.personId, cloudPcId: planned.cloudPcId }] : [],
  );
  return Map.groupBy(given, ({ personId }) => personId);
}

/** As `nextManagerAt`; the word about another Cloud PC of the same person counts for that date, and for all of theirs for a while. */
function nextWordAt(words: Words, target: Target): Instant | undefined {
  const own = nextManagerAt(target);
  if (own === undefined) return undefined;
  const others = (words.get(target.planned.personId) ?? []).filter(
    ({ cloudPcId }) => cloudPcId !== target.planned.cloudPcId,
  );
  if (others.some(({ slotStartAt }) => slotStartAt === target.slot.startAt)) return undefined;
  return latest([own, ...others.map(({ at }) => plusMinutes(at, MANAGER_AGAIN_DAYS * DAY_MINUTES))]);
}

function mayReach({ rollout }: RolloutState): boolean {
  return isLive(rollout) && !rollout.hold;
}

/** The owner did something with a notice: whatever it was, they have seen it. */
export function acknowledge(target: Target, now: Instant): Target {
  return target.acknowledgedAt === undefined ? { ...target, acknowledgedAt: now } : target;
}

/** What came of the word to the manager; one that was given for another date meanwhile stays as it is. */
export function noteManagerWord(target: Target, slotStartAt: Instant, outcome: ManagerWord['outcome']): Target {
  const { reach } = target;
  if (reach?.manager?.slotStartAt !== slotStartAt) return target;
  return { ...target, reach: { ...reach, manager: { ...reach.manager, outcome } } };
}
