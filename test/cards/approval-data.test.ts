import { expect, test } from '@jest/globals';
import { partsAfter, wordData } from '../../cards/approval-scope.ts';
import { readCard } from '../../cards/read-card.ts';
import type { DataScope } from '../../src/domain/views-approval.ts';
import type { ApprovalView } from '../../src/domain/views-plan.ts';
import { SCOPE } from './examples/approvals.ts';
import { APPROVAL } from './examples/plans.ts';

const NOBODY = { count: 0, names: [] };
const WELL = 'Everybody’s data is known to be safe';

function read(data: DataScope): string {
  const { red: _red, unknown: _unknown, safe: _safe, said: _said, ...rest } = SCOPE;
  const view: ApprovalView = { ...APPROVAL, state: 'pending', scope: { ...rest, ...data, unreached: 0 } };
  return readCard({ body: [...partsAfter(view)] });
}

test('that everybody’s data is known to be safe stands only where a report says so of everybody', () => {
  expect(read({ red: NOBODY, unknown: 0, safe: { count: 9, of: 9, byWord: 0, waived: 0 } })).toContain(`✓ ${WELL}`);
});

const WORDS: readonly (readonly [string, DataScope, string])[] = [
  [
    'some only say so',
    { red: NOBODY, unknown: 0, safe: { count: 7, of: 9, byWord: 2, waived: 0 } },
    'Known to be safe: the data of 7 of 9 people. For 2 more people there is only somebody’s word.',
  ],
  [
    'one was waived',
    { red: NOBODY, unknown: 0, safe: { count: 9, of: 9, byWord: 0, waived: 1 } },
    'Known to be safe: the data of 9 of 9 people. 1 of them by a second person’s waiver.',
  ],
  [
    'nothing is measured',
    { red: NOBODY, unknown: 0, said: { own: 9, ticked: 0, waived: 0 } },
    '! Nothing was measured: 9 people say that their data is safe.',
  ],
  [
    'nothing is measured, and nobody has said anything',
    { red: NOBODY, unknown: 9, said: { own: 0, ticked: 0, waived: 0 } },
    '! Nothing was measured: nobody has said yet that their data is safe.',
  ],
  [
    'all of it is ticked',
    { red: NOBODY, unknown: 0, said: { own: 0, ticked: 9, waived: 0 } },
    '! Nothing was measured. For 9 people only a tick in everybody’s name says so.',
  ],
  [
    'words, ticks and waivers',
    { red: NOBODY, unknown: 0, said: { own: 4, ticked: 3, waived: 2 } },
    '! Nothing was measured: 4 people say that their data is safe. For 3 people only a tick in everybody’s name says so. For 2 people a second person has waived it.',
  ],
];

test.each(WORDS)('words are never called knowledge: %s', (_what, data, expected) => {
  expect(read(data)).toContain(expected);
  expect(read(data)).not.toContain(WELL);
  expect(wordData(data)[0]).toBe(expected);
});
