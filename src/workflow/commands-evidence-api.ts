import type { Actor } from '../domain/actor.ts';
import type { SigningKey } from '../domain/pack/source.ts';
import type { Result } from '../domain/refusal.ts';
import type { ErasureCount, PersonRecord } from './ports-evidence.ts';

/** A signed pack as the bytes of a zip. */
export interface EvidencePack {
  readonly rolloutId: string;
  /** File name, letters and digits only. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly keyId: string;
}

/** What can be proven afterwards, to whom, and what people may ask of it. Each checks the actor's role itself. */
export interface EvidenceCommands {
  /** Everything about one rollout, signed; for admins and approvers. That it was made, and for whom, goes into the chain. */
  evidencePack(actor: Actor, rolloutId?: string): Promise<Result<EvidencePack>>;
  /** Name and size of the pack as it would be now; writes nothing. */
  describePack(
    actor: Actor,
    rolloutId?: string,
  ): Promise<Result<{ readonly rolloutId: string; readonly name: string; readonly sizeInBytes: number }>>;
  /** The public keys of this installation, the current one first. They are public: nobody is asked who they are. */
  listKeys(): Promise<readonly SigningKey[]>;
  /** By an admin: a new key, signed by the old one. */
  rotateKey(actor: Actor): Promise<Result<SigningKey>>;
  /** All that is kept of one person (directory id or user principal name); for admins and for the person themself. */
  exportPerson(actor: Actor, person: string): Promise<Result<PersonRecord>>;
  /**
   * By an admin, with a reason: takes one person out of everything that is kept, their own messages included. Refused while a rollout
   * in which they have a part is open, and while they hold a role. The chain stays verifiable.
   */
  erasePerson(actor: Actor, ask: { readonly person: string; readonly reason: string }): Promise<Result<ErasureCount>>;
}
