import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { fillPatterns, parsePatterns, PATTERNS_MARK } from '../../src/domain/proof-patterns.ts';

test.each([
  ['*.lic', ['*.lic']],
  [' *.lic ; .ssh,%APPDATA%\\Vendor\nkeys?.pfx', ['*.lic', '.ssh', '%APPDATA%\\Vendor', 'keys?.pfx']],
  ['*.lic, *.lic', ['*.lic']],
  ["it's.lic", ["it's.lic"]],
  ['*.lic, !C:\\Tools, !c:\\Users\\Public\\Maps', ['*.lic', '!C:\\Tools', '!c:\\Users\\Public\\Maps']],
])('%s is read as patterns', (text, patterns) => {
  expect(parsePatterns(text)).toEqual({ ok: true, value: patterns });
});

test.each([
  ['', 'pattern-missing'],
  [' , ;', 'pattern-missing'],
  ['*', 'pattern-unreadable'],
  ['*.*', 'pattern-unreadable'],
  ['C:\\Windows', 'pattern-unreadable'],
  ['!C:\\Tools', 'pattern-missing'],
  ['*.lic, !C:\\', 'pattern-unreadable'],
  ['*.lic, !C:\\Users', 'pattern-unreadable'],
  ['*.lic, !C:\\Users\\anna', 'pattern-unreadable'],
  ['*.lic, !C:\\*', 'pattern-unreadable'],
  ['*.lic, !Tools', 'pattern-unreadable'],
  ['..\\up', 'pattern-unreadable'],
  ['%APPDATA%\\..\\..\\x', 'pattern-unreadable'],
  ['%APPDATA%\\', 'pattern-unreadable'],
  ['%PATH%\\x', 'pattern-unreadable'],
  ['a|b', 'pattern-unreadable'],
  ['"x"', 'pattern-unreadable'],
  ['x'.repeat(61), 'pattern-unreadable'],
  [Array.from({ length: 21 }, (_, index) => `*.x${index}`).join(','), 'too-many-patterns'],
])('%j is refused', (text, code) => {
  const read = parsePatterns(text);
  expect(read.ok ? '' : read.refusals[0]?.code).toBe(code);
});

const SCRIPT = readFileSync(new URL('../../proof/collect-proof.ps1', import.meta.url), 'utf8');

/** What PowerShell reads between the marks of the here-string. */
function readHereString(script: string): string {
  return /\$patternsJson = @'\r?\n(.*)\r?\n'@/.exec(script)?.[1] ?? '';
}

test.each([
  [['*.lic', '.ssh']],
  [["'@; Remove-Item C:\\ -Recurse #"]],
  [["'@\n& calc.exe\n@'"]],
  [['größe.lic', '\u2028', '\u{1f511}.key', '$(calc)', '`n']],
])('whatever stands in patterns, it stays one line of data: %j', (patterns) => {
  const filled = fillPatterns(SCRIPT, patterns);
  expect(JSON.parse(readHereString(filled))).toEqual(patterns);
  expect(readHereString(filled)).toMatch(/^[\x20-\x7e]+$/);
  expect(filled.replace(readHereString(filled), PATTERNS_MARK)).toBe(SCRIPT);
});

test('a script without its mark, or with two, is not used', () => {
  expect(() => fillPatterns('exit 0', [])).toThrow();
  expect(() => fillPatterns(`${PATTERNS_MARK} ${PATTERNS_MARK}`, [])).toThrow();
});
