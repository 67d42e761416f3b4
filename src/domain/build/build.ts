import type { Actor } from '../actor.ts';
import type { Refusal } from '../refusal.ts';
import type { Instant } from '../time.ts';
import type { ImageFacts, InspectionReport } from './facts.ts';
import type { BuildRequest } from './request.ts';
import type { Finding } from './rules.ts';
import type { Diagnosis } from './sysprep-doctor.ts';

/**
 * The road of a build, in order. `customise`, `confirm-seal`, `sysprep-failed` and `confirm-import` wait for a person; in all others
 * Repave works. Which are skipped depends on the source: an image goes from `check-source` to `confirm-import`.
 */
export const BUILD_STEPS = [
  'check-source',
  'create-machine',
  'customise',
  'confirm-seal',
  'stop-machine',
  'snapshot',
  'copy',
  'sysprep',
  'sysprep-failed',
  'start-machine',
  'deallocate',
  'generalize',
  'capture',
  'confirm-import',
  'import',
  'clean-up',
  'done',
] as const;
export type BuildStep = (typeof BUILD_STEPS)[number];

/** Steps that only a person ends. */
export const WAITING_STEPS: readonly BuildStep[] = ['customise', 'confirm-seal', 'sysprep-failed', 'confirm-import'];

/** Something done inside a machine by a managed run command; one at a time. `no` makes its name in Azure. */
export interface GuestTask {
  readonly no: number;
  readonly kind: 'inspect' | 'script' | 'remove-packages' | 'remove-recovery' | 'read-logs';
  readonly by: Actor;
  readonly since: Instant;
  /** The person's script, or the packages to remove one a line; '' for the others. Never copied to the audit chain. */
  readonly text: string;
}

/** A guest task that ended, newest first in the build; output is the last 4 KB that Azure keeps. */
export interface GuestResult {
  readonly no: number;
  readonly kind: GuestTask['kind'];
  readonly at: Instant;
  readonly outcome: 'done' | 'failed' | 'timed-out' | 'unreadable';
  readonly exitCode: number | null;
  readonly output: string;
}

/** One try at sealing: a copy of its own, so that nothing of an earlier try is in the way. */
export interface Round {
  readonly no: number;
  readonly sealedBy: Actor;
  readonly sealedAt: Instant;
}

/** Something that keeps a step from going on. `isFinal`: only a person can help (try again, go back, give up). */
export interface Trouble {
  readonly why: Refusal;
  readonly since: Instant;
  readonly isFinal: boolean;
  /** When the step is tried again by itself; null for a final one. */
  readonly retryAt: Instant | null;
}

export interface ImportState {
  readonly name: string;
  readonly version: string;
  readonly by: Actor;
  readonly at: Instant;
  /** Rules that were unknown and accepted so by the person. */
  readonly accepted: readonly string[];
  readonly deviceImageId: string | null;
  /** Graph's errorCode of a failed import; null otherwise. */
  readonly errorCode: string | null;
  /** An upload that a person asked to try again and that was not sent yet. */
  readonly retryAsked: boolean;
}

/** The card with the password of the machine: where it is, and when what it shows is taken away. The password is nowhere in here. */
export interface Handover {
  readonly no: number;
  readonly askedBy: Actor;
  readonly askedAt: Instant;
  readonly state: 'asked' | 'shown' | 'removed' | 'failed';
  readonly ref: { readonly serviceUrl: string; readonly conversationId: string; readonly activityId: string } | null;
  readonly removeAt: Instant | null;
  /** When the person said that they have it. */
  readonly readAt: Instant | null;
  /** Scripts that were sent to set it; each has a name of its own. */
  readonly tries: number;
  /** Where the password was put instead, with a vault configured. */
  readonly vaultName: string | null;
}

/** The whole state of one build. Plain JSON; one row. Commands and `advanceBuild` are its only writers. */
export interface Build {
  readonly id: string;
  /** Optimistic version, also what a card's buttons carry. */
  readonly revision: number;
  readonly request: BuildRequest;
  readonly title: string;
  readonly startedBy: Actor;
  readonly startedAt: Instant;
  readonly step: BuildStep;
  readonly stepSince: Instant;
  /** When each step that is over began and ended, the last time it was walked. */
  readonly walked: Partial<Record<BuildStep, { readonly from: Instant; readonly to: Instant }>>;
  readonly percent: number | null;
  readonly trouble: Trouble | null;
  /** Everything known of the source, from outside and from inside; newer readings replace older ones. */
  readonly facts: ImageFacts;
  readonly findings: readonly Finding[];
  readonly findingsAt: Instant | null;
  readonly inspection: (InspectionReport & { readonly at: Instant }) | null;
  readonly guest: GuestTask | null;
  readonly guestResults: readonly GuestResult[];
  readonly guestCount: number;
  /** Somebody said "done" and the inspection that must follow has not ended yet. */
  readonly sealWanted: { readonly by: Actor; readonly at: Instant } | null;
  readonly rounds: readonly Round[];
  readonly diagnosis: Diagnosis | null;
  /** What is known of the machine that people customise: name in Azure, addresses, disk. Null until it was seen. */
  readonly machine: MachineSeen | null;
  /** Minutes that machines of this build have been running in all, and since when one runs now. */
  readonly runningMinutes: number;
  readonly runningSince: Instant | null;
  readonly hourlyPrice: { readonly amount: number; readonly currency: string } | null;
  readonly captured: { readonly id: string; readonly at: Instant } | null;
  /** What the import card asks with, read from Windows 365; null until it was read. */
  readonly importFacts: ImportFacts | null;
  readonly importing: ImportState | null;
  readonly handover: Handover | null;
  readonly remindedAt: Instant | null;
  readonly reminders: number;
  /** Set when the build is over for people; clean-up may still be going on. */
  readonly ended: {
    readonly outcome: 'ready' | 'given-up' | 'refused';
    readonly by: Actor;
    readonly at: Instant;
    readonly reason: string;
  } | null;
  /** When clean-up found nothing left; looked at once more a little later, for what a stopped worker may still have made. */
  readonly cleanSince: Instant | null;
  /** A person asked to try again: what failed in this step is removed first. */
  readonly retryWanted: boolean;
  /** Live cards posted so far: each time a person is needed a new one comes, and the older ones step back. */
  readonly cards: number;
  /** Directory ids of those who get the cards; the first began the build. */
  readonly watchers: readonly string[];
}

/** What Windows 365 said before the import was asked for. */
export interface ImportFacts {
  readonly at: Instant;
  readonly used: number;
  readonly unused: readonly {
    readonly id: string;
    readonly name: string;
    readonly version: string;
    readonly wayBackFor: readonly string[];
  }[];
  /** Null when it could not be asked. */
  readonly visible: boolean | null;
  readonly taken: readonly { readonly name: string; readonly version: string }[];
}

export interface MachineSeen {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly size: string;
  readonly osDiskId: string;
  /** Subnet of its first network card; null when it cannot be read. */
  readonly subnetId: string | null;
  readonly privateIp: string | null;
  readonly publicIp: string | null;
  readonly userName: string | null;
  readonly power: string;
  readonly generation: 'V1' | 'V2' | null;
  readonly securityType: string | null;
}

export function isOver(build: Build): boolean {
  return build.step === 'done';
}

/** The build made the machine itself, so that it may stop, start and delete it. */
export function ownsMachine(build: Build): boolean {
  return build.request.source.kind === 'marketplace';
}
