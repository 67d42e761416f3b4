import { expect, test } from '@jest/globals';
import { explainOptions, readSandboxOptions } from '../../src/demo/sandbox-options.ts';

function problemsOf(...args: string[]): string {
  const read = readSandboxOptions(args);
  return read.kind === 'wrong' ? read.problems.join('\n') : `accepted as ${read.kind}`;
}

test('without options the sandbox has forty Cloud PCs and an hour passes in a minute', () => {
  expect(readSandboxOptions([])).toMatchObject({
    kind: 'run',
    options: { seed: 1, 'cloud-pcs': 40, speed: 60, port: 3978, 'admin-port': 56150, faults: '', 'log-level': 'warn' },
  });
});

test('options are read in both spellings, dates with their zone', () => {
  const read = readSandboxOptions(['--speed=0.5', '--start', '2026-11-23T19:00+01:00', '--faults', '429=0.05,stuck=1']);
  expect(read).toMatchObject({ kind: 'run', options: { speed: 0.5, faults: '429=0.05,stuck=1' } });
  expect(read).toMatchObject({ options: { start: Date.parse('2026-11-23T18:00:00Z') } });
});

test.each([
  ['a word', ['--cloud-pcs', 'many'], '--cloud-pcs needs a whole number from 4 to 10000'],
  ['no value', ['--seed'], '--seed needs a whole number from 0 to 1000000'],
  ['a clock that stands still', ['--speed', '0'], '--speed needs a number above 0, at most 300'],
  ['an endless clock', ['--speed', 'Infinity'], '--speed needs a number above 0, at most 300'],
  ['a date without a zone', ['--start', '2026-11-23T16:00'], '--start needs a date and time with a zone'],
  ['a day that is none', ['--start', '2026-13-45T16:00Z'], '--start needs a date and time with a zone'],
  ['a share above one', ['--faults', '429=2'], '--faults needs kind=share'],
  ['an unknown kind of fault', ['--faults', 'gremlins=0.1'], 'kinds are 429, 503'],
  ['a port that is none', ['--port', '70000'], '--port needs a whole number from 1 to 65535'],
  ['an option that is none', ['--colour', 'blue'], '--colour is not known'],
  ['a word that is no option', ['start'], '"start" is not an option'],
])('%s is refused with the form that is allowed', (_what, args, text) => {
  expect(problemsOf(...args)).toContain(text);
});

test('everything that is wrong is named at once', () => {
  expect(problemsOf('--speed', 'x', '--port', 'y').split('\n')).toHaveLength(2);
});

test('--help names every option with its default', () => {
  expect(readSandboxOptions(['--help'])).toEqual({ kind: 'help' });
  for (const text of ['--cloud-pcs', '[40]', '--speed', '[60]', '--data-dir', '[2026-11-23T16:00:00.000Z]']) {
    expect(explainOptions()).toContain(text);
  }
});
