import { approvalExpiresAt } from './approval.ts';
import { listSkipped } from './expedite.ts';
import type { Plan, PlannedTarget } from './plan.ts';
import { isOrderedBack } from './switches.ts';
import type { Rollout, RolloutState } from './rollout.ts';
import { isFinished } from './target.ts';
import type { Target } from './target.ts';
import { earliest } from './time.ts';
import type { Instant } from './time.ts';
import { viewData } from './view-data.ts';
import { comparePlans, summarise, titleOf } from './view-plan.ts';
import { phaseOf } from './view-status.ts';
import type { ApprovalScope, CopyCost, GoLiveView, ReviewView, VoteCount } from './views-approval.ts';
import type { ApprovalView, Difference } from './views-plan.ts';
import { listVoters, quorumOf } from './votes.ts';

export interface ApprovalAsk {
  readonly now: Instant;
  readonly tenantName: string;
  readonly differences?: readonly Difference[];
  /** The plan that this reader was shown last, when it was another one. */
  readonly shown?: Plan;
  /** People of the plan that Repave has no chat with. */
  readonly unreached?: number;
}

export function viewApproval(state: RolloutState, ask: ApprovalAsk): ApprovalView {
  const { rollout } = state;
  const view = approvalState(rollout);
  const { shown } = ask;
  return {
    kind: 'approval',
    rolloutId: rollout.id,
    revision: rollout.plan.revision,
    hash: rollout.hash,
    state: view,
    summary: summarise(state, ask.now, ask.tenantName),
    expiresAt: approvalExpiresAt(rollout) ?? rollout.plan.request.deadlineAt,
    decision: rollout.approval,
    differences: ask.differences ?? [],
    votes: countVotes(rollout),
    ...(view === 'pending' ? { scope: viewScope(state, ask) } : {}),
    ...(shown ? { since: { revision: shown.revision, differences: comparePlans(shown, rollout.plan) } } : {}),
    ...(rollout.deputies ? { deputies: rollout.deputies.asked.map(({ name }) => name) } : {}),
    ...(rollout.aborted?.code ? { endedWhy: rollout.aborted.code } : {}),
  };
}

function countVotes(rollout: Rollout): VoteCount {
  return { by: listVoters(rollout, rollout.hash).map(({ name }) => name), need: quorumOf(rollout.plan.request) };
}

function approvalState(rollout: Rollout): ApprovalView['state'] {
  if (rollout.aborted) return 'aborted';
  if (rollout.approval?.decision === 'rejected') return 'rejected';
  if (rollout.approval) return rollout.lateStart === 'asked' ? 'late' : 'approved';
  if (rollout.expiredAt) return 'expired';
  return rollout.submittedAt ? 'pending' : 'void';
}

function viewScope({ rollout, targets }: RolloutState, ask: ApprovalAsk): ApprovalScope {
  const { plan } = rollout;
  const copies = costOfCopies(plan);
  return {
    policies: plan.switches.map(({ policyId, policyName }) => sharePolicy(plan, policyId, policyName)),
    ...viewData(targets, plan, ask.now),
    unreached: ask.unreached ?? 0,
    ...(copies ? { copies } : {}),
  };
}

function sharePolicy(plan: Plan, policyId: string, name: string): ApprovalScope['policies'][number] {
  const targets = plan.targets.filter((target) => target.policyId === policyId).length;
  const isKnown = plan.leftOut.every((one) => one.policyId !== undefined);
  const leftOut = plan.leftOut.filter((one) => one.policyId === policyId).length;
  return { name, targets, all: isKnown ? targets + leftOut : null };
}

/** The disk is the last number of a plan's name ("Cloud PC Enterprise 4vCPU/16GB/256GB"); a copy cannot be larger than the disk. */
const DISK_GB = /\/(\d+)\s*GB$/i;

function costOfCopies({ request, targets }: Plan): CopyCost | undefined {
  const { protection } = request;
  if (!protection) return undefined;
  const sizes = targets.map(readDiskGb);
  const upToGb = sizes.reduce<number | null>((sum, gb) => (sum === null || gb === null ? null : sum + gb), 0);
  const place = protection.kind === 'export' ? (protection.storageAccountId.split('/').at(-1) ?? '') : '';
  return { count: targets.length, kind: protection.kind, place, upToGb };
}

function readDiskGb({ servicePlan }: PlannedTarget): number | null {
  const found = DISK_GB.exec(servicePlan?.trim() ?? '')?.[1];
  return found === undefined ? null : Number(found);
}

export function viewGoLive(state: RolloutState, ask: Pick<ApprovalAsk, 'now' | 'tenantName'>): GoLiveView {
  const { rollout, targets } = state;
  const { plan, goLive } = rollout;
  const view = goLiveState(rollout);
  const left = targets.filter((target) => !isFinished(target));
  const open = left.filter(({ planned }) => planned.wave <= rollout.wave);
  return {
    kind: 'go-live',
    rolloutId: rollout.id,
    revision: plan.revision,
    hash: rollout.hash,
    tenantName: ask.tenantName,
    title: titleOf(plan),
    requestedBy: plan.requestedBy,
    state: view,
    switches: plan.switches,
    targets: plan.targets.length,
    people: new Set(plan.targets.map(({ personId }) => personId)).size,
    firstAt: earliest(open.map((target) => target.slot.startAt)) ?? goLive?.askedFor ?? plan.madeAt,
    approvedBy: listVoters(rollout, rollout.hash).map(({ name }) => name),
    ...(view === 'pending' ? { data: viewData(left, plan, ask.now) } : {}),
    decision: goLive?.vote ?? null,
    ...(rollout.switches.some(isOrderedBack) ? { again: countEnds(targets) } : {}),
  };
}

/** A retried failure counts until it works: it is why the policies went back. */
function countEnds(targets: readonly Target[]): NonNullable<GoLiveView['again']> {
  const done = targets.filter(({ verifiedAt }) => verifiedAt).length;
  const failed = targets.filter((target) => !target.verifiedAt && (target.failed ?? target.retries.length > 0)).length;
  return { failed, done };
}

function goLiveState({ goLive, aborted, completedAt }: Rollout): GoLiveView['state'] {
  if (goLive?.vote) return goLive.vote.decision === 'approved' ? 'approved' : 'refused';
  return !goLive || (aborted ?? completedAt) !== null ? 'over' : 'pending';
}

export function viewReview(state: RolloutState, tenantName: string): ReviewView {
  const { rollout, targets } = state;
  const { plan } = rollout;
  return {
    kind: 'review',
    rolloutId: rollout.id,
    tenantName,
    title: titleOf(plan),
    requestedBy: plan.requestedBy,
    phase: phaseOf(state),
    why: plan.request.expedite?.why ?? '',
    approvedBy: listVoters(rollout, rollout.hash).map(({ name }) => name),
    skipped: listSkipped(plan),
    done: targets.filter(({ verifiedAt }) => verifiedAt).length,
    targets: targets.length,
    failed: targets.filter(({ failed }) => failed).length,
    review: rollout.review ?? null,
  };
}
