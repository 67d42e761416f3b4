import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { verifyPack } from '../../src/workflow/verify-pack.ts';
import { aKey, aPack } from '../support/pack.ts';
import { aDecidedSource } from '../support/pack-decisions.ts';

const KEY = aKey();
const PACK: ReadonlyMap<string, Uint8Array> = aPack(aDecidedSource(), KEY);
const NAMES = [...PACK.keys()];

/** The same pack with one bit, or several bits, of one byte turned over. */
function flip(
  name: string,
  place: number,
  bits: number,
): { readonly files: Map<string, Uint8Array>; readonly at: number } {
  const bytes = Uint8Array.from(PACK.get(name) ?? []);
  const at = place % bytes.length;
  bytes[at] = (bytes[at] ?? 0) ^ bits;
  return { files: new Map(PACK).set(name, bytes), at };
}

const aFlip = [fc.constantFrom(...NAMES), fc.nat(), fc.integer({ min: 1, max: 255 })] as const;

test('one byte changed anywhere in any file is found, and something is named for it', () => {
  fc.assert(
    fc.property(...aFlip, (name, place, bits) => {
      const { ok, findings } = verifyPack(flip(name, place, bits).files, KEY.key.keyId);
      expect(ok).toBe(false);
      expect(findings.length).toBeGreaterThan(0);
      expect(findings.some(({ file }) => NAMES.includes(file))).toBe(true);
    }),
    { seed: 7, numRuns: 400 },
  );
});

test.each(NAMES)('a byte changed in %s is found at its beginning, in its middle and at its end', (name) => {
  const { length } = PACK.get(name) ?? [];
  expect(length).toBeGreaterThan(0);
  for (const place of [0, Math.floor(length / 2), length - 1]) {
    const { ok, findings } = verifyPack(flip(name, place, 1).files, KEY.key.keyId);
    expect(ok).toBe(false);
    const named = findings.map(({ file }) => file);
    // What the manifest and the signature say of the other files is then worth nothing, so they themselves are named.
    expect(named).toContain(name === 'manifest.json' && !named.includes(name) ? 'manifest.sig' : name);
  }
});

test('a byte changed in the chain names the entry that it broke, or the one that no longer follows', () => {
  const text = new TextDecoder().decode(PACK.get('audit.jsonl'));
  fc.assert(
    fc.property(fc.nat(text.length - 2), fc.integer({ min: 1, max: 127 }), (place, bits) => {
      const { files, at } = flip('audit.jsonl', place, bits);
      const line = text.slice(0, at).split('\n').length;
      const [first] = verifyPack(files, null).findings;
      expect(first?.file).toBe('audit.jsonl');
      expect([line, line + 1]).toContain(first?.line);
      expect(first?.entry).toBe(first?.line);
    }),
    { seed: 3, numRuns: 400 },
  );
});
