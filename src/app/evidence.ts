import { zipFiles } from '../adapters/pack-zip.ts';
import { createSigner } from '../adapters/signing-key-store.ts';
import type { Database } from '../adapters/database.ts';
import { createEvidenceStore } from '../adapters/store-evidence.ts';
import { createUploads } from '../adapters/teams-upload.ts';
import type { Config } from '../config.ts';
import { createEvidenceCommands, minimiseEnded } from '../workflow/commands-evidence.ts';
import type { EvidenceDeps } from '../workflow/commands-evidence.ts';
import type { EvidenceCommands } from '../workflow/commands-evidence-api.ts';
import type { Uploads } from '../workflow/ports-evidence.ts';

/** Evidence packs, and the way to hand them over. */
export interface EvidenceParts {
  readonly commands: EvidenceCommands;
  /** Null in the government cloud, where bots can send no files (learn, bots-filesv4). */
  readonly uploads: Uploads | null;
  /** Reduces ended rollouts to what the retention time allows. */
  minimise(): Promise<void>;
}

export function createEvidenceParts(
  config: Config,
  { db }: Database,
  shared: Pick<EvidenceDeps, 'store' | 'clock' | 'directory'>,
): EvidenceParts {
  const { signingKey, retentionDays } = config.evidence;
  const { plainHttpHosts } = config.teams;
  const deps: EvidenceDeps = {
    ...shared,
    evidence: createEvidenceStore(db),
    signer: createSigner(db, signingKey),
    zip: zipFiles,
  };
  return {
    commands: createEvidenceCommands(deps),
    uploads: config.cloud === 'usgov' ? null : createUploads({ plainHttpHosts }),
    minimise: () => minimiseEnded(deps, retentionDays),
  };
}
