import type { CopyState, Snapshot } from './copy.ts';
import { COPY_SKEW_MINUTES, HEALTH_LATE_MINUTES, whereOf } from './protect.ts';
import type { Refusal } from './refusal.ts';
import type { ProtectionRule } from './request.ts';
import type { Target } from './target.ts';
import { isBefore, minutesBetween, plusMinutes } from './time.ts';
import type { Instant } from './time.ts';
import type { RemoteAction } from './world.ts';

/** What a job read of one Cloud PC: its restore points, and the remote actions that the tenant remembers. */
export interface CopyNews {
  readonly snapshots: readonly Snapshot[];
  readonly actions: readonly RemoteAction[];
}

/** What the tenant answered to the order. `in-doubt`: it may have taken it. */
export type CopyAnswer =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'rejected'; readonly detail: string; readonly wasSent: boolean }
  | { readonly outcome: 'in-doubt'; readonly detail: string };

/** Looked for in vain for this long, a copy counts as lost. "An hour or more" is documented; this is well over it. */
export const COPY_LOST_MINUTES = 8 * 60;
/** An export whose end nothing reports this long after its point is ready cannot be confirmed. */
export const EXPORT_LATE_MINUTES = 4 * 60;

const CREATE = 'createsnapshot';
const RUNNING = ['pending', 'active'];

/** Somebody's order for a restore point is being carried out: another one now would be refused, or replace it. */
export function isCopying(news: CopyNews): boolean {
  return news.actions.some(({ name, state }) => isCreate(name) && RUNNING.includes(state));
}

/** The intent, to be stored before the call leaves. */
export function intendCopy(
  target: Target,
  ask: { readonly rule: ProtectionRule; readonly news: CopyNews; readonly now: Instant },
): CopyState {
  const former = target.copy;
  const isSameDate = former?.slotRevision === target.slotRevision;
  const manual = ask.news.snapshots.find(({ type }) => type === 'manual');
  return {
    state: 'wanted',
    kind: ask.rule.kind,
    where: whereOf(ask.rule),
    slotRevision: target.slotRevision,
    tries: isSameDate ? former.tries + 1 : 1,
    orderedAt: ask.now,
    answeredAt: null,
    readAt: null,
    replaces: manual ? { id: manual.id, createdAt: manual.createdAt } : null,
    snapshotId: null,
    createdAt: null,
    health: 'unknown',
    expiresAt: null,
    trouble: '',
    detail: '',
  };
}

/** What the answer to the order of `orderedAt` says; an order that was settled meanwhile, or replaced, stays as it is. */
export function noteCopyAnswer(
  copy: CopyState,
  answer: CopyAnswer,
  ask: { readonly orderedAt: Instant; readonly now: Instant },
): CopyState {
  if (copy.state !== 'wanted' || copy.orderedAt !== ask.orderedAt) return copy;
  const answered = { ...copy, answeredAt: ask.now };
  if (answer.outcome === 'accepted') return { ...answered, state: 'ordered' };
  if (answer.outcome === 'in-doubt') return { ...answered, detail: answer.detail };
  return {
    ...answered,
    state: 'failed',
    trouble: answer.wasSent ? 'call-rejected' : 'not-sent',
    detail: answer.detail,
  };
}

/** What a reading says about the order: the new point, found among all others, or how the order ended. */
export function noteCopySeen(copy: CopyState, news: CopyNews, now: Instant): CopyState {
  const read: CopyState = { ...copy, readAt: now };
  const point = findOwn(copy, news.snapshots);
  if (point) return judgePoint(read, point, { news, now });
  if (copy.snapshotId !== null) return { ...read, state: 'failed', trouble: 'gone' };
  const [action] = listActions(copy, news.actions);
  if (action?.state === 'failed') return { ...read, state: 'failed', trouble: 'action-failed', detail: action.name };
  if (minutesBetween(copy.orderedAt, now) >= COPY_LOST_MINUTES)
    return { ...read, state: 'failed', trouble: 'no-trace' };
  return copy.state === 'wanted' && action ? { ...read, state: 'ordered' } : read;
}

/** At the moment of the wipe the copy turned out to be gone, or bad: it is taken anew. */
export function noteCopyRefused(target: Target, refusals: readonly Refusal[]): Target {
  const { copy } = target;
  const isGone = refusals.some(({ code, facts }) => code === 'copy-missing' && facts['why'] === 'gone');
  const isBad = refusals.some(({ code }) => code === 'copy-unhealthy');
  if (copy?.state !== 'ready' || (!isGone && !isBad)) return target;
  const after: CopyState = isBad
    ? { ...copy, state: 'unhealthy', health: 'unhealthy' }
    : { ...copy, state: 'failed', trouble: 'gone' };
  return { ...target, copy: after };
}

/** Ours is a manual point that was not there before the order and was made after it. */
function findOwn(copy: CopyState, snapshots: readonly Snapshot[]): Snapshot | undefined {
  const from = plusMinutes(copy.orderedAt, -COPY_SKEW_MINUTES);
  return snapshots.find(
    ({ type, id, createdAt }) =>
      type === 'manual' && id !== copy.replaces?.id && createdAt !== null && !isBefore(createdAt, from),
  );
}

/** Orders for a point since ours, ours included, whoever gave them. */
function listActions(copy: CopyState, actions: readonly RemoteAction[]): readonly RemoteAction[] {
  const from = plusMinutes(copy.orderedAt, -COPY_SKEW_MINUTES);
  return actions.filter(({ name, startedAt }) => isCreate(name) && startedAt !== null && !isBefore(startedAt, from));
}

/** The tenant said yes to the order itself; what an order in doubt came to, nobody knows. */
function wasAccepted({ answeredAt, detail }: CopyState): boolean {
  return answeredAt !== null && detail === '';
}

function isCreate(name: string): boolean {
  return name.toLowerCase() === CREATE;
}

function judgePoint(
  copy: CopyState,
  point: Snapshot,
  { news, now }: { readonly news: CopyNews; readonly now: Instant },
): CopyState {
  const { id: snapshotId, createdAt, health, expiresAt } = point;
  const seen: CopyState = { ...copy, state: 'seen', snapshotId, createdAt, health, expiresAt };
  if (health === 'unhealthy') return { ...seen, state: 'unhealthy' };
  const minutes = minutesBetween(createdAt ?? copy.orderedAt, now);
  if (!point.isReady || health !== 'healthy')
    return minutes >= HEALTH_LATE_MINUTES ? { ...seen, trouble: 'health-unknown' } : seen;
  return copy.kind === 'export' ? judgeExport(seen, { news, minutes }) : { ...seen, state: 'ready', trouble: '' };
}

/**
 * The point alone does not prove the export: only the tenant's word that the action is done does. An action does not say whose order it
 * was, or where to: it is ours only when the tenant accepted our order, and no other point was ordered since.
 */
function judgeExport(
  seen: CopyState,
  { news, minutes }: { readonly news: CopyNews; readonly minutes: number },
): CopyState {
  const [action, ...others] = listActions(seen, news.actions);
  const isOurs = wasAccepted(seen) && others.length === 0;
  if (action?.state === 'done' && isOurs) return { ...seen, state: 'ready', trouble: '' };
  if (action?.state === 'failed' && isOurs)
    return { ...seen, state: 'failed', trouble: 'action-failed', detail: action.name };
  return minutes >= EXPORT_LATE_MINUTES ? { ...seen, state: 'unconfirmed', trouble: 'export-unconfirmed' } : seen;
}
