import { expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createGuestScripts } from '../../src/adapters/guest-scripts.ts';
import { shapeOf } from './powershell-shape.ts';

const scripts = createGuestScripts();

const PARAMETERS = {
  inspect: [],
  sysprep: [],
  'remove-packages': ['packages'],
  'remove-recovery': [],
  'read-logs': [],
  'set-password': ['user', 'password'],
} as const;
const NAMES = Object.keys(PARAMETERS) as (keyof typeof PARAMETERS)[];

test('the folder holds these scripts and no others', () => {
  const files = readdirSync(new URL('../../guest/', import.meta.url));
  expect(files.sort()).toEqual(NAMES.map((name) => `${name}.ps1`).sort());
});

test.each(NAMES)('%s begins with its name and version', (name) => {
  expect(scripts.read(name).split('\n')[0]).toBe(`# repave:${name} 1`);
});

test.each(NAMES)('%s declares the parameters that it is given, before anything else', (name) => {
  const { code } = shapeOf(scripts.read(name));
  const block = /^\s*param\(([\s\S]*?)\n?\)\n/.exec(code)?.[1] ?? 'none';
  expect([...block.matchAll(/\[string\] \$(\w+)/g)].map((found) => found[1])).toEqual(PARAMETERS[name]);
});

test.each(NAMES)('%s is strict, plain ASCII, and every bracket and quotation in it ends', (name) => {
  const text = scripts.read(name);
  expect(text).toMatch(/^Set-StrictMode -Version 2\.0\n\$ErrorActionPreference = 'Stop'$/m);
  expect(text).toMatch(/^[\n\x20-\x7e]*$/);
  expect(shapeOf(text).problems).toEqual([]);
});

test.each([
  ['a lost bracket', 'if ($a) { Write-Output 1'],
  ['a wrong bracket', '@( 1 }'],
  ['a lost quotation mark', "Write-Output 'x"],
  ['a lost quotation mark behind an escaped one', 'Write-Output "x`"'],
])('the look at the shape notices %s', (_name, script) => {
  expect(shapeOf(script).problems).not.toEqual([]);
});

test('brackets in comments, quotations and here-strings do not count', () => {
  const script = "# (\n<# { #>\n'('\n\"[`\"{\"\n@'\n( ' {\n'@\n`(\n(1)";
  expect(shapeOf(script)).toEqual({ code: "\n\n''\n\"\"\n''\n \n(1)", problems: [] });
});

test('the script that seals is itself whole, and strict', () => {
  const inner = innerScript();
  expect(shapeOf(inner).problems).toEqual([]);
  expect(inner).toMatch(/^Set-StrictMode/);
});

/** Commands that change something, whatever they are given. */
const CHANGING =
  /\b(?:Add|Clear|Copy|Disable|Dismount|Enable|Format|Initialize|Install|Invoke|Mount|Move|New|Out|Register|Remove|Rename|Repair|Reset|Resize|Restart|Restore|Resume|Set|Start|Stop|Suspend|Uninstall|Unregister|Update)-[A-Za-z]+/g;

test.each(['inspect', 'read-logs'] as const)('%s changes nothing', (name) => {
  const { code } = shapeOf(scripts.read(name));
  const found = [...code.matchAll(CHANGING)].map(([command]) => command);
  expect([...new Set(found)].sort()).toEqual(['New-Object', 'Set-StrictMode']);
  const quiet = code.replaceAll('$ErrorActionPreference', '');
  expect(quiet).not.toMatch(/(?<![-=])>|\b(?:iex|reg|cmd|del|rm|ri|sc|ni|saps|kill)\b/i);
  expect(
    [...scripts.read(name).matchAll(/& "[^"]*\\(\w+\.exe)" ([^)]*)\)/g)].map(([, exe, rest]) => `${exe} ${rest}`),
  ).toEqual(name === 'inspect' ? ['Dism.exe /Online /Get-ReservedStorageState /English', 'dsregcmd.exe /status'] : []);
});

/** Fields of the answer; `parseInspection` reads these and no others. */
const FIELDS =
  'v computer edition build version appx appxFound bitlocker reboot reserved recovery ad entra mdm fslogix avd startApps disks diskGb imageState cdrom defender unread';

test('inspect answers with every field, and one that cannot be read is caught alone', () => {
  const text = scripts.read('inspect');
  const filled = [...text.matchAll(/\$report\['(\w+)'\] = /g)].map((found) => found[1]);
  expect([...new Set(['v', 'computer', ...filled])].sort()).toEqual(FIELDS.split(' ').sort());
  const guarded = [...text.matchAll(/^Read-Fact '(\w+)' \{/gm)].map((found) => found[1]);
  const unguarded = ['v', 'computer', 'appx', 'unread'];
  expect([...guarded, ...unguarded].sort()).toEqual(FIELDS.split(' ').sort());
  expect(text).toContain('catch { $report[$Name] = $null; $unread.Add($Name) }');
});

test.each([
  ['inspect', 'inspect'],
  ['remove-packages', 'removed'],
  ['remove-recovery', 'removed'],
  ['read-logs', 'logs'],
] as const)('%s puts its answer between markers, each once and in order', (name, marker) => {
  const lines = scripts
    .read(name)
    .split('\n')
    .map((line) => line.trim());
  const begins = lines.flatMap((line, no) => (line === `Write-Output '<<repave:${marker}:1'` ? [no] : []));
  const ends = lines.flatMap((line, no) => (line === `Write-Output 'repave:${marker}:1>>'` ? [no] : []));
  expect([begins.length, ends.length]).toEqual([1, 1]);
  expect(begins[0]).toBeLessThan(ends[0] ?? 0);
});

function innerScript(): string {
  return /\$seal = @'\n([\s\S]*?)\n'@/.exec(scripts.read('sysprep'))?.[1] ?? '';
}

test('sysprep quits instead of switching off, and the machine is switched off only once it is sealed', () => {
  const inner = innerScript();
  expect(inner).toContain("$arguments = '/generalize', '/oobe', '/quiet', '/quit', '/mode:vm'");
  expect(scripts.read('sysprep')).not.toMatch(/\/shutdown|\/reboot|\/unattend/i);
  expect(scripts.read('sysprep').match(/Stop-Computer/g)).toHaveLength(1);
  expect(inner).toMatch(/if \(Test-Sealed\) \{[^}]*Stop-Computer -Force\s*\}/);
  expect(scripts.read('sysprep').trimEnd().endsWith("Write-Output 'sysprep begun'")).toBe(true);
});

test('the password leaves its parameter for the account only', () => {
  const text = scripts.read('set-password');
  const uses = text.split('\n').filter((line) => /\$(?:password|secure)\b/.test(line));
  expect(uses.map((line) => line.trim())).toEqual([
    '[string] $password',
    '$secure = ConvertTo-SecureString -String $password -AsPlainText -Force',
    "$password = ''",
    'Set-LocalUser -Name $user -Password $secure',
  ]);
  expect(text).not.toMatch(
    /\.Message|\$Error\b|Write-(?:Host|Verbose|Debug|Warning|Error)|Out-|Set-Content|Add-Content/,
  );
  expect(text).toMatch(/exit 1\n/);
});

test('names of packages are looked at before they are used', () => {
  const text = scripts.read('remove-packages');
  expect(text.indexOf('$name -notmatch')).toBeGreaterThan(0);
  expect(text.indexOf('$name -notmatch')).toBeLessThan(text.indexOf('Remove-Appx'));
});

test('no script takes text for code, or fetches any', () => {
  for (const name of NAMES) {
    const whole = `${scripts.read(name)}\n${innerScript()}`;
    expect(whole).not.toMatch(/Invoke-Expression|\biex\b|Invoke-WebRequest|DownloadString|https?:|-EncodedCommand/i);
  }
});

test('a script that is missing, or is another than its name says, stops the start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'repave-guest-'));
  const url = pathToFileURL(folder + sep);
  expect(() => createGuestScripts(url)).toThrow(/inspect\.ps1/);
  for (const name of NAMES)
    writeFileSync(join(folder, `${name}.ps1`), readFileSync(new URL(`../../guest/${name}.ps1`, import.meta.url)));
  expect(createGuestScripts(url).read('inspect')).toBe(scripts.read('inspect'));
  writeFileSync(join(folder, 'sysprep.ps1'), '# repave:inspect 1\r\n');
  expect(() => createGuestScripts(url)).toThrow('guest/sysprep.ps1 does not begin with its name and version');
});
