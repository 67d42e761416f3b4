import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { listCards } from './examples/all.ts';

const FOLDER = new URL('./golden/', import.meta.url);
const cards = Object.entries(listCards());

/** `UPDATE_GOLDEN=1 npm test -- test/cards` writes them anew, `npm run format:write` lays them out; people read the difference. */
if (process.env['UPDATE_GOLDEN'] === '1') {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, card] of cards)
    writeFileSync(new URL(`${name}.json`, FOLDER), `${JSON.stringify(card, null, 2)}\n`);
}

test.each(cards)('%s looks as it was agreed', (name, card) => {
  const golden: unknown = JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));
  expect(card).toEqual(golden);
});

test('every golden file belongs to an example', () => {
  const known = cards.map(([name]) => `${name}.json`);
  expect(readdirSync(FOLDER).filter((file) => !known.includes(file))).toEqual([]);
});
