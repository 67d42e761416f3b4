import { expect, test } from '@jest/globals';
import { mayStartLocally } from '../../src/domain/may-wipe.ts';
import {
  listReachDue,
  nextManagerAt,
  nextReachAt,
  nextTryAt,
  noteReached,
  noteUnreached,
} from '../../src/domain/reach.ts';
import type { ManagerWord, Reach } from '../../src/domain/reach.ts';
import { applyReach, wantReach } from '../../src/domain/reach-news.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import type { Instant } from '../../src/domain/time.ts';
import { aPlanned, aState, aTarget, localFacts, MAYA, NOW } from '../support/domain.ts';

const DAY = 24 * 60;
const LATER = { startAt: plusMinutes(NOW, 10 * DAY), endAt: plusMinutes(NOW, 10 * DAY + 600) };

/** Nobody could tell this one; their date is ten days away. */
function missed(reach: Partial<Reach> = {}, change: Partial<Target> = {}): Target {
  const state: Reach = { since: NOW, tries: 0, triedAt: null, ...reach };
  return aTarget({ told: null, unreachable: 'not-installed', slot: LATER, reach: state, ...change });
}

function aWord(change: Partial<ManagerWord> = {}): ManagerWord {
  const word = { at: NOW, slotStartAt: LATER.startAt, id: 'm-1', name: 'Renee', locale: 'en', zone: 'UTC' };
  return { ...word, outcome: 'delivered', ...change };
}

test.each<[string, Target, Instant | undefined]>([
  ['at once after the first miss', missed(), NOW],
  ['a day after the first round', missed({ tries: 1, triedAt: NOW }), plusMinutes(NOW, DAY)],
  ['a day after the third', missed({ tries: 3, triedAt: NOW }), plusMinutes(NOW, DAY)],
  ['two days after the fourth', missed({ tries: 4, triedAt: NOW }), plusMinutes(NOW, 2 * DAY)],
  ['a week after many', missed({ tries: 40, triedAt: NOW }), plusMinutes(NOW, 7 * DAY)],
  ['when Graph allows it', missed({ againAt: plusMinutes(NOW, 9) }), plusMinutes(NOW, 9)],
  ['never for who was told', noteReached({ ...missed(), unreachable: null }), undefined],
  ['never while a notice is on its way', missed({}, { slotRevision: 2, noticeRevision: 1 }), undefined],
  [
    'never once it is over',
    missed({}, { excluded: { at: NOW, by: 'repave', why: { code: 'x', facts: {} } } }),
    undefined,
  ],
])('it is tried again %s', (_when, target, expected) => {
  expect(nextTryAt(target)).toBe(expected);
});

test.each<[string, Target, Instant | undefined]>([
  ['not before a first round', missed(), undefined],
  ['a day after the first miss', missed({ triedAt: NOW, tries: 1 }), plusMinutes(NOW, DAY)],
  [
    'three days before the date if that is sooner',
    missed({ triedAt: NOW }, { slot: { ...LATER, startAt: plusMinutes(NOW, 3.5 * DAY) } }),
    plusMinutes(NOW, DAY / 2),
  ],
  [
    'right after the first round when the date is close',
    missed({ triedAt: NOW }, { slot: { ...LATER, startAt: plusMinutes(NOW, 60) } }),
    NOW,
  ],
  ['once a date', missed({ triedAt: NOW, manager: aWord() }), undefined],
  [
    'for a new date three days later',
    missed({ triedAt: NOW, manager: aWord({ slotStartAt: NOW, at: plusMinutes(NOW, DAY) }) }),
    plusMinutes(NOW, 4 * DAY),
  ],
])('the manager hears of it %s', (_when, target, expected) => {
  expect(nextManagerAt(target)).toBe(expected);
});

test('two Cloud PCs of one person are one word to the manager for a date, and for three days', () => {
  const quiet = { triedAt: NOW, tries: 1, againAt: plusMinutes(NOW, 90 * DAY) };
  const planned = { ...aPlanned(1), personId: 'person-0' };
  const second = missed(quiet, { planned });
  const dueWith = (word: ManagerWord, days: number) =>
    listReachDue(aState([missed({ ...quiet, manager: word }), second]), plusMinutes(NOW, days * DAY)).managers.includes(
      second,
    );
  expect(listReachDue(aState([second]), plusMinutes(NOW, DAY)).managers).toEqual([second]);
  expect(dueWith(aWord(), 30)).toBe(false);
  expect(dueWith(aWord({ slotStartAt: NOW }), 2)).toBe(false);
  expect(dueWith(aWord({ slotStartAt: NOW }), 3)).toBe(true);
});

test('nothing is due while the rollout is held or not approved', () => {
  const hold = { kind: 'person' as const, by: MAYA, since: NOW, reason: '', facts: {} };
  expect(nextReachAt(aState([missed()], { rollout: { hold } }))).toBeUndefined();
  expect(nextReachAt(aState([missed()], { rollout: { approval: null } }))).toBeUndefined();
  expect(nextReachAt(aState([missed()]))).toBe(NOW);
});

test('an installation owes the notice under a new revision, once', () => {
  const state = aState([missed()]);
  const install = { at: NOW, outcome: 'installed' as const };
  const news = new Map([['pc-0', { tried: true, resend: true, install }]]);
  const after = applyReach(state, news, NOW);
  expect(after.targets[0]).toMatchObject({ slotRevision: 2, unreachable: null, reach: { tries: 1, install } });
  expect(applyReach(after, news, NOW).targets[0]).toMatchObject({ slotRevision: 2 });
});

test('who was told meanwhile is not told again by a round that comes late', () => {
  const told = noteReached({ ...missed(), unreachable: null });
  const after = applyReach(aState([told]), new Map([['pc-0', { tried: true, resend: true }]]), NOW);
  expect(after.targets[0]?.slotRevision).toBe(1);
  expect(after.targets[0]?.reach?.since).toBeNull();
});

test('a person’s order takes only those who were not reached, and passes over the wait', () => {
  const waiting = missed({ tries: 5, triedAt: NOW });
  const told = aTarget({ planned: aPlanned(1) });
  const { state, count } = wantReach(aState([waiting, told]), plusMinutes(NOW, 5));
  expect(count).toBe(1);
  expect(state.targets[1]).toBe(told);
  expect(nextTryAt(state.targets[0] ?? told)).toBe(plusMinutes(NOW, 5));
});

test('the count goes on over several misses, and ends when a notice arrives', () => {
  const once = noteUnreached(aTarget({ unreachable: 'not-installed' }), NOW);
  expect(noteUnreached(once, plusMinutes(NOW, 60)).reach).toEqual(once.reach);
  expect(noteReached(once).reach).toMatchObject({ since: null });
});

test('W3: a manager who was told is not the person: nothing may start', () => {
  const target = missed({ tries: 1, triedAt: NOW, manager: aWord() }, { slot: aPlanned().slot });
  expect(mayStartLocally(localFacts({ target }))).toBe(false);
  expect(mayStartLocally(localFacts({ target: aTarget() }))).toBe(true);
});
