import type { Actor, Role } from '../domain/actor.ts';
import type { ImagePointer } from '../domain/plan.ts';
import type { Instant } from '../domain/time.ts';
import type { View } from '../domain/views.ts';
import type { CloudPc, DeviceImage, Person, Policy, Probe, RemoteAction, SourceImage, World } from '../domain/world.ts';
import type { Permit } from '../domain/may-wipe.ts';

/** What time it is. The sandbox turns it; everything that decides takes `now` from here, never from the machine. */
export interface Clock {
  now(): Instant;
}

/** The tenant's Cloud PCs, images and policies. Every method throws `Failure` when the cloud does not answer as it should. */
export interface CloudPcs {
  /**
   * Images, all policies with their groups' members, and the Cloud PCs under the named ones. Paged lists, never one call a Cloud PC.
   * `probes` stays empty: `selfTest` answers that.
   */
  readWorld(ask: WorldAsk): Promise<World>;
  /** Only the lists of images and policies (without members): what the first questions of a dialog need. */
  readCatalogue(): Promise<{ readonly images: readonly DeviceImage[]; readonly policies: readonly Policy[] }>;
  /** The policies as they are now, without their groups' members. */
  listPolicies(): Promise<readonly Policy[]>;
  /** The Cloud PCs under these policies, now. */
  listCloudPcs(policyIds: readonly string[]): Promise<readonly CloudPc[]>;
  /** The Cloud PCs of these people (user principal names), now: cheaper than the whole fleet when few are under way. */
  listCloudPcsOf(upns: readonly string[]): Promise<readonly CloudPc[]>;
  /** Number of Cloud PCs per policy id. */
  countByPolicy(): Promise<ReadonlyMap<string, number>>;
  /** Is somebody signed in to this Cloud PC right now? */
  readSession(cloudPcId: string): Promise<'signed-in' | 'not-signed-in' | 'unknown'>;
  /** The remote actions the tenant remembers of this Cloud PC, newest first. */
  listRemoteActions(cloudPcId: string): Promise<readonly RemoteAction[]>;
  /** Points a policy at an image: imageId, imageType and imageDisplayName, nothing else. Safe to repeat. */
  setPolicyImage(policyId: string, image: ImagePointer): Promise<void>;
  /**
   * Starts a reprovision: the only call that wipes. `accepted`: the tenant took it. `rejected`: it certainly did not.
   * `in-doubt`: it may have. Never repeated by this method, whatever happens, and never sent under a permit that has run out.
   */
  reprovision(permit: Permit): Promise<ReprovisionAnswer>;
  /** Tries each read that Repave depends on and says which permission is missing. Never throws for a refused call. */
  selfTest(): Promise<readonly Probe[]>;
}

/** `depth`: a plan needs time zones and network connections as well; a start only who owns what and which policy names what. */
export interface WorldAsk {
  readonly policyIds: readonly string[] | 'all';
  readonly now: Instant;
  readonly depth: 'plan' | 'start';
}

export type ReprovisionAnswer =
  | { readonly outcome: 'accepted'; readonly requestId: string }
  | { readonly outcome: 'rejected'; readonly detail: string; readonly retryAfterSeconds: number | null }
  | { readonly outcome: 'in-doubt'; readonly detail: string };

/** People and roles. Roles are looked up at the moment of the act; nothing is cached. */
export interface Directory {
  hasRole(personId: string, role: Role): Promise<boolean>;
  listRole(role: Role): Promise<readonly Actor[]>;
  /** Time zone and language of these people, with defaults where the directory does not say. */
  readPeople(people: readonly PersonSeed[]): Promise<readonly Person[]>;
}

/** What came of installing the app for a person; a chat id where Graph named one. */
export type InstallAnswer =
  | { readonly outcome: 'installed' | 'already-there'; readonly chatId: string | null }
  /** Graph says no for this person: no permission, a policy, or nobody by that id. */
  | { readonly outcome: 'refused'; readonly reason: 'forbidden' | 'person-not-found' | 'refused' }
  /** The setting names an app that is not in the organisation's catalogue: no one can get it. */
  | { readonly outcome: 'not-in-catalogue' };

/** Gives people the app who do not have it. Throws `Failure` for trouble that passes, throttling among it. */
export interface AppInstaller {
  install(personId: string): Promise<InstallAnswer>;
  /** Whether installing works, tried by reading the apps of this person. Never throws for a refused call. */
  selfTest(personId: string): Promise<readonly Probe[]>;
}

/** Who somebody reports to; null when the directory names nobody. `unreadable` when it may not be asked. */
export interface Managers {
  find(personIds: readonly string[]): Promise<ReadonlyMap<string, Actor | null | 'unreadable'>>;
}

/** A person as a group listing shows them, before time zone and language are known. */
export type PersonSeed = Pick<Person, 'id' | 'name' | 'upn' | 'enabled'>;

/** Azure's side of a device image: read only. */
export interface SourceImages {
  read(sourceId: string): Promise<SourceImage>;
}

/** A person's 1:1 chat with the bot, learnt from every authenticated activity. `serviceUrl` may change: the newest wins. */
export interface Conversation {
  readonly personId: string;
  readonly personName: string;
  readonly teamsUserId: string;
  readonly tenantId: string;
  readonly conversationId: string;
  readonly serviceUrl: string;
  readonly locale: string;
  /** IANA name of the zone their client shows; '' when it never said. */
  readonly zone: string;
}

export interface Conversations {
  remember(conversation: Conversation): Promise<void>;
  find(personId: string): Promise<Conversation | undefined>;
  forget(personId: string): Promise<void>;
  /** The zones that these people's Teams shows; who never said is missing. One read. */
  listZones(personIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** State of dialogs between turns, as botbuilder's `Storage` needs it: documents by key with an optimistic etag. */
export interface Documents {
  read(keys: readonly string[]): Promise<ReadonlyMap<string, { readonly body: unknown; readonly etag: string }>>;
  /** Throws `Failure` with code `etag-conflict` when a document changed meanwhile. `etag` '*' or absent overwrites. */
  write(documents: readonly { readonly key: string; readonly body: unknown; readonly etag?: string }[]): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
}

/** Remembers which activities were taken, so that a repeated delivery does nothing twice. */
export interface Inbox {
  /** True the first time, false ever after. */
  claim(conversationId: string, activityId: string): Promise<boolean>;
}

/** Where a card went: enough to edit it later. */
export interface MessageRef {
  readonly serviceUrl: string;
  readonly conversationId: string;
  readonly activityId: string;
}

/** To one person (their 1:1 chat with the bot), or to a chat known by its conversation id. */
export type Audience =
  | { readonly kind: 'person'; readonly personId: string }
  | { readonly kind: 'chat'; readonly conversationId: string };

export type Delivery =
  /** `text` is what the card reads like for its reader, in their zone and language. */
  | { readonly outcome: 'delivered'; readonly ref: MessageRef; readonly text: string }
  /** A final no: never installed, uninstalled, blocked, left. */
  | { readonly outcome: 'unreachable'; readonly reason: string };

/** Sends and edits cards. Throws `Failure` (with `retryAt`) for trouble that passes; a final no is an answer. */
export interface Messenger {
  send(to: Audience, view: View): Promise<Delivery>;
  /** `to` is who it was sent to: dates are shown in their zone. */
  update(ref: MessageRef, view: View, to: Audience): Promise<Delivery>;
}

/** Somebody should look at this now. Repeated orders for the same thing are one while the first still waits. */
export type Job =
  /** Bring a rollout up to date with time and with what was recorded. */
  | { readonly kind: 'reconcile'; readonly rolloutId: string }
  /** Look at the tenant, record what is seen, start what may start. */
  | { readonly kind: 'look'; readonly rolloutId: string }
  /** Ask approvers, or their deputies, for what a rollout waits for. */
  | { readonly kind: 'approvers'; readonly rolloutId: string }
  /** Bring one policy's image to what is wanted. */
  | { readonly kind: 'switch'; readonly rolloutId: string; readonly policyId: string }
  /** Take a build one step on, as far as the cloud lets it. */
  | { readonly kind: 'build'; readonly buildId: string }
  /** See who is signed in where a start is near, and call them. */
  | { readonly kind: 'call'; readonly rolloutId: string }
  /** Ask Cloud PCs of a rollout how safe the data on them is, and read what they answered. */
  | { readonly kind: 'prove'; readonly rolloutId: string }
  /** Order protective copies of Cloud PCs of a rollout, and look whether they are there. */
  | { readonly kind: 'protect'; readonly rolloutId: string }
  /** Try again to reach people whom no notice reached, and tell their managers. */
  | { readonly kind: 'reach'; readonly rolloutId: string }
  /** Look at the age of images, when the week is over. */
  | { readonly kind: 'freshness' }
  /** Send or edit one message. */
  | { readonly kind: 'deliver'; readonly messageKey: string };

export type JobKind = Job['kind'];

export const JOB_KINDS: readonly JobKind[] = [
  'reconcile',
  'approvers',
  'look',
  'call',
  'switch',
  'prove',
  'protect',
  'build',
  'freshness',
  'reach',
  'deliver',
];

/** What makes two jobs the same one. */
export function jobKey(job: Job): string {
  if (job.kind === 'deliver') return job.messageKey;
  if (job.kind === 'build') return job.buildId;
  if (job.kind === 'freshness') return job.kind;
  return job.kind === 'switch' ? `${job.rolloutId}/${job.policyId}` : job.rolloutId;
}
