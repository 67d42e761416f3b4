import { expect, test } from '@jest/globals';
import { parseLogs } from '../../../src/domain/build/guest-output.ts';

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
