import type { ProofFinding, ProofVerdict } from './proof.ts';
import type { Instant } from './time.ts';
import type { NoticeCopy } from './view-copy.ts';
import type { NoticeRights } from './views-rights.ts';
import type { Slot } from './window.ts';

/** The notice of one Cloud PC to its owner. `stage` decides text and buttons; the last call comes with what was seen for it. */
export type NoticeView = NoticeFacts &
  ({ readonly stage: Exclude<NoticeStage, 'last-call'> } | { readonly stage: 'last-call'; readonly call: NoticeCall });

export type NoticeStage =
  | 'planned'
  | 'moved'
  | 'ready'
  | 'postponed'
  | 'help'
  | 'last-call'
  | 'snoozed'
  | 'held'
  | 'aborted'
  | 'started'
  | 'settling'
  | 'done'
  | 'failed'
  | 'left-out'
  | 'replaced';

interface NoticeFacts {
  readonly kind: 'notice';
  readonly rolloutId: string;
  readonly cloudPcId: string;
  readonly slotRevision: number;
  readonly personName: string;
  readonly zone: string;
  readonly locale: string;
  readonly cloudPcName: string;
  /** Other Cloud PCs of the same person in this rollout: they have notices of their own. */
  readonly otherCloudPcs: readonly string[];
  readonly imageBefore: string;
  readonly imageAfter: string;
  readonly slot: Slot;
  /** A wipe may also start without a further message any time inside the slot; typical and nine-of-ten minutes until usable. */
  readonly p50Minutes: number;
  readonly p90Minutes: number;
  /** Dates the person may pick instead; empty when no postponement is left or the deadline leaves none. */
  readonly otherSlots: readonly Slot[];
  /** A date before the present one; `today`: on this day of their calendar. */
  readonly soonerSlot?: (Slot & { readonly today: boolean }) | null;
  /** The last date before the deadline, when it is not among the others. */
  readonly lastSlot?: Slot | null;
  /** The date they picked has just been taken by others: what stands above is what is free now. */
  readonly slotTaken?: boolean;
  /** When the newest message about this Cloud PC was ordered that its owner has; missing before the first. */
  readonly newestAt?: Instant;
  /** The answer to a button of a card that no longer counted: its date had changed, or a newer message had taken its place. */
  readonly overtaken?: 'date' | 'message';
  /** No postponement is left, and the date may still be argued about. */
  readonly mayAskException?: boolean;
  /** This message brings the answer to the newest request: its date is the one of before. */
  readonly bringsAnswer?: true;
  /** Minutes before the date at which this message reminds of it; the shorter, the shorter it is. */
  readonly reminder?: number;
  /** Stage `snoozed`: nothing starts before it. */
  readonly snoozedUntil?: Instant;
  readonly postponementsLeft: number;
  readonly deadlineAt: Instant;
  /** True when the person still has to do something before the Cloud PC may be touched: say that their data is saved, or save it. */
  readonly needsReady: boolean;
  /** What the Cloud PC itself reports, where the plan asks for that; missing where people's word counts alone. */
  readonly proof?: NoticeProof;
  /** The protective copy, where the plan asks for one and it still matters. */
  readonly copy?: NoticeCopy;
  readonly requesterName: string;
  /** Reason in a person's words for held, aborted, left-out, failed; empty otherwise. */
  readonly reason: string;
  /** Asked after done: does it work? `null` until answered. */
  readonly works: boolean | null;
  /** What the owner may still demand, and what came of it; missing where nothing can be demanded. */
  readonly rights?: NoticeRights;
}

/** The last call: for which start, what was seen of the session, and whether it is the deadline, which ends sessions. */
export interface NoticeCall {
  readonly startAt: Instant;
  readonly session: 'signed-in' | 'unknown';
  readonly inCall: boolean;
  /** Session unknown: whether it starts by itself all the same, because the owner seems gone, or said so. */
  readonly gone?: 'away' | 'said';
  readonly isFinal: boolean;
  readonly maySnooze: boolean;
}

/** The state of the person's data, by their own Cloud PC. `at` is when it was looked at, `limitMinutes` how long that counts. */
export interface NoticeProof {
  readonly verdict: ProofVerdict;
  readonly at: Instant | null;
  readonly limitMinutes: number;
  readonly findings: readonly ProofFinding[];
  /** A look is on its way. */
  readonly awaited: boolean;
  /** A person's word counts as long as there is no report. */
  readonly wordCounts: boolean;
}
