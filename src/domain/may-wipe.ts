import { LOOK_MAX_AGE_MINUTES, SESSION_MAX_AGE_MINUTES, MOVED_LEAD_MINUTES, PERMIT_MINUTES } from './defaults.ts';
import { openException } from './appeal.ts';
import { explainSession } from './calls.ts';
import { explainUnproven } from './evidence.ts';
import { canonicalJson } from './hash.ts';
import { explainOtherWorld, explainUnfit, explainUnreadyImage } from './look.ts';
import type { Look } from './look.ts';
import type { PlannedTarget } from './plan.ts';
import { accept, refusal, refuse } from './refusal.ts';
import type { Refusal, Result } from './refusal.ts';
import type { CopiesSeen } from './copy.ts';
import { explainCopyGone, explainUncopied } from './protect.ts';
import { explainNotLive } from './go-live.ts';
import { isApproved } from './rollout.ts';
import type { Rollout } from './rollout.ts';
import { attemptUnderWay, countAccepted } from './target.ts';
import type { Target } from './target.ts';
import { isBefore, minutesBetween } from './time.ts';
import type { Instant } from './time.ts';
import { listVoters, quorumOf } from './votes.ts';
import { slotAt } from './window.ts';

/** Everything Repave itself knows about one Cloud PC in one rollout at the moment of the question. */
export interface LocalFacts {
  readonly now: Instant;
  readonly rollout: Rollout;
  /** `planHash` of the plan as it is stored now, computed anew: W1 compares it with what was approved. */
  readonly planHashNow: string;
  readonly target: Target;
  /** Every Cloud PC in the stored plan (`indexPlanned`): what is about to be done must be what stands there, word for word. */
  readonly planned: ReadonlyMap<string, PlannedTarget>;
  /** Reprovisions under way in the whole rollout, and of those the ones of the same person. */
  readonly inFlight: number;
  readonly inFlightOfPerson: number;
}

/** The local facts and what the tenant says at this moment. */
export interface WipeFacts extends LocalFacts {
  readonly look: Look;
  readonly session: 'signed-in' | 'not-signed-in' | 'unknown';
  /** When the session was asked for. */
  readonly sessionAt: Instant;
  /** Session unknown: Teams shows the person as away or offline now, too. Not said is not away. */
  readonly isAway?: boolean;
  /** Restore points of this Cloud PC, read now; missing where the plan asks for no copy. */
  readonly copiesSeen?: CopiesSeen;
}

/** The one thing that can start a reprovision: made by `mayWipe` alone, for one attempt, at one moment. */
export interface Permit {
  readonly rolloutId: string;
  readonly cloudPcId: string;
  readonly attempt: number;
  readonly planHash: string;
  readonly at: Instant;
}

/**
 * May this Cloud PC be wiped now? A permit, or every reason why not. Rules W1–W11 of the promise; W12 is kept by the caller, who
 * writes the permit as intent, in the transaction that asked, before any call leaves.
 */
export function mayWipe(facts: WipeFacts): Result<Permit> {
  const reasons = [...explainLocally(facts), ...WORLD_RULES.flatMap((rule) => rule(facts))];
  if (reasons.length > 0) return refuse(...reasons);
  const { rollout, target, now } = facts;
  return accept({
    rolloutId: rollout.id,
    cloudPcId: target.planned.cloudPcId,
    attempt: target.attempts.length + 1,
    planHash: rollout.hash,
    at: now,
  });
}

/** Whether the call may still leave: asked at the last moment before it does, because a worker can be stopped at any other. */
export function isStillGood(permit: Permit, now: Instant): boolean {
  return minutesBetween(permit.at, now) < PERMIT_MINUTES;
}

/** The part of the question that needs no look at the tenant: what planning the next starts uses. */
export function explainLocally(facts: LocalFacts): readonly Refusal[] {
  return LOCAL_RULES.flatMap((rule) => rule(facts));
}

/** The same question when only yes or no matters: stops at the first reason. */
export function mayStartLocally(facts: LocalFacts): boolean {
  return LOCAL_RULES.every((rule) => rule(facts).length === 0);
}

/** Cheap questions first: with thousands of targets most are answered before the calendar is asked. */
const LOCAL_RULES: readonly ((facts: LocalFacts) => readonly Refusal[])[] = [
  approved,
  told,
  proven,
  once,
  notPostponed,
  notHeld,
  inTurn,
  asPlanned,
  copied,
  inWindow,
];

const WORLD_RULES: readonly ((facts: WipeFacts) => readonly Refusal[])[] = [
  freshLook,
  notSignedIn,
  sameWorld,
  fitState,
  wayBack,
  copyStillThere,
];

/** W1: approved by enough others, for exactly this plan, in time; where the switch has an approval of its own, by that as well. */
function approved({ rollout, planHashNow }: LocalFacts): readonly Refusal[] {
  if (!isApproved(rollout) || !rollout.approval) return [refusal('not-approved')];
  if (planHashNow !== rollout.approval.hash) return [refusal('plan-changed')];
  if (rollout.approval.by.id === rollout.plan.requestedBy.id) return [refusal('own-approval')];
  const [have, need] = [listVoters(rollout, planHashNow).length, quorumOf(rollout.plan.request)];
  if (have < need) return [refusal('quorum-missing', { have, need })];
  if (rollout.expiredAt) return [refusal('approval-expired')];
  if (rollout.lateStart === 'asked') return [refusal('late-start-open')];
  return explainNotLive(rollout, planHashNow);
}

/** W1, of this Cloud PC: the approved plan names it, with this very owner, policy, zone, build and wave. */
function asPlanned({ planned, target }: LocalFacts): readonly Refusal[] {
  const inPlan = planned.get(target.planned.cloudPcId);
  const isSame = inPlan !== undefined && canonicalJson(inPlan) === canonicalJson(target.planned);
  return isSame ? [] : [refusal('not-in-plan')];
}

/** W2: inside the plan's window in the person's zone, outside freezes, with room for nine of ten reprovisions to end. */
function inWindow({ rollout, target, now }: LocalFacts): readonly Refusal[] {
  const { request, eta } = rollout.plan;
  const open = slotAt(request.window, target.planned.zone, now);
  if (!open) return [refusal('window-shut')];
  const room = minutesBetween(now, open.endAt);
  return room < eta.p90Minutes ? [refusal('window-too-short', { minutesLeft: Math.floor(room) })] : [];
}

/** W3: told of this very date, the first word at least the lead time ago, a moved date at least an hour (or the lead) ago. */
function told({ rollout, target, now }: LocalFacts): readonly Refusal[] {
  if (!target.told) return [refusal('not-told', { reason: target.unreachable ?? '' })];
  if (target.told.slot.startAt !== target.slot.startAt) return [refusal('new-date-not-told')];
  const lead = rollout.plan.request.leadMinutes;
  if (minutesBetween(target.told.firstAt, now) < lead) return [refusal('told-too-late', { leadMinutes: lead })];
  const movedLead = target.told.slotAt === target.told.firstAt ? 0 : Math.min(lead, MOVED_LEAD_MINUTES);
  return minutesBetween(target.told.slotAt, now) < movedLead
    ? [refusal('told-too-late', { leadMinutes: movedLead })]
    : [];
}

/** W4: the person's data is proven, attested or waived. */
function proven({ rollout, target, now }: LocalFacts): readonly Refusal[] {
  return explainUnproven(target, rollout.plan, now);
}

/** W5: nothing under way, nothing in doubt, and no more attempts than the plan and the retries grant. */
function once({ target }: LocalFacts): readonly Refusal[] {
  if (target.verifiedAt) return [refusal('already-done')];
  if (target.failed) return [refusal('failed-before')];
  if (attemptUnderWay(target)) return [refusal('attempt-under-way')];
  return countAccepted(target) > target.retries.length ? [refusal('attempt-spent')] : [];
}

/** W6, first half: the date the person holds has come and not passed, and no call for help or request of theirs is open. */
function notPostponed({ target, now }: LocalFacts): readonly Refusal[] {
  if (target.excluded) return [refusal('excluded')];
  if (target.helpAsked) return [refusal('help-open')];
  if (openException(target)) return [refusal('exception-open')];
  if (isBefore(now, target.slot.startAt)) return [refusal('before-date', { at: target.slot.startAt })];
  if (!isBefore(now, target.slot.endAt)) return [refusal('date-passed')];
  if (target.snoozedUntil && isBefore(now, target.snoozedUntil))
    return [refusal('snoozed', { until: target.snoozedUntil })];
  return target.notBefore && isBefore(now, target.notBefore) ? [refusal('waiting', { until: target.notBefore })] : [];
}

/** W7: no hold, abort or end was committed. */
function notHeld({ rollout }: LocalFacts): readonly Refusal[] {
  if (rollout.aborted) return [refusal('aborted')];
  if (rollout.completedAt) return [refusal('completed')];
  return rollout.hold ? [refusal('held', { kind: rollout.hold.kind })] : [];
}

/** W8: its wave is open, a place is free, and the person's other Cloud PC is not away at the same time. */
function inTurn({ rollout, target, inFlight, inFlightOfPerson }: LocalFacts): readonly Refusal[] {
  if (target.planned.wave > rollout.wave) return [refusal('wave-not-open', { wave: target.planned.wave })];
  if (inFlightOfPerson > 0) return [refusal('other-cloud-pc-away')];
  return inFlight >= rollout.plan.request.waves.concurrency ? [refusal('no-free-place')] : [];
}

/** A look that is old, or from the future, proves nothing about now; least of all one at a session. */
function freshLook({ look, sessionAt, now }: WipeFacts): readonly Refusal[] {
  const isFresh = (at: Instant, limit: number) => !isBefore(now, at) && minutesBetween(at, now) <= limit;
  const areFresh = isFresh(look.at, LOOK_MAX_AGE_MINUTES) && isFresh(sessionAt, SESSION_MAX_AGE_MINUTES);
  return areFresh ? [] : [refusal('look-too-old')];
}

/** W6, second half: nobody is signed in, or what stands in `explainSession`. */
function notSignedIn({ session, isAway = false, rollout, target, now }: WipeFacts): readonly Refusal[] {
  return explainSession(target, rollout.plan, { session, isAway, now });
}

/** W9: policy, owner, image and Cloud PC are the ones that were approved. */
function sameWorld({ look, rollout, target }: WipeFacts): readonly Refusal[] {
  return [...explainOtherWorld(look, rollout.plan, target), ...explainGoingBack(rollout, target)];
}

/** The policy still names the new image, but was ordered back: whatever starts now may come up with the old one. */
function explainGoingBack({ switches }: Rollout, { planned }: Target): readonly Refusal[] {
  const one = switches.find(({ policyId }) => policyId === planned.policyId);
  if (one?.wanted !== 'before') return [];
  return [refusal('policy-image-differs', { policy: one.policyName, seen: 'before' })];
}

/** W10: a status that allows it, and no other remote action running. */
function fitState({ look, target }: WipeFacts): readonly Refusal[] {
  return explainUnfit(look, target);
}

/** W11: the new image is ready and supported, and the plan says what way back there is. */
function wayBack({ look, rollout }: WipeFacts): readonly Refusal[] {
  return explainUnreadyImage(look, rollout.plan);
}

/** W11: the protective copy that the plan asks for was made for this date, and counts. */
function copied({ rollout, target, now }: LocalFacts): readonly Refusal[] {
  return explainUncopied(target, rollout.plan, now);
}

/** W11, at the last moment: that copy is still listed and healthy. Said only when the records alone find nothing wrong with it. */
function copyStillThere({ rollout, target, now, copiesSeen }: WipeFacts): readonly Refusal[] {
  if (explainUncopied(target, rollout.plan, now).length > 0) return [];
  const ask = { seen: copiesSeen ?? null, now, maxAgeMinutes: LOOK_MAX_AGE_MINUTES };
  return explainCopyGone(target, rollout.plan, ask);
}
