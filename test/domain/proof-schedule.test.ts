import { expect, test } from '@jest/globals';
import { decide } from '../../src/domain/decide.ts';
import type { ProofState } from '../../src/domain/proof.ts';
import { listTurnedBad, noteProof } from '../../src/domain/proof-news.ts';
import type { ProofNews } from '../../src/domain/proof-news.ts';
import { isProofAwaited, listProofsDue, nextProofAt, wantProof } from '../../src/domain/proof-schedule.ts';
import type { ProofMode } from '../../src/domain/request.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import type { Instant } from '../../src/domain/time.ts';
import { anAttempt, aRequest, aState, aTarget, MAYA, NOW, SLOT } from '../support/domain.ts';
import { aProof, aReport } from '../support/proof.ts';

const old = (minutes: number): Instant => plusMinutes(NOW, -minutes);
const ASKED: ProofState = { ...aProof(), report: null, askedAt: NOW, readAt: null };
const AMBER = { outside: { files: 1, bytes: 1, newestAt: null, complete: true } };

function stateOf(change: Partial<Target>, mode: ProofMode = 'measured', rollout = {}) {
  return aState([aTarget(change)], { plan: { request: aRequest({ proofMode: mode }) }, rollout });
}

/** What is known of the target, and when something about its proof is due next. */
const TIMES: readonly (readonly [string, Partial<Target>, Instant | undefined])[] = [
  ['never asked: two days before the date', {}, plusMinutes(SLOT.startAt, -2 * 24 * 60)],
  ['asked: read after five minutes', { proof: ASKED }, plusMinutes(NOW, 5)],
  [
    'read once in vain: again after twice the time',
    { proof: { ...ASKED, readAt: plusMinutes(NOW, 5) } },
    plusMinutes(NOW, 10),
  ],
  [
    'read for long in vain: for the last time after an hour',
    { proof: { ...ASKED, readAt: plusMinutes(NOW, 40) } },
    plusMinutes(NOW, 60),
  ],
  ['green: four hours before it runs out', { proof: aProof({ at: NOW }) }, plusMinutes(NOW, 20 * 60)],
  ['amber: two hours after it was asked for', { proof: aProof({ at: NOW, ...AMBER }) }, plusMinutes(NOW, 115)],
  [
    'silent: four hours after it was asked for',
    { proof: { ...ASKED, askedAt: old(60), trouble: { at: NOW, code: 'device-silent' } } },
    plusMinutes(NOW, 180),
  ],
  ['wanted by its person: now', { proof: { ...aProof({ at: old(1) }), wantedAt: NOW } }, NOW],
  ['not told yet', { told: null }, undefined],
  ['done', { verifiedAt: NOW }, undefined],
  ['under way', { attempts: [anAttempt()] }, undefined],
];

test.each(TIMES)('the next look of one who is %s', (_what, change, at) => {
  expect(nextProofAt(stateOf(change))).toBe(at);
});

test('nobody is looked at where words count, on hold, or after the end', () => {
  expect(nextProofAt(stateOf({}, 'attested'))).toBeUndefined();
  const hold = { kind: 'person', by: MAYA, since: NOW, reason: '', facts: {} } as const;
  expect(nextProofAt(stateOf({}, 'measured', { hold }))).toBeUndefined();
  expect(nextProofAt(stateOf({}, 'measured', { completedAt: NOW }))).toBeUndefined();
});

test('a decision orders a look that is due, and wakes for one that is not', () => {
  expect(decide(stateOf({}), NOW).orders.prove).toBe(true);
  const later = decide(stateOf({ proof: ASKED }, 'measured', { reportsReadAt: NOW }), NOW);
  expect(later.orders.prove).toBe(false);
  expect(later.wakeAt).toBe(plusMinutes(NOW, 5));
});

test('asking and reading are never due at once for one target', () => {
  for (const [, change] of TIMES) {
    for (const minutes of [0, 5, 60, 300, 3000]) {
      const { ask, read } = listProofsDue(stateOf(change), plusMinutes(NOW, minutes));
      expect(ask.length + read.length).toBeLessThan(2);
    }
  }
});

test('pressing again while a look is on its way changes nothing', () => {
  const asked = aTarget({ proof: ASKED });
  expect(wantProof(asked, plusMinutes(NOW, 9))).toBe(asked);
  const again = wantProof(asked, plusMinutes(NOW, 11));
  expect(again.proof?.wantedAt).toBe(plusMinutes(NOW, 11));
  expect(wantProof(again, plusMinutes(NOW, 12))).toBe(again);
});

const READ: ProofNews = { asked: false, read: true, seen: null };

test('a run that has not answered within an hour is given up', () => {
  const waiting = noteProof(aTarget({ proof: ASKED }), READ, plusMinutes(NOW, 40));
  expect(isProofAwaited(waiting)).toBe(true);
  const over = noteProof(waiting, READ, plusMinutes(NOW, 60));
  expect(over.proof?.trouble).toEqual({ at: plusMinutes(NOW, 60), code: 'device-silent' });
  expect(isProofAwaited(over)).toBe(false);
});

test('of results only a newer one is news, whatever it says', () => {
  const known = aTarget({ proof: aProof({ at: old(60) }) });
  const seen = (at: Instant): ProofNews => ({
    ...READ,
    seen: { kind: 'report', at, report: aReport({ at, ...AMBER }) },
  });
  expect(noteProof(known, seen(old(61)), NOW).proof?.report).toEqual(known.proof?.report);
  expect(noteProof(known, seen(old(59)), NOW).proof?.report?.at).toBe(old(59));
  const error = (at: Instant): ProofNews => ({ ...READ, seen: { kind: 'trouble', at, code: 'script-error' } });
  expect(noteProof(known, error(old(61)), NOW).proof?.trouble).toBeNull();
  expect(noteProof(known, error(old(59)), NOW).proof?.trouble?.code).toBe('script-error');
});

test('a message of its own goes to whom something can be done by, once it is so', () => {
  const good = stateOf({ proof: aProof() });
  const bad = { ...good, targets: [aTarget({ proof: aProof(AMBER) })] };
  expect(listTurnedBad(good, bad, NOW)).toHaveLength(1);
  expect(listTurnedBad(bad, { ...bad, targets: [aTarget({ proof: aProof(AMBER) })] }, NOW)).toEqual([]);
  expect(listTurnedBad(bad, good, NOW)).toEqual([]);
  expect(listTurnedBad(stateOf({}, 'attested'), { ...bad, rollout: stateOf({}, 'attested').rollout }, NOW)).toEqual([]);
});
