import type { ImageView } from './build/views.ts';
import type { CopyState } from './copy.ts';
import type { LedgerState } from './ledger.ts';
import type { ImagePointer } from './plan.ts';
import type { ProofFinding, ProofVerdict } from './proof.ts';
import type { Refusal } from './refusal.ts';
import type { ManagerView, ReachView } from './view-reach.ts';
import type { GateEvidence, Hold, Rollout, RolloutPhase, SwitchState, Verdict } from './rollout.ts';
import type { TargetPhase } from './target.ts';
import type { CasesView, InFlight, NoticeRights, RightsView } from './views-rights.ts';
import type { Instant } from './time.ts';
import type { AppOwnerView } from './views-app-owner.ts';
import type { NoticeCopy } from './view-copy.ts';
import type { UndoView } from './view-undo.ts';
import type { ApprovalExtraView, GoLiveOpen, ReviewState } from './views-approval.ts';
import type { ApprovalView, ChecklistView, ChecksView, PlanView } from './views-plan.ts';
import type { Slot } from './window.ts';

/** What a card shows: plain data computed from the state of the moment, no words. Binders in `cards/` turn it into a card. */
export type View =
  | NoticeView
  | ApprovalView
  | PlanView
  | StatusView
  | ChecklistView
  | ChecksView
  | AskView
  | ReportView
  | AbortView
  | ApprovalExtraView
  | UndoView
  | AppOwnerView
  | RightsView
  | ReachView
  | ManagerView
  | ImageView;

/** The notice of one Cloud PC to its owner. `stage` decides text and buttons. */
export interface NoticeView {
  readonly kind: 'notice';
  readonly rolloutId: string;
  readonly cloudPcId: string;
  readonly slotRevision: number;
  readonly stage:
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
  /** No postponement is left, and the date may still be argued about. */
  readonly mayAskException?: boolean;
  /** Minutes before the date at which this message reminds of it; the shorter, the shorter it is. */
  readonly reminder?: number;
  readonly call?: NoticeCall;
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

/** Who was told, in numbers. */
export type ReachCounts = Readonly<Record<LedgerState, number>>;

export interface ReportReach {
  readonly state: LedgerState;
  readonly acknowledgedAt: string;
  readonly why: string;
  readonly tries: number;
  readonly manager: string;
}

/** The live status card. */
export interface StatusView {
  readonly reach?: ReachCounts;
  readonly kind: 'status';
  readonly rolloutId: string;
  readonly title: string;
  readonly planKind: 'replace' | 'roll-back';
  readonly phase: RolloutPhase;
  readonly hold: Hold | null;
  readonly aborted: Rollout['aborted'];
  readonly counts: Readonly<Record<TargetPhase, number>>;
  readonly targets: number;
  readonly wave: number;
  readonly waves: number;
  readonly verdicts: readonly Verdict[];
  readonly switches: readonly SwitchState[];
  readonly policyNames: Readonly<Record<string, string>>;
  readonly eta: { readonly p50At: Instant; readonly p90At: Instant } | null;
  /** Under way right now: cannot be stopped any more. */
  readonly inFlight: readonly { readonly cloudPcName: string; readonly personName: string; readonly since: Instant }[];
  readonly problems: readonly { readonly cloudPcName: string; readonly personName: string; readonly why: Refusal }[];
  readonly waiting: readonly { readonly code: string; readonly count: number; readonly names: readonly string[] }[];
  readonly nextStartAt: Instant | null;
  readonly newJoiners: readonly string[];
  /** Complaints that nobody has settled yet; missing when there are none. */
  readonly openCases?: CasesView['open'];
  readonly updatedAt: Instant;
  readonly review?: ReviewState;
  readonly deadlineAt: Instant;
  readonly goLiveOpen?: GoLiveOpen;
}

/** A question to the admin (and the approvers): a hold that needs a person. */
export interface AskView {
  readonly kind: 'ask';
  readonly rolloutId: string;
  readonly title: string;
  readonly hold: Hold | null;
  readonly wave: number;
  readonly waves: number;
  readonly evidence: GateEvidence | null;
  readonly failed: readonly { readonly cloudPcName: string; readonly personName: string; readonly why: Refusal }[];
  readonly inDoubt: readonly {
    readonly cloudPcId: string;
    readonly cloudPcName: string;
    readonly personName: string;
    readonly since: Instant;
  }[];
  readonly answered: boolean;
  /** A stopped line only: what cannot be stopped any more. */
  readonly inFlight?: readonly InFlight[];
}

export interface ReportView {
  readonly reach?: ReachCounts;
  readonly kind: 'report';
  readonly rolloutId: string;
  readonly title: string;
  readonly phase: RolloutPhase;
  readonly counts: Readonly<Record<TargetPhase, number>>;
  readonly targets: number;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly medianMinutes: number | null;
  readonly slowestMinutes: number | null;
  readonly rows: readonly ReportRow[];
  readonly hash: string;
  readonly approvedBy: string;
  readonly requestedBy: string;
  readonly auditEntries: number;
  readonly auditIntact: boolean;
  /** The review after an emergency; missing where none is owed. */
  readonly review?: ReviewState;
}

export interface ReportRow {
  /** Where the word to the owner stands, and what was tried; missing on rows of older cards. */
  readonly reach?: ReportReach;
  readonly cloudPcName: string;
  readonly cloudPcNameNow: string;
  readonly upn: string;
  readonly personName: string;
  readonly wave: number;
  readonly outcome: TargetPhase;
  readonly toldAt: string;
  readonly startedAt: string;
  readonly readyAt: string;
  readonly minutes: number | null;
  readonly attempts: number;
  readonly why: string;
  /** The protective copy, where one was asked for. `deletedAt` is empty when nothing deletes it by itself, or nobody said when. */
  readonly copy?: ReportCopy;
}

export interface ReportCopy {
  readonly kind: CopyState['kind'];
  readonly state: CopyState['state'];
  readonly createdAt: string;
  readonly deletedAt: string;
  /** Resource id of the storage account of an export; '' for a restore point. */
  readonly where: string;
}

/** Asked before an abort: what stops, what cannot be stopped. */
export interface AbortView {
  readonly kind: 'abort';
  readonly rolloutId: string;
  readonly title: string;
  readonly notStarted: number;
  readonly inFlight: readonly { readonly cloudPcName: string; readonly personName: string; readonly since: Instant }[];
  readonly done: number;
  readonly switched: readonly { readonly policyName: string; readonly back: ImagePointer }[];
}
