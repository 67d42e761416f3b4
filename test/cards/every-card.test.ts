import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

function readFiles(folder: string): readonly { readonly path: string; readonly text: string }[] {
  const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'));
  return files.map(({ parentPath, name }) => ({
    path: join(parentPath, name),
    text: readFileSync(join(parentPath, name), 'utf8'),
  }));
}

/** The demo and the sandbox play the people who read cards. */
const outside = ['src', 'dialogs'].flatMap(readFiles).filter(({ path }) => !/src\/(demo|sandbox)\//.test(path));

/** What whole cards are made of. Who needs another card gives it a binder in `cards/`, where examples can call it. */
const MAKINGS = /from '(\.\.\/)+cards\/(note|parts|render|buttons|frame|fields|lists|named-lines)\.ts'|'AdaptiveCard'/;

test('cards are made in cards/ and nowhere else', () => {
  expect(outside.filter(({ text }) => MAKINGS.test(text)).map(({ path }) => path)).toEqual([]);
});

test('every binder that is called from outside of cards/ has an example, and with it a golden file and a picture', () => {
  const examples = readFiles('test/cards/examples')
    .map(({ text }) => text)
    .join('\n');
  const called = outside.flatMap(({ text }) => listBinders(text));
  expect(called.length).toBeGreaterThan(30);
  expect([...new Set(called)].filter((name) => !new RegExp(`\\b${name}\\b`).test(examples))).toEqual([]);
});

/** The names that a file takes from `cards/` to make a card. */
function listBinders(text: string): readonly string[] {
  const imports = [...text.matchAll(/import \{([^}]*)\} from '(?:\.\.\/)+cards\//g)];
  return imports.flatMap(([, names = '']) => names.match(/\bbind[A-Z]\w*/g) ?? []);
}
