import type { Actor } from './actor.ts';
import type { Check } from './checks.ts';
import type { PlannedCopies } from './copy-checks.ts';
import { hashOf } from './hash.ts';
import type { Refusal } from './refusal.ts';
import type { RolloutRequest, Tick } from './request.ts';
import type { Instant } from './time.ts';
import type { Slot } from './window.ts';

/** One Cloud PC that the plan reprovisions: who, where, from what. Frozen at planning; drift is measured against it. */
export interface PlannedTarget {
  readonly cloudPcId: string;
  readonly cloudPcName: string;
  readonly personId: string;
  readonly personName: string;
  readonly upn: string;
  readonly zone: string;
  readonly locale: string;
  readonly policyId: string;
  readonly imageBefore: string;
  readonly provisionedBefore: Instant | null;
  /** Name of its Windows 365 service plan, which says how large its disk is; kept where copies are asked for. */
  readonly servicePlan?: string;
  /** 0 is the canary wave. */
  readonly wave: number;
  /** The date the person is told first. */
  readonly slot: Slot;
}

/** A Cloud PC under the policies that the plan leaves alone, and why. */
export interface LeftOut {
  readonly cloudPcId: string;
  readonly cloudPcName: string;
  readonly owner: string;
  readonly why: Refusal;
  /** Missing in plans made before it was kept. */
  readonly policyId?: string;
}

/** The switch of one policy: what it names now and what it will name. Reverting goes back to `before`. */
export interface PolicySwitch {
  readonly policyId: string;
  readonly policyName: string;
  readonly before: ImagePointer;
  readonly after: ImagePointer;
}

export interface ImagePointer {
  readonly imageId: string;
  readonly imageType: 'custom' | 'gallery';
  readonly imageName: string;
}

/** How long things take: minutes for one Cloud PC, and when the whole rollout is likely to be done. */
export interface Eta {
  readonly p50Minutes: number;
  readonly p90Minutes: number;
  readonly p50At: Instant;
  readonly p90At: Instant;
  readonly source: 'own-times' | 'defaults';
  readonly samples: number;
}

/** Whether the way back is open: the old image of every policy still there and selectable. */
export interface Rollback {
  readonly possible: 'yes' | 'no' | 'unknown';
  readonly reasons: readonly Refusal[];
  /** Day on which support of the first of the old images ends, after which it cannot be chosen again; missing when none is known. */
  readonly until?: string;
}

/** What will be done, to the last Cloud PC. Its hash is what approval binds to. */
export interface Plan {
  readonly rolloutId: string;
  readonly kind: 'replace' | 'roll-back';
  readonly revision: number;
  readonly tenantId: string;
  readonly requestedBy: Actor;
  readonly madeAt: Instant;
  readonly request: RolloutRequest;
  readonly image: {
    readonly id: string;
    readonly name: string;
    readonly version: string;
    readonly supportEndsOn: string | null;
  };
  /** Whether the image's display name alone identifies it in the tenant; only then can it prove which image a Cloud PC runs. */
  readonly imageNameUnique: boolean;
  readonly switches: readonly PolicySwitch[];
  readonly targets: readonly PlannedTarget[];
  readonly leftOut: readonly LeftOut[];
  readonly checks: readonly Check[];
  readonly ticks: readonly Tick[];
  readonly eta: Eta;
  readonly rollback: Rollback;
  /** Set when the request asks for protective copies. */
  readonly copies?: PlannedCopies;
}

/** The plan's identity: 64 hexadecimal digits over all of it. People are shown the first eight. */
export function planHash(plan: Plan): string {
  return hashOf(plan);
}

export function shortHash(hash: string): string {
  return hash.slice(0, 8);
}

/** Every Cloud PC of a plan by its id. */
export function indexPlanned(plan: Pick<Plan, 'targets'>): ReadonlyMap<string, PlannedTarget> {
  return new Map(plan.targets.map((target) => [target.cloudPcId, target]));
}

/** Number of waves, the canary included. */
export function waveCount(plan: Pick<Plan, 'targets'>): number {
  return plan.targets.reduce((most, target) => Math.max(most, target.wave + 1), 0);
}
