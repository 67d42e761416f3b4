import type { CopiesSeen, CopyState } from './copy.ts';
import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { ProtectionRule, RolloutRequest } from './request.ts';
import { isWiped } from './target.ts';
import type { Target } from './target.ts';
import { isBefore, latest, minutesBetween, plusMinutes } from './time.ts';
import type { Instant } from './time.ts';

/**
 * A copy is ordered this long before the date: a manual restore point may take "an hour or more" to appear (Microsoft Learn,
 * create-manual-restore-point), and an export as long again to arrive.
 */
export const COPY_AHEAD_MINUTES = 4 * 60;
/** A copy older than this when the Cloud PC is wiped does not count: a working day may lie between. */
export const COPY_MAX_AGE_MINUTES = 24 * 60;
/** Between the clocks of the cloud and of Repave. */
export const COPY_SKEW_MINUTES = 2;
/** A checked point is ready within hours; health that is still unknown after this long is not simply late. */
export const HEALTH_LATE_MINUTES = 120;

type Terms = { readonly request: Pick<RolloutRequest, 'protection'> };

/** W11: why the copy that the plan asks for is not there. Nothing is on a Cloud PC that this rollout wiped and that never came up. */
export function explainUncopied(target: Target, plan: Terms, now: Instant): readonly Refusal[] {
  const rule = plan.request.protection;
  if (!rule || isWiped(target)) return [];
  const { copy } = target;
  if (!copy || !isFor(copy, rule)) return [refusal('copy-missing')];
  if (copy.state === 'failed') return [refusal('copy-missing', { why: copy.trouble })];
  if (copy.state === 'unhealthy' || copy.health === 'unhealthy') return [refusal('copy-unhealthy')];
  if (copy.state !== 'ready') return [refusal('copy-not-ready', copy.trouble ? { why: copy.trouble } : {})];
  return explainUnsound(target, copy, now);
}

/** The same for people, who need not hear of a copy that is not yet due. */
export function explainCopyAwaited(target: Target, plan: Terms, now: Instant): readonly Refusal[] {
  const isDue = !isBefore(now, plusMinutes(target.slot.startAt, -COPY_AHEAD_MINUTES));
  return isDue ? explainUncopied(target, plan, now) : [];
}

/** `ready` is a word in a row: what it stands for is held against the facts beside it. */
function explainUnsound(target: Target, copy: CopyState, now: Instant): readonly Refusal[] {
  if (!copy.snapshotId || !copy.createdAt) return [refusal('copy-missing')];
  if (copy.health !== 'healthy') return [refusal('copy-not-ready', { why: 'health-unknown' })];
  const wipedAt = lastWipeAt(target);
  const isOfThisOrder = !isBefore(copy.createdAt, plusMinutes(copy.orderedAt, -COPY_SKEW_MINUTES));
  if (!isOfThisOrder || (wipedAt && !isBefore(wipedAt, copy.createdAt))) return [refusal('copy-missing')];
  if (isBefore(plusMinutes(now, COPY_SKEW_MINUTES), copy.createdAt)) return [refusal('copy-not-ready')];
  if (copy.expiresAt && !isBefore(now, copy.expiresAt)) return [refusal('copy-missing', { why: 'gone' })];
  return isOutdated(target, copy, now) ? [refusal('copy-too-old', { createdAt: copy.createdAt })] : [];
}

/** The same copy must still be listed, ready and healthy, in a reading of this very moment: another point may have taken its place. */
export function explainCopyGone(
  target: Target,
  plan: Terms,
  ask: { readonly seen: CopiesSeen | null; readonly now: Instant; readonly maxAgeMinutes: number },
): readonly Refusal[] {
  const rule = plan.request.protection;
  if (!rule || isWiped(target)) return [];
  const age = ask.seen ? minutesBetween(ask.seen.at, ask.now) : NaN;
  if (!ask.seen || !(age >= 0 && age <= ask.maxAgeMinutes)) return [refusal('copy-not-ready', { why: 'not-looked' })];
  const listed = ask.seen.snapshots.find(({ id }) => id === target.copy?.snapshotId);
  if (!listed?.isReady || listed.type !== 'manual') return [refusal('copy-missing', { why: 'gone' })];
  if (listed.health === 'healthy') return [];
  return [listed.health === 'unhealthy' ? refusal('copy-unhealthy') : refusal('copy-not-ready')];
}

/** Too old by the clock, or by a change on the Cloud PC that came after it and that OneDrive does not have. */
export function isOutdated(target: Target, { createdAt }: Pick<CopyState, 'createdAt'>, now: Instant): boolean {
  if (!createdAt) return true;
  const changedAt = newestChangeAt(target);
  const missesChange = changedAt !== undefined && isBefore(createdAt, changedAt);
  return missesChange || minutesBetween(createdAt, now) > COPY_MAX_AGE_MINUTES;
}

/** The newest change that only a copy would save: of files outside OneDrive, as far as the Cloud PC reported. */
export function newestChangeAt({ proof }: Target): Instant | undefined {
  const body = proof?.report?.body;
  if (!body) return undefined;
  const outside = body.outside.files > 0 ? body.outside.newestAt : null;
  return latest([outside, ...body.app.list.map(({ changedAt }) => changedAt)].filter((at) => at !== null));
}

/** Ordered under this very rule: a copy of another kind, or in another account, is not the one that was approved. */
export function isFor(copy: Pick<CopyState, 'kind' | 'where'>, rule: ProtectionRule): boolean {
  return copy.kind === rule.kind && copy.where.toLowerCase() === whereOf(rule).toLowerCase();
}

export function whereOf(rule: ProtectionRule): string {
  return rule.kind === 'export' ? rule.storageAccountId : '';
}

/** When this rollout last had it wiped; copies of before are of another Windows, if they are left at all. */
export function lastWipeAt({ attempts }: Target): Instant | undefined {
  return attempts.findLast(({ outcome }) => outcome === 'accepted')?.intentAt;
}
