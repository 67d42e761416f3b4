import type { Actor } from './actor.ts';
import type { PolicySwitch } from './plan.ts';
import type { Refusal } from './refusal.ts';
import type { Approval, Review, RolloutPhase } from './rollout.ts';
import type { Instant } from './time.ts';
import type { Difference } from './views-plan.ts';

/** Who has said yes so far, and how many must. */
export interface VoteCount {
  readonly by: readonly string[];
  readonly need: number;
}

/** What differs from the revision that this reader was shown before. */
export interface SinceShown {
  readonly revision: number;
  readonly differences: readonly Difference[];
}

/** How safe the data of the plan's people is, as far as it is known. */
export interface DataScope {
  /** People whose Cloud PC says that data on it is not safe; at most `RED_NAMES` names. */
  readonly red: { readonly count: number; readonly names: readonly string[] };
  /** People of whom nothing is known yet. */
  readonly unknown: number;
  /** Where there are reports: of how many of all people it is known, how many of them by a waiver, and for how many more there is only a word. */
  readonly safe?: { readonly count: number; readonly of: number; readonly byWord: number; readonly waived?: number };
  /** Where nothing is measured: how many say it themselves, for how many only a tick for everybody stands, and how many were waived. */
  readonly said?: { readonly own: number; readonly ticked: number; readonly waived: number };
}

/** Who and what the plan reaches, and what of it is not in order yet. */
export interface ApprovalScope extends DataScope {
  /** Of each policy: how many of its Cloud PCs are rebuilt, of how many; null where a plan does not say. */
  readonly policies: readonly { readonly name: string; readonly targets: number; readonly all: number | null }[];
  /** People who cannot be written to: Repave is not in their Teams, or would not take it. */
  readonly unreached: number;
  readonly copies?: CopyCost;
}

/** What protective copies need: how many, where, and the most they can take by the disks' sizes; null when a size is not known. */
export interface CopyCost {
  readonly count: number;
  readonly kind: 'restore-point' | 'export';
  /** Name of the storage account; '' for restore points. */
  readonly place: string;
  readonly upToGb: number | null;
}

/** The card that asks about the switch of the policies alone. */
export interface GoLiveView {
  readonly kind: 'go-live';
  readonly rolloutId: string;
  readonly revision: number;
  readonly hash: string;
  readonly tenantName: string;
  readonly title: string;
  readonly requestedBy: Actor;
  readonly state: 'pending' | 'approved' | 'refused' | 'over';
  readonly switches: readonly PolicySwitch[];
  readonly targets: number;
  readonly people: number;
  readonly firstAt: Instant;
  /** Who approved the plan itself. */
  readonly approvedBy: readonly string[];
  /** Of those who are still to be rebuilt; missing once there is nothing to decide. */
  readonly data?: DataScope;
  readonly decision: Approval | null;
  /** The policies were put back before: how many Cloud PCs have failed, and how many work; missing the first time. */
  readonly again?: { readonly failed: number; readonly done: number };
}

/** The card that asks for the review of an expedited rollout, and shows it when it is written. */
export interface ReviewView {
  readonly kind: 'review';
  readonly rolloutId: string;
  readonly tenantName: string;
  readonly title: string;
  readonly requestedBy: Actor;
  readonly phase: RolloutPhase;
  readonly why: string;
  readonly approvedBy: readonly string[];
  readonly skipped: readonly Refusal[];
  readonly done: number;
  readonly targets: number;
  readonly failed: number;
  readonly review: Review | null;
}

/** What follows from an emergency: a review that is owed, or done. */
export type ReviewState = { readonly state: 'owed' } | ({ readonly state: 'done' } & Review);

/** The switch of the policies waits for a yes of its own: since when it is asked, since when once more, and of how many deputies. */
export interface GoLiveOpen {
  readonly askedAt: Instant;
  readonly remindedAt: Instant | null;
  readonly deputies: number;
}

export type ApprovalExtraView = GoLiveView | ReviewView;
