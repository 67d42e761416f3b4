import { readFile } from 'node:fs/promises';
import { unzipFiles } from '../adapters/pack-zip.ts';
import type { UnzipProblem } from '../adapters/pack-zip.ts';
import { keyIdOf, readPublicKey } from '../domain/pack/keys.ts';
import { verifyPack } from '../workflow/verify-pack.ts';
import type { Finding, FindingCode, PackVerdict } from '../workflow/verify-pack.ts';

/** What `verify` says, and whether the pack holds. */
export interface Verified {
  readonly ok: boolean;
  readonly text: string;
}

/** Larger than any pack; a file that is not one is not read into memory. Bytes. */
const MAX_ZIP = 500_000_000;

/**
 * Checks a pack from its file alone: no database, no settings, no network. `key` is the fingerprint of the key to trust, or a file with
 * the public key as PEM.
 */
export async function verifyFile(path: string, key: string | undefined): Promise<Verified> {
  const trusted = key === undefined ? null : await readTrusted(key);
  if (trusted === undefined)
    return { ok: false, text: `“${key}” is neither a key id of 64 digits nor a file with a public Ed25519 key.` };
  const zip = await readFile(path);
  const read = zip.length > MAX_ZIP ? ({ ok: false, code: 'too-big', file: '' } as const) : unzipFiles(zip);
  if (!read.ok)
    return { ok: false, text: `NOT VALID. ${ZIP_WORDS[read.code]}${read.file === '' ? '' : ` (${read.file})`}` };
  const verdict = verifyPack(read.files, trusted);
  return { ok: verdict.ok, text: wordVerdict(verdict) };
}

async function readTrusted(key: string): Promise<string | undefined> {
  if (/^[0-9a-f]{64}$/i.test(key)) return key.toLowerCase();
  const pem = await readFile(key, 'utf8').catch(() => '');
  const publicKey = readPublicKey(pem);
  return publicKey && keyIdOf(publicKey);
}

function wordVerdict(verdict: PackVerdict): string {
  const { ok, manifest, findings } = verdict;
  const about = manifest
    ? [
        `Rollout ${manifest.rolloutId}, made ${manifest.madeAt} for ${manifest.madeBy.name}.`,
        `Signed with key ${manifest.keyId}.`,
      ]
    : [];
  if (!ok) return ['NOT VALID. What is wrong, the first first:', ...findings.map(wordFinding), ...about].join('\n');
  const { entries, withheld, erased, wordsWithheld } = verdict;
  return [
    'Valid: every file is as it was signed, and the audit chain holds.',
    ...about,
    `${entries} entries of the chain are shown, ${withheld} about other rollouts are only linked.`,
    ...(wordsWithheld > 0
      ? [`From ${wordsWithheld} entries the words of people are left out for their privacy; the chain covers them.`]
      : []),
    ...(erased > 0 ? [`From ${erased} entries people were erased, as ordered in the chain.`] : []),
    verdict.trust === 'trusted'
      ? 'The key is the one you trust, or follows from it.'
      : 'Whose key it is, the pack alone cannot prove: run again with --key and the key id that Repave’s people publish.',
  ].join('\n');
}

function wordFinding({ code, file, line, entry }: Finding): string {
  const place = [file, ...(line === null ? [] : [`line ${line}`]), ...(entry === null ? [] : [`entry ${entry}`])];
  return `- ${place.join(', ')}: ${FINDING_WORDS[code]}`;
}

const ZIP_WORDS: Readonly<Record<UnzipProblem, string>> = {
  'not-a-zip': 'This file is no zip archive, or a damaged one.',
  'bad-name': 'The archive holds a file whose name leads out of its folder.',
  'same-name-twice': 'The archive holds two files of one name.',
  'too-big': 'The archive unpacks to more than a pack can hold.',
};

const FINDING_WORDS: Readonly<Record<FindingCode, string>> = {
  'file-missing': 'the file is missing',
  'file-unreadable': 'the file cannot be read as part of a pack',
  'file-altered': 'the file is not the one that was signed',
  'file-unlisted': 'the file was not there when the pack was signed',
  'entry-unreadable': 'the line is no entry of the chain',
  'entry-out-of-place': 'the entry does not follow the one before it: something was taken out, put in or moved',
  'entry-altered': 'the entry is not what it was when it was written',
  'entry-person-altered': 'a person or a text in the entry is not what it was when it was written',
  'entry-erased-without-order': 'a person is missing from the entry, and no later entry orders that',
  'chain-cut': 'the chain ends here, and when the pack was signed it did not',
  'signature-wrong': 'the signature does not fit the manifest',
  'key-unknown': 'the key that signed is not among the keys of the pack',
  'key-altered': 'the key does not fit its id',
  'key-not-trusted': 'the pack is signed, but not by the key you trust nor by one that follows from it',
  'plan-altered': 'the plan is not the one that its hash was made of',
  'action-not-in-chain': 'an action is listed that stands nowhere in the chain',
  'entry-without-action': 'an order in the chain is missing among the actions',
};
