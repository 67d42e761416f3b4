import { adviceFor, setAside } from './app-owners.ts';
import { offerSlots, postponementsLeft } from './dates.ts';
import { explainUnproven } from './evidence.ts';
import type { Plan } from './plan.ts';
import { judgeProof, PROOF_MAX_AGE_MINUTES, proofModeOf } from './proof.ts';
import { isProofAwaited } from './proof-schedule.ts';
import type { Rollout, RolloutState } from './rollout.ts';
import { attemptUnderWay, wasCalled } from './target.ts';
import type { Target } from './target.ts';
import { isBefore } from './time.ts';
import type { Instant } from './time.ts';
import type { NoticeProof, NoticeView } from './views.ts';

/** The notice of one Cloud PC as it stands now. `slotRevision` is the one the card was sent for: an older card is `replaced`. */
export function viewNotice(
  state: RolloutState,
  target: Target,
  ask: { readonly slotRevision: number; readonly now: Instant },
): NoticeView {
  const { rollout } = state;
  const { plan } = rollout;
  const { planned } = target;
  const stage = ask.slotRevision < target.slotRevision ? 'replaced' : stageOf(rollout, target, ask.now);
  return {
    kind: 'notice',
    rolloutId: rollout.id,
    cloudPcId: planned.cloudPcId,
    slotRevision: ask.slotRevision,
    stage,
    personName: planned.personName,
    zone: planned.zone,
    locale: planned.locale,
    cloudPcName: target.observed && stage === 'done' ? target.observed.name : planned.cloudPcName,
    otherCloudPcs: state.targets
      .filter((other) => other !== target && other.planned.personId === planned.personId)
      .map((other) => other.planned.cloudPcName),
    imageBefore: planned.imageBefore,
    imageAfter: plan.image.name,
    slot: target.slot,
    p50Minutes: plan.eta.p50Minutes,
    p90Minutes: plan.eta.p90Minutes,
    otherSlots: offerSlots(target, plan, ask.now),
    postponementsLeft: postponementsLeft(target, plan),
    deadlineAt: plan.request.deadlineAt,
    needsReady: explainUnproven(target, plan, ask.now).length > 0,
    ...viewProof(target, plan, ask.now),
    requesterName: plan.requestedBy.name,
    reason: reasonOf(rollout, target),
    works: target.feedback?.works ?? null,
  };
}

function stageOf(rollout: Rollout, target: Target, now: Instant): NoticeView['stage'] {
  if (target.verifiedAt) return 'done';
  if (target.failed) return 'failed';
  if (target.excluded) return 'left-out';
  if (attemptUnderWay(target)) return target.goodSince ? 'settling' : 'started';
  if (rollout.aborted) return 'aborted';
  if (rollout.completedAt) return 'left-out';
  if (rollout.hold) return 'held';
  return stageWaiting(rollout, target, now);
}

function stageWaiting(rollout: Rollout, target: Target, now: Instant): NoticeView['stage'] {
  if (target.helpAsked) return 'help';
  if (wasCalled(target) && !isBefore(now, target.slot.startAt)) return 'last-call';
  const isMeasured = proofModeOf(rollout.plan.request) !== 'attested';
  const hasAnswer = target.evidence.length > 0 || (isMeasured && target.proof !== undefined);
  if (hasAnswer && explainUnproven(target, rollout.plan, now).length === 0) return 'ready';
  if (target.postponements > 0) return 'postponed';
  return target.slotRevision > 1 ? 'moved' : 'planned';
}

function viewProof(target: Target, plan: Plan, now: Instant): { readonly proof?: NoticeProof } {
  const mode = proofModeOf(plan.request);
  if (mode === 'attested') return {};
  const judged = judgeProof(setAside(target.proof, target.appAnswers, plan.requestedBy.id), now);
  const advice = adviceFor(target.proof, target.appAnswers);
  const findings = judged.findings.map((finding) =>
    finding.code === 'app-files' && advice ? { ...finding, facts: { ...finding.facts, ...advice } } : finding,
  );
  return {
    proof: {
      ...judged,
      findings,
      limitMinutes: PROOF_MAX_AGE_MINUTES,
      awaited: isProofAwaited(target),
      wordCounts: mode === 'measured-or-attested' && judged.verdict === 'unknown',
    },
  };
}

function reasonOf(rollout: Rollout, target: Target): string {
  if (target.failed) return target.failed.why.code;
  if (target.excluded) return target.excluded.why.code;
  if (rollout.aborted) return rollout.aborted.reason;
  return rollout.hold?.reason ?? '';
}
