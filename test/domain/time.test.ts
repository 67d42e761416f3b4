import { expect, test } from '@jest/globals';
import { earliest, isBefore, latest, minutesBetween, plusMinutes, toMs } from '../../src/domain/time.ts';
import { NOW } from '../support/domain.ts';

test('the same moment written in two ways is one moment', () => {
  expect(isBefore('2026-11-24T19:00:00Z', '2026-11-24T20:00:00.000+01:00')).toBe(false);
  expect(minutesBetween('2026-11-24T20:00:00+01:00', NOW)).toBe(0);
  expect(earliest(['2026-11-24T20:00:00+01:00', '2026-11-24T19:30:00.000Z'])).toBe(NOW);
});

test('minutes go both ways, in parts as well', () => {
  expect(plusMinutes(NOW, -0.5)).toBe('2026-11-24T18:59:30.000Z');
  expect(minutesBetween(NOW, plusMinutes(NOW, -90))).toBe(-90);
});

test('the first and the last of very many moments are found, of none there is none', () => {
  const many = Array.from({ length: 200_000 }, (_unused, index) => plusMinutes(NOW, index));
  expect(earliest(many)).toBe(NOW);
  expect(latest(many)).toBe(plusMinutes(NOW, 199_999));
  expect(earliest([])).toBeUndefined();
  expect(latest([])).toBeUndefined();
});

test.each(['', 'tomorrow', '2026-13-01T00:00:00Z'])('%j is no moment, and says so', (text) => {
  expect(() => toMs(text)).toThrow('not an instant');
});
