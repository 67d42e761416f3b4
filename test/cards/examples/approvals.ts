import type { View } from '../../../src/domain/views.ts';
import type { GoLiveView, ReviewView } from '../../../src/domain/views-approval.ts';
import type { PlanSummary } from '../../../src/domain/views-plan.ts';
import { ADDED, APPROVAL, PLAN, SUMMARY } from './plans.ts';
import { REPORT } from './rollouts.ts';
import { ALL_SAFE, SCOPE } from './scope.ts';

const JONAS = { id: 'a-jonas', name: 'Jonas Okafor' };
const NOT_TONIGHT = {
  decision: 'rejected',
  by: JONAS,
  at: '2026-11-24T17:20:00.000Z',
  hash: APPROVAL.hash,
  comment: 'Quarter end is tonight *after all*',
} as const;

export { SCOPE };

const SKIPPED: PlanSummary['skipped'] = [
  { code: 'skipped-lead', facts: { usual: 1440, now: 30 } },
  { code: 'skipped-canary', facts: { usual: 3, now: 1 } },
  { code: 'skipped-settle', facts: { usual: 30, now: 5 } },
  {
    code: 'skipped-check',
    facts: { check: 'image-supported', about: 'Contoso W11 25H2', code: 'image-expiring', on: '2026-12-14' },
  },
];

const [FIRST, NEXT, ...LATER] = SUMMARY.waves;

/** Told half an hour ahead, one Cloud PC first; data is as safe as ever, and no tick for everybody helps. */
const HURRY: PlanSummary = {
  ...APPROVAL.summary,
  request: {
    ...APPROVAL.summary.request,
    expedite: { why: 'CVE-2026-1234 is used already' },
    ...{ quorum: 2, proofMode: 'measured', leadMinutes: 30, settleMinutes: 5 },
    waves: { ...SUMMARY.request.waves, canary: 1 },
  },
  waves: [
    ...(FIRST ? [{ ...FIRST, targets: 1, names: FIRST.names.slice(0, 1) }] : []),
    ...(NEXT ? [{ ...NEXT, targets: 55 }] : []),
    ...LATER,
  ],
  checklist: ALL_SAFE,
  rollback: SUMMARY.rollback,
  skipped: SKIPPED,
};

export const GO_LIVE: GoLiveView = {
  kind: 'go-live',
  rolloutId: APPROVAL.rolloutId,
  revision: 3,
  hash: APPROVAL.hash,
  tenantName: 'Contoso',
  title: 'Contoso W11 25H2 2.4.0',
  requestedBy: SUMMARY.requestedBy,
  state: 'pending',
  switches: SUMMARY.switches,
  targets: 214,
  people: 209,
  firstAt: '2026-11-24T18:00:00.000Z',
  approvedBy: ['Jonas Okafor'],
  decision: null,
};

export const REVIEW: ReviewView = {
  kind: 'review',
  rolloutId: APPROVAL.rolloutId,
  tenantName: 'Contoso',
  title: 'Contoso W11 25H2 2.4.0',
  requestedBy: SUMMARY.requestedBy,
  phase: 'completed',
  why: 'CVE-2026-1234 is used already',
  approvedBy: ['Jonas Okafor', 'Eva Brandt'],
  skipped: SKIPPED,
  done: 210,
  targets: 214,
  failed: 1,
  review: null,
};

const WRITTEN = { by: JONAS, at: '2026-11-26T09:00:00.000Z', text: 'Nobody lost a file. Next time: more canaries.' };

/** Approvals that need more than one yes, and what comes in their wake. */
export function listApprovals(): Readonly<Record<string, View>> {
  return {
    'approval-new-to-you': {
      ...APPROVAL,
      differences: [],
      summary: { ...APPROVAL.summary, request: { ...APPROVAL.summary.request, quorum: 2, goLive: 'separate' } },
      votes: { by: ['Jonas Okafor'], need: 2 },
      deputies: ['Ines Duarte'],
      scope: { ...SCOPE, policies: SCOPE.policies.map((policy) => ({ ...policy, all: null })) },
      since: {
        revision: 2,
        differences: [
          { what: 'cloud-pcs', before: '208', after: '214' },
          { what: 'go-live', before: 'with-plan', after: 'separate' },
          { what: 'added', before: '', after: ADDED },
        ],
      },
    },
    'approval-expedite': {
      ...APPROVAL,
      differences: [],
      summary: HURRY,
      votes: { by: [], need: 2 },
      scope: {
        ...SCOPE,
        red: { count: 0, names: [] },
        unknown: 0,
        unreached: 0,
        safe: { count: 209, of: 209, byWord: 0, waived: 0 },
      },
    },
    'approval-ended': { ...APPROVAL, differences: [], state: 'aborted', endedWhy: 'requester-lost-role' },
    'plan-expedite': { ...PLAN, summary: HURRY },
    'go-live': {
      ...GO_LIVE,
      data: { red: { count: 1, names: ['Dana Weber'] }, unknown: 2, safe: { count: 206, of: 209, byWord: 0 } },
    },
    'go-live-again': {
      ...GO_LIVE,
      again: { failed: 1, done: 2 },
      data: { red: { count: 0, names: [] }, unknown: 0, safe: { count: 206, of: 206, byWord: 0 } },
    },
    'go-live-approved': {
      ...GO_LIVE,
      state: 'approved',
      decision: { ...NOT_TONIGHT, decision: 'approved', comment: '' },
    },
    'go-live-refused': { ...GO_LIVE, state: 'refused', decision: NOT_TONIGHT },
    'review-owed': REVIEW,
    'review-done': { ...REVIEW, review: WRITTEN },
    'report-review-owed': { ...REPORT, review: { state: 'owed' } },
  };
}
