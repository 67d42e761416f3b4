import { REPAVE } from '../domain/actor.ts';
import type { AuditEvent } from '../domain/audit.ts';
import { standingOf } from '../domain/evidence.ts';
import { DATA_ITEMS } from '../domain/proof.ts';
import type { DataItem } from '../domain/proof.ts';
import { noteBack } from '../domain/calls.ts';
import { listStartable } from '../domain/decide.ts';
import { RETRY_START_MINUTES } from '../domain/defaults.ts';
import { noteCopyRefused } from '../domain/protect-news.ts';
import type { Look } from '../domain/look.ts';
import { mayWipe } from '../domain/may-wipe.ts';
import type { Permit, WipeFacts } from '../domain/may-wipe.ts';
import { indexPlanned, planHash } from '../domain/plan.ts';
import type { PlannedTarget } from '../domain/plan.ts';
import { accept, refusal } from '../domain/refusal.ts';
import type { Refusal, Result } from '../domain/refusal.ts';
import { attemptUnderWay, forgetCall, isFinished } from '../domain/target.ts';
import type { Attempt, Target } from '../domain/target.ts';
import { minutesBetween, plusMinutes } from '../domain/time.ts';
import type { Instant } from '../domain/time.ts';
import { advanceTarget } from './advance.ts';
import { Failure } from './failure.ts';
import type { LookDeps } from './look.ts';
import { readCopies, readSession } from './start-reads.ts';
import type { ReprovisionAnswer } from './ports.ts';
import type { LockedTarget } from './ports-store.ts';

/** Refusals that a fresh look, or a free place, will clear by itself: no reason to wait, none to report. */
const PASSING = ['snoozed', 'look-too-old', 'no-free-place', 'other-cloud-pc-away', 'attempt-under-way'];

/** Refusals after which this Cloud PC is no longer what was approved: it leaves the rollout, and only a new plan takes it up again. */
const FINAL = ['cloud-pc-gone', 'owner-changed', 'owner-left', 'reprovisioned-elsewhere'];

interface Batch {
  readonly rolloutId: string;
  readonly look: Look;
}

/** Trouble with so many Cloud PCs in one turn is the tenant's, and ends the turn. */
const MOST_TROUBLED = 3;

/**
 * Starts, one after the other, every target that may start now. Each asks all rules again in the transaction that writes its intent.
 * One that the tenant gives no answer about waits for its next try, and keeps nobody behind it waiting.
 */
export async function startAll(deps: LookDeps, batch: Batch): Promise<void> {
  const state = await deps.store.readRollout(batch.rolloutId);
  if (!state) return;
  const asksForCopy = state.rollout.plan.request.protection !== undefined;
  let troubled = 0;
  for (const { planned } of listStartable(state, deps.clock.now()).targets) {
    try {
      await startOne(deps, { ...batch, asksForCopy }, planned);
    } catch (error) {
      troubled += 1;
      if (!(error instanceof Failure) || troubled === MOST_TROUBLED) throw error;
      await noteUnanswered(deps, batch.rolloutId, planned.cloudPcId);
    }
  }
}

async function noteUnanswered(deps: LookDeps, rolloutId: string, cloudPcId: string): Promise<void> {
  await advanceTarget(deps, { rolloutId, cloudPcId }, ({ target }, now) =>
    isFinished(target) || attemptUnderWay(target)
      ? accept({ target, events: [], value: undefined })
      : noteRefusal(target, [refusal('session-unknown')], now),
  );
}

async function startOne(
  deps: LookDeps,
  batch: Batch & { readonly asksForCopy: boolean },
  planned: PlannedTarget,
): Promise<void> {
  const { cloudPcId } = planned;
  const copiesSeen = batch.asksForCopy ? await readCopies(deps, cloudPcId) : undefined;
  const seen = await readSession(deps, planned);
  const permit = await claim(deps, { ...batch, cloudPcId, ...seen, ...(copiesSeen ? { copiesSeen } : {}) });
  if (!permit) return;
  const answer = await deps.cloudPcs.reprovision(permit);
  await record(deps, permit, answer);
}

type Claimed = Result<{ target: Target; events: readonly AuditEvent[]; value: Permit | undefined }>;

/** What is looked at for one start. */
type Seen = Pick<WipeFacts, 'session' | 'sessionAt' | 'isAway' | 'copiesSeen'>;

/**
 * W12: the intent is durable before the call. Rules, hold and approval are read under the same lock, so a hold that was committed
 * first wins; the primary key of the attempt keeps a second worker out, however long this one slept.
 */
async function claim(deps: LookDeps, ask: Batch & Seen & { readonly cloudPcId: string }): Promise<Permit | undefined> {
  const { rolloutId, cloudPcId } = ask;
  const claimed = await advanceTarget(deps, { rolloutId, cloudPcId }, async (locked, now, tx) => {
    const permit = mayWipe(factsOf(locked, ask, now));
    if (!permit.ok) return noteRefusal(noteSession(locked.target, ask), permit.refusals, now);
    if (!(await tx.claimAttempt(permit.value))) return noteBusyElsewhere(locked.target, now);
    const attempt: Attempt = {
      number: permit.value.attempt,
      intentAt: now,
      outcome: 'open',
      settledAt: null,
      detail: '',
    };
    const target = {
      ...forgetCall(locked.target),
      attempts: [...locked.target.attempts, attempt],
      goodSince: null,
      badSince: null,
      waitingFor: [],
      notBefore: null,
    };
    return accept({ target, events: [intentEvent(locked, permit.value)], value: permit.value as Permit | undefined });
  });
  return claimed.ok ? claimed.value.value : undefined;
}

function factsOf(locked: LockedTarget, ask: Batch & Seen, now: Instant): WipeFacts {
  const { rollout, target, others, inFlight } = locked;
  return {
    now,
    rollout,
    planHashNow: planHash(rollout.plan),
    planned: indexPlanned(rollout.plan),
    target,
    inFlight,
    inFlightOfPerson: others.filter(attemptUnderWay).length,
    look: ask.look,
    session: ask.session,
    sessionAt: ask.sessionAt,
    isAway: ask.isAway ?? false,
    ...(ask.copiesSeen ? { copiesSeen: ask.copiesSeen } : {}),
  };
}

/** Another rollout has it under way: asked again later, and not at every look until then. */
function noteBusyElsewhere(target: Target, now: Instant): Claimed {
  return accept({
    target: { ...target, notBefore: plusMinutes(now, RETRY_START_MINUTES) },
    events: [],
    value: undefined,
  });
}

/** Whoever Teams no longer shows as away is there, for all that is known. */
function noteSession(target: Target, { session, isAway }: Seen): Target {
  return session === 'unknown' && !isAway ? noteBack(target) : target;
}

/** A "no" from the world is remembered for the status card, and not asked again at once. */
function noteRefusal(target: Target, refusals: readonly Refusal[], now: Instant): Claimed {
  const final = refusals.find((why) => FINAL.includes(why.code));
  if (final)
    return accept({
      target: { ...target, excluded: { at: now, by: 'repave', why: final } },
      events: [],
      value: undefined,
    });
  const waitingFor = refusals.filter((why) => !PASSING.includes(why.code));
  if (waitingFor.length === 0) return accept({ target, events: [], value: undefined });
  const notBefore = plusMinutes(now, RETRY_START_MINUTES);
  return accept({
    target: { ...noteCopyRefused(target, refusals), waitingFor, notBefore },
    events: [],
    value: undefined,
  });
}

/** The outcome, once: an attempt that the tenant's own records have settled meanwhile stays as it is. */
async function record(deps: LookDeps, permit: Permit, answer: ReprovisionAnswer): Promise<void> {
  await advanceTarget(deps, permit, (locked, now) => {
    const attempt = locked.target.attempts.find((one) => one.number === permit.attempt);
    if (attempt?.outcome !== 'open' && attempt?.outcome !== 'in-doubt')
      return accept({ target: locked.target, events: [], value: null });
    const detail = answer.outcome === 'accepted' ? answer.requestId : answer.detail;
    const settled: Attempt = { ...attempt, outcome: answer.outcome, settledAt: now, detail };
    const attempts = locked.target.attempts.map((one) => (one.number === permit.attempt ? settled : one));
    const target = { ...locked.target, attempts, ...afterRejection(answer, now) };
    return accept({ target, events: [outcomeEvent(locked, settled, now)], value: null });
  });
}

function afterRejection(answer: ReprovisionAnswer, now: Instant): Partial<Pick<Target, 'waitingFor' | 'notBefore'>> {
  if (answer.outcome !== 'rejected') return {};
  const minutes = answer.retryAfterSeconds === null ? RETRY_START_MINUTES : answer.retryAfterSeconds / 60;
  return { waitingFor: [refusal('call-rejected', { detail: answer.detail })], notBefore: plusMinutes(now, minutes) };
}

function intentEvent(locked: LockedTarget, permit: Permit): AuditEvent {
  const { planned, told, slot } = locked.target;
  const toldMinutes = told ? Math.round(minutesBetween(told.firstAt, permit.at)) : null;
  const facts = {
    cloudPcId: planned.cloudPcId,
    cloudPc: planned.cloudPcName,
    person: planned.upn,
    attempt: permit.attempt,
    toldMinutes,
    slot: slot.startAt,
    proof: DATA_ITEMS.map((item) => `${item}: ${wordBasis(locked, item, permit.at)}`).join(' | '),
    ...copyBasis(locked),
  };
  return {
    at: permit.at,
    actor: REPAVE,
    what: 'reprovision-intended',
    rolloutId: permit.rolloutId,
    planHash: permit.planHash,
    facts,
  };
}

/** What W4 rested on when it was asked for the last time: the evidence behind a wipe goes on record with it. */
function wordBasis({ rollout, target }: LockedTarget, item: DataItem, at: Instant): string {
  const { state, by, reason } = standingOf(target, item, rollout.plan, at);
  return `${state} by ${by}, ${reason}`;
}

/** The copy that W11 rested on, and until when it is kept; nothing where the plan asks for none. */
function copyBasis({ rollout, target: { copy } }: LockedTarget): AuditEvent['facts'] {
  if (!rollout.plan.request.protection || !copy) return {};
  const { snapshotId, createdAt, expiresAt, where } = copy;
  return { snapshot: snapshotId ?? '', createdAt: createdAt ?? '', expiresAt: expiresAt ?? '', storage: where };
}

function outcomeEvent(locked: LockedTarget, attempt: Attempt, now: Instant): AuditEvent {
  const { planned } = locked.target;
  const { rollout } = locked;
  const facts = {
    cloudPcId: planned.cloudPcId,
    cloudPc: planned.cloudPcName,
    attempt: attempt.number,
    outcome: attempt.outcome,
    detail: attempt.detail,
  };
  return { at: now, actor: REPAVE, what: 'reprovision-answered', rolloutId: rollout.id, planHash: rollout.hash, facts };
}
