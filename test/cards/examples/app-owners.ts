import type { AppOwnerView } from '../../../src/domain/views-app-owner.ts';

const PEOPLE = [
  ['Dana Petrova', 'CPC-dana-7', 2],
  ['Jun Sato', 'CPC-jun-1', 1],
  ['Ada *Lovelace*', 'CPC-ada-3', 1],
] as const;

const ASK: AppOwnerView = {
  kind: 'app-owner',
  rolloutId: 'r-7',
  card: 0,
  list: 'a'.repeat(64),
  pattern: '*.lic',
  image: 'Contoso W11 25H2',
  ownerName: 'Noor Haddad',
  requesterName: 'Maya Lindqvist',
  viewer: 'owner',
  stage: 'open',
  total: 24,
  people: PEOPLE.map(([personName, cloudPcName, files], index) => ({
    personName,
    cloudPcName,
    files,
    reportedAt: `2026-11-24T0${9 - index}:10:00.000Z`,
    slotAt: '2026-11-25T18:00:00.000Z',
  })),
  answer: null,
};

const SAID = {
  answer: 'ignore',
  by: { id: 'p-noor', name: 'Noor Haddad' },
  reason: 'A floating licence: nothing is bound to the Cloud PC.',
  at: '2026-11-24T10:00:00.000Z',
  cloudPcs: 24,
  second: 'not-needed',
} as const;

/** The cards to owners of apps. */
export function listAppOwners(): Readonly<Record<string, AppOwnerView>> {
  return {
    'app-owner': ASK,
    'app-owner-deactivating': {
      ...ASK,
      stage: 'deactivating',
      answer: { ...SAID, answer: 'deactivate', reason: 'In the app choose Help, Licence, Return.' },
    },
    'app-owner-second': {
      ...ASK,
      stage: 'needs-second',
      viewer: 'second',
      answer: { ...SAID, by: { id: 'p-maya', name: 'Maya Lindqvist' }, second: 'needed' },
    },
    'app-owner-answered': { ...ASK, stage: 'answered', total: 0, people: [], answer: SAID },
    'app-owner-replaced': { ...ASK, stage: 'replaced', answer: SAID },
  };
}
