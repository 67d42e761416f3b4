import type { Actor } from '../actor.ts';
import type { AuditEntry, ChainPlace } from '../audit.ts';
import type { Plan } from '../plan.ts';
import type { RolloutState } from '../rollout.ts';
import type { Instant } from '../time.ts';

/** One message owed to somebody, as the ledger has it: whether it arrived, not where it was sent or what it showed. */
export interface PackMessage {
  readonly key: string;
  readonly kind: string;
  readonly cloudPcId: string | null;
  readonly slotRevision: number | null;
  readonly personId: string | null;
  readonly state: string;
  readonly tries: number;
  readonly reason: string;
  readonly orderedAt: Instant;
  readonly deliveredAt: Instant | null;
}

/** A revision of the plan with the hash under which it was approved. Erasing a person changes the plan and leaves the hash. */
export interface PackPlan {
  readonly plan: Plan;
  readonly hash: string;
}

/** A key that signs packs, or did. */
export interface SigningKey {
  /** SHA-256 of the public key (SPKI, DER), 64 hexadecimal digits. */
  readonly keyId: string;
  /** PEM. */
  readonly publicKey: string;
  readonly createdAt: Instant;
  readonly retiredAt: Instant | null;
  /** The key before it, which signed this one (`endorsement`, base64); null for a first key and for keys from a setting. */
  readonly endorsedBy: string | null;
  readonly endorsement: string | null;
}

/** All that is known of one rollout, read at one moment. */
export interface PackSource {
  readonly state: RolloutState;
  readonly createdAt: Instant;
  /** Every revision, oldest first. */
  readonly plans: readonly PackPlan[];
  readonly messages: readonly PackMessage[];
  /** The chain from the first entry about this rollout to its end, entries about others included. */
  readonly chain: readonly AuditEntry[];
  /** The entry before the first of them; null when there is none. */
  readonly chainAfter: ChainPlace;
}

/** Who asked for the pack and when, and the keys of this installation; the first one signs. */
export interface PackAsk {
  readonly madeBy: Actor;
  readonly madeAt: Instant;
  readonly key: SigningKey;
  readonly keys: readonly SigningKey[];
}
