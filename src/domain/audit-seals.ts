import type { Actor } from './actor.ts';
import { REPAVE } from './actor.ts';
import type { AuditEntry, AuditEvent } from './audit.ts';
import { hashOf } from './hash.ts';
import { holdsPrivateWords } from './private-words.ts';

/** Parts of an event that name people: who acted, whose Cloud PC it is about, and what people wrote. */
export const PARTS = ['actor', 'subject', 'words'] as const;
export type Part = (typeof PARTS)[number];

/**
 * The lid on one part. The chain covers the digest; digest = SHA-256 over salt and values. With the salt and the values gone the chain
 * still holds, and the digest cannot be guessed back into a name.
 */
export interface Seal {
  readonly digest: string;
  /** Facts that belong to the part. */
  readonly names: readonly string[];
  /** 32 hexadecimal digits; null when the part was erased, or is not shown. */
  readonly salt: string | null;
  /** In a pack alone: the values are kept, and not shown. Never of who acted or whom it is about. */
  readonly withheld?: true;
}

export type Seals = Readonly<Partial<Record<Part, Seal>>>;

/** Who acted in an entry from which the person was erased. */
export const ERASED: Actor = { id: 'erased', name: 'erased person' };

/** What one part holds. */
export interface PartValues {
  readonly actor: Actor | null;
  readonly facts: AuditEvent['facts'];
}

/** Facts that say whose Cloud PC an event is about. */
const SUBJECT_FACTS = ['person', 'cloudPc', 'name'];

/** Texts that Repave or the tenant chose: codes, ids, dates, names of things. Every other text may name somebody and is sealed. */
const CLEAR_FACTS = [
  ...[
    'cloudPcId',
    'policyId',
    'image',
    'date',
    'from',
    'to',
    'slot',
    'outcome',
    'why',
    'kind',
    'verdict',
    'over',
    'item',
  ],
  ...[
    'keyId',
    'before',
    'manifest',
    'rollouts',
    'actorOf',
    'subjectOf',
    'wordsOf',
    'step',
    'code',
    'how',
    'as',
    'pattern',
    'answer',
    'list',
  ],
  ...['copyKind', 'copyState', 'snapshot', 'createdAt', 'expiresAt', 'replaced', 'trouble', 'storage'],
];

/** Seals each part that holds something. Repave itself is no person. */
export function sealParts(event: AuditEvent, newSalt: () => string): Seals {
  const seals: Partial<Record<Part, Seal>> = {};
  for (const part of PARTS) {
    const names = Object.keys(event.facts).filter((name) => partOf(name, event.facts[name]) === part);
    const isActor = part === 'actor' && event.actor.id !== REPAVE.id;
    if (names.length === 0 && !isActor) continue;
    const salt = newSalt();
    seals[part] = { digest: digestPart(valuesOf(event, part, names), salt), names, salt };
  }
  return seals;
}

/** Which part a fact belongs to; undefined for those that name no one. What is not known to be harmless is sealed. */
function partOf(name: string, value: AuditEvent['facts'][string] | undefined): Part | undefined {
  if (SUBJECT_FACTS.includes(name)) return 'subject';
  return typeof value !== 'string' || CLEAR_FACTS.includes(name) ? undefined : 'words';
}

/** What a part of an event holds, by the names in its seal. */
export function valuesOf(event: AuditEvent, part: Part, names: readonly string[]): PartValues {
  const facts = Object.entries(event.facts).filter(([name]) => names.includes(name));
  return { actor: part === 'actor' ? event.actor : null, facts: Object.fromEntries(facts) };
}

/** SHA-256 over everything in the event but the people; of those, over the digests. */
export function digestBody(event: AuditEvent, seals: Seals): string {
  const { at, what, rolloutId, planHash } = event;
  const lids = PARTS.map((part) => lidOf(seals[part]));
  const actor = seals.actor ? null : event.actor;
  return hashOf({ at, what, rolloutId, planHash, actor, facts: clearFacts(event, seals), lids });
}

export function hashLink(place: { readonly number: number; readonly previousHash: string }, body: string): string {
  return hashOf({ version: 2, number: place.number, previousHash: place.previousHash, body });
}

/** The facts that name no one. */
export function clearFacts(event: AuditEvent, seals: Seals): AuditEvent['facts'] {
  const sealed = PARTS.flatMap((part) => seals[part]?.names ?? []);
  return Object.fromEntries(Object.entries(event.facts).filter(([name]) => !sealed.includes(name)));
}

/** Whether every part that is there is the one that was sealed, and every erased one is empty. */
export function fitsSeals(entry: AuditEvent, seals: Seals): boolean {
  return PARTS.every((part) => {
    const seal = seals[part];
    if (!seal) return true;
    const values = valuesOf(entry, part, seal.names);
    if (seal.salt !== null) return digestPart(values, seal.salt) === seal.digest;
    return Object.keys(values.facts).length === 0 && (values.actor === null || values.actor.id === ERASED.id);
  });
}

/** The entry without the values of these parts. */
export function eraseParts<T extends AuditEntry>(entry: T, parts: readonly Part[]): T {
  const { seals } = entry;
  if (!seals) return entry;
  const gone = parts.filter((part) => seals[part]);
  const names = gone.flatMap((part) => seals[part]?.names ?? []);
  const facts = Object.fromEntries(Object.entries(entry.facts).filter(([name]) => !names.includes(name)));
  const lids = Object.entries(seals).map(([part, seal]) => [
    part,
    gone.includes(part as Part) ? { ...seal, salt: null } : seal,
  ]);
  return {
    ...entry,
    actor: gone.includes('actor') ? ERASED : entry.actor,
    facts,
    seals: Object.fromEntries(lids) as Seals,
  };
}

/** The sealed entry as a pack shows it where its words are private: who, whom, when and what, and the lid on the words. */
export function withholdWords(entry: AuditEntry): AuditEntry {
  const words = entry.seals?.words;
  if (!words || words.salt === null) return entry;
  const bare = eraseParts(entry, ['words']);
  return { ...bare, seals: { ...bare.seals, words: { ...words, salt: null, withheld: true } } };
}

/** Whether the words of an entry are only not shown. Where there is nothing private in them, words that are missing are missing. */
export function isWithheldInPart(entry: AuditEntry): boolean {
  const words = entry.seals?.words;
  return words?.salt === null && words.withheld === true && holdsPrivateWords(entry);
}

/** The parts of an entry whose values are gone. */
export function erasedParts(entry: AuditEntry): readonly Part[] {
  const { seals } = entry;
  const isShown = (part: Part) => part !== 'words' || !isWithheldInPart(entry);
  return seals ? PARTS.filter((part) => seals[part]?.salt === null && isShown(part)) : [];
}

export function isErased(entry: AuditEntry): boolean {
  return erasedParts(entry).length > 0;
}

function digestPart(values: PartValues, salt: string): string {
  return hashOf({ salt, ...values });
}

function lidOf(seal: Seal | undefined): object | null {
  return seal ? { digest: seal.digest, names: seal.names } : null;
}
