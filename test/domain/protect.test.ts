import { describe, expect, test } from '@jest/globals';
import type { RemoteAction } from '../../src/domain/world.ts';
import { decide } from '../../src/domain/decide.ts';
import {
  EXPORT_LATE_MINUTES,
  intendCopy,
  isCopying,
  noteCopyAnswer,
  noteCopyRefused,
  noteCopySeen,
} from '../../src/domain/protect-news.ts';
import type { CopyNews } from '../../src/domain/protect-news.ts';
import { listCopiesDue, nextCopyAt } from '../../src/domain/protect-schedule.ts';
import type { ProtectionRule } from '../../src/domain/request.ts';
import type { RolloutState } from '../../src/domain/rollout.ts';
import type { CopyState } from '../../src/domain/copy.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { viewCopy } from '../../src/domain/view-copy.ts';
import { ACCOUNT, aCopy, anOrder, aSnapshot, theNews } from '../support/copies.ts';
import { anAttempt, aPlanned, aRequest, aState, aTarget, NOW, SLOT } from '../support/domain.ts';
import { aProof } from '../support/proof.ts';

const POINT: ProtectionRule = { kind: 'restore-point' };
const AHEAD = plusMinutes(SLOT.startAt, -240);
const hold = { kind: 'person', by: { id: 'x', name: 'X' }, since: NOW, reason: '', facts: {} } as const;

function stateOf(change: Partial<Target>, rollout: Parameters<typeof aState>[1] = {}): RolloutState {
  const plan = { request: aRequest({ protection: POINT, proofMode: 'attested' }), ...rollout.plan };
  return aState([aTarget(change)], { ...rollout, plan });
}

function due(state: RolloutState, at: string): string {
  const { order, read } = listCopiesDue(state, at);
  return [...order.map(() => 'order'), ...read.map(() => 'read')].join(' ');
}

describe('when a copy is ordered', () => {
  const toldLate = { firstAt: plusMinutes(AHEAD, 60), slotAt: plusMinutes(AHEAD, 60), slot: SLOT };
  const failed = (copy: Partial<CopyState>) => ({ copy: anOrder({ state: 'failed', readAt: null, ...copy }) });
  const CASES: readonly (readonly [string, RolloutState, string, string])[] = [
    ['not before four hours before the date', stateOf({}), plusMinutes(AHEAD, -1), ''],
    ['four hours before the date', stateOf({}), AHEAD, 'order'],
    ['not before the person was told', stateOf({ told: toldLate }), AHEAD, ''],
    ['as soon as the person was told', stateOf({ told: toldLate }), toldLate.slotAt, 'order'],
    ['not for somebody who was never told', stateOf({ told: null }), SLOT.startAt, ''],
    [
      'not for a date they do not know',
      stateOf({ told: { ...toldLate, slot: { ...SLOT, startAt: AHEAD } } }),
      SLOT.startAt,
      '',
    ],
    ['not when the plan asks for none', stateOf({}, { plan: { request: aRequest() } }), SLOT.startAt, ''],
    ['not while held', stateOf({}, { rollout: { hold } }), SLOT.startAt, ''],
    ['not without an approval', stateOf({}, { rollout: { approval: null } }), SLOT.startAt, ''],
    ['not while help is open', stateOf({ helpAsked: { at: NOW, text: '' } }), SLOT.startAt, ''],
    ['not while it is being rebuilt', stateOf({ attempts: [anAttempt()] }), SLOT.startAt, ''],
    ['for the next wave as well', stateOf({ planned: aPlanned(0, { wave: 1 }) }), AHEAD, 'order'],
    ['not for waves after that', stateOf({ planned: aPlanned(0, { wave: 2 }) }), AHEAD, ''],
    ['not when the date is over', stateOf({}), SLOT.endAt, ''],
    ['not again while it is on its way', stateOf({ copy: anOrder() }), plusMinutes(NOW, -176), ''],
    [
      'never again while the answer is not known',
      stateOf({ copy: anOrder({ state: 'wanted', readAt: NOW }) }),
      plusMinutes(NOW, 1),
      '',
    ],
    ['not again when it is good', stateOf({ copy: aCopy() }), plusMinutes(NOW, 60), ''],
    [
      'anew when it will be too old at the date',
      stateOf({ copy: aCopy({ orderedAt: plusMinutes(SLOT.startAt, -25 * 60) }) }),
      AHEAD,
      'order',
    ],
    [
      'anew when it grows too old within the date',
      stateOf({ copy: aCopy({ orderedAt: plusMinutes(NOW, -24 * 60) }) }),
      plusMinutes(NOW, 2),
      'order',
    ],
    ['anew when another kind was approved', stateOf({ copy: aCopy({ kind: 'export', where: ACCOUNT }) }), NOW, 'order'],
    [
      'half an hour after a refusal',
      stateOf(failed({ trouble: 'call-rejected', answeredAt: NOW })),
      plusMinutes(NOW, 30),
      'order',
    ],
    [
      'not sooner after a refusal',
      stateOf(failed({ trouble: 'call-rejected', answeredAt: NOW })),
      plusMinutes(NOW, 29),
      '',
    ],
    ['not a fourth time', stateOf(failed({ trouble: 'call-rejected', tries: 3 })), plusMinutes(NOW, 60), ''],
    [
      'not again for this date when an order left no trace',
      stateOf(failed({ trouble: 'no-trace' })),
      plusMinutes(NOW, 300),
      '',
    ],
    [
      'again for the next date',
      stateOf({ ...failed({ trouble: 'no-trace' }), slotRevision: 2 }),
      plusMinutes(NOW, 60),
      'order',
    ],
    [
      'for the next date when an export was never confirmed',
      stateOf({ copy: anOrder({ state: 'unconfirmed', readAt: NOW }), slotRevision: 2 }),
      plusMinutes(NOW, 1),
      'order',
    ],
    [
      'not for the same date when an export is not confirmed',
      stateOf({ copy: anOrder({ state: 'unconfirmed', readAt: NOW }) }),
      plusMinutes(NOW, 1),
      '',
    ],
    [
      'not for the next date while nobody knows whether the last order was taken',
      stateOf({ copy: anOrder({ state: 'wanted', readAt: NOW }), slotRevision: 2 }),
      plusMinutes(NOW, 1),
      '',
    ],
    [
      'and looked for every hour once it is late',
      stateOf({ copy: anOrder({ readAt: NOW }) }),
      plusMinutes(NOW, 59),
      '',
    ],
    ['and looked for again then', stateOf({ copy: anOrder({ readAt: NOW }) }), plusMinutes(NOW, 60), 'read'],
    [
      'after an unhealthy one',
      stateOf({ copy: aCopy({ state: 'unhealthy', readAt: NOW }) }),
      plusMinutes(NOW, 30),
      'order',
    ],
  ];

  test.each(CASES)('%s', (_when, state, at, expected) => {
    expect(due(state, at)).toBe(expected);
  });

  test('a change that the copy misses orders another', () => {
    const proof = aProof({ outside: { files: 1, bytes: 1, newestAt: plusMinutes(NOW, -65), complete: true } });
    expect(due(stateOf({ copy: aCopy(), proof }), NOW)).toBe('order');
  });

  test('the decision says when to wake, and orders the job when it is due', () => {
    const state = stateOf({});
    expect(nextCopyAt(state)).toBe(AHEAD);
    expect(decide(state, plusMinutes(AHEAD, -30)).orders.protect).toBe(false);
    expect(decide(state, plusMinutes(AHEAD, -30)).wakeAt).toBe(AHEAD);
    expect(decide(state, AHEAD).orders.protect).toBe(true);
    expect(decide(stateOf({ copy: anOrder() }), plusMinutes(NOW, -170)).wakeAt).toBe(plusMinutes(NOW, -165));
  });
});

describe('what a reading says of an order', () => {
  const at = (minutes: number) => plusMinutes(NOW, minutes);
  const action = (state: string, startedAt = at(-180)) => ({ name: 'CreateSnapshot', state, startedAt });
  const exported = anOrder({ kind: 'export', where: ACCOUNT });
  const CASES: readonly (readonly [string, CopyState, CopyNews, string, string])[] = [
    ['the new healthy point', anOrder(), theNews({ snapshots: [aSnapshot()] }), NOW, 'ready'],
    ['nothing yet', anOrder(), theNews(), NOW, 'ordered'],
    ['an automatic point', anOrder(), theNews({ snapshots: [aSnapshot({ type: 'automatic' })] }), NOW, 'ordered'],
    [
      'a manual point from before',
      anOrder(),
      theNews({ snapshots: [aSnapshot({ createdAt: at(-200) })] }),
      NOW,
      'ordered',
    ],
    [
      'the point that stood there before',
      anOrder({ replaces: { id: 'point-1', createdAt: null } }),
      theNews({ snapshots: [aSnapshot()] }),
      NOW,
      'ordered',
    ],
    ['a point without a date', anOrder(), theNews({ snapshots: [aSnapshot({ createdAt: null })] }), NOW, 'ordered'],
    [
      'a point that is not ready',
      anOrder(),
      theNews({ snapshots: [aSnapshot({ isReady: false, createdAt: at(-60) })] }),
      NOW,
      'seen',
    ],
    [
      'a point of unknown health',
      anOrder(),
      theNews({ snapshots: [aSnapshot({ health: 'unknown', createdAt: at(-60) })] }),
      NOW,
      'seen',
    ],
    [
      'a point of unknown health for hours',
      anOrder(),
      theNews({ snapshots: [aSnapshot({ health: 'unknown' })] }),
      NOW,
      'seen health-unknown',
    ],
    ['an unhealthy point', anOrder(), theNews({ snapshots: [aSnapshot({ health: 'unhealthy' })] }), NOW, 'unhealthy'],
    ['a failed action', anOrder(), theNews({ actions: [action('failed')] }), NOW, 'failed action-failed'],
    ['a failed action of long before', anOrder(), theNews({ actions: [action('failed', at(-400))] }), NOW, 'ordered'],
    ['nothing for eight hours', anOrder(), theNews(), at(300), 'failed no-trace'],
    ['an order in doubt, without a trace', anOrder({ state: 'wanted' }), theNews(), NOW, 'wanted'],
    [
      'an order in doubt, whose action runs',
      anOrder({ state: 'wanted' }),
      theNews({ actions: [action('active')] }),
      NOW,
      'ordered',
    ],
    [
      'an order in doubt, whose point is there',
      anOrder({ state: 'wanted' }),
      theNews({ snapshots: [aSnapshot()] }),
      NOW,
      'ready',
    ],
    ['a seen point that is gone', aCopy({ state: 'seen' }), theNews(), NOW, 'failed gone'],
    ['an export done', exported, theNews({ snapshots: [aSnapshot()], actions: [action('done')] }), NOW, 'ready'],
    [
      'an export whose point is there and whose end is not',
      exported,
      theNews({ snapshots: [aSnapshot()], actions: [action('active')] }),
      NOW,
      'seen',
    ],
    ['an export of which nothing is reported', exported, theNews({ snapshots: [aSnapshot()] }), NOW, 'seen'],
    [
      'an export of which nothing is reported for hours',
      exported,
      theNews({ snapshots: [aSnapshot()] }),
      at(120),
      'unconfirmed export-unconfirmed',
    ],
    [
      'an export that failed',
      exported,
      theNews({ snapshots: [aSnapshot()], actions: [action('failed')] }),
      NOW,
      'failed action-failed',
    ],
    ['the action alone, without the point', exported, theNews({ actions: [action('done')] }), NOW, 'ordered'],
    [
      'an export that is confirmed late',
      aCopy({ state: 'unconfirmed', kind: 'export', where: ACCOUNT, trouble: 'export-unconfirmed' }),
      theNews({ snapshots: [aSnapshot()], actions: [action('done')] }),
      NOW,
      'ready',
    ],
  ];

  test.each(CASES)('%s', (_what, ...[copy, news, now, expected]) => {
    const after = noteCopySeen(copy, news, now);
    expect(`${after.state} ${after.trouble}`.trim()).toBe(expected);
    expect(after.readAt).toBe(now);
  });
});

const DONE = { name: 'CreateSnapshot', state: 'done', startedAt: plusMinutes(NOW, -30) } as const;

test.each<readonly [string, Partial<CopyState>, readonly RemoteAction[], string]>([
  ['accepted, and the only order since', {}, [DONE], 'ready'],
  ['never answered', { state: 'wanted', answeredAt: null }, [DONE], 'unconfirmed'],
  ['answered, but in doubt', { state: 'wanted', detail: 'graph-timed-out' }, [DONE], 'unconfirmed'],
  ['accepted, and somebody else’s done', {}, [DONE, { ...DONE, state: 'failed' }], 'unconfirmed'],
])('an export counts when its order is known to be ours: %s', (_what, change, actions, state) => {
  const orderedAt = plusMinutes(NOW, -60);
  const order = anOrder({
    kind: 'export',
    where: ACCOUNT,
    state: 'ordered',
    answeredAt: orderedAt,
    orderedAt,
    ...change,
  });
  const news = theNews({ snapshots: [aSnapshot({ createdAt: plusMinutes(NOW, -30) })], actions });
  expect(noteCopySeen(order, news, plusMinutes(NOW, EXPORT_LATE_MINUTES)).state).toBe(state);
});

test('an answer settles its own order only, and never one that was settled meanwhile', () => {
  const wanted = anOrder({ state: 'wanted', answeredAt: null });
  const ask = { orderedAt: wanted.orderedAt, now: NOW };
  expect(noteCopyAnswer(wanted, { outcome: 'accepted' }, ask).state).toBe('ordered');
  expect(noteCopyAnswer(wanted, { outcome: 'in-doubt', detail: 'graph-timed-out' }, ask).state).toBe('wanted');
  const refused = noteCopyAnswer(wanted, { outcome: 'rejected', detail: 'HTTP 409', wasSent: true }, ask);
  expect([refused.state, refused.trouble]).toEqual(['failed', 'call-rejected']);
  expect(noteCopyAnswer(wanted, { outcome: 'accepted' }, { orderedAt: NOW, now: NOW })).toBe(wanted);
  const ready = aCopy();
  expect(noteCopyAnswer(ready, { outcome: 'rejected', detail: '', wasSent: true }, ask)).toBe(ready);
});

test('the intent names the point that it replaces, and counts the tries of this date', () => {
  const news = theNews({ snapshots: [aSnapshot({ id: 'old', createdAt: '2026-11-01T08:00:00.000Z' })] });
  const first = intendCopy(aTarget(), { rule: POINT, news, now: NOW });
  expect(first).toMatchObject({ state: 'wanted', tries: 1, replaces: { id: 'old' }, slotRevision: 1, where: '' });
  const second = intendCopy(aTarget({ copy: first }), { rule: POINT, news, now: NOW });
  expect(second.tries).toBe(2);
  expect(intendCopy(aTarget({ copy: second, slotRevision: 2 }), { rule: POINT, news, now: NOW }).tries).toBe(1);
  expect(isCopying(theNews({ actions: [{ name: 'createSnapshot', state: 'pending', startedAt: null }] }))).toBe(true);
  expect(isCopying(theNews({ actions: [{ name: 'Reprovision', state: 'active', startedAt: null }] }))).toBe(false);
});

test('a copy that was gone, or bad, at the moment of the wipe is taken anew', () => {
  const target = aTarget({ copy: aCopy() });
  const gone = noteCopyRefused(target, [{ code: 'copy-missing', facts: { why: 'gone' } }]);
  expect(gone.copy).toMatchObject({ state: 'failed', trouble: 'gone' });
  expect(due(stateOf({ copy: gone.copy ?? aCopy() }), plusMinutes(NOW, 60))).toBe('order');
  expect(noteCopyRefused(target, [{ code: 'copy-unhealthy', facts: {} }]).copy?.state).toBe('unhealthy');
  expect(noteCopyRefused(target, [{ code: 'signed-in', facts: {} }])).toBe(target);
});

test('an owner hears of the copy: that it comes, when it was made, and that they need do nothing when it is late', () => {
  const of = (change: Partial<Target>, now: string) => {
    const state = stateOf(change);
    const [target] = state.targets;
    return target ? viewCopy(target, state.rollout.plan, now).copy?.state : undefined;
  };
  expect(of({}, plusMinutes(SLOT.startAt, -1))).toBe('to-come');
  expect(of({ copy: aCopy() }, NOW)).toBe('made');
  expect(of({ copy: anOrder() }, NOW)).toBe('late');
  expect(of({ copy: aCopy(), attempts: [anAttempt()] }, NOW)).toBeUndefined();
  expect(viewCopy(aTarget(), aState([aTarget()]).rollout.plan, NOW)).toEqual({});
});
