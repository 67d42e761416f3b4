import { expect, test } from '@jest/globals';
import type { CopiesSeen } from '../../src/domain/copy.ts';
import { mayWipe } from '../../src/domain/may-wipe.ts';
import type { ProtectionRule } from '../../src/domain/request.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { ACCOUNT, aCopy, anOrder, aSnapshot } from '../support/copies.ts';
import {
  aCloudPc,
  aLook,
  anAttempt,
  aPlan,
  aRequest,
  aRollout,
  aTarget,
  MAYA,
  NOW,
  wipeFacts,
} from '../support/domain.ts';
import { aProof } from '../support/proof.ts';

const POINT: ProtectionRule = { kind: 'restore-point' };
const EXPORT: ProtectionRule = { kind: 'export', storageAccountId: ACCOUNT };
const LISTED: CopiesSeen = { at: NOW, snapshots: [aSnapshot()] };
const ago = (minutes: number) => plusMinutes(NOW, -minutes);

function ask(
  protection: ProtectionRule | null,
  change: Partial<Target>,
  copiesSeen: CopiesSeen | null = LISTED,
): readonly string[] {
  const target = aTarget(change);
  const request = aRequest({ proofMode: 'attested', ...(protection ? { protection } : {}) });
  const rollout = aRollout({ plan: aPlan({ request, targets: [target.planned] }) });
  const answer = mayWipe(wipeFacts({ target, rollout, ...(copiesSeen ? { copiesSeen } : {}) }));
  return answer.ok ? [] : answer.refusals.map(({ code, facts }) => `${code} ${String(facts['why'] ?? '')}`.trim());
}

function seen(change: Parameters<typeof aSnapshot>[0], at = NOW): CopiesSeen {
  return { at, snapshots: [aSnapshot(change)] };
}

/** What the plan asks for, what is recorded, what is listed now, and exactly the reasons that must come out. */
const CASES: readonly (readonly [
  string,
  ProtectionRule | null,
  Partial<Target>,
  CopiesSeen | null,
  readonly string[],
])[] = [
  ['a healthy point of this order, still listed', POINT, { copy: aCopy() }, LISTED, []],
  ['a plan that asks for none', null, {}, null, []],
  ['no copy', POINT, {}, LISTED, ['copy-missing']],
  ['an intent alone', POINT, { copy: anOrder({ state: 'wanted' }) }, LISTED, ['copy-not-ready']],
  ['an order alone, though a point is listed', POINT, { copy: anOrder() }, LISTED, ['copy-not-ready']],
  [
    'a point of unknown health',
    POINT,
    { copy: aCopy({ state: 'seen', health: 'unknown' }) },
    LISTED,
    ['copy-not-ready'],
  ],
  [
    'a point said to be ready whose health nobody knows',
    POINT,
    { copy: aCopy({ health: 'unknown' }) },
    LISTED,
    ['copy-not-ready health-unknown'],
  ],
  [
    'an unhealthy point',
    POINT,
    { copy: aCopy({ state: 'unhealthy', health: 'unhealthy' }) },
    LISTED,
    ['copy-unhealthy'],
  ],
  [
    'a point said to be ready that is unhealthy',
    POINT,
    { copy: aCopy({ health: 'unhealthy' }) },
    LISTED,
    ['copy-unhealthy'],
  ],
  [
    'a failed order',
    POINT,
    { copy: anOrder({ state: 'failed', trouble: 'no-trace' }) },
    LISTED,
    ['copy-missing no-trace'],
  ],
  ['ready without a point', POINT, { copy: aCopy({ snapshotId: null }) }, LISTED, ['copy-missing']],
  ['ready without a date', POINT, { copy: aCopy({ createdAt: null }) }, LISTED, ['copy-missing']],
  ['a point from before the order', POINT, { copy: aCopy({ createdAt: ago(300) }) }, LISTED, ['copy-missing']],
  ['a point from the future', POINT, { copy: aCopy({ createdAt: plusMinutes(NOW, 60) }) }, LISTED, ['copy-not-ready']],
  ['a point just within a day', POINT, { copy: aCopy({ orderedAt: ago(24 * 60) }) }, LISTED, []],
  ['a point older than a day', POINT, { copy: aCopy({ orderedAt: ago(24 * 60 + 2) }) }, LISTED, ['copy-too-old']],
  [
    'a point that Windows 365 has deleted by now',
    POINT,
    { copy: aCopy({ expiresAt: ago(1) }) },
    LISTED,
    ['copy-missing gone'],
  ],
  ['a point where an export was approved', EXPORT, { copy: aCopy() }, LISTED, ['copy-missing']],
  [
    'an export where a point was approved',
    POINT,
    { copy: aCopy({ kind: 'export', where: ACCOUNT }) },
    LISTED,
    ['copy-missing'],
  ],
  [
    'an export into another account',
    EXPORT,
    { copy: aCopy({ kind: 'export', where: `${ACCOUNT}2` }) },
    LISTED,
    ['copy-missing'],
  ],
  ['a confirmed export', EXPORT, { copy: aCopy({ kind: 'export', where: ACCOUNT.toUpperCase() }) }, LISTED, []],
  [
    'an export that nothing confirms',
    EXPORT,
    { copy: aCopy({ kind: 'export', where: ACCOUNT, state: 'unconfirmed', trouble: 'export-unconfirmed' }) },
    LISTED,
    ['copy-not-ready export-unconfirmed'],
  ],
  ['nobody looked at the last moment', POINT, { copy: aCopy() }, null, ['copy-not-ready not-looked']],
  ['an old look', POINT, { copy: aCopy() }, seen({}, ago(6)), ['copy-not-ready not-looked']],
  ['a look from the future', POINT, { copy: aCopy() }, seen({}, plusMinutes(NOW, 1)), ['copy-not-ready not-looked']],
  ['the point is no longer listed', POINT, { copy: aCopy() }, seen({ id: 'point-2' }), ['copy-missing gone']],
  ['the point is listed, but not ready', POINT, { copy: aCopy() }, seen({ isReady: false }), ['copy-missing gone']],
  ['an automatic point of that id', POINT, { copy: aCopy() }, seen({ type: 'automatic' }), ['copy-missing gone']],
  ['the point turned unhealthy', POINT, { copy: aCopy() }, seen({ health: 'unhealthy' }), ['copy-unhealthy']],
  ['the point’s health is unknown again', POINT, { copy: aCopy() }, seen({ health: 'unknown' }), ['copy-not-ready']],
];

test.each(CASES)('W11: %s', (_what, ...[rule, change, copiesSeen, reasons]) => {
  expect(ask(rule, change, copiesSeen)).toEqual(reasons);
});

test('W11: a copy that misses the newest change outside OneDrive does not count', () => {
  const outside = (newestAt: string) => ({ outside: { files: 2, bytes: 10, newestAt, complete: true } });
  const copy = aCopy();
  expect(ask(POINT, { copy, proof: aProof(outside(ago(60))) })).toEqual(['copy-too-old']);
  expect(ask(POINT, { copy, proof: aProof(outside(ago(400))) })).toEqual([]);
});

test('W11: a Cloud PC that this rollout wiped and that never came up needs no copy; one that came up needs a new one', () => {
  const attempts = [anAttempt({ intentAt: ago(170) })];
  const retries = [{ by: MAYA.id, at: NOW }];
  const observed = { at: ago(1), status: 'failed', imageName: null, provisionedAt: null, name: 'x' } as const;
  expect(ask(POINT, { attempts, retries, observed }, null)).toEqual([]);
  const up = { ...observed, provisionedAt: ago(100) };
  expect(ask(POINT, { attempts, retries, observed: up, copy: aCopy() })).toEqual(['copy-missing']);
  const again = aCopy({ orderedAt: ago(90) });
  expect(ask(POINT, { attempts, retries, observed: up, copy: again }, seen({ createdAt: ago(89) }))).toEqual([]);
});

test('the reasons of W11 add to all others', () => {
  const facts = wipeFacts({
    target: aTarget(),
    rollout: aRollout({ plan: aPlan({ request: aRequest({ protection: POINT }) }) }),
    look: aLook({ cloudPcs: [aCloudPc({ status: 'resizing' })] }),
  });
  const answer = mayWipe(facts);
  expect(answer.ok ? [] : answer.refusals.map(({ code }) => code)).toEqual(['copy-missing', 'status-unfit']);
});
