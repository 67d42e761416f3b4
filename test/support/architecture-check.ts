import { posix } from 'node:path';
import type { ScannedFile, ScannedImport } from './architecture-scan.ts';
import { caps, emptyNames, packages, parts, reservedTexts } from './architecture-table.ts';
import type { Part } from './architecture-table.ts';

type FileCheck = (file: ScannedFile, part: Part) => string[];

/** Everything in these files that breaks the rules of the house, one line each, beginning with the path. */
export function checkArchitecture(files: readonly ScannedFile[]): string[] {
  return [...files.flatMap(checkFile), ...findCycles(files).map((cycle) => `cycle: ${cycle.join(' → ')}`)];
}

function checkFile(file: ScannedFile): string[] {
  const part = partOf(file.path);
  if (part === undefined) return [`${file.path}: belongs to no part of the house`];
  return fileChecks.flatMap((check) => check(file, part)).map((finding) => `${file.path}: ${finding}`);
}

const fileChecks: readonly FileCheck[] = [
  checkNames,
  checkSizes,
  checkOddities,
  checkImportSideEffects,
  checkReservedTexts,
  checkBareTodos,
  checkImports,
];

function partOf(path: string): Part | undefined {
  return parts.find((part) => part.path.test(path));
}

function isTest(path: string): boolean {
  return path.startsWith('test/');
}

function checkNames({ path }: ScannedFile): string[] {
  return emptyNames.test(path) ? ['has a name that says nothing about its subject'] : [];
}

function checkSizes(file: ScannedFile): string[] {
  const cap = isTest(file.path) ? caps.testFileLines : caps.fileLines;
  const tooLong = file.lines > cap ? [`has ${file.lines} lines, the cap is ${cap}`] : [];
  if (isTest(file.path)) return tooLong;
  const longFunctions = file.functions.filter(({ lines }) => lines > caps.functionLines);
  return [...tooLong, ...longFunctions.map(({ name, lines }) => `${name} has ${lines} lines, the cap is 60`)];
}

/** Tests may keep what `beforeEach` makes in a variable of the file. */
function checkOddities({ path, oddities }: ScannedFile): string[] {
  return oddities.filter((oddity) => !(isTest(path) && oddity.startsWith('module-level')));
}

function checkImportSideEffects({ actsOnImport }: ScannedFile, part: Part): string[] {
  return part.isEntry === true ? [] : actsOnImport.map((line) => `does something on import in line ${line}`);
}

function checkReservedTexts({ path, text }: ScannedFile): string[] {
  if (isTest(path)) return [];
  return reservedTexts.filter((row) => row.text.test(text) && !row.by.test(path)).map((row) => `holds ${row.what}`);
}

function checkBareTodos({ text }: ScannedFile): string[] {
  return /(\/\/|\*).*\bTODO\b:?\s*(\*\/)?$/m.test(text) ? ['has a TODO that does not say what'] : [];
}

function checkImports(file: ScannedFile, part: Part): string[] {
  return file.imports.flatMap((found) => {
    return found.specifier.startsWith('.') ? checkOwnImport(file, part, found) : checkPackage(file, part, found);
  });
}

function checkOwnImport(file: ScannedFile, part: Part, found: ScannedImport): string[] {
  const target = resolveImport(file.path, found.specifier);
  if (target === 'package.json') return [];
  const targetPart = partOf(target)?.name ?? 'no part of the house';
  if (part.uses.includes(targetPart)) return [];
  if (part.knowsTypesOf?.includes(targetPart) === true) {
    return found.isTypeOnly ? [] : [`${part.name} may import types only from ${targetPart} (${target})`];
  }
  return [`${part.name} may not import ${targetPart} (${target})`];
}

function checkPackage({ path }: ScannedFile, part: Part, { specifier }: ScannedImport): string[] {
  const isListed = part.onlyPackages?.includes(specifier) ?? true;
  if (!isListed) return [`${part.name} may not import ${specifier}`];
  if (isTest(path) || specifier.startsWith('node:')) return [];
  const row = packages.find(({ names }) => names.some((name) => name.test(specifier)));
  if (row === undefined) return [`the package ${specifier} is in no row of the table`];
  return row.by.test(path) ? [] : [`the package ${specifier} may not be imported here`];
}

function resolveImport(from: string, specifier: string): string {
  return posix.normalize(posix.join(posix.dirname(from), specifier));
}

/** Groups of files that load each other; type imports do not load anything. */
export function findCycles(files: readonly ScannedFile[]): string[][] {
  const edges = new Map(files.map((file) => [file.path, listLoaded(file)]));
  const done = new Set<string>();
  const cycles: string[][] = [];
  function visit(path: string, trail: readonly string[]): void {
    const start = trail.indexOf(path);
    if (start >= 0) cycles.push([...trail.slice(start), path]);
    if (start >= 0 || done.has(path)) return;
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  }
  for (const path of edges.keys()) visit(path, []);
  return cycles;
}

function listLoaded({ path, imports }: ScannedFile): string[] {
  const own = imports.filter(({ specifier, isTypeOnly }) => !isTypeOnly && specifier.startsWith('.'));
  return own.map(({ specifier }) => resolveImport(path, specifier));
}
