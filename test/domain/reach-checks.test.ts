import { expect, test } from '@jest/globals';
import { blocks } from '../../src/domain/checks.ts';
import type { Check } from '../../src/domain/checks.ts';
import { checkInstalls, softenMailboxes } from '../../src/domain/reach-checks.ts';
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

const REFUSED: Check = {
  id: 'permissions',
  outcome: 'fail',
  subject: 'GET users/{id}/mailboxSettings',
  code: 'permission-fail',
  facts: { permission: 'MailboxSettings.Read', detail: '' },
};

test('without MailboxSettings.Read planning goes on, with a warning; any other missing permission stops it', () => {
  expect(softenMailboxes(REFUSED)).toMatchObject({ outcome: 'warn', code: 'mailboxes-refused' });
  const other = { ...REFUSED, facts: { permission: 'CloudPC.Read.All', detail: '' } };
  expect(softenMailboxes(other)).toBe(other);
  expect(softenMailboxes({ ...REFUSED, outcome: 'unknown' }).outcome).toBe('unknown');
});
