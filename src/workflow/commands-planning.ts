import type { Actor } from '../domain/actor.ts';
import { checkInstalls } from '../domain/reach-checks.ts';
import { estimateDurations } from '../domain/eta.ts';
import { planRollout } from '../domain/planning.ts';
import type { PlanFacts } from '../domain/planning.ts';
import type { Plan } from '../domain/plan.ts';
import { checkPreconditions, judgeImage } from '../domain/preconditions.ts';
import type { Check } from '../domain/checks.ts';
import { accept, refusal, refuse } from '../domain/refusal.ts';
import type { Refusal, Result } from '../domain/refusal.ts';
import type { RolloutRequest, Tick } from '../domain/request.ts';
import { isApproved, newRollout } from '../domain/rollout.ts';
import type { Rollout, RolloutState } from '../domain/rollout.ts';
import { newTarget } from '../domain/target.ts';
import { titleOf, viewPlan } from '../domain/view-plan.ts';
import type { World } from '../domain/world.ts';
import { isDedicated } from '../domain/look.ts';
import type { Catalogue, Commands } from './commands-api.ts';
import { actEvent, requireReader, requireRole } from './commands-deps.ts';
import type { CommandDeps } from './commands-deps.ts';
import { copyChecks, readCopyFacts, readUsedCopyChecks } from './commands-copies.ts';
import { readProofChecks, readSetUpChecks, withProofMode } from './commands-proof.ts';
import { discard, submit } from './commands-submit.ts';

type Planning = Pick<Commands, 'readCatalogue' | 'check' | 'plan' | 'submit' | 'discard' | 'viewPlan'>;

/** Asking, checking, planning, handing over for approval. None of it writes to the tenant. */
export function createPlanningCommands(deps: CommandDeps): Planning {
  return {
    readCatalogue: (actor) => readCatalogue(deps, actor),
    async check(actor, policyIds, imageId) {
      const role = await requireRole(deps, actor, 'admin');
      if (!role.ok) return role;
      const world = await readWorld(deps, policyIds);
      const checks = await runChecks(deps, world, { policyIds, imageId, requesterId: actor.id });
      const proofs = [...(await readSetUpChecks(deps)), ...(await readUsedCopyChecks(deps))];
      const installs = checkInstalls((await deps.installer?.selfTest(actor.id)) ?? null);
      return accept({ kind: 'checks', checks: [...checks, ...proofs, ...installs], takenAt: world.takenAt });
    },
    async plan(actor, request, rolloutId) {
      const role = await requireRole(deps, actor, 'admin');
      return role.ok
        ? makePlan(deps, { actor, request, rolloutId: rolloutId ?? null, kind: 'replace', only: null })
        : role;
    },
    async submit(actor, rolloutId, hash) {
      const done = await submit(deps, actor, { rolloutId, hash });
      return done.ok ? showPlan(deps, done.value) : done;
    },
    discard: (actor, rolloutId) => discard(deps, actor, rolloutId),
    async viewPlan(actor, rolloutId) {
      const role = await requireReader(deps, actor);
      if (!role.ok) return role;
      const state = await deps.store.readRollout(rolloutId);
      return state ? showPlan(deps, state) : refuse(refusal('no-rollout'));
    },
  };
}

async function readCatalogue(deps: CommandDeps, actor: Actor): Promise<Result<Catalogue>> {
  const role = await requireRole(deps, actor, 'admin');
  if (!role.ok) return role;
  const now = deps.clock.now();
  const [{ images, policies }, counts] = await Promise.all([
    deps.cloudPcs.readCatalogue(),
    deps.cloudPcs.countByPolicy(),
  ]);
  return accept({
    images: images.map((image) => {
      const judged = judgeImage(image, now);
      const why = [refusal(judged.code, judged.facts)];
      return {
        image,
        blocked: judged.outcome === 'fail' ? why : [],
        warned: judged.outcome === 'warn' || judged.outcome === 'unknown' ? why : [],
      };
    }),
    policies: policies.map((policy) => {
      const blocked: Refusal[] = isDedicated(policy)
        ? []
        : [refusal('policy-shared', { type: policy.provisioningType })];
      if (policy.groupIds.length === 0) blocked.push(refusal('policy-unassigned'));
      return { policy, cloudPcs: counts.get(policy.id) ?? 0, blocked };
    }),
  });
}

async function readWorld(deps: CommandDeps, policyIds: readonly string[] | 'all'): Promise<World> {
  const world = await deps.cloudPcs.readWorld({ policyIds, now: deps.clock.now(), depth: 'plan' });
  return { ...world, probes: await deps.cloudPcs.selfTest() };
}

async function runChecks(
  deps: CommandDeps,
  world: World,
  ask: { readonly policyIds: readonly string[] | 'all'; readonly imageId: string | null; readonly requesterId: string },
): Promise<readonly Check[]> {
  const image = world.images.find((candidate) => candidate.id === ask.imageId);
  const source = image?.sourceId ? await deps.sources.read(image.sourceId) : null;
  const approvers = await deps.directory.listRole('approver');
  return checkPreconditions(world, { ...ask, approvers, source });
}

export interface PlanAsk {
  readonly actor: Actor;
  readonly request: RolloutRequest;
  /** A rollout to plan anew; null makes a new one. */
  readonly rolloutId: string | null;
  readonly kind: Plan['kind'];
  readonly only: ReadonlySet<string> | null;
}

/** Plans from a fresh look at the tenant and keeps the plan; an approval that an older revision had is void. */
export async function makePlan(deps: CommandDeps, ask: PlanAsk): Promise<Result<ReturnType<typeof viewPlan>>> {
  const former = ask.rolloutId === null ? undefined : await deps.store.readRollout(ask.rolloutId);
  if (ask.rolloutId !== null && !former) return refuse(refusal('no-rollout'));
  if (former && !mayReplan(former)) return refuse(refusal('already-running'));
  const request = await withProofMode(deps, ask.request);
  const planned = planRollout(request, await gatherFacts(deps, { ...ask, request }, former));
  return planned.ok ? keepPlan(deps, planned.value, former) : planned;
}

async function gatherFacts(deps: CommandDeps, ask: PlanAsk, former: RolloutState | undefined): Promise<PlanFacts> {
  const { policyIds, imageId } = ask.request;
  const rolloutId = ask.rolloutId ?? deps.newId();
  const world = await readWorld(deps, policyIds);
  const copies = await readCopyFacts(deps, ask.request);
  return {
    now: deps.clock.now(),
    world,
    checks: [
      ...(await runChecks(deps, world, { policyIds, imageId, requesterId: ask.actor.id })),
      ...(await readProofChecks(deps, ask.request)),
      ...copyChecks(ask.request, copies),
    ],
    ...(copies ? { copies } : {}),
    durations: estimateDurations(await deps.store.listPastMinutes(500)),
    rolloutId,
    tenantId: deps.tenantId,
    requestedBy: ask.actor,
    busy: await deps.store.listBusy(rolloutId),
    ...(former ? inheritFrom(former.rollout.plan) : { revision: 1, kind: ask.kind, ticks: [], onlyCloudPcs: ask.only }),
  };
}

/** A new revision keeps what the former one was about: its kind, its ticks, and the Cloud PCs a way back is limited to. */
function inheritFrom(plan: Plan): Pick<PlanFacts, 'revision' | 'kind' | 'ticks' | 'onlyCloudPcs'> {
  const inScope = [...plan.targets, ...plan.leftOut.filter(({ why }) => why.code !== 'not-in-scope')];
  const only = plan.kind === 'roll-back' ? new Set(inScope.map((one) => one.cloudPcId)) : null;
  return { revision: plan.revision + 1, kind: plan.kind, ticks: plan.ticks, onlyCloudPcs: only };
}

/** A plan may be made anew until it is approved, and again when it was refused, ran out, or waits for a late-start answer. */
function mayReplan({ rollout }: RolloutState): boolean {
  if (rollout.aborted ?? rollout.completedAt) return false;
  return !isApproved(rollout) || rollout.lateStart === 'asked';
}

/** The rollout of a plan before anybody answered. A line that was stopped stays so, whatever is planned anew: that takes two people. */
export function stateOf(plan: Plan, former?: Rollout): RolloutState {
  const stops = former?.stops ? { stops: former.stops } : {};
  const stopped = former?.hold?.kind === 'line-stopped' ? { hold: former.hold } : {};
  return { rollout: { ...newRollout(plan), ...stops, ...stopped }, targets: plan.targets.map(newTarget) };
}

async function keepPlan(
  deps: CommandDeps,
  plan: Plan,
  former: RolloutState | undefined,
): Promise<Result<ReturnType<typeof viewPlan>>> {
  const event = actEvent(newRollout(plan), {
    actor: plan.requestedBy,
    what: 'plan-made',
    now: plan.madeAt,
    facts: {
      revision: plan.revision,
      image: titleOf(plan),
      targets: plan.targets.length,
      leftOut: plan.leftOut.length,
    },
  });
  const kept = await deps.store.transact(async (tx) => {
    const current = former && (await tx.lockRollout(plan.rolloutId));
    if (former && (current?.rollout.hash !== former.rollout.hash || !mayReplan(current))) return undefined;
    const next = stateOf(plan, current?.rollout);
    if (former) {
      await tx.replacePlan(next);
      const keys = await tx.markStale(plan.rolloutId, { kind: 'all' });
      await tx.enqueue(keys.map((messageKey) => ({ kind: 'deliver', messageKey })));
    } else await tx.insertRollout(next, plan.madeAt);
    await tx.appendAudit([event]);
    return next;
  });
  return kept ? showPlan(deps, kept) : refuse(refusal('changed-meanwhile'));
}

export async function showPlan(deps: CommandDeps, state: RolloutState): Promise<Result<ReturnType<typeof viewPlan>>> {
  const approvers = await deps.directory.listRole('approver');
  const others = approvers
    .filter((approver) => approver.id !== state.rollout.plan.requestedBy.id)
    .map((approver) => approver.name);
  return accept(viewPlan(state, { now: deps.clock.now(), tenantName: deps.tenantName, approvers: others }));
}

/** The plan with one tick more (or changed): a new revision, because what people swear to is part of what is approved. */
export function withTick(plan: Plan, tick: Tick): Plan {
  return { ...plan, revision: plan.revision + 1, ticks: [...plan.ticks.filter((one) => one.item !== tick.item), tick] };
}
