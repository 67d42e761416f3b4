import { expect, test } from '@jest/globals';
import type { Answer } from '../../src/domain/approval.ts';
import { orderBack } from '../../src/domain/switches.ts';
import { decide, isOwedBack, listStartable } from '../../src/domain/decide.ts';
import {
  askGoLive,
  explainNotLive,
  goLiveReminderAt,
  maySwitchOn,
  needsGoLive,
  remindOfGoLive,
  takeGoLive,
} from '../../src/domain/go-live.ts';
import { mayWipe } from '../../src/domain/may-wipe.ts';
import { settleHold } from '../../src/domain/resume.ts';
import type { GoLive, Hold, Rollout, RolloutState, Vote } from '../../src/domain/rollout.ts';
import type { SwitchState } from '../../src/domain/switches.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { aPlan, aRequest, aRollout, aTarget, JONAS, MAYA, NOW, SLOT, wipeFacts } from '../support/domain.ts';

const EVA = { id: 'p-eva', name: 'Eva Brandt' };
const STOPPED: Hold = { kind: 'line-stopped', by: EVA, since: NOW, reason: 'wrong image', facts: {} };

function separate(change: Partial<Rollout> = {}): RolloutState {
  const target = aTarget();
  const plan = aPlan({ request: aRequest({ goLive: 'separate' }), targets: [target.planned] });
  const fresh = aRollout({ plan });
  const unseen = fresh.switches.map((one) => ({ ...one, wanted: 'before' as const, seen: 'before' as const }));
  const switches = unseen.map((one) => ({ ...one, intentAt: null, doneAt: null }));
  return { rollout: { ...fresh, switches, ...change }, targets: [target] };
}

function yes(state: RolloutState, change: Partial<Vote> = {}): GoLive {
  const { hash } = state.rollout;
  const vote: Vote = {
    ...{ decision: 'approved', by: EVA, at: NOW, hash, comment: '', as: 'approver', seen: '' },
    ...change,
  };
  return { askedFor: SLOT.startAt, askedAt: SLOT.startAt, vote };
}

function answer(state: RolloutState, change: Partial<Answer> = {}): Answer {
  const { hash } = state.rollout;
  return { by: EVA, isApprover: true, hash, decision: 'approved', comment: '', now: NOW, ...change };
}

function asked(): RolloutState {
  return separate({ goLive: { askedFor: SLOT.startAt, askedAt: SLOT.startAt, vote: null } });
}

test('an approved plan whose go-live is not approved switches nothing, starts nothing, and has it asked', () => {
  const { orders } = decide(separate(), NOW);
  expect([orders.switchPolicies, orders.look, orders.askMore]).toEqual([[], expect.not.stringMatching('start'), true]);
  expect(listStartable(separate(), NOW).targets).toEqual([]);
});

test('it is asked an hour before the first date, once for each date', () => {
  const from = plusMinutes(SLOT.startAt, -60);
  expect(askGoLive(separate(), plusMinutes(from, -1))).toBeUndefined();
  expect(askGoLive(separate(), from)).toEqual({ askedFor: SLOT.startAt, askedAt: from, vote: null });
  expect(askGoLive(asked(), NOW)).toBeUndefined();
  const earlier = { askedFor: plusMinutes(SLOT.startAt, -1440), askedAt: NOW, vote: null };
  expect(askGoLive(separate({ goLive: earlier }), NOW)?.askedFor).toBe(SLOT.startAt);
});

test.each([
  [-60, -30],
  [-30, -15],
  [10, 70],
])(
  'asked %d minutes from the date, those who do not answer are reminded at %d, once, and deputies asked',
  (from, at) => {
    const askedAt = plusMinutes(SLOT.startAt, from);
    const state = separate({ goLive: { askedFor: SLOT.startAt, askedAt, vote: null } });
    expect(goLiveReminderAt(state)).toBe(plusMinutes(SLOT.startAt, at));
    expect(remindOfGoLive(state, [EVA], plusMinutes(SLOT.startAt, at - 1))).toBeUndefined();
    const goLive = remindOfGoLive(state, [EVA, MAYA], plusMinutes(SLOT.startAt, at));
    expect(goLive?.reminded).toEqual({ askedAt: plusMinutes(SLOT.startAt, at), asked: [EVA] });
    const reminded = separate({ ...(goLive ? { goLive } : {}) });
    expect(goLiveReminderAt(reminded)).toBeUndefined();
    const given = takeGoLive(reminded, answer(reminded, { isApprover: false, isDeputy: true }));
    expect(given.ok && given.value.goLive?.vote?.as).toBe('deputy');
  },
);

test('nobody is reminded of what was answered, or while nothing would be switched', () => {
  const open = asked().rollout.goLive;
  const hold: Hold = { ...STOPPED, kind: 'person' };
  const states = [separate({ goLive: yes(separate()) }), separate({ ...(open ? { goLive: open } : {}), hold })];
  expect(states.map(goLiveReminderAt)).toEqual([undefined, undefined]);
});

/** The plan was approved with its switch; then its canary failed, and Repave ordered the policy back. */
function takenBack(change: Partial<Rollout> = {}): RolloutState {
  const fresh = aRollout();
  const switches = fresh.switches.map((one) => ({ ...one, wanted: 'before' as const, seen: 'before' as const }));
  return { rollout: { ...fresh, switches, ...change }, targets: [aTarget()] };
}

test('a policy that was put back is not switched again on the old approval, whoever resumes: it is asked about', () => {
  const state = takenBack();
  const { orders } = decide(state, NOW);
  expect([orders.switchPolicies, orders.look, orders.askMore]).toEqual([[], expect.not.stringMatching('start'), true]);
  const wiped = mayWipe(wipeFacts({ target: aTarget(), rollout: state.rollout }));
  expect(wiped.ok ? [] : wiped.refusals.map(({ code }) => code)).toContain('go-live-open');
  const goLive = askGoLive(state, NOW);
  const question = takenBack({ ...(goLive ? { goLive } : {}) });
  const own = takeGoLive(question, answer(question, { by: MAYA }));
  expect(own.ok ? '' : own.refusals[0]?.code).toBe('own-approval');
  const taken = takeGoLive(question, answer(question));
  const given = taken.ok ? taken.value.goLive : undefined;
  const answered = takenBack(given ? { goLive: given } : {});
  expect(decide(answered, NOW).orders.switchPolicies).toEqual(['pol-1']);
});

test('who had it go on after policies were put back does not say yes to the new switch as well, but may say no', () => {
  const state = takenBack({ hold: STOPPED });
  const { rollout } = settleHold(state, JONAS);
  const open = { askedFor: SLOT.startAt, askedAt: NOW, vote: null };
  const question = { ...state, rollout: { ...rollout, goLive: open } };
  const codes = (given: ReturnType<typeof takeGoLive>) => (given.ok ? [] : given.refusals.map(({ code }) => code));
  expect(rollout.wantedAgainBy).toEqual(JONAS);
  expect(codes(takeGoLive(question, answer(question, { by: JONAS })))).toEqual(['own-switch']);
  expect(codes(takeGoLive(question, answer(question, { by: JONAS, decision: 'rejected' })))).toEqual([]);
  const given = takeGoLive(question, answer(question, { by: EVA }));
  expect(given.ok && explainNotLive(given.value, rollout.hash)).toEqual([]);
  const forged = { ...rollout, goLive: { ...open, vote: { ...yes(question).vote, by: JONAS } } };
  expect(explainNotLive(forged as Rollout, rollout.hash).map(({ code }) => code)).toEqual(['own-switch']);
  expect(
    settleHold({ ...state, rollout: { ...aRollout(), hold: STOPPED } }, JONAS).rollout.wantedAgainBy,
  ).toBeUndefined();
});

test('a way back that was refused for good is not tried again, and still asks for a yes of its own', () => {
  const [one] = takenBack().rollout.switches;
  if (!one) throw new Error('a policy is needed');
  const state = takenBack({ switches: [{ ...one, seen: 'after', gaveUpAt: NOW }] });
  expect([isOwedBack({ ...one, seen: 'after' }), needsGoLive(state.rollout)]).toEqual([true, true]);
  expect(decide(state, NOW).orders.switchPolicies).toEqual([]);
  const wiped = mayWipe(wipeFacts({ target: aTarget(), rollout: state.rollout }));
  expect(wiped.ok ? [] : wiped.refusals.map(({ code }) => code)).toEqual(['go-live-open', 'policy-image-differs']);
  expect(orderBack(state.rollout).switches).toMatchObject([{ wanted: 'before', seen: 'unknown', gaveUpAt: null }]);
});

test('a policy that named the new image before the plan did has no way back to be owed', () => {
  const same = { imageId: 'img-new', imageType: 'custom', imageName: 'New image' } as const;
  const plan = aPlan({ switches: [{ policyId: 'pol-1', policyName: 'Engineering', before: same, after: same }] });
  const rollout = aRollout({ plan });
  expect(orderBack(rollout).switches).toEqual(rollout.switches);
});

test('once it was asked about, the switch stays a question of its own when the policy names the new image again', () => {
  const { goLive: _none, ...again } = takenBack().rollout;
  const switches = aRollout().switches;
  const open = { askedFor: SLOT.startAt, askedAt: NOW, vote: null };
  expect(explainNotLive({ ...again, switches, goLive: open }, again.hash).map(({ code }) => code)).toEqual([
    'go-live-open',
  ]);
});

test('once it is approved the policies are switched', () => {
  const state = separate();
  const { orders } = decide({ ...state, rollout: { ...state.rollout, goLive: yes(state) } }, NOW);
  expect(orders.switchPolicies).toEqual(['pol-1']);
});

/** The policies are switched already, as if somebody had got past the first door: the second stays shut. */
function wipeUnder(goLive: (state: RolloutState) => GoLive | undefined, hash?: string): string {
  const state = separate({ switches: aRollout().switches });
  const live = goLive(state);
  const rollout = { ...state.rollout, ...(live ? { goLive: live } : {}) };
  const target = state.targets[0] ?? aTarget();
  const done = mayWipe(wipeFacts({ target, rollout, ...(hash ? { planHashNow: hash } : {}) }));
  return done.ok ? 'wiped' : done.refusals.map(({ code }) => code).join(' ');
}

test.each<readonly [string, (state: RolloutState) => GoLive | undefined, string]>([
  ['approved', (state) => yes(state), 'wiped'],
  ['never asked', () => undefined, 'go-live-open'],
  ['asked and not answered', (state) => ({ ...yes(state), vote: null }), 'go-live-open'],
  ['refused', (state) => yes(state, { decision: 'rejected' }), 'go-live-refused'],
  ['approved by the requester', (state) => yes(state, { by: MAYA }), 'own-approval'],
  ['approved by nobody', (state) => yes(state, { by: { id: '', name: '' } }), 'own-approval'],
  ['approved for another plan', (state) => yes(state, { hash: 'e'.repeat(64) }), 'plan-changed'],
])('W1 with a switch that is approved by itself: %s', (_what, goLive, wanted) => {
  expect(wipeUnder(goLive)).toBe(wanted);
});

test('the approval of the plan is not enough, and the approval of the switch alone is not either', () => {
  const state = separate({ approval: null });
  const rollout = { ...state.rollout, goLive: yes(state) };
  const done = mayWipe(wipeFacts({ target: state.targets[0] ?? aTarget(), rollout }));
  expect(done.ok ? [] : done.refusals.map(({ code }) => code)).toContain('not-approved');
});

test.each<readonly [string, RolloutState, Partial<Answer>, string]>([
  ['by an approver', asked(), {}, 'taken'],
  ['by the approver of the plan as well', asked(), { by: JONAS }, 'taken'],
  ['by the requester', asked(), { by: MAYA }, 'own-approval'],
  ['by somebody without the role', asked(), { isApprover: false }, 'not-an-approver'],
  ['by a deputy who was never asked', asked(), { isApprover: false, isDeputy: true }, 'deputy-too-early'],
  ['after the requester lost the role', asked(), { requesterIsAdmin: false }, 'requester-lost-role'],
  ['for another plan', asked(), { hash: 'e'.repeat(64) }, 'plan-changed'],
  ['before it is due', separate(), {}, 'go-live-not-due'],
  ['of a plan without one', { ...asked(), rollout: aRollout() }, { hash: aRollout().hash }, 'go-live-not-due'],
  ['of a plan that is not approved', separate({ approval: null }), {}, 'not-approved'],
  ['after an abort', separate({ aborted: { by: MAYA, at: NOW, reason: '' } }), {}, 'aborted'],
  ['a second time', separate({ goLive: yes(separate()) }), { by: JONAS }, 'already-decided'],
])('an answer about the switch %s', (_what, state, change, wanted) => {
  const taken = takeGoLive(state, answer(state, change));
  expect(taken.ok ? 'taken' : taken.refusals.map(({ code }) => code).join(' ')).toBe(wanted);
});

test('a no puts the rollout on hold; resumed, it is asked again', () => {
  const state = asked();
  const taken = takeGoLive(state, answer(state, { decision: 'rejected', comment: 'Not tonight' }));
  if (!taken.ok) throw new Error('an answer in order was refused');
  expect(taken.value.hold).toMatchObject({ kind: 'go-live-refused', by: EVA, reason: 'Not tonight' });
  const resumed = settleHold({ ...state, rollout: taken.value }, JONAS);
  expect(resumed.rollout.hold).toBeNull();
  expect(askGoLive(resumed, NOW)).toMatchObject({ vote: null });
  expect(decide(resumed, NOW).orders.switchPolicies).toEqual([]);
});

test('who resumes after the requester lost the role answers for the rollout from then on', () => {
  const hold = { kind: 'role-lost', by: MAYA, since: NOW, reason: '', facts: {} } as const;
  const state = { rollout: aRollout({ hold }), targets: [aTarget()] };
  expect(settleHold(state, EVA).rollout.sponsor).toEqual(EVA);
});

test.each<readonly [string, Partial<Rollout>, boolean]>([
  ['nothing came between', {}, true],
  ['the line was stopped', { hold: STOPPED }, false],
  ['the rollout was aborted', { aborted: { by: EVA, at: NOW, reason: '' } }, false],
  ['it is over', { completedAt: NOW }, false],
  ['the plan is another one', { hash: 'e'.repeat(64) }, false],
  ['the approval of the switch is gone', { goLive: asked().rollout.goLive ?? yes(asked()) }, false],
  ['it was ordered back', { switches: aRollout().switches.map((one) => ({ ...one, wanted: 'before' })) }, false],
])('a switch whose intent is written and then %s: may it be sent?', (_what, change, may) => {
  const state = separate({ switches: aRollout().switches });
  const rollout = { ...state.rollout, goLive: yes(state), ...change };
  expect(maySwitchOn(rollout, 'pol-1')).toBe(may);
});

test.each<readonly [Partial<SwitchState>, boolean]>([
  [{ wanted: 'before', intentAt: NOW, seen: 'after' }, true],
  [{ wanted: 'before', intentAt: NOW, seen: 'unknown' }, true],
  [{ wanted: 'before', intentAt: NOW, seen: 'before' }, false],
  [{ wanted: 'before', intentAt: NOW, seen: 'other' }, false],
  [{ wanted: 'before', intentAt: null, seen: 'unknown' }, false],
  [{ wanted: 'after', intentAt: NOW, seen: 'unknown' }, false],
])('a policy %j is brought back: %s, as a call may have left that nobody recorded', (change, owed) => {
  const switches = aRollout().switches.map((one) => ({ ...one, ...change }));
  expect(switches.map(isOwedBack)).toEqual([owed]);
  const aborted = { by: EVA, at: NOW, reason: '' };
  const { orders } = decide({ rollout: aRollout({ switches, aborted }), targets: [] }, NOW);
  expect(orders.switchPolicies).toEqual(owed ? ['pol-1'] : []);
});
