import { OPEN_MINUTES } from '../domain/defaults.ts';
import { REPAVE } from '../domain/actor.ts';
import { indexWorld, seenPointer } from '../domain/look.ts';
import type { Look } from '../domain/look.ts';
import { observeTarget, settleFromActions } from '../domain/observe.ts';
import { accept } from '../domain/refusal.ts';
import type { Hold, Rollout, RolloutState } from '../domain/rollout.ts';
import type { SwitchState } from '../domain/switches.ts';
import { attemptUnderWay } from '../domain/target.ts';
import type { Target } from '../domain/target.ts';
import { isBefore, latest, minutesBetween } from '../domain/time.ts';
import type { Instant } from '../domain/time.ts';
import type { CloudPc, RemoteAction, World } from '../domain/world.ts';
import { advance } from './advance.ts';
import { unlessRefused } from './failure.ts';
import type { AdvanceDeps } from './advance.ts';
import type { CloudPcs, Directory } from './ports.ts';
import { checkBacking } from './requester-role.ts';
import type { Presences } from './ports-presence.ts';
import type { Copies } from './ports-copies.ts';
import { startAll } from './start.ts';
import { listStartable } from '../domain/decide.ts';

export interface LookDeps extends AdvanceDeps {
  readonly cloudPcs: CloudPcs;
  readonly directory: Pick<Directory, 'hasRole' | 'listRole'>;
  readonly copies: Pick<Copies, 'listSnapshots'>;
  readonly presences: Presences;
}

/**
 * Looks at the tenant, records what is seen, and starts what may start. With something to start the look is whole (policies with
 * members, people, images); to watch what is under way the lists of Cloud PCs and policies suffice.
 */
export async function lookAndStart(deps: LookDeps, rolloutId: string): Promise<void> {
  const state = await deps.store.readRollout(rolloutId);
  if (!state) return;
  const now = deps.clock.now();
  const startable = listStartable(state, now).targets.length > 0;
  const look = indexWorld(startable ? await readWhole(deps, state, now) : await readLight(deps, state, now));
  const actions = await readDoubts(deps, state);
  const seen = await advance(deps, rolloutId, (before, at) =>
    accept({ state: applyLook(before, look, { actions, at }), events: [], value: null }),
  );
  if (startable && seen.ok && (await checkBacking(deps, seen.value.state))) await startAll(deps, { rolloutId, look });
}

/** What a look proves, over the whole rollout. Pure. */
export function applyLook(
  state: RolloutState,
  look: Look,
  ask: { readonly actions: ReadonlyMap<string, readonly RemoteAction[]>; readonly at: Instant },
): RolloutState {
  const { plan } = state.rollout;
  const targets = state.targets.map((target) => {
    const settled = settleFromActions(
      doubtIfOld(target, ask.at),
      ask.actions.get(target.planned.cloudPcId) ?? [],
      ask.at,
    );
    return observeTarget(settled, look, plan);
  });
  const switches = state.rollout.switches.map((one) => seeSwitch(one, look, plan));
  const rollout: Rollout = { ...state.rollout, switches, observedAt: look.at, newJoiners: listJoiners(state, look) };
  return { rollout: holdOnDrift(rollout, look), targets };
}

async function readWhole(deps: LookDeps, state: RolloutState, now: Instant): Promise<World> {
  return deps.cloudPcs.readWorld({ policyIds: state.rollout.plan.request.policyIds, now, depth: 'start' });
}

/** More people than this are cheaper to see by listing the fleet. */
const MOST_BY_NAME = 30;
/** The policies are watched with every look that comes this long after the last: they change seldom. */
const POLICIES_EVERY_MINUTES = 8;

async function readLight(deps: LookDeps, state: RolloutState, now: Instant): Promise<World> {
  const { observedAt } = state.rollout;
  const cloudPcs = await readUnderWay(deps, state);
  const isLong = observedAt === null || minutesBetween(observedAt, now) >= POLICIES_EVERY_MINUTES;
  const policies = isLong ? await deps.cloudPcs.listPolicies() : [];
  return { takenAt: now, cloudPcs, policies, images: [], people: [], connections: [], probes: [] };
}

/** Few are asked for by their owners' addresses; where one is not found so, because its owner has another by now, the fleet is listed. */
async function readUnderWay({ cloudPcs }: LookDeps, state: RolloutState): Promise<readonly CloudPc[]> {
  const away = state.targets.filter(attemptUnderWay).map(({ planned }) => planned);
  const upns = [...new Set(away.map(({ upn }) => upn))];
  if (upns.length > 0 && upns.length <= MOST_BY_NAME) {
    const found = await cloudPcs.listCloudPcsOf(upns);
    const ids = new Set(found.map(({ id }) => id));
    if (away.every(({ cloudPcId }) => ids.has(cloudPcId))) return found;
  }
  return cloudPcs.listCloudPcs(state.rollout.plan.request.policyIds);
}

/**
 * For those in doubt the tenant's own list of remote actions is asked: it settles what a status cannot. No list, of a Cloud PC that is
 * gone, say, settles nothing, like an empty one: it is no reason to see nothing of the others.
 */
async function readDoubts(deps: LookDeps, state: RolloutState): Promise<ReadonlyMap<string, readonly RemoteAction[]>> {
  const doubtful = state.targets.filter((target) => {
    const outcome = attemptUnderWay(target)?.outcome;
    return outcome === 'in-doubt' || outcome === 'open';
  });
  const pairs = doubtful.map(
    async ({ planned: { cloudPcId } }) =>
      [cloudPcId, await unlessRefused(() => deps.cloudPcs.listRemoteActions(cloudPcId), [])] as const,
  );
  return new Map(await Promise.all(pairs));
}

/** An intent without an outcome after this long: whoever wrote it died or hangs, and the call may or may not have left. */
function doubtIfOld(target: Target, now: Instant): Target {
  const attempt = attemptUnderWay(target);
  if (attempt?.outcome !== 'open' || minutesBetween(attempt.intentAt, now) < OPEN_MINUTES) return target;
  const doubtful = { ...attempt, outcome: 'in-doubt' as const, detail: 'no answer was recorded' };
  return { ...target, attempts: [...target.attempts.slice(0, -1), doubtful] };
}

/** A look that began before the policy was changed, or was meant to be, may have read it before that. */
function seeSwitch(one: SwitchState, look: Look, plan: Rollout['plan']): SwitchState {
  const change = plan.switches.find((candidate) => candidate.policyId === one.policyId);
  const changedAt = latest([one.intentAt, one.doneAt].filter((at) => at !== null));
  if (look.policies.size === 0 || (changedAt && isBefore(look.at, changedAt))) return one;
  const seen = change ? seenPointer(look.policies.get(one.policyId), change) : 'unknown';
  return seen === one.seen ? one : { ...one, seen };
}

/** Somebody else moved a policy: nothing more is started until a person has looked. Already held rollouts keep their reason. */
function holdOnDrift(rollout: Rollout, look: Look): Rollout {
  const ended = rollout.aborted ?? rollout.completedAt ?? rollout.hold;
  const drifted = rollout.switches.find(
    (one) => one.seen === 'other' || (one.seen === 'before' && one.wanted === 'after' && one.doneAt !== null),
  );
  if (ended || !drifted) return rollout;
  const change = rollout.plan.switches.find((candidate) => candidate.policyId === drifted.policyId);
  const policy = look.policies.get(drifted.policyId);
  const facts = { policy: drifted.policyName, expected: change?.after.imageName ?? '', found: policy?.imageName ?? '' };
  const hold: Hold = { kind: 'drift', by: REPAVE, since: look.at, reason: '', facts };
  return { ...rollout, hold };
}

/** Cloud PCs that run the new image without being targets while the policies point at it: people who joined, or who reset theirs. */
function listJoiners(state: RolloutState, look: Look): readonly string[] {
  const { plan, switches } = state.rollout;
  const since = switches.flatMap((one) => one.doneAt ?? []).sort()[0];
  if (!since || !plan.imageNameUnique) return state.rollout.newJoiners;
  const planned = new Set([...plan.targets, ...plan.leftOut].map((one) => one.cloudPcId));
  const found = [...look.cloudPcs.values()].filter(
    (cloudPc) =>
      !planned.has(cloudPc.id) && cloudPc.imageName === plan.image.name && (cloudPc.provisionedAt ?? '') >= since,
  );
  const names = new Set([...state.rollout.newJoiners, ...found.map((cloudPc) => cloudPc.name)]);
  return names.size === state.rollout.newJoiners.length ? state.rollout.newJoiners : [...names];
}
