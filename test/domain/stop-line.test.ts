import { expect, test } from '@jest/globals';
import { decide, listStartable } from '../../src/domain/decide.ts';
import { mayWipe } from '../../src/domain/may-wipe.ts';
import type { Hold, Rollout, RolloutState } from '../../src/domain/rollout.ts';
import { askResume, confirmResume, openStops, stopLine } from '../../src/domain/stop-line.ts';
import type { Stopper } from '../../src/domain/stop-line.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { aRollout, aState, aTarget, JONAS, MAYA, NOW, wipeFacts } from '../support/domain.ts';

const DANA = { id: 'person-0', name: 'Dana' };
const INES = { id: 'p-ines', name: 'Ines' };
const BY_OWNER: Stopper = { actor: DANA, as: 'owner', cloudPcName: 'CPC-0', reason: 'files gone' };
const BY_INES: Stopper = { actor: INES, as: 'approver', cloudPcName: '', reason: 'VPN broken' };
const LATER = plusMinutes(NOW, 5);

function started(change: Partial<Rollout> = {}): RolloutState {
  return aState([aTarget()], { rollout: change });
}

function ok<T>(
  result: { readonly ok: boolean } & ({ readonly ok: true; readonly value: T } | { readonly ok: false }),
): T {
  if (!result.ok) throw new Error('refused');
  return result.value;
}

const stopped = () => ok(stopLine(started(), BY_OWNER, NOW));
const asked = (actor = MAYA) => ok(askResume(stopped(), { actor, found: 'restored', now: LATER }));

function confirmBy(state: RolloutState, actor = JONAS, change: Partial<Parameters<typeof confirmResume>[1]> = {}) {
  const answer = { actor, isApprover: true, askedAt: LATER, found: 'restored', now: plusMinutes(NOW, 9) };
  const done = confirmResume(state, { ...answer, ...change });
  return done.ok ? (done.value.rollout.hold?.kind ?? 'goes on') : done.refusals[0]?.code;
}

test('W7: a stopped line gives no permit, starts nothing, and moves by time alone neither date nor wave nor end', () => {
  const { rollout } = stopped();
  const answer = mayWipe(wipeFacts({ rollout: aRollout({ hold: rollout.hold }) }));
  expect(answer).toMatchObject({ ok: false, refusals: [{ code: 'held', facts: { kind: 'line-stopped' } }] });
  expect(listStartable(stopped(), LATER).targets).toEqual([]);
  expect(decide(stopped(), '2026-11-30T12:00:00.000Z').state).toEqual(stopped());
});

const SOFTER: readonly Hold['kind'][] = ['person', 'drift', 'failure-limit', 'inconclusive', 'awaiting-promotion'];

test.each(SOFTER)('a stop takes the place of a hold of kind %s', (kind) => {
  const hold: Hold = { kind, by: MAYA, since: NOW, reason: '', facts: {} };
  const next = ok(stopLine(started({ hold }), BY_OWNER, LATER));
  expect(next.rollout.hold).toMatchObject({ kind: 'line-stopped', by: DANA, since: LATER, facts: { over: kind } });
});

const REFUSED: readonly (readonly [string, Partial<Rollout>, Stopper, string])[] = [
  ['the rollout has ended', { completedAt: NOW }, BY_OWNER, 'rollout-ended'],
  ['it was aborted', { aborted: { by: MAYA, at: NOW, reason: '' } }, BY_OWNER, 'rollout-ended'],
  ['there is no reason', {}, { ...BY_OWNER, reason: '  ' }, 'reason-missing'],
];

test.each(REFUSED)('no stop when %s', (_what, change, by, code) => {
  expect(stopLine(started(change), by, NOW)).toMatchObject({ ok: false, refusals: [{ code }] });
});

test('the same person stops once; another one is kept beside them and puts a resume aside', () => {
  expect(stopLine(stopped(), BY_OWNER, LATER)).toMatchObject({ ok: true, value: stopped() });
  const again = ok(stopLine(asked(), BY_INES, plusMinutes(NOW, 6)));
  expect(openStops(again.rollout).map(({ by }) => by.id)).toEqual([DANA.id, INES.id]);
  expect(again.rollout.hold).toMatchObject({ by: DANA, since: NOW, reason: 'files gone' });
  expect(again.rollout.hold?.resumeAsked).toBeUndefined();
  expect(confirmBy(again)).toBe('resume-not-asked');
});

test('an owner stops three times at most, an approver as often as needed', () => {
  const ended = { askedBy: MAYA, found: '', by: JONAS, at: NOW };
  const stops = Array.from({ length: 3 }, () => ({ by: DANA, as: 'owner', at: NOW, reason: 'x', ended }) as const);
  expect(stopLine(started({ stops }), BY_OWNER, NOW)).toMatchObject({
    ok: false,
    refusals: [{ code: 'stops-used-up', facts: { whom: MAYA.name } }],
  });
  expect(stopLine(started({ stops }), BY_INES, NOW).ok).toBe(true);
});

test('asking to go on changes nothing but that it was asked, however often and by whomever', () => {
  expect(asked().rollout.hold).toMatchObject({ kind: 'line-stopped', resumeAsked: { by: MAYA, found: 'restored' } });
  const twice = ok(askResume(asked(), { actor: JONAS, found: 'me too', now: LATER }));
  expect(twice).toEqual(asked());
  expect(askResume(started(), { actor: MAYA, found: 'x', now: NOW })).toMatchObject({ ok: false });
});

const CONFIRMED: readonly (readonly [string, string | undefined, string])[] = [
  ['another approver', confirmBy(asked()), 'goes on'],
  ['the one who asked', confirmBy(asked(JONAS)), 'own-resume'],
  ['the one who stopped', confirmBy(asked(), DANA), 'own-stop'],
  ['somebody without the role', confirmBy(asked(), JONAS, { isApprover: false }), 'not-an-approver'],
  ['an answer to an older ask', confirmBy(asked(), JONAS, { askedAt: NOW }), 'resume-not-asked'],
  ['an answer to other words', confirmBy(asked(), JONAS, { found: 'nothing' }), 'resume-not-asked'],
  ['nobody asked', confirmBy(stopped()), 'resume-not-asked'],
];

test.each(CONFIRMED)('going on is confirmed by %s', (_who, outcome, wanted) => {
  expect(outcome).toBe(wanted);
});

test('both names stand on the stop that was ended, and what the second one read', () => {
  const done = confirmResume(asked(), {
    actor: JONAS,
    isApprover: true,
    askedAt: LATER,
    found: 'restored',
    ...{ seen: 'Dana stopped the line', seenAs: 'delivered' },
    now: plusMinutes(NOW, 9),
  });
  const ended = { askedBy: MAYA, by: JONAS, found: 'restored', seen: 'Dana stopped the line', seenAs: 'delivered' };
  expect(ok(done).rollout.stops).toMatchObject([{ by: DANA, ended }]);
});
