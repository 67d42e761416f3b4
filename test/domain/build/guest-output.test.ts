import { expect, test } from '@jest/globals';
import { hasSysprepBegun, parseLogs, parseRemoved } from '../../../src/domain/build/guest-output.ts';

function removed(value: unknown): string {
  return `<<repave:removed:1\n${JSON.stringify(value)}\nrepave:removed:1>>\n`;
}

test('what was removed and what was not is read, capped and without line breaks', () => {
  const output = removed({
    v: 1,
    removed: ['disk 0 partition 4', 7, ''],
    failed: [['a_1', 'in\nuse'], ['b_1'], [], 'x'],
  });
  expect(parseRemoved(output)).toEqual({
    removed: ['disk 0 partition 4'],
    failed: [
      { name: 'a_1', why: 'in use' },
      { name: 'b_1', why: '' },
    ],
  });
});

test.each([
  ['', 'no-output'],
  ['x', 'not-readable'],
  ['tail"]}\nrepave:removed:1>>', 'cut-off'],
  [removed({ v: 1, removed: 'all', failed: [] }), 'not-readable'],
  [removed({ v: 1, removed: [] }), 'not-readable'],
  [removed({ v: 3, removed: [], failed: [] }), 'unknown-version'],
])('of %j it is said: %s', (output, problem) => {
  expect(parseRemoved(output)).toEqual({ problem });
});

const LOGS = 'ImageState: IMAGE_STATE_UNDEPLOYABLE\n== setuperr.log\nan error\n== setupact.log\na warning';

test('logs come with the state of Windows setup', () => {
  const text = LOGS;
  const logs = parseLogs(`<<repave:logs:1\r\n${LOGS.replaceAll('\n', '\r\n')}\r\nrepave:logs:1>>`);
  expect(logs).toEqual({ imageState: 'IMAGE_STATE_UNDEPLOYABLE', text, isCutOff: false });
});

test('logs whose beginning is missing are kept, and said to be so', () => {
  const logs = parseLogs(`== setuperr.log\nan error\nrepave:logs:1>>`);
  expect(logs).toEqual({ imageState: null, text: '== setuperr.log\nan error', isCutOff: true });
});

test.each([
  ['', 'no-output'],
  ['something', 'not-readable'],
  ['<<repave:logs:9\nx\nrepave:logs:9>>', 'unknown-version'],
])('logs of %j cannot be read: %s', (output, problem) => {
  expect(parseLogs(output)).toEqual({ problem });
});

test.each([
  ['sysprep begun\r\n', true],
  ['warning\nsysprep begun  \n', true],
  ['sysprep begun?', false],
  ['', false],
])('%j says that sysprep has begun: %s', (output, hasBegun) => {
  expect(hasSysprepBegun(output)).toBe(hasBegun);
});
