import { isSamePattern } from './app-owners.ts';
import { parsePatterns } from './proof-patterns.ts';
import { accept, refusal, refuse } from './refusal.ts';
import type { Result } from './refusal.ts';

/** What an admin wrote: a pattern, and who answers for it; null for nobody any more. */
export interface OwnerWish {
  readonly pattern: string;
  readonly who: string | null;
}

const NOBODY = ['nobody', 'no one', 'none', 'niemand', 'personne', 'nadie', '-'];
const MAX_NAME = 200;

/** Reads `*.lic = ada@contoso.com`. Only patterns that Cloud PCs are searched for can be owned. */
export function parseOwnerWish(text: string, patterns: readonly string[]): Result<OwnerWish> {
  const at = text.lastIndexOf('=');
  const [left, who] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  if (at < 1 || left === '' || who === '' || who.length > MAX_NAME) return refuse(refusal('app-owner-unreadable'));
  const read = parsePatterns(left);
  if (!read.ok) return read;
  const [pattern = '', ...more] = read.value;
  if (more.length > 0) return refuse(refusal('app-owner-unreadable'));
  const known = patterns.find((one) => isSamePattern(one, pattern));
  if (known === undefined) return refuse(refusal('pattern-not-searched', { pattern }));
  return accept({ pattern: known, who: NOBODY.includes(who.toLowerCase()) ? null : who });
}
