import { findBrokenEntry } from '../domain/audit.ts';
import type { FreshnessView } from '../domain/build/views.ts';
import { viewBuild } from '../domain/build/view-build.ts';
import type { RolloutState } from '../domain/rollout.ts';
import { viewNotice } from '../domain/view-notice.ts';
import { viewApproval } from '../domain/view-plan.ts';
import { viewAsk, viewReport, viewStatus } from '../domain/view-status.ts';
import type { View } from '../domain/views.ts';
import type { DeliverDeps } from './deliver.ts';
import { FRESHNESS } from './freshness.ts';
import type { Message } from './ports-store.ts';

/** What a message shows at this moment; undefined when its subject is gone (a new revision without that target). */
export async function viewMessage(deps: DeliverDeps, message: Message): Promise<View | undefined> {
  if (message.kind === 'build') return viewBuildCard(deps, message);
  if (message.kind === 'freshness') return (await deps.store.readChore(FRESHNESS))?.body as FreshnessView;
  return message.kind === 'notice' ? viewOneNotice(deps, message) : viewBoard(deps, message);
}

async function viewOneNotice(deps: DeliverDeps, message: Message): Promise<View | undefined> {
  const { rolloutId, cloudPcId, slotRevision } = message;
  if (cloudPcId === null || slotRevision === null) return undefined;
  const locked = await deps.store.transact((tx) => tx.lockTarget(rolloutId, cloudPcId));
  if (!locked) return undefined;
  const { rollout, target, others } = locked;
  return viewNotice({ rollout, targets: [target, ...others] }, target, { slotRevision, now: deps.clock.now() });
}

async function viewBuildCard({ store, clock }: DeliverDeps, message: Message): Promise<View | undefined> {
  const build = await store.readBuild(message.rolloutId);
  if (!build) return undefined;
  const card = message.slotRevision ?? build.cards;
  // A newer card is there already: one that was never sent would only stand below it.
  if (card < build.cards && message.ref === null) return undefined;
  return viewBuild(build, { now: clock.now(), past: await store.readPastTimes(), card });
}

async function viewBoard(deps: DeliverDeps, message: Message): Promise<View | undefined> {
  const state = await deps.store.readRollout(message.rolloutId);
  if (!state) return undefined;
  const now = deps.clock.now();
  switch (message.kind) {
    case 'approval':
      return viewApprovalFor(deps, state, message);
    case 'status':
      return viewStatus(state, now);
    case 'ask':
      return viewAsk(state);
    case 'report': {
      const entries = await deps.store.readAudit(null);
      const own = entries.filter((entry) => entry.rolloutId === message.rolloutId).length;
      return viewReport(state, { entries: own, intact: findBrokenEntry(entries) === null });
    }
    default:
      return undefined;
  }
}

/** A card of an older revision says that it is void and shows nothing to click. */
function viewApprovalFor(deps: DeliverDeps, state: RolloutState, message: Message): View {
  const view = viewApproval(state, { now: deps.clock.now(), tenantName: deps.tenantName });
  return message.slotRevision === state.rollout.plan.revision ? view : { ...view, state: 'void' };
}
