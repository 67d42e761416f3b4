import { expect, test } from '@jest/globals';
import type { RolloutRequest } from '../../src/domain/request.ts';
import { TARGET_PHASES, targetPhase } from '../../src/domain/target.ts';
import type { Target, TargetPhase } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { viewApproval } from '../../src/domain/view-approval.ts';
import { comparePlans, summarise, viewChecklist } from '../../src/domain/view-plan.ts';
import { phaseOf, viewAbort, viewAsk, viewReport, viewStatus } from '../../src/domain/view-status.ts';
import {
  anAttempt,
  aPiece,
  aPlan,
  aPlanned,
  aRequest,
  aState,
  aTarget,
  JONAS,
  MAYA,
  NOW,
  SLOT,
} from '../support/domain.ts';

const WHY = { code: 'stuck', facts: {} };
const HOLD = { kind: 'failure-limit', by: MAYA, since: NOW, reason: '', facts: {} } as const;
const BUSY = {
  at: plusMinutes(NOW, 5),
  status: 'provisioning',
  imageName: null,
  provisionedAt: null,
  name: 'x',
} as const;
const AWAY = [anAttempt()];

/** A Cloud PC for every phase. */
const PHASES: readonly (readonly [TargetPhase, Partial<Target>])[] = [
  ['planned', { told: null }],
  ['told', { evidence: [] }],
  ['cleared', {}],
  ['postponed', { postponements: 1 }],
  ['requested', { attempts: AWAY }],
  ['requested', { attempts: [anAttempt({ outcome: 'open' })] }],
  ['provisioning', { attempts: AWAY, observed: BUSY }],
  ['settling', { attempts: AWAY, goodSince: NOW }],
  ['verified', { attempts: AWAY, verifiedAt: NOW }],
  ['failed', { attempts: AWAY, failed: { at: NOW, why: WHY } }],
  ['in-doubt', { attempts: [anAttempt({ outcome: 'in-doubt' })] }],
  ['excluded', { excluded: { at: NOW, by: 'repave', why: WHY } }],
  ['cleared', { attempts: [anAttempt({ outcome: 'rejected' })] }],
  ['cleared', { attempts: AWAY, retries: [{ by: 'p-maya', at: NOW }] }],
];

test.each(PHASES)('phase %s is computed from %j', (phase, change) => {
  expect(targetPhase(aTarget(change))).toBe(phase);
});

function everyPhase(): readonly Target[] {
  return PHASES.map(([, change], index) => aTarget({ planned: aPlanned(index), ...change }));
}

test('the status counts every Cloud PC once, in one phase', () => {
  const { counts, targets } = viewStatus(aState(everyPhase()), NOW);
  expect(Object.keys(counts)).toEqual([...TARGET_PHASES]);
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(targets);
  expect(counts).toMatchObject({ cleared: 3, requested: 2, verified: 1, excluded: 1 });
});

test('the status says who is waited for and why, what is under way, and what went wrong', () => {
  const view = viewStatus(aState(everyPhase(), { rollout: { hold: HOLD } }), NOW);
  expect(view.waiting).toEqual([{ code: 'not-proven', count: 1, names: ['Person 1'] }]);
  expect(view.inFlight.map((one) => one.cloudPcName)).toEqual(['CPC-4', 'CPC-5', 'CPC-6', 'CPC-7', 'CPC-10']);
  expect(view.problems).toEqual([{ cloudPcName: 'CPC-9', personName: 'Person 9', why: WHY }]);
});

test('of many who are waited for ten names are shown, and the number of all', () => {
  const targets = Array.from({ length: 25 }, (_unused, index) => aTarget({ planned: aPlanned(index), evidence: [] }));
  const [group] = viewStatus(aState(targets), NOW).waiting;
  expect(group).toMatchObject({ code: 'not-proven', count: 25 });
  expect(group?.names).toHaveLength(10);
});

test('the next start is the earliest date still to come, never in the past, and none once it is over', () => {
  const later = { startAt: plusMinutes(NOW, 120), endAt: SLOT.endAt };
  expect(viewStatus(aState([aTarget({ slot: later })]), NOW).nextStartAt).toBe(later.startAt);
  expect(viewStatus(aState([aTarget(), aTarget({ slot: later })]), NOW).nextStartAt).toBe(NOW);
  const aborted = { by: MAYA, at: NOW, reason: '' };
  expect(viewStatus(aState([aTarget()], { rollout: { aborted } }), NOW)).toMatchObject({
    nextStartAt: null,
    eta: null,
  });
});

test('the forecast moves with the last open date', () => {
  const later = { startAt: '2026-11-30T18:00:00.000Z', endAt: '2026-12-01T04:00:00.000Z' };
  const { eta } = viewStatus(aState([aTarget({ slot: later })]), NOW);
  expect(eta).toEqual({ p50At: '2026-11-30T19:15:00.000Z', p90At: '2026-11-30T20:00:00.000Z' });
});

test('a rollout rolls from its first attempt on', () => {
  expect(phaseOf(aState([aTarget()]))).toBe('noticing');
  expect(phaseOf(aState([aTarget({ attempts: AWAY })]))).toBe('rolling');
});

test('a question is answered when the hold is over and nothing is in doubt', () => {
  const doubt = aTarget({ attempts: [anAttempt({ outcome: 'in-doubt' })] });
  expect(viewAsk(aState([doubt]))).toMatchObject({ answered: false, inDoubt: [{ cloudPcId: 'pc-0', since: NOW }] });
  expect(viewAsk(aState([aTarget()], { rollout: { hold: HOLD } })).answered).toBe(false);
  expect(viewAsk(aState([aTarget()]))).toMatchObject({ answered: true, inDoubt: [], failed: [] });
});

test('before an abort it is said what stops, what cannot be stopped, and which policies point at the new image', () => {
  const view = viewAbort(aState(everyPhase()));
  expect(view).toMatchObject({ notStarted: 6, done: 1, switched: [{ policyName: 'Engineering' }] });
  expect(view.inFlight).toHaveLength(5);
});

test('the report has a row for every Cloud PC, with times only where it is done', () => {
  const seen = { ...BUSY, status: 'provisioned', provisionedAt: plusMinutes(NOW, 40), name: 'CPC-NEW' } as const;
  const done = aTarget({ attempts: AWAY, verifiedAt: plusMinutes(NOW, 75), observed: seen });
  const left = aTarget({ planned: aPlanned(1), excluded: { at: NOW, by: 'repave', why: WHY } });
  const report = viewReport(aState([done, left], { rollout: { completedAt: NOW } }), { entries: 9, brokenAt: 4 });
  expect(report).toMatchObject({
    phase: 'completed',
    startedAt: NOW,
    endedAt: NOW,
    medianMinutes: 40,
    slowestMinutes: 40,
    approvedBy: JONAS.name,
    requestedBy: MAYA.name,
    auditEntries: 9,
    auditIntact: false,
    auditBrokenAt: 4,
  });
  expect(report.rows).toMatchObject([
    { cloudPcName: 'CPC-0', cloudPcNameNow: 'CPC-NEW', outcome: 'verified', minutes: 40, why: '' },
    { cloudPcName: 'CPC-1', cloudPcNameNow: 'CPC-1', outcome: 'excluded', minutes: null, why: 'stuck' },
  ]);
});

test('the summary counts Cloud PCs, people, waves and zones of the plan', () => {
  const targets = [
    aTarget(),
    aTarget({ planned: aPlanned(1, { personId: 'person-0', wave: 1 }) }),
    aTarget({ planned: aPlanned(2, { zone: 'Asia/Tokyo', wave: 1 }) }),
  ];
  const summary = summarise(aState(targets), NOW, 'Contoso');
  expect(summary).toMatchObject({ targets: 3, people: 2, tenantName: 'Contoso' });
  expect(summary.waves.map((wave) => wave.targets)).toEqual([1, 2]);
  expect(summary.zones.map(({ zone, people }) => `${zone} ${people}`)).toEqual(['Europe/Berlin 1', 'Asia/Tokyo 1']);
});

test('the approval card knows whether it can still be answered', () => {
  const state = (rollout: Parameters<typeof aState>[1] = {}) =>
    viewApproval(aState([aTarget()], rollout), { now: NOW, tenantName: 'Contoso' }).state;
  const rejected = { decision: 'rejected', by: JONAS, at: NOW, hash: '', comment: '' } as const;
  expect(state()).toBe('approved');
  expect(state({ rollout: { approval: null } })).toBe('pending');
  expect(state({ rollout: { approval: null, submittedAt: null } })).toBe('void');
  expect(state({ rollout: { approval: null, expiredAt: NOW } })).toBe('expired');
  expect(state({ rollout: { approval: rejected } })).toBe('rejected');
  expect(state({ rollout: { lateStart: 'asked' } })).toBe('late');
  expect(state({ rollout: { aborted: { by: MAYA, at: NOW, reason: '' } } })).toBe('aborted');
});

test('the checklist opens one item with names, and can be ticked until approval is asked for', () => {
  const targets = [
    aTarget(),
    aTarget({ planned: aPlanned(1), evidence: [aPiece({ state: 'waived', reason: 'lab' })] }),
  ];
  const closed = viewChecklist(aState(targets), null, NOW);
  expect(closed).toMatchObject({ people: [], mayTick: false });
  const open = viewChecklist(aState(targets, { rollout: { submittedAt: null } }), 'onedrive', NOW);
  expect(open.mayTick).toBe(true);
  expect(open.people.map(({ personName, state, reason }) => `${personName} ${state} ${reason}`)).toEqual([
    'Person 0 attested said ready on the notice',
    'Person 1 waived lab',
  ]);
});

test('the same plan differs in nothing; another differs in what an approver decides on', () => {
  const before = aPlan();
  expect(comparePlans(before, { ...before, revision: 2, madeAt: NOW })).toEqual([]);
  const after = aPlan({
    image: { ...before.image, version: '2.1.0' },
    targets: [aPlanned(1)],
    request: aRequest({
      leadMinutes: 60,
      failureCount: 5,
      postponements: 0,
      settleMinutes: 0,
      window: { ...before.request.window, freeze: ['2026-12-01'] },
      waves: { ...before.request.waves, promotion: 'by-person' },
    }),
    rollback: { possible: 'no', reasons: [] },
    ticks: [{ item: 'onedrive', by: 'p-maya', byName: 'Maya', reason: 'GPO', at: NOW }],
  });
  expect(comparePlans(before, after)).toEqual([
    { what: 'image', before: 'New image 2.0.0', after: 'New image 2.1.0' },
    { what: 'freeze', before: '', after: '2026-12-01' },
    { what: 'lead', before: '1440', after: '60' },
    { what: 'postponements', before: '2', after: '0' },
    { what: 'promotion', before: 'automatic', after: 'by-person' },
    { what: 'settle', before: '30', after: '0' },
    { what: 'way-back', before: 'yes', after: 'no' },
    { what: 'limits', before: '2; 10 %', after: '5; 10 %' },
    { what: 'ticks', before: '', after: 'onedrive' },
    { what: 'added', before: '', after: 'Person 1 (CPC-1)' },
    { what: 'removed', before: '', after: 'Person 0 (CPC-0)' },
  ]);
});

test.each<[string, Partial<RolloutRequest>, string, string]>([
  ['quorum', { quorum: 2 }, '1', '2'],
  ['go-live', { goLive: 'separate' }, 'with-plan', 'separate'],
  ['reminders', { reminders: [4320, 60] }, '', '4320, 60'],
  ['copies', { protection: { kind: 'restore-point' } }, '', 'restore-point'],
])('a revision that changes %s says so', (what, change, was, is) => {
  const before = aPlan();
  const after = aPlan({ request: { ...before.request, ...change } });
  expect(comparePlans(before, after)).toEqual([{ what, before: was, after: is }]);
});

test('copies that go to another storage account are told apart', () => {
  const to = (name: string) =>
    ({ kind: 'export', storageAccountId: `/subscriptions/s/storageAccounts/${name}` }) as const;
  const before = aPlan({ request: aRequest({ protection: to('one') }) });
  const after = aPlan({ request: aRequest({ protection: to('two') }) });
  expect(comparePlans(before, after)).toEqual([{ what: 'copies-place', before: 'one', after: 'two' }]);
});

test('a plan that became an emergency says why, and that two must approve', () => {
  const before = aPlan();
  const after = aPlan({ request: { ...before.request, expedite: { why: 'CVE' } } });
  expect(comparePlans(before, after)).toEqual([
    { what: 'quorum', before: '1', after: '2' },
    { what: 'expedite', before: '', after: 'CVE' },
  ]);
});
