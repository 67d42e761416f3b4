import { expect, test } from '@jest/globals';
import { decide } from '../../src/domain/decide.ts';
import { explainChanges } from '../../src/domain/explain-changes.ts';
import { settleHold } from '../../src/domain/resume.ts';
import type { RolloutState } from '../../src/domain/rollout.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { anAttempt, aPlanned, aState, aTarget, JONAS, NOW } from '../support/domain.ts';

const WHY = { code: 'stuck', facts: { minutes: 190 } };
const LATER = plusMinutes(NOW, 5);
const SEEN = { at: NOW, status: 'provisioned', imageName: 'New image', provisionedAt: NOW, name: 'CPC-NEW' } as const;

function told(before: RolloutState, after: RolloutState): readonly string[] {
  return explainChanges(before, after, NOW).map((event) => event.what);
}

function changed(change: Partial<Target>, from: Partial<Target> = {}): readonly string[] {
  return told(aState([aTarget(from)]), aState([aTarget({ ...from, ...change })]));
}

const MOVED = { startAt: plusMinutes(NOW, 1440), endAt: plusMinutes(NOW, 2040) };
const OPEN = [anAttempt({ outcome: 'open' })];

const CHANGES: readonly (readonly [string, Partial<Target>, Partial<Target>, readonly string[]])[] = [
  ['nothing that counts', {}, { lastCallAt: NOW }, []],
  ['verified', {}, { verifiedAt: NOW, observed: SEEN }, ['target-verified']],
  ['verified before', { verifiedAt: NOW }, { feedback: { at: NOW, works: true, text: '' } }, []],
  ['failed', {}, { failed: { at: NOW, why: WHY } }, ['target-failed']],
  ['retried', { failed: { at: NOW, why: WHY } }, { failed: null }, []],
  ['left out by Repave', {}, { excluded: { at: NOW, by: 'repave', why: WHY } }, ['target-left-out']],
  ['left out by a person', {}, { excluded: { at: NOW, by: 'p-maya', why: WHY } }, []],
  ['date moved', {}, { slot: MOVED, slotRevision: 2 }, ['date-moved']],
  ['the same date told once more', {}, { slotRevision: 2 }, []],
  ['date moved by its owner', {}, { slot: MOVED, slotRevision: 2, postponements: 1 }, []],
  ['attempt settled', { attempts: OPEN }, { attempts: [anAttempt()] }, ['attempt-settled']],
  ['attempt begun', {}, { attempts: OPEN }, []],
  ['a second attempt begun', { attempts: [anAttempt()] }, { attempts: [anAttempt(), anAttempt({ number: 2 })] }, []],
];

test.each(CHANGES)('told of a Cloud PC: %s', (_what, before, change, expected) => {
  expect(changed(change, before)).toEqual(expected);
});

test('an event names the Cloud PC, the person and the facts', () => {
  const [event] = explainChanges(aState([aTarget()]), aState([aTarget({ failed: { at: NOW, why: WHY } })]), LATER);
  expect(event).toMatchObject({
    at: LATER,
    actor: { id: 'repave' },
    rolloutId: 'r-1',
    planHash: aState([aTarget()]).rollout.hash,
    facts: { cloudPcId: 'pc-0', cloudPc: 'CPC-0', person: 'person0@contoso.com', why: 'stuck', minutes: 190 },
  });
});

test('the same state tells nothing', () => {
  const state = aState([aTarget()]);
  expect(told(state, state)).toEqual([]);
});

test('a wave is judged once in the chain, also when a person promotes it later', () => {
  const failed = aTarget({ attempts: [anAttempt()], failed: { at: NOW, why: WHY } });
  const before = aState([failed, aTarget({ planned: aPlanned(1, { wave: 1 }) })]);
  const held = decide(before, NOW).state;
  expect(told(before, held)).toEqual(['rollout-held', 'wave-judged']);
  const resumed = decide(settleHold(held, JONAS), LATER).state;
  expect(told(held, resumed)).toEqual(['wave-opened']);
});

test('a wave that passes is told as judged and the next as opened; the end as completed', () => {
  const done = aTarget({ attempts: [anAttempt()], verifiedAt: NOW });
  const first = aState([done, aTarget({ planned: aPlanned(1, { wave: 1 }) })]);
  expect(told(first, decide(first, NOW).state)).toEqual(['wave-judged', 'wave-opened']);
  const only = aState([done]);
  expect(told(only, decide(only, NOW).state)).toEqual(['rollout-completed', 'wave-judged']);
});

test('people who joined are told by name, each once', () => {
  const before = aState([aTarget()], { rollout: { newJoiners: ['CPC-A'] } });
  const after = aState([aTarget()], { rollout: { newJoiners: ['CPC-A', 'CPC-B'] } });
  expect(explainChanges(before, after, NOW).map((event) => event.facts)).toEqual([{ cloudPc: 'CPC-B' }]);
});

test('a hold by a person is told by their own act, not a second time', () => {
  const hold = { kind: 'person', by: JONAS, since: NOW, reason: 'wait', facts: {} } as const;
  expect(told(aState([aTarget()]), aState([aTarget()], { rollout: { hold } }))).toEqual([]);
});
