import type { Instant } from './time.ts';
import type { WindowRule } from './window.ts';

/** Somebody or something left out on purpose. `who` is a user principal name, a Cloud PC name or a Cloud PC id. */
export interface Exclusion {
  readonly who: string;
  readonly reason: string;
}

/** How a rollout moves from wave to wave. */
export interface WaveRule {
  /** Cloud PCs in the first wave. */
  readonly canary: number;
  /** Cumulative percent of the rest, one number a wave; the last is 100. */
  readonly percents: readonly number[];
  /** Reprovisions under way at once. */
  readonly concurrency: number;
  /** Who starts the next wave after a good gate. */
  readonly promotion: 'automatic' | 'by-person';
}

/** What was asked: complete, valid, plain data. */
export interface RolloutRequest {
  readonly imageId: string;
  readonly policyIds: readonly string[];
  /** Only these people (user principal names); empty means everyone under the policies. */
  readonly only: readonly string[];
  readonly exclusions: readonly Exclusion[];
  readonly waves: WaveRule;
  readonly window: WindowRule;
  /** A person's notice must have been delivered at least this long before the start, in minutes. */
  readonly leadMinutes: number;
  /** How often one person may move their own date. */
  readonly postponements: number;
  /** Nobody may postpone beyond it; whoever could not be done by the next window after it is left behind and reported. */
  readonly deadlineAt: Instant;
  /** The rollout holds by itself when at least `failureCount` Cloud PCs, and more than this share of those started, have failed. */
  readonly failurePercent: number;
  readonly failureCount: number;
  /** Quiet time between "provisioned" and "ready", in minutes. */
  readonly settleMinutes: number;
  /** How long approval may take, in hours. */
  readonly approvalHours: number;
  /** Why, in the requester's words. */
  readonly reason: string;
  /** What W4 rests on; missing in plans made before there was a choice, which rest on people's word. */
  readonly proofMode?: ProofMode;
  /** How many different people must approve; one when missing, two at least when expedited. */
  readonly quorum?: number;
  /** `separate`: the switch of the policies to the new image is approved by itself, when the first wave is due. */
  readonly goLive?: 'with-plan' | 'separate';
  /** Why this cannot wait (a CVE, say): shorter notice, two approvers, skipped checks named, a review afterwards. */
  readonly expedite?: { readonly why: string };
  /** Minutes before a person's date at which they hear of it again, longest first; the first word goes out at once. */
  readonly reminders?: readonly number[];
  /** The copy of each Cloud PC that must exist before it is wiped; none when missing. */
  readonly protection?: ProtectionRule;
}

/** A restore point in Windows 365, or a snapshot exported to an Azure storage account (its resource id). */
export type ProtectionRule =
  | { readonly kind: 'restore-point' }
  | { readonly kind: 'export'; readonly storageAccountId: string };

/**
 * `measured`: only the Cloud PC's own report. `attested`: people's word and ticks, where no report can be had. `measured-or-attested`:
 * the report where there is one, else their word; a bad report outweighs every word.
 */
export const PROOF_MODES = ['measured', 'measured-or-attested', 'attested'] as const;
export type ProofMode = (typeof PROOF_MODES)[number];

/** One answer of the checklist that an admin gives for everyone, with a name and a reason. */
export const CHECKLIST_ITEMS = ['onedrive', 'app-data', 'user-comms', 'timing'] as const;
export type ChecklistItem = (typeof CHECKLIST_ITEMS)[number];

export interface Tick {
  readonly item: ChecklistItem;
  readonly by: string;
  readonly byName: string;
  readonly reason: string;
  readonly at: Instant;
}
