import { expect, test } from '@jest/globals';
import { chainEvent, checkChain, findBrokenEntry, sealEvent, withhold } from '../../src/domain/audit.ts';
import type { AuditEntry, AuditEvent } from '../../src/domain/audit.ts';
import { ERASURE, erasureFacts, writeRanges } from '../../src/domain/audit-erasure.ts';
import { eraseParts, ERASED, withholdWords } from '../../src/domain/audit-seals.ts';
import type { Part } from '../../src/domain/audit-seals.ts';
import { REPAVE } from '../../src/domain/actor.ts';
import { JONAS, MAYA, NOW } from '../support/domain.ts';

function salts(): () => string {
  const made = { count: 0 };
  return () => (made.count += 1).toString(16).padStart(32, '0');
}

function event(change: Partial<AuditEvent> = {}): AuditEvent {
  const facts = {
    cloudPcId: 'pc-1',
    cloudPc: 'CPC-maya',
    person: 'maya@contoso.com',
    reason: 'as Maya asked',
    wave: 1,
  };
  return { at: NOW, actor: JONAS, what: 'rollout-held', rolloutId: 'r-1', planHash: 'a'.repeat(64), facts, ...change };
}

function chain(events: readonly AuditEvent[], before: readonly AuditEntry[] = []): readonly AuditEntry[] {
  const newSalt = salts();
  const entries = [...before];
  for (const one of events) entries.push(sealEvent(one, entries.at(-1) ?? null, newSalt));
  return entries;
}

const CHAIN = chain([event(), event({ actor: REPAVE, what: 'reprovision-intended' }), event({ facts: {} })]);

function order(erased: Partial<Record<Part, readonly number[]>>): AuditEvent {
  const facts = { ...erasureFacts({ actor: [], subject: [], words: [], ...erased }), reason: 'asked for it' };
  return event({ what: ERASURE, rolloutId: null, planHash: null, facts });
}

/** The chain with parts of one entry erased, and the order for it at the end. */
function erase(number: number, parts: readonly Part[], ordered: readonly Part[] = parts): readonly AuditEntry[] {
  const [last] = [order(Object.fromEntries(ordered.map((part) => [part, [number]])))];
  const entries = CHAIN.map((entry) => (entry.number === number ? eraseParts(entry, parts) : entry));
  return chain([last], entries);
}

test('sealed entries hold, also after a trip through JSON, and follow entries of the first form', () => {
  expect(findBrokenEntry(CHAIN)).toBeNull();
  expect(findBrokenEntry(JSON.parse(JSON.stringify(CHAIN)) as AuditEntry[])).toBeNull();
  const old = chainEvent(event(), null);
  expect(findBrokenEntry(chain([event(), event()], [old, chainEvent(event(), old)]))).toBeNull();
});

const EDITS: readonly (readonly [string, (entry: AuditEntry) => AuditEntry, string])[] = [
  ['who acted', (entry) => ({ ...entry, actor: MAYA }), 'person-altered'],
  ['whom it is about', (entry) => ({ ...entry, facts: { ...entry.facts, person: 'other' } }), 'person-altered'],
  ['what was written', (entry) => ({ ...entry, facts: { ...entry.facts, reason: 'no reason' } }), 'person-altered'],
  ['a plain fact', (entry) => ({ ...entry, facts: { ...entry.facts, wave: 2 } }), 'altered'],
  ['a fact added', (entry) => ({ ...entry, facts: { ...entry.facts, more: 2 } }), 'altered'],
  ['its time', (entry) => ({ ...entry, at: '2026-01-01T00:00:00.000Z' }), 'altered'],
  ['its seals dropped', ({ seals: _seals, ...entry }) => entry, 'altered'],
  ['its plan', (entry) => ({ ...entry, planHash: null }), 'altered'],
  ['another number', (entry) => ({ ...entry, number: 9 }), 'out-of-place'],
  ['a person erased', (entry) => eraseParts(entry, ['subject']), 'erased-without-order'],
  ['a person put in', (entry) => ({ ...eraseParts(entry, ['actor']), actor: MAYA }), 'person-altered'],
];

test.each(EDITS)('a sealed entry with %s changed is named', (_what, edit, why) => {
  const [first] = CHAIN;
  if (!first) throw new Error('the chain has entries');
  expect(checkChain(CHAIN.with(0, edit(first)), null).broken).toEqual({ index: 0, number: 1, why });
});

test('a person can be erased by an order that stands in the chain, and nothing of them is left in the entry', () => {
  const erased = erase(1, ['subject', 'words']);
  expect(checkChain(erased, null)).toEqual({ broken: null, erased: 1, withheld: 0, wordsWithheld: 0 });
  expect(JSON.stringify(erased[0])).not.toMatch(/maya/i);
  expect(erased[0]?.facts).toEqual({ cloudPcId: 'pc-1', wave: 1 });
  expect(erase(1, ['actor'])[0]?.actor).toEqual(ERASED);
});

test('a text that nobody has declared harmless is sealed; numbers and codes stay in clear', () => {
  const [entry] = chain([
    event({ facts: { note: 'attested by Maya', count: 3, sure: true, none: null, outcome: 'x' } }),
  ]);
  expect(entry?.seals?.words?.names).toEqual(['note']);
  expect(entry && eraseParts(entry, ['words']).facts).toEqual({ count: 3, sure: true, none: null, outcome: 'x' });
});

test('an order covers the parts it names in the entries before it, and no others', () => {
  expect(checkChain(erase(1, ['subject', 'words'], ['subject']), null).broken?.number).toBe(1);
  const [first, ...rest] = CHAIN;
  if (!first) throw new Error('the chain has entries');
  const early = chain([order({ subject: [1, 2] }), event()]);
  const [, second] = early;
  if (!second) throw new Error('the chain has entries');
  expect(checkChain(early.with(1, eraseParts(second, ['subject'])), null).broken?.number).toBe(2);
  expect(checkChain([eraseParts(first, ['words']), ...rest], null).broken?.why).toBe('erased-without-order');
});

test('a withheld entry proves its place and tells nothing', () => {
  const shown = CHAIN.map((entry) => (entry.number === 2 ? withhold(entry) : entry));
  expect(checkChain(shown, null)).toEqual({ broken: null, erased: 0, withheld: 1, wordsWithheld: 0 });
  expect(JSON.stringify(shown[1])).not.toContain('reprovision');
  const [first, second, third] = CHAIN;
  if (!first || !second || !third) throw new Error('the chain has entries');
  const forged = [first, { ...withhold(second), body: 'b'.repeat(64) }, third];
  expect(checkChain(forged, null).broken).toEqual({ index: 1, number: 2, why: 'altered' });
});

const OWNERS: readonly (readonly [string, AuditEvent['facts']])[] = [
  ['owner-asked-help', { text: 'my mother is ill' }],
  ['owner-complained', { text: 'my mother is ill', kind: 'other' }],
  ['case-reopened', { text: 'my mother is ill' }],
  ['appeal-filed', { reason: 'my mother is ill', kind: 'later' }],
  ['appeal-decided', { seen: 'my mother is ill', kind: 'later' }],
  ['line-stopped', { reason: 'my mother is ill', kind: 'owner' }],
  ['line-resumed', { seen: 'my mother is ill', kind: 'owner' }],
];

test.each(OWNERS)('the words of %s can be left out of a pack, and the chain holds without them', (what, facts) => {
  const shown = chain([event({ what, facts: { cloudPcId: 'pc-1', ...facts } }), event()]).map(withholdFirst);
  expect(JSON.stringify(shown)).not.toContain('mother');
  expect(shown[0]).toMatchObject({ actor: JONAS, facts: { cloudPcId: 'pc-1' } });
  expect(checkChain(shown, null)).toEqual({ broken: null, erased: 0, withheld: 0, wordsWithheld: 1 });
  expect(findBrokenEntry(shown)).toBe(1);
});

const OTHERS: readonly (readonly [string, AuditEvent['facts']])[] = [
  ['plan-approved', { comment: 'fine' }],
  ['rollout-aborted', { reason: 'no more' }],
  ['appeal-filed', { reason: 'no files there', kind: 'waiver' }],
  ['line-stopped', { reason: 'printers fail', kind: 'approver' }],
];

test.each(OTHERS)('the words of %s are the record: what says that they are only left out is caught', (what, facts) => {
  const shown = chain([event({ what, facts }), event()]).map(withholdFirst);
  expect(checkChain(shown, null).broken).toEqual({ index: 0, number: 1, why: 'erased-without-order' });
});

test('words that were erased stay so, and nobody else is left out in the same way', () => {
  const [entry, next] = chain([event({ what: 'owner-asked-help', facts: { text: 'help' } }), event()]);
  if (!entry?.seals?.words || !next) throw new Error('the chain has entries');
  expect(withholdWords(eraseParts(entry, ['words']))).toEqual(eraseParts(entry, ['words']));
  const bare = eraseParts(entry, ['actor']);
  const { actor } = bare.seals ?? {};
  const hidden = { ...bare, seals: { ...bare.seals, ...(actor && { actor: { ...actor, withheld: true as const } }) } };
  expect(checkChain([hidden, next], null).broken?.why).toBe('erased-without-order');
});

function withholdFirst(entry: AuditEntry): AuditEntry {
  return entry.number === 1 ? withholdWords(entry) : entry;
}

test('a piece of the chain holds from the place it follows', () => {
  const [first, ...rest] = CHAIN;
  if (!first) throw new Error('the chain has entries');
  expect(checkChain(rest, first).broken).toBeNull();
  expect(checkChain(rest, null).broken).toEqual({ index: 0, number: 1, why: 'out-of-place' });
});

test.each([
  [[], ''],
  [[5], '5'],
  [[3, 4, 5, 9], '3-5,9'],
  [[9, 3, 5, 4, 4], '3-5,9'],
])('the numbers %j are written as "%s"', (numbers, text) => {
  expect(writeRanges(numbers)).toBe(text);
});
