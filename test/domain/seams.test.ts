import { expect, test } from '@jest/globals';
import { answerAppeal, appealHash, fileAppeal } from '../../src/domain/appeals.ts';
import { listCallsDue, noteCall } from '../../src/domain/calls.ts';
import { decide } from '../../src/domain/decide.ts';
import { mayWipe } from '../../src/domain/may-wipe.ts';
import type { WipeFacts } from '../../src/domain/may-wipe.ts';
import { giveTime } from '../../src/domain/more-time.ts';
import { settleHold } from '../../src/domain/resume.ts';
import type { Hold, Rollout, RolloutState } from '../../src/domain/rollout.ts';
import type { SwitchState } from '../../src/domain/switches.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import type { Instant } from '../../src/domain/time.ts';
import {
  aCloudPc,
  aLook,
  anAttempt,
  aPlan,
  aPlanned,
  aRequest,
  aRollout,
  aState,
  aTarget,
  JONAS,
  MAYA,
  NOW,
  SLOT,
  wipeFacts,
} from '../support/domain.ts';

const EVA = { id: 'p-eva', name: 'Eva Brandt' };
const OWNER = { id: 'person-0', name: 'Person 0' };

function codes(change: Partial<WipeFacts>): readonly string[] {
  const answer = mayWipe(wipeFacts(change));
  return answer.ok ? [] : answer.refusals.map(({ code }) => code);
}

function refusedSwitch(hold: Hold['kind']): RolloutState {
  const vote = { decision: 'rejected', by: EVA, at: NOW, comment: '', as: 'approver', seen: '' } as const;
  const request = aRequest({ goLive: 'separate' });
  const state = aState([aTarget()], { plan: { request } });
  const { hash } = state.rollout;
  const goLive = { askedFor: SLOT.startAt, askedAt: SLOT.startAt, vote: { ...vote, hash } };
  const standing = { kind: hold, by: JONAS, since: NOW, reason: '', facts: {} } as const;
  return { ...state, rollout: { ...state.rollout, goLive, hold: standing } };
}

test.each(['go-live-refused', 'role-lost', 'person', 'inconclusive', 'line-stopped'] as const)(
  'the switch was refused while held (%s): whoever ends the hold has it asked again, and nothing waits for ever',
  (kind) => {
    const resumed = settleHold(refusedSwitch(kind), EVA);
    expect(resumed.rollout.goLive).toBeUndefined();
    expect(resumed.rollout.sponsor).toEqual(kind === 'role-lost' ? EVA : undefined);
    const { orders } = decide(resumed, NOW);
    expect([orders.askMore, orders.look, orders.switchPolicies]).toEqual([true, 'no', []]);
  },
);

/** The canary failed under a switch that was approved by itself: the policies went back, or never had been switched. */
function approvedSwitch(switched: Partial<SwitchState>): RolloutState {
  const state = refusedSwitch('failure-limit');
  const { goLive, ...rollout } = state.rollout;
  if (!goLive?.vote) throw new Error('no vote');
  const vote = { ...goLive.vote, decision: 'approved' } as const;
  const switches = rollout.switches.map((one) => ({ ...one, ...switched }));
  return { ...state, rollout: { ...rollout, switches, goLive: { ...goLive, vote } } };
}

test.each<readonly [string, Partial<SwitchState>, boolean, readonly string[]]>([
  ['went back', { wanted: 'before', seen: 'before' }, true, []],
  ['are on their way back', { wanted: 'before', seen: 'after' }, true, ['pol-1']],
  ['had never been switched', { wanted: 'before', seen: 'before', intentAt: null }, false, ['pol-1']],
  ['stayed', { wanted: 'after', seen: 'after' }, false, []],
])('a hold ends after policies %s: is the switch asked for anew?', (_what, switched, isAsked, orders) => {
  const resumed = settleHold(approvedSwitch(switched), MAYA);
  expect(resumed.rollout.goLive === undefined).toBe(isAsked);
  const decision = decide(resumed, NOW).orders;
  expect([decision.askMore, decision.switchPolicies]).toEqual([isAsked, orders]);
});

test('a policy that was ordered back starts nothing, even while the tenant still shows the new image', () => {
  const fresh = aRollout();
  const rollout: Rollout = { ...fresh, switches: fresh.switches.map((one) => ({ ...one, wanted: 'before' })) };
  expect(codes({ rollout })).toEqual(['go-live-open', 'policy-image-differs']);
  const state = { rollout, targets: [aTarget()] };
  expect(decide(state, NOW).orders.look).toBe('no');
});

/** Wiped once, failed, ordered once more. */
function retried(retriedAt: Instant): Target {
  const attempts = [anAttempt({ intentAt: plusMinutes(NOW, -600) })];
  return aTarget({ attempts, retries: [{ by: MAYA.id, at: retriedAt }] });
}

test('W9: what came up after the order to try once more is somebody’s computer again', () => {
  const builtAt = (minutes: number) => aLook({ cloudPcs: [aCloudPc({ provisionedAt: plusMinutes(NOW, minutes) })] });
  const target = retried(plusMinutes(NOW, -300));
  expect(codes({ target, look: builtAt(-500) })).toEqual([]);
  expect(codes({ target, look: builtAt(-301) })).toEqual([]);
  expect(codes({ target, look: builtAt(-200) })).toEqual(['reprovisioned-elsewhere']);
});

test('W9: what came up between its failure and the order to try once more is not wiped by that order', () => {
  const builtAt = (minutes: number) => aLook({ cloudPcs: [aCloudPc({ provisionedAt: plusMinutes(NOW, minutes) })] });
  const { retries, ...rest } = retried(plusMinutes(NOW, -100));
  const target = { ...rest, retries: retries.map((one) => ({ ...one, failedAt: plusMinutes(NOW, -300) })) };
  expect(codes({ target, look: builtAt(-500) })).toEqual([]);
  expect(codes({ target, look: builtAt(-200) })).toEqual(['reprovisioned-elsewhere']);
});

test('W6: a call that ended sessions from the deadline on is too old after two hours, and made anew', () => {
  const plan = aPlan({ request: aRequest({ deadlineAt: SLOT.startAt }) });
  const called = (minutes: number) =>
    aTarget({ lastCallAt: plusMinutes(NOW, -minutes), lastCallFor: SLOT.startAt, call: aCall() });
  const ask = (target: Target) => codes({ rollout: aRollout({ plan }), target, session: 'signed-in' });
  const isCalled = (target: Target) => listCallsDue(aState([target], { plan }), NOW).length > 0;
  expect([ask(called(119)), isCalled(called(119))]).toEqual([[], false]);
  expect([ask(called(121)), isCalled(called(121))]).toEqual([['signed-in'], true]);
  const again = noteCall(called(121), { session: 'signed-in', inCall: false }, { plan, now: NOW });
  expect(isCalled(again)).toBe(false);
  const reached = { ...again, lastCallAt: NOW, lastCallFor: again.call?.for ?? '' };
  const later = { now: plusMinutes(NOW, 15), look: aLook({ takenAt: plusMinutes(NOW, 15) }) };
  expect(codes({ ...later, rollout: aRollout({ plan }), target: reached, session: 'signed-in' })).toEqual([]);
});

function aCall() {
  return { for: SLOT.startAt, at: SLOT.startAt, session: 'signed-in', inCall: false } as const;
}

test('nobody is called for a start that their own open request keeps from happening', () => {
  const target = asked(aTarget(), NOW);
  expect(listCallsDue(aState([aTarget()]), NOW)).toHaveLength(1);
  expect(listCallsDue(aState([target]), NOW)).toEqual([]);
});

const ROLLOUT = aRollout({ plan: aPlan({ targets: [aPlanned()] }) });

function asked(target: Target, now: Instant): Target {
  const ask = { by: OWNER, kind: 'leave-out', reason: 'closing', wish: null, item: null, now } as const;
  const filed = fileAppeal(ROLLOUT, target, ask);
  if (!filed.ok) throw new Error(JSON.stringify(filed.refusals));
  return filed.value;
}

function declined(target: Target, now: Instant): Target {
  const [appeal] = target.appeals ?? [];
  if (!appeal) throw new Error('nothing was asked');
  const hash = appealHash(ROLLOUT, target, appeal);
  const who = { by: EVA, isApprover: true, no: 1, hash, seen: '', now } as const;
  const done = answerAppeal(ROLLOUT, target, { ...who, decision: 'declined', reason: 'no' });
  if (!done.ok) throw new Error(JSON.stringify(done.refusals));
  return done.value;
}

test.each([
  ['failed', []],
  ['provisioned', ['reprovisioned-elsewhere']],
] as const)('ordered once more because it held nothing any more, and %s when it would start', (status, refused) => {
  const retries = [{ by: MAYA.id, at: plusMinutes(NOW, -300), failedAt: plusMinutes(NOW, -400), dead: true }];
  const target = { ...retried(plusMinutes(NOW, -300)), retries };
  expect(codes({ target, look: aLook({ cloudPcs: [aCloudPc({ status })] }) })).toEqual(refused);
});

test('a no to a request is not followed by a wipe at once: half an hour, and a call of its own', () => {
  const call = { ...aCall(), session: 'unknown', isAway: true } as const;
  const called = aTarget({ lastCallAt: SLOT.startAt, lastCallFor: SLOT.startAt, call });
  expect(codes({ rollout: ROLLOUT, target: called, session: 'unknown', isAway: true })).toEqual([]);
  const target = declined(asked(called, NOW), NOW);
  expect(codes({ rollout: ROLLOUT, target, session: 'not-signed-in' })).toEqual(['snoozed']);
  const then = { now: plusMinutes(NOW, 30), look: aLook({ takenAt: plusMinutes(NOW, 30) }), rollout: ROLLOUT, target };
  expect(codes({ ...then, session: 'not-signed-in' })).toEqual([]);
  expect(codes({ ...then, session: 'unknown' })).toEqual(['session-unknown']);
  expect(listCallsDue({ rollout: ROLLOUT, targets: [target] }, plusMinutes(NOW, 14))).toHaveLength(1);
});

test('days before the date a no changes nothing about it; more time that was asked for is never made shorter', () => {
  const early = plusMinutes(SLOT.startAt, -31);
  expect(giveTime(aTarget(), early)).toEqual(aTarget());
  const until = plusMinutes(NOW, 45);
  expect(giveTime(aTarget({ snoozedUntil: until }), NOW).snoozedUntil).toBe(until);
});
