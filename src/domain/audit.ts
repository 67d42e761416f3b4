import type { Actor } from './actor.ts';
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
}

/** What the first entry names as its predecessor. */
export const GENESIS_HASH = '0'.repeat(64);

export function chainEvent(
  event: AuditEvent,
  previous: { readonly number: number; readonly hash: string } | null,
): AuditEntry {
  const number = (previous?.number ?? 0) + 1;
  const previousHash = previous?.hash ?? GENESIS_HASH;
  const { at, actor, what, rolloutId, planHash, facts } = event;
  const body = { at, actor, what, rolloutId, planHash, facts, number, previousHash };
  return { ...body, hash: hashOf(body) };
}

/**
 * Number of the first entry that does not follow from the one before it, counted from the start of the chain; null when the whole
 * chain holds. Entries cut off at the end leave no trace here: keep the last hash elsewhere to notice that.
 */
export function findBrokenEntry(entries: readonly AuditEntry[]): number | null {
  let previous: AuditEntry | null = null;
  for (const entry of entries) {
    const expected = chainEvent(entry, previous);
    if (!isSame(expected, entry)) return expected.number;
    previous = entry;
  }
  return null;
}

function isSame(expected: AuditEntry, entry: AuditEntry): boolean {
  const { number, previousHash, hash } = entry;
  return expected.number === number && expected.previousHash === previousHash && expected.hash === hash;
}
