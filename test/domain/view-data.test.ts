import { expect, test } from '@jest/globals';
import type { Plan } from '../../src/domain/plan.ts';
import type { ChecklistItem, ProofMode } from '../../src/domain/request.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { viewGoLive } from '../../src/domain/view-approval.ts';
import { RED_NAMES, viewData } from '../../src/domain/view-data.ts';
import type { DataScope } from '../../src/domain/views-approval.ts';
import { aPiece, aPlan, aPlanned, aRequest, aState, aTarget, NOW } from '../support/domain.ts';
import { aProof } from '../support/proof.ts';

const FILES = { outside: { files: 7, bytes: 900, newestAt: null, complete: true } };
const GOOD = aProof();
const BAD = aProof(FILES);
const OLD = plusMinutes(NOW, -25 * 60);
const WORD = [
  aPiece({ item: 'onedrive', state: 'attested', at: NOW }),
  aPiece({ item: 'app-data', state: 'attested', at: NOW }),
];

const WAIVED = [
  aPiece({ item: 'onedrive', state: 'waived', by: 'p-jonas', at: NOW }),
  aPiece({ item: 'app-data', state: 'waived', by: 'p-jonas', at: NOW }),
];

function planOf(proofMode: ProofMode, ticks: Plan['ticks'] = []) {
  return aPlan({ request: aRequest({ proofMode }), ticks });
}

function aTick(item: ChecklistItem): Plan['ticks'][number] {
  return { item, by: 'p-maya', byName: 'Maya', reason: 'all of it is in SharePoint', at: NOW };
}

function person(index: number, change: Partial<Target>, personId = `p-${index}`): Target {
  return aTarget({ planned: aPlanned(index, { personId, personName: `Person ${index}` }), ...change });
}

const safe = (count: number, of: number, byWord = 0, waived = 0) => ({ count, of, byWord, waived });
const red = (...names: readonly string[]) => ({ count: names.length, names });

/** What is known of the plan's people, and what whoever decides is shown. */
const KNOWN: readonly (readonly [string, ProofMode, readonly Target[], DataScope])[] = [
  ['nothing', 'measured', [person(0, {})], { red: red(), unknown: 1, safe: safe(0, 1) }],
  [
    'one safe, one not, one unknown',
    'measured',
    [person(0, { proof: GOOD }), person(1, { proof: BAD }), person(2, {})],
    { red: red('Person 1'), unknown: 1, safe: safe(1, 3) },
  ],
  [
    'good news past its age limit, which is none',
    'measured',
    [person(0, { proof: aProof({ at: OLD }) })],
    { red: red(), unknown: 1, safe: safe(0, 1) },
  ],
  [
    'bad news past its age limit, which stays',
    'measured',
    [person(0, { proof: aProof({ at: OLD, ...FILES }) })],
    { red: red('Person 0'), unknown: 0, safe: safe(0, 1) },
  ],
  [
    'somebody with two Cloud PCs, one of them not safe',
    'measured',
    [person(0, { proof: GOOD }, 'p-0'), person(1, { proof: BAD }, 'p-0')],
    { red: red('Person 1'), unknown: 0, safe: safe(0, 1) },
  ],
  [
    'a person’s word where there is no report',
    'measured-or-attested',
    [person(0, { proof: GOOD }), person(1, { evidence: WORD })],
    { red: red(), unknown: 0, safe: safe(1, 2, 1) },
  ],
  [
    'a waiver, which is no report',
    'measured',
    [person(0, { proof: GOOD }), person(1, { evidence: WAIVED })],
    { red: red(), unknown: 0, safe: safe(2, 2, 0, 1) },
  ],
  [
    'nothing but words',
    'attested',
    [person(0, { evidence: WORD }), person(1, { evidence: WAIVED }), person(2, { evidence: [] })],
    { red: red(), unknown: 1, said: { own: 1, ticked: 0, waived: 1 } },
  ],
];

test.each(KNOWN)('of people of whom is known: %s', (_what, mode, targets, expected) => {
  expect(viewData(targets, planOf(mode), NOW)).toEqual(expected);
});

test('a tick for everybody is nobody’s own word, whatever else somebody said', () => {
  const evidence = WORD.filter(({ item }) => item === 'onedrive');
  const targets = [person(0, { evidence: WORD }), person(1, { evidence }), person(2, { evidence: [] })];
  const one = planOf('attested', [aTick('app-data')]);
  expect(viewData(targets, one, NOW)).toEqual({ red: red(), unknown: 1, said: { own: 1, ticked: 1, waived: 0 } });
  const both = planOf('attested', [aTick('app-data'), aTick('onedrive')]);
  expect(viewData(targets, both, NOW).said).toEqual({ own: 1, ticked: 2, waived: 0 });
});

test('of many whose data is not safe all are counted and the first are named', () => {
  const many = Array.from({ length: RED_NAMES + 2 }, (_, index) => person(index, { proof: BAD }));
  const seen = viewData(many, planOf('measured'), NOW);
  expect(seen.red.count).toBe(RED_NAMES + 2);
  expect(seen.red.names).toHaveLength(RED_NAMES);
});

test('the card of the switch shows it of those still to be rebuilt, and no more once it is answered', () => {
  const targets = [person(0, { proof: BAD }), person(1, { proof: GOOD, verifiedAt: NOW })];
  const goLive = { askedFor: NOW, askedAt: NOW, vote: null };
  const plan = { request: aRequest({ proofMode: 'measured', goLive: 'separate' }) };
  const state = aState(targets, { plan, rollout: { goLive } });
  const ask = { now: NOW, tenantName: 'Contoso' };
  expect(viewGoLive(state, ask)).toMatchObject({ state: 'pending', data: { red: red('Person 0'), safe: safe(0, 1) } });
  const over = { ...state, rollout: { ...state.rollout, completedAt: NOW } };
  expect(viewGoLive(over, ask).data).toBeUndefined();
});
