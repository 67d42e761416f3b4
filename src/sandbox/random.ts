/** Repeatable randomness: the same seed gives the same tenant, faults and durations. */
export type Random = {
  /** At least 0, below 1. */
  readonly next: () => number;
  /** A whole number from `low` to `high`, both included. */
  readonly int: (low: number, high: number) => number;
  readonly pick: <T>(choices: readonly T[]) => T;
  /** True in `probability` of the cases; 0 never, 1 always. */
  readonly chance: (probability: number) => boolean;
  /** A value in the form of a version 4 GUID. */
  readonly guid: () => string;
};

export function createRandom(seed: number | string): Random {
  const next = createGenerator(hashSeed(String(seed)));
  function int(low: number, high: number): number {
    return low + Math.floor(next() * (high - low + 1));
  }
  return {
    next,
    int,
    pick<T>(choices: readonly T[]): T {
      const choice = choices[int(0, choices.length - 1)];
      if (choice === undefined) throw new RangeError('nothing to pick from');
      return choice;
    },
    chance: (probability) => next() < probability,
    guid: () => formatGuid([next(), next(), next(), next()]),
  };
}

/** FNV-1a, 32 bit: spreads seeds that differ in one character. */
function hashSeed(seed: string): number {
  let hash = 0x811c9dc5;
  for (const character of seed) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/** A 32-bit counter put through two rounds of multiply and shift (murmur's finaliser). */
function createGenerator(start: number): () => number {
  let counter = start;
  return () => {
    counter = (counter + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(counter ^ (counter >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 0x1_0000_0000;
  };
}

function formatGuid(parts: readonly number[]): string {
  const hex = parts
    .map((part) =>
      Math.floor(part * 0x1_0000_0000)
        .toString(16)
        .padStart(8, '0'),
    )
    .join('');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-');
}
