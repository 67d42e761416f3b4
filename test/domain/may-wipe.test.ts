import { expect, test } from '@jest/globals';
import { mayWipe } from '../../src/domain/may-wipe.ts';
import type { WipeFacts } from '../../src/domain/may-wipe.ts';
import type { Rollout } from '../../src/domain/rollout.ts';
import type { Attempt, Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import {
  aCloudPc,
  aLook,
  anAttempt,
  anImage,
  aPerson,
  aPiece,
  aPlan,
  aPlanned,
  aPolicy,
  aRequest,
  aRollout,
  aTarget,
  MAYA,
  NOW,
  SLOT,
  wipeFacts,
} from '../support/domain.ts';

function codesOf(facts: WipeFacts): readonly string[] {
  const answer = mayWipe(facts);
  return answer.ok ? [] : answer.refusals.map((why) => why.code);
}

function withRollout(change: Partial<Rollout>): WipeFacts {
  return wipeFacts({ rollout: aRollout(change) });
}

function withTarget(change: Partial<Target>): WipeFacts {
  return wipeFacts({ target: aTarget(change) });
}

function withRequest(change: Parameters<typeof aRequest>[0]): WipeFacts {
  return wipeFacts({ rollout: aRollout({ plan: aPlan({ request: aRequest(change) }) }) });
}

function withLook(change: Parameters<typeof aLook>[0]): WipeFacts {
  return wipeFacts({ look: aLook(change) });
}

function withAttempt(change: Partial<Attempt>): WipeFacts {
  return withTarget({ attempts: [anAttempt({ intentAt: '2026-11-24T18:10:00.000Z', ...change })] });
}

const WINDOW = aRequest().window;
const APPROVAL = aRollout().approval;
if (!APPROVAL) throw new Error('the base case is approved');
const RUNNING = { name: 'restart', state: 'active', startedAt: '2026-11-24T18:58:00.000Z' };
const HOLD = { kind: 'person', by: MAYA, since: NOW, reason: 'wait', facts: {} } as const;
const APPEAL = {
  no: 1,
  kind: 'leave-out',
  by: MAYA,
  at: NOW,
  reason: 'x',
  wish: null,
  item: null,
  answer: null,
} as const;
const EXCLUDED = { at: NOW, by: 'repave', why: { code: 'owner-left', facts: {} } };
const EARLIER = { startAt: '2026-11-23T18:00:00.000Z', endAt: '2026-11-24T04:00:00.000Z' };
const TOLD = aTarget().told;
if (!TOLD) throw new Error('the base case is told');

test('with every rule kept there is a permit, for this Cloud PC, this attempt, this plan, this moment', () => {
  const facts = wipeFacts();
  expect(mayWipe(facts)).toEqual({
    ok: true,
    value: { rolloutId: 'r-1', cloudPcId: 'pc-0', attempt: 1, planHash: facts.planHashNow, at: NOW },
  });
});

/** One broken fact a row: the rule, what is wrong, the facts, exactly the codes that must come out. */
const BROKEN: readonly (readonly [rule: string, what: string, facts: WipeFacts, codes: readonly string[]])[] = [
  ['W1', 'nobody answered', withRollout({ approval: null }), ['not-approved']],
  ['W1', 'rejected', withRollout({ approval: { ...APPROVAL, decision: 'rejected' } }), ['not-approved']],
  ['W1', 'approved another plan', withRollout({ approval: { ...APPROVAL, hash: 'f'.repeat(64) } }), ['not-approved']],
  ['W1', 'the stored plan was altered', wipeFacts({ planHashNow: 'e'.repeat(64) }), ['plan-changed']],
  ['W1', 'hash and approval altered', withRollout({ hash: 'e'.repeat(64) }), ['not-approved']],
  ['W1', 'the requester approved', withRollout({ approval: { ...APPROVAL, by: MAYA } }), ['own-approval']],
  ['W1', 'approval ran out', withRollout({ expiredAt: NOW }), ['approval-expired']],
  ['W1', 'a late start is not answered', withRollout({ lateStart: 'asked' }), ['late-start-open']],
  ['W1', 'not part of the plan', wipeFacts({ planned: new Map() }), ['not-in-plan']],
  [
    'W1',
    'its record names another owner than the plan',
    tampered({ personId: 'person-9' }),
    ['not-in-plan', 'owner-changed', 'policy-no-longer-assigned'],
  ],
  ['W1', 'its record names another zone than the plan', tampered({ zone: 'Europe/Paris' }), ['not-in-plan']],
  ['W1', 'its record names another build than the plan', tampered({ imageBefore: 'Other' }), ['not-in-plan']],
  ['W2', 'window shut at this hour', withRequest({ window: { ...WINDOW, start: '21:00' } }), ['window-shut']],
  ['W2', 'window shut on this day', withRequest({ window: { ...WINDOW, days: [6, 7] } }), ['window-shut']],
  ['W2', 'a freeze', withRequest({ window: { ...WINDOW, freeze: ['2026-11-24'] } }), ['window-shut']],
  [
    'W2',
    'the window of another zone',
    withRequest({ window: { ...WINDOW, zone: 'America/Los_Angeles' } }),
    ['window-shut'],
  ],
  ['W2', 'no room before it shuts', withRequest({ window: { ...WINDOW, end: '21:00' } }), ['window-too-short']],
  [
    'W2',
    'no room before the freeze',
    withRequest({ window: { ...WINDOW, start: '19:30', end: '00:30', zone: 'Asia/Dubai', freeze: ['2026-11-25'] } }),
    ['window-too-short'],
  ],
  ['W3', 'not told', withTarget({ told: null }), ['not-told']],
  ['W3', 'could not be told', withTarget({ told: null, unreachable: 'blocked' }), ['not-told']],
  ['W3', 'told of another date', withTarget({ told: { ...TOLD, slot: EARLIER } }), ['new-date-not-told']],
  ['W3', 'told too late', withRequest({ leadMinutes: 26 * 60 }), ['told-too-late']],
  ['W3', 'told in the future', withTarget({ told: { ...TOLD, firstAt: plusMinutes(NOW, 5) } }), ['told-too-late']],
  ['W3', 'moved too late', withTarget({ told: { ...TOLD, slotAt: plusMinutes(NOW, -59) } }), ['told-too-late']],
  ['W4', 'nothing known', withTarget({ evidence: [] }), ['not-proven', 'not-proven']],
  ['W4', 'half of it known', withTarget({ evidence: [aPiece()] }), ['not-proven']],
  [
    'W4',
    'measured bad',
    withTarget({ evidence: [aPiece({ state: 'measured-bad' }), aPiece(), aPiece({ item: 'app-data' })] }),
    ['proof-bad'],
  ],
  [
    'W4',
    'word too old',
    withTarget({ evidence: [aPiece({ at: '2026-11-10T18:00:00.000Z' }), aPiece({ item: 'app-data' })] }),
    ['not-proven'],
  ],
  ['W5', 'done already', withTarget({ verifiedAt: '2026-11-24T18:30:00.000Z' }), ['already-done']],
  ['W5', 'failed before', withTarget({ failed: { at: NOW, why: EXCLUDED.why } }), ['failed-before']],
  ['W5', 'intent without an answer', withAttempt({ outcome: 'open' }), ['attempt-under-way']],
  ['W5', 'in doubt', withAttempt({ outcome: 'in-doubt' }), ['attempt-under-way']],
  ['W5', 'under way', withAttempt({ outcome: 'accepted' }), ['attempt-under-way']],
  [
    'W5',
    'the one attempt is spent',
    withTarget({ attempts: [anAttempt(), anAttempt({ number: 2, outcome: 'rejected' })] }),
    ['attempt-spent'],
  ],
  [
    'W6',
    'postponed',
    withTarget({ slot: { startAt: plusMinutes(NOW, 60), endAt: SLOT.endAt } }),
    ['new-date-not-told', 'before-date'],
  ],
  [
    'W6',
    'before the date',
    withTarget({
      slot: { ...SLOT, startAt: plusMinutes(NOW, 1) },
      told: { ...TOLD, slot: { ...SLOT, startAt: plusMinutes(NOW, 1) } },
    }),
    ['before-date'],
  ],
  ['W6', 'the date has passed', withTarget({ slot: { ...SLOT, endAt: NOW } }), ['date-passed']],
  ['W6', 'help was asked for', withTarget({ helpAsked: { at: NOW, text: '' } }), ['help-open']],
  ['W6', 'an exception was asked for', withTarget({ appeals: [APPEAL] }), ['exception-open']],
  ['W6', 'left out', withTarget({ excluded: EXCLUDED }), ['excluded']],
  ['W6', 'told to wait', withTarget({ notBefore: plusMinutes(NOW, 1) }), ['waiting']],
  ['W6', 'signed in', wipeFacts({ session: 'signed-in' }), ['signed-in']],
  ['W6', 'session not known', wipeFacts({ session: 'unknown' }), ['session-unknown']],
  ['W7', 'held', withRollout({ hold: HOLD }), ['held']],
  ['W7', 'the line was stopped', withRollout({ hold: { ...HOLD, kind: 'line-stopped' } }), ['held']],
  ['W7', 'aborted', withRollout({ aborted: { by: MAYA, at: NOW, reason: '' } }), ['aborted']],
  ['W7', 'ended', withRollout({ completedAt: NOW }), ['completed']],
  ['W8', 'wave not open', withTarget({ planned: aPlanned(0, { wave: 1 }) }), ['wave-not-open']],
  ['W8', 'no free place', wipeFacts({ inFlight: 10 }), ['no-free-place']],
  ['W8', 'the other Cloud PC of the person is away', wipeFacts({ inFlightOfPerson: 1 }), ['other-cloud-pc-away']],
  ['W9', 'policy still names the old image', pointingAt('img-old'), ['policy-image-differs']],
  ['W9', 'policy names a third image', pointingAt('img-other'), ['policy-image-differs']],
  ['W9', 'policy gone', withLook({ policies: [aPolicy({ id: 'pol-2' })] }), ['policy-no-longer-assigned']],
  [
    'W9',
    'no longer in its groups',
    withLook({ policies: [aPolicy({ memberIds: [] })] }),
    ['policy-no-longer-assigned'],
  ],
  ['W9', 'a second policy', withLook({ policies: [aPolicy(), aPolicy({ id: 'pol-2' })] }), ['several-policies']],
  ['W9', 'policy not in the plan', withPolicyTwo(), ['policy-not-in-plan']],
  ['W9', 'another owner', withLook({ cloudPcs: [aCloudPc({ ownerId: 'person-9' })] }), ['owner-changed']],
  ['W9', 'no owner', withLook({ cloudPcs: [aCloudPc({ ownerId: null })] }), ['owner-changed']],
  ['W9', 'owner disabled', withLook({ people: [aPerson({ enabled: false })] }), ['owner-left']],
  ['W9', 'owner gone', withLook({ people: [] }), ['owner-left']],
  [
    'W9',
    'rebuilt by somebody else',
    withLook({ cloudPcs: [aCloudPc({ provisionedAt: '2026-11-24T12:00:00.000Z' })] }),
    ['reprovisioned-elsewhere'],
  ],
  ['W9, W10', 'gone', withLook({ cloudPcs: [] }), ['cloud-pc-gone', 'cloud-pc-gone']],
  ['W10', 'in grace period', withLook({ cloudPcs: [aCloudPc({ status: 'inGracePeriod' })] }), ['status-unfit']],
  [
    'W10',
    'status nobody knows',
    withLook({ cloudPcs: [aCloudPc({ status: 'unknownFutureValue' })] }),
    ['status-unfit'],
  ],
  ['W10', 'another action runs', withLook({ cloudPcs: [aCloudPc({ lastAction: RUNNING })] }), ['action-running']],
  [
    'W10',
    'another action waits',
    withLook({ cloudPcs: [aCloudPc({ lastAction: { ...RUNNING, state: 'pending' } })] }),
    ['action-running'],
  ],
  ['W11', 'image gone', withLook({ images: [] }), ['image-gone']],
  ['W11', 'image failed', withLook({ images: [anImage({ status: 'failed' })] }), ['image-not-ready']],
  ['W11', 'image pending', withLook({ images: [anImage({ status: 'pending' })] }), ['image-not-ready']],
  ['W11', 'image out of support', withLook({ images: [anImage({ osStatus: 'notSupported' })] }), ['image-unsupported']],
  ['W11', 'image ran out today', withLook({ images: [anImage({ expiresOn: '2026-11-24' })] }), ['image-unsupported']],
  ['look', 'too old', withLook({ takenAt: plusMinutes(NOW, -6) }), ['look-too-old']],
];

test.each(BROKEN)('%s: no permit when %s', (_rule, _what, facts, codes) => {
  expect(codesOf(facts)).toEqual(codes);
});

test('every reason is named, not only the first', () => {
  const facts = wipeFacts({
    rollout: aRollout({ hold: HOLD, approval: null }),
    target: aTarget({ told: null, helpAsked: { at: NOW, text: '' } }),
    session: 'signed-in',
    look: aLook({ images: [] }),
  });
  expect(codesOf(facts)).toEqual(['not-approved', 'not-told', 'help-open', 'held', 'signed-in', 'image-gone']);
});

/** The last moment at which a rule still says yes, and the first at which it says no. */
const BORDERS: readonly (readonly [string, WipeFacts, readonly string[]])[] = [
  ['told exactly the lead time ago', withRequest({ leadMinutes: 25 * 60 }), []],
  ['told a minute less than the lead time ago', withRequest({ leadMinutes: 25 * 60 + 1 }), ['told-too-late']],
  ['a moved date told exactly an hour ago', withTarget({ told: { ...TOLD, slotAt: plusMinutes(NOW, -60) } }), []],
  [
    'a moved date told as long ago as a lead of ten minutes',
    wipeFacts({
      rollout: aRollout({ plan: aPlan({ request: aRequest({ leadMinutes: 10 }) }) }),
      target: aTarget({ told: { ...TOLD, slotAt: plusMinutes(NOW, -10) } }),
    }),
    [],
  ],
  ['exactly nine-of-ten minutes left', withRequest({ window: { ...WINDOW, end: '21:30' } }), []],
  ['a minute less than that left', withRequest({ window: { ...WINDOW, end: '21:29' } }), ['window-too-short']],
  ['the window opens now', withRequest({ window: { ...WINDOW, start: '20:00' } }), []],
  ['the window opens in a minute', withRequest({ window: { ...WINDOW, start: '20:01' } }), ['window-shut']],
  ['the date begins now', withTarget({ slot: { ...SLOT, startAt: NOW }, told: toldOf(NOW) }), []],
  ['the last free place', wipeFacts({ inFlight: 9 }), []],
  ['a wait that ends now', withTarget({ notBefore: NOW }), []],
  ['a look exactly five minutes old', withLook({ takenAt: plusMinutes(NOW, -5) }), []],
  ['a look five minutes and a second old', withLook({ takenAt: plusMinutes(NOW, -5 - 1 / 60) }), ['look-too-old']],
  ['a look from the future', withLook({ takenAt: plusMinutes(NOW, 1 / 60) }), ['look-too-old']],
  ['a session asked for two minutes ago', wipeFacts({ sessionAt: plusMinutes(NOW, -2) }), []],
  ['a session asked for before that', wipeFacts({ sessionAt: plusMinutes(NOW, -2 - 1 / 60) }), ['look-too-old']],
  ['an attempt that did not happen', withAttempt({ outcome: 'did-not-happen' }), []],
  ['an attempt that the tenant rejected', withAttempt({ outcome: 'rejected' }), []],
  ['the image has a day left', withLook({ images: [anImage({ expiresOn: '2026-11-25' })] }), []],
  ['no end of support known', withLook({ images: [anImage({ expiresOn: null })] }), []],
  ['an action that has ended', withLook({ cloudPcs: [aCloudPc({ lastAction: { ...RUNNING, state: 'done' } })] }), []],
  ['a late start that was chosen', withRollout({ lateStart: 'start-now' }), []],
  ['a Cloud PC with warnings', withLook({ cloudPcs: [aCloudPc({ status: 'provisionedWithWarnings' })] }), []],
  ['a failed Cloud PC', withLook({ cloudPcs: [aCloudPc({ status: 'failed' })] }), []],
];

test.each(BORDERS)('at the border: %s', (_what, facts, codes) => {
  expect(codesOf(facts)).toEqual(codes);
});

const CALLED = plusMinutes(NOW, -15);

/** Signed in: what the deadline and the last call change. */
const LAST_CALLS: readonly (readonly [string, Partial<Target>, string, readonly string[]])[] = [
  ['before the deadline the last call changes nothing', { lastCallAt: CALLED }, plusMinutes(NOW, 1), ['signed-in']],
  [
    'the last call for the deadline, a quarter of an hour ago, is enough',
    { lastCallAt: CALLED, lastCallFor: NOW },
    NOW,
    [],
  ],
  ['one a minute too young is not', { lastCallAt: plusMinutes(CALLED, 1), lastCallFor: NOW }, NOW, ['signed-in']],
  [
    'one that only asked whether the date suits is not',
    { lastCallAt: CALLED, lastCallFor: SLOT.startAt },
    NOW,
    ['signed-in'],
  ],
  [
    'one from before there was a difference is not, unless it came after the deadline',
    { lastCallAt: CALLED },
    NOW,
    ['signed-in'],
  ],
  ['that one is, after the deadline', { lastCallAt: CALLED }, CALLED, []],
  [
    'more time that was asked for holds, also after the deadline',
    { lastCallAt: CALLED, lastCallFor: NOW, snoozedUntil: plusMinutes(NOW, 1) },
    NOW,
    ['snoozed', 'signed-in'],
  ],
  ['after the deadline nobody is wiped while signed in without a last call', {}, NOW, ['signed-in']],
];

test.each(LAST_CALLS)('last call: %s', (_what, change, deadlineAt, codes) => {
  const rollout = aRollout({ plan: aPlan({ request: aRequest({ deadlineAt }) }) });
  expect(codesOf(wipeFacts({ rollout, target: aTarget(change), session: 'signed-in' }))).toEqual(codes);
});

const EARLY = { startAt: plusMinutes(SLOT.startAt, -120), endAt: SLOT.endAt };
const TOLD_EARLY = { firstAt: plusMinutes(NOW, -2000), slotAt: plusMinutes(NOW, -2000), slot: EARLY };

/** Nobody can say whether the person is signed in: only the last call of this very date helps, whatever the deadline. */
const AT_CALL = { for: SLOT.startAt, at: CALLED, session: 'unknown', inCall: false } as const;
const AWAY = { call: { ...AT_CALL, isAway: true } };
const UNKNOWN_SESSIONS: readonly (readonly [string, Partial<Target>, readonly string[]])[] = [
  ['not knowing is not a yes', {}, ['session-unknown']],
  ['nor is it for somebody who is away and was not called', AWAY, ['session-unknown']],
  ['nor a quarter of an hour after the last call, when they may be there', { lastCallAt: CALLED }, ['session-unknown']],
  ['nor when they were in a talk', { lastCallAt: CALLED, call: { ...AT_CALL, inCall: true } }, ['session-unknown']],
  ['who is away and was called a quarter of an hour ago', { lastCallAt: CALLED, ...AWAY }, []],
  [
    'not away enough when they were seen signed in at that call',
    { lastCallAt: CALLED, call: { ...AT_CALL, session: 'signed-in', isAway: true } },
    ['session-unknown'],
  ],
  ['who said that they have signed out', { lastCallAt: CALLED, call: { ...AT_CALL, saysSignedOut: true } }, []],
  [
    'a last call a minute too young is not enough',
    { ...AWAY, lastCallAt: plusMinutes(CALLED, 1) },
    ['session-unknown'],
  ],
  [
    'the last call of an earlier date is not',
    { ...AWAY, lastCallAt: plusMinutes(SLOT.startAt, -1) },
    ['session-unknown'],
  ],
  [
    'the one from before more time was asked for is not',
    { ...AWAY, lastCallAt: CALLED, lastCallFor: SLOT.startAt, snoozedUntil: NOW },
    ['session-unknown'],
  ],
  ['the one for the end of that time is', { ...AWAY, lastCallAt: CALLED, lastCallFor: NOW, snoozedUntil: NOW }, []],
  [
    'one of more than two hours ago is not',
    { ...AWAY, slot: EARLY, told: TOLD_EARLY, lastCallAt: plusMinutes(NOW, -121), lastCallFor: EARLY.startAt },
    ['session-unknown'],
  ],
];

test('the +30 that came a second before the start stops it, whoever is signed in, and ends by itself', () => {
  const snoozed = aTarget({ snoozedUntil: plusMinutes(NOW, 30) });
  for (const session of ['not-signed-in', 'signed-in', 'unknown'] as const) {
    expect(codesOf(wipeFacts({ target: snoozed, session }))).toContain('snoozed');
  }
  expect(codesOf(wipeFacts({ target: aTarget({ snoozedUntil: NOW }) }))).toEqual([]);
});

test.each(UNKNOWN_SESSIONS)('unknown session: %s', (_what, change, codes) => {
  expect(codesOf(wipeFacts({ target: aTarget(change), session: 'unknown', isAway: true }))).toEqual(codes);
});

test('a retry that a person ordered grants exactly one more attempt', () => {
  const failedOnce = [anAttempt(), anAttempt({ number: 2, outcome: 'rejected' })];
  const retries = [{ by: 'p-maya', at: NOW }];
  const first = mayWipe(withTarget({ attempts: failedOnce, retries }));
  expect(first.ok && first.value.attempt).toBe(3);
  const spent = [anAttempt(), anAttempt({ number: 2 }), anAttempt({ number: 3, outcome: 'rejected' })];
  expect(codesOf(withTarget({ attempts: spent, retries }))).toEqual(['attempt-spent']);
});

test('after an accepted attempt of our own the new build date is no drift', () => {
  const facts = wipeFacts({
    target: aTarget({
      attempts: [anAttempt(), anAttempt({ number: 2, outcome: 'rejected' })],
      retries: [{ by: 'p-maya', at: NOW }],
    }),
    look: aLook({ cloudPcs: [aCloudPc({ provisionedAt: '2026-11-24T18:30:00.000Z' })] }),
  });
  expect(codesOf(facts)).toEqual([]);
});

function toldOf(startAt: string): Target['told'] {
  return { firstAt: '2026-11-23T18:00:00.000Z', slotAt: '2026-11-23T18:00:00.000Z', slot: { ...SLOT, startAt } };
}

function pointingAt(imageId: string): WipeFacts {
  return withLook({ policies: [aPolicy({ imageId })] });
}

/** The target's own record was altered after approval; the plan still says what was approved. */
function tampered(change: Parameters<typeof aPlanned>[1]): WipeFacts {
  return wipeFacts({ rollout: aRollout(), target: aTarget({ planned: aPlanned(0, change) }) });
}

function withPolicyTwo(): WipeFacts {
  const planned = aPlanned(0, { policyId: 'pol-2' });
  return wipeFacts({ target: aTarget({ planned }), look: aLook({ policies: [aPolicy({ id: 'pol-2' })] }) });
}
