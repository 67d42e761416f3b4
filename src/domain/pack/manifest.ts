import { createHash } from 'node:crypto';
import type { Actor } from '../actor.ts';
import type { ChainPlace } from '../audit.ts';
import type { Instant } from '../time.ts';
import { isComplete, planFile } from './records.ts';
import type { PackAsk, PackSource } from './source.ts';

export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.sig';
export const KEYS = 'keys.json';
export const AUDIT = 'audit.jsonl';
export const PACK_FORMAT = 'repave-evidence/1';

/** What is signed: every file by its hash, the place of the chain, and who made the pack for whom. */
export interface Manifest {
  readonly format: typeof PACK_FORMAT;
  readonly rolloutId: string;
  readonly tenantId: string;
  readonly madeAt: Instant;
  readonly madeBy: Actor;
  /** Of the key whose signature stands in `manifest.sig`. */
  readonly keyId: string;
  readonly audit: {
    readonly entries: number;
    /** The entry that the first line follows; null when the chain starts there. */
    readonly after: ChainPlace;
    /** The newest entry of the whole chain when the pack was made. */
    readonly last: ChainPlace;
  };
  readonly plans: readonly {
    readonly file: string;
    readonly hash: string;
    /** False when a person was erased from it, so that the hash can no longer be recomputed. */
    readonly complete: boolean;
  }[];
  readonly files: readonly ManifestFile[];
}

export interface ManifestFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export function makeManifest(source: PackSource, ask: PackAsk, files: ReadonlyMap<string, Uint8Array>): Manifest {
  const { chain, chainAfter, plans, state } = source;
  const last = chain.at(-1);
  return {
    format: PACK_FORMAT,
    rolloutId: state.rollout.id,
    tenantId: state.rollout.plan.tenantId,
    madeAt: ask.madeAt,
    madeBy: ask.madeBy,
    keyId: ask.key.keyId,
    audit: {
      entries: chain.length,
      after: chainAfter,
      last: last ? { number: last.number, hash: last.hash } : chainAfter,
    },
    plans: plans.map((one) => ({ file: planFile(one.plan.revision), hash: one.hash, complete: isComplete(one) })),
    files: [...files].map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: sha256(bytes) })),
  };
}

/** 64 hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
