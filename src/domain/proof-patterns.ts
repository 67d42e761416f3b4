import { accept, refusal, refuse } from './refusal.ts';
import type { Result } from './refusal.ts';

/** The line in `proof/collect-proof.ps1` that is replaced by the tenant's patterns. */
export const PATTERNS_MARK = '["REPAVE-PATTERNS"]';

export const MAX_PATTERNS = 20;
const MAX_LENGTH = 60;

/**
 * The script for one tenant. The patterns go in as one line of JSON inside a single-quoted here-string, in which PowerShell reads
 * nothing but the end mark at the start of a line; beyond ASCII everything is escaped, so that no encoding matters.
 */
export function fillPatterns(template: string, patterns: readonly string[]): string {
  const json = JSON.stringify(patterns).replaceAll(/[^\x20-\x7e]/g, escapeUnit);
  const parts = template.split(PATTERNS_MARK);
  if (parts.length !== 2) throw new Error('the script must hold the mark for patterns exactly once');
  return parts.join(json);
}

/**
 * Patterns as people write them, separated by commas, semicolons or lines: a file name with `*` and `?`, or a folder, which may
 * begin with `%APPDATA%`, `%LOCALAPPDATA%`, `%USERPROFILE%` or `%PROGRAMDATA%`. `!C:\Tools` is a folder outside of profiles that
 * comes with the image: what lies in it is not looked for.
 */
export function parsePatterns(text: string): Result<readonly string[]> {
  const patterns = [...new Set(text.split(/[,;\n]/).map((part) => part.trim()))].filter((part) => part !== '');
  const bad = patterns.find((pattern) => !isPattern(pattern));
  if (bad !== undefined) return refuse(refusal('pattern-unreadable', { pattern: bad.slice(0, MAX_LENGTH) }));
  if (patterns.length > MAX_PATTERNS) return refuse(refusal('too-many-patterns', { max: MAX_PATTERNS }));
  return patterns.every((pattern) => pattern.startsWith('!')) ? refuse(refusal('pattern-missing')) : accept(patterns);
}

const ROOTS = /^%(APPDATA|LOCALAPPDATA|USERPROFILE|PROGRAMDATA)%\\/i;

/** No drive, no way up, nothing Windows does not allow in a name, and not everything at once. */
function isPattern(pattern: string): boolean {
  if (pattern.length > MAX_LENGTH || /^[*?.\\]+$/.test(pattern) || pattern.includes('..')) return false;
  if (pattern.startsWith('!')) return isIgnoredFolder(pattern.slice(1));
  const rest = pattern.replace(ROOTS, '');
  if (rest !== pattern) return rest !== '' && !/[%:/"<>|\p{Cc}]/u.test(rest);
  return !/[%:/\\"<>|\p{Cc}]/u.test(pattern);
}

/** One folder below the top of the drive, outside of profiles: nobody may hide what people keep in theirs. */
function isIgnoredFolder(folder: string): boolean {
  const isPlace = /^c:(\\[^\\%*?:/"<>|\p{Cc}]+)+$/iu.test(folder);
  return isPlace && (!/^c:\\users(\\|$)/i.test(folder) || /^c:\\users\\public\\./i.test(folder));
}

function escapeUnit(text: string): string {
  return [...Array(text.length).keys()]
    .map((index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
}
