import { readFileSync } from 'node:fs';
import type { GuestScripts } from '../workflow/ports-images.ts';

type ScriptName = Parameters<GuestScripts['read']>[0];

const FOLDER = new URL('../../guest/', import.meta.url);
const NAMES: readonly ScriptName[] = [
  'inspect',
  'sysprep',
  'remove-packages',
  'remove-recovery',
  'read-logs',
  'set-password',
];

/**
 * The scripts of `guest/`, read once. Throws at the start of Repave when one is missing or is not the script it is named after, as a
 * build that comes to it hours later could not go on.
 */
export function createGuestScripts(folder: URL = FOLDER): GuestScripts {
  const scripts = new Map(NAMES.map((name) => [name, readScript(folder, name)]));
  return { read: (name) => scripts.get(name) ?? readScript(folder, name) };
}

function readScript(folder: URL, name: ScriptName): string {
  const text = readFileSync(new URL(`${name}.ps1`, folder), 'utf8').replace(/\r\n/g, '\n');
  if (!text.startsWith(`# repave:${name} 1\n`))
    throw new Error(`guest/${name}.ps1 does not begin with its name and version`);
  return text;
}
