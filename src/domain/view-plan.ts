import { countChecklist, standingOf } from './evidence.ts';
import { listSkipped } from './expedite.ts';
import { waveCount } from './plan.ts';
import type { Plan } from './plan.ts';
import { PROOF_MAX_AGE_MINUTES, proofModeOf } from './proof.ts';
import type { ChecklistItem, ProtectionRule } from './request.ts';
import type { RolloutState } from './rollout.ts';
import { earliest, isBefore, latest } from './time.ts';
import type { Instant } from './time.ts';
import type { ChecklistView, Difference, PlanSummary, PlanView, WaveSummary, ZoneSummary } from './views-plan.ts';
import { quorumOf } from './votes.ts';

export function titleOf(plan: Plan): string {
  const version = plan.image.version ? ` ${plan.image.version}` : '';
  return `${plan.image.name}${version}`;
}

export function summarise(state: RolloutState, now: Instant, tenantName: string): PlanSummary {
  const { plan } = state.rollout;
  const tally = { pass: 0, warn: 0, fail: 0, unknown: 0 };
  for (const check of plan.checks) tally[check.outcome] += 1;
  return {
    tenantName,
    planKind: plan.kind,
    requestedBy: plan.requestedBy,
    madeAt: plan.madeAt,
    request: plan.request,
    image: plan.image,
    switches: plan.switches,
    targets: plan.targets.length,
    people: new Set(plan.targets.map((target) => target.personId)).size,
    waves: summariseWaves(plan),
    zones: summariseZones(plan),
    leftOut: plan.leftOut,
    checks: tally,
    warnings: plan.checks.filter((check) => check.outcome !== 'pass'),
    checklist: countChecklist(state.targets, plan, now),
    eta: plan.eta,
    rollback: plan.rollback,
    ...(plan.request.expedite ? { skipped: listSkipped(plan) } : {}),
  };
}

export function viewPlan(
  state: RolloutState,
  ask: { now: Instant; tenantName: string; approvers: readonly string[] },
): PlanView {
  const { id: rolloutId, hash, plan } = state.rollout;
  const summary = summarise(state, ask.now, ask.tenantName);
  return {
    kind: 'plan',
    rolloutId,
    revision: plan.revision,
    hash,
    summary,
    checks: plan.checks,
    approvers: ask.approvers,
  };
}

export function viewChecklist(state: RolloutState, open: ChecklistItem | null, now: Instant): ChecklistView {
  const { rollout, targets } = state;
  const people =
    open === null
      ? []
      : targets.map((target) => ({
          personId: target.planned.personId,
          personName: target.planned.personName,
          cloudPcId: target.planned.cloudPcId,
          cloudPcName: target.planned.cloudPcName,
          ...standingOf(target, open, rollout.plan, now),
        }));
  const items = countChecklist(targets, rollout.plan, now);
  const { id: rolloutId, hash, plan } = rollout;
  return {
    kind: 'checklist',
    rolloutId,
    revision: plan.revision,
    hash,
    items,
    open,
    people,
    mayTick: rollout.submittedAt === null,
    ...(proofModeOf(plan.request) === 'measured' ? { measuredForMinutes: PROOF_MAX_AGE_MINUTES } : {}),
  };
}

/** What differs between two revisions of a plan, in facts that an approver decides on. */
export function comparePlans(before: Plan, after: Plan): readonly Difference[] {
  const rows: readonly (readonly [string, (plan: Plan) => string])[] = [
    ['image', titleOf],
    ['policies', (plan) => plan.switches.map((change) => change.policyName).join(', ')],
    ['cloud-pcs', (plan) => String(plan.targets.length)],
    ['left-out', (plan) => String(plan.leftOut.length)],
    ['first-date', (plan) => earliest(plan.targets.map((target) => target.slot.startAt)) ?? ''],
    [
      'window',
      (plan) =>
        `${plan.request.window.days.join(',')} ${plan.request.window.start}-${plan.request.window.end} ${plan.request.window.zone}`,
    ],
    ['freeze', (plan) => plan.request.window.freeze.join(', ')],
    ['lead', (plan) => `${plan.request.leadMinutes}`],
    ['postponements', (plan) => `${plan.request.postponements}`],
    ['deadline', (plan) => plan.request.deadlineAt],
    [
      'waves',
      (plan) =>
        `${plan.request.waves.canary}; ${plan.request.waves.percents.join(', ')} %; ${plan.request.waves.concurrency}`,
    ],
    ['promotion', (plan) => plan.request.waves.promotion],
    ['settle', (plan) => `${plan.request.settleMinutes}`],
    ['way-back', (plan) => plan.rollback.possible],
    ['limits', (plan) => `${plan.request.failureCount}; ${plan.request.failurePercent} %`],
    ['proof', (plan) => proofModeOf(plan.request)],
    ['quorum', (plan) => `${quorumOf(plan.request)}`],
    ['go-live', (plan) => plan.request.goLive ?? 'with-plan'],
    ['expedite', (plan) => plan.request.expedite?.why ?? ''],
    ['reminders', (plan) => (plan.request.reminders ?? []).join(', ')],
    ['copies', (plan) => plan.request.protection?.kind ?? ''],
    ['copies-place', ({ request: { protection } }) => (protection?.kind === 'export' ? placeOf(protection) : '')],
    ['ticks', (plan) => plan.ticks.map((tick) => tick.item).join(', ')],
    ['added', (plan) => (plan === after ? listMissing(after, before) : '')],
    ['removed', (plan) => (plan === after ? listMissing(before, after) : '')],
  ];
  return rows
    .map(([what, read]) => ({ what, before: read(before), after: read(after) }))
    .filter((row) => row.before !== row.after);
}

/** Its last part is the account's name. */
function placeOf({ storageAccountId }: Extract<ProtectionRule, { kind: 'export' }>): string {
  return storageAccountId.split('/').at(-1) ?? '';
}

function listMissing(from: Plan, other: Plan): string {
  const known = new Set(other.targets.map((target) => target.cloudPcId));
  const names = from.targets
    .filter((target) => !known.has(target.cloudPcId))
    .map((target) => `${target.personName} (${target.cloudPcName})`);
  return names.length > 10 ? `${names.slice(0, 10).join(', ')} + ${names.length - 10}` : names.join(', ');
}

function summariseWaves(plan: Plan): readonly WaveSummary[] {
  return Array.from({ length: waveCount(plan) }, (_unused, wave) => {
    const members = plan.targets.filter((target) => target.wave === wave);
    const starts = members.map((target) => target.slot.startAt);
    const names = members.map((target) => `${target.personName} · ${target.cloudPcName}`);
    return {
      wave,
      targets: members.length,
      names,
      firstAt: earliest(starts) ?? plan.madeAt,
      lastAt: latest(starts) ?? plan.madeAt,
    };
  });
}

function summariseZones(plan: Plan): readonly ZoneSummary[] {
  const zones = new Map<string, { people: Set<string>; first: Plan['targets'][number]['slot'] }>();
  for (const { zone, personId, slot } of plan.targets) {
    const known = zones.get(zone) ?? { people: new Set<string>(), first: slot };
    known.people.add(personId);
    zones.set(zone, isBefore(slot.startAt, known.first.startAt) ? { ...known, first: slot } : known);
  }
  return [...zones].map(([zone, { people, first }]) => ({ zone, people: people.size, first }));
}
