import { expect, test } from '@jest/globals';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { findUndoable, viewUndo } from '../../src/domain/view-undo.ts';
import { ACCOUNT, aCopy } from '../support/copies.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { anAttempt, aPlanned, aRequest, aState, aTarget, NOW } from '../support/domain.ts';
import { aProof } from '../support/proof.ts';

const REQUEST = aRequest({ protection: { kind: 'restore-point' }, proofMode: 'measured' });
const OBSERVED = {
  at: NOW,
  status: 'provisioned',
  imageName: 'New image',
  provisionedAt: NOW,
  name: 'CPC-NEW',
} as const;
const DONE = { attempts: [anAttempt({ intentAt: plusMinutes(NOW, -90) })], verifiedAt: NOW, observed: OBSERVED };

function viewOf(change: Partial<Target>, plan: Partial<Plan> = {}, now = NOW) {
  const target = aTarget(change);
  return viewUndo(aState([target], { plan: { request: REQUEST, ...plan } }), target, now);
}

test('a rebuilt Cloud PC: which copy there is, until when, and what only it can hold', () => {
  const proof = aProof({ outside: { files: 4, bytes: 9, newestAt: null, complete: true } });
  expect(viewOf({ ...DONE, copy: aCopy(), proof })).toMatchObject({
    cloudPcName: 'CPC-0',
    cloudPcNameNow: 'CPC-NEW',
    outcome: 'verified',
    wipedAt: plusMinutes(NOW, -90),
    copyAsked: true,
    copy: { kind: 'restore-point', state: 'ready', isExpired: false, account: '', snapshotId: 'point-1' },
    outsideFiles: 4,
    rollback: 'yes',
    mayRollBack: true,
  });
});

/** What is different, and what the kit must say then. */
const CASES: readonly (readonly [string, ReturnType<typeof viewOf>, object])[] = [
  ['nothing was wiped', viewOf({}), { wipedAt: null, mayRollBack: false, copy: null }],
  ['the order was refused', viewOf({ attempts: [anAttempt({ outcome: 'rejected' })] }), { wipedAt: null }],
  [
    'the point has run out',
    viewOf({ ...DONE, copy: aCopy() }, {}, plusMinutes(NOW, 29 * 24 * 60)),
    { copy: { isExpired: true } },
  ],
  [
    'an export',
    viewOf({ ...DONE, copy: aCopy({ kind: 'export', where: ACCOUNT }) }),
    { copy: { account: 'stcopies' } },
  ],
  [
    'no word of when it is deleted',
    viewOf({ ...DONE, copy: aCopy({ expiresAt: null }) }),
    { copy: { expiresAt: null, isExpired: false } },
  ],
  ['people’s word alone', viewOf(DONE, { request: aRequest() }), { outsideFiles: null, copyAsked: false }],
  ['the rollout still runs', viewOf({ ...DONE, verifiedAt: null }), { mayRollBack: false }],
  ['a rollout that was a way back itself', viewOf(DONE, { kind: 'roll-back' }), { mayRollBack: false }],
  ['the old image is gone', viewOf(DONE, { rollback: { possible: 'no', reasons: [] } }), { rollback: 'no' }],
];

test.each(CASES)('%s', (_what, view, expected) => {
  expect(view).toMatchObject(expected);
});

test('a person is found by address, name, or what their Cloud PC is or was called, and never by a piece of it', () => {
  const state = aState([aTarget({ observed: OBSERVED }), aTarget({ planned: aPlanned(1) })]);
  const found = (who: string) => findUndoable(state, who).map(({ planned }) => planned.cloudPcId);
  expect(['PERSON0@contoso.com', 'person 0', ' CPC-0 ', 'cpc-new', 'pc-0'].map(found)).toEqual(Array(5).fill(['pc-0']));
  expect(found('person')).toEqual([]);
  const both = aState([aTarget(), aTarget({ planned: aPlanned(1, { upn: 'person0@contoso.com' }) })]);
  expect(findUndoable(both, 'person0@contoso.com')).toHaveLength(2);
});
