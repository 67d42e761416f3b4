import { expect, test } from '@jest/globals';
import type { Appeal } from '../../src/domain/appeal.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { viewAppeal } from '../../src/domain/view-rights.ts';
import type { AppealView } from '../../src/domain/views-rights.ts';
import { aRequest, aState, aTarget, MAYA, NOW } from '../support/domain.ts';
import { aProof, aReport } from '../support/proof.ts';

const WAIVER: Appeal = {
  ...{ no: 1, kind: 'waiver', by: MAYA, at: NOW, reason: 'nothing of worth' },
  ...{ wish: null, item: 'app-data', answer: null },
};
const OUTSIDE = { files: 212, bytes: 48_000_000, newestAt: null, complete: true, places: [] };

function reportedOf(change: Partial<Target>, appeal: Appeal = WAIVER, measured = true): AppealView['reported'] {
  const target = aTarget({ appeals: [appeal], ...change });
  const request = measured ? aRequest({ proofMode: 'measured' }) : aRequest();
  return viewAppeal(aState([target], { plan: { request } }), target, { no: 1, reader: null })?.reported;
}

test('who decides about a waiver sees what the Cloud PC said of that very item', () => {
  const oneDrive = { ...aReport().oneDrive, sync: 'stopped' } as const;
  const proof = aProof({ outside: OUTSIDE, oneDrive });
  expect(reportedOf({ proof })).toMatchObject({
    at: proof.report?.body.at,
    findings: [{ item: 'app-data', code: 'files-outside', facts: { files: 212 } }],
  });
});

test('an old report still says what it found, with its own date beside it', () => {
  const at = plusMinutes(NOW, -30 * 24 * 60);
  expect(reportedOf({ proof: aProof({ at }) })).toEqual({ at, findings: [] });
});

test('a Cloud PC that does not answer, and one that nobody asked, have reported nothing', () => {
  const silent = aProof({}, { report: null, trouble: { at: NOW, code: 'device-silent' } });
  expect(reportedOf({ proof: silent })).toMatchObject({ at: null, findings: [{ code: 'device-silent' }] });
  expect(reportedOf({})).toMatchObject({ at: null, findings: [{ code: 'never-seen' }] });
  expect(reportedOf({}, WAIVER, false)).toEqual({ at: null, findings: [] });
});

test('an exception is decided without what the Cloud PC reported', () => {
  expect(reportedOf({}, { ...WAIVER, kind: 'leave-out', item: null })).toBeUndefined();
});
