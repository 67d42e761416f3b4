import type { Appeal } from './appeal.ts';
import type { Complaint, HelpCase } from './case.ts';
import type { CopyState } from './copy.ts';
import type { ProofFinding } from './proof.ts';
import type { ChecklistItem } from './request.ts';
import type { LineStop } from './rollout.ts';
import type { Instant } from './time.ts';
import type { Slot } from './window.ts';

/** Cards about what people may demand: a stop, an exception, help. */
export type RightsView = StopView | AppealView | CaseView | CasesView;

/** Under way right now: nothing can stop it any more. */
export interface InFlight {
  readonly cloudPcName: string;
  readonly personName: string;
  readonly since: Instant;
}

/** Asked before a stop that somebody typed: what stops, what cannot be stopped. */
export interface StopView {
  readonly kind: 'stop';
  readonly rolloutId: string;
  readonly title: string;
  readonly notStarted: number;
  readonly inFlight: readonly InFlight[];
}

/** A request that somebody else decides. `hash` binds the answer to what this card shows. */
export interface AppealView {
  readonly kind: 'appeal';
  readonly rolloutId: string;
  readonly title: string;
  readonly cloudPcId: string;
  readonly cloudPcName: string;
  readonly personName: string;
  readonly appeal: Appeal;
  readonly hash: string;
  /** `over`: it was never answered, and its Cloud PC is through or left behind. */
  readonly state: 'open' | 'over' | 'approved' | 'declined' | 'voided';
  readonly slot: Slot;
  /** The IANA zone in which the owner of the Cloud PC lives. */
  readonly ownerZone: string;
  readonly deadlineAt: Instant;
  readonly postponements: number;
  readonly requesterName: string;
  /** What the Cloud PC itself said of the item that is to be waived. */
  readonly reported?: ReportedItem;
  /** False on the copy of somebody who may read and not decide. */
  readonly mayDecide: boolean;
}

/** The newest report on one item, as of its own moment; `at` is null when there is none, and no findings then: none is asked for. */
export interface ReportedItem {
  readonly at: Instant | null;
  readonly findings: readonly ProofFinding[];
}

/** A complaint with everything that helps to help. */
export interface CaseView {
  readonly kind: 'case';
  readonly rolloutId: string;
  readonly title: string;
  readonly cloudPcId: string;
  readonly help: HelpCase;
  readonly open: boolean;
  readonly personName: string;
  readonly upn: string;
  readonly nameBefore: string;
  readonly nameAfter: string;
  readonly imageBefore: string;
  readonly imageAfter: string;
  readonly startedAt: Instant | null;
  readonly readyAt: Instant | null;
  /** What the wipe rested on, at its own moment. */
  readonly proof: readonly { readonly item: ChecklistItem; readonly state: string; readonly by: string }[];
  /** The protective copy, when the plan asked for one. */
  readonly copy?: CopyState;
}

export interface CasesView {
  readonly kind: 'cases';
  readonly rolloutId: string;
  readonly title: string;
  readonly closed: number;
  readonly open: readonly {
    readonly cloudPcId: string;
    readonly number: number;
    readonly what: Complaint;
    readonly personName: string;
    readonly cloudPcName: string;
    readonly since: Instant;
  }[];
}

/** What the owner may still demand, and what came of what they demanded: part of their notice. */
export interface NoticeRights {
  readonly mayStop: boolean;
  /** Dates to wish for in an exception; null when none can be asked for now. */
  readonly wishes: readonly Slot[] | null;
  /** The newest request. */
  readonly appeal: Appeal | null;
  /** The stop that stands, and whether it is this person's own. */
  readonly stop: { readonly by: LineStop['as']; readonly own: boolean; readonly since: Instant } | null;
  readonly help: HelpCase | null;
}
