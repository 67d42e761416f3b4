import { expect, test } from '@jest/globals';
import type { ConnectorOperation } from '../../src/sandbox/teams/teams-faults.ts';
import { createThreadThrottle } from '../../src/sandbox/teams/thread-throttle.ts';

test.each<[ConnectorOperation, number]>([
  ['send', 7],
  ['create', 7],
  ['members', 14],
])('of %s requests to one chat %d pass within a second, the next has to wait', (operation, most) => {
  const throttle = createThreadThrottle(() => 0);
  const waits = Array.from({ length: most + 1 }, () => throttle.pass('chat', operation));
  expect(waits).toEqual([...Array<undefined>(most).fill(undefined), 1]);
  expect(throttle.pass('another chat', operation)).toBeUndefined();
});

test('sends, updates and deletes share one allowance, which comes back with time', () => {
  let nowMs = 0;
  const throttle = createThreadThrottle(() => nowMs);
  const operations = ['send', 'update', 'delete', 'send', 'update', 'delete', 'send'] as const;
  expect(operations.map((operation) => throttle.pass('chat', operation))).toEqual(Array(7).fill(undefined));
  expect(throttle.pass('chat', 'update')).toBe(1);
  nowMs = 1000;
  expect(throttle.pass('chat', 'update')).toBeUndefined();
  expect(throttle.pass('chat', 'send')).toBe(1);
});
