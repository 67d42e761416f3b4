import { expect, test } from '@jest/globals';
import { blocks, checkProbe } from '../../src/domain/checks.ts';
import { checkInstalls } from '../../src/domain/reach-checks.ts';
import type { Probe } from '../../src/domain/world.ts';

const PROBE: Probe = { call: 'GET x', permission: 'P', outcome: 'pass', detail: '' };

test.each<[Probe['outcome'], string, string]>([
  ['pass', 'pass', 'permission-pass'],
  ['fail', 'warn', 'installs-refused'],
  ['unknown', 'unknown', 'permission-unknown'],
])('an installation probe that says %s is shown as %s and stops no plan', (outcome, shown, code) => {
  const [check] = checkInstalls([{ ...PROBE, outcome }]);
  expect(check).toMatchObject({ outcome: shown, code });
  expect(check && blocks(check)).toBe(false);
});

test('nothing is said where no setting asks for installations', () => {
  expect(checkInstalls(null)).toEqual([]);
});

test('what is optional stops no plan when it is refused; any other missing permission does', () => {
  const refused = checkProbe({ ...PROBE, outcome: 'fail', warnCode: 'mailboxes-refused' });
  expect(refused).toMatchObject({ outcome: 'warn', code: 'mailboxes-refused' });
  expect(blocks(checkProbe({ ...PROBE, outcome: 'fail' }))).toBe(true);
  expect(checkProbe({ ...PROBE, outcome: 'unknown', warnCode: 'mailboxes-refused' }).code).toBe('permission-unknown');
});
