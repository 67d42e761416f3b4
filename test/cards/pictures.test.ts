import { expect, test } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { listCards } from './examples/all.ts';

/** `npm run cards:render` draws them. Whether a picture is up to date is for eyes: drawing differs from machine to machine. */
test('every example of a card has a picture, and no other picture lies there', async () => {
  const pictures = await readdir(new URL('../../docs/cards/', import.meta.url));
  expect(pictures.sort()).toEqual(
    Object.keys(listCards())
      .map((name) => `${name}.png`)
      .sort(),
  );
});
