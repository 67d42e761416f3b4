import { checkChain, isWithheld } from '../domain/audit.ts';
import type { AuditEntry, ChainLink } from '../domain/audit.ts';
import { ERASURE } from '../domain/audit-erasure.ts';
import { hashOf } from '../domain/hash.ts';
import { isSignedBy, keyIdOf, leadsTo, readPublicKey } from '../domain/pack/keys.ts';
import { AUDIT, KEYS, MANIFEST, sha256, SIGNATURE } from '../domain/pack/manifest.ts';
import type { Manifest } from '../domain/pack/manifest.ts';
import type { SigningKey } from '../domain/pack/source.ts';
import { decode, parseAction, parseJson, parseKeys, parseLink, parseManifest, readLines } from './pack-schema.ts';

/** One thing that is wrong with a pack: what, in which file, in which line (from 1), at which entry of the chain. */
export interface Finding {
  readonly code: FindingCode;
  readonly file: string;
  readonly line: number | null;
  readonly entry: number | null;
}

export type FindingCode =
  | 'file-missing'
  | 'file-unreadable'
  | 'file-altered'
  | 'file-unlisted'
  | 'entry-unreadable'
  | 'entry-out-of-place'
  | 'entry-altered'
  | 'entry-person-altered'
  | 'entry-erased-without-order'
  | 'chain-cut'
  | 'signature-wrong'
  | 'key-unknown'
  | 'key-altered'
  | 'key-not-trusted'
  | 'plan-altered'
  | 'action-not-in-chain'
  | 'entry-without-action';

export interface PackVerdict {
  readonly ok: boolean;
  /** The first broken thing first; entries of the chain before whole files, because they say more. */
  readonly findings: readonly Finding[];
  readonly manifest: Manifest | null;
  /** `not-asked`: nobody said which key to trust, so the signature proves no more than that one key made all of it. */
  readonly trust: 'trusted' | 'not-trusted' | 'not-asked';
  readonly entries: number;
  readonly withheld: number;
  readonly erased: number;
  /** Entries that are shown without the words in them, for somebody's privacy; the words are kept where the pack is from. */
  readonly wordsWithheld: number;
}

type Files = ReadonlyMap<string, Uint8Array>;

/**
 * Checks the files of a pack against each other and against a key that the reader trusts (its fingerprint; null for none). Needs nothing
 * but the files, and tells everything that is wrong, the most telling first.
 */
export function verifyPack(files: Files, trusted: string | null): PackVerdict {
  const nothing = { trust: 'not-asked', entries: 0, withheld: 0, erased: 0, wordsWithheld: 0 } as const;
  const missing = [MANIFEST, SIGNATURE, KEYS, AUDIT].filter((name) => !files.has(name));
  const manifest = parseManifest(fileOf(files, MANIFEST));
  const gone = missing.map((name) => find('file-missing', name));
  if (gone.length > 0 || !manifest) {
    const findings = gone.length > 0 ? gone : [find('file-unreadable', MANIFEST)];
    return { ok: false, findings, manifest: manifest ?? null, ...nothing };
  }
  const chain = checkAudit(files, manifest);
  const keys = parseKeys(fileOf(files, KEYS)) ?? [];
  const findings = [
    ...chain.findings,
    ...checkSignature(files, manifest, keys),
    ...checkFiles(files, manifest),
    ...checkPlans(files, manifest, chain.entries),
    ...checkActions(files, manifest, chain),
  ];
  const isTrusted = trusted !== null && leadsTo(keys, trusted, manifest.keyId);
  const distrust = trusted !== null && !isTrusted ? [find('key-not-trusted', KEYS)] : [];
  return {
    ok: findings.length + distrust.length === 0,
    findings: [...findings, ...distrust],
    manifest,
    trust: trusted === null ? 'not-asked' : isTrusted ? 'trusted' : 'not-trusted',
    ...{ entries: chain.entries.length, withheld: chain.withheld, erased: chain.erased },
    wordsWithheld: chain.wordsWithheld,
  };
}

function find(
  code: FindingCode,
  file: string,
  place: { readonly line?: number; readonly entry?: number } = {},
): Finding {
  return { code, file, line: place.line ?? null, entry: place.entry ?? null };
}

function fileOf(files: Files, name: string): Uint8Array {
  return files.get(name) ?? new Uint8Array();
}

interface CheckedChain extends Pick<PackVerdict, 'findings' | 'withheld' | 'erased' | 'wordsWithheld'> {
  readonly entries: readonly AuditEntry[];
}

function checkAudit(files: Files, manifest: Manifest): CheckedChain {
  const lines = readLines(fileOf(files, AUDIT));
  const read = lines.map(parseLink);
  const unreadable = read.findIndex((link) => link === undefined);
  const links: readonly ChainLink[] = read
    .slice(0, unreadable < 0 ? undefined : unreadable)
    .flatMap((link) => link ?? []);
  const { broken, ...seen } = checkChain(links, manifest.audit.after);
  const entries = links.filter((link): link is AuditEntry => !isWithheld(link));
  const findings = broken
    ? [find(`entry-${broken.why}`, AUDIT, { line: broken.index + 1, entry: broken.number })]
    : unreadable >= 0
      ? [find('entry-unreadable', AUDIT, { line: unreadable + 1, entry: numberAfter(links, manifest) })]
      : checkEnd(links, manifest);
  return { findings, entries, ...seen };
}

/** The chain must end where the signed manifest says that it ended. */
function checkEnd(links: readonly ChainLink[], manifest: Manifest): readonly Finding[] {
  const last = links.at(-1) ?? manifest.audit.after;
  const isWhole = links.length === manifest.audit.entries && last?.hash === manifest.audit.last?.hash;
  return isWhole ? [] : [find('chain-cut', AUDIT, { line: links.length + 1, entry: numberAfter(links, manifest) })];
}

function numberAfter(links: readonly ChainLink[], manifest: Manifest): number {
  return (links.at(-1)?.number ?? manifest.audit.after?.number ?? 0) + 1;
}

function checkSignature(files: Files, manifest: Manifest, keys: readonly SigningKey[]): readonly Finding[] {
  const key = keys.find(({ keyId }) => keyId === manifest.keyId);
  if (!key) return [find('key-unknown', KEYS)];
  const publicKey = readPublicKey(key.publicKey);
  const isSame = publicKey !== undefined && keyIdOf(publicKey) === key.keyId;
  if (!isSame || decode(fileOf(files, 'key.pem')) !== key.publicKey) return [find('key-altered', KEYS)];
  const isRight = isSignedBy(key.publicKey, fileOf(files, MANIFEST), fileOf(files, SIGNATURE));
  return isRight ? [] : [find('signature-wrong', SIGNATURE)];
}

function checkFiles(files: Files, manifest: Manifest): readonly Finding[] {
  const listed = new Set([MANIFEST, SIGNATURE, ...manifest.files.map(({ name }) => name)]);
  const wrong = manifest.files.flatMap(({ name, bytes, sha256: expected }) => {
    const file = files.get(name);
    if (!file) return [find('file-missing', name)];
    return file.length === bytes && sha256(file) === expected ? [] : [find('file-altered', name)];
  });
  const extra = [...files.keys()].filter((name) => !listed.has(name)).map((name) => find('file-unlisted', name));
  return [...wrong, ...extra];
}

/** A plan is what was approved, to the letter, unless the chain holds an order to erase people from this rollout. */
function checkPlans(files: Files, manifest: Manifest, entries: readonly AuditEntry[]): readonly Finding[] {
  const orders = entries
    .filter(({ what }) => what === ERASURE)
    .map(({ facts }) => String(facts['rollouts']).split(' '));
  const mayDiffer = orders.some((rollouts) => rollouts.includes(manifest.rolloutId));
  return manifest.plans.flatMap(({ file, hash, complete }) => {
    if (!files.has(file)) return [find('file-missing', file)];
    const isSame = hashOf(parseJson(decode(fileOf(files, file))) ?? null) === hash;
    return isSame || (!complete && mayDiffer) ? [] : [find('plan-altered', file)];
  });
}

const ACTIONS = 'actions.jsonl';
const INTENT = 'reprovision-intended';

/** Every order to reprovision stands in the chain, and every one in the chain among the actions. */
function checkActions(files: Files, { rolloutId }: Manifest, { entries }: CheckedChain): readonly Finding[] {
  const actions = readLines(fileOf(files, ACTIONS)).map(parseAction);
  const done = new Set(actions.map((action) => (action ? `${action.cloudPcId}/${action.attempt}` : '')));
  const intents = entries.filter((entry) => entry.rolloutId === rolloutId && entry.what === INTENT);
  const keyOf = ({ facts }: AuditEntry) => `${String(facts['cloudPcId'])}/${String(facts['attempt'])}`;
  const intended = new Set(intents.map(keyOf));
  const unwritten = actions.findIndex((action) => !action || !intended.has(`${action.cloudPcId}/${action.attempt}`));
  const undone = intents.find((entry) => !done.has(keyOf(entry)));
  return [
    ...(unwritten >= 0 ? [find('action-not-in-chain', ACTIONS, { line: unwritten + 1 })] : []),
    ...(undone ? [find('entry-without-action', ACTIONS, { entry: undone.number })] : []),
  ];
}
