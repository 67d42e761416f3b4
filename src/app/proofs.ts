import { readFile } from 'node:fs/promises';
import { findPerson } from '../adapters/graph-people.ts';
import { createGraphProofs } from '../adapters/graph-proof.ts';
import type { GraphClient } from '../adapters/graph-client.ts';
import { createProofSettings } from '../adapters/store-proof-settings.ts';
import type { Documents, PersonSeed } from '../workflow/ports.ts';
import type { Proofs, ProofSettingsStore } from '../workflow/ports-proof.ts';

const SCRIPT = new URL('../../proof/collect-proof.ps1', import.meta.url);

export interface ProofParts {
  readonly proofs: Proofs;
  readonly proofSettings: ProofSettingsStore;
  /** The script as it lies in the project, without the tenant's patterns. */
  readProofScript(): Promise<string>;
  /** Somebody of the directory by sign-in name or id; undefined for nobody. */
  findPerson(nameOrId: string): Promise<PersonSeed | undefined>;
}

/** Everything that measured proofs need. */
export function createProofParts(graph: GraphClient, documents: Documents): ProofParts {
  return {
    proofs: createGraphProofs({ graph }),
    proofSettings: createProofSettings(documents),
    findPerson: (nameOrId) => findPerson(graph, nameOrId),
    readProofScript: () => readFile(SCRIPT, 'utf8'),
  };
}
