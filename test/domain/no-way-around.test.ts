import { expect, test } from '@jest/globals';
import type { AppAnswer } from '../../src/domain/app-owners.ts';
import { fileMark } from '../../src/domain/app-owners.ts';
import type { Appeal } from '../../src/domain/appeal.ts';
import { isStillGood, mayWipe } from '../../src/domain/may-wipe.ts';
import type { WipeFacts } from '../../src/domain/may-wipe.ts';
import { indexPlanned, planHash } from '../../src/domain/plan.ts';
import type { PlannedTarget } from '../../src/domain/plan.ts';
import type { RolloutRequest } from '../../src/domain/request.ts';
import type { GoLive, Hold, Rollout, Vote } from '../../src/domain/rollout.ts';
import type { SwitchState } from '../../src/domain/switches.ts';
import type { SessionCall } from '../../src/domain/session-call.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import type { CloudPc, DeviceImage, Policy, World } from '../../src/domain/world.ts';
import { aCopy, ACCOUNT, aSnapshot } from '../support/copies.ts';
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
  JONAS,
  MAYA,
  NOW,
  SLOT,
} from '../support/domain.ts';
import { aProof } from '../support/proof.ts';

/** What one row spoils; everything else stays as it is when everything is in order. */
interface Spoilt {
  readonly request?: Partial<RolloutRequest>;
  readonly planned?: Partial<PlannedTarget>;
  readonly rollout?: Partial<Rollout>;
  /** The second yes; null takes it away. */
  readonly second?: Partial<Vote> | null;
  readonly goLive?: Partial<Vote> | null;
  readonly switched?: Partial<SwitchState>;
  readonly target?: Partial<Target>;
  readonly world?: Partial<World>;
  readonly facts?: Partial<WipeFacts>;
}

const INES = { id: 'p-ines', name: 'Ines Duarte' };
const EVA = { id: 'p-eva', name: 'Eva Brandt' };
const OWNER = { id: 'p-lee', name: 'Lee Marsh' };
const FORMER = { startAt: plusMinutes(SLOT.startAt, -1440), endAt: plusMinutes(SLOT.endAt, -1440) };
const OTHER_HASH = 'f'.repeat(64);
const FILE = { path: 'C:\\Apps\\cad.lic', pattern: '*.lic', bytes: 812, changedAt: '2026-11-02T08:00:00.000Z' };
const APP = { files: 1, list: [FILE], isCut: false };
const IGNORED: AppAnswer = {
  ...{ pattern: '*.lic', answer: 'ignore', by: OWNER, reason: 'floating licence', at: plusMinutes(NOW, -50) },
  ...{ reportAt: plusMinutes(NOW, -60), files: [fileMark(FILE)], needsSecond: false, second: null },
};
const WINDOW = aRequest().window;
const ENDED = { by: MAYA, at: NOW, reason: '' };
const WHY = { code: 'stuck', facts: {} };

/** Asked for by the owner, and granted: without it the plan's deadline would have passed. */
function anException(answered: boolean): Appeal {
  const about = { no: 1, kind: 'later', by: { id: 'person-0', name: 'Person 0' }, reason: 'closing' } as const;
  const words = { reason: '', hash: OTHER_HASH, seen: '' };
  const answer = { decision: 'approved', by: INES, at: plusMinutes(NOW, -300), ...words } as const;
  return { ...about, at: plusMinutes(NOW, -600), wish: SLOT, item: null, answer: answered ? answer : null };
}

/** Two of two agreed, the switch was approved by itself, the date is an exception, and the owner is away where nobody says who is signed in. */
function cook(spoilt: Spoilt = {}): WipeFacts {
  const planned = aPlanned(0, { slot: FORMER, ...spoilt.planned });
  const request = aRequest({
    ...{ quorum: 2, goLive: 'separate', proofMode: 'measured', protection: { kind: 'restore-point' } },
    ...{ deadlineAt: plusMinutes(SLOT.startAt, -60), ...spoilt.request },
  });
  const rollout = cookRollout(aRollout({ plan: aPlan({ request, targets: [planned] }) }), spoilt);
  return {
    ...{ now: NOW, rollout, planHashNow: planHash(rollout.plan), planned: indexPlanned(rollout.plan) },
    ...{ target: cookTarget(planned, spoilt), inFlight: 0, inFlightOfPerson: 0, look: aLook(spoilt.world) },
    ...{ session: 'unknown', sessionAt: NOW, isAway: true },
    ...{ copiesSeen: { at: NOW, snapshots: [aSnapshot()] }, ...spoilt.facts },
  };
}

function cookRollout(fresh: Rollout, { second = {}, goLive = {}, switched, rollout }: Spoilt): Rollout {
  const yes = { decision: 'approved', hash: fresh.hash, comment: '', as: 'approver', seen: '' } as const;
  const first: Vote = { ...yes, by: JONAS, at: plusMinutes(NOW, -1500) };
  const votes = second ? [first, { ...yes, by: INES, at: plusMinutes(NOW, -1440), ...second }] : [first];
  const vote = goLive && { ...yes, by: EVA, at: plusMinutes(NOW, -90), ...goLive };
  const asked: GoLive = { askedFor: SLOT.startAt, askedAt: plusMinutes(SLOT.startAt, -60), vote };
  const switches = fresh.switches.map((one) => ({ ...one, ...switched }));
  return { ...fresh, votes, goLive: asked, switches, ...rollout };
}

function cookTarget(planned: PlannedTarget, { target }: Spoilt): Target {
  return aTarget({
    ...{ planned, slot: SLOT, slotRevision: 2, noticeRevision: 2, ownDate: true, deadlineUntil: SLOT.endAt },
    told: { firstAt: plusMinutes(NOW, -2000), slotAt: plusMinutes(NOW, -290), slot: SLOT },
    ...{ evidence: [], proof: aProof({ app: APP }), appAnswers: [IGNORED], appeals: [anException(true)] },
    ...{ copy: aCopy({ slotRevision: 2 }), lastCallAt: plusMinutes(SLOT.startAt, -15), lastCallFor: SLOT.startAt },
    call: { ...call('unknown'), isAway: true },
    ...target,
  });
}

function codes(facts: WipeFacts): readonly string[] {
  const answer = mayWipe(facts);
  return answer.ok ? [] : answer.refusals.map(({ code }) => code);
}

const pc = (change: Partial<CloudPc>): Spoilt => ({ world: { cloudPcs: [aCloudPc(change)] } });
const policy = (change: Partial<Policy>): Spoilt => ({ world: { policies: [aPolicy(change)] } });
const image = (change: Partial<DeviceImage>): Spoilt => ({ world: { images: [anImage(change)] } });
const copy = (change: Parameters<typeof aCopy>[0]): Spoilt => ({ target: { copy: aCopy(change) } });
const seen = (...snapshots: ReturnType<typeof aSnapshot>[]): Spoilt => ({
  facts: { copiesSeen: { at: NOW, snapshots } },
});
const said = (change: Partial<AppAnswer>): Spoilt => ({ target: { appAnswers: [{ ...IGNORED, ...change }] } });
const held = (kind: Hold['kind']): Spoilt => ({
  rollout: { hold: { kind, by: MAYA, since: NOW, reason: '', facts: {} } },
});
const call = (session: SessionCall['session']): SessionCall => ({ for: SLOT.startAt, at: NOW, session, inCall: false });
const told = (firstAgo: number, slotAgo: number, slot = SLOT): Spoilt => ({
  target: { told: { firstAt: plusMinutes(NOW, -firstAgo), slotAt: plusMinutes(NOW, -slotAgo), slot } },
});
const tried = (...attempts: Parameters<typeof anAttempt>[0][]): Target['attempts'] =>
  attempts.map((one = {}, index) => anAttempt({ number: index + 1, intentAt: plusMinutes(NOW, -1000), ...one }));

const HOLDS: readonly Hold['kind'][] = [
  ...(['person', 'line-stopped', 'drift', 'failure-limit', 'inconclusive', 'switch-failed'] as const),
  ...(['awaiting-promotion', 'role-lost', 'go-live-refused'] as const),
];

type Row = readonly [rule: string, what: string, spoilt: Spoilt, codes: readonly string[]];

const APPROVALS: readonly Row[] = [
  ['W1', 'no approval', { rollout: { approval: null } }, ['not-approved']],
  ['W1', 'the plan is another one now', { facts: { planHashNow: OTHER_HASH } }, ['plan-changed']],
  ['W1', 'one yes of two', { second: null }, ['quorum-missing']],
  ['W1', 'twice the same yes', { second: { by: JONAS } }, ['quorum-missing']],
  ['W1', 'the second yes is the requester’s', { second: { by: MAYA } }, ['quorum-missing']],
  ['W1', 'the second yes is nobody’s', { second: { by: { id: '', name: '' } } }, ['quorum-missing']],
  ['W1', 'the second yes was to another plan', { second: { hash: OTHER_HASH } }, ['quorum-missing']],
  ['W1', 'the second answer was a no', { second: { decision: 'rejected' } }, ['quorum-missing']],
  ['W1', 'three are asked for', { request: { quorum: 3 } }, ['quorum-missing']],
  [
    'W1',
    'an emergency with one yes, whatever was asked for',
    { request: { quorum: 1, expedite: { why: 'CVE' } }, second: null },
    ['quorum-missing'],
  ],
  ['W1', 'it ran out', { rollout: { expiredAt: NOW } }, ['approval-expired']],
  ['W1', 'the late start is not answered', { rollout: { lateStart: 'asked' } }, ['late-start-open']],
  ['W1', 'the switch is not approved', { goLive: null }, ['go-live-open']],
  ['W1', 'the switch was refused', { goLive: { decision: 'rejected' } }, ['go-live-refused']],
  ['W1', 'the switch was approved by the requester', { goLive: { by: MAYA } }, ['own-approval']],
  ['W1', 'the switch was approved by nobody', { goLive: { by: { id: '', name: '' } } }, ['own-approval']],
  ['W1', 'the switch of another plan was approved', { goLive: { hash: OTHER_HASH } }, ['plan-changed']],
  ['W1', 'it is not in the plan', { facts: { planned: new Map() } }, ['not-in-plan']],
  ['W1', 'it stands there otherwise', { target: { planned: aPlanned(0) } }, ['not-in-plan']],
];

const DATES: readonly Row[] = [
  ['W2', 'the window is not open yet', { request: { window: { ...WINDOW, start: '21:00' } } }, ['window-shut']],
  ['W2', 'a frozen day', { request: { window: { ...WINDOW, freeze: ['2026-11-24'] } } }, ['window-shut']],
  ['W2', 'too little is left', { request: { window: { ...WINDOW, end: '21:00' } } }, ['window-too-short']],
  ['W2', 'not where they live', { planned: { zone: 'Asia/Tokyo' } }, ['window-too-short']],
  ['W3', 'never told', { target: { told: null } }, ['not-told']],
  ['W3', 'told of the date before the exception', told(2000, 2000, FORMER), ['new-date-not-told']],
  ['W3', 'told within the lead', told(1439, 290), ['told-too-late']],
  ['W3', 'the exception was told within the hour', told(2000, 59), ['told-too-late']],
];

const PROOFS: readonly Row[] = [
  ['W4', 'no report', { target: { proof: undefined } as object }, ['proof-unknown', 'proof-unknown']],
  [
    'W4',
    'their word instead of a report',
    { target: { proof: undefined, evidence: [aPiece(), aPiece({ item: 'app-data' })] } as object },
    ['proof-unknown', 'proof-unknown'],
  ],
  [
    'W4',
    'a report of the day before',
    { target: { proof: aProof({ app: APP, at: plusMinutes(NOW, -1441) }) } },
    ['proof-unknown', 'proof-unknown'],
  ],
  [
    'W4',
    'a run that failed since',
    { target: { proof: aProof({ app: APP }, { trouble: { at: NOW, code: 'script-error' } }) } },
    ['proof-unknown', 'proof-unknown'],
  ],
  [
    'W4',
    'files outside',
    { target: { proof: aProof({ app: APP, outside: { files: 1, bytes: 9, newestAt: null, complete: true } }) } },
    ['proof-bad'],
  ],
  ['W4', 'nobody answered for the app', { target: { appAnswers: [] } }, ['proof-bad']],
  ['W4', 'the app owner wants it deactivated first', said({ answer: 'deactivate' }), ['proof-bad']],
  [
    'W4',
    'the answer was taken back',
    { target: { appAnswers: [IGNORED, { ...IGNORED, answer: 'deactivate' }] } },
    ['proof-bad'],
  ],
  ['W4', 'the requester answered for the app', said({ by: MAYA }), ['proof-bad']],
  ['W4', 'the second word is missing', said({ needsSecond: true }), ['proof-bad']],
  ['W4', 'the second word is their own', said({ needsSecond: true, second: { by: OWNER, at: NOW } }), ['proof-bad']],
  ['W4', 'the file has changed since', said({ files: [fileMark({ ...FILE, bytes: 813 })] }), ['proof-bad']],
  [
    'W4',
    'a second file',
    { target: { proof: aProof({ app: { files: 2, list: [FILE, { ...FILE, path: 'D' }], isCut: false } }) } },
    ['proof-bad'],
  ],
  [
    'W4',
    'the list was cut',
    { target: { proof: aProof({ app: { files: 2, list: [FILE], isCut: true } }) } },
    ['proof-bad'],
  ],
  [
    'W4',
    'the requester waived it',
    { target: { appAnswers: [], evidence: [aPiece({ item: 'app-data', state: 'waived', by: MAYA.id })] } },
    ['proof-bad'],
  ],
  [
    'W4',
    'who asked for the waiver gave it',
    {
      target: { appAnswers: [], evidence: [aPiece({ item: 'app-data', state: 'waived', by: 'p-x', askedBy: 'p-x' })] },
    },
    ['proof-bad'],
  ],
];

const TURNS: readonly Row[] = [
  ['W5', 'it is done', { target: { verifiedAt: NOW } }, ['already-done']],
  ['W5', 'it failed', { target: { failed: { at: NOW, why: WHY } } }, ['failed-before']],
  ['W5', 'a call is open', { target: { attempts: tried({ outcome: 'open' }) } }, ['attempt-under-way']],
  ['W5', 'a call is in doubt', { target: { attempts: tried({ outcome: 'in-doubt' }) } }, ['attempt-under-way']],
  ['W5', 'a call was taken', { target: { attempts: tried({}) } }, ['attempt-under-way']],
  ['W5', 'the only try is spent', { target: { attempts: tried({}, { outcome: 'rejected' }) } }, ['attempt-spent']],
  ['W6', 'left out', { target: { excluded: { at: NOW, by: 'repave', why: WHY } } }, ['excluded']],
  ['W6', 'help was asked for', { target: { helpAsked: { at: NOW, text: '' } } }, ['help-open']],
  ['W6', 'another exception is open', { target: { appeals: [anException(false)] } }, ['exception-open']],
  ['W6', 'more time is running', { target: { snoozedUntil: plusMinutes(NOW, 1) } }, ['snoozed', 'session-unknown']],
  ['W6', 'waiting for the next try', { target: { notBefore: plusMinutes(NOW, 1) } }, ['waiting']],
  ['W6', 'signed in before the own deadline, called or not', { facts: { session: 'signed-in' } }, ['signed-in']],
  ['W6', 'nobody knows, and never called', { target: { lastCallAt: null } }, ['session-unknown']],
  ['W6', 'called, and perhaps there', { target: { call: call('unknown') } }, ['session-unknown']],
  ['W6', 'called when away, and back since', { facts: { isAway: false } }, ['session-unknown']],
  ['W6', 'a session asked for too early', { facts: { sessionAt: plusMinutes(NOW, -3) } }, ['look-too-old']],
  ['W6', 'called, and in a talk', { target: { call: { ...call('unknown'), inCall: true } } }, ['session-unknown']],
  ['W6', 'called for the date before', { target: { lastCallFor: FORMER.startAt } }, ['session-unknown']],
  ['W6', 'called just now', { target: { lastCallAt: plusMinutes(NOW, -14) } }, ['session-unknown']],
  ['W6', 'called long ago', { target: { lastCallAt: plusMinutes(NOW, -121) } }, ['session-unknown']],
  ['W6', 'called before more time was given', { target: { snoozedUntil: plusMinutes(NOW, -1) } }, ['session-unknown']],
  [
    'W6',
    'being called, and not yet reached',
    { target: { lastCallAt: null, call: call('unknown') } },
    ['session-unknown'],
  ],
  ...HOLDS.map((kind): Row => ['W7', `held: ${kind}`, held(kind), ['held']]),
  ['W7', 'aborted', { rollout: { aborted: ENDED } }, ['aborted']],
  ['W7', 'over', { rollout: { completedAt: NOW } }, ['completed']],
  ['W8', 'its wave is not open', { planned: { wave: 1 } }, ['wave-not-open']],
  ['W8', 'no place is free', { facts: { inFlight: 10 } }, ['no-free-place']],
  ['W8', 'their other Cloud PC is away', { facts: { inFlightOfPerson: 1 } }, ['other-cloud-pc-away']],
];

const WORLDS: readonly Row[] = [
  ['W9', 'an old look', { world: { takenAt: plusMinutes(NOW, -6) } }, ['look-too-old']],
  ['W9', 'a look from the future', { world: { takenAt: plusMinutes(NOW, 1) } }, ['look-too-old']],
  ['W9', 'the policy names the old image', policy({ imageId: 'img-old' }), ['policy-image-differs']],
  ['W9', 'the policy names any other', policy({ imageId: 'img-x' }), ['policy-image-differs']],
  ['W9', 'the policy is on its way back', { switched: { wanted: 'before' } }, ['policy-image-differs']],
  ['W9', 'the policy targets them no more', policy({ memberIds: [] }), ['policy-no-longer-assigned']],
  ['W9', 'two policies', { world: { policies: [aPolicy(), aPolicy({ id: 'pol-2' })] } }, ['several-policies']],
  ['W9', 'it belongs to somebody else', pc({ ownerId: 'person-9' }), ['owner-changed']],
  ['W9', 'its owner has left', { world: { people: [aPerson({ enabled: false })] } }, ['owner-left']],
  ['W9', 'rebuilt by somebody else', pc({ provisionedAt: plusMinutes(NOW, -600) }), ['reprovisioned-elsewhere']],
  ['W10', 'it is gone', { world: { cloudPcs: [] } }, ['cloud-pc-gone', 'cloud-pc-gone']],
  ['W10', 'it is being restored', pc({ status: 'restoring' }), ['status-unfit']],
  [
    'W10',
    'something else runs on it',
    pc({ lastAction: { name: 'restart', state: 'active', startedAt: NOW } }),
    ['action-running'],
  ],
];

const COPIES: readonly Row[] = [
  ['W11', 'the image is gone', { world: { images: [] } }, ['image-gone']],
  ['W11', 'the image is not ready', image({ status: 'failed' }), ['image-not-ready']],
  ['W11', 'the image is out of support', image({ osStatus: 'notSupported' }), ['image-unsupported']],
  ['W11', 'no copy', { target: { copy: undefined } as object }, ['copy-missing']],
  ['W11', 'a copy of another kind', copy({ kind: 'export', where: ACCOUNT }), ['copy-missing']],
  ...(['wanted', 'ordered', 'seen', 'unconfirmed'] as const).map(
    (state): Row => ['W11', `a copy that is ${state}`, copy({ state }), ['copy-not-ready']],
  ),
  ['W11', 'the copy failed', copy({ state: 'failed', trouble: 'gone' }), ['copy-missing']],
  ['W11', 'the copy is not healthy', copy({ health: 'unhealthy' }), ['copy-unhealthy']],
  ['W11', 'nobody knows whether it is', copy({ health: 'unknown' }), ['copy-not-ready']],
  ['W11', 'the copy is a day old', copy({ orderedAt: plusMinutes(NOW, -1450) }), ['copy-too-old']],
  ['W11', 'the copy is older than its order', copy({ createdAt: plusMinutes(NOW, -190) }), ['copy-missing']],
  ['W11', 'the copy has run out', copy({ expiresAt: NOW }), ['copy-missing']],
  [
    'W11',
    'nobody looked for the copy',
    { facts: { copiesSeen: { at: plusMinutes(NOW, -6), snapshots: [] } } },
    ['copy-not-ready'],
  ],
  ['W11', 'another copy has taken its place', seen(aSnapshot({ id: 'point-2' })), ['copy-missing']],
  ['W11', 'it turned out to be bad', seen(aSnapshot({ health: 'unhealthy' })), ['copy-unhealthy']],
  ['W11', 'it is not ready any more', seen(aSnapshot({ isReady: false })), ['copy-missing']],
];

const ROWS = [...APPROVALS, ...DATES, ...PROOFS, ...TURNS, ...WORLDS, ...COPIES];

test('with everything in order there is a permit, for one attempt under one plan, and not for long', () => {
  const facts = cook();
  const answer = mayWipe(facts);
  expect(answer).toEqual({
    ok: true,
    value: { rolloutId: 'r-1', cloudPcId: 'pc-0', attempt: 1, planHash: facts.rollout.hash, at: NOW },
  });
  expect(answer.ok && isStillGood(answer.value, plusMinutes(NOW, 1.9))).toBe(true);
  expect(answer.ok && isStillGood(answer.value, plusMinutes(NOW, 2))).toBe(false);
});

test.each(ROWS)('%s: %s', (_rule, _what, spoilt, expected) => {
  expect(codes(cook(spoilt))).toEqual(expected);
});

/** Both at once; of two changes to the same field the later one stands, and what was taken away stays away. */
function join(first: Spoilt, second: Spoilt): Spoilt {
  const same = (Object.keys(first) as (keyof Spoilt)[]).filter((key) => key in second);
  const joined = same.map((key) => {
    const isGone = first[key] === null || second[key] === null;
    return [key, isGone ? null : { ...first[key], ...second[key] }] as const;
  });
  return { ...first, ...second, ...Object.fromEntries(joined) };
}

test('no two of them mend each other', () => {
  const mended = ROWS.flatMap(([, one, first], index) =>
    ROWS.slice(index + 1).flatMap(([, other, second]) =>
      mayWipe(cook(join(first, second))).ok ? [`${one} + ${other}`] : [],
    ),
  );
  expect(mended).toEqual([]);
});
