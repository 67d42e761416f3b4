import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { SETTLE_MINUTES } from '../../src/domain/proof.ts';
import { MAX_PLACES, REPORT_SCHEMA } from '../../src/domain/proof-report.ts';

const SCRIPT = readFileSync(new URL('../../proof/collect-proof.ps1', import.meta.url), 'utf8');
/** Comments and texts, whichever begins first. */
const TEXTS = /<#[\s\S]*?#>|#.*|@'\r?\n[\s\S]*?\r?\n'@|'(?:[^']|'')*'|"(?:[^"`]|""|`.)*"/g;
/** Without comments and texts: what is left is structure. */
const BARE = SCRIPT.replace(TEXTS, (text) => (text.startsWith('#') || text.startsWith('<#') ? '' : "''"));
const UNCOMMENTED = SCRIPT.replace(TEXTS, (text) => (text.startsWith('#') || text.startsWith('<#') ? '' : text));

test('brackets of every kind close in the order they open', () => {
  const open: string[] = [];
  const partner: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
  for (const sign of BARE.match(/[()[\]{}]/g) ?? []) {
    const wanted = partner[sign];
    if (wanted === undefined) open.push(sign);
    else expect(open.pop()).toBe(wanted);
  }
  expect(open).toEqual([]);
});

test('it is plain ASCII, so that no encoding changes it', () => {
  expect(SCRIPT).toMatch(/^[\x09\x0a\x0d\x20-\x7e]*$/);
});

test('every function that is called is defined, and every one defined is called', () => {
  const defined = [...BARE.matchAll(/^function ([A-Z][a-z]+-\w+)/gm)].map((match) => match[1] ?? '');
  const used = new Set([...BARE.matchAll(/\b([A-Z][a-z]+-[A-Z]\w+)/g)].map((match) => match[1] ?? ''));
  const count = (name: string) => BARE.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0;
  expect(defined.filter((name) => count(name) < 2)).toEqual([]);
  const BUILT_IN =
    /^(Set-StrictMode|New-Object|Get-ChildItem|Test-Path|Join-Path|Get-Item|Get-CimInstance|Invoke-CimMethod|ConvertTo-Json|ConvertFrom-Json|Write-Output|Where-Object|Sort-Object|Select-Object|ForEach-Object|Add-Type)$/;
  expect([...used].filter((name) => !defined.includes(name) && !BUILT_IN.test(name))).toEqual([]);
});

test('it reads and changes nothing: no command that writes, opens a file, or asks the net', () => {
  const risky =
    /\b(Set-(?!StrictMode)\w+|Remove-|Copy-|Move-|Rename-|New-Item|Out-File|Add-Content|Get-Content|Invoke-(?!CimMethod)\w+|Start-|Stop-|ReadAll|OpenRead|StreamReader|WebClient|Register-)/;
  expect(risky.exec(BARE)?.[0]).toBeUndefined();
  expect(UNCOMMENTED.match(/reg\.exe (\w+)/g)?.sort()).toEqual(['reg.exe load', 'reg.exe unload']);
});

test('it ends with 0 or 1 and with nothing else', () => {
  expect(BARE.match(/\bexit \d/g)).toEqual(['exit 0', 'exit 1']);
});

test('its schema, its limit and its fields are the ones that are read', () => {
  expect(SCRIPT).toContain(`$Schema = ${REPORT_SCHEMA}`);
  expect(SCRIPT).toContain(`$MaxPlaces = ${MAX_PLACES}`);
  expect(SCRIPT).toContain(`$SettleMinutes = ${SETTLE_MINUTES}`);
  expect(Number(/\$MaxOutput = (\d+)/.exec(SCRIPT)?.[1])).toBeLessThan(2048);
  for (const word of ['backed-up', 'local', 'signed-in', 'signed-out', 'running', 'stopped', 'no-session']) {
    expect(SCRIPT).toContain(`'${word}'`);
  }
});

/** The body of a function of the script. */
function bodyOf(name: string): string {
  return new RegExp(`^function ${name}\\b[\\s\\S]*?^}`, 'm').exec(SCRIPT)?.[0] ?? '';
}

test('the drive is searched from its top, but for what Windows and vendors put there', () => {
  const names = /\$SystemFolders = @\(([^)]*)\)/.exec(SCRIPT)?.[1] ?? '';
  const skipped = [...names.matchAll(/'([^']+)'/g)].map((match) => match[1]);
  expect(skipped).toEqual(
    expect.arrayContaining(['Windows', 'Program Files*', 'ProgramData', 'Users', '$*', 'PerfLogs']),
  );
  expect(skipped.filter((name) => name === '*' || name === 'Projects' || name === 'Temp')).toEqual([]);
  expect(bodyOf('Measure-Drive')).toContain('$env:SystemDrive');
  expect(bodyOf('Measure-Drive')).toContain('$IgnoredFolders');
  expect(bodyOf('Find-Files')).toMatch(/Test-Late\) \{ \$script:Complete = \$false/);
});

test('a file without any mark of the Cloud Files API waits, whatever the log of the engine says', () => {
  const marks = 0x80000 | 0x100000 | 0x400000 | 0x400;
  expect(bodyOf('Test-Pending')).toContain(`0x${marks.toString(16)}) -eq 0) { return $true }`);
  expect(SCRIPT).toContain('$isPending = $Pending -gt 0 -or -not $isSettled');
});
