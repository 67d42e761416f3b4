import { findBrokenEntry } from '../domain/audit.ts';
import type { FreshnessView } from '../domain/build/views.ts';
import { viewBuild } from '../domain/build/view-build.ts';
import { readCallFor, readReminder, stepOf } from '../domain/notices.ts';
import type { RolloutState } from '../domain/rollout.ts';
import { attemptUnderWay, isFinished } from '../domain/target.ts';
import type { Target } from '../domain/target.ts';
import { isBefore } from '../domain/time.ts';
import type { Instant } from '../domain/time.ts';
import { viewAppCard } from '../domain/view-app-owner.ts';
import { viewGoLive, viewReview } from '../domain/view-approval.ts';
import { viewAppeal, viewCase } from '../domain/view-rights.ts';
import { viewAsk, viewReport, viewStatus } from '../domain/view-status.ts';
import { viewManager, viewReach } from '../domain/view-reach.ts';
import type { View } from '../domain/views.ts';
import type { DeliverDeps } from './deliver.ts';
import { FRESHNESS } from './freshness.ts';
import type { Message } from './ports-store.ts';
import { showApproval } from './show-approval.ts';
import { viewTarget } from './view-target.ts';

/** What a message shows at this moment; undefined when its subject is gone (a new revision without that target). */
export async function viewMessage(deps: DeliverDeps, message: Message): Promise<View | undefined> {
  if (message.kind === 'build') return viewBuildCard(deps, message);
  if (message.kind === 'freshness') return (await deps.store.readChore(FRESHNESS))?.body as FreshnessView;
  if (message.kind === 'manager') return viewManagerWord(deps, message);
  return message.kind === 'notice' ? viewOneNotice(deps, message) : viewBoard(deps, message);
}

async function viewOneNotice(deps: DeliverDeps, message: Message): Promise<View | undefined> {
  const { rolloutId, cloudPcId, slotRevision } = message;
  if (cloudPcId === null || slotRevision === null) return undefined;
  const locked = await deps.store.transact((tx) => tx.lockTarget(rolloutId, cloudPcId));
  if (!locked) return undefined;
  const now = deps.clock.now();
  if (message.ref === null && isOvertaken(locked.target, message, now)) return undefined;
  return viewTarget(locked, { slotRevision, now, message });
}

/** A reminder or a last call that could not leave in its time, and is about nothing any more. */
function isOvertaken(target: Target, message: Message, now: Instant): boolean {
  const step = stepOf(message);
  if (step !== 'reminder' && step !== 'last-call') return false;
  if (isFinished(target) || attemptUnderWay(target)) return true;
  if (step === 'last-call') return target.call?.for !== readCallFor(message) || !isBefore(now, target.slot.endAt);
  return readReminder(message)?.slotAt !== target.slot.startAt || !isBefore(now, target.slot.startAt);
}

async function viewManagerWord(deps: DeliverDeps, { rolloutId, cloudPcId }: Message): Promise<View | undefined> {
  const locked = await deps.store.transact((tx) => tx.lockTarget(rolloutId, cloudPcId ?? ''));
  if (!locked) return undefined;
  const { rollout, target, others } = locked;
  return viewManager({ rollout, targets: [target, ...others] }, target);
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
  return state && viewBoardOf(deps, state, message);
}

async function viewBoardOf(deps: DeliverDeps, state: RolloutState, message: Message): Promise<View | undefined> {
  const now = deps.clock.now();
  switch (message.kind) {
    case 'approval':
      return viewApprovalFor(deps, state, message);
    case 'go-live':
      return viewGoLive(state, { now, tenantName: deps.tenantName });
    case 'review':
      return viewReview(state, deps.tenantName);
    case 'status':
      return viewStatus(state, now);
    case 'ask':
      return viewAsk(state);
    case 'reach':
      return viewReach(state, await deps.store.listLedger(state.rollout.id), now);
    case 'appeal':
    case 'case':
      return viewRightsCard(state, message);
    case 'app-owner':
      return viewAppCard(state, message.slotRevision ?? -1, message.personId);
    case 'report':
      return viewReportFor(deps, state);
    default:
      return undefined;
  }
}

/** The request or the case of one Cloud PC; whoever may not decide gets it to read. */
function viewRightsCard(state: RolloutState, message: Message): View | undefined {
  const target = state.targets.find(({ planned }) => planned.cloudPcId === message.cloudPcId);
  const no = message.slotRevision ?? 0;
  if (!target) return undefined;
  return message.kind === 'case'
    ? viewCase(state, target, no)
    : viewAppeal(state, target, { no, reader: message.personId });
}

async function viewReportFor({ store }: DeliverDeps, state: RolloutState): Promise<View> {
  const entries = await store.readAudit(null);
  const own = entries.filter((entry) => entry.rolloutId === state.rollout.id).length;
  return viewReport(state, { entries: own, brokenAt: findBrokenEntry(entries) });
}

/** A card of an older revision says that it is void and shows nothing to click. */
async function viewApprovalFor(deps: DeliverDeps, state: RolloutState, message: Message): Promise<View> {
  const { personId, chatId } = message;
  const reader = personId === null ? { chatId: chatId ?? '' } : { personId };
  const view = await showApproval(deps, state, { reader });
  return message.slotRevision === state.rollout.plan.revision ? view : { ...view, state: 'void' };
}
