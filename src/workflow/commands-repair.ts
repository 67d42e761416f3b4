import type { Actor } from '../domain/actor.ts';
import { fitsFrom } from '../domain/window.ts';
import { countTrouble } from '../domain/gate.ts';
import { giveTime } from '../domain/more-time.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Result } from '../domain/refusal.ts';
import type { RolloutRequest } from '../domain/request.ts';
import { goOn, WAVE_HOLDS } from '../domain/resume.ts';
import { isLive } from '../domain/rollout.ts';
import { orderBack } from '../domain/switches.ts';
import type { Rollout, RolloutState } from '../domain/rollout.ts';
import { isWiped, lastAttempt, targetPhase } from '../domain/target.ts';
import type { Target } from '../domain/target.ts';
import { isBefore, minutesBetween, plusMinutes } from '../domain/time.ts';
import type { Instant } from '../domain/time.ts';
import { DEFAULT_DEADLINE_DAYS, IN_DOUBT_ASK_MINUTES } from '../domain/defaults.ts';
import type { Commands } from './commands-api.ts';
import { steer } from './commands-control.ts';
import { requireRole, resolveRollout } from './commands-deps.ts';
import type { CommandDeps } from './commands-deps.ts';
import { quorumOf } from '../domain/votes.ts';
import { makePlan } from './commands-planning.ts';
import { nameSome } from './commands-submit.ts';

type Repair = Pick<Commands, 'retry' | 'rollBack'>;

/** Once more, and back. */
export function createRepairCommands(deps: CommandDeps): Repair {
  return {
    retry: (actor, ask) =>
      steer(
        deps,
        { actor, rolloutId: ask.rolloutId, what: 'targets-retried', reason: describe(ask.cloudPcIds) },
        async (state, now, tx) => {
          const busy = await tx.lockBusy(state.rollout.id);
          const begun = await tx.listBegun(state.rollout.id);
          return retry(state, { ...ask, actor, now, busy, begun });
        },
      ),
    rollBack: (actor, ask) => (ask.how === 'policy' ? switchBack(deps, actor, ask) : reprovisionBack(deps, actor, ask)),
  };
}

interface RetryAsk {
  readonly cloudPcIds: readonly string[] | 'failed';
  readonly actor: Actor;
  readonly now: Instant;
  /** Cloud PCs that other rollouts hold. */
  readonly busy: ReadonlySet<string>;
  /** When another rollout, ended or not, last ordered a Cloud PC to be rebuilt. */
  readonly begun: ReadonlyMap<string, Instant>;
}

/**
 * A new attempt for failed targets, and the word of a person that an attempt in doubt did not happen. Nothing else is touched. Least of
 * all what another rollout has taken up since it failed here: that one may have rebuilt it already.
 */
function retry(state: RolloutState, ask: RetryAsk): Result<RolloutState> {
  const { rollout, targets } = state;
  if (rollout.aborted) return settleDoubts(state, ask);
  const chosen = targets.filter((target) => isWanted(target, ask));
  const taken = chosen.filter((target) => isTaken(target, ask));
  const next = targets.map((target) =>
    isWanted(target, ask) && !taken.includes(target) ? retryTarget(target, state, ask) : target,
  );
  if (next.every((target, index) => target === targets[index]))
    return refuse(taken.length > 0 ? refusal('retaken', { names: nameSome(taken) }) : refusal('nothing-to-retry'));
  return accept({ rollout: reopen(rollout, next, ask.actor), targets: next });
}

/** Of an aborted rollout only the doubts are settled: until they are, no other may take up those Cloud PCs. */
function settleDoubts(state: RolloutState, ask: RetryAsk): Result<RolloutState> {
  const isDoubt = (target: Target) => isWanted(target, ask) && isDoubtAsked(target, ask.now);
  if (!state.targets.some(isDoubt)) return refuse(refusal('rollout-ended'));
  const targets = state.targets.map((target) => (isDoubt(target) ? settleAsNotHappened(target, ask) : target));
  return accept({ ...state, targets });
}

function isWanted(target: Target, { cloudPcIds }: RetryAsk): boolean {
  return cloudPcIds === 'failed' ? target.failed !== null : cloudPcIds.includes(target.planned.cloudPcId);
}

function isTaken({ failed, planned }: Target, { busy, begun }: RetryAsk): boolean {
  if (!failed) return false;
  return busy.has(planned.cloudPcId) || isBefore(failed.at, begun.get(planned.cloudPcId) ?? failed.at);
}

/** The wave is judged anew when the retried ones are through. A person's own hold, and trouble with a policy, stay. */
function reopen(rollout: Rollout, targets: readonly Target[], actor: Actor): Rollout {
  const reopened = { ...goOn(rollout, actor), completedAt: null };
  if (!rollout.hold || !WAVE_HOLDS.includes(rollout.hold.kind)) return reopened;
  const acceptedFailures = countTrouble(targets);
  const verdicts = rollout.verdicts.filter((verdict) => verdict.promotedBy !== null);
  return { ...reopened, hold: null, acceptedFailures, verdicts };
}

function retryTarget(target: Target, state: RolloutState, ask: RetryAsk): Target {
  if (target.failed) return retryFailed(target, state, ask);
  if (isDoubtAsked(target, ask.now)) return settleAsNotHappened(target, ask);
  return target.helpAsked ? giveTime({ ...target, helpAsked: null, notBefore: null }, ask.now) : target;
}

/**
 * A Cloud PC that the tenant shows as failed holds nothing any more: its owner waits for it and keeps their date. One that came up
 * (with the wrong image, say) is somebody's computer again: a new date, a new notice, new proof.
 */
function retryFailed(target: Target, { rollout }: RolloutState, ask: RetryAsk): Target {
  const { plan } = rollout;
  const dead = isWiped(target);
  const from = dead ? ask.now : plusMinutes(ask.now, plan.request.leadMinutes);
  const slot =
    fitsFrom(plan.request.window, target.planned.zone, { from, minutes: plan.eta.p90Minutes, count: 1 })[0] ??
    target.slot;
  const again = {
    ...target,
    failed: null,
    goodSince: null,
    badSince: null,
    waitingFor: [],
    notBefore: null,
    deferredAt: null,
    slot,
  };
  const retries = [
    ...target.retries,
    {
      by: ask.actor.id,
      at: ask.now,
      ...(target.failed ? { failedAt: target.failed.at } : {}),
      ...(dead ? { dead } : {}),
    },
  ];
  if (dead) return { ...again, retries, told: target.told ? { ...target.told, slot } : null };
  const { proof: _of, ...unproven } = again;
  return { ...unproven, retries, told: null, evidence: [], slotRevision: target.slotRevision + 1 };
}

/** A person settles only a doubt that they were asked about: a second click on the question of a former one must not settle the next. */
function isDoubtAsked(target: Target, now: Instant): boolean {
  const attempt = lastAttempt(target);
  if (!attempt || targetPhase(target) !== 'in-doubt') return false;
  return minutesBetween(attempt.intentAt, now) >= IN_DOUBT_ASK_MINUTES;
}

function settleAsNotHappened(target: Target, ask: RetryAsk): Target {
  const attempt = lastAttempt(target);
  if (!attempt) return target;
  const settled = {
    ...attempt,
    outcome: 'did-not-happen' as const,
    settledAt: ask.now,
    detail: `settled by ${ask.actor.name}`,
  };
  return { ...target, attempts: [...target.attempts.slice(0, -1), settled], notBefore: null };
}

function describe(cloudPcIds: readonly string[] | 'failed'): string {
  return cloudPcIds === 'failed' ? 'all failed' : cloudPcIds.join(', ');
}

type BackAsk = Parameters<Commands['rollBack']>[1];

/** Only the pointer: new joiners and retries get the old image again; no Cloud PC is touched. Not while starts are going on. */
async function switchBack(deps: CommandDeps, actor: Actor, ask: BackAsk): ReturnType<Commands['rollBack']> {
  return steer(
    deps,
    { actor, rolloutId: ask.rolloutId, what: 'policy-roll-back-ordered', reason: ask.reason },
    (state) => {
      const { rollout } = state;
      if (isLive(rollout) && !rollout.hold) return refuse(refusal('hold-first'));
      const back = orderBack(
        rollout,
        (one) => one.intentAt !== null && (one.wanted === 'after' || Boolean(one.gaveUpAt)),
      );
      const isAnything = back.switches.some((one, index) => one !== rollout.switches[index]);
      return isAnything ? accept({ ...state, rollout: back }) : refuse(refusal('nothing-to-roll-back'));
    },
  );
}

/** A second wipe: a plan of its own over the Cloud PCs that were changed, with every rule, notice and approval again. */
async function reprovisionBack(deps: CommandDeps, actor: Actor, ask: BackAsk): ReturnType<Commands['rollBack']> {
  const role = await requireRole(deps, actor, 'admin');
  if (!role.ok) return role;
  const id = await resolveRollout(deps, ask.rolloutId);
  if (!id.ok) return id;
  const state = await deps.store.readRollout(id.value);
  if (!state) return refuse(refusal('no-rollout'));
  const changed = state.targets.filter((target) => target.attempts.some((attempt) => attempt.outcome === 'accepted'));
  if (changed.length === 0) return refuse(refusal('nothing-to-roll-back'));
  if (isLive(state.rollout)) return refuse(refusal('abort-first'));
  const request = backRequest(state, changed, { reason: ask.reason, now: deps.clock.now() });
  if (!request.ok) return request;
  return makePlan(deps, {
    actor,
    request: request.value,
    rolloutId: null,
    kind: 'roll-back',
    only: new Set(changed.map((target) => target.planned.cloudPcId)),
  });
}

function backRequest(
  state: RolloutState,
  changed: readonly Target[],
  ask: { reason: string; now: Instant },
): Result<RolloutRequest> {
  const { plan } = state.rollout;
  const policyIds = [...new Set(changed.map((target) => target.planned.policyId))];
  const back = plan.switches.filter((change) => policyIds.includes(change.policyId)).map((change) => change.before);
  const [first] = back;
  if (!first || back.some((pointer) => pointer.imageId !== first.imageId))
    return refuse(refusal('roll-back-several-images'));
  const kept = isBefore(plusMinutes(ask.now, 24 * 60), plan.request.deadlineAt);
  const deadlineAt = kept ? plan.request.deadlineAt : plusMinutes(ask.now, DEFAULT_DEADLINE_DAYS * 24 * 60);
  // As many must agree as to the way there. Its hurry, and a switch kept apart, were about that way and are asked for anew.
  const { expedite: _hurry, goLive: _apart, ...terms } = plan.request;
  return accept({
    ...terms,
    quorum: quorumOf(plan.request),
    imageId: first.imageId,
    policyIds,
    only: [],
    exclusions: [],
    deadlineAt,
    reason: ask.reason,
  });
}
