import { expect, test } from '@jest/globals';
import { countChecklist, explainUnproven, standingOf } from '../../src/domain/evidence.ts';
import type { Tick } from '../../src/domain/request.ts';
import type { Evidence, Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { aPiece, aPlan, aTarget, MAYA, NOW } from '../support/domain.ts';

const DAY = 24 * 60;
const TICK: Tick = { item: 'onedrive', by: 'p-maya', byName: 'Maya', reason: 'GPO since 2024', at: NOW };

function aged(state: Evidence['state'], minutes: number, change: Partial<Evidence> = {}): Evidence {
  return aPiece({ state, at: plusMinutes(NOW, -minutes), byName: state, ...change });
}

/** What lies before us for one person and one item, whether there is a tick for everyone, and what it comes to. */
const STANDINGS: readonly (readonly [string, readonly Evidence[], boolean, string])[] = [
  ['nothing', [], false, 'unknown'],
  ['a tick for everyone', [], true, 'attested'],
  ["the person's word", [aged('attested', 60)], false, 'attested'],
  ['a good measurement', [aged('measured', 60)], false, 'measured'],
  ['a bad measurement', [aged('measured-bad', 60)], false, 'measured-bad'],
  ['a bad measurement against a tick', [aged('measured-bad', 60)], true, 'measured-bad'],
  [
    "a bad measurement against the person's later word",
    [aged('measured-bad', 60), aged('attested', 1)],
    false,
    'measured-bad',
  ],
  ['a good measurement after a bad one', [aged('measured-bad', 60), aged('measured', 30)], false, 'measured'],
  ['a bad measurement after a good one', [aged('measured', 60), aged('measured-bad', 30)], false, 'measured-bad'],
  ['the same in another order of arrival', [aged('measured-bad', 30), aged('measured', 60)], false, 'measured-bad'],
  ['a good and a bad one at once', [aged('measured-bad', 30), aged('measured', 30)], false, 'measured-bad'],
  ['a waiver against a bad measurement', [aged('measured-bad', 1), aged('waived', 60)], false, 'waived'],
  ['a waiver by the one who asked for the rollout', [aged('waived', 1, { by: MAYA.id })], false, 'unknown'],
  ['a waiver years old', [aged('waived', 800 * DAY)], false, 'waived'],
  ['a measurement exactly a day old', [aged('measured', DAY)], false, 'measured'],
  ['a measurement older than a day', [aged('measured', DAY + 1)], false, 'unknown'],
  ['a bad measurement older than a day, and a tick', [aged('measured-bad', DAY + 1)], true, 'attested'],
  ['a word exactly a fortnight old', [aged('attested', 14 * DAY)], false, 'attested'],
  ['a word older than a fortnight', [aged('attested', 14 * DAY + 1)], false, 'unknown'],
  ['a good measurement from the future', [aged('measured', -1)], false, 'unknown'],
  ['a word from the future', [aged('attested', -1)], false, 'unknown'],
  ['a bad measurement from the future', [aged('measured-bad', -1)], false, 'measured-bad'],
  ['evidence of another item', [aged('measured', 1, { item: 'app-data' })], false, 'unknown'],
];

test.each(STANDINGS)('standing on %s', (_what, evidence, ticked, state) => {
  const plan = aPlan({ ticks: ticked ? [TICK] : [] });
  expect(standingOf(aTarget({ evidence }), 'onedrive', plan, NOW).state).toBe(state);
});

test('a standing names who said so and why', () => {
  const piece = aPiece({ byName: 'Dana', reason: 'all in SharePoint' });
  const said = standingOf(aTarget({ evidence: [piece] }), 'onedrive', aPlan(), NOW);
  expect(said).toEqual({ state: 'attested', by: 'Dana', reason: 'all in SharePoint' });
  const ticked = standingOf(aTarget({ evidence: [] }), 'onedrive', aPlan({ ticks: [TICK] }), NOW);
  expect(ticked).toEqual({ state: 'attested', by: 'Maya', reason: 'GPO since 2024', ticked: true });
});

const PROOFS: readonly (readonly [string, Partial<Target>, readonly string[]])[] = [
  ['both items said', {}, []],
  [
    'one item measured bad',
    { evidence: [aged('measured-bad', 1), aPiece({ item: 'app-data' })] },
    ['proof-bad onedrive'],
  ],
  ['one item missing', { evidence: [aPiece()] }, ['not-proven app-data']],
  ['nothing', { evidence: [] }, ['not-proven onedrive', 'not-proven app-data']],
  ['one waiver for one item', { evidence: [aged('waived', 1)] }, ['not-proven app-data']],
];

test.each(PROOFS)('unproven: %s', (_what, change, expected) => {
  const why = explainUnproven(aTarget(change), aPlan(), NOW);
  expect(why.map(({ code, facts }) => `${code} ${facts['item']}`)).toEqual(expected);
});

test('ticks for being told and for good timing prove nothing about data', () => {
  const ticks: readonly Tick[] = [
    { ...TICK, item: 'user-comms' },
    { ...TICK, item: 'timing' },
  ];
  expect(explainUnproven(aTarget({ evidence: [] }), aPlan({ ticks }), NOW)).toHaveLength(2);
});

test('every person is counted once for every item, by what their answer rests on', () => {
  const targets = [
    aTarget(),
    aTarget({ evidence: [aged('measured', 1)] }),
    aTarget({ evidence: [aged('measured-bad', 1)], told: null, unreachable: 'no app' }),
    aTarget({ evidence: [], told: null }),
    aTarget({ evidence: [aged('waived', 1)] }),
  ];
  const counts = countChecklist(targets, aPlan(), NOW);
  const [onedrive, appData, told, timing] = counts;
  expect(onedrive).toEqual({ item: 'onedrive', measured: 1, attested: 1, waived: 1, bad: 1, unknown: 1, tick: null });
  expect(appData).toMatchObject({ attested: 1, unknown: 4 });
  expect(told).toMatchObject({ item: 'user-comms', measured: 3, bad: 1, unknown: 1 });
  expect(timing).toMatchObject({ item: 'timing', measured: 5 });
});
