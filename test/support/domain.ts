import { decide } from '../../src/domain/decide.ts';
import type { Decision } from '../../src/domain/decide.ts';
import { indexWorld } from '../../src/domain/look.ts';
import type { Look } from '../../src/domain/look.ts';
import type { LocalFacts, WipeFacts } from '../../src/domain/may-wipe.ts';
import { indexPlanned, planHash } from '../../src/domain/plan.ts';
import type { Plan, PlannedTarget } from '../../src/domain/plan.ts';
import type { RolloutRequest } from '../../src/domain/request.ts';
import { newRollout } from '../../src/domain/rollout.ts';
import type { Rollout, RolloutState } from '../../src/domain/rollout.ts';
import { newTarget } from '../../src/domain/target.ts';
import type { Attempt, Evidence, Target } from '../../src/domain/target.ts';
import { plusMinutes } from '../../src/domain/time.ts';
import type { Instant } from '../../src/domain/time.ts';
import type { CloudPc, DeviceImage, Person, Policy, World } from '../../src/domain/world.ts';

/** A Tuesday evening, 20:00 in Berlin, one hour into the base case's window. */
export const NOW = '2026-11-24T19:00:00.000Z';
/** 19:00 to 05:00 in Berlin. */
export const SLOT = { startAt: '2026-11-24T18:00:00.000Z', endAt: '2026-11-25T04:00:00.000Z' };
export const MAYA = { id: 'p-maya', name: 'Maya Lindqvist' };
export const JONAS = { id: 'p-jonas', name: 'Jonas Okafor' };
const TOLD_AT = '2026-11-23T18:00:00.000Z';
const BUILT_BEFORE = '2026-03-01T09:00:00.000Z';

export function aRequest(change: Partial<RolloutRequest> = {}): RolloutRequest {
  return {
    imageId: 'img-new',
    policyIds: ['pol-1'],
    only: [],
    exclusions: [],
    waves: { canary: 1, percents: [100], concurrency: 10, promotion: 'automatic' },
    window: { days: [1, 2, 3, 4, 5], start: '19:00', end: '05:00', zone: 'person', freeze: [] },
    leadMinutes: 24 * 60,
    postponements: 2,
    deadlineAt: '2026-12-07T22:00:00.000Z',
    failurePercent: 10,
    failureCount: 2,
    settleMinutes: 30,
    approvalHours: 72,
    reason: 'November fixes',
    ...change,
  };
}

/** The n-th Cloud PC of the plan (from 0), with an owner of its own. */
export function aPlanned(index = 0, change: Partial<PlannedTarget> = {}): PlannedTarget {
  return {
    cloudPcId: `pc-${index}`,
    cloudPcName: `CPC-${index}`,
    personId: `person-${index}`,
    personName: `Person ${index}`,
    upn: `person${index}@contoso.com`,
    zone: 'Europe/Berlin',
    locale: 'en-GB',
    policyId: 'pol-1',
    imageBefore: 'Old image',
    provisionedBefore: BUILT_BEFORE,
    wave: 0,
    slot: SLOT,
    ...change,
  };
}

export function aPlan(change: Partial<Plan> = {}): Plan {
  return {
    rolloutId: 'r-1',
    kind: 'replace',
    revision: 1,
    tenantId: 'tenant-1',
    requestedBy: MAYA,
    madeAt: '2026-11-23T08:00:00.000Z',
    request: aRequest(),
    image: { id: 'img-new', name: 'New image', version: '2.0.0', supportEndsOn: '2028-10-10' },
    imageNameUnique: true,
    switches: [
      {
        policyId: 'pol-1',
        policyName: 'Engineering',
        before: { imageId: 'img-old', imageType: 'custom', imageName: 'Old image' },
        after: { imageId: 'img-new', imageType: 'custom', imageName: 'New image' },
      },
    ],
    targets: [aPlanned()],
    leftOut: [],
    checks: [],
    ticks: [],
    eta: {
      p50Minutes: 45,
      p90Minutes: 90,
      p50At: '2026-11-25T00:00:00.000Z',
      p90At: '2026-11-25T02:00:00.000Z',
      source: 'defaults',
      samples: 0,
    },
    rollback: { possible: 'yes', reasons: [] },
    ...change,
  };
}

export function aPiece(change: Partial<Evidence> = {}): Evidence {
  const giver = change.state === 'waived' ? JONAS : { id: 'person-0', name: 'Person 0' };
  return {
    item: 'onedrive',
    state: 'attested',
    by: giver.id,
    byName: giver.name,
    reason: 'said ready on the notice',
    at: '2026-11-24T08:00:00.000Z',
    ...change,
  };
}

/** A target whose person was told in time, said ready, and whose date is running. */
export function aTarget(change: Partial<Target> = {}): Target {
  const planned = change.planned ?? aPlanned();
  return {
    ...newTarget(planned),
    told: { firstAt: TOLD_AT, slotAt: TOLD_AT, slot: planned.slot },
    noticeRevision: 1,
    evidence: [aPiece(), aPiece({ item: 'app-data' })],
    ...change,
  };
}

export function anAttempt(change: Partial<Attempt> = {}): Attempt {
  return {
    number: 1,
    intentAt: NOW,
    outcome: 'accepted',
    settledAt: plusMinutes(NOW, 1),
    detail: 'request-1',
    ...change,
  };
}

/** Approved, switched, running: the first wave may start. */
export function aRollout(change: Partial<Rollout> = {}): Rollout {
  const fresh = newRollout(change.plan ?? aPlan());
  return {
    ...fresh,
    submittedAt: '2026-11-23T09:00:00.000Z',
    approval: { decision: 'approved', by: JONAS, at: '2026-11-23T10:00:00.000Z', hash: fresh.hash, comment: '' },
    switches: fresh.switches.map((one) => ({
      ...one,
      wanted: 'after' as const,
      seen: 'after' as const,
      intentAt: '2026-11-24T18:00:00.000Z',
      doneAt: '2026-11-24T18:01:00.000Z',
    })),
    ...change,
  };
}

/** A running rollout over these targets; its plan is the one that names them. */
export function aState(
  targets: readonly Target[],
  change: { readonly plan?: Partial<Plan>; readonly rollout?: Partial<Rollout> } = {},
): RolloutState {
  const plan = aPlan({ targets: targets.map((target) => target.planned), ...change.plan });
  return { rollout: aRollout({ plan, ...change.rollout }), targets };
}

export function aCloudPc(change: Partial<CloudPc> = {}): CloudPc {
  return {
    id: 'pc-0',
    name: 'CPC-0',
    ownerId: 'person-0',
    ownerUpn: 'person0@contoso.com',
    status: 'provisioned',
    policyId: 'pol-1',
    provisioningType: 'dedicated',
    servicePlanName: 'Cloud PC Enterprise 4vCPU/16GB/256GB',
    imageName: 'Old image',
    provisionedAt: BUILT_BEFORE,
    graceEndsAt: null,
    lastAction: null,
    ...change,
  };
}

export function aPerson(change: Partial<Person> = {}): Person {
  return {
    id: 'person-0',
    name: 'Person 0',
    upn: 'person0@contoso.com',
    enabled: true,
    zone: 'Europe/Berlin',
    zoneKnown: true,
    locale: 'en-GB',
    ...change,
  };
}

export function aPolicy(change: Partial<Policy> = {}): Policy {
  return {
    id: 'pol-1',
    name: 'Engineering',
    imageId: 'img-new',
    imageType: 'custom',
    imageName: 'New image',
    provisioningType: 'dedicated',
    groupIds: ['group-1'],
    memberIds: ['person-0'],
    connectionIds: [],
    modifiedAt: null,
    ...change,
  };
}

export function anImage(change: Partial<DeviceImage> = {}): DeviceImage {
  return {
    id: 'img-new',
    kind: 'custom',
    name: 'New image',
    version: '2.0.0',
    os: 'Windows 11 Enterprise',
    build: '26200.1',
    status: 'ready',
    osStatus: 'supported',
    expiresOn: '2028-10-10',
    errorCode: null,
    sourceId: null,
    ...change,
  };
}

export function aWorld(change: Partial<World> = {}): World {
  return {
    takenAt: NOW,
    images: [anImage(), anImage({ id: 'img-old', name: 'Old image', version: '1.0.0' })],
    policies: [aPolicy()],
    cloudPcs: [aCloudPc()],
    people: [aPerson()],
    connections: [],
    probes: [],
    ...change,
  };
}

export function aLook(change: Partial<World> = {}): Look {
  return indexWorld(aWorld(change));
}

/** What a caller has to know to ask for a start, all of it in order. */
export function localFacts(change: Partial<LocalFacts> = {}): LocalFacts {
  const target = change.target ?? aTarget();
  const rollout = change.rollout ?? aRollout({ plan: aPlan({ targets: [target.planned] }) });
  return {
    now: NOW,
    rollout,
    planHashNow: planHash(rollout.plan),
    target,
    planned: indexPlanned(rollout.plan),
    inFlight: 0,
    inFlightOfPerson: 0,
    ...change,
  };
}

export function wipeFacts(change: Partial<WipeFacts> = {}): WipeFacts {
  const facts = localFacts(change);
  return { ...facts, look: aLook(), session: 'not-signed-in', sessionAt: facts.now, ...change };
}

/** Decides again and again at later moments; returns the last decision. */
export function decideAt(state: RolloutState, ...moments: readonly Instant[]): Decision {
  const [first = NOW, ...rest] = moments;
  return rest.reduce((decision, at) => decide(decision.state, at), decide(state, first));
}
