import { expect, test } from '@jest/globals';
import { decide } from '../../src/domain/decide.ts';
import { noteProof, writeDownProofs } from '../../src/domain/proof-news.ts';
import { listToRead, nextListAt } from '../../src/domain/proof-lists.ts';
import { listProofsDue } from '../../src/domain/proof-schedule.ts';
import type { ProofMode } from '../../src/domain/request.ts';
import type { Rollout } from '../../src/domain/rollout.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import type { Instant } from '../../src/domain/time.ts';
import { anAttempt, aRequest, aState, aTarget, JONAS, MAYA, NOW } from '../support/domain.ts';
import { aProof, aReport } from '../support/proof.ts';

const at = (minutes: number): Instant => plusMinutes(NOW, minutes);
const PENDING: Partial<Rollout> = { submittedAt: NOW, approval: null };
const HOLD = { kind: 'person', by: MAYA, since: NOW, reason: '', facts: {} } as const;

function stateOf(rollout: Partial<Rollout>, change: Partial<Target> = {}, mode: ProofMode = 'measured') {
  return aState([aTarget(change)], { plan: { request: aRequest({ proofMode: mode }) }, rollout });
}

/** The rollout, and when the daily reports are read next. */
const TIMES: readonly (readonly [string, Partial<Rollout>, Instant | undefined])[] = [
  ['still its requester’s own', { submittedAt: null, approval: null }, undefined],
  ['sent for approval: at once', PENDING, NOW],
  ['read: four hours later', { ...PENDING, reportsReadAt: at(1) }, at(241)],
  ['read long ago and reminded since: at once', { ...PENDING, reportsReadAt: NOW, remindedAt: at(90) }, at(90)],
  ['just read when reminded: an hour after', { ...PENDING, reportsReadAt: at(80), remindedAt: at(90) }, at(140)],
  [
    'waiting for deputies: when they are asked',
    { ...PENDING, reportsReadAt: NOW, deputies: { askedAt: at(200), asked: [] } },
    at(200),
  ],
  ['refused', { approval: { decision: 'rejected', by: JONAS, at: NOW, hash: '', comment: '' } }, undefined],
  ['expired', { ...PENDING, expiredAt: NOW }, undefined],
  ['on hold', { hold: HOLD }, undefined],
  ['done', { completedAt: NOW }, undefined],
];

test.each(TIMES)('the next reading for a rollout that is %s', (_what, rollout, due) => {
  expect(nextListAt(stateOf(rollout))).toBe(due);
});

test('an approval, and the question about the switch, are occasions as well', () => {
  const state = stateOf({});
  const decidedAt = state.rollout.approval?.at ?? '';
  const read = { ...state.rollout, reportsReadAt: plusMinutes(decidedAt, -120) };
  expect(nextListAt({ ...state, rollout: read })).toBe(decidedAt);
  const goLive = { askedFor: at(900), askedAt: at(500), vote: null };
  expect(nextListAt({ ...state, rollout: { ...read, reportsReadAt: NOW, goLive } })).toBe(at(500));
  const reminded = { ...goLive, reminded: { askedAt: at(700), asked: [] } };
  expect(nextListAt({ ...state, rollout: { ...read, reportsReadAt: at(510), goLive: reminded } })).toBe(at(700));
});

test('nobody’s report is read where words count, or once nothing of it is left to lose', () => {
  expect(nextListAt(stateOf(PENDING, {}, 'attested'))).toBeUndefined();
  expect(nextListAt(stateOf(PENDING, {}, 'measured-or-attested'))).toBe(NOW);
  expect(nextListAt(stateOf({}, { verifiedAt: NOW }))).toBeUndefined();
  expect(nextListAt(stateOf({}, { attempts: [anAttempt()] }))).toBeUndefined();
});

test('those not told yet are read about, and no device is asked to run anything for it', () => {
  const pending = stateOf(PENDING, { told: null });
  expect(listToRead(pending, NOW)).toHaveLength(1);
  expect(listProofsDue(pending, NOW)).toEqual({ ask: [], read: [] });
  expect(listToRead({ ...pending, rollout: { ...pending.rollout, reportsReadAt: NOW } }, at(239))).toEqual([]);
});

test('a plan that waits for its approval orders a reading, and wakes for the next one', () => {
  expect(decide(stateOf(PENDING), NOW).orders.prove).toBe(true);
  const read = decide(stateOf({ ...PENDING, reportsReadAt: NOW }), at(1));
  expect(read.orders.prove).toBe(false);
  expect(read.wakeAt).toBe(at(240));
});

test('at most six readings a day while nothing happens, and one an hour whatever does', () => {
  let state = stateOf(PENDING);
  const count = (change: (now: Instant) => Partial<Rollout>): number => {
    let read = 0;
    for (let minutes = 0; minutes < 24 * 60; minutes += 1) {
      const now = at(minutes);
      state = { ...state, rollout: { ...state.rollout, ...change(now) } };
      if (listToRead(state, now).length === 0) continue;
      read += 1;
      state = { ...state, rollout: { ...state.rollout, reportsReadAt: now } };
    }
    return read;
  };
  expect(count(() => ({}))).toBe(6);
  state = stateOf(PENDING);
  expect(count((now) => ({ remindedAt: now }))).toBe(24);
});

test('a row that is no news leaves the target the very same; a newer one is kept without counting as asked', () => {
  const known = aTarget({ proof: aProof({ at: at(-60) }) });
  const seen = (when: Instant) => ({ kind: 'report', at: when, report: aReport({ at: when }) }) as const;
  expect(noteProof(known, { asked: false, read: false, seen: null }, NOW)).toBe(known);
  expect(noteProof(known, { asked: false, read: false, seen: seen(at(-61)) }, NOW)).toBe(known);
  const first = noteProof(aTarget(), { asked: false, read: false, seen: seen(at(-5)) }, NOW);
  expect(first.proof).toMatchObject({ askedAt: null, readAt: null, report: { at: at(-5) } });
});

test('a good report a day writes one line into the chain, bad news and the end of it one each', () => {
  const day = 24 * 60;
  const outside = { files: 7, bytes: 900, newestAt: null, complete: true };
  let state = stateOf({});
  const hear = (minutes: number, change = {}): readonly string[] => {
    const report = aReport({ at: at(minutes), ...change });
    const seen = { kind: 'report', at: at(minutes), report } as const;
    const read = at(minutes + 90);
    const after = {
      ...state,
      targets: state.targets.map((one) => noteProof(one, { asked: false, read: false, seen }, read)),
    };
    const { state: next, changes } = writeDownProofs(state, after, read);
    state = next;
    return changes.map(({ summary }) => summary.verdict);
  };
  expect(hear(0)).toEqual(['green']);
  expect(hear(0)).toEqual([]);
  expect(hear(day)).toEqual([]);
  expect(hear(2 * day, { outside })).toEqual(['amber']);
  expect(hear(3 * day, { outside })).toEqual([]);
  expect(hear(4 * day)).toEqual(['green']);
  expect(hear(5 * day)).toEqual([]);
});

test('a report that is too old already when it is first read is written down as unknown, and the next one as good', () => {
  const first = stateOf({}, { proof: aProof({ at: at(-25 * 60) }) });
  const before = { ...first, targets: [aTarget({ planned: first.targets[0]?.planned ?? aTarget().planned })] };
  const old = writeDownProofs(before, first, NOW);
  expect(old.changes.map(({ summary }) => summary.codes)).toEqual(['proof-stale']);
  const [target] = old.state.targets;
  const seen = { kind: 'report', at: at(60), report: aReport({ at: at(60) }) } as const;
  const next = target ? [noteProof(target, { asked: false, read: false, seen }, at(70))] : [];
  const fresh = writeDownProofs(old.state, { ...old.state, targets: next }, at(70));
  expect(fresh.changes.map(({ summary }) => summary.verdict)).toEqual(['green']);
});
