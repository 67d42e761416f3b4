import type { PackSource } from '../../src/domain/pack/source.ts';
import type { Rollout } from '../../src/domain/rollout.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { JONAS, MAYA, NOW } from './domain.ts';
import { aPackSource } from './pack.ts';

const ADA = { id: 'p-ada', name: 'Ada Berg' };
const OWNER = { id: 'person-0', name: 'Person 0' };
/** What the owner wrote; no pack repeats it. */
export const OWN_WORDS = 'my mother is ill';

const DECIDED: Partial<Rollout> = {
  votes: [
    {
      ...{ decision: 'approved', by: JONAS, at: NOW, hash: 'h', comment: 'fine', as: 'approver' },
      seen: 'New image for 2 Cloud PCs, red list: nobody',
    },
  ],
  stops: [
    {
      ...{ by: JONAS, as: 'approver', at: NOW, reason: 'printers fail' },
      ended: { askedBy: MAYA, found: 'driver added', by: JONAS, at: NOW },
    },
  ],
  appCards: [
    {
      ...{ pattern: '*.lic', owner: ADA, askedAt: NOW },
      answer: { answer: 'ignore', by: ADA, reason: 'floating licence', at: NOW, cloudPcs: 1, second: 'not-needed' },
    },
  ],
};

const FIRST: Partial<Target> = {
  appAnswers: [
    {
      ...{ pattern: '*.lic', answer: 'ignore', by: ADA, reason: 'floating licence', at: NOW, reportAt: NOW },
      ...{ files: ['f'.repeat(64)], needsSecond: false, second: null },
    },
  ],
  appeals: [
    {
      ...{ no: 1, kind: 'later', by: OWNER, at: NOW, reason: OWN_WORDS, wish: null, item: null },
      answer: { decision: 'approved', by: JONAS, at: NOW, reason: 'granted', hash: 'h', seen: `asks: ${OWN_WORDS}` },
    },
  ],
  cases: [
    {
      ...{ number: 1, what: 'sign-in' },
      turns: [{ at: NOW, by: OWNER, what: 'opened', words: OWN_WORDS }],
    },
  ] as NonNullable<Target['cases']>,
  acknowledgedAt: plusMinutes(NOW, -60),
  reach: {
    ...{ since: null, tries: 2, triedAt: NOW, install: { at: NOW, outcome: 'installed' } },
    manager: {
      ...{ at: NOW, slotStartAt: NOW, id: 'p-boss', name: 'Bea Boss', locale: 'en', zone: 'UTC' },
      outcome: 'delivered',
    },
  },
};

/** A pack in which every kind of decision stands. */
export function aDecidedSource(): PackSource {
  const { state, ...rest } = aPackSource();
  const [first, ...others] = state.targets;
  const targets = first ? [{ ...first, ...FIRST }, ...others] : others;
  return { ...rest, state: { rollout: { ...state.rollout, ...DECIDED }, targets } };
}
