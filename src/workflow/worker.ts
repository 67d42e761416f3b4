import { plusMinutes } from '../domain/time.ts';
import { reconcile } from './advance.ts';
import { askApprovers } from './ask-approvers.ts';
import type { BuildDeps } from './build-deps.ts';
import { workOnBuild } from './build-work.ts';
import { callOwners } from './call.ts';
import type { CallDeps } from './call.ts';
import { deliver } from './deliver.ts';
import type { DeliverDeps } from './deliver.ts';
import { checkFreshness, FRESHNESS } from './freshness.ts';
import type { FreshnessDeps } from './freshness.ts';
import { lookAndStart } from './look.ts';
import type { LookDeps } from './look.ts';
import type { Job } from './ports.ts';
import { protectTargets } from './protect.ts';
import type { ProtectDeps } from './protect.ts';
import { proveTargets } from './prove.ts';
import type { ProveDeps } from './prove.ts';
import { reachPeople } from './reach.ts';
import type { ReachDeps } from './reach.ts';
import { switchPolicy } from './switch.ts';

export type WorkerDeps = LookDeps &
  CallDeps &
  DeliverDeps &
  ProveDeps &
  ProtectDeps &
  ReachDeps & { readonly builds: BuildDeps & FreshnessDeps };

/** Runs one job. Everything here may run twice, late, or after a crash in the middle of its former run. */
export async function runJob(deps: WorkerDeps, job: Job): Promise<void> {
  switch (job.kind) {
    case 'reconcile':
      return reconcile(deps, job.rolloutId);
    case 'look':
      return lookAndStart(deps, job.rolloutId);
    case 'call':
      return callOwners(deps, job.rolloutId);
    case 'switch':
      return switchPolicy(deps, job);
    case 'approvers':
      return askApprovers(deps, job.rolloutId);
    case 'prove':
      return proveTargets(deps, job.rolloutId);
    case 'protect':
      return protectTargets(deps, job.rolloutId);
    case 'build':
      return workOnBuild(deps.builds, job.buildId);
    case 'freshness':
      return checkFreshness(deps.builds);
    case 'reach':
      return reachPeople(deps, job.rolloutId);
    case 'deliver':
      return deliver(deps, job.messageKey);
  }
}

/** A message that waited this long has probably lost its job. */
const PENDING_MINUTES = 5;

/** What time demands: rollouts and builds whose moment has come, and messages whose job got lost. Cheap; called every second. */
export async function listDueJobs(deps: WorkerDeps): Promise<readonly Job[]> {
  const now = deps.clock.now();
  const due = await deps.store.listDue(now);
  const builds = await deps.store.listDueBuilds(now);
  const chores = await deps.store.listDueChores(now);
  const pending = await deps.store.listPending(plusMinutes(now, -PENDING_MINUTES));
  return [
    ...due.map((rolloutId): Job => ({ kind: 'reconcile', rolloutId })),
    ...builds.map((buildId): Job => ({ kind: 'build', buildId })),
    ...(chores.includes(FRESHNESS) ? [{ kind: 'freshness' } as const] : []),
    ...pending.map((messageKey): Job => ({ kind: 'deliver', messageKey })),
  ];
}
