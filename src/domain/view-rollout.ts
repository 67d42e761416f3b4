import { approvalExpiresAt } from './approval.ts';
import { countChecklist, standingOf } from './evidence.ts';
import { gather, minutesTaken } from './gate.ts';
import { waveCount } from './plan.ts';
import type { Plan } from './plan.ts';
import { refusal } from './refusal.ts';
import type { ChecklistItem } from './request.ts';
import { isLive, rolloutPhase } from './rollout.ts';
import type { Rollout, RolloutState } from './rollout.ts';
import { attemptUnderWay, isFinished, lastAttempt, TARGET_PHASES, targetPhase } from './target.ts';
import type { Target, TargetPhase } from './target.ts';
import { earliest, isBefore, latest, toInstant, toMs } from './time.ts';
import type { Instant } from './time.ts';
import type {
  AbortView,
  ApprovalView,
  AskView,
  ChecklistView,
  Difference,
  PlanSummary,
  PlanView,
  ReportRow,
  ReportView,
  StatusView,
  WaveSummary,
  ZoneSummary,
} from './views.ts';

export function titleOf(plan: Plan): string {
  const version = plan.image.version ? ` ${plan.image.version}` : '';
  return `${plan.image.name}${version}`;
}

export function phaseOf(state: RolloutState): ReturnType<typeof rolloutPhase> {
  return rolloutPhase(
    state.rollout,
    state.targets.some((target) => target.attempts.length > 0),
  );
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
  };
}

export function viewApproval(
  state: RolloutState,
  ask: { now: Instant; tenantName: string; differences?: readonly Difference[] },
): ApprovalView {
  const { rollout } = state;
  return {
    kind: 'approval',
    rolloutId: rollout.id,
    revision: rollout.plan.revision,
    hash: rollout.hash,
    state: approvalState(rollout),
    summary: summarise(state, ask.now, ask.tenantName),
    expiresAt: approvalExpiresAt(rollout) ?? rollout.plan.request.deadlineAt,
    decision: rollout.approval,
    differences: ask.differences ?? [],
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
  };
}

export function viewStatus(state: RolloutState, now: Instant): StatusView {
  const { rollout, targets } = state;
  const live = isLive(rollout);
  return {
    kind: 'status',
    rolloutId: rollout.id,
    title: titleOf(rollout.plan),
    planKind: rollout.plan.kind,
    phase: phaseOf(state),
    hold: rollout.hold,
    aborted: rollout.aborted,
    counts: countPhases(targets),
    targets: targets.length,
    wave: rollout.wave,
    waves: waveCount(rollout.plan),
    verdicts: rollout.verdicts,
    switches: rollout.switches,
    policyNames: Object.fromEntries(rollout.switches.map(({ policyId, policyName }) => [policyId, policyName])),
    eta: live ? estimateEnd(state, now) : null,
    inFlight: listInFlight(targets),
    problems: targets
      .filter((target) => target.failed)
      .map(({ planned, failed }) => ({ ...named(planned), why: failed?.why ?? refusal('unknown') })),
    waiting: groupWaiting(targets),
    nextStartAt: live
      ? (earliest(
          targets.filter((target) => isWaiting(target)).map((target) => latest([target.slot.startAt, now]) ?? now),
        ) ?? null)
      : null,
    newJoiners: rollout.newJoiners,
    updatedAt: now,
    deadlineAt: rollout.plan.request.deadlineAt,
  };
}

export function viewAsk(state: RolloutState): AskView {
  const { rollout, targets } = state;
  const members = targets.filter((target) => target.planned.wave === rollout.wave);
  const doubtful = targets.filter((target) => targetPhase(target) === 'in-doubt');
  return {
    kind: 'ask',
    rolloutId: rollout.id,
    title: titleOf(rollout.plan),
    hold: rollout.hold,
    wave: rollout.wave,
    waves: waveCount(rollout.plan),
    evidence: members.length > 0 ? gather(members) : null,
    failed: targets
      .filter((target) => target.failed)
      .map(({ planned, failed }) => ({ ...named(planned), why: failed?.why ?? refusal('unknown') })),
    inDoubt: doubtful.map((target) => ({
      cloudPcId: target.planned.cloudPcId,
      ...named(target.planned),
      since: lastAttempt(target)?.intentAt ?? '',
    })),
    answered: rollout.hold === null && doubtful.length === 0,
  };
}

export function viewAbort(state: RolloutState): AbortView {
  const { rollout, targets } = state;
  const switched = rollout.plan.switches.filter((change) =>
    rollout.switches.some((one) => one.policyId === change.policyId && one.seen === 'after'),
  );
  return {
    kind: 'abort',
    rolloutId: rollout.id,
    title: titleOf(rollout.plan),
    notStarted: targets.filter(isWaiting).length,
    inFlight: listInFlight(targets),
    done: targets.filter((target) => target.verifiedAt).length,
    switched: switched.map((change) => ({ policyName: change.policyName, back: change.before })),
  };
}

export function viewReport(
  state: RolloutState,
  audit: { readonly entries: number; readonly intact: boolean },
): ReportView {
  const { rollout, targets } = state;
  const minutes = targets
    .filter((target) => target.verifiedAt)
    .map(minutesTaken)
    .sort((a, b) => a - b);
  return {
    kind: 'report',
    rolloutId: rollout.id,
    title: titleOf(rollout.plan),
    phase: phaseOf(state),
    counts: countPhases(targets),
    targets: targets.length,
    startedAt:
      earliest(targets.flatMap((target) => target.attempts.slice(0, 1).map((attempt) => attempt.intentAt))) ?? null,
    endedAt: rollout.completedAt ?? rollout.aborted?.at ?? null,
    medianMinutes: minutes[Math.floor((minutes.length - 1) / 2)] ?? null,
    slowestMinutes: minutes.at(-1) ?? null,
    rows: targets.map(reportRow),
    hash: rollout.hash,
    approvedBy: rollout.approval?.decision === 'approved' ? rollout.approval.by.name : '',
    requestedBy: rollout.plan.requestedBy.name,
    auditEntries: audit.entries,
    auditIntact: audit.intact,
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
    ['lead', (plan) => `${plan.request.leadMinutes}`],
    ['deadline', (plan) => plan.request.deadlineAt],
    [
      'waves',
      (plan) =>
        `${plan.request.waves.canary}; ${plan.request.waves.percents.join(', ')} %; ${plan.request.waves.concurrency}`,
    ],
    ['limits', (plan) => `${plan.request.failureCount}; ${plan.request.failurePercent} %`],
    ['ticks', (plan) => plan.ticks.map((tick) => tick.item).join(', ')],
    ['added', (plan) => (plan === after ? listMissing(after, before) : '')],
    ['removed', (plan) => (plan === after ? listMissing(before, after) : '')],
  ];
  return rows
    .map(([what, read]) => ({ what, before: read(before), after: read(after) }))
    .filter((row) => row.before !== row.after);
}

function listMissing(from: Plan, other: Plan): string {
  const known = new Set(other.targets.map((target) => target.cloudPcId));
  const names = from.targets
    .filter((target) => !known.has(target.cloudPcId))
    .map((target) => `${target.personName} (${target.cloudPcName})`);
  return names.length > 10 ? `${names.slice(0, 10).join(', ')} + ${names.length - 10}` : names.join(', ');
}

function approvalState(rollout: Rollout): ApprovalView['state'] {
  if (rollout.aborted) return 'aborted';
  if (rollout.approval?.decision === 'rejected') return 'rejected';
  if (rollout.approval) return rollout.lateStart === 'asked' ? 'late' : 'approved';
  if (rollout.expiredAt) return 'expired';
  return rollout.submittedAt ? 'pending' : 'void';
}

export function countPhases(targets: readonly Target[]): Readonly<Record<TargetPhase, number>> {
  const counts = Object.fromEntries(TARGET_PHASES.map((phase) => [phase, 0])) as Record<TargetPhase, number>;
  for (const target of targets) counts[targetPhase(target)] += 1;
  return counts;
}

function isWaiting(target: Target): boolean {
  return !isFinished(target) && !attemptUnderWay(target);
}

function named(planned: Target['planned']): { cloudPcName: string; personName: string } {
  return { cloudPcName: planned.cloudPcName, personName: planned.personName };
}

function listInFlight(targets: readonly Target[]): StatusView['inFlight'] {
  return targets.flatMap((target) => {
    const attempt = attemptUnderWay(target);
    return attempt ? [{ ...named(target.planned), since: attempt.intentAt }] : [];
  });
}

function groupWaiting(targets: readonly Target[]): StatusView['waiting'] {
  const groups = new Map<string, string[]>();
  for (const target of targets.filter(isWaiting)) {
    for (const code of reasonsOf(target)) groups.set(code, [...(groups.get(code) ?? []), target.planned.personName]);
  }
  return [...groups].map(([code, names]) => ({ code, count: names.length, names: names.slice(0, 10) }));
}

function reasonsOf(target: Target): readonly string[] {
  if (target.helpAsked) return ['help-open'];
  if (target.unreachable) return ['unreachable'];
  return [...new Set(target.waitingFor.map((why) => why.code))];
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

/** The plan's own forecast, moved by what is still to do when it has slipped. */
function estimateEnd(state: RolloutState, now: Instant): { p50At: Instant; p90At: Instant } {
  const { eta, request } = state.rollout.plan;
  const open = state.targets.filter((target) => !isFinished(target));
  const last = open.reduce((ms, target) => Math.max(ms, toMs(target.slot.startAt)), toMs(now));
  const end = (minutes: number) => toInstant(last + (minutes + request.settleMinutes) * 60_000);
  return { p50At: end(eta.p50Minutes), p90At: end(eta.p90Minutes) };
}

function reportRow(target: Target): ReportRow {
  const { planned } = target;
  const why = target.failed?.why ?? target.excluded?.why;
  return {
    cloudPcName: planned.cloudPcName,
    cloudPcNameNow: target.observed?.name ?? planned.cloudPcName,
    upn: planned.upn,
    personName: planned.personName,
    wave: planned.wave,
    outcome: targetPhase(target),
    toldAt: target.told?.firstAt ?? '',
    startedAt: lastAttempt(target)?.intentAt ?? '',
    readyAt: target.verifiedAt ?? '',
    minutes: target.verifiedAt ? minutesTaken(target) : null,
    attempts: target.attempts.length,
    why: why?.code ?? target.waitingFor.map((one) => one.code).join(' '),
  };
}
