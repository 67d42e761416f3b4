import { expect, test } from '@jest/globals';
import { checkCopies, checkOverwrites, planCopies } from '../../src/domain/copy-checks.ts';
import type { CopyFacts, StorageAccount } from '../../src/domain/copy-checks.ts';
import { planRollout } from '../../src/domain/planning.ts';
import type { PlanFacts } from '../../src/domain/planning.ts';
import type { ProtectionRule } from '../../src/domain/request.ts';
import { ACCOUNT, aSnapshot } from '../support/copies.ts';
import { aPlanned, aPolicy, aRequest, aWorld, MAYA, NOW } from '../support/domain.ts';

const POINT: ProtectionRule = { kind: 'restore-point' };
const EXPORT: ProtectionRule = { kind: 'export', storageAccountId: ACCOUNT };
const PROBE = { call: 'GET snapshots', permission: 'CloudPC.ReadWrite.All', outcome: 'pass', detail: '' } as const;

function anAccount(change: Partial<StorageAccount> = {}): StorageAccount {
  return { id: ACCOUNT.toUpperCase(), name: 'stcopies', subscription: 'Main', isImmutable: false, ...change };
}

function facts(change: Partial<CopyFacts> = {}): CopyFacts {
  return { snapshots: [], accounts: [anAccount()], probes: [PROBE], ...change };
}

/** What the plan asks for, what could be read, and every check with its outcome. */
const CASES: readonly (readonly [string, ProtectionRule, CopyFacts, readonly string[]])[] = [
  ['a restore point needs no account', POINT, facts({ accounts: null }), ['permission-pass pass']],
  ['the account is there', EXPORT, facts(), ['permission-pass pass', 'copy-account-there pass']],
  ['the account is not there', EXPORT, facts({ accounts: [] }), ['permission-pass pass', 'copy-account-missing fail']],
  [
    'another account alone is there',
    EXPORT,
    facts({ accounts: [anAccount({ id: `${ACCOUNT}2` })] }),
    ['permission-pass pass', 'copy-account-missing fail'],
  ],
  [
    'the account takes nothing back',
    EXPORT,
    facts({ accounts: [anAccount({ isImmutable: true })] }),
    ['permission-pass pass', 'copy-account-immutable warn'],
  ],
  [
    'accounts cannot be read',
    EXPORT,
    facts({ accounts: null }),
    ['permission-pass pass', 'copy-accounts-unknown unknown'],
  ],
  ['the permission is missing', POINT, facts({ probes: [{ ...PROBE, outcome: 'fail' }] }), ['permission-fail fail']],
];

test.each(CASES)('%s', (_what, rule, read, expected) => {
  expect(checkCopies(rule, read).map(({ code, outcome }) => `${code} ${outcome}`)).toEqual(expected);
});

test('people whose own manual point is overwritten are named, ten of them, the rest counted', () => {
  const targets = Array.from({ length: 13 }, (_, index) => aPlanned(index));
  const snapshots = targets.slice(1).map(({ cloudPcId }) => aSnapshot({ cloudPcId, id: `p-${cloudPcId}` }));
  const read = facts({ snapshots: [...snapshots, aSnapshot({ cloudPcId: 'pc-0', type: 'automatic' })] });
  const planned = planCopies(POINT, read, targets);
  expect(planned.overwrites).toHaveLength(12);
  expect(planned.account).toBeNull();
  const check = checkOverwrites(planned, read);
  expect(check).toMatchObject({ outcome: 'warn', code: 'copy-overwrites', facts: { count: 12, more: 2 } });
  expect(check.facts['names']).toMatch(/^Person 1, Person 2, .*Person 10$/);
  expect(checkOverwrites(planCopies(POINT, facts(), targets), facts())).toMatchObject({ outcome: 'pass' });
  const unread = facts({ snapshots: null });
  expect(checkOverwrites(planCopies(POINT, unread, targets), unread)).toMatchObject({ outcome: 'unknown' });
});

test('a plan says which copies it makes, and its hash covers that; a plan without them is as it was', () => {
  const plan = planWith(POINT, facts({ snapshots: [aSnapshot()] }));
  expect(plan?.copies?.overwrites).toMatchObject([{ cloudPcId: 'pc-0', personName: 'Person 0' }]);
  expect(plan?.checks.map(({ code }) => code)).toEqual(['copy-overwrites']);
  expect(planWith(EXPORT, facts())?.copies?.account).toMatchObject({ name: 'stcopies', isImmutable: false });
  const bare = planWith(undefined, facts());
  expect(bare && 'copies' in bare).toBe(false);
  expect(bare?.checks).toEqual([]);
});

function planWith(protection: ProtectionRule | undefined, copies: CopyFacts) {
  const request = aRequest(protection ? { protection } : {});
  const world = aWorld({ policies: [aPolicy({ imageId: 'img-old' })] });
  const about: PlanFacts = {
    ...{ now: '2026-11-23T08:00:00.000Z', world, checks: [], rolloutId: 'r-1', revision: 1, tenantId: 't' },
    ...{ kind: 'replace', requestedBy: MAYA, ticks: [], busy: new Set(), onlyCloudPcs: null, copies },
    durations: { p50Minutes: 45, p90Minutes: 90, source: 'defaults', samples: 0 },
  };
  const planned = planRollout(request, about);
  if (!planned.ok) throw new Error(`${NOW}: ${planned.refusals.map(({ code }) => code).join()}`);
  return planned.value;
}
