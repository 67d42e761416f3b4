import type { Actor } from './actor.ts';
import { blocks } from './checks.ts';
import { checkOverwrites, planCopies } from './copy-checks.ts';
import type { CopyFacts } from './copy-checks.ts';
import type { Check } from './checks.ts';
import type { Durations } from './eta.ts';
import { explainExpedite } from './expedite.ts';
import { indexWorld, isDedicated } from './look.ts';
import type { Look } from './look.ts';
import { judgeRollback } from './preconditions.ts';
import type { Eta, LeftOut, Plan, PlannedTarget, PolicySwitch, Rollback } from './plan.ts';
import { accept, refusal, refuse } from './refusal.ts';
import type { Refusal, Result } from './refusal.ts';
import type { RolloutRequest, Tick } from './request.ts';
import { calendarise, splitWaves } from './schedule.ts';
import type { Candidate } from './schedule.ts';
import { isBefore, latest, plusMinutes } from './time.ts';
import type { Instant } from './time.ts';
import { FIT_STATUSES } from './world.ts';
import type { CloudPc, DeviceImage, Person, World } from './world.ts';

/** What planning needs besides the request. Reading it wrote nothing anywhere. */
export interface PlanFacts {
  readonly now: Instant;
  readonly world: World;
  readonly checks: readonly Check[];
  readonly durations: Durations;
  /** Read when the request asks for protective copies. */
  readonly copies?: CopyFacts;
  readonly rolloutId: string;
  readonly revision: number;
  readonly tenantId: string;
  readonly kind: Plan['kind'];
  readonly requestedBy: Actor;
  readonly ticks: readonly Tick[];
  /** Cloud PCs that another unfinished rollout already holds. */
  readonly busy: ReadonlySet<string>;
  /** Restricts the plan to these Cloud PCs (roll back of what was changed); null means everything under the policies. */
  readonly onlyCloudPcs: ReadonlySet<string> | null;
}

/** The dry run: who, when, in which wave, who not and why. Refused when a precondition fails or nobody is left to do. */
export function planRollout(request: RolloutRequest, facts: PlanFacts): Result<Plan> {
  const blocked = facts.checks
    .filter(blocks)
    .map((check) => refusal('check-failed', { check: check.id, subject: check.subject, code: check.code }));
  if (blocked.length > 0) return refuse(...blocked);
  const hasty = explainExpedite(request);
  if (hasty.length > 0) return refuse(...hasty);
  const image = facts.world.images.find((candidate) => candidate.id === request.imageId);
  if (!image) return refuse(refusal('image-gone', { image: request.imageId }));
  const sorted = sortFleet(request, facts, image);
  if (sorted.candidates.length === 0) return refuse(refusal('empty-scope', { leftOut: sorted.leftOut.length }));
  return schedule(request, facts, { image, ...sorted });
}

function schedule(
  request: RolloutRequest,
  facts: PlanFacts,
  sorted: { image: DeviceImage; candidates: readonly Candidate[]; leftOut: readonly LeftOut[] },
): Result<Plan> {
  const { image } = sorted;
  const waves = splitWaves(sorted.candidates, request.waves, facts.rolloutId);
  const calendar = calendarise(waves, request, {
    from: plusMinutes(facts.now, request.leadMinutes),
    durations: facts.durations,
  });
  if (!calendar.ok) return calendar;
  const targets = request.protection ? nameDisks(calendar.value.targets, facts.world) : calendar.value.targets;
  const last = latest(targets.map((target) => target.slot.startAt)) ?? facts.now;
  if (!isBefore(last, request.deadlineAt)) return refuse(refusal('deadline-too-soon', { needed: last }));
  const eta: Eta = { ...facts.durations, p50At: calendar.value.p50At, p90At: calendar.value.p90At };
  const { rolloutId, kind, revision, tenantId, requestedBy, ticks } = facts;
  const { checks, ...copies } = withCopies(request, facts, targets);
  return accept({
    ...{ rolloutId, kind, revision, tenantId, requestedBy, madeAt: facts.now, request, checks, ticks },
    image: { id: image.id, name: image.name, version: image.version, supportEndsOn: image.expiresOn },
    imageNameUnique: isNameUnique(facts.world, image),
    switches: listSwitches(request, facts.world, image),
    targets,
    leftOut: sorted.leftOut,
    eta,
    rollback: judgeWayBack(request, facts.world),
    ...copies,
  });
}

/** The checks, with what the copies would overwrite, which is known only now; and what the plan says of its copies. */
function withCopies(
  request: RolloutRequest,
  facts: PlanFacts,
  targets: readonly PlannedTarget[],
): Pick<Plan, 'checks' | 'copies'> {
  if (!request.protection || !facts.copies) return { checks: facts.checks };
  const copies = planCopies(request.protection, facts.copies, targets);
  return { checks: [...facts.checks, checkOverwrites(copies, facts.copies)], copies };
}

/** What a copy can take at most is told by the name of the service plan. */
function nameDisks(targets: readonly PlannedTarget[], { cloudPcs }: World): readonly PlannedTarget[] {
  const plans = new Map(cloudPcs.map(({ id, servicePlanName }) => [id, servicePlanName]));
  return targets.map((target) => {
    const servicePlan = plans.get(target.cloudPcId);
    return servicePlan ? { ...target, servicePlan } : target;
  });
}

function sortFleet(
  request: RolloutRequest,
  facts: PlanFacts,
  image: DeviceImage,
): { candidates: Candidate[]; leftOut: LeftOut[] } {
  const look = indexWorld(facts.world);
  const candidates: Candidate[] = [];
  const leftOut: LeftOut[] = [];
  const imageName = isNameUnique(facts.world, image) ? image.name : null;
  const sieve: Sieve = { request, facts, look, imageName, ...indexRequest(request) };
  const fleet = facts.world.cloudPcs.filter(
    ({ policyId }) => policyId !== null && request.policyIds.includes(policyId),
  );
  for (const cloudPc of fleet) {
    const owner = cloudPc.ownerId === null ? undefined : look.people.get(cloudPc.ownerId);
    const why = whyLeftOut(cloudPc, sieve);
    if (!why && owner) candidates.push({ cloudPc, owner });
    else leftOut.push(describeLeftOut(cloudPc, owner, why ?? refusal('no-owner')));
  }
  return { candidates, leftOut };
}

function describeLeftOut(cloudPc: CloudPc, owner: Person | undefined, why: Refusal): LeftOut {
  const { id, name, ownerUpn, policyId } = cloudPc;
  const where = policyId === null ? {} : { policyId };
  return { cloudPcId: id, cloudPcName: name, owner: owner?.name ?? ownerUpn ?? '', why, ...where };
}

/** Only a name that no other image bears can prove which image a Cloud PC runs. */
function isNameUnique(world: World, image: DeviceImage): boolean {
  return world.images.filter((candidate) => candidate.name === image.name).length === 1;
}

interface Sieve {
  readonly request: RolloutRequest;
  readonly facts: PlanFacts;
  readonly look: Look;
  readonly imageName: string | null;
  /** Both in lower case: who is meant is asked once for every Cloud PC. */
  readonly only: ReadonlySet<string>;
  readonly excluded: ReadonlyMap<string, string>;
}

function indexRequest({ only, exclusions }: RolloutRequest): Pick<Sieve, 'only' | 'excluded'> {
  const names = exclusions.map(({ who, reason }) => [who.trim().toLowerCase(), reason] as const);
  return { only: new Set(only.map((upn) => upn.trim().toLowerCase())), excluded: new Map(names) };
}

/** The first reason to leave a Cloud PC alone; undefined when it is to be reprovisioned. */
function whyLeftOut(cloudPc: CloudPc, sieve: Sieve): Refusal | undefined {
  const owner = cloudPc.ownerId ? sieve.look.people.get(cloudPc.ownerId) : undefined;
  return whyByRequest(cloudPc, sieve) ?? whyByOwner(cloudPc, owner) ?? whyByWorld(cloudPc, sieve);
}

function whyByRequest(cloudPc: CloudPc, { facts, only, excluded }: Sieve): Refusal | undefined {
  if (facts.onlyCloudPcs && !facts.onlyCloudPcs.has(cloudPc.id)) return refusal('not-in-scope');
  const upn = (cloudPc.ownerUpn ?? '').toLowerCase();
  if (only.size > 0 && !only.has(upn)) return refusal('not-in-scope');
  const names = [upn, cloudPc.id.toLowerCase(), cloudPc.name.toLowerCase()];
  const reason = names.map((name) => excluded.get(name)).find((known) => known !== undefined);
  return reason === undefined ? undefined : refusal('excluded-by-request', { reason });
}

function whyByOwner(cloudPc: CloudPc, owner: Person | undefined): Refusal | undefined {
  if (cloudPc.provisioningType !== 'dedicated') return refusal('shared-cloud-pc');
  if (!cloudPc.ownerId) return refusal('no-owner');
  if (!owner) return refusal('owner-unknown', { upn: cloudPc.ownerUpn ?? '' });
  return owner.enabled ? undefined : refusal('owner-left', { upn: owner.upn });
}

function whyByWorld(cloudPc: CloudPc, { facts, look, imageName }: Sieve): Refusal | undefined {
  if (!FIT_STATUSES.includes(cloudPc.status)) return refusal('status-unfit', { status: cloudPc.status });
  if (imageName !== null && cloudPc.imageName === imageName && cloudPc.status !== 'failed')
    return refusal('already-on-image');
  if (facts.busy.has(cloudPc.id)) return refusal('in-another-rollout');
  const policies = cloudPc.ownerId ? (look.policiesOf.get(cloudPc.ownerId) ?? []) : [];
  if (!cloudPc.policyId || !policies.includes(cloudPc.policyId)) return refusal('policy-no-longer-assigned');
  return policies.length > 1 ? refusal('several-policies', { count: policies.length }) : undefined;
}

function listSwitches(request: RolloutRequest, world: World, image: DeviceImage): readonly PolicySwitch[] {
  const chosen = world.policies.filter((policy) => request.policyIds.includes(policy.id) && isDedicated(policy));
  return chosen.map((policy) => ({
    policyId: policy.id,
    policyName: policy.name,
    before: {
      imageId: policy.imageId,
      imageType: policy.imageType === 'gallery' ? 'gallery' : 'custom',
      imageName: policy.imageName,
    },
    after: { imageId: image.id, imageType: image.kind, imageName: image.name },
  }));
}

function judgeWayBack(request: RolloutRequest, world: World): Rollback {
  const judged = world.policies
    .filter((policy) => request.policyIds.includes(policy.id))
    .map((policy) => ({ policy, ...judgeRollback(world, policy) }));
  const reasons = judged
    .filter(({ outcome }) => outcome !== 'pass')
    .map(({ policy, code, facts }) => refusal(code, { ...facts, policy: policy.name }));
  if (judged.some(({ code }) => code === 'old-image-gone' || code === 'old-image-unusable'))
    return { possible: 'no', reasons };
  const until = firstEnd(
    judged.map(({ policy }) => policy.imageId),
    world,
  );
  const possible = judged.some(({ outcome }) => outcome === 'unknown') ? 'unknown' : 'yes';
  return { possible, reasons, ...(until === undefined ? {} : { until }) };
}

/** Images out of support cannot be picked again: the way back ends with the first of them. */
function firstEnd(imageIds: readonly string[], { images }: World): string | undefined {
  const ends = images.filter(({ id }) => imageIds.includes(id)).flatMap(({ expiresOn }) => expiresOn ?? []);
  return ends.sort()[0];
}
