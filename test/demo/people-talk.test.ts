import { expect, test } from '@jest/globals';
import { quoteWhere } from '../../src/demo/people-talk.ts';
import { createTranscript } from '../../src/demo/transcript.ts';

const CARD = ['**Not safe**', '', '- C:\\\\Projects \\(2 GB\\)', 'Ask Ingrid'].join('\n');

function quoteLines(wanted: readonly RegExp[]) {
  const told: string[] = [];
  const broken = quoteWhere(
    createTranscript((line) => told.push(line.trim())),
    CARD,
    wanted,
  );
  return { told, broken };
}

test('what is wanted of a card is quoted in its own order, without the marks of its text', () => {
  expect(quoteLines([/Projects/, /^Not safe$/])).toEqual({
    told: ['│ Not safe', '│ - C:\\Projects (2 GB)'],
    broken: [],
  });
});

test('what a card was to say and does not is a broken promise', () => {
  const { told, broken } = quoteLines([/Ask/, /acme/]);
  expect(told).toEqual(['│ Ask Ingrid']);
  expect(broken).toEqual([expect.stringMatching(/no card says \/acme\/, but “Not safe \|/)]);
});
