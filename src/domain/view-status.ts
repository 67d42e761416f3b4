import { explainWaiting } from './evidence.ts';
import { reviewState } from './expedite.ts';
import type { CopyState } from './copy.ts';
import { gather, minutesTaken } from './gate.ts';
import { makeLedger, makeLedgerRow } from './ledger.ts';
import { waveCount } from './plan.ts';
import { refusal } from './refusal.ts';
import { isLive, rolloutPhase } from './rollout.ts';
import type { Rollout, RolloutState } from './rollout.ts';
import { attemptUnderWay, isFinished, lastAttempt, TARGET_PHASES, targetPhase } from './target.ts';
import type { Target, TargetPhase } from './target.ts';
import { earliest, latest, toInstant, toMs } from './time.ts';
import type { Instant } from './time.ts';
import { titleOf } from './view-plan.ts';
import { listInFlight, viewCases } from './view-rights.ts';
import { listVoters } from './votes.ts';
import type { AbortView, AskView, ReportCopy, ReportReach, ReportRow, ReportView, StatusView } from './views.ts';

export function phaseOf(state: RolloutState): ReturnType<typeof rolloutPhase> {
  return rolloutPhase(
    state.rollout,
    state.targets.some((target) => target.attempts.length > 0),
  );
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
    reach: makeLedger(targets).counts,
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
    waiting: groupWaiting(state, now),
    nextStartAt: live
      ? (earliest(
          targets.filter((target) => isWaiting(target)).map((target) => latest([target.slot.startAt, now]) ?? now),
        ) ?? null)
      : null,
    newJoiners: rollout.newJoiners,
    ...viewOpenCases(state),
    updatedAt: now,
    ...reviewOf(state),
    deadlineAt: rollout.plan.request.deadlineAt,
    ...viewGoLiveOpen(rollout),
  };
}

function viewGoLiveOpen(rollout: Rollout): Pick<StatusView, 'goLiveOpen'> {
  const { goLive } = rollout;
  if (!goLive || goLive.vote || !isLive(rollout)) return {};
  const { askedAt, reminded } = goLive;
  return {
    goLiveOpen: { askedAt, remindedAt: reminded?.askedAt ?? null, deputies: reminded?.asked.length ?? 0 },
  };
}

export function viewAsk(state: RolloutState): AskView {
  const { rollout, targets } = state;
  const judged = Number(rollout.hold?.facts['wave'] ?? rollout.wave);
  const members = targets.filter((target) => target.planned.wave === judged);
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
    ...(rollout.hold?.kind === 'line-stopped' ? { inFlight: listInFlight(targets) } : {}),
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
  audit: { readonly entries: number; readonly brokenAt: number | null },
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
    reach: makeLedger(targets).counts,
    hash: rollout.hash,
    approvedBy: rollout.approval?.decision === 'approved' ? nameVoters(rollout) : '',
    requestedBy: rollout.plan.requestedBy.name,
    auditEntries: audit.entries,
    auditIntact: audit.brokenAt === null,
    ...(audit.brokenAt === null ? {} : { auditBrokenAt: audit.brokenAt }),
    ...reviewOf(state),
  };
}

function nameVoters(rollout: Rollout): string {
  return listVoters(rollout, rollout.hash)
    .map(({ name }) => name)
    .join(', ');
}

function reviewOf(state: RolloutState): Pick<StatusView, 'review'> {
  const review = reviewState(state);
  return review ? { review } : {};
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

function viewOpenCases(state: RolloutState): Pick<StatusView, 'openCases'> {
  const { open } = viewCases(state);
  return open.length > 0 ? { openCases: open } : {};
}

function groupWaiting({ rollout, targets }: RolloutState, now: Instant): StatusView['waiting'] {
  const groups = new Map<string, string[]>();
  for (const target of targets.filter(isWaiting)) {
    const codes = new Set(explainWaiting(target, rollout.plan, now).map((why) => why.code));
    for (const code of codes) {
      const names = groups.get(code) ?? [];
      names.push(target.planned.personName);
      groups.set(code, names);
    }
  }
  return [...groups].map(([code, names]) => ({ code, count: names.length, names: names.slice(0, 10) }));
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
  const { planned, observed, told, verifiedAt, attempts } = target;
  return {
    cloudPcName: planned.cloudPcName,
    cloudPcNameNow: observed?.name ?? planned.cloudPcName,
    upn: planned.upn,
    personName: planned.personName,
    wave: planned.wave,
    outcome: targetPhase(target),
    toldAt: told?.firstAt ?? '',
    startedAt: lastAttempt(target)?.intentAt ?? '',
    readyAt: verifiedAt ?? '',
    minutes: verifiedAt ? minutesTaken(target) : null,
    attempts: attempts.length,
    why: whyOf(target),
    reach: reportReach(target),
    ...(target.copy ? { copy: reportCopy(target.copy) } : {}),
  };
}

function reportReach(target: Target): ReportReach {
  const { state, acknowledgedAt, why, tries, manager } = makeLedgerRow(target);
  return { state, acknowledgedAt: acknowledgedAt ?? '', why, tries, manager: manager?.outcome ?? '' };
}

function reportCopy({ kind, state, createdAt, expiresAt, where }: CopyState): ReportCopy {
  return { kind, state, createdAt: createdAt ?? '', deletedAt: expiresAt ?? '', where };
}

/** Codes, the result first: why it failed, was left out (and what had kept it from being done), or still waits. */
function whyOf(target: Target): string {
  const why = target.failed?.why ?? target.excluded?.why;
  if (!why) return target.waitingFor.map((one) => one.code).join(' ');
  return `${why.code} ${why.facts['reasons'] ?? ''}`.trim();
}
