import type { ProofMode } from '../src/domain/request.ts';
import { formatMinutes } from './format.ts';
import type { Sentence } from './words-refusals.ts';

/** What a plan rests on, in a sentence for its rules. */
export const PROOF_MODE_WORDS: Readonly<Record<ProofMode, string>> = {
  measured: 'Each Cloud PC itself must report that nothing on it would be lost, or somebody else waives it',
  'measured-or-attested':
    'Each Cloud PC reports if anything on it would be lost; where it cannot, its person’s word counts',
  attested: 'Each person says that their data is saved; nothing is measured',
};

/** Sentences for what measured proofs refuse. */
export const PROOF_WORDS: Readonly<Record<string, Sentence>> = {
  'proof-unknown': () =>
    'The Cloud PC has not reported that its data is safe. Its person finds out why in their message, or an approver can waive it.',
  'measured-not-ticked': () =>
    'This plan goes by what each Cloud PC reports, so a tick for everybody cannot answer it. An approver can waive it for one Cloud PC.',
  'proof-forbidden': () =>
    'Intune does not let Repave put its script there. Grant DeviceManagementConfiguration.ReadWrite.All and DeviceManagementManagedDevices.PrivilegedOperations.All, and check that the tenant has Remediations (Windows Enterprise E3 or E5).',
  'proof-no-groups': () =>
    'No policy with personal Cloud PCs has a group, so nobody would get the script. Assign one first.',
  'pattern-unreadable': ({ pattern }) =>
    `“${String(pattern ?? '')}” is no pattern. Write file names like *.lic, or folders like %APPDATA%\\Vendor.`,
  'pattern-missing': () => 'No pattern is left. Write at least one, like *.lic.',
  'too-many-patterns': ({ max }) => `These are too many patterns. Keep at most ${String(max ?? 'a few')}.`,
};

/** How long a report counts, for a heading. */
export function wordLimit(minutes: number): string {
  return `A report of a Cloud PC counts for ${formatMinutes(minutes)}.`;
}
