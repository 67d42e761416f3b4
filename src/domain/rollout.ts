import type { Actor } from './actor.ts';
import type { AppCard } from './app-owners.ts';
import { planHash } from './plan.ts';
import type { Plan } from './plan.ts';
import type { SwitchState } from './switches.ts';
import type { Refusal } from './refusal.ts';
import type { SeenAs, Sighted } from './sight.ts';
import type { Target } from './target.ts';
import type { Instant } from './time.ts';

/** One person's answer to one revision of the plan; binds to the hash they saw. */
export interface Approval {
  readonly decision: 'approved' | 'rejected';
  readonly by: Actor;
  readonly at: Instant;
  readonly hash: string;
  readonly comment: string;
}

/** One person's decision, kept with what it rested on: in which role they acted, and the text of the card they read. */
export interface Vote extends Approval {
  readonly as: 'approver' | 'deputy';
  /** The card that this person decided on, as it read; plain text, shortened. */
  readonly seen: string;
  readonly seenAs?: SeenAs;
}

/** Deputies who were asked because the approvers had let the reminder pass. */
export interface Deputies {
  readonly askedAt: Instant;
  readonly asked: readonly Actor[];
}

/** The question about the switch of the policies, where that needs an approval of its own. */
export interface GoLive {
  /** The first date for which it was asked: another date is asked for anew. */
  readonly askedFor: Instant;
  readonly askedAt: Instant;
  /** When it was asked once more, and which deputies were asked then. */
  readonly reminded?: Deputies;
  readonly vote: Vote | null;
}

/** What somebody wrote after an expedited rollout about what was skipped, and whether it was right to. */
export interface Review extends Sighted {
  readonly by: Actor;
  readonly at: Instant;
  readonly text: string;
}

/** Why nothing new is started, who said so, since when. `kind` tells a person's hold from one that Repave set. */
export interface Hold {
  readonly kind:
    | 'person'
    | 'line-stopped'
    | 'drift'
    | 'failure-limit'
    | 'inconclusive'
    | 'switch-failed'
    | 'awaiting-promotion'
    | 'role-lost'
    | 'go-live-refused';
  readonly by: Actor;
  readonly since: Instant;
  readonly reason: string;
  readonly facts: Refusal['facts'];
  /** A stopped line only: somebody asks to go on, with what they found. A second person has to agree. */
  readonly resumeAsked?: { readonly by: Actor; readonly at: Instant; readonly found: string };
}

interface Resumption {
  readonly askedBy: Actor;
  readonly found: string;
  readonly by: Actor;
  readonly at: Instant;
}

/** One person's stop of all new starts, and the two people who ended it. */
export interface LineStop {
  readonly by: Actor;
  readonly as: 'owner' | 'approver' | 'admin';
  readonly at: Instant;
  readonly reason: string;
  readonly ended: (Sighted & Resumption) | null;
}

/** The answer of a gate after a wave. */
export interface Verdict {
  readonly wave: number;
  readonly verdict: 'promote' | 'hold' | 'inconclusive';
  readonly at: Instant;
  readonly evidence: GateEvidence;
  readonly promotedBy: Actor | null;
}

export interface GateEvidence {
  readonly targets: number;
  readonly verified: number;
  readonly failed: number;
  readonly complaints: number;
  readonly confirmations: number;
  readonly notStarted: number;
  readonly slowestMinutes: number;
  readonly medianMinutes: number;
}

/** A rollout without its targets: what was planned, what people decided, what was seen. Phase is computed (`rolloutPhase`). */
export interface Rollout {
  readonly id: string;
  readonly plan: Plan;
  readonly hash: string;
  /** When approval was asked for; null while the plan is still the requester's own. */
  readonly submittedAt: Instant | null;
  readonly remindedAt: Instant | null;
  /** The answer, once it stands: a no, or the yes that made enough of them. */
  readonly approval: Approval | null;
  /** Everybody's answers to this revision, oldest first; missing in rollouts of one answer that were approved before votes were kept. */
  readonly votes?: readonly Vote[];
  readonly deputies?: Deputies;
  readonly goLive?: GoLive;
  readonly review?: Review;
  /** When the review was asked for. */
  readonly reviewAsks?: readonly Instant[];
  /** Who answers for the rollout since its requester lost the role: the one who resumed it. */
  readonly sponsor?: Actor;
  /** Who had it go on after policies were ordered back: the yes to the new switch is somebody else's. */
  readonly wantedAgainBy?: Actor;
  /** The approval came after the first date had passed: somebody must say start now, or plan again. */
  readonly lateStart: 'not-late' | 'asked' | 'start-now';
  readonly expiredAt: Instant | null;
  readonly hold: Hold | null;
  /** Every time the line was stopped, oldest first; missing when it never was. */
  readonly stops?: readonly LineStop[];
  readonly aborted: {
    readonly by: Actor;
    readonly at: Instant;
    readonly reason: string;
    /** Set when it was no person who ended it. */
    readonly code?: 'requester-lost-role';
  } | null;
  readonly completedAt: Instant | null;
  readonly switches: readonly SwitchState[];
  /** Highest wave that may start: the canary is 0. */
  readonly wave: number;
  readonly verdicts: readonly Verdict[];
  /** Failures that a person knew of when they resumed; only more than these stop the rollout again. */
  readonly acceptedFailures: number;
  /** Last look at the tenant. */
  readonly observedAt: Instant | null;
  /** Cloud PCs that got the new image under the switched policies without being targets: people who joined meanwhile. */
  readonly newJoiners: readonly string[];
  /** When the daily reports of its Cloud PCs were last read; missing until they were. */
  readonly reportsReadAt?: Instant;
  /** What owners of apps were asked about files on people's Cloud PCs, oldest first. */
  readonly appCards?: readonly AppCard[];
}

/** A rollout with its targets: what every decision is made from. */
export interface RolloutState {
  readonly rollout: Rollout;
  readonly targets: readonly Target[];
}

export function newRollout(plan: Plan): Rollout {
  return {
    id: plan.rolloutId,
    plan,
    hash: planHash(plan),
    submittedAt: null,
    remindedAt: null,
    approval: null,
    lateStart: 'not-late',
    expiredAt: null,
    hold: null,
    aborted: null,
    completedAt: null,
    switches: plan.switches.map(({ policyId, policyName }) => ({
      policyId,
      policyName,
      wanted: 'before',
      seen: 'unknown',
      intentAt: null,
      doneAt: null,
      detail: '',
    })),
    wave: 0,
    verdicts: [],
    acceptedFailures: 0,
    observedAt: null,
    newJoiners: [],
  };
}

export const ROLLOUT_PHASES = [
  'draft',
  'awaiting-approval',
  'noticing',
  'rolling',
  'completed',
  'rejected',
  'expired',
  'aborted',
] as const;
export type RolloutPhase = (typeof ROLLOUT_PHASES)[number];

/** Where this rollout stands, from its facts alone. `started` says whether any target has an attempt. */
export function rolloutPhase(rollout: Rollout, started: boolean): RolloutPhase {
  if (rollout.aborted) return 'aborted';
  if (rollout.completedAt) return 'completed';
  if (rollout.approval?.decision === 'rejected') return 'rejected';
  if (rollout.expiredAt) return 'expired';
  if (!rollout.submittedAt) return 'draft';
  if (!rollout.approval) return 'awaiting-approval';
  return started ? 'rolling' : 'noticing';
}

export function isApproved(rollout: Rollout): boolean {
  return rollout.approval?.decision === 'approved' && rollout.approval.hash === rollout.hash;
}

/** Approved, not ended, not waiting for a late-start answer: time and world may move it. */
export function isLive(rollout: Rollout): boolean {
  const ended = rollout.aborted ?? rollout.completedAt ?? rollout.expiredAt;
  return isApproved(rollout) && !ended && rollout.lateStart !== 'asked';
}
