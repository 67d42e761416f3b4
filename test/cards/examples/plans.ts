import type {
  ApprovalView,
  ChecklistPerson,
  ChecklistView,
  ChecksView,
  PlanSummary,
  PlanView,
} from '../../../src/domain/views-plan.ts';
import type { Check } from '../../../src/domain/checks.ts';
import { REPORTED, SCOPE } from './scope.ts';

const MAYA = { id: 'a-maya', name: 'Maya Lindqvist' };
const JONAS = { id: 'a-jonas', name: 'Jonas Okafor' };
const HASH = '9c41f7b2a6d05e83'.repeat(4);
const KEY = { rolloutId: 'r-2026-11-autumn', revision: 3, hash: HASH };

function check(
  id: Check['id'],
  outcome: Check['outcome'],
  rest: Pick<Check, 'subject' | 'code'> & Partial<Check>,
): Check {
  return { id, outcome, facts: {}, ...rest };
}

export const CHECKS: readonly Check[] = [
  check('image-ready', 'pass', { subject: 'Contoso W11 25H2', code: 'image-ready' }),
  check('image-supported', 'warn', {
    subject: 'Contoso W11 25H2',
    code: 'image-expiring',
    facts: { on: '2026-12-14' },
  }),
  check('policy-assigned', 'pass', { subject: 'Engineering – Europe', code: 'policy-assigned' }),
  check('policy-type', 'pass', { subject: 'Engineering – Europe', code: 'policy-dedicated' }),
  check('connection-health', 'unknown', { subject: 'Frankfurt network', code: 'connection-unknown' }),
  check('permissions', 'pass', { subject: 'Repave', code: 'permission-pass' }),
];

export const SUMMARY: PlanSummary = {
  tenantName: 'Contoso',
  planKind: 'replace',
  requestedBy: MAYA,
  madeAt: '2026-11-23T08:12:00.000Z',
  request: {
    imageId: 'img-25h2',
    policyIds: ['p-eng', 'p-sales'],
    only: [],
    exclusions: [{ who: 'tom.becker@contoso.com', reason: 'Month-end closing' }],
    waves: { canary: 3, percents: [25, 60, 100], concurrency: 10, promotion: 'automatic' },
    window: { days: [1, 2, 3, 4, 5], start: '19:00', end: '05:00', zone: 'person', freeze: ['2026-12-01'] },
    leadMinutes: 1440,
    postponements: 2,
    deadlineAt: '2026-12-07T22:59:00.000Z',
    failurePercent: 10,
    failureCount: 2,
    settleMinutes: 30,
    approvalHours: 72,
    reason: 'Windows 11 25H2 with the November patches; 24H2 leaves support in spring.',
    proofMode: 'measured-or-attested',
  },
  image: { name: 'Contoso W11 25H2', version: '2.0.0', supportEndsOn: '2028-10-10' },
  switches: [
    {
      policyId: 'p-eng',
      policyName: 'Engineering – Europe',
      before: { imageId: 'img-24h2', imageType: 'custom', imageName: 'Contoso W11 24H2' },
      after: { imageId: 'img-25h2', imageType: 'custom', imageName: 'Contoso W11 25H2' },
    },
    {
      policyId: 'p-sales',
      policyName: 'Sales – Global',
      before: { imageId: 'gal-23h2', imageType: 'gallery', imageName: 'Windows 11 Enterprise 23H2' },
      after: { imageId: 'img-25h2', imageType: 'custom', imageName: 'Contoso W11 25H2' },
    },
  ],
  targets: 214,
  people: 209,
  waves: [
    {
      wave: 0,
      targets: 3,
      names: ['Dana Weber · CPC-DANA-4K7Q2', 'Aiko Tanaka · CPC-AIKO-9P0XM', 'Raj Patel · CPC-RAJ-1F33S'],
      firstAt: '2026-11-24T10:00:00.000Z',
      lastAt: '2026-11-25T04:00:00.000Z',
    },
    {
      wave: 1,
      targets: 53,
      names: names(20, 100),
      firstAt: '2026-11-25T10:00:00.000Z',
      lastAt: '2026-11-26T04:00:00.000Z',
    },
    {
      wave: 2,
      targets: 74,
      names: names(20, 200),
      firstAt: '2026-11-26T10:00:00.000Z',
      lastAt: '2026-11-27T04:00:00.000Z',
    },
    {
      wave: 3,
      targets: 84,
      names: names(20, 300),
      firstAt: '2026-11-27T10:00:00.000Z',
      lastAt: '2026-11-28T04:00:00.000Z',
    },
  ],
  zones: [
    {
      zone: 'Europe/Berlin',
      people: 120,
      first: { startAt: '2026-11-24T18:00:00.000Z', endAt: '2026-11-25T04:00:00.000Z' },
    },
    {
      zone: 'America/New_York',
      people: 49,
      first: { startAt: '2026-11-25T00:00:00.000Z', endAt: '2026-11-25T10:00:00.000Z' },
    },
    {
      zone: 'Asia/Kolkata',
      people: 28,
      first: { startAt: '2026-11-24T13:30:00.000Z', endAt: '2026-11-24T23:30:00.000Z' },
    },
    {
      zone: 'Asia/Tokyo',
      people: 9,
      first: { startAt: '2026-11-24T10:00:00.000Z', endAt: '2026-11-24T20:00:00.000Z' },
    },
    {
      zone: 'America/Los_Angeles',
      people: 3,
      first: { startAt: '2026-11-25T03:00:00.000Z', endAt: '2026-11-25T13:00:00.000Z' },
    },
  ],
  leftOut: [
    {
      cloudPcId: 'c-1',
      cloudPcName: 'CPC-TOM-77LQA',
      owner: 'Tom Becker',
      why: { code: 'excluded-by-request', facts: { reason: 'Month-end closing' } },
    },
    {
      cloudPcId: 'c-2',
      cloudPcName: 'CPC-LEAVER-1',
      owner: 'Ana Souza',
      why: { code: 'owner-left', facts: { upn: 'ana.souza@contoso.com' } },
    },
    {
      cloudPcId: 'c-3',
      cloudPcName: 'CPC-MEI-2',
      owner: 'Mei Chen',
      why: { code: 'status-unfit', facts: { status: 'inGracePeriod' } },
    },
  ],
  checks: { pass: 12, warn: 1, fail: 0, unknown: 1 },
  warnings: CHECKS.filter(({ outcome }) => outcome === 'warn' || outcome === 'unknown'),
  checklist: [
    { item: 'onedrive', measured: 180, attested: 22, waived: 2, bad: 3, unknown: 7, tick: null },
    {
      item: 'app-data',
      measured: 0,
      attested: 214,
      waived: 0,
      bad: 0,
      unknown: 0,
      tick: {
        item: 'app-data',
        by: 'a-maya',
        byName: 'Maya Lindqvist',
        reason: 'All licences sit on the server since June',
        at: '2026-11-23T08:20:00.000Z',
      },
    },
    { item: 'user-comms', measured: 0, attested: 0, waived: 0, bad: 0, unknown: 214, tick: null },
    { item: 'timing', measured: 214, attested: 0, waived: 0, bad: 0, unknown: 0, tick: null },
  ],
  eta: {
    p50Minutes: 45,
    p90Minutes: 90,
    p50At: '2026-11-28T01:30:00.000Z',
    p90At: '2026-12-01T03:10:00.000Z',
    source: 'defaults',
    samples: 0,
  },
  rollback: { possible: 'yes', reasons: [] },
};

export const PLAN: PlanView = {
  kind: 'plan',
  ...KEY,
  summary: SUMMARY,
  checks: CHECKS,
  approvers: ['Jonas Okafor', 'Ines Marques'],
};

export const APPROVAL: ApprovalView = {
  kind: 'approval',
  ...KEY,
  state: 'pending',
  summary: {
    ...SUMMARY,
    request: {
      ...SUMMARY.request,
      protection: { kind: 'export', storageAccountId: '/subscriptions/s/storageAccounts/repavecopies' },
    },
    checklist: REPORTED,
    rollback: { ...SUMMARY.rollback, until: '2027-10-12' },
  },
  scope: SCOPE,
  expiresAt: '2026-11-26T08:12:00.000Z',
  decision: null,
  differences: [],
};

const YES = {
  decision: 'approved',
  by: JONAS,
  at: '2026-11-23T10:05:00.000Z',
  hash: HASH,
  comment: 'Please watch the plotters.',
} as const;
const NO = { ...YES, decision: 'rejected', comment: 'Not in the week of the trade fair.' } as const;
/** The six by which the plan has grown. */
export const ADDED =
  'Li Wei (CPC-204), Sofia Rossi (CPC-207), Eva Novak (CPC-211), Jin Park (CPC-212), Luca Conti (CPC-213), Noor Hassan (CPC-214)';

const DIFFERENCES = [
  { what: 'cloud-pcs', before: '208', after: '214' },
  { what: 'image', before: 'Contoso W11 25H2 1.9.0', after: 'Contoso W11 25H2 2.0.0' },
  { what: 'window', before: '1,2,3,4,5 20:00-04:00 person', after: '1,2,3,4,5 19:00-05:00 person' },
  { what: 'deadline', before: '2026-12-04T22:59:00.000Z', after: '2026-12-07T22:59:00.000Z' },
  { what: 'added', before: '', after: ADDED },
];

export function listPlans(): Readonly<Record<string, PlanView | ApprovalView>> {
  const failing = check('image-ready', 'fail', {
    subject: 'Contoso W11 25H2',
    code: 'image-pending',
    facts: {},
  });
  return {
    plan: PLAN,
    'plan-blocked': {
      ...PLAN,
      checks: [...CHECKS, failing],
      approvers: [],
      summary: { ...SUMMARY, checks: { pass: 11, warn: 1, fail: 1, unknown: 1 } },
    },
    'plan-all-asked': {
      ...PLAN,
      summary: {
        ...SUMMARY,
        request: {
          ...SUMMARY.request,
          ...{ quorum: 2, goLive: 'separate', reminders: [4320, 1440, 60] },
          protection: { kind: 'export', storageAccountId: '/subscriptions/s/storageAccounts/repavecopies' },
        },
      },
    },
    'plan-roll-back': {
      ...PLAN,
      summary: {
        ...SUMMARY,
        planKind: 'roll-back',
        rollback: { possible: 'no', reasons: [{ code: 'image-gone', facts: { image: 'Contoso W11 24H2' } }] },
      },
    },
    'approval-pending': APPROVAL,
    'approval-attested': {
      ...APPROVAL,
      summary: {
        ...SUMMARY,
        request: { ...SUMMARY.request, proofMode: 'attested' },
        checklist: SUMMARY.checklist.map((one) => ({ ...one, measured: 0, attested: one.attested + one.measured })),
      },
      scope: {
        policies: [{ name: 'Engineering – Europe', targets: 214, all: 214 }],
        ...{ red: { count: 0, names: [] }, unknown: 7, unreached: 0 },
        said: { own: 199, ticked: 0, waived: 3 },
      },
    },
    'approval-changed': { ...APPROVAL, differences: DIFFERENCES },
    'approval-approved': { ...APPROVAL, state: 'approved', decision: YES },
    'approval-rejected': { ...APPROVAL, state: 'rejected', decision: NO },
    'approval-expired': { ...APPROVAL, state: 'expired' },
    'approval-void': { ...APPROVAL, state: 'void', differences: DIFFERENCES },
    'approval-late': { ...APPROVAL, state: 'late', decision: YES },
    'approval-aborted': { ...APPROVAL, state: 'aborted', decision: YES },
  };
}

const PEOPLE: ChecklistView['people'] = [
  {
    personId: 'u1',
    personName: 'Tom Becker',
    cloudPcId: 'c-11',
    cloudPcName: 'CPC-TOM-77LQA',
    state: 'measured-bad',
    by: '',
    reason: '',
  },
  {
    personId: 'u2',
    personName: 'Aiko Tanaka',
    cloudPcId: 'c-12',
    cloudPcName: 'CPC-AIKO-9P0XM',
    state: 'unknown',
    by: '',
    reason: '',
  },
  {
    personId: 'u3',
    personName: 'Raj Patel',
    cloudPcId: 'c-13',
    cloudPcName: 'CPC-RAJ-1F33S',
    state: 'unknown',
    by: '',
    reason: '',
  },
  {
    personId: 'u4',
    personName: 'Mei Chen',
    cloudPcId: 'c-14',
    cloudPcName: 'CPC-MEI-2',
    state: 'waived',
    by: 'Jonas Okafor',
    reason: 'Test machine, empty',
  },
  {
    personId: 'u5',
    personName: 'Dana Weber',
    cloudPcId: 'c-15',
    cloudPcName: 'CPC-DANA-4K7Q2',
    state: 'attested',
    by: 'Dana Weber',
    reason: '',
  },
];

/** The same people, as their Cloud PCs see them: where these are asked, nobody's word and no tick counts. */
function measure(person: ChecklistPerson, index: number): ChecklistPerson {
  const at = '2026-11-23T07:40:00.000Z';
  const files = {
    item: 'app-data',
    verdict: 'amber',
    code: 'files-outside',
    facts: { files: 3, bytes: 90_000 },
  } as const;
  const silent = { item: 'app-data', verdict: 'unknown', code: 'device-silent', facts: {} } as const;
  if (index === 0) return { ...person, state: 'measured', reason: at, measured: { at, findings: [] } };
  if (index === 1) return { ...person, state: 'measured-bad', reason: at, measured: { at, findings: [files] } };
  if (index === 2) return { ...person, state: 'unknown', measured: { at: null, findings: [silent] } };
  return person.state === 'attested' ? { ...person, state: 'measured', measured: { at, findings: [] } } : person;
}

const MEASURED: ChecklistView['items'] = [
  { item: 'onedrive', measured: 202, attested: 0, waived: 2, bad: 3, unknown: 7, tick: null },
  { item: 'app-data', measured: 211, attested: 0, waived: 1, bad: 1, unknown: 1, tick: null },
  ...SUMMARY.checklist.filter(({ item }) => item === 'user-comms' || item === 'timing'),
];

export function listChecklists(): Readonly<Record<string, ChecklistView | ChecksView>> {
  const checklist: ChecklistView = {
    kind: 'checklist',
    ...KEY,
    items: SUMMARY.checklist,
    open: null,
    people: [],
    mayTick: true,
  };
  return {
    checklist,
    'checklist-tick': { ...checklist, open: 'onedrive', people: PEOPLE },
    'checklist-waive': { ...checklist, open: 'onedrive', people: PEOPLE, mayTick: false },
    'checklist-measured': {
      ...checklist,
      items: MEASURED,
      open: 'app-data',
      people: PEOPLE.map(measure),
      mayTick: false,
      measuredForMinutes: 24 * 60,
    },
    checks: { kind: 'checks', checks: CHECKS, takenAt: '2026-11-23T08:12:00.000Z' },
    'checks-green': {
      kind: 'checks',
      checks: CHECKS.filter(({ outcome }) => outcome === 'pass'),
      takenAt: '2026-11-23T08:12:00.000Z',
    },
  };
}

function names(count: number, first: number): readonly string[] {
  return Array.from(
    { length: count },
    (_, index) => `${['Li Wei', 'Sofia Rossi', 'Olu Adeyemi', 'Eva Novak'][index % 4] ?? ''} · CPC-${first + index}`,
  );
}
