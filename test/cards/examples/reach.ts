import type { LedgerRow } from '../../../src/domain/ledger.ts';
import type { ManagerView, ReachView } from '../../../src/domain/view-reach.ts';

const SINCE = '2026-11-24T09:00:00.000Z';

const ROW: LedgerRow = {
  cloudPcId: 'pc-1',
  cloudPcName: 'CPC-dana-7F3Q',
  personName: 'Dana Weber',
  state: 'unreachable',
  deliveredAt: null,
  acknowledgedAt: null,
  received: 0,
  why: 'not-installed',
  since: SINCE,
  tries: 2,
  install: 'forbidden',
  manager: { name: 'Renee Dubois', outcome: 'delivered', at: SINCE },
};

const REACH: ReachView = {
  kind: 'reach',
  rolloutId: 'r-1',
  title: 'Contoso W11 25H2',
  people: 120,
  counts: { acknowledged: 71, delivered: 24, 'in-doubt': 1, unreachable: 22, 'not-sent': 2 },
  managersTold: 3,
  isMisconfigured: false,
  missed: [
    ROW,
    {
      ...ROW,
      personName: 'Kenji Mori',
      cloudPcName: 'CPC-kenji-2A1B',
      why: 'blocked-by-user',
      install: null,
      manager: null,
    },
    {
      ...ROW,
      personName: 'Ana Ruiz',
      cloudPcName: 'CPC-ana-9C0D',
      state: 'in-doubt',
      why: '',
      tries: 0,
      install: null,
      manager: null,
    },
  ],
  moreMissed: 20,
  canRetry: true,
  updatedAt: SINCE,
};

const MANAGER: ManagerView = {
  kind: 'manager',
  locale: 'en-GB',
  zone: 'Europe/Berlin',
  state: 'needed',
  personName: 'Dana Weber',
  cloudPcs: [
    { name: 'CPC-dana-7F3Q', slot: { startAt: '2026-11-27T18:00:00.000Z', endAt: '2026-11-28T04:00:00.000Z' } },
  ],
  deadlineAt: '2026-12-07T22:00:00.000Z',
  requesterName: 'Ingrid Solberg',
};

/** The ledger, and the word to a manager. */
export function listReach(): Readonly<Record<string, ReachView | ManagerView>> {
  return {
    'reach-missed': REACH,
    'reach-all-well': {
      ...REACH,
      counts: { ...REACH.counts, 'in-doubt': 0, unreachable: 0 },
      missed: [],
      moreMissed: 0,
      canRetry: false,
    },
    'reach-misconfigured': {
      ...REACH,
      isMisconfigured: true,
      missed: [{ ...ROW, install: 'not-in-catalogue' }],
      moreMissed: 0,
    },
    'manager-needed': MANAGER,
    'manager-told': { ...MANAGER, state: 'told' },
    'manager-over': { ...MANAGER, state: 'over' },
  };
}
