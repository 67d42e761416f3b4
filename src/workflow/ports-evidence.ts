import type { AuditEvent } from '../domain/audit.ts';
import type { PackSource, SigningKey } from '../domain/pack/source.ts';
import type { Identity } from '../domain/person-traces.ts';
import type { Instant } from '../domain/time.ts';

/** The keys of this installation. Private keys never leave the adapter. */
export interface Signer {
  /** The key that signs now; made when there is none. */
  currentKey(now: Instant): Promise<SigningKey>;
  /** Ed25519 over the bytes, 64 bytes. Throws `Failure` with code `signing-key-retired` when this is not the current key any more. */
  sign(keyId: string, bytes: Uint8Array): Promise<Uint8Array>;
  /** Every key there ever was, the current one first. */
  listKeys(): Promise<readonly SigningKey[]>;
  /** A new key, signed by the one before it, whose private part is then destroyed. `from-setting`: the key is not ours to change. */
  rotate(
    now: Instant,
  ): Promise<{ readonly outcome: 'rotated'; readonly key: SigningKey } | { readonly outcome: 'from-setting' }>;
}

/** Turns files into the bytes of one zip. The same files give the same bytes. */
export type PackFiles = (files: ReadonlyMap<string, Uint8Array>) => Uint8Array;

/** Puts a file where a person agreed to have it. */
export interface Uploads {
  /** `url` comes with the person's consent; only hosts where Teams keeps files are written to. Throws `Failure`. */
  put(url: string, bytes: Uint8Array): Promise<void>;
}

/** What the evidence commands read and erase. */
export interface EvidenceStore {
  /** Everything about one rollout, at one moment. */
  readPack(rolloutId: string): Promise<PackSource | undefined>;
  /** The person behind a directory id or a user principal name, as far as the records know them. */
  findPerson(idOrUpn: string): Promise<Identity | undefined>;
  /** Every record that names the person, as plain data. */
  exportPerson(person: Identity): Promise<PersonRecord>;
  /** Rollouts that have not ended and in which the person has a part. */
  listOpenRollouts(person: Identity): Promise<readonly string[]>;
  /**
   * Erases the person everywhere at once and writes the order into the chain. `pseudonym` stands in their place. `order` is completed
   * with what was erased. Running it again finds nothing more and writes nothing.
   */
  erasePerson(person: Identity, ask: ErasureAsk): Promise<ErasureCount>;
  /** Ended rollouts whose end lies before `before` and whose people are still there. */
  listToMinimise(before: Instant): Promise<readonly string[]>;
  /** Erases the owners of Cloud PCs from one ended rollout, and from the chain where it is about them. */
  minimiseRollout(rolloutId: string, ask: ErasureAsk): Promise<ErasureCount>;
}

export interface ErasureAsk {
  readonly order: AuditEvent;
  /** 8 hexadecimal digits; makes the names that stand in place of people. */
  readonly nonce: string;
}

export interface ErasureCount {
  readonly entries: number;
  readonly rollouts: number;
  readonly messages: number;
}

export interface PersonRecord {
  readonly person: Identity;
  readonly targets: readonly unknown[];
  readonly plans: readonly unknown[];
  readonly rollouts: readonly unknown[];
  readonly messages: readonly unknown[];
  /** Preparations of images that they began or worked on, and what is remembered of the images. */
  readonly builds: readonly unknown[];
  readonly passports: readonly unknown[];
  /** For the files of which apps they answer. */
  readonly appOwner: readonly unknown[];
  /** What dialogs remember of a question that is open. */
  readonly drafts: readonly unknown[];
  readonly conversation: unknown;
  readonly audit: readonly unknown[];
}
