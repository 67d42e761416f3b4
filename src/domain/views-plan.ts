import type { Actor } from './actor.ts';
import type { Check } from './checks.ts';
import type { Eta, LeftOut, PolicySwitch, Rollback } from './plan.ts';
import type { ProofFinding } from './proof.ts';
import type { Refusal } from './refusal.ts';
import type { ChecklistItem, RolloutRequest, Tick } from './request.ts';
import type { Approval } from './rollout.ts';
import type { Instant } from './time.ts';
import type { ApprovalScope, SinceShown, VoteCount } from './views-approval.ts';
import type { Slot } from './window.ts';

/** Everything an approver needs, in one screen. */
export interface ApprovalView {
  readonly kind: 'approval';
  readonly rolloutId: string;
  readonly revision: number;
  readonly hash: string;
  readonly state: 'pending' | 'approved' | 'rejected' | 'expired' | 'void' | 'late' | 'aborted';
  readonly summary: PlanSummary;
  readonly expiresAt: Instant;
  readonly decision: Approval | null;
  /** Set when a click was answered with "the plan changed": what differs from the revision the card showed. */
  readonly differences: readonly Difference[];
  /** Who said yes so far, of how many; missing in examples of one answer. */
  readonly votes?: VoteCount;
  /** What this reader has not seen yet, against what they were shown before. */
  readonly since?: SinceShown;
  readonly scope?: ApprovalScope;
  /** Deputies who were asked as well, by name. */
  readonly deputies?: readonly string[];
  readonly endedWhy?: 'requester-lost-role';
}

/** The dry run, shown to the admin who asked for it. */
export interface PlanView {
  readonly kind: 'plan';
  readonly rolloutId: string;
  readonly revision: number;
  readonly hash: string;
  readonly summary: PlanSummary;
  readonly checks: readonly Check[];
  /** Approvers by name; empty means nobody can approve, and the card says so. */
  readonly approvers: readonly string[];
}

export interface Difference {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

export interface PlanSummary {
  readonly tenantName: string;
  readonly planKind: 'replace' | 'roll-back';
  readonly requestedBy: Actor;
  readonly madeAt: Instant;
  readonly request: RolloutRequest;
  readonly image: { readonly name: string; readonly version: string; readonly supportEndsOn: string | null };
  readonly switches: readonly PolicySwitch[];
  readonly targets: number;
  readonly people: number;
  readonly waves: readonly WaveSummary[];
  readonly zones: readonly ZoneSummary[];
  readonly leftOut: readonly LeftOut[];
  readonly checks: { readonly pass: number; readonly warn: number; readonly fail: number; readonly unknown: number };
  readonly warnings: readonly Check[];
  readonly checklist: readonly ChecklistCounts[];
  readonly eta: Eta;
  readonly rollback: Rollback;
  /** What an expedited plan skips or cuts short; missing when it is none. */
  readonly skipped?: readonly Refusal[];
}

export interface WaveSummary {
  readonly wave: number;
  readonly targets: number;
  readonly names: readonly string[];
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

export interface ZoneSummary {
  readonly zone: string;
  readonly people: number;
  readonly first: Slot;
}

/** Counts of one checklist item over all people of the plan, and what they rest on. */
export interface ChecklistCounts {
  readonly item: ChecklistItem;
  readonly measured: number;
  readonly attested: number;
  readonly waived: number;
  readonly bad: number;
  readonly unknown: number;
  readonly tick: Tick | null;
}

export interface ChecklistView {
  readonly kind: 'checklist';
  readonly rolloutId: string;
  readonly revision: number;
  readonly hash: string;
  readonly items: readonly ChecklistCounts[];
  /** The item whose list of names is open, or null. */
  readonly open: ChecklistItem | null;
  readonly people: readonly ChecklistPerson[];
  /** Ticks are part of the plan: they can be set only before approval is asked for. */
  readonly mayTick: boolean;
  /** Set when the two data questions are answered by the Cloud PCs themselves: for how many minutes a report counts. */
  readonly measuredForMinutes?: number;
}

export interface ChecklistPerson {
  readonly personId: string;
  readonly personName: string;
  readonly cloudPcId: string;
  readonly cloudPcName: string;
  readonly state: 'measured' | 'measured-bad' | 'attested' | 'waived' | 'unknown';
  readonly by: string;
  readonly reason: string;
  /** What the Cloud PC reported, when the answer rests on that. */
  readonly measured?: { readonly at: Instant | null; readonly findings: readonly ProofFinding[] };
}

export interface ChecksView {
  readonly kind: 'checks';
  readonly checks: readonly Check[];
  readonly takenAt: Instant;
}
