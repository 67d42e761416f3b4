import type { Actor } from './actor.ts';
import type { Check } from './checks.ts';
import type { Eta, ImagePointer, LeftOut, PolicySwitch, Rollback } from './plan.ts';
import type { Refusal } from './refusal.ts';
import type { ChecklistItem, RolloutRequest, Tick } from './request.ts';
import type { Approval, GateEvidence, Hold, RolloutPhase, SwitchState, Verdict } from './rollout.ts';
import type { TargetPhase } from './target.ts';
import type { Instant } from './time.ts';
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
  | AbortView;

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
  readonly postponementsLeft: number;
  readonly deadlineAt: Instant;
  /** True when the person still has to say that their data is saved before the Cloud PC may be touched. */
  readonly needsReady: boolean;
  readonly requesterName: string;
  /** Reason in a person's words for held, aborted, left-out, failed; empty otherwise. */
  readonly reason: string;
  /** Asked after done: does it work? `null` until answered. */
  readonly works: boolean | null;
}

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
}

export interface ChecklistPerson {
  readonly personId: string;
  readonly personName: string;
  readonly cloudPcId: string;
  readonly cloudPcName: string;
  readonly state: 'measured' | 'measured-bad' | 'attested' | 'waived' | 'unknown';
  readonly by: string;
  readonly reason: string;
}

export interface ChecksView {
  readonly kind: 'checks';
  readonly checks: readonly Check[];
  readonly takenAt: Instant;
}

/** The live status card. */
export interface StatusView {
  readonly kind: 'status';
  readonly rolloutId: string;
  readonly title: string;
  readonly planKind: 'replace' | 'roll-back';
  readonly phase: RolloutPhase;
  readonly hold: Hold | null;
  readonly aborted: { readonly by: Actor; readonly at: Instant; readonly reason: string } | null;
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
  readonly updatedAt: Instant;
  readonly deadlineAt: Instant;
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
}

export interface ReportView {
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
}

export interface ReportRow {
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
