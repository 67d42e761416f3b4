import type { ApprovalScope } from '../../../src/domain/views-approval.ts';
import type { ChecklistCounts } from '../../../src/domain/views-plan.ts';

/** Whom the plan of the examples reaches: 214 Cloud PCs of 209 people, three more are left out. */
export const SCOPE: ApprovalScope = {
  policies: [
    { name: 'Engineering – Europe', targets: 180, all: 182 },
    { name: 'Sales – Global', targets: 34, all: 35 },
  ],
  red: {
    count: 7,
    names: [
      ...['Dana Weber', 'Tom Hale', 'Aiko Tanaka', 'Nils Brandt', 'Rosa Marino'],
      ...['Pavel Novotny', 'Grace Kim'],
    ],
  },
  unknown: 5,
  safe: { count: 191, of: 209, byWord: 6, waived: 2 },
  unreached: 1,
  copies: { count: 214, kind: 'export', place: 'repavecopies', upToGb: 54_784 },
};

const NOBODY = { measured: 0, attested: 0, waived: 0, bad: 0, unknown: 0, tick: null } as const;
const LATER: readonly ChecklistCounts[] = [
  { ...NOBODY, item: 'user-comms', unknown: 214 },
  { ...NOBODY, item: 'timing', measured: 214 },
];

/** What the reports say of the same people, by Cloud PC: three are not safe for their files, five for their apps, one of them for both. */
export const REPORTED: readonly ChecklistCounts[] = [
  { item: 'onedrive', measured: 198, attested: 6, waived: 2, bad: 3, unknown: 5, tick: null },
  { item: 'app-data', measured: 196, attested: 6, waived: 2, bad: 5, unknown: 5, tick: null },
  ...LATER,
];

/** Every Cloud PC has reported that nothing on it can be lost. */
export const ALL_SAFE: readonly ChecklistCounts[] = [
  { ...NOBODY, item: 'onedrive', measured: 214 },
  { ...NOBODY, item: 'app-data', measured: 214 },
  ...LATER,
];
