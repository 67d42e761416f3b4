import { STUCK_MINUTES } from './defaults.ts';
import type { Look } from './look.ts';
import type { Plan } from './plan.ts';
import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { attemptUnderWay } from './target.ts';
import type { Attempt, Observed, Target } from './target.ts';
import { minutesBetween } from './time.ts';
import type { Instant } from './time.ts';
import type { CloudPc, RemoteAction } from './world.ts';

/** A status read this soon after the call may still be the one from before it. */
const STALE_MINUTES = 10;
/** Two bad readings this far apart are believed; one is not (CloudPC-Replace README: status flip-flops). */
const CONFIRM_MINUTES = 5;
/** The tenant's clock and ours may differ by this much. */
const SKEW_MINUTES = 2;

/** A target after a look at the tenant: what was seen, and what that proves about the attempt under way. Same object when nothing changed. */
export function observeTarget(target: Target, look: Look, plan: Plan): Target {
  const cloudPc = look.cloudPcs.get(target.planned.cloudPcId);
  if (!cloudPc) return missTarget(target, look.at);
  const seen = { ...target, observed: readingOf(cloudPc, look.at) };
  const attempt = attemptUnderWay(target);
  if (!attempt) return sameReading(target.observed, seen.observed) ? target : seen;
  return judge(settleDoubt(seen, attempt, cloudPc), plan, look.at);
}

/** Nowhere to be found this long after its rebuild was accepted: its licence may be gone, or somebody deleted it. Nobody waits for ever. */
function missTarget(target: Target, now: Instant): Target {
  const attempt = attemptUnderWay(target);
  const isLong = attempt?.outcome === 'accepted' && minutesBetween(attempt.intentAt, now) > STUCK_MINUTES;
  return isLong ? confirm({ ...target, goodSince: null }, refusal('cloud-pc-gone'), now) : target;
}

/** True when the tenant shows that the call of this attempt took effect. */
export function showsEffect(cloudPc: CloudPc, target: Target, attempt: Attempt): boolean {
  if (isRebuilt(cloudPc.provisionedAt, target, attempt)) return true;
  if (cloudPc.lastAction && isReprovisionSince(cloudPc.lastAction, attempt.intentAt)) return true;
  return (
    cloudPc.status === 'provisioning' || cloudPc.status === 'deprovisioning' || cloudPc.status === 'pendingProvision'
  );
}

/** In doubt, and the tenant's list of remote actions names a reprovision since the intent: settled. An empty list settles nothing. */
export function settleFromActions(target: Target, actions: readonly RemoteAction[], now: Instant): Target {
  const attempt = attemptUnderWay(target);
  if (!attempt || attempt.outcome === 'accepted') return target;
  const found = actions.some((action) => isReprovisionSince(action, attempt.intentAt));
  if (!found) return target;
  const settled: Attempt = {
    ...attempt,
    outcome: 'accepted',
    settledAt: now,
    detail: 'found among the remote actions',
  };
  return { ...target, attempts: [...target.attempts.slice(0, -1), settled] };
}

function isReprovisionSince(action: RemoteAction, since: Instant): boolean {
  if (!action.startedAt || !/reprovision/i.test(action.name)) return false;
  return minutesBetween(since, action.startedAt) >= -SKEW_MINUTES;
}

function readingOf(cloudPc: CloudPc, at: Instant): Observed {
  const { status, imageName, provisionedAt, name } = cloudPc;
  return { at, status, imageName, provisionedAt, name };
}

function sameReading(a: Observed | null, b: Observed): boolean {
  return (
    a?.status === b.status && a.imageName === b.imageName && a.provisionedAt === b.provisionedAt && a.name === b.name
  );
}

/** In doubt, and the tenant shows the effect: settled as accepted. The absence of a trace settles nothing. */
function settleDoubt(target: Target, attempt: Attempt, cloudPc: CloudPc): Target {
  if (attempt.outcome === 'accepted' || !showsEffect(cloudPc, target, attempt)) return target;
  const settled: Attempt = {
    ...attempt,
    outcome: 'accepted',
    settledAt: target.observed?.at ?? null,
    detail: 'seen in the tenant',
  };
  return { ...target, attempts: [...target.attempts.slice(0, -1), settled] };
}

function judge(target: Target, plan: Plan, now: Instant): Target {
  const attempt = attemptUnderWay(target);
  const seen = target.observed;
  if (!seen || attempt?.outcome !== 'accepted') return target;
  const good = isGood(seen, target, attempt);
  if (good && isRightImage(seen, plan)) return settle(target, plan, now);
  const unsettled = { ...target, goodSince: null };
  const bad = good ? wrongImage(seen, plan) : badReading(seen, attempt, now);
  return bad ? confirm(unsettled, bad, now) : { ...unsettled, badSince: null };
}

function settle(target: Target, plan: Plan, now: Instant): Target {
  const goodSince = target.goodSince ?? now;
  const settled = minutesBetween(goodSince, now) >= plan.request.settleMinutes;
  return { ...target, goodSince, badSince: null, verifiedAt: settled ? now : null };
}

function isGood(seen: Observed, target: Target, attempt: Attempt): boolean {
  const up = seen.status === 'provisioned' || seen.status === 'provisionedWithWarnings';
  return up && isRebuilt(seen.provisionedAt, target, attempt);
}

function isRebuilt(provisionedAt: Instant | null, target: Target, attempt: Attempt): boolean {
  if (!provisionedAt || provisionedAt === target.planned.provisionedBefore) return false;
  return minutesBetween(attempt.intentAt, provisionedAt) >= -SKEW_MINUTES;
}

/** The name proves the image only when no other image bears it; otherwise the policy's pointer, watched throughout, has to do. */
function isRightImage(seen: Observed, plan: Plan): boolean {
  return !plan.imageNameUnique || seen.imageName === plan.image.name;
}

function wrongImage(seen: Observed, plan: Plan): Refusal {
  return refusal('wrong-image', { wanted: plan.image.name, found: seen.imageName ?? '' });
}

function badReading(seen: Observed, attempt: Attempt, now: Instant): Refusal | undefined {
  const waited = minutesBetween(attempt.intentAt, now);
  if (waited > STUCK_MINUTES) return refusal('stuck', { minutes: Math.round(waited), status: seen.status });
  if (seen.status === 'failed' && waited > STALE_MINUTES) return refusal('provisioning-failed');
  return undefined;
}

function confirm(target: Target, why: Refusal, now: Instant): Target {
  const badSince = target.badSince ?? now;
  if (minutesBetween(badSince, now) < CONFIRM_MINUTES) return { ...target, badSince };
  return { ...target, badSince, failed: { at: now, why } };
}
