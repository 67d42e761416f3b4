import { expect, test } from '@jest/globals';
import { makeLedger, sortLedger } from '../../src/domain/ledger.ts';
import type { LedgerMessage, LedgerState } from '../../src/domain/ledger.ts';
import { LEDGER_NAMES, viewReach } from '../../src/domain/view-reach.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { aPlanned, aState, aTarget, NOW } from '../support/domain.ts';

const silent = { evidence: [] };

test.each<[LedgerState, string, Partial<Target>]>([
  ['not-sent', 'nobody tried yet', { ...silent, told: null, noticeRevision: 0 }],
  ['delivered', 'has the notice and said nothing', silent],
  ['acknowledged', 'said ready', {}],
  ['acknowledged', 'pressed anything', { ...silent, acknowledgedAt: NOW }],
  ['acknowledged', 'asked for help', { ...silent, helpAsked: { at: NOW, text: '' } }],
  ['unreachable', 'no notice arrived', { ...silent, told: null, unreachable: 'not-installed' }],
  ['unreachable', 'knows an old date, not the new one', { unreachable: 'blocked-by-user' }],
  ['unreachable', 'is tried once more', { told: null, reach: { since: NOW, tries: 1, triedAt: NOW } }],
  ['in-doubt', 'may or may not have it', { told: null, unreachable: 'delivery-in-doubt' }],
])('%s: who %s', (state, _who, change) => {
  expect(makeLedger([aTarget(change)]).rows[0]?.state).toBe(state);
});

test('a tick by an admin is no answer of the owner', () => {
  const ticked = aTarget({ evidence: [{ ...aTarget().evidence[0], by: 'admin' } as never] });
  expect(makeLedger([ticked]).rows[0]?.state).toBe('delivered');
});

test('the messages tell when, and how many arrived; a word to the manager is none of them', () => {
  const message: LedgerMessage = {
    cloudPcId: 'pc-0',
    personId: 'person-0',
    state: 'delivered',
    deliveredAt: plusMinutes(NOW, 5),
  };
  const messages = [message, { ...message, deliveredAt: NOW }, { ...message, personId: 'manager' }];
  expect(makeLedger([aTarget()], messages).rows[0]).toMatchObject({
    received: 2,
    deliveredAt: plusMinutes(NOW, 5),
  });
});

test('the counts add up to everybody', () => {
  const targets = [
    aTarget(),
    aTarget({ planned: aPlanned(1), told: null, unreachable: 'not-installed' }),
    aTarget({ planned: aPlanned(2), told: null, evidence: [] }),
  ];
  const { counts } = makeLedger(targets);
  expect(counts).toEqual({ acknowledged: 1, delivered: 0, 'in-doubt': 0, unreachable: 1, 'not-sent': 1 });
});

test('those who were not reached come first, by name', () => {
  const targets = [2, 1, 0].map((index) => aTarget({ planned: aPlanned(index), unreachable: index > 0 ? 'x' : null }));
  expect(sortLedger(makeLedger(targets).rows).map(({ personName }) => personName)).toEqual([
    'Person 1',
    'Person 2',
    'Person 0',
  ]);
});

test('a card names twenty and counts the rest', () => {
  const targets = Array.from({ length: 33 }, (_, index) => aTarget({ planned: aPlanned(index), unreachable: 'x' }));
  const view = viewReach(aState(targets), [], NOW);
  expect(view.missed).toHaveLength(LEDGER_NAMES);
  expect(view.moreMissed).toBe(13);
  expect(view.counts.unreachable).toBe(33);
});
