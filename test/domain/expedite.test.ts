import { expect, test } from '@jest/globals';
import { standingOf } from '../../src/domain/evidence.ts';
import {
  explainExpedite,
  explainNoReviewer,
  isReviewOwed,
  listReviewers,
  listSkipped,
} from '../../src/domain/expedite.ts';
import { mayWipe } from '../../src/domain/may-wipe.ts';
import { mayTick } from '../../src/domain/proof.ts';
import { nextReviewAskAt } from '../../src/domain/review-asks.ts';
import type { RolloutRequest } from '../../src/domain/request.ts';
import type { Rollout } from '../../src/domain/rollout.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { aPlan, aPlanned, aRequest, aRollout, aTarget, JONAS, MAYA, NOW, wipeFacts } from '../support/domain.ts';

const TONIGHT = { expedite: { why: 'CVE-2026-1234' } };
const USUAL = {
  leadMinutes: 24 * 60,
  settleMinutes: 30,
  postponements: 2,
  waves: { canary: 3, percents: [25, 60, 100], concurrency: 10, promotion: 'automatic' },
} as const;
const TARGETS = [0, 1, 2, 3, 4, 5].map((index) => aPlanned(index));

function skipped(request: Partial<RolloutRequest>, checks = aPlan().checks): readonly string[] {
  const plan = aPlan({ request: aRequest({ ...USUAL, ...TONIGHT, ...request }), targets: TARGETS, checks });
  return listSkipped(plan).map(({ code, facts }) => `${code} ${String(facts['usual'] ?? facts['check'])}`);
}

test.each<readonly [string, Partial<RolloutRequest>, readonly string[]]>([
  ['nothing', {}, []],
  ['the lead', { leadMinutes: 30 }, ['skipped-lead 1440']],
  ['the canary', { waves: { ...USUAL.waves, canary: 1 } }, ['skipped-canary 3']],
  ['waves', { waves: { ...USUAL.waves, percents: [100] } }, ['skipped-waves 3']],
  ['the pace', { waves: { ...USUAL.waves, concurrency: 20 } }, ['skipped-pace 10']],
  ['the quiet time', { settleMinutes: 5 }, ['skipped-settle 30']],
  ['postponements', { postponements: 0 }, ['skipped-postponements 2']],
])('what an expedited plan cuts short: %s', (_what, request, wanted) => {
  expect(skipped(request)).toEqual(wanted);
});

test('checks that warn or say nothing are named as skipped, those that pass are not', () => {
  const check = { subject: 'Engineering', code: 'connection-warning', facts: {} };
  const checks = [
    { ...check, id: 'connection-health', outcome: 'warn' },
    { ...check, id: 'permissions', outcome: 'unknown' },
    { ...check, id: 'rollback', outcome: 'pass' },
  ] as const;
  expect(skipped({}, checks)).toEqual(['skipped-check connection-health', 'skipped-check permissions']);
});

test('a plan without an emergency skips nothing, however short it is', () => {
  const { expedite: _none, ...request } = aRequest({ leadMinutes: 5 });
  expect(listSkipped(aPlan({ request }))).toEqual([]);
});

test.each<readonly [string, Partial<RolloutRequest>, readonly string[]]>([
  ['half an hour of notice', { ...TONIGHT, leadMinutes: 30 }, []],
  ['less', { ...TONIGHT, leadMinutes: 29 }, ['expedite-lead']],
  ['no reason', { expedite: { why: ' ' } }, ['expedite-why']],
  ['no emergency, and less', { leadMinutes: 5 }, []],
])('what no emergency excuses: %s', (_what, request, wanted) => {
  expect(explainExpedite(aRequest(request)).map(({ code }) => code)).toEqual(wanted);
});

/** W4 is never skipped: neither by the emergency itself, nor by one tick for everybody. */
test('an emergency does not prove that data is safe, and neither does a tick for everybody', () => {
  const tick = { item: 'onedrive', by: MAYA.id, byName: MAYA.name, reason: 'no time', at: NOW } as const;
  const target = aTarget({ evidence: [] });
  const request = aRequest(TONIGHT);
  const plan = aPlan({ request, targets: [target.planned], ticks: [tick, { ...tick, item: 'app-data' }] });
  const votes = [JONAS, { id: 'p-eva', name: 'Eva' }].map((by) => ({
    ...({ decision: 'approved', by, at: NOW, comment: '', as: 'approver', seen: '' } as const),
    hash: aRollout({ plan }).hash,
  }));
  const rollout = aRollout({ plan, votes });
  const done = mayWipe(wipeFacts({ target, rollout }));
  expect(done.ok ? [] : done.refusals.map(({ code }) => code)).toEqual(['not-proven', 'not-proven']);
  expect(standingOf(target, 'onedrive', plan, NOW).state).toBe('unknown');
  expect([mayTick(plan, 'onedrive'), mayTick(plan, 'timing'), mayTick(aPlan(), 'onedrive')]).toEqual([
    false,
    true,
    true,
  ]);
  const proven = mayWipe(wipeFacts({ target: aTarget({ planned: target.planned }), rollout }));
  expect(proven.ok).toBe(true);
});

const DONE = { completedAt: NOW };
const STARTED = true;
const REVIEW = { review: { by: JONAS, at: NOW, text: 'It was right.' } };

test.each<readonly [string, Partial<Rollout>, boolean]>([
  ['an expedited rollout that is done', DONE, true],
  ['one that was reviewed', { ...DONE, ...REVIEW }, false],
  ['one that still runs', {}, false],
  ['one that was aborted after it had begun', { aborted: { by: MAYA, at: NOW, reason: '' } }, true],
])('a review is owed for %s', (_what, change, wanted) => {
  expect(isReviewOwed(aRollout({ plan: aPlan({ request: aRequest(TONIGHT) }), ...change }), STARTED)).toBe(wanted);
});

test('no review is owed for what never began, nor for an ordinary rollout', () => {
  const aborted = { by: MAYA, at: NOW, reason: '' };
  expect(isReviewOwed(aRollout({ plan: aPlan({ request: aRequest(TONIGHT) }), aborted }), false)).toBe(false);
  expect(isReviewOwed(aRollout(DONE), STARTED)).toBe(false);
});

/** Done, approved by Jonas; asked for this many times. */
function owed(asks: number, change: Partial<Rollout> = {}): Rollout {
  const reviewAsks = Array.from({ length: asks }, () => NOW);
  return aRollout({ plan: aPlan({ request: aRequest(TONIGHT) }), ...DONE, reviewAsks, ...change });
}

test.each<readonly [number, Partial<Rollout>, number | undefined]>([
  [0, {}, 0],
  [1, {}, 3],
  [2, {}, 10],
  [3, {}, 17],
  [4, {}, undefined],
  [1, REVIEW, undefined],
  [0, { completedAt: null }, undefined],
])('a review that was asked for %d times %j is asked for on day %s', (asks, change, day) => {
  const at = nextReviewAskAt({ rollout: owed(asks, change), targets: [aTarget()] });
  expect(at).toBe(day === undefined ? undefined : plusMinutes(NOW, day * 24 * 60));
});

const EVA = { id: 'p-eva', name: 'Eva Brandt' };
const ANNA = { id: 'p-anna', name: 'Anna Nowak' };

test.each<readonly [string, readonly (typeof EVA)[], number, readonly string[]]>([
  ['others than who approved it', [JONAS, EVA, MAYA], 0, ['p-eva']],
  ['who approved it, where nobody else is there', [JONAS, MAYA], 0, [JONAS.id]],
  ['who approved it as well, after others let two questions pass', [JONAS, EVA], 2, [JONAS.id, 'p-eva']],
])('an emergency is looked back at by %s', (_who, approvers, asks, wanted) => {
  expect(listReviewers(owed(asks), approvers).map(({ id }) => id)).toEqual(wanted);
});

test.each<readonly [string, typeof EVA, readonly (typeof EVA)[], string | undefined]>([
  ['the requester', MAYA, [JONAS, EVA], 'own-review'],
  ['who approved it', JONAS, [JONAS, EVA], 'voter-review'],
  ['who approved it, alone', JONAS, [JONAS], undefined],
  ['another approver', EVA, [JONAS, EVA], undefined],
  ['another admin', ANNA, [JONAS, EVA], undefined],
])('may %s review it?', (_who, actor, approvers, wanted) => {
  expect(explainNoReviewer(owed(0), actor, approvers)?.code).toBe(wanted);
});
