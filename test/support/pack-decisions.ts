import { REPAVE } from '../../src/domain/actor.ts';
import type { AuditEvent } from '../../src/domain/audit.ts';
import type { PackSource } from '../../src/domain/pack/source.ts';
import type { Rollout } from '../../src/domain/rollout.ts';
import type { Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import { JONAS, MAYA, NOW } from './domain.ts';
import { aPackSource, sealAll } from './pack.ts';

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
    {
      ...{ by: OWNER, as: 'owner', at: NOW, reason: OWN_WORDS },
      ended: { askedBy: MAYA, found: 'they were there', by: JONAS, at: NOW, seen: `Stopped: ${OWN_WORDS}` },
    },
  ],
  hold: { kind: 'line-stopped', by: OWNER, since: NOW, reason: OWN_WORDS, facts: { as: 'owner', cloudPc: 'CPC-0' } },
  appCards: [
    {
      ...{ pattern: '*.lic', owner: ADA, askedAt: NOW },
      answer: {
        ...{ answer: 'ignore', by: ADA, reason: 'floating licence', at: NOW, cloudPcs: 1, second: 'given' },
        ...{ seen: 'Listed: Person 0 (CPC-0)', word: { by: JONAS, at: NOW, seen: 'Second: Person 0 (CPC-0)' } },
      },
    },
  ],
};

const SECOND: Partial<Target> = {
  evidence: [
    {
      ...{ item: 'onedrive', state: 'waived', by: JONAS.id, byName: JONAS.name, reason: 'a test machine', at: NOW },
      ...{ seen: 'Open: Person 0 (CPC-0), Person 1 (CPC-1)', seenAs: 'drawn' },
    },
  ],
};

const FIRST: Partial<Target> = {
  helpAsked: { at: NOW, text: OWN_WORDS },
  feedback: { at: NOW, works: false, text: OWN_WORDS, what: 'sign-in' },
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

/** What the owner did, as it stands in the chain, and what others decided about it. */
const OWN_ACTS: readonly (readonly [what: string, facts: AuditEvent['facts'], actor?: AuditEvent['actor']])[] = [
  ['owner-asked-help', { cloudPcId: 'pc-0', text: OWN_WORDS }],
  ['owner-complained', { cloudPcId: 'pc-0', text: OWN_WORDS, kind: 'sign-in' }],
  ['case-reopened', { cloudPcId: 'pc-0', text: `again: ${OWN_WORDS}` }],
  ['appeal-filed', { cloudPcId: 'pc-0', no: 1, kind: 'later', reason: OWN_WORDS }],
  ['appeal-decided', { cloudPcId: 'pc-0', no: 1, kind: 'later', reason: 'granted', seen: `asks: ${OWN_WORDS}` }, JONAS],
  ['line-stopped', { kind: 'owner', reason: OWN_WORDS }],
  ['line-resumed', { kind: 'owner', seen: `stopped: ${OWN_WORDS}` }, JONAS],
  ['manager-told', { cloudPcId: 'pc-0', manager: 'Bea Boss', reason: '' }, REPAVE],
];

/** How many entries of the decided source have words that no pack shows. */
export const PRIVATE_ENTRIES = OWN_ACTS.length;

/** A pack in which every kind of decision stands. */
export function aDecidedSource(): PackSource {
  const { state, ...rest } = aPackSource();
  const more = [FIRST, SECOND];
  const targets = state.targets.map((target, index) => ({ ...target, ...more[index] }));
  const acts = OWN_ACTS.map(([what, facts, actor = OWNER]) => ({
    ...{ at: NOW, actor, what, facts },
    ...{ rolloutId: state.rollout.id, planHash: state.rollout.hash },
  }));
  const chain = sealAll([...rest.chain, ...acts]);
  return { ...rest, chain, state: { rollout: { ...state.rollout, ...DECIDED }, targets } };
}
