import { expect, test } from '@jest/globals';
import { createEraser } from '../../src/domain/eraser.ts';

const ERASER = createEraser([
  ['p-maya', 'erased-1'],
  ['maya@contoso.com', 'erased-1'],
  ['Maya Lindqvist', 'erased-1'],
  ['CPC-maya-7', 'erased-1'],
  ['Jo', 'erased-2'],
  ['', 'nothing'],
]);

const CASES: readonly (readonly [string, unknown, unknown])[] = [
  ['a whole value, whatever its case', 'MAYA@contoso.com', 'erased-1'],
  ['words inside a text', 'Maya Lindqvist called. Jo, too!', 'erased-1 called. erased-2, too!'],
  ['a name at the end of a sentence', 'It was Maya Lindqvist.', 'It was erased-1.'],
  ['a piece of a key', 'r-1/status/p-maya', 'r-1/status/erased-1'],
  ['a key of an object', { 'p-maya': 1 }, { 'erased-1': 1 }],
  ['something deep inside', [{ a: { b: ['CPC-maya-7', 3, null] } }], [{ a: { b: ['erased-1', 3, null] } }]],
];

test.each(CASES)('a trace is replaced: %s', (_what, value, expected) => {
  expect(ERASER.replace(value)).toEqual(expected);
  expect(ERASER.finds(value)).toBe(true);
});

test.each(['Mayastan', 'Joanna', 'maya', 'Lindqvist Maya', 'xmaya@contoso.com', '', 'CPC-maya-77'])(
  'what only looks like a trace stays: "%s"',
  (text) => {
    expect(ERASER.replace(text)).toBe(text);
    expect(ERASER.finds(text)).toBe(false);
  },
);

test('data without a trace comes back as the same object', () => {
  const data = { a: ['x', { b: 1 }], c: null, d: true };
  expect(ERASER.replace(data)).toBe(data);
});
