import { REPAVE } from './actor.ts';
import { listAsksDue } from './asks.ts';
import { listCallsDue } from './calls.ts';
import { moveMissedDate, pullForward } from './dates.ts';
import { countTrouble, findSpoiltWave, isOverFailureLimit, judgeWave } from './gate.ts';
import { mayStartLocally } from './may-wipe.ts';
import { decideApproval } from './approval.ts';
import type { Waiting } from './approval.ts';
import { explainNotLive } from './go-live.ts';
import { nextLookAt } from './look-times.ts';
import { indexPlanned, planHash, waveCount } from './plan.ts';
import { nextListAt } from './proof-lists.ts';
import { nextProofAt } from './proof-schedule.ts';
import { nextCopyAt } from './protect-schedule.ts';
import { nextReachAt } from './reach.ts';
import { isLive } from './rollout.ts';
import { isOrderedBack, orderBack } from './switches.ts';
import type { Hold, Rollout, RolloutState, Verdict } from './rollout.ts';
import type { SwitchState } from './switches.ts';
import { attemptUnderWay, isFinished } from './target.ts';
import type { Target } from './target.ts';
import { earliest, isBefore } from './time.ts';
import type { Instant } from './time.ts';
import { nextTimes } from './wake-times.ts';

/** What the rule wants done in the world; carrying it out is the jobs' business. Everything may be ordered twice harmlessly. */
export interface Orders {
  /** Policies whose image must be brought to what is wanted. */
  readonly switchPolicies: readonly string[];
  /** Look at the tenant now: `watch` what is under way, or also `start` what may start. */
  readonly look: 'no' | 'watch' | 'start';
  readonly remindApprovers: boolean;
  /** Deputies are to be asked about the plan, or approvers about something else (`listAsksDue`). */
  readonly askMore: boolean;
  /** Ask Cloud PCs how safe the data on them is, or read what they answered, or what they say every day. */
  readonly prove: boolean;
  /** Order protective copies, or look whether they are there. */
  readonly protect: boolean;
  /** Try again to reach people whom no notice reached, or tell their managers. */
  readonly reach: boolean;
  /** Look who is signed in where a start is near: they get the last call. */
  readonly call: boolean;
}

export interface Decision {
  readonly state: RolloutState;
  readonly orders: Orders;
  /** When to decide again if nothing happens before; null when only a person or a job can move it. */
  readonly wakeAt: Instant | null;
}

/** What could start now as far as Repave's own records tell; the look at the tenant comes after. */
export interface Startable {
  readonly targets: readonly Target[];
  readonly inFlight: number;
}

/**
 * Brings a rollout up to date with time: dates that were missed move, a finished wave is judged, limits hold the rollout, the end
 * is noticed. Pure and idempotent: deciding again at the same moment changes nothing.
 */
export function decide(state: RolloutState, now: Instant): Decision {
  const waiting = decideApproval(state.rollout, now);
  if (!isLive(state.rollout)) {
    const rollout = waiting.rollout;
    return finishDecision({ rollout, targets: state.targets }, { ...waiting, now });
  }
  return finishDecision(bringUpToDate(state, now), { now, remind: false, askDeputies: false, wakeAt: null });
}

/** Dates, gates, the end. A wave that opens may have missed dates, or be over already, so it is brought up to date in turn. */
function bringUpToDate(state: RolloutState, now: Instant): RolloutState {
  const targets = state.rollout.hold ? state.targets : moveDates(state, now);
  const rollout = endIfDone(judge({ rollout: state.rollout, targets }, now), targets, now);
  return rollout.wave > state.rollout.wave ? bringUpToDate({ rollout, targets }, now) : { rollout, targets };
}

/** Targets that every local rule lets start now, oldest date first, as many as places are free, one Cloud PC a person. */
export function listStartable(state: RolloutState, now: Instant): Startable {
  const { rollout, targets } = state;
  const away = targets.filter(attemptUnderWay);
  const places = rollout.plan.request.waves.concurrency - away.length;
  const people = new Set(away.map((target) => target.planned.personId));
  const chosen: Target[] = [];
  if (!isLive(rollout) || rollout.hold || places <= 0 || !targets.some((target) => isDue(target, now)))
    return { targets: [], inFlight: away.length };
  const planHashNow = planHash(rollout.plan);
  const planned = indexPlanned(rollout.plan);
  for (const target of targets.filter((candidate) => isDue(candidate, now)).sort(byDate)) {
    if (chosen.length >= places) break;
    const facts = { now, rollout, planHashNow, planned, target, inFlight: away.length, inFlightOfPerson: 0 };
    if (people.has(target.planned.personId) || !mayStartLocally(facts)) continue;
    people.add(target.planned.personId);
    chosen.push(target);
  }
  return { targets: chosen, inFlight: away.length };
}

function isDue(target: Target, now: Instant): boolean {
  return !isFinished(target) && !isBefore(now, target.slot.startAt);
}

function byDate(a: Target, b: Target): number {
  return (
    a.planned.wave - b.planned.wave ||
    a.slot.startAt.localeCompare(b.slot.startAt) ||
    a.planned.cloudPcId.localeCompare(b.planned.cloudPcId)
  );
}

function moveDates(state: RolloutState, now: Instant): readonly Target[] {
  const { plan, wave } = state.rollout;
  let moved = false;
  const targets = state.targets.map((target) => {
    const open = target.planned.wave <= wave;
    const kept = moveMissedDate(target, plan, { now, open });
    const next = open && wave > 0 ? pullForward(kept, plan, now) : kept;
    moved ||= next !== target;
    return next;
  });
  return moved ? targets : state.targets;
}

/** The failure limit at any time, the gate after a wave. A held rollout is judged again only after a person resumed it. */
function judge(state: RolloutState, now: Instant): Rollout {
  if (state.rollout.hold) return state.rollout;
  const { targets } = state;
  const trouble = countTrouble(targets);
  const rollout = forgetRetried(state.rollout, trouble);
  const verdict = newVerdict(rollout, targets, now);
  const judged = verdict
    ? { ...rollout, verdicts: [...rollout.verdicts.filter((known) => known.wave !== verdict.wave), verdict] }
    : rollout;
  if (isOverFailureLimit(rollout.plan, targets) && trouble > rollout.acceptedFailures)
    return holdFor(judged, { kind: 'failure-limit', now, facts: factsOf(targets) });
  const { acceptedFailures } = rollout;
  const spoilt = findSpoiltWave(rollout.plan, targets, { openWave: rollout.wave, acceptedFailures });
  if (spoilt !== undefined)
    return holdFor(judged, { kind: 'failure-limit', now, facts: { ...factsOf(targets), wave: spoilt } });
  return verdict ? applyVerdict(judged, verdict, now) : judged;
}

function factsOf(targets: readonly Target[]): Hold['facts'] {
  const failed = targets.filter((target) => target.failed).length;
  const complaints = countTrouble(targets) - failed;
  return { failed, ...(complaints > 0 ? { complaints } : {}) };
}

/** The gate's answer for the open wave; undefined while it is not over, or once it has been promoted. */
function newVerdict(rollout: Rollout, targets: readonly Target[], now: Instant): Verdict | undefined {
  const { wave, acceptedFailures } = rollout;
  if (rollout.verdicts.some((known) => known.wave === wave && known.promotedBy)) return undefined;
  return judgeWave(rollout.plan, targets, { wave, now, acceptedFailures });
}

/** A failure that is tried again, or a complaint that was settled, is no longer an accepted one: should it, or another, come, that is news. */
function forgetRetried(rollout: Rollout, trouble: number): Rollout {
  return trouble < rollout.acceptedFailures ? { ...rollout, acceptedFailures: trouble } : rollout;
}

function applyVerdict(rollout: Rollout, verdict: Verdict, now: Instant): Rollout {
  const isLast = rollout.wave + 1 >= waveCount(rollout.plan);
  if (verdict.verdict === 'hold')
    return holdFor(rollout, { kind: 'failure-limit', now, facts: { failed: verdict.evidence.failed } });
  if (isLast) return { ...rollout, verdicts: promoted(rollout, verdict) };
  if (verdict.verdict === 'inconclusive')
    return holdFor(rollout, { kind: 'inconclusive', now, facts: { wave: verdict.wave } });
  if (rollout.plan.request.waves.promotion === 'by-person') {
    return holdFor(rollout, { kind: 'awaiting-promotion', now, facts: { wave: verdict.wave } });
  }
  return { ...rollout, wave: rollout.wave + 1, verdicts: promoted(rollout, verdict) };
}

function promoted(rollout: Rollout, verdict: Verdict): readonly Verdict[] {
  return rollout.verdicts.map((known) => (known.wave === verdict.wave ? { ...known, promotedBy: REPAVE } : known));
}

/** A hold that Repave sets. When the canary wave fails, the policies go back to the old image, so that nobody new gets the bad one. */
function holdFor(rollout: Rollout, why: { kind: Hold['kind']; now: Instant; facts: Hold['facts'] }): Rollout {
  const hold: Hold = { kind: why.kind, by: REPAVE, since: why.now, reason: '', facts: why.facts };
  const revert = why.kind === 'failure-limit' && rollout.wave === 0;
  return { ...(revert ? orderBack(rollout) : rollout), hold };
}

function endIfDone(rollout: Rollout, targets: readonly Target[], now: Instant): Rollout {
  if (rollout.hold || !targets.every(isFinished)) return rollout;
  return { ...rollout, completedAt: now };
}

function finishDecision(state: RolloutState, ask: Omit<Waiting, 'rollout'> & { readonly now: Instant }): Decision {
  const { now } = ask;
  const startable = listStartable(state, now);
  const switchPolicies = listSwitches(state, startable.targets);
  const proofs = [nextProofAt(state), nextListAt(state)];
  const moments = [nextLookAt(state, now), nextCopyAt(state), nextReachAt(state), ...proofs];
  const hasCome = (at: Instant | undefined) => at !== undefined && !isBefore(now, at);
  const [mustWatch, protect = false, reach = false] = moments.map(hasCome);
  const canStart = startable.targets.some((target) => isSwitched(state.rollout, target));
  const orders: Orders = {
    switchPolicies,
    look: canStart ? 'start' : mustWatch ? 'watch' : 'no',
    remindApprovers: ask.remind,
    askMore: ask.askDeputies || listAsksDue(state, now).length > 0,
    prove: proofs.some(hasCome),
    ...{ protect, reach },
    call: listCallsDue(state, now).length > 0,
  };
  const pending = moments.filter((at) => !hasCome(at));
  const wakes = [ask.wakeAt, ...pending, ...nextTimes(state, now)].filter((at) => at !== null && at !== undefined);
  return { state, orders, wakeAt: earliest(wakes) ?? null };
}

/** Policies to switch: those of targets that could start, and those whose pointer is not (or no longer) what is wanted. */
function listSwitches(state: RolloutState, startable: readonly Target[]): readonly string[] {
  const isForward = explainNotLive(state.rollout, state.rollout.hash).length === 0;
  const needed = new Set(
    (isForward ? startable : [])
      .filter((target) => !isSwitched(state.rollout, target))
      .map((target) => target.planned.policyId),
  );
  for (const one of state.rollout.switches) {
    if (isOwedBack(one)) needed.add(one.policyId);
  }
  return [...needed];
}

/**
 * Ordered back, and seen with the new image, or not seen since a call was intended: whoever made it may have died in between, so the
 * policy is looked at before anybody calls it back.
 */
export function isOwedBack(one: SwitchState): boolean {
  return isOrderedBack(one) && !one.gaveUpAt && (one.seen === 'after' || one.seen === 'unknown');
}

function isSwitched(rollout: Rollout, target: Target): boolean {
  const one = rollout.switches.find((candidate) => candidate.policyId === target.planned.policyId);
  return one?.wanted === 'after' && one.seen === 'after';
}
