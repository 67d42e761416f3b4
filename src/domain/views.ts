import type { ImageView } from './build/views.ts';
import type { CopyState } from './copy.ts';
import type { LedgerState } from './ledger.ts';
import type { ImagePointer } from './plan.ts';
import type { Refusal } from './refusal.ts';
import type { ManagerView, ReachView } from './view-reach.ts';
import type { GateEvidence, Hold, Rollout, RolloutPhase, Verdict } from './rollout.ts';
import type { SwitchState } from './switches.ts';
import type { TargetPhase } from './target.ts';
import type { NoticeView } from './views-notice.ts';
import type { CasesView, InFlight, RightsView } from './views-rights.ts';
import type { Instant } from './time.ts';
import type { AppOwnerView } from './views-app-owner.ts';
import type { UndoView } from './view-undo.ts';
import type { ApprovalExtraView, GoLiveOpen, ReviewState } from './views-approval.ts';
import type { ApprovalView, ChecklistView, ChecksView, PlanView } from './views-plan.ts';

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

/** A rollout in a list, for choosing one. */
export interface RolloutLine {
  readonly rolloutId: string;
  readonly title: string;
  readonly phase: RolloutPhase;
  readonly requestedBy: string;
  /** An emergency that has not been reviewed yet. */
  readonly reviewOwed?: true;
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
  /** Number of the first entry of the whole record that does not hold; missing while it is whole. */
  readonly auditBrokenAt?: number;
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
