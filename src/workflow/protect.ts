import type { AuditEvent } from '../domain/audit.ts';
import { REPAVE } from '../domain/actor.ts';
import { whereOf } from '../domain/protect.ts';
import { intendCopy, isCopying, noteCopyAnswer, noteCopySeen } from '../domain/protect-news.ts';
import type { CopyAnswer, CopyNews } from '../domain/protect-news.ts';
import { listCopiesDue } from '../domain/protect-schedule.ts';
import { explainCopies } from '../domain/protect-record.ts';
import { accept } from '../domain/refusal.ts';
import type { RolloutState } from '../domain/rollout.ts';
import type { CopyState } from '../domain/copy.ts';
import type { Target } from '../domain/target.ts';
import type { Instant } from '../domain/time.ts';
import { advance } from './advance.ts';
import type { AdvanceDeps } from './advance.ts';
import { unlessRefused } from './failure.ts';
import type { Copies } from './ports-copies.ts';

export interface ProtectDeps extends AdvanceDeps {
  readonly copies: Copies;
}

/** Cloud PCs in one go: their intents share one moment, and none may leave once that is a few minutes old. */
const IN_ONE_GO = 16;
const AT_ONCE = 8;

/** What was looked at in this round; null where Graph refuses to show it. */
type News = ReadonlyMap<string, CopyNews | null>;

/**
 * Orders the copies that are due and looks for those that are on their way. Everything is looked at first: an order that may have left
 * before a crash is found again, and never given twice. The intent is durable before the call.
 */
export async function protectTargets(deps: ProtectDeps, rolloutId: string): Promise<void> {
  const state = await deps.store.readRollout(rolloutId);
  if (!state) return;
  const due = listCopiesDue(state, deps.clock.now());
  const chosen = [...due.read, ...due.order].slice(0, IN_ONE_GO);
  if (chosen.length === 0) return;
  const news = await readNews(deps, chosen);
  const claimed = await note(deps, { rolloutId, news });
  const answers = new Map<string, CopyAnswer>();
  await inChunks(claimed, async ({ planned, copy }) => {
    if (copy) answers.set(planned.cloudPcId, await order(deps, { copy, state, cloudPcId: planned.cloudPcId }));
  });
  if (claimed.length > 0) await record(deps, { rolloutId, claimed, answers });
}

async function readNews(deps: ProtectDeps, targets: readonly Target[]): Promise<News> {
  const news = new Map<string, CopyNews | null>();
  await inChunks(targets, async ({ planned: { cloudPcId } }) => {
    news.set(cloudPcId, await readOne(deps, cloudPcId));
  });
  return news;
}

/** A Cloud PC that is gone, or a right that is missing, is no news of the others. The self test of the plan names the right. */
async function readOne(deps: ProtectDeps, cloudPcId: string): Promise<CopyNews | null> {
  return unlessRefused(() => deps.copies.read(cloudPcId), null);
}

/** Under one lock: what was seen, and the intent of everything that is still due and was looked at. Gives those that may be ordered. */
async function note(
  deps: ProtectDeps,
  { rolloutId, news }: { readonly rolloutId: string; readonly news: News },
): Promise<readonly Target[]> {
  const done = await advance<readonly Target[]>(deps, rolloutId, (before, now) => {
    const due = listCopiesDue(before, now);
    const reading = new Set(due.read.map(({ planned }) => planned.cloudPcId));
    const ordering = new Set(due.order.map(({ planned }) => planned.cloudPcId));
    const targets = before.targets.map((target) => {
      const { cloudPcId } = target.planned;
      const seen = news.get(cloudPcId);
      if (seen === undefined) return target;
      if (reading.has(cloudPcId)) return noteReading(target, seen, now);
      return ordering.has(cloudPcId) ? noteIntent(before, target, { seen, now }) : target;
    });
    const after = { ...before, targets };
    const claimed = targets.filter(
      (target) => target.copy?.state === 'wanted' && ordering.has(target.planned.cloudPcId),
    );
    return accept({ state: after, events: eventsOf(before, after, now), value: claimed });
  });
  return done.ok ? done.value.value : [];
}

/** What cannot be read says nothing; when it was tried is written all the same, so that it is not asked again at once. */
function noteReading(target: Target, seen: CopyNews | null, now: Instant): Target {
  if (!target.copy) return target;
  return { ...target, copy: seen ? noteCopySeen(target.copy, seen, now) : { ...target.copy, readAt: now } };
}

const NOTHING_SEEN: CopyNews = { snapshots: [], actions: [] };

function noteIntent(
  { rollout }: RolloutState,
  target: Target,
  { seen, now }: { readonly seen: CopyNews | null; readonly now: Instant },
): Target {
  const rule = rollout.plan.request.protection;
  if (!rule) return target;
  const copy = intendCopy(target, { rule, news: seen ?? NOTHING_SEEN, now });
  // Not ordered blindly, and not asked for again at once: it counts as a try.
  if (!seen) return { ...target, copy: { ...copy, state: 'failed', trouble: 'not-sent', answeredAt: now } };
  if (!isCopying(seen)) return { ...target, copy };
  // Somebody else's point is being made: ours would be refused. That was no try of ours.
  const tries = copy.tries - 1;
  return { ...target, copy: { ...copy, tries, state: 'failed', trouble: 'action-running', answeredAt: now } };
}

async function order(
  deps: ProtectDeps,
  ask: { readonly copy: CopyState; readonly state: RolloutState; readonly cloudPcId: string },
): Promise<CopyAnswer> {
  const { copy, state, cloudPcId } = ask;
  const { protection } = state.rollout.plan.request;
  const isImmutable = state.rollout.plan.copies?.account?.isImmutable === true;
  return deps.copies.order({
    cloudPcId,
    storageAccountId: protection?.kind === 'export' ? whereOf(protection) : null,
    accessTier: protection?.kind === 'export' && isImmutable ? 'hot' : null,
    intendedAt: copy.orderedAt,
  });
}

async function record(
  deps: ProtectDeps,
  what: {
    readonly rolloutId: string;
    readonly claimed: readonly Target[];
    readonly answers: ReadonlyMap<string, CopyAnswer>;
  },
): Promise<void> {
  const orderedAt = new Map(what.claimed.map(({ planned, copy }) => [planned.cloudPcId, copy?.orderedAt]));
  await advance(deps, what.rolloutId, (before, now) => {
    const targets = before.targets.map((target) => {
      const answer = what.answers.get(target.planned.cloudPcId);
      const at = orderedAt.get(target.planned.cloudPcId);
      if (!answer || !at || !target.copy) return target;
      const copy = noteCopyAnswer(target.copy, answer, { orderedAt: at, now });
      return copy === target.copy ? target : { ...target, copy };
    });
    const after = { ...before, targets };
    return accept({ state: after, events: eventsOf(before, after, now), value: null });
  });
}

function eventsOf(before: RolloutState, after: RolloutState, now: Instant): readonly AuditEvent[] {
  const { id: rolloutId, hash: planHash } = after.rollout;
  return explainCopies(before, after).map(({ what, facts }) => ({
    at: now,
    actor: REPAVE,
    what,
    rolloutId,
    planHash,
    facts,
  }));
}

async function inChunks<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += AT_ONCE)
    await Promise.all(items.slice(from, from + AT_ONCE).map(work));
}
