import { expect, test } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkArchitecture } from './support/architecture-check.ts';
import { scanSource } from './support/architecture-scan.ts';
import type { ScannedFile } from './support/architecture-scan.ts';
import { caps } from './support/architecture-table.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = ['src', 'dialogs', 'cards', 'appPackage', 'test'];

function listSources(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'));
  return files.map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

function scanProject(): ScannedFile[] {
  return folders.flatMap(listSources).map((path) => scanSource(path, readFileSync(join(root, path), 'utf8')));
}

function findingsOf(files: Readonly<Record<string, string>>): string[] {
  return checkArchitecture(Object.entries(files).map(([path, text]) => scanSource(path, text)));
}

function makeLines(count: number): string {
  return Array.from({ length: count }, (_, index) => `// line ${index}`).join('\n');
}

test('the house keeps its rules', () => {
  const files = scanProject();
  expect(files.length).toBeGreaterThan(20);
  expect(checkArchitecture(files)).toEqual([]);
});

const good: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'workflow on domain': { 'src/workflow/reconcile.ts': "import { decide } from '../domain/decide.ts';" },
  'an adapter on a port': { 'src/adapters/graph-fleet.ts': "import type { Fleet } from '../workflow/ports.ts';" },
  'types of the domain in the bot': { 'src/bot/door.ts': "import type { Plan } from '../domain/plan.ts';" },
  'everything in the composition': { 'src/app.ts': "import { a } from './adapters/a.ts';\nvoid a;" },
  'types that know each other': {
    'src/domain/a.ts': "import type { B } from './b.ts';",
    'src/domain/b.ts': "import { a } from './a.ts';",
  },
  'a TODO that says what': { 'src/domain/a.ts': '// TODO: round to minutes once notices do' },
  'a file as long as the cap': { 'src/domain/a.ts': `${makeLines(caps.fileLines)}\n` },
  'a long test': { 'test/a.test.ts': `test('x', () => {\n${makeLines(caps.functionLines + 1)}\n});` },
};

test.each(Object.keys(good))('fine: %s', (name) => {
  expect(findingsOf(good[name] ?? {})).toEqual([]);
});

const todo = ['TO', 'DO'].join('');

const bad: readonly (readonly [name: string, path: string, text: string, finding: RegExp])[] = [
  ['domain on workflow', 'src/domain/a.ts', "import { x } from '../workflow/ports.ts';", /may not import workflow api/],
  ['domain on a type above', 'src/domain/a.ts', "import type { X } from '../bot/x.ts';", /domain may not import bot/],
  ['a file system in the domain', 'src/domain/a.ts', "import { x } from 'node:fs';", /may not import node:fs/],
  ['a package in the domain', 'src/domain/a.ts', "import { z } from 'zod';", /domain may not import zod/],
  ['zones outside the window', 'src/domain/plan.ts', "import { DateTime } from 'luxon';", /luxon may not be imported/],
  ['a vendor in the workflow', 'src/workflow/a.ts', "import { sql } from 'kysely';", /workflow may not import kysely/],
  ['a re-export of an adapter', 'src/workflow/a.ts', "export * from '../adapters/b.ts';", /may not import adapters/],
  ['a dynamic import of an adapter', 'src/workflow/a.ts', "const f = () => import('../adapters/b.ts');", /adapters/],
  ['an adapter on reconcile', 'src/adapters/a.ts', "import { x } from '../workflow/reconcile.ts';", /import workflow/],
  ['cards on the workflow', 'cards/a.ts', "import { x } from '../src/workflow/ports.ts';", /cards may not import/],
  [
    'a dialog that rules',
    'dialogs/a.ts',
    "import { mayWipe } from '../src/domain/may-wipe.ts';",
    /types only from domain/,
  ],
  [
    'an inline type import',
    'dialogs/a.ts',
    "import { type P } from '../src/domain/plan.ts';",
    /types only from domain/,
  ],
  ['the bot on an adapter', 'src/bot/a.ts', "import { x } from '../adapters/b.ts';", /bot may not import adapters/],
  ['a tenant that shares a rule', 'src/sandbox/a.ts', "import { x } from '../domain/b.ts';", /may not import domain/],
  ['botbuilder in a store', 'src/adapters/rollout-store.ts', "import { x } from 'botbuilder';", /botbuilder may not/],
  [
    'Graph outside its adapters',
    'src/adapters/arm-x.ts',
    "import { x } from '@microsoft/microsoft-graph-client';",
    /may not/,
  ],
  ['ARM outside its adapters', 'src/adapters/graph-x.ts', "import { x } from '@azure/arm-compute';", /may not/],
  ['SQL in a Graph adapter', 'src/adapters/graph-x.ts', "import { sql } from 'kysely';", /kysely may not/],
  ['a package nobody has listed', 'src/bot/a.ts', "import { map } from 'lodash';", /lodash is in no row/],
  ['a file outside every part', 'src/stray.ts', 'export {};', /no part of the house/],
  ['a folder of odds and ends', 'src/bot/utils/text.ts', 'export {};', /says nothing/],
  ['a file of odds and ends', 'src/bot/helpers.ts', 'export {};', /says nothing/],
  ['a file over the cap', 'src/domain/a.ts', makeLines(caps.fileLines + 1), /251 lines/],
  ['a test file over its cap', 'test/a.test.ts', makeLines(caps.testFileLines + 1), /401 lines/],
  ['a function over the cap', 'src/domain/a.ts', `function f() {\n${makeLines(59)}\n}`, /f has 61 lines/],
  ['an arrow over the cap', 'src/domain/a.ts', `const f = () => {\n${makeLines(59)}\n};`, /in line 1 has 61 lines/],
  ['any', 'src/domain/a.ts', 'export const a = (x: any) => x;', /any in line 1/],
  ['a cast to any', 'test/a.test.ts', 'const a = 1 as any;', /any in line 1/],
  ['a non-null assertion', 'src/domain/a.ts', 'const a = [1][0]!;', /non-null assertion/],
  ['an enum', 'src/domain/a.ts', 'enum A { B }', /enum/],
  ['a default export', 'src/domain/a.ts', 'export default function a() {}', /default export/],
  ['a variable of the module', 'src/domain/a.ts', 'let count = 0;', /mutable state/],
  ['work on import', 'src/domain/a.ts', 'start();', /on import in line 1/],
  ['a bare TODO', 'src/domain/a.ts', `// ${todo}`, /does not say what/],
  ['the wipe address elsewhere', 'src/workflow/a.ts', "const path = '/cloudPCs/1/reprovision';", /starts a wipe/],
  ['the environment read inside', 'src/bot/a.ts', 'const port = process.env.PORT;', /process\.env/],
];

test.each(bad)('caught: %s', (_name, path, text, finding) => {
  const findings = findingsOf({ [path]: text });
  expect(findings.join('\n')).toMatch(finding);
  expect(findings[0]).toContain(path);
});

test('caught: files that load each other, over any distance', () => {
  const files = {
    'src/domain/a.ts': "import { b } from './b.ts';",
    'src/domain/b.ts': "export { c } from './c.ts';",
    'src/domain/c.ts': "import { a } from './a.ts';",
  };
  expect(findingsOf(files)).toEqual(['cycle: src/domain/a.ts → src/domain/b.ts → src/domain/c.ts → src/domain/a.ts']);
});
