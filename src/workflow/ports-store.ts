import type { AuditEntry, AuditEvent } from '../domain/audit.ts';
import type { LedgerMessage } from '../domain/ledger.ts';
import type { Permit } from '../domain/may-wipe.ts';
import type { Plan } from '../domain/plan.ts';
import type { Rollout, RolloutPhase, RolloutState } from '../domain/rollout.ts';
import type { TakenSlot } from '../domain/slots.ts';
import type { Target } from '../domain/target.ts';
import type { Instant } from '../domain/time.ts';
import type { Job, MessageRef } from './ports.ts';
import type { BuildReads, BuildWrites } from './ports-build-store.ts';

/** What Repave remembers. Reads here see committed state; every change goes through one transaction (`transact`). */
export interface Store extends BuildReads {
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  readRollout(rolloutId: string): Promise<RolloutState | undefined>;
  /** An older (or the present) revision by its hash: what somebody's card showed. */
  readPlan(rolloutId: string, hash: string): Promise<Plan | undefined>;
  listRollouts(): Promise<readonly RolloutRow[]>;
  /** Rollouts whose time has come. */
  listDue(now: Instant): Promise<readonly string[]>;
  /** The next moment at which a rollout or a build wants to be looked at; null when none does. */
  nextWakeAt(): Promise<Instant | null>;
  /** Messages that wait to be sent or edited since before `before`: their jobs may have been lost. */
  listPending(before: Instant): Promise<readonly string[]>;
  /** The notices of a rollout and the words to managers about its people, in one read. */
  listLedger(rolloutId: string): Promise<readonly LedgerMessage[]>;
  /** Unfinished targets of one person over all rollouts. */
  listTargetsOf(personId: string): Promise<readonly { readonly rolloutId: string; readonly cloudPcId: string }[]>;
  /** Cloud PCs held by rollouts that are not finished, except one. */
  listBusy(exceptRolloutId: string): Promise<ReadonlySet<string>>;
  /** Minutes of past reprovisions, newest first, at most `limit`. */
  listPastMinutes(limit: number): Promise<readonly number[]>;
  readAudit(rolloutId: string | null): Promise<readonly AuditEntry[]>;
  /** The newest revision before this one whose approval card was delivered to this reader; undefined when none was. */
  readShownPlan(rolloutId: string, reader: Reader, before: number): Promise<Plan | undefined>;
  /** What a delivered card of this rollout reads like, where it stands for this very hash; undefined when nobody knows. */
  readShownText(rolloutId: string, card: ClickedCard, hash: string): Promise<string | undefined>;
  /** Owners of the rollout's Cloud PCs whose Teams the bot is not in. */
  countWithoutChat(rolloutId: string): Promise<number>;
}

/** Whose copy of a card is meant: a person's own, or that of a chat. */
export type Reader = { readonly personId: string } | { readonly chatId: string };

/** The message in Teams on which somebody pressed a button. */
export type ClickedCard = Pick<MessageRef, 'conversationId' | 'activityId'>;

export interface RolloutRow {
  readonly rolloutId: string;
  readonly phase: RolloutPhase;
  readonly requestedBy: string;
  readonly createdAt: Instant;
  readonly title: string;
  /** An expedited rollout that is over and has not been reviewed. */
  readonly reviewOwed?: true;
}

/** One transaction. `lock…` keeps every other writer of that rollout out until it ends. */
export interface Tx extends BuildWrites {
  /** The rollout with all its targets. */
  lockRollout(rolloutId: string): Promise<RolloutState | undefined>;
  /** The rollout with one target and its owner's others, and how many are under way in all; for changes that concern one person. */
  lockTarget(rolloutId: string, cloudPcId: string): Promise<LockedTarget | undefined>;
  /** Cloud PCs held by other rollouts. Keeps every other caller out until this transaction ends, so that two cannot pass at once. */
  lockBusy(exceptRolloutId: string): Promise<ReadonlySet<string>>;
  /** When other rollouts, ended or not, last ordered each of this one's Cloud PCs to be rebuilt; without those that none did. */
  listBegun(rolloutId: string): Promise<ReadonlyMap<string, Instant>>;
  insertRollout(state: RolloutState, createdAt: Instant): Promise<void>;
  /** A new revision: plan row added, targets replaced. */
  replacePlan(state: RolloutState): Promise<void>;
  /** Saves what differs between the two states, set-wise. */
  saveRollout(before: RolloutState, after: RolloutState, wakeAt: Instant | null): Promise<void>;
  saveTarget(rolloutId: string, target: Target): Promise<void>;
  /** Ask for a decision at `at` or earlier. */
  wake(rolloutId: string, at: Instant): Promise<void>;
  /**
   * W5 and W12: true for the one caller who may make this attempt; the database keeps every other out. False as well while another
   * rollout has the same Cloud PC under way.
   */
  claimAttempt(permit: Permit): Promise<boolean>;
  appendAudit(events: readonly AuditEvent[]): Promise<void>;
  enqueue(jobs: readonly Job[]): Promise<void>;
  /** Writes owed messages; a key that is known already stays as it is. Answers the new keys. */
  orderMessages(messages: readonly NewMessage[]): Promise<readonly string[]>;
  /** Marks delivered messages whose content may have changed. Answers their keys. */
  markStale(rolloutId: string, which: StaleMessages): Promise<readonly string[]>;
  /** Makes messages other than notices that did not reach this person due again. Answers their keys. */
  reviveBoards(personId: string): Promise<readonly string[]>;
  /** Orders a revision's approval cards once more, for the same people and chats. Answers the new keys. */
  repeatApprovals(which: {
    readonly rolloutId: string;
    readonly revision: number;
    readonly orderedAt: Instant;
  }): Promise<readonly string[]>;
  lockMessage(key: string): Promise<Message | undefined>;
  saveMessage(message: Message): Promise<void>;
}

export interface LockedTarget {
  readonly rollout: Rollout;
  readonly target: Target;
  /** Other targets of the same person in this rollout. */
  readonly others: readonly Target[];
  readonly inFlight: number;
  /** Dates of the other targets of this rollout that are neither begun nor finished, counted. */
  readonly taken: readonly TakenSlot[];
}

export type StaleMessages =
  | { readonly kind: 'all' }
  | { readonly kind: 'boards' }
  | { readonly kind: 'notices'; readonly cloudPcIds: readonly string[] };

export type MessageKind =
  | 'notice'
  | 'approval'
  | 'go-live'
  | 'review'
  | 'status'
  | 'ask'
  | 'report'
  | 'appeal'
  | 'case'
  | 'app-owner'
  | 'build'
  | 'freshness'
  | 'manager'
  | 'reach';

export interface NewMessage {
  readonly key: string;
  /** The rollout that it is about; for kind `build`, the build. */
  readonly rolloutId: string;
  readonly kind: MessageKind;
  readonly cloudPcId: string | null;
  /** Revision of the date (notices) or plan (approvals) that it tells of; number of the card for kind `build`. */
  readonly slotRevision: number | null;
  readonly personId: string | null;
  readonly chatId: string | null;
  readonly orderedAt: Instant;
}

/**
 * An owed message. `due`: to be sent. `sending`: a send was begun and not recorded. `delivered`: the person has it (`ref` says
 * where; `shown` is the hash of what it shows). `unreachable`: a final no. `in-doubt`: it may have arrived, and is never sent again. `stale`: it waits to be sent or edited.
 */
export interface Message extends NewMessage {
  readonly state: 'due' | 'sending' | 'delivered' | 'unreachable' | 'in-doubt';
  readonly stale: boolean;
  readonly tries: number;
  readonly ref: MessageRef | null;
  readonly shown: string | null;
  /** Of cards on which people decide: what stood there since the last delivery or edit that succeeded, and the hash it stood for. */
  readonly text: string | null;
  readonly textHash: string | null;
  readonly reason: string;
  readonly sendingAt: Instant | null;
  readonly deliveredAt: Instant | null;
}
