import { GO_LIVE } from './examples/approvals.ts';
import { expect, test } from '@jest/globals';
import { renderView } from '../../cards/render-view.ts';
import type { View } from '../../src/domain/views.ts';
import { BUILD, FINDINGS } from './examples/builds.ts';
import { IMAGE, LEFTOVERS } from './examples/images.ts';
import { NOTICE } from './examples/notices.ts';
import { APPROVAL, CHECKS, listChecklists, PLAN, SUMMARY } from './examples/plans.ts';
import { ABORT, ASK, REPORT, STATUS } from './examples/rollouts.ts';

const MAX_BYTES = 80_000;
const MANY = 50_000;
const LONG = 'Ærøskøbing–Häuserfabrik_'.repeat(8);

function times<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_unused, index) => make(index));
}

const machine = { cloudPcName: LONG, personName: LONG, since: '2026-11-26T18:02:00.000Z' };
const failure = { ...machine, why: { code: 'owner-left', facts: { upn: LONG } } };

const SUMMARY_OF_MANY: typeof SUMMARY = {
  ...SUMMARY,
  targets: MANY,
  people: MANY,
  request: {
    ...SUMMARY.request,
    reason: LONG.repeat(10),
    window: { ...SUMMARY.request.window, freeze: times(120, () => '2026-12-24') },
  },
  switches: times(200, (index) => ({ ...(SUMMARY.switches[0] ?? never()), policyId: `p${index}`, policyName: LONG })),
  waves: times(20, (wave) => ({
    ...(SUMMARY.waves[0] ?? never()),
    wave,
    targets: MANY / 20,
    names: times(MANY / 20, () => LONG),
  })),
  zones: times(400, () => SUMMARY.zones[0] ?? never()),
  leftOut: times(MANY, (index) => ({
    cloudPcId: `c${index}`,
    cloudPcName: LONG,
    owner: LONG,
    why: { code: 'owner-left', facts: { upn: `${index}${LONG}` } },
  })),
  warnings: times(500, () => ({ ...(CHECKS[1] ?? never()), subject: LONG })),
};

const PEOPLE = times(MANY, (index) => ({
  personId: `u${index}`,
  personName: LONG,
  cloudPcId: `6f1d3a52-0c1f-4b5f-9f1b-${String(index).padStart(12, '0')}`,
  cloudPcName: LONG,
  state: (['measured-bad', 'unknown', 'waived', 'attested', 'measured'] as const)[index % 5] ?? 'unknown',
  by: LONG,
  reason: LONG.repeat(4),
}));

const VIEWS: Readonly<Record<string, View>> = {
  notice: {
    ...NOTICE,
    personName: LONG,
    cloudPcName: LONG,
    imageBefore: LONG,
    imageAfter: LONG,
    otherCloudPcs: times(100, () => LONG),
  },
  plan: {
    ...PLAN,
    summary: SUMMARY_OF_MANY,
    checks: times(500, () => ({ ...(CHECKS[0] ?? never()), outcome: 'fail' })),
  },
  approval: {
    ...APPROVAL,
    summary: SUMMARY_OF_MANY,
    differences: times(500, () => ({ what: 'added', before: '', after: LONG.repeat(5) })),
  },
  'approval of an emergency': {
    ...APPROVAL,
    differences: [],
    summary: {
      ...SUMMARY_OF_MANY,
      request: { ...SUMMARY_OF_MANY.request, expedite: { why: LONG.repeat(9) } },
      skipped: times(500, () => ({
        code: 'skipped-check',
        facts: { check: LONG, about: LONG, code: 'image-expiring' },
      })),
    },
    votes: { by: times(100, () => LONG), need: 200 },
    deputies: times(500, () => LONG),
    since: { revision: 1, differences: times(500, () => ({ what: 'added', before: '', after: LONG.repeat(5) })) },
    scope: {
      policies: times(500, () => ({ name: LONG, targets: 5000, all: 5000 })),
      red: { count: MANY, names: times(10, () => LONG) },
      unknown: MANY,
      unreached: MANY,
      copies: { count: MANY, kind: 'export', place: LONG, upToGb: null },
    },
  },
  'go-live': { ...GO_LIVE, switches: times(500, () => ({ ...(GO_LIVE.switches[0] ?? never()), policyName: LONG })) },
  checklist: { ...(listChecklists()['checklist-waive'] ?? never()), kind: 'checklist', people: PEOPLE } as View,
  checks: {
    kind: 'checks',
    takenAt: '2026-11-23T08:12:00.000Z',
    checks: times(2000, (index) => ({ ...(CHECKS[index % 6] ?? never()), subject: LONG })),
  },
  status: {
    ...STATUS,
    targets: MANY,
    inFlight: times(200, () => machine),
    problems: times(MANY, () => failure),
    waiting: times(30, (index) => ({ code: `code-${index}`, count: MANY, names: times(10, () => LONG) })),
    newJoiners: times(MANY, () => LONG),
    switches: times(200, () => ({ ...(STATUS.switches[0] ?? never()), policyName: LONG })),
    policyNames: {},
  },
  ask: {
    ...ASK,
    failed: times(MANY, () => failure),
    inDoubt: times(MANY, (index) => ({ ...machine, cloudPcId: `c-${index}` })),
  },
  report: {
    ...REPORT,
    targets: MANY,
    rows: times(MANY, () => ({ ...(REPORT.rows[0] ?? never()), cloudPcName: LONG, personName: LONG })),
  },
  abort: {
    ...ABORT,
    notStarted: MANY,
    inFlight: times(200, () => machine),
    switched: times(200, () => ABORT.switched[0] ?? never()),
  },
  build: {
    ...BUILD,
    findings: times(60, (index) => ({
      ...(FINDINGS[index % FINDINGS.length] ?? never()),
      title: LONG,
      evidence: LONG.repeat(10),
      fix: LONG.repeat(10),
      howToFind: LONG.repeat(10),
    })),
    packages: times(400, () => ({ fullName: LONG, user: LONG })),
    packagesFound: 400,
    lastResult: {
      no: 1,
      kind: 'script',
      at: BUILD.since,
      outcome: 'failed',
      exitCode: 1,
      output: times(400, () => LONG).join('\n'),
    },
  },
  images: {
    kind: 'images',
    images: times(60, () => ({
      ...IMAGE,
      name: LONG,
      policies: times(200, () => LONG),
      wayBackFor: times(200, () => LONG),
    })),
    sources: times(500, () => ({ id: 's', name: LONG, subscription: LONG, kind: 'managed', imported: false })),
    limit: 20,
    takenAt: BUILD.since,
  },
  leftovers: {
    ...LEFTOVERS,
    items: times(500, () => ({ ...(LEFTOVERS.items[0] ?? never()), name: LONG, buildTitle: LONG })),
  },
};

test.each(Object.entries(VIEWS))(
  'the %s card of 50,000 Cloud PCs, or of everything at its longest, fits into a message',
  (_name, view) => {
    const { card, summary } = renderView(view, { zone: 'America/Argentina/Buenos_Aires' });
    expect(JSON.stringify(card).length * 2).toBeLessThan(MAX_BYTES);
    expect(summary.length).toBeLessThanOrEqual(400);
  },
);

test('what a list leaves out is counted', () => {
  expect(JSON.stringify(renderView(VIEWS['status'] ?? never()).card)).toContain('and 49,994 more');
  expect(JSON.stringify(renderView(VIEWS['report'] ?? never()).card)).toContain('and 49,990 more');
});

function never(): never {
  throw new Error('the example is missing');
}
