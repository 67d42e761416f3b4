import type { ProtectionRule } from './request.ts';
import type { Instant } from './time.ts';

export type CopyHealth = 'unknown' | 'healthy' | 'unhealthy';

/** A restore point as the tenant lists it. */
export interface Snapshot {
  readonly id: string;
  readonly cloudPcId: string;
  readonly type: 'automatic' | 'manual' | 'other';
  readonly isReady: boolean;
  readonly createdAt: Instant | null;
  /** When Windows 365 deletes it; null when it does not say. */
  readonly expiresAt: Instant | null;
  readonly health: CopyHealth;
}

/** Why there is no copy, or not yet. */
export type CopyTrouble =
  | ''
  | 'call-rejected'
  | 'not-sent'
  | 'action-running'
  | 'action-failed'
  | 'no-trace'
  | 'gone'
  | 'health-unknown'
  | 'export-unconfirmed';

/**
 * The newest order to copy one Cloud PC, written before the call leaves. `wanted`: intent written, answer not recorded. `ordered`:
 * the tenant took it. `seen`: listed, health not known. `unconfirmed`: listed, but nothing says that the export arrived.
 */
export interface CopyState {
  readonly state: 'wanted' | 'ordered' | 'seen' | 'ready' | 'unhealthy' | 'unconfirmed' | 'failed';
  readonly kind: ProtectionRule['kind'];
  /** Resource id of the storage account an export goes to; '' for a restore point, which stays in Windows 365. */
  readonly where: string;
  /** Date of the person it was ordered for, and how often since that date stands. */
  readonly slotRevision: number;
  readonly tries: number;
  readonly orderedAt: Instant;
  readonly answeredAt: Instant | null;
  readonly readAt: Instant | null;
  /** The manual restore point that stood there before; there is only one, so this order takes its place. */
  readonly replaces: { readonly id: string; readonly createdAt: Instant | null } | null;
  readonly snapshotId: string | null;
  readonly createdAt: Instant | null;
  readonly health: CopyHealth;
  readonly expiresAt: Instant | null;
  readonly trouble: CopyTrouble;
  /** The tenant's own words for the trouble: a code, never a text of people. */
  readonly detail: string;
}

/** What the tenant says of a Cloud PC's copies at one moment. */
export interface CopiesSeen {
  readonly at: Instant;
  readonly snapshots: readonly Snapshot[];
}
