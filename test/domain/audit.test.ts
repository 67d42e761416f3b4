import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chainEvent, findBrokenEntry, GENESIS_HASH } from '../../src/domain/audit.ts';
import type { AuditEntry, AuditEvent } from '../../src/domain/audit.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { MAYA, NOW } from '../support/domain.ts';

function chain(events: readonly AuditEvent[]): readonly AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (const event of events) entries.push(chainEvent(event, entries.at(-1) ?? null));
  return entries;
}

function events(count: number): readonly AuditEvent[] {
  return Array.from({ length: count }, (_unused, index) => ({
    at: plusMinutes(NOW, index),
    actor: MAYA,
    what: 'rollout-held',
    rolloutId: 'r-1',
    planHash: 'a'.repeat(64),
    facts: { reason: `reason ${index}`, count: index, sure: true, note: null },
  }));
}

const CHAIN = chain(events(6));

test('a chain that nobody touched holds, also after a trip through JSON', () => {
  expect(findBrokenEntry([])).toBeNull();
  expect(findBrokenEntry(CHAIN)).toBeNull();
  expect(findBrokenEntry(JSON.parse(JSON.stringify(CHAIN)) as AuditEntry[])).toBeNull();
});

test('the first entry follows from nothing, every other from the one before it', () => {
  expect(CHAIN[0]).toMatchObject({ number: 1, previousHash: GENESIS_HASH });
  expect(CHAIN[1]).toMatchObject({ number: 2, previousHash: CHAIN[0]?.hash });
});

const EDITS: readonly (readonly [string, (entry: AuditEntry) => AuditEntry])[] = [
  ['its time', (entry) => ({ ...entry, at: plusMinutes(entry.at, 1) })],
  ['who acted', (entry) => ({ ...entry, actor: { ...entry.actor, id: 'p-other' } })],
  ["the actor's name", (entry) => ({ ...entry, actor: { ...entry.actor, name: 'Someone' } })],
  ['what was done', (entry) => ({ ...entry, what: 'rollout-resumed' })],
  ['the rollout', (entry) => ({ ...entry, rolloutId: null })],
  ['the plan', (entry) => ({ ...entry, planHash: 'b'.repeat(64) })],
  ['a fact', (entry) => ({ ...entry, facts: { ...entry.facts, count: 99 } })],
  ['the kind of a fact', (entry) => ({ ...entry, facts: { ...entry.facts, count: String(entry.facts['count']) } })],
  ['a fact added', (entry) => ({ ...entry, facts: { ...entry.facts, more: null } })],
  ['its number', (entry) => ({ ...entry, number: 77 })],
  ['the hash before it', (entry) => ({ ...entry, previousHash: GENESIS_HASH.replace('0', '1') })],
  ['its own hash', (entry) => ({ ...entry, hash: 'c'.repeat(64) })],
];

test.each(EDITS)('an entry with %s changed is named, wherever it stands', (_what, edit) => {
  for (const [index, entry] of CHAIN.entries()) {
    expect(findBrokenEntry(CHAIN.with(index, edit(entry)))).toBe(index + 1);
  }
});

test('a forged entry with a hash of its own breaks the entry after it', () => {
  const [first, second] = CHAIN;
  if (!first || !second) throw new Error('the chain has entries');
  const forged = chainEvent({ ...second, what: 'rollout-resumed' }, first);
  expect(findBrokenEntry(CHAIN.with(1, forged))).toBe(3);
});

test('a missing, doubled or swapped entry is named', () => {
  const [first, second, third] = CHAIN;
  if (!first || !second || !third) throw new Error('the chain has entries');
  expect(findBrokenEntry(CHAIN.slice(1))).toBe(1);
  expect(findBrokenEntry(CHAIN.toSpliced(2, 1))).toBe(3);
  expect(findBrokenEntry(CHAIN.toSpliced(2, 0, second))).toBe(3);
  expect(findBrokenEntry([first, third, second])).toBe(2);
});

test('any changed character of the stored text is found, at its entry or where it stops being text of a chain', () => {
  const text = CHAIN.map((entry) => JSON.stringify(entry));
  const anywhere = fc.record({
    line: fc.nat(CHAIN.length - 1),
    at: fc.nat(10_000),
    by: fc.constantFrom('0', 'x', ' '),
  });
  fc.assert(
    fc.property(anywhere, ({ line, at, by }) => {
      const before = text[line] ?? '';
      const place = at % before.length;
      const edited = before.slice(0, place) + by + before.slice(place + 1);
      const entry = readEntry(edited);
      if (entry === undefined || JSON.stringify(entry) === before) return;
      expect(findBrokenEntry(CHAIN.with(line, entry))).toBe(line + 1);
    }),
  );
});

/** Undefined when the edit left no entry at all: then the store cannot read it, which is noticed without a hash. */
function readEntry(text: string): AuditEntry | undefined {
  try {
    const value = JSON.parse(text) as AuditEntry;
    return typeof value.number === 'number' && value.actor.id !== undefined ? value : undefined;
  } catch {
    return undefined;
  }
}
