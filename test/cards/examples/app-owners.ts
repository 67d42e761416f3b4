import type { AppCardAnswer } from '../../../src/domain/app-owners.ts';
import type { AppOwnerView } from '../../../src/domain/views-app-owner.ts';

const PEOPLE = [
  ['Dana Petrova', 'CPC-dana-7', 2, 'Europe/Berlin', '2026-11-25T18:00:00.000Z'],
  ['Jun Sato', 'CPC-jun-1', 1, 'Asia/Tokyo', '2026-11-25T10:00:00.000Z'],
  ['Ada *Lovelace*', 'CPC-ada-3', 1, 'Europe/Berlin', '2026-11-25T18:00:00.000Z'],
] as const;

const ASK: AppOwnerView = {
  kind: 'app-owner',
  rolloutId: 'r-7',
  card: 0,
  list: 'a'.repeat(64),
  pattern: '*.lic',
  title: 'Contoso W11 25H2 2.0.0',
  image: 'Contoso W11 25H2',
  ownerName: 'Noor Haddad',
  requesterName: 'Maya Lindqvist',
  viewer: 'owner',
  stage: 'open',
  total: 24,
  found: {
    total: 3,
    paths: [
      { path: 'C:\\ProgramData\\Arkwright\\arkwright.lic', cloudPcs: 24 },
      { path: 'C:\\Users\\…\\AppData\\Local\\Arkwright\\seat.lic', cloudPcs: 3 },
      { path: 'C:\\Plotter\\hall-3.lic', cloudPcs: 1 },
    ],
  },
  people: PEOPLE.map(([personName, cloudPcName, files, zone, slotAt], index) => ({
    personName,
    cloudPcName,
    files,
    reportedAt: `2026-11-24T0${9 - index}:10:00.000Z`,
    slotAt,
    zone,
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

const MAYA = { id: 'p-maya', name: 'Maya Lindqvist' };
const OWN: AppOwnerView = {
  ...ASK,
  ownerName: MAYA.name,
  stage: 'needs-second',
  viewer: 'second',
  answer: { ...SAID, by: MAYA, second: 'needed' },
};
const REFUSED: AppCardAnswer = {
  ...SAID,
  by: MAYA,
  second: 'refused',
  disagreed: {
    by: { id: 'p-jonas', name: 'Jonas Okafor' },
    reason: 'The plotter in Hall 3 has a licence that is bound to its Cloud PC.',
    at: '2026-11-24T11:20:00.000Z',
  },
};

/** The cards to owners of apps. */
export function listAppOwners(): Readonly<Record<string, AppOwnerView>> {
  return {
    'app-owner': ASK,
    'app-owner-deactivating': {
      ...ASK,
      stage: 'deactivating',
      answer: { ...SAID, answer: 'deactivate', reason: 'In the app choose Help, Licence, Return.' },
    },
    'app-owner-second': OWN,
    'app-owner-waiting': { ...OWN, viewer: 'owner' },
    'app-owner-disagreed': { ...OWN, stage: 'disagreed', answer: REFUSED },
    'app-owner-again': { ...ASK, card: 1, ownerName: MAYA.name, refused: REFUSED },
    'app-owner-answered': { ...ASK, stage: 'answered', total: 0, people: [], answer: SAID },
    'app-owner-replaced': { ...ASK, stage: 'replaced', answer: SAID },
  };
}
