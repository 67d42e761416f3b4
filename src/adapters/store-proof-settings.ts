import { z } from 'zod';
import type { Documents } from '../workflow/ports.ts';
import type { ProofSettings, ProofSettingsStore } from '../workflow/ports-proof.ts';

/** Where it stands among the documents. */
export const PROOF_SETTINGS_KEY = 'settings/proof';
const KEY = PROOF_SETTINGS_KEY;

const owner = z.object({ pattern: z.string(), personId: z.string(), name: z.string(), upn: z.string() });
const settings = z.object({
  scriptId: z.string().nullable(),
  patterns: z.array(z.string()),
  owners: z.array(owner).default([]),
});

/** Looked for until the tenant says what its apps cannot do without: licence files, mail archives, keys. */
export const DEFAULT_PATTERNS = ['*.lic', '*.pst', '.ssh', '*.pfx'] as const;

/** The tenant's decisions about proofs, as one document. */
export function createProofSettings(documents: Documents): ProofSettingsStore {
  return {
    async read(): Promise<ProofSettings> {
      const body = (await documents.read([KEY])).get(KEY)?.body;
      return body === undefined ? { scriptId: null, patterns: DEFAULT_PATTERNS, owners: [] } : settings.parse(body);
    },
    save: (body) => documents.write([{ key: KEY, body }]),
  };
}
