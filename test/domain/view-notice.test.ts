import { expect, test } from '@jest/globals';
import type { Appeal } from '../../src/domain/appeal.ts';
import { noticeKey, oweNotices } from '../../src/domain/notices.ts';
import type { Rollout } from '../../src/domain/rollout.ts';
import type { Target } from '../../src/domain/target.ts';
import { viewNotice } from '../../src/domain/view-notice.ts';
import type { NoticeAsk } from '../../src/domain/view-notice.ts';
import type { NoticeView } from '../../src/domain/views-notice.ts';
import { anAttempt, aPiece, aPlanned, aRequest, aState, aTarget, MAYA, NOW } from '../support/domain.ts';
import { aProof } from '../support/proof.ts';

const WHY = { code: 'stuck', facts: {} };
const HOLD = { kind: 'drift', by: MAYA, since: NOW, reason: 'looking into it', facts: {} } as const;
const ABORTED = { by: MAYA, at: NOW, reason: 'bad image' };
const BEFORE = '2026-11-24T08:00:00.000Z';

function view(
  change: Partial<Target>,
  rollout: Partial<Rollout> = {},
  ask: NoticeAsk = { slotRevision: 1, now: BEFORE },
): NoticeView {
  const target = aTarget(change);
  return viewNotice(aState([target], { rollout }), target, ask);
}

/** What is true of the Cloud PC and the rollout, and what its owner is shown. What cannot be undone comes first. */
const STAGES: readonly (readonly [NoticeView['stage'], Partial<Target>, Partial<Rollout>])[] = [
  ['planned', { evidence: [] }, {}],
  ['ready', {}, {}],
  ['planned', { evidence: [aPiece()] }, {}],
  ['moved', { evidence: [], slotRevision: 2 }, {}],
  ['postponed', { evidence: [], postponements: 1 }, {}],
  ['help', { helpAsked: { at: NOW, text: '' }, postponements: 1 }, {}],
  ['held', {}, { hold: HOLD }],
  ['aborted', {}, { hold: HOLD, aborted: ABORTED }],
  ['left-out', {}, { completedAt: NOW }],
  ['started', { attempts: [anAttempt()] }, { hold: HOLD }],
  ['started', { attempts: [anAttempt()] }, { aborted: ABORTED }],
  ['started', { attempts: [anAttempt({ outcome: 'in-doubt' })] }, {}],
  ['settling', { attempts: [anAttempt()], goodSince: NOW }, {}],
  ['done', { attempts: [anAttempt()], verifiedAt: NOW }, { aborted: ABORTED }],
  ['failed', { attempts: [anAttempt()], failed: { at: NOW, why: WHY } }, {}],
  ['left-out', { excluded: { at: NOW, by: 'repave', why: WHY } }, { hold: HOLD }],
];

test.each(STAGES)('the owner sees %s', (stage, change, rollout) => {
  const slotRevision = change.slotRevision ?? 1;
  expect(view(change, rollout, { slotRevision, now: BEFORE }).stage).toBe(stage);
});

test('the last call is shown only while its date runs', () => {
  expect(view({ lastCallAt: NOW }, {}, { slotRevision: 1, now: NOW }).stage).toBe('last-call');
  expect(view({ lastCallAt: BEFORE }).stage).toBe('ready');
});

test('a daily report shows how things stand, and only one that was asked for with the date in mind makes ready', () => {
  const plan = { request: aRequest({ proofMode: 'measured' }) };
  const show = (askedAt: string | null) => {
    const target = aTarget({ evidence: [], proof: aProof({ at: NOW }, { askedAt }) });
    return viewNotice(aState([target], { plan }), target, { slotRevision: 1, now: NOW });
  };
  expect(show(null)).toMatchObject({ stage: 'planned', needsReady: false, proof: { verdict: 'green' } });
  expect(show(NOW)).toMatchObject({ stage: 'ready', needsReady: false });
});

test('a card for an earlier date says that it was replaced, whatever has happened since', () => {
  expect(view({ slotRevision: 2, verifiedAt: NOW }).stage).toBe('replaced');
});

test('a notice tells when, what other Cloud PCs there are, and what may be chosen instead', () => {
  const target = aTarget();
  const other = aTarget({ planned: aPlanned(1, { personId: 'person-0' }) });
  const stranger = aTarget({ planned: aPlanned(2) });
  const notice = viewNotice(aState([target, other, stranger]), target, { slotRevision: 1, now: BEFORE });
  expect(notice).toMatchObject({
    otherCloudPcs: ['CPC-1'],
    imageBefore: 'Old image',
    imageAfter: 'New image',
    slot: target.slot,
    postponementsLeft: 2,
    needsReady: false,
  });
  expect(notice.otherSlots).toHaveLength(9);
});

test('data that is not known to be safe asks for the word of its owner', () => {
  expect(view({ evidence: [] }).needsReady).toBe(true);
});

test('the reason is the one that counts now: failure, exclusion, abort, hold', () => {
  const failed = { at: NOW, why: WHY };
  expect(view({ failed }, { aborted: ABORTED }).reason).toBe('stuck');
  expect(view({}, { hold: HOLD, aborted: ABORTED }).reason).toBe('bad image');
  expect(view({}, { hold: HOLD }).reason).toBe('looking into it');
  expect(view({}).reason).toBe('');
});

test('what somebody wrote who stopped the line is for those who decide, not for every owner', () => {
  const stopped = { ...HOLD, kind: 'line-stopped', reason: 'my divorce papers are gone' } as const;
  expect(view({}, { hold: stopped })).toMatchObject({ stage: 'held', reason: '' });
});

test('a message that brings the answer to the newest request says so, and no other does', () => {
  const appeal: Appeal = {
    ...{ no: 2, kind: 'leave-out', by: MAYA, at: NOW, reason: 'closing', wish: null, item: null },
    answer: { decision: 'declined', by: MAYA, at: NOW, reason: 'no', hash: '', seen: '' },
  };
  const show = (key: string) =>
    view({ appeals: [appeal] }, {}, { slotRevision: 1, now: BEFORE, message: { key, orderedAt: NOW } }).bringsAnswer;
  expect(show('r-1/rights/pc-0/appeal/2')).toBe(true);
  expect(show('r-1/rights/pc-0/appeal/1')).toBeUndefined();
  expect(show('r-1/rights/pc-0/case/2/x')).toBeUndefined();
  expect(show('r-1/notice/pc-0/2')).toBeUndefined();
});

test('after the rebuild the notice calls the Cloud PC by its new name', () => {
  const observed = {
    at: NOW,
    status: 'provisioned',
    imageName: 'New image',
    provisionedAt: NOW,
    name: 'CPC-X',
  } as const;
  expect(view({ verifiedAt: NOW, observed }).cloudPcName).toBe('CPC-X');
  expect(view({ observed }).cloudPcName).toBe('CPC-0');
});

const OWED: readonly (readonly [string, Partial<Target>, Partial<Rollout>, number])[] = [
  ['a first date', { noticeRevision: 0, told: null }, {}, 1],
  ['a date ordered already', { noticeRevision: 1 }, {}, 0],
  ['a moved date', { noticeRevision: 1, slotRevision: 2 }, {}, 1],
  ['a moved date, held', { noticeRevision: 1, slotRevision: 2 }, { hold: HOLD }, 0],
  ['a first date, aborted', { noticeRevision: 0 }, { aborted: ABORTED }, 0],
  ['a first date, not approved', { noticeRevision: 0 }, { approval: null }, 0],
  ['a first date, late start not answered', { noticeRevision: 0 }, { lateStart: 'asked' }, 0],
  ['a Cloud PC left out', { noticeRevision: 0, excluded: { at: NOW, by: 'repave', why: WHY } }, {}, 0],
  ['a Cloud PC under way', { noticeRevision: 0, attempts: [anAttempt()] }, {}, 0],
];

test.each(OWED)('notices owed for %s', (_what, change, rollout, count) => {
  const state = aState([aTarget(change)], { rollout });
  const { state: after, owed } = oweNotices(state);
  expect(owed).toHaveLength(count);
  expect(after === state).toBe(count === 0);
  expect(oweNotices(after).owed).toEqual([]);
});

test('a notice has one key for each date, so that it is sent once', () => {
  const keys = [noticeKey('r-1', 'pc-0', 1), noticeKey('r-1', 'pc-0', 2), noticeKey('r-1', 'pc-1', 1)];
  expect(new Set([...keys, noticeKey('r-1', 'pc-0', 1)]).size).toBe(3);
});

test('a new date forgets that the person could not be reached', () => {
  const { owed } = oweNotices(aState([aTarget({ noticeRevision: 1, slotRevision: 2, unreachable: 'blocked' })]));
  expect(owed[0]).toMatchObject({ unreachable: null, noticeRevision: 2 });
});
