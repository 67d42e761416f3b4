import type { Plan, PolicySwitch } from './plan.ts';
import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { Target } from './target.ts';
import { isBefore, minutesBetween } from './time.ts';
import type { Instant } from './time.ts';
import { FIT_STATUSES } from './world.ts';
import type { CloudPc, DeviceImage, Person, Policy, World } from './world.ts';

/** The tenant at one moment, indexed for many questions. */
export interface Look {
  readonly at: Instant;
  readonly cloudPcs: ReadonlyMap<string, CloudPc>;
  readonly policies: ReadonlyMap<string, Policy>;
  readonly people: ReadonlyMap<string, Person>;
  readonly images: readonly DeviceImage[];
  /** Policies whose groups hold the person, by person. */
  readonly policiesOf: ReadonlyMap<string, readonly string[]>;
}

export function indexWorld(world: World): Look {
  return {
    at: world.takenAt,
    cloudPcs: new Map(world.cloudPcs.map((cloudPc) => [cloudPc.id, cloudPc])),
    policies: new Map(world.policies.map((policy) => [policy.id, policy])),
    people: new Map(world.people.map((person) => [person.id, person])),
    images: world.images,
    policiesOf: indexMembers(world.policies),
  };
}

/** Remote-action states that mean it is still going on (Graph `actionState`). */
const RUNNING_STATES = ['pending', 'active'];

/** W9: every way in which the tenant is no longer the one that was approved, for this Cloud PC. */
export function explainOtherWorld(look: Look, plan: Plan, target: Target): readonly Refusal[] {
  const { planned } = target;
  const cloudPc = look.cloudPcs.get(planned.cloudPcId);
  if (!cloudPc) return [refusal('cloud-pc-gone')];
  return [
    ...explainOwner(look, cloudPc, planned.personId),
    ...explainPolicy(look, plan, target),
    ...explainTouched(cloudPc, target),
  ];
}

/** W10: why this Cloud PC cannot be reprovisioned in its present state. */
export function explainUnfit(look: Look, target: Target): readonly Refusal[] {
  const cloudPc = look.cloudPcs.get(target.planned.cloudPcId);
  if (!cloudPc) return [refusal('cloud-pc-gone')];
  if (!FIT_STATUSES.includes(cloudPc.status)) return [refusal('status-unfit', { status: cloudPc.status })];
  const action = cloudPc.lastAction;
  const running = action !== null && RUNNING_STATES.includes(action.state);
  return running ? [refusal('action-running', { action: action.name })] : [];
}

/** W11: why the image of the plan cannot be used any more. */
export function explainUnreadyImage(look: Look, plan: Pick<Plan, 'image'>): readonly Refusal[] {
  const image = look.images.find((candidate) => candidate.id === plan.image.id);
  if (!image) return [refusal('image-gone', { image: plan.image.name })];
  if (image.status !== 'ready') return [refusal('image-not-ready', { image: image.name, status: image.status })];
  const supported = image.osStatus !== 'notSupported' && !hasRunOut(image, look.at);
  return supported ? [] : [refusal('image-unsupported', { image: image.name })];
}

/**
 * A custom image is unavailable from its expiration date on (learn graph/api/resources/cloudpcdeviceimage). A gallery image goes on
 * with a warning after its end date; only its support status ends it.
 */
export function hasRunOut(image: DeviceImage, at: Instant): boolean {
  return image.kind === 'custom' && image.expiresOn !== null && !isBefore(at, image.expiresOn);
}

/** What a policy's pointer is, compared with the plan: the old image, the new one, or something nobody approved. */
export function seenPointer(
  policy: Policy | undefined,
  change: PolicySwitch,
): 'before' | 'after' | 'other' | 'unknown' {
  if (!policy) return 'unknown';
  if (policy.imageId === change.after.imageId) return 'after';
  return policy.imageId === change.before.imageId ? 'before' : 'other';
}

function explainOwner(look: Look, cloudPc: CloudPc, personId: string): readonly Refusal[] {
  if (cloudPc.ownerId !== personId) return [refusal('owner-changed', { now: cloudPc.ownerUpn ?? '' })];
  const person = look.people.get(personId);
  return person?.enabled ? [] : [refusal('owner-left', { upn: cloudPc.ownerUpn ?? '' })];
}

function explainPolicy(look: Look, plan: Plan, target: Target): readonly Refusal[] {
  const { planned } = target;
  const targeting = look.policiesOf.get(planned.personId) ?? [];
  if (!targeting.includes(planned.policyId)) return [refusal('policy-no-longer-assigned')];
  if (targeting.length > 1) return [refusal('several-policies', { count: targeting.length })];
  const change = plan.switches.find((candidate) => candidate.policyId === planned.policyId);
  if (!change) return [refusal('policy-not-in-plan')];
  const seen = seenPointer(look.policies.get(planned.policyId), change);
  return seen === 'after' ? [] : [refusal('policy-image-differs', { policy: change.policyName, seen })];
}

/** The tenant's clock and ours may differ by this much. */
const SKEW_MINUTES = 2;

/**
 * Rebuilt by somebody else since planning: then it is no longer what was approved. After an attempt of ours that is expected, but not
 * once that attempt counted as failed: what has come up since then is somebody's computer again, and nobody told them. An order to try
 * once more rests on what was known when it failed, so nothing that was rebuilt between the failure and the order is wiped by it.
 * Nor is what has come up all the same, restored perhaps, where the order was given because it held nothing any more.
 */
function explainTouched({ provisionedAt, status }: CloudPc, target: Target): readonly Refusal[] {
  const touched = [refusal('reprovisioned-elsewhere', { at: provisionedAt ?? '' })];
  if (!target.attempts.some((attempt) => attempt.outcome === 'accepted'))
    return provisionedAt === target.planned.provisionedBefore ? [] : touched;
  const retry = target.retries.at(-1);
  if (!retry) return [];
  const isNewer = provisionedAt && minutesBetween(retry.failedAt ?? retry.at, provisionedAt) > SKEW_MINUTES;
  return isNewer || (retry.dead && isUp(status)) ? touched : [];
}

function isUp(status: CloudPc['status']): boolean {
  return status !== 'failed' && FIT_STATUSES.includes(status);
}

/** Shared (Frontline) policies serve other licences: a person may be in one of those as well. */
export function isDedicated(policy: Pick<Policy, 'provisioningType'>): boolean {
  return policy.provisioningType === 'dedicated';
}

function indexMembers(policies: readonly Policy[]): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const policy of policies.filter(isDedicated)) {
    for (const personId of policy.memberIds) {
      const known = index.get(personId);
      if (known) known.push(policy.id);
      else index.set(personId, [policy.id]);
    }
  }
  return index;
}
