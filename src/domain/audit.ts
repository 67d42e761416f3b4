import type { Actor } from './actor.ts';
import { findUnorderedErasure } from './audit-erasure.ts';
import { digestBody, fitsSeals, hashLink, isErased, isWithheldInPart, sealParts } from './audit-seals.ts';
import type { Seals } from './audit-seals.ts';
import { hashOf } from './hash.ts';
import type { Instant } from './time.ts';

/** One thing that happened: who did what, to what, when, under which plan. Facts only; never a secret, never a card body. */
export interface AuditEvent {
  readonly at: Instant;
  readonly actor: Actor;
  readonly what: string;
  readonly rolloutId: string | null;
  readonly planHash: string | null;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

/** An event in the chain: its hash covers the event, its number and the hash before it. */
export interface AuditEntry extends AuditEvent {
  readonly number: number;
  readonly previousHash: string;
  readonly hash: string;
  /** How people are sealed in it. Absent in entries of the first form, which hold people in clear and can never lose them. */
  readonly seals?: Seals;
}

/** An entry of which only the place in the chain is shown. `body` is null in entries of the first form: those are only linked. */
export interface WithheldEntry {
  readonly number: number;
  readonly previousHash: string;
  readonly hash: string;
  readonly body: string | null;
}

export type ChainLink = AuditEntry | WithheldEntry;

/** The place in the chain that the next entry follows; null before the first. */
export type ChainPlace = { readonly number: number; readonly hash: string } | null;

/** What the first entry names as its predecessor. */
export const GENESIS_HASH = '0'.repeat(64);

/** An entry of the first form. New events are sealed (`sealEvent`); this stays for the entries that were written before. */
export function chainEvent(event: AuditEvent, previous: ChainPlace): AuditEntry {
  const { at, actor, what, rolloutId, planHash, facts } = event;
  const body = { at, actor, what, rolloutId, planHash, facts, ...placeAfter(previous) };
  return { ...body, hash: hashOf(body) };
}

/** An entry whose people can be erased without breaking the chain. `newSalt` gives 32 random hexadecimal digits at each call. */
export function sealEvent(event: AuditEvent, previous: ChainPlace, newSalt: () => string): AuditEntry {
  const { at, actor, what, rolloutId, planHash, facts } = event;
  const place = placeAfter(previous);
  const seals = sealParts(event, newSalt);
  const hash = hashLink(place, digestBody(event, seals));
  return { at, actor, what, rolloutId, planHash, facts, ...place, hash, seals };
}

/** Why a chain does not hold: where (index in the list, number in the chain) and what is wrong there. */
export interface ChainBreak {
  readonly index: number;
  readonly number: number;
  readonly why: 'out-of-place' | 'altered' | 'person-altered' | 'erased-without-order';
}

export interface ChainCheck {
  readonly broken: ChainBreak | null;
  /** Entries of which people were erased, by an order that stands in the chain. */
  readonly erased: number;
  readonly withheld: number;
  /** Entries that are shown without the words in them: in a pack alone. */
  readonly wordsWithheld: number;
}

/** Checks links that follow `start` one by one. What was cut off at the end leaves no trace here: keep the last hash elsewhere. */
export function checkChain(links: readonly ChainLink[], start: ChainPlace): ChainCheck {
  let previous = start;
  for (const [index, link] of links.entries()) {
    const why = checkLink(link, previous);
    if (why) return { ...NOTHING_SEEN, broken: { index, number: (previous?.number ?? 0) + 1, why } };
    previous = link;
  }
  const entries = links.filter((link): link is AuditEntry => !isWithheld(link));
  const unordered = findUnorderedErasure(entries);
  const index = links.findIndex(({ number }) => number === unordered);
  return {
    broken: unordered === null ? null : { index, number: unordered, why: 'erased-without-order' },
    erased: entries.filter(isErased).length,
    withheld: links.length - entries.length,
    wordsWithheld: entries.filter(isWithheldInPart).length,
  };
}

const NOTHING_SEEN: Omit<ChainCheck, 'broken'> = { erased: 0, withheld: 0, wordsWithheld: 0 };

/**
 * Number of the first entry of what is kept that does not follow from the one before it, or that lost a person without an order to erase;
 * null when all of it holds. Where the chain itself is kept nothing is withheld: what claims so was taken out. A whole chain follows null.
 */
export function findBrokenEntry(entries: readonly AuditEntry[], start: ChainPlace = null): number | null {
  const hidden = entries.find(isWithheldInPart);
  return checkChain(entries, start).broken?.number ?? hidden?.number ?? null;
}

export function isWithheld(link: ChainLink): link is WithheldEntry {
  return 'body' in link;
}

/** The entry without its content: proves its place and tells nothing. */
export function withhold(entry: AuditEntry): WithheldEntry {
  const { number, previousHash, hash, seals } = entry;
  return { number, previousHash, hash, body: seals ? digestBody(entry, seals) : null };
}

function placeAfter(previous: ChainPlace): { readonly number: number; readonly previousHash: string } {
  return { number: (previous?.number ?? 0) + 1, previousHash: previous?.hash ?? GENESIS_HASH };
}

function checkLink(link: ChainLink, previous: ChainPlace): ChainBreak['why'] | null {
  const place = placeAfter(previous);
  if (link.number !== place.number || link.previousHash !== place.previousHash) return 'out-of-place';
  if (isWithheld(link)) return link.body === null || link.hash === hashLink(place, link.body) ? null : 'altered';
  const { seals } = link;
  if (!seals) return link.hash === chainEvent(link, previous).hash ? null : 'altered';
  if (link.hash !== hashLink(place, digestBody(link, seals))) return 'altered';
  return fitsSeals(link, seals) ? null : 'person-altered';
}
