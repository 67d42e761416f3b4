import type { AbortView, AskView, ReportView, StatusView } from '../../../src/domain/views.ts';
import type { Hold } from '../../../src/domain/rollout.ts';

const MAYA = { id: 'a-maya', name: 'Maya Lindqvist' };
const REPAVE = { id: 'repave', name: 'Repave' };
const KEY = { rolloutId: 'r-2026-11-autumn', title: 'Contoso W11 25H2 2.0.0' };
const COUNTS: StatusView['counts'] = {
  planned: 0,
  told: 53,
  cleared: 71,
  postponed: 6,
  requested: 2,
  provisioning: 6,
  settling: 1,
  verified: 71,
  failed: 2,
  'in-doubt': 0,
  excluded: 2,
};
const EVIDENCE: NonNullable<AskView['evidence']> = {
  targets: 53,
  verified: 49,
  failed: 2,
  complaints: 1,
  confirmations: 31,
  notStarted: 2,
  slowestMinutes: 84,
  medianMinutes: 41,
};
const FAILED: AskView['failed'] = [
  { cloudPcName: 'CPC-RAJ-1F33S', personName: 'Raj Patel', why: { code: 'provisioning-failed', facts: {} } },
  {
    cloudPcName: 'CPC-OLU-88ZZQ',
    personName: 'Olu Adeyemi',
    why: { code: 'stuck', facts: { minutes: 182, status: 'provisioning' } },
  },
];

export const STATUS: StatusView = {
  kind: 'status',
  ...KEY,
  planKind: 'replace',
  phase: 'rolling',
  hold: null,
  aborted: null,
  counts: COUNTS,
  targets: 214,
  wave: 2,
  waves: 4,
  verdicts: [
    {
      wave: 0,
      verdict: 'promote',
      at: '2026-11-25T05:10:00.000Z',
      evidence: { ...EVIDENCE, targets: 3, verified: 3, failed: 0, complaints: 0, notStarted: 0 },
      promotedBy: null,
    },
    { wave: 1, verdict: 'hold', at: '2026-11-26T05:10:00.000Z', evidence: EVIDENCE, promotedBy: MAYA },
  ],
  switches: [
    {
      policyId: 'p-eng',
      policyName: 'Engineering – Europe',
      wanted: 'after',
      seen: 'after',
      intentAt: '2026-11-24T09:40:00.000Z',
      doneAt: '2026-11-24T09:41:00.000Z',
      detail: '',
    },
    {
      policyId: 'p-sales',
      policyName: 'Sales – Global',
      wanted: 'after',
      seen: 'after',
      intentAt: '2026-11-24T09:40:00.000Z',
      doneAt: '2026-11-24T09:41:00.000Z',
      detail: '',
    },
  ],
  policyNames: { 'p-eng': 'Engineering – Europe', 'p-sales': 'Sales – Global' },
  eta: { p50At: '2026-11-28T01:30:00.000Z', p90At: '2026-12-01T03:10:00.000Z' },
  inFlight: [
    away('CPC-204', 'Li Wei', '02'),
    away('CPC-207', 'Sofia Rossi', '02'),
    away('CPC-209', 'Omar Aziz', '04'),
    away('CPC-215', 'Klara Nagy', '04'),
    away('CPC-216', 'Tom Hale', '06'),
    away('CPC-221', 'Rosa Marino', '09'),
    away('CPC-222', 'Grace Kim', '09'),
    away('CPC-226', 'Pavel Novotny', '11'),
    away('CPC-230', 'Nils Brandt', '13'),
  ],
  problems: FAILED,
  waiting: [
    { code: 'before-date', count: 105, names: ['Eva Novak', 'Luis Ortega', 'Marta Silva'] },
    { code: 'not-proven', count: 21, names: ['Hanna Berg', 'Ivan Petrov', 'Mei Chen'] },
    { code: 'signed-in', count: 4, names: ['Noor Hassan', 'Luca Conti', 'Jin Park'] },
  ],
  nextStartAt: '2026-11-26T18:20:00.000Z',
  newJoiners: ['CPC-NEW-1 (Priya Nair)'],
  updatedAt: '2026-11-26T18:16:00.000Z',
  deadlineAt: '2026-12-07T22:59:00.000Z',
};

function away(cloudPcName: string, personName: string, minute: string): StatusView['inFlight'][number] {
  return { cloudPcName, personName, since: `2026-11-26T18:${minute}:00.000Z` };
}

/** Everybody was told, nobody is due: the policies are as they were. */
const NOTICING: StatusView = {
  ...STATUS,
  phase: 'noticing',
  wave: 0,
  verdicts: [],
  problems: [],
  inFlight: [],
  newJoiners: [],
  switches: STATUS.switches.map((one) => ({ ...one, seen: 'before', intentAt: null, doneAt: null })),
  waiting: [
    { code: 'before-date', count: 181, names: ['Eva Novak', 'Luis Ortega', 'Marta Silva'] },
    { code: 'not-proven', count: 31, names: ['Hanna Berg', 'Ivan Petrov', 'Mei Chen'] },
  ],
  counts: {
    ...COUNTS,
    ...{ told: 140, cleared: 66, requested: 0, provisioning: 0, settling: 0, verified: 0, failed: 0 },
  },
  nextStartAt: '2026-11-24T10:00:00.000Z',
  updatedAt: '2026-11-23T12:14:00.000Z',
};

const HELD: Hold = {
  kind: 'person',
  by: MAYA,
  since: '2026-11-26T18:15:00.000Z',
  reason: 'The printers in Hall 3 stopped working',
  facts: {},
};

function heldBy(kind: Hold['kind']): Hold {
  const policy = { policy: 'Engineering – Europe', expected: 'Contoso W11 25H2', found: 'other' };
  const facts = kind === 'drift' || kind === 'switch-failed' ? policy : {};
  return { kind, by: REPAVE, since: '2026-11-26T05:10:00.000Z', reason: '', facts };
}

export const ASK: AskView = {
  kind: 'ask',
  ...KEY,
  hold: heldBy('awaiting-promotion'),
  wave: 1,
  waves: 4,
  evidence: EVIDENCE,
  failed: FAILED,
  inDoubt: [],
  answered: false,
};

const DOUBT: AskView['inDoubt'] = [
  { cloudPcId: 'c-77', cloudPcName: 'CPC-KAI-6YYT1', personName: 'Kai Nakamura', since: '2026-11-26T18:31:00.000Z' },
  { cloudPcId: 'c-78', cloudPcName: 'CPC-EVA-02MMN', personName: 'Eva Novak', since: '2026-11-26T18:33:00.000Z' },
];

function passed(wave: number, verified: number, at: string): StatusView['verdicts'][number] {
  const evidence = { ...EVIDENCE, targets: verified, verified, failed: 0, complaints: 0, notStarted: 0 };
  return { wave, verdict: 'promote', at, evidence, promotedBy: null };
}

export const REPORT: ReportView = {
  kind: 'report',
  ...KEY,
  phase: 'completed',
  counts: {
    ...COUNTS,
    told: 0,
    cleared: 0,
    postponed: 0,
    requested: 0,
    provisioning: 0,
    settling: 0,
    verified: 210,
    failed: 2,
    'in-doubt': 0,
    excluded: 2,
  },
  targets: 214,
  startedAt: '2026-11-24T10:04:00.000Z',
  endedAt: '2026-12-02T03:40:00.000Z',
  medianMinutes: 41,
  slowestMinutes: 128,
  rows: [
    row('CPC-RAJ-1F33S', 'Raj Patel', 'failed'),
    row('CPC-TOM-77LQA', 'Tom Becker', 'excluded'),
    row('CPC-DANA-4K7Q2', 'Dana Weber', 'verified'),
  ],
  hash: '9c41f7b2a6d05e83'.repeat(4),
  approvedBy: 'Jonas Okafor',
  requestedBy: 'Maya Lindqvist',
  auditEntries: 1893,
  auditIntact: true,
};

function row(
  cloudPcName: string,
  personName: string,
  outcome: 'failed' | 'excluded' | 'verified',
): ReportView['rows'][number] {
  const why = { failed: 'provisioning-failed', excluded: 'left-behind', verified: '' }[outcome];
  return {
    cloudPcName,
    cloudPcNameNow: cloudPcName,
    upn: 'someone@contoso.com',
    personName,
    wave: 1,
    outcome,
    toldAt: '2026-11-23T10:06:00.000Z',
    startedAt: '2026-11-25T18:04:00.000Z',
    readyAt: '',
    minutes: null,
    attempts: 1,
    why,
  };
}

export const ABORT: AbortView = {
  kind: 'abort',
  ...KEY,
  notStarted: 130,
  inFlight: STATUS.inFlight,
  done: 71,
  switched: [
    {
      policyName: 'Engineering – Europe',
      back: { imageId: 'img-24h2', imageType: 'custom', imageName: 'Contoso W11 24H2' },
    },
    {
      policyName: 'Sales – Global',
      back: { imageId: 'gal-23h2', imageType: 'gallery', imageName: 'Windows 11 Enterprise 23H2' },
    },
  ],
};

const ABORTED: StatusView = {
  ...STATUS,
  phase: 'aborted',
  eta: null,
  nextStartAt: null,
  waiting: [],
  aborted: { by: MAYA, at: '2026-11-26T18:15:00.000Z', reason: 'Image has a broken VPN client' },
};

export function listRollouts(): Readonly<Record<string, StatusView | AskView | ReportView | AbortView>> {
  return {
    'status-rolling': STATUS,
    'status-noticing': NOTICING,
    'status-go-live': {
      ...NOTICING,
      goLiveOpen: { askedAt: '2026-11-24T09:00:00.000Z', remindedAt: '2026-11-24T09:30:00.000Z', deputies: 1 },
      updatedAt: '2026-11-24T09:32:00.000Z',
    },
    'status-held': { ...STATUS, hold: HELD, nextStartAt: null, counts: { ...COUNTS, requested: 1, 'in-doubt': 1 } },
    'status-limit': { ...STATUS, hold: { ...heldBy('failure-limit'), since: HELD.since }, nextStartAt: null },
    'status-completed': {
      ...STATUS,
      phase: 'completed',
      eta: null,
      nextStartAt: null,
      inFlight: [],
      waiting: [],
      counts: REPORT.counts,
      verdicts: [
        ...STATUS.verdicts,
        passed(2, 74, '2026-11-28T05:10:00.000Z'),
        passed(3, 82, '2026-12-02T03:40:00.000Z'),
      ],
      updatedAt: '2026-12-02T03:41:00.000Z',
    },
    'status-aborted': ABORTED,
    'status-way-back-refused': {
      ...ABORTED,
      switches: STATUS.switches.map((one, index) => ({
        ...one,
        wanted: 'before',
        ...(index === 0 ? { gaveUpAt: '2026-11-26T18:16:00.000Z' } : { seen: 'before', doneAt: null }),
      })),
    },
    'ask-promotion': ASK,
    'ask-failure-limit': { ...ASK, hold: heldBy('failure-limit') },
    'ask-inconclusive': {
      ...ASK,
      hold: heldBy('inconclusive'),
      failed: [],
      evidence: { ...EVIDENCE, verified: 0, failed: 0, confirmations: 0, complaints: 0, notStarted: 53 },
    },
    'ask-drift': { ...ASK, hold: heldBy('drift'), evidence: null, failed: [] },
    'ask-switch-failed': { ...ASK, hold: heldBy('switch-failed'), evidence: null, failed: [] },
    'ask-held': { ...ASK, hold: HELD, evidence: null, failed: [] },
    'ask-doubt': { ...ASK, hold: null, evidence: null, failed: [], inDoubt: DOUBT },
    'ask-held-doubt': { ...ASK, hold: HELD, evidence: null, inDoubt: DOUBT.slice(0, 1) },
    'ask-answered': { ...ASK, answered: true },
    report: REPORT,
    'report-altered': { ...REPORT, phase: 'aborted', auditIntact: false, auditBrokenAt: 412 },
    abort: ABORT,
    'abort-quiet': { ...ABORT, inFlight: [], done: 0, notStarted: 1, switched: [] },
  };
}
