import { isGreenAside } from './app-owners.ts';
import type { AppAnswer } from './app-owners.ts';
import { FIT_STATUSES } from './world.ts';
import type { CloudPcStatus } from './world.ts';
import type { CopyState } from './copy.ts';
import type { Appeal } from './appeal.ts';
import type { Complaint, HelpCase } from './case.ts';
import type { ChecklistItem } from './request.ts';
import type { Plan, PlannedTarget } from './plan.ts';
import type { ProofState } from './proof.ts';
import type { Reach } from './reach.ts';
import type { Refusal } from './refusal.ts';
import type { Sighted } from './sight.ts';
import type { SessionCall } from './session-call.ts';
import type { Instant } from './time.ts';
import type { Slot } from './window.ts';

/** One order to reprovision, written before the call (`intentAt`) and settled after it. */
export interface Attempt {
  readonly number: number;
  readonly intentAt: Instant;
  /** `open`: intent written, answer not yet recorded. `in-doubt`: the call may or may not have taken effect. */
  readonly outcome: 'open' | 'accepted' | 'rejected' | 'in-doubt' | 'did-not-happen';
  readonly settledAt: Instant | null;
  readonly detail: string;
}

/** Evidence of one checklist item for one person; a waiver that nobody had asked for keeps the card that it was given on. */
export interface Evidence extends Sighted {
  readonly item: ChecklistItem;
  readonly state: 'measured' | 'measured-bad' | 'attested' | 'waived';
  readonly by: string;
  readonly byName: string;
  readonly reason: string;
  readonly at: Instant;
  /** Who asked for a waiver, when it was asked for: never the one who gives it. */
  readonly askedBy?: string;
}

/** What the tenant last showed of the Cloud PC. */
export interface Observed {
  readonly at: Instant;
  readonly status: CloudPcStatus;
  readonly imageName: string | null;
  readonly provisionedAt: Instant | null;
  readonly name: string;
}

/** A notice that reached its person: when the first did, and which date they know of. */
export interface Told {
  readonly firstAt: Instant;
  readonly slotAt: Instant;
  readonly slot: Slot;
}

/** A person's order to try once more; `failedAt` is missing in rows from before it was kept. */
export interface Retry {
  readonly by: string;
  readonly at: Instant;
  readonly failedAt?: Instant;
  /** It held nothing any more, so its owner was asked nothing anew. */
  readonly dead?: boolean;
}

/** One Cloud PC inside one rollout: facts only. Its phase is computed (`targetPhase`). */
export interface Target {
  readonly planned: PlannedTarget;
  /** The date that stands now; a new `slotRevision` owes the person a new notice. */
  readonly slot: Slot;
  readonly slotRevision: number;
  readonly told: Told | null;
  /** Slot revision for which a notice was last ordered; 0 when none was. */
  readonly noticeRevision: number;
  /** Why the last notice did not reach the person; null when it did or none was sent. */
  readonly unreachable: string | null;
  /** What was done while no notice reached them; missing when every one did. */
  readonly reach?: Reach;
  /** When they first pressed anything on a notice; missing when they never did, and in rows from before it was kept. */
  readonly acknowledgedAt?: Instant;
  readonly postponements: number;
  readonly helpAsked: { readonly at: Instant; readonly text: string } | null;
  readonly evidence: readonly Evidence[];
  /** What the Cloud PC itself reports of the data on it; missing until it was asked. */
  readonly proof?: ProofState;
  /** What owners of apps answered about files on it, oldest first. */
  readonly appAnswers?: readonly AppAnswer[];
  /** The protective copy that the plan asks for; missing until it was ordered. */
  readonly copy?: CopyState;
  readonly excluded: { readonly at: Instant; readonly by: string; readonly why: Refusal } | null;
  readonly attempts: readonly Attempt[];
  /** Each is a person's order to try once more after a failure; the plan itself grants the first attempt. */
  readonly retries: readonly Retry[];
  /** Its date passed, or was moved by the person, while its wave was open: the gate no longer waits for it. */
  readonly deferredAt: Instant | null;
  readonly observed: Observed | null;
  /** First reading of the new state after a reprovision; settling runs from here. Reset by any reading that contradicts it. */
  readonly goodSince: Instant | null;
  /** First reading of `failed` after a reprovision; one reading proves nothing (status flip-flops). */
  readonly badSince: Instant | null;
  readonly verifiedAt: Instant | null;
  readonly failed: { readonly at: Instant; readonly why: Refusal } | null;
  readonly feedback: {
    readonly at: Instant;
    readonly works: boolean;
    readonly text: string;
    readonly what?: Complaint;
  } | null;
  /** Requests about this Cloud PC that somebody else decides, oldest first. */
  readonly appeals?: readonly Appeal[];
  /** A deadline of its own, later than the plan's: an exception that was approved. */
  readonly deadlineUntil?: Instant;
  readonly cases?: readonly HelpCase[];
  readonly lastCallAt: Instant | null;
  /** The earliest start that the last call was made for; in rows from before there was one, the moment of the call. */
  readonly lastCallFor?: Instant;
  readonly call?: SessionCall;
  /** The owner asked for more time: nothing starts before it. */
  readonly snoozedUntil?: Instant;
  /** The owner chose the date that stands now themselves. */
  readonly ownDate?: boolean;
  /** The last reminder that was ordered: for the date that begins at `slotAt`, this many minutes before it. */
  readonly reminded?: { readonly slotAt: Instant; readonly minutes: number };
  /** The newest message about it that its owner has; older ones say that it took their place. */
  readonly newestNotice?: { readonly key: string; readonly orderedAt: Instant };
  /** Why the last try to start was refused, for the status card; cleared by a start. */
  readonly waitingFor: readonly Refusal[];
  /** Do not try to start again before this moment. */
  readonly notBefore: Instant | null;
}

export const TARGET_PHASES = [
  'planned',
  'told',
  'cleared',
  'postponed',
  'requested',
  'provisioning',
  'settling',
  'verified',
  'failed',
  'in-doubt',
  'excluded',
] as const;
export type TargetPhase = (typeof TARGET_PHASES)[number];

export function newTarget(planned: PlannedTarget): Target {
  return {
    planned,
    slot: planned.slot,
    slotRevision: 1,
    told: null,
    noticeRevision: 0,
    unreachable: null,
    postponements: 0,
    helpAsked: null,
    evidence: [],
    excluded: null,
    attempts: [],
    retries: [],
    deferredAt: null,
    observed: null,
    goodSince: null,
    badSince: null,
    verifiedAt: null,
    failed: null,
    feedback: null,
    lastCallAt: null,
    waitingFor: [],
    notBefore: null,
  };
}

export function lastAttempt(target: Target): Attempt | undefined {
  return target.attempts.at(-1);
}

/**
 * The attempt that is open, in doubt, or accepted and not yet verified or failed; undefined when nothing is under way. An accepted
 * attempt that failed and was retried is over: a person's order has taken its place.
 */
export function attemptUnderWay(target: Target): Attempt | undefined {
  const last = lastAttempt(target);
  if (!last || target.verifiedAt || target.failed) return undefined;
  if (last.outcome === 'accepted') return countAccepted(target) > target.retries.length ? last : undefined;
  return last.outcome === 'rejected' || last.outcome === 'did-not-happen' ? undefined : last;
}

/** How often the tenant took an order to reprovision it. */
export function countAccepted(target: Target): number {
  return target.attempts.filter((attempt) => attempt.outcome === 'accepted').length;
}

/** Where this target stands, from its facts alone. */
export function targetPhase(target: Target): TargetPhase {
  if (target.excluded) return 'excluded';
  if (target.verifiedAt) return 'verified';
  if (target.failed) return 'failed';
  const attempt = attemptUnderWay(target);
  if (attempt) return phaseUnderWay(target, attempt);
  if (!target.told) return 'planned';
  if (target.postponements > 0) return 'postponed';
  return isCleared(target) ? 'cleared' : 'told';
}

/** By a waiver, by the Cloud PC's own report once there is one (age aside: phases know no clock), else by the person's word. */
function isCleared({ evidence, proof, appAnswers }: Target): boolean {
  if (!proof?.report) return evidence.length > 0;
  return isGreenAside(proof, appAnswers) || evidence.some((piece) => piece.state === 'waived');
}

function phaseUnderWay(target: Target, attempt: Attempt): TargetPhase {
  if (attempt.outcome === 'in-doubt') return 'in-doubt';
  if (target.goodSince) return 'settling';
  const seen = target.observed;
  const moved = seen !== null && seen.at > attempt.intentAt && !FIT_STATUSES.includes(seen.status);
  return moved ? 'provisioning' : 'requested';
}

/** Wiped by an attempt of ours and never come up since: there is nothing on it that could be lost. */
export function isWiped(target: Target): boolean {
  const last = target.attempts.findLast((attempt) => attempt.outcome === 'accepted');
  const seen = target.observed;
  if (!last || seen?.status !== 'failed' || seen.at <= last.intentAt) return false;
  return seen.provisionedAt === null || seen.provisionedAt <= last.intentAt;
}

/** Nothing more will happen to it without a person. */
export function isFinished(target: Target): boolean {
  return Boolean(target.excluded ?? target.verifiedAt ?? target.failed);
}

/** Had the last call for a start at `since` or later (the date that stands now); one of an earlier date says nothing about this one. */
export function wasCalled(
  target: Target,
  since: Instant = target.slot.startAt,
): target is Target & { readonly lastCallAt: Instant } {
  return target.lastCallAt !== null && (target.lastCallFor ?? target.lastCallAt) >= since;
}

/** Without what was seen of the session: nobody keeps longer than needed whether somebody was in a call. */
export function forgetCall(target: Target): Target {
  const { call: _seen, ...rest } = target;
  return _seen === undefined ? target : rest;
}

/** Until when this Cloud PC may wait: the plan's deadline, or a later one of its own. */
export function deadlineOf(target: Target, plan: Plan): Instant {
  const { deadlineAt } = plan.request;
  return target.deadlineUntil !== undefined && target.deadlineUntil > deadlineAt ? target.deadlineUntil : deadlineAt;
}
