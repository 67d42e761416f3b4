import type { Facts } from './words-refusals.ts';

/** " (what it is)"; nothing where it is not known. */
export function inBrackets(facts: Facts, key: string): string {
  const value = facts[key];
  return value === undefined || value === '' ? '' : ` (${String(value)})`;
}
