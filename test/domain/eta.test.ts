import { expect, test } from '@jest/globals';
import { estimateDurations } from '../../src/domain/eta.ts';

test('without enough times of the tenant itself the stated defaults hold', () => {
  for (const times of [[], [10], [10, 20, 30, 40]]) {
    expect(estimateDurations(times)).toEqual({
      p50Minutes: 45,
      p90Minutes: 90,
      source: 'defaults',
      samples: times.length,
    });
  }
});

const TIMES: readonly (readonly [readonly number[], p50: number, p90: number])[] = [
  [[50, 10, 30, 20, 40], 30, 50],
  [[10, 20, 30, 40, 50, 60, 70, 80, 90, 100], 50, 90],
  [[100, 90, 80, 70, 60, 50, 40, 30, 20, 10], 50, 90],
  [[9, 9, 9, 9, 100], 9, 100],
  [[0, 0, 0, 0, 0], 1, 1],
  [[30.2, 30.2, 30.2, 30.2, 30.2], 31, 31],
];

test.each(TIMES)('of %j half are done by %i minutes, nine of ten by %i', (times, p50Minutes, p90Minutes) => {
  expect(estimateDurations(times)).toEqual({ p50Minutes, p90Minutes, source: 'own-times', samples: times.length });
});
