import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, hashOf } from '../../src/domain/hash.ts';

test('the order of keys changes nothing, at any depth', () => {
  expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
  expect(hashOf({ a: 1, b: { c: 2, d: 3 } })).toBe(hashOf({ b: { d: 3, c: 2 }, a: 1 }));
});

test('data that came back from storage has the hash it went in with', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const stored: unknown = JSON.parse(JSON.stringify(value));
      expect(hashOf(stored)).toBe(hashOf(value));
    }),
  );
});

test('the order of a list, a missing member and the kind of a value each change the hash', () => {
  const hashes = [{ a: [1, 2] }, { a: [2, 1] }, { a: [1] }, { a: ['1', 2] }, {}, { a: null }].map(hashOf);
  expect(new Set(hashes).size).toBe(hashes.length);
});
