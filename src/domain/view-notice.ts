import { adviceFor, setAside } from './app-owners.ts';
import { callFor, isCalled, isFinalCall, witnessOfAbsence } from './calls.ts';
import { postponementsLeft } from './dates.ts';
import { explainUnproven } from './evidence.ts';
import type { Plan } from './plan.ts';
import { judgeProof, PROOF_MAX_AGE_MINUTES, proofModeOf } from './proof.ts';
import { isProofAwaited } from './proof-schedule.ts';
import { readAnswerTo, readReminder } from './notices.ts';
import type { Rollout, RolloutState } from './rollout.ts';
import { offerSlots } from './slots.ts';
import type { TakenSlot } from './slots.ts';
import { attemptUnderWay, deadlineOf, wasCalled } from './target.ts';
import type { Target } from './target.ts';
import { isBefore } from './time.ts';
import type { Instant } from './time.ts';
import { viewCopy } from './view-copy.ts';
import { viewRights } from './view-rights.ts';
import type { NoticeCall, NoticeProof, NoticeStage, NoticeView } from './views-notice.ts';

export interface NoticeAsk {
  /** Revision of the date that the card was sent for: an older card is `replaced`. */
  readonly slotRevision: number;
  readonly now: Instant;
  /** Dates of the others in the rollout: what has no room is not offered. */
  readonly taken?: readonly TakenSlot[];
  /** The message that shows it; none for an answer to a click. One that was overtaken by a newer one is `replaced`. */
  readonly message?: { readonly key: string; readonly orderedAt: Instant };
}

/** The notice of one Cloud PC as it stands now. */
export function viewNotice(state: RolloutState, target: Target, ask: NoticeAsk): NoticeView {
  const { rollout } = state;
  const { plan } = rollout;
  const { planned } = target;
  const stage = isReplaced(target, ask) ? 'replaced' : stageOf(rollout, target, ask.now);
  const offer = offerSlots(target, plan, { now: ask.now, wave: rollout.wave, taken: ask.taken ?? [] });
  const left = postponementsLeft(target, plan);
  return {
    kind: 'notice',
    rolloutId: rollout.id,
    cloudPcId: planned.cloudPcId,
    slotRevision: ask.slotRevision,
    ...(stage === 'last-call' ? { stage, call: viewCall(target, plan, ask.now) } : { stage }),
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
    otherSlots: offer.others,
    soonerSlot: offer.sooner,
    lastSlot: offer.last,
    postponementsLeft: left,
    mayAskException: left === 0 && isBefore(ask.now, target.slot.endAt),
    ...(target.newestNotice ? { newestAt: target.newestNotice.orderedAt } : {}),
    ...viewReminder(rollout, ask),
    ...viewAnswer(rollout, target, ask),
    ...(stage === 'snoozed' && target.snoozedUntil ? { snoozedUntil: target.snoozedUntil } : {}),
    deadlineAt: deadlineOf(target, plan),
    needsReady: explainUnproven(target, plan, ask.now).length > 0,
    ...viewProof(target, plan, ask.now),
    ...viewCopy(target, plan, ask.now),
    requesterName: plan.requestedBy.name,
    reason: reasonOf(rollout, target),
    works: target.feedback?.works ?? null,
    rights: viewRights(state, target, ask.now),
  };
}

/** By the word of a newer date, or by any newer message about this Cloud PC that its owner has. */
function isReplaced({ slotRevision, newestNotice }: Target, ask: NoticeAsk): boolean {
  if (ask.slotRevision < slotRevision) return true;
  const { message } = ask;
  if (!message || !newestNotice || newestNotice.key === message.key) return false;
  return !isBefore(newestNotice.orderedAt, message.orderedAt);
}

function viewReminder({ id }: Rollout, { message }: NoticeAsk): { readonly reminder?: number } {
  const read = message && readReminder({ key: message.key, rolloutId: id });
  return read ? { reminder: read.minutes } : {};
}

function viewAnswer({ id }: Rollout, target: Target, { message }: NoticeAsk): Pick<NoticeView, 'bringsAnswer'> {
  const no = message && readAnswerTo({ key: message.key, rolloutId: id });
  const newest = target.appeals?.findLast(({ kind }) => kind !== 'waiver');
  return no !== undefined && newest?.no === no ? { bringsAnswer: true } : {};
}

function viewCall(target: Target, plan: Plan, now: Instant): NoticeCall {
  const deadlineAt = deadlineOf(target, plan);
  const startAt = callFor(target, { deadlineAt, now });
  const { call } = target;
  const gone = witnessOfAbsence(call);
  return {
    startAt,
    session: call?.session === 'signed-in' ? 'signed-in' : 'unknown',
    inCall: call?.inCall ?? false,
    ...(gone ? { gone } : {}),
    isFinal: isFinalCall({ for: startAt }, deadlineAt),
    maySnooze: isBefore(now, deadlineAt),
  };
}

function stageOf(rollout: Rollout, target: Target, now: Instant): NoticeStage {
  if (target.verifiedAt) return 'done';
  if (target.failed) return 'failed';
  if (target.excluded) return 'left-out';
  if (attemptUnderWay(target)) return target.goodSince ? 'settling' : 'started';
  if (rollout.aborted) return 'aborted';
  if (rollout.completedAt) return 'left-out';
  if (rollout.hold) return 'held';
  return stageWaiting(rollout, target, now);
}

function stageWaiting(rollout: Rollout, target: Target, now: Instant): NoticeStage {
  if (target.helpAsked) return 'help';
  const late = stageOfLastMinutes(rollout, target, now);
  if (late) return late;
  const isMeasured = proofModeOf(rollout.plan.request) !== 'attested';
  // A daily report will be old by then: only one that was asked for with this date in mind, and is renewed until then, is an answer.
  const isAsked = isMeasured && target.proof?.askedAt !== undefined && target.proof.askedAt !== null;
  const hasAnswer = target.evidence.length > 0 || isAsked;
  if (hasAnswer && explainUnproven(target, rollout.plan, now).length === 0) return 'ready';
  if (target.ownDate ?? target.postponements > 0) return 'postponed';
  return target.slotRevision > 1 ? 'moved' : 'planned';
}

/** Around the start: called for it, or given more time at their own wish. */
function stageOfLastMinutes(rollout: Rollout, target: Target, now: Instant): NoticeStage | undefined {
  if (!isBefore(now, target.slot.endAt)) return undefined;
  const start = callFor(target, { deadlineAt: deadlineOf(target, rollout.plan), now });
  const { call, snoozedUntil } = target;
  const isBeingCalled = call !== undefined && call.session !== 'not-signed-in' && !isBefore(call.for, start);
  if (isCalled(target) && (isBeingCalled || wasCalled(target, start))) return 'last-call';
  const isSnoozed = snoozedUntil !== undefined && snoozedUntil > target.slot.startAt && isBefore(now, snoozedUntil);
  return isSnoozed ? 'snoozed' : undefined;
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
  return wordsForOwners(rollout.hold);
}

/** Who stops the line writes to those who decide, not to every owner. */
function wordsForOwners(hold: Rollout['hold']): string {
  return hold && hold.kind !== 'line-stopped' ? hold.reason : '';
}
