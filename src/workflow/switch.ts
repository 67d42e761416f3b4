import { REPAVE } from '../domain/actor.ts';
import type { AuditEvent } from '../domain/audit.ts';
import { decide, isOwedBack } from '../domain/decide.ts';
import { maySwitchOn } from '../domain/go-live.ts';
import { seenPointer } from '../domain/look.ts';
import type { PolicySwitch } from '../domain/plan.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import { isLive } from '../domain/rollout.ts';
import type { Hold, Rollout, RolloutState } from '../domain/rollout.ts';
import type { SwitchState } from '../domain/switches.ts';
import type { Instant } from '../domain/time.ts';
import { advance } from './advance.ts';
import { isRefused } from './failure.ts';
import type { LookDeps } from './look.ts';
import { checkBacking } from './requester-role.ts';

interface Intended {
  readonly change: PolicySwitch;
  readonly goal: 'before' | 'after';
}

interface Which {
  readonly rolloutId: string;
  readonly policyId: string;
}

/**
 * The real go-live of one policy (or its way back): new joiners, retries and self-resets get the image from here on. Intent is written
 * with the image before, then the policy is looked at, changed only from the pointer the plan expects, and read back.
 */
export async function switchPolicy(deps: LookDeps, which: Which): Promise<void> {
  if (!(await isBacked(deps, which.rolloutId))) return;
  const intended = await intend(deps, which);
  if (!intended) return;
  const { change, goal } = intended;
  const found = await readPointer(deps, change);
  if (found === goal || found === 'other' || found === 'unknown')
    return settle(deps, which, { seen: found, goal, detail: '' });
  if (!(await isStillWanted(deps, which, goal))) return;
  const detail = await point(deps, change, goal);
  await settle(deps, which, { seen: await readPointer(deps, change), goal, detail });
}

/** The switch is the go-live, so the one who answers for it must still be allowed to. The way back of an ended rollout needs nobody. */
async function isBacked(deps: LookDeps, rolloutId: string): Promise<boolean> {
  const state = await deps.store.readRollout(rolloutId);
  if (!state || !isLive(state.rollout) || state.rollout.hold) return state !== undefined;
  return checkBacking(deps, state);
}

/**
 * Asked directly before the call: a hold, a stop or an end that came after the intent keeps the policy where it is. The intent is closed
 * as not sent; whoever goes on has it ordered anew. A way back is stopped by nothing.
 */
async function isStillWanted(deps: LookDeps, which: Which, goal: Intended['goal']): Promise<boolean> {
  if (goal === 'before') return true;
  const kept = await advance<boolean>(deps, which.rolloutId, (state, now) => {
    const change = state.rollout.plan.switches.find((one) => one.policyId === which.policyId);
    if (!change) return refuse(refusal('switch-not-due'));
    if (maySwitchOn(state.rollout, which.policyId)) return accept({ state, events: [], value: true });
    const next = patchSwitch(state, which.policyId, { seen: 'before', intentAt: null });
    const events = [switchEvent(state.rollout, { what: 'policy-switch-withheld', now, change, goal })];
    return accept({ state: next, events, value: false });
  });
  return kept.ok && kept.value.value;
}

/**
 * Changes the policy; answers why not when the tenant says a final no (the image is gone, the permission was taken away): that is for a
 * person to see. Everything else is tried again by the job.
 */
async function point(deps: LookDeps, change: PolicySwitch, goal: Intended['goal']): Promise<string> {
  try {
    await deps.cloudPcs.setPolicyImage(change.policyId, change[goal]);
    return '';
  } catch (error) {
    if (isRefused(error)) return error.code;
    throw error;
  }
}

async function intend(deps: LookDeps, which: Which): Promise<Intended | undefined> {
  const intended = await advance<Intended>(deps, which.rolloutId, (state, now) => {
    const change = state.rollout.plan.switches.find((one) => one.policyId === which.policyId);
    const current = state.rollout.switches.find((one) => one.policyId === which.policyId);
    const wanted = decide(state, now).orders.switchPolicies.includes(which.policyId);
    if (!change || !current || !wanted) return refuse(refusal('switch-not-due'));
    const goal = goalOf(current);
    const next = patchSwitch(state, which.policyId, { wanted: goal, intentAt: now, seen: 'unknown' });
    return accept({
      state: next,
      events: [switchEvent(state.rollout, { what: 'policy-switch-intended', now, change, goal })],
      value: { change, goal },
    });
  });
  return intended.ok ? intended.value.value : undefined;
}

/** Back when a failed canary or a person wants the old image and the tenant may still show the new one; forward otherwise. */
function goalOf(current: SwitchState): 'before' | 'after' {
  return isOwedBack(current) ? 'before' : 'after';
}

async function readPointer(deps: LookDeps, change: PolicySwitch): Promise<SwitchState['seen']> {
  const policies = await deps.cloudPcs.listPolicies();
  return seenPointer(
    policies.find((policy) => policy.id === change.policyId),
    change,
  );
}

async function settle(
  deps: LookDeps,
  which: Which,
  result: { seen: SwitchState['seen']; goal: 'before' | 'after'; detail: string },
): Promise<void> {
  await advance<null>(deps, which.rolloutId, (state, now) => {
    const { seen, goal, detail } = result;
    const change = state.rollout.plan.switches.find((one) => one.policyId === which.policyId);
    if (!change) return refuse(refusal('switch-not-due'));
    const done = seen === goal;
    // A way back that was refused for good, or whose policy is gone, is not tried for ever: a person can order it again when the reason is gone.
    const givenUp = !done && goal === 'before' && (detail !== '' || seen === 'unknown');
    const next = patchSwitch(state, which.policyId, {
      seen,
      detail,
      doneAt: done && goal === 'after' ? now : null,
      gaveUpAt: givenUp ? now : null,
    });
    const rollout = done ? next.rollout : holdForSwitch(next.rollout, change, { seen, now, goal });
    const events = [
      switchEvent(state.rollout, { what: done ? 'policy-switched' : 'policy-switch-failed', now, change, goal }),
    ];
    return accept({ state: { ...next, rollout }, events, value: null });
  });
}

/** A hold that stands already says of the policy as well; a rollout that has ended needs none. */
function holdForSwitch(
  rollout: Rollout,
  change: PolicySwitch,
  ask: { seen: SwitchState['seen']; now: Instant; goal: Intended['goal'] },
): Rollout {
  if (rollout.aborted ?? rollout.completedAt) return rollout;
  const facts = { policy: change.policyName, expected: change[ask.goal].imageName, found: ask.seen };
  if (rollout.hold) return { ...rollout, hold: { ...rollout.hold, facts: { ...rollout.hold.facts, ...facts } } };
  const kind = ask.seen === 'other' ? 'drift' : 'switch-failed';
  const hold: Hold = { kind, by: REPAVE, since: ask.now, reason: '', facts };
  return { ...rollout, hold };
}

function patchSwitch(state: RolloutState, policyId: string, patch: Partial<SwitchState>): RolloutState {
  const switches = state.rollout.switches.map((one) => (one.policyId === policyId ? { ...one, ...patch } : one));
  return { ...state, rollout: { ...state.rollout, switches } };
}

function switchEvent(
  rollout: Rollout,
  ask: { what: string; now: Instant; change: PolicySwitch; goal: 'before' | 'after' },
): AuditEvent {
  const { change, goal } = ask;
  const [from, to] = goal === 'after' ? [change.before, change.after] : [change.after, change.before];
  const facts = {
    policyId: change.policyId,
    policy: change.policyName,
    from: from.imageName,
    fromId: from.imageId,
    to: to.imageName,
    toId: to.imageId,
  };
  return { at: ask.now, actor: REPAVE, what: ask.what, rolloutId: rollout.id, planHash: rollout.hash, facts };
}
