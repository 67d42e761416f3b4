import type { Actor } from '../actor.ts';
import type { Refusal } from '../refusal.ts';
import type { Instant } from '../time.ts';
import type { BuildStep, GuestResult, GuestTask, MachineSeen } from './build.ts';
import type { BlockingPackage } from './facts.ts';
import type { Passport } from './passport.ts';
import type { BuildRequest } from './request.ts';
import type { RuleSetId, Severity } from './rules.ts';
import type { Diagnosis } from './sysprep-doctor.ts';

/** One rule with its finding, ready to be shown: title, source and fix come from the rule set. */
export interface FindingLine {
  readonly ruleId: string;
  readonly title: string;
  readonly outcome: 'pass' | 'warn' | 'fail' | 'unknown';
  readonly severity: Severity;
  readonly evidence: string;
  readonly note: string;
  readonly fix: string;
  readonly howToFind: string;
  readonly source: { readonly document: string; readonly date: string };
}

/** A build in a list, for choosing one. */
export interface BuildLine {
  readonly buildId: string;
  readonly title: string;
  readonly step: BuildStep;
  readonly startedBy: string;
  readonly isOver: boolean;
}

export interface RoadStep {
  readonly step: BuildStep;
  readonly state: 'done' | 'now' | 'ahead' | 'failed';
  readonly minutes: number | null;
}

/** The live card of one build; `step` decides text and buttons. Edited in place. */
export interface BuildView {
  readonly kind: 'build';
  readonly buildId: string;
  readonly revision: number;
  readonly title: string;
  readonly request: BuildRequest;
  readonly step: BuildStep;
  readonly since: Instant;
  readonly road: readonly RoadStep[];
  readonly percent: number | null;
  /** How long the step takes in this tenant; null when unknown. `pace` says where it stands against that. */
  readonly usual: { readonly p50Minutes: number; readonly p90Minutes: number } | null;
  readonly pace: 'normal' | 'late' | 'stuck' | null;
  readonly machine: (MachineSeen & { readonly hours: number; readonly cost: Money | null }) | null;
  readonly findings: readonly FindingLine[];
  readonly findingsAt: Instant | null;
  readonly packages: readonly BlockingPackage[];
  readonly packagesFound: number;
  readonly recoveryPartitions: number;
  readonly guest: Pick<GuestTask, 'kind' | 'since'> | null;
  readonly lastResult: GuestResult | null;
  readonly sealWanted: boolean;
  readonly round: number;
  readonly trouble: { readonly why: Refusal; readonly since: Instant; readonly isFinal: boolean } | null;
  readonly diagnosis: Diagnosis | null;
  readonly captured: string | null;
  readonly importing: {
    readonly name: string;
    readonly version: string;
    readonly errorCode: string | null;
    readonly deviceImageId: string | null;
  } | null;
  /** On `confirm-import`: what to ask with. */
  readonly importAsk: ImportAsk | null;
  /** On `confirm-seal`: what becomes unusable and what stays. */
  readonly sealAsk: SealAsk | null;
  readonly ended: {
    readonly outcome: 'ready' | 'given-up' | 'refused';
    readonly by: Actor;
    readonly at: Instant;
    readonly reason: string;
  } | null;
  /** Names of what still stands in Azure because of this build; empty when all is gone. */
  readonly left: readonly string[];
  readonly startedBy: Actor;
  readonly startedAt: Instant;
  readonly updatedAt: Instant;
  /** A newer card of this build stands further down in the chat: this one is a single line without buttons. */
  readonly superseded: boolean;
}

export interface Money {
  readonly amount: number;
  readonly currency: string;
}

export interface SealAsk {
  /** Name of the machine that stays as it is. */
  readonly stays: string;
  /** It is running and not ours: a snapshot of it is like pulling the plug. */
  readonly runsWhileCopied: boolean;
  readonly copy: string;
  readonly captureName: string;
  readonly keepMachine: boolean;
  readonly ownsMachine: boolean;
  readonly unknown: number;
}

export interface ImportAsk {
  readonly name: string;
  readonly version: string;
  readonly used: number;
  readonly limit: number;
  /** Images that no policy names, oldest first, with what deleting each would cost. */
  readonly unused: readonly {
    readonly id: string;
    readonly name: string;
    readonly version: string;
    readonly wayBackFor: readonly string[];
  }[];
  /** Whether Windows 365 sees the image already. */
  readonly visible: boolean | null;
  readonly unknown: readonly FindingLine[];
  readonly problem: Refusal | null;
}

/** `check image`: the rules on one source, without building anything. */
export interface ImageCheckView {
  readonly kind: 'image-check';
  readonly title: string;
  readonly ruleSet: RuleSetId;
  readonly found: boolean;
  readonly findings: readonly FindingLine[];
  readonly takenAt: Instant;
}

/** `images`: what Windows 365 has, and what it could import. */
export interface ImagesView {
  readonly kind: 'images';
  readonly images: readonly ImageRow[];
  readonly sources: readonly {
    readonly id: string;
    readonly name: string;
    readonly subscription: string;
    readonly kind: 'managed' | 'gallery';
    readonly imported: boolean;
  }[];
  readonly limit: number;
  readonly takenAt: Instant;
}

export interface ImageRow {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly status: string;
  readonly errorCode: string | null;
  readonly os: string;
  readonly osBuild: string;
  readonly supportEndsOn: string | null;
  readonly daysLeft: number | null;
  readonly policies: readonly string[];
  readonly cloudPcs: number;
  readonly passport: Passport | null;
  /** Policies whose way back this image is: a running or finished rollout came from it. */
  readonly wayBackFor: readonly string[];
}

/** `leftovers`: what failed or given-up builds left in Azure. */
export interface LeftoversView {
  readonly kind: 'leftovers';
  readonly items: readonly LeftoverRow[];
  readonly takenAt: Instant;
}

export interface LeftoverRow {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly buildTitle: string;
  /** Why it may go: its build is over, or Repave does not know the build. */
  readonly because: 'build-over' | 'build-unknown';
  readonly sizeGb: number | null;
  readonly createdAt: Instant | null;
}

/** The sysprep doctor's answer to a pasted or attached log. */
export interface DoctorView {
  readonly kind: 'doctor';
  readonly diagnosis: Diagnosis;
  /** A build whose machine the commands can be run on; null when there is none at that point. */
  readonly buildId: string | null;
  readonly lines: number;
}

/** Asked before a device image is deleted. */
export interface ImageDeleteView {
  readonly kind: 'image-delete';
  readonly image: ImageRow;
}

/** A weekly warning: support ends soon, or the patches are old. */
export interface FreshnessView {
  readonly kind: 'freshness';
  readonly rows: readonly {
    readonly image: ImageRow;
    readonly why: 'support-ends' | 'support-ended' | 'patches-old';
    readonly days: number;
  }[];
  readonly at: Instant;
}

/** The card that hands over a password. In memory only: this view is never stored, logged or put into a message row. */
export type PasswordView = { readonly kind: 'password'; readonly buildId: string; readonly machineName: string } & (
  | { readonly state: 'coming' }
  | {
      readonly state: 'shown';
      readonly userName: string;
      readonly password: string;
      readonly address: string | null;
      readonly removeAt: Instant;
    }
  | { readonly state: 'in-vault'; readonly userName: string; readonly where: string; readonly secretName: string }
  | { readonly state: 'removed'; readonly how: 'read' | 'time' }
  | { readonly state: 'failed'; readonly why: Refusal }
);

export type ImageView =
  | PasswordView
  | BuildView
  | ImageCheckView
  | ImagesView
  | LeftoversView
  | DoctorView
  | ImageDeleteView
  | FreshnessView;
