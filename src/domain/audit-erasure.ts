import type { AuditEntry, AuditEvent } from './audit.ts';
import { erasedParts, PARTS } from './audit-seals.ts';
import type { Part } from './audit-seals.ts';

/** What an order to erase is called in the chain. */
export const ERASURE = 'personal-data-erased';

/** Parts of entries, by the numbers of the entries. */
export type PartsByEntry = Readonly<Record<Part, readonly number[]>>;

/** The facts of an order: which parts of which entries lost their people. Whoever checks the chain later asks for this. */
export function erasureFacts(erased: PartsByEntry): AuditEvent['facts'] {
  return Object.fromEntries(PARTS.map((part) => [factOf(part), writeRanges(erased[part])]));
}

/** Number of the first entry that lost a person although no later entry orders it; null when there is none. */
export function findUnorderedErasure(entries: readonly AuditEntry[]): number | null {
  const erased = entries.filter((entry) => erasedParts(entry).length > 0);
  if (erased.length === 0) return null;
  const orders = entries.filter(({ what }) => what === ERASURE).map(readOrder);
  const isOrdered = (entry: AuditEntry, part: Part) =>
    orders.some((order) => order.number > entry.number && order[part].some((range) => isIn(range, entry.number)));
  const found = erased.find((entry) => erasedParts(entry).some((part) => !isOrdered(entry, part)));
  return found?.number ?? null;
}

/** "3-5,9" for 3, 4, 5 and 9. */
export function writeRanges(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && number === last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(',');
}

type Range = readonly [from: number, to: number];
type Order = Readonly<Record<Part, readonly Range[]>> & { readonly number: number };

function readOrder(entry: AuditEntry): Order {
  const read = (part: Part) => readRanges(entry.facts[factOf(part)]);
  return { number: entry.number, actor: read('actor'), subject: read('subject'), words: read('words') };
}

function readRanges(text: unknown): readonly Range[] {
  if (typeof text !== 'string' || text === '') return [];
  return text.split(',').map((range) => {
    const [from = NaN, to = from] = range.split('-').map(Number);
    return [from, to];
  });
}

function isIn([from, to]: Range, number: number): boolean {
  return number >= from && number <= to;
}

function factOf(part: Part): string {
  return `${part}Of`;
}
