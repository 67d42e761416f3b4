import { expect } from '@jest/globals';
import { findBrokenEntry } from '../../src/domain/audit.ts';
import type { AuditEntry } from '../../src/domain/audit.ts';
import type { RolloutState } from '../../src/domain/rollout.ts';
import type { WipeRecord } from '../../src/sandbox/tenant.ts';
import { createContractChecker } from './contracts.ts';
import { describeCase, isBefore, localTime } from './promise-facts.ts';
import type { AnyStory, WipeCase } from './promise-facts.ts';
import { isAnsweredByAppOwner } from './promise-app-owner.ts';
import { wasNotAppealed, wasNotStopped } from './promise-rights.ts';
import type { Act } from './story-acts.ts';

/** What a story may do that would be a fault in any other. */
export interface Allowed {
  /** Reprovisions that the tenant turned down. */
  readonly refusedWipes?: number;
  /** Lines of Repave's log at the level of an error. */
  readonly errorLines?: RegExp;
}

interface Records {
  readonly audit: readonly AuditEntry[];
  readonly plans: ReadonlyMap<string, RolloutState>;
}

type Rule = (one: WipeCase, records: Records) => readonly string[];

/**
 * The promise, held against every wipe that the tenant saw. What allowed a wipe is read from the tenant and from Teams; Repave's own
 * records are only asked what was planned, and whether the audit chain is whole.
 */
export async function assertPromise(story: AnyStory, allowed: Allowed = {}): Promise<void> {
  const { tenant, servers } = story.town;
  const records = await readRecords(story);
  const broken = tenant.wipes.flatMap((wipe, index) => {
    const one = describeCase(story, wipe, index);
    return RULES.flatMap((rule) => rule(one, records)).map((why) => `${wipe.cloudPcName}: ${why}`);
  });
  expect(broken).toEqual([]);
  expect(findBrokenEntry(records.audit)).toBeNull();
  expect(tenant.refusedWipes).toHaveLength(allowed.refusedWipes ?? 0);
  expect(servers.exchanges.unknown()).toEqual([]);
  expect(listErrors(story, allowed)).toEqual([]);
  assertContracts(story);
}

async function readRecords({ town }: AnyStory): Promise<Records> {
  const rows = await town.app.store.listRollouts();
  const states = await Promise.all(rows.map(({ rolloutId }) => town.app.store.readRollout(rolloutId)));
  const plans = new Map(states.flatMap((state) => (state ? [[state.rollout.id, state] as const] : [])));
  return { audit: await town.app.store.readAudit(null), plans };
}

/**
 * W1: enough different people, each with the role at that moment; where the switch was kept apart, or the policies had been put back, a
 * yes to that as well.
 */
function wasApproved(one: WipeCase, { plans, audit }: Records): readonly string[] {
  const { approval, story, rolloutId, asked, wipe } = one;
  if (!approval) return ['W1: no approval was clicked before it'];
  const requester = story.acts.findLast(
    (act) => act.verb === 'plan.submit' && act.data['hash'] === approval.data['hash'],
  );
  const isCurrent = plans.get(rolloutId)?.rollout.hash === approval.data['hash'];
  const votes = listVotes(one, 'approval.approve').filter((act) => act.personId !== requester?.personId);
  const voters = new Set(votes.map(({ personId }) => personId)).size;
  const need = Math.max(asked.quorum, asked.expedite === '' ? 1 : 2);
  const own = audit.filter((entry) => entry.rolloutId === rolloutId && Date.parse(entry.at) < wipe.at);
  const lastOf = (isIt: (entry: AuditEntry) => boolean) => Date.parse(own.findLast(isIt)?.at ?? '');
  const oldId = own.find(({ what }) => what === 'policy-switched')?.facts['fromId'];
  const backAt = lastOf(({ what, facts }) => what === 'policy-switched' && facts['toId'] === oldId);
  const remindedAt = lastOf(({ what }) => what === 'go-live-reminded');
  const wentLive = listVotes(one, 'go-live.approve', remindedAt).some(
    (act) => act.personId !== requester?.personId && !(act.at < backAt),
  );
  const isAsked = asked.goLive === 'separate' || !Number.isNaN(backAt);
  return [
    ...(mayVote(one, approval, requester) ? [] : ['W1: the one who approved was no approver']),
    ...(requester?.personId === approval.personId ? ['W1: the requester approved'] : []),
    ...(requester?.isAdmin ? [] : ['W1: the requester was no admin']),
    ...(isCurrent ? [] : ['W1: another plan was approved']),
    ...(voters >= need ? [] : [`W1: ${voters} of ${need} people approved`]),
    ...(isAsked && !wentLive ? ['W1: the switch was not approved'] : []),
  ];
}

/** Clicks by people with the role, for the plan that was approved in the end, answered before the wipe. */
function listVotes(one: WipeCase, verb: string, deputiesFrom?: number): readonly Act[] {
  const { story, rolloutId, index, approval } = one;
  const submitted = story.acts.findLast(
    (act) => act.verb === 'plan.submit' && act.data['hash'] === approval?.data['hash'],
  );
  return story.acts.filter(
    (act) =>
      act.verb === verb &&
      act.data['rolloutId'] === rolloutId &&
      act.data['hash'] === approval?.data['hash'] &&
      (mayVote(one, act, submitted) || (act.isDeputy && act.at >= (deputiesFrom ?? Infinity))) &&
      isBefore(act, index),
  );
}

/** An approver at any time; a deputy once three quarters of the time to answer have passed. */
function mayVote({ asked }: WipeCase, act: Act, submitted: Act | undefined): boolean {
  const from = (submitted?.at ?? Infinity) + asked.approvalHours * 0.75 * 3_600_000;
  return act.isApprover || (act.isDeputy && act.at >= from);
}

/** W2: an overnight window belongs to the day it opens on; a frozen day is frozen from midnight to midnight. */
function wasInWindow({ wipe, asked }: WipeCase): readonly string[] {
  const at = localTime(wipe);
  const time = at.toFormat('HH:mm');
  const { windowStart, windowEnd, days, freeze } = asked;
  const isOvernight = windowEnd <= windowStart;
  const isMorning = isOvernight && time < windowEnd;
  const isOpen = isOvernight ? time >= windowStart || isMorning : time >= windowStart && time < windowEnd;
  const opened = isMorning ? at.minus({ days: 1 }) : at;
  return [
    ...(isOpen ? [] : [`W2: ${at.toISO() ?? ''} is outside ${windowStart}-${windowEnd}`]),
    ...(days.includes(opened.weekday) ? [] : [`W2: no window opens on ${opened.toFormat('cccc')}`]),
    ...(freeze.includes(at.toISODate() ?? '') ? [`W2: ${at.toISODate() ?? ''} is frozen`] : []),
  ];
}

/** W3: the first notice by the lead time, the newest date at least an hour (or the lead time, when that is shorter) before. */
function wasTold({ wipe, notices, asked }: WipeCase): readonly string[] {
  const dated = notices.filter(({ isLastCall, isRepeat }) => !isLastCall && !isRepeat);
  const minutesAgo = (at: number | undefined) => (at === undefined ? -1 : (wipe.at - at) / 60_000);
  const first = minutesAgo(dated.find(({ names }) => names(wipe.cloudPcName))?.arrivedAt);
  const newest = minutesAgo(dated.at(-1)?.arrivedAt);
  return [
    ...(first >= asked.leadMinutes ? [] : [`W3: told ${first} minutes before, asked were ${asked.leadMinutes}`]),
    ...(newest >= Math.min(60, asked.leadMinutes) ? [] : [`W3: the last date was told ${newest} minutes before`]),
  ];
}

/**
 * W4: the person's own word, an approver's waiver, or an admin's tick on both kinds of data. Where the plan goes by what Cloud PCs
 * report, only what was so on the Cloud PC at that moment counts, or a second person's waiver of both kinds, or for files of an app the
 * answer of its owner.
 */
function wasProven(one: WipeCase): readonly string[] {
  const { wipe, story, rolloutId, index, asked } = one;
  const isMeasured =
    asked.proof === 'measured' || (asked.proof === 'automatic' && story.town.tenant.proofs.scripts.length > 0);
  if (isMeasured)
    return wipe.dataWasSafe || isWaived(one) || isAnsweredByAppOwner(one)
      ? []
      : ['W4: data was lost, and nobody had waived it'];
  const before = story.acts.filter((act) => act.data['rolloutId'] === rolloutId && isBefore(act, index));
  const isReady = before.some(
    (act) => act.verb === 'notice.ready' && act.personId === wipe.personId && act.data['cloudPcId'] === wipe.cloudPcId,
  );
  const isSettled = (item: string) =>
    before.some(
      (act) =>
        act.data['item'] === item &&
        ((act.verb === 'checklist.waive' && act.data['cloudPcId'] === wipe.cloudPcId && act.isApprover) ||
          (act.verb === 'checklist.tick' && act.isAdmin)),
    );
  return isReady || (isSettled('onedrive') && isSettled('app-data')) ? [] : ['W4: nobody vouched for the data'];
}

/** By an approver who is not the one that asked for the rollout. */
function isWaived({ wipe, story, rolloutId, index, approval }: WipeCase): boolean {
  const requester = story.acts.findLast(
    (act) => act.verb === 'plan.submit' && act.data['hash'] === approval?.data['hash'],
  );
  return ['onedrive', 'app-data'].every((item) =>
    story.acts.some(
      (act) =>
        act.verb === 'checklist.waive' &&
        act.data['item'] === item &&
        act.data['rolloutId'] === rolloutId &&
        act.data['cloudPcId'] === wipe.cloudPcId &&
        act.isApprover &&
        act.personId !== requester?.personId &&
        isBefore(act, index),
    ),
  );
}

/** W5: one per approved rollout, and one more for each retry that a person ordered. */
function wasOnce({ wipe, story, rolloutId, index }: WipeCase): readonly string[] {
  const retries = story.acts.filter((act) => isRetry(act) && isBefore(act, index)).length;
  const before = story.town.tenant.wipes
    .slice(0, index)
    .filter(
      (other, place) => other.cloudPcId === wipe.cloudPcId && describeCase(story, other, place).rolloutId === rolloutId,
    );
  return before.length > retries ? [`W5: wiped ${before.length + 1} times with ${retries} retries`] : [];
}

function isRetry(act: Act): boolean {
  const isOrder = act.verb === 'rollout.retry' || act.verb === 'rollout.settle-doubt' || /^retry\b/i.test(act.text);
  return isOrder && (act.isAdmin || act.isApprover);
}

/** W6: nobody was at work on it, unless the deadline had passed. */
function wasNotInUse({ wipe, asked, approval }: WipeCase): readonly string[] {
  const deadline = (approval?.at ?? 0) - asked.approvalHours * 3_600_000 + asked.deadlineDays * 86_400_000;
  return wipe.signedIn && wipe.at < deadline ? ['W6: somebody was signed in'] : [];
}

const STOPS = ['rollout.hold', 'rollout.abort'];
const GOES_ON = ['rollout.resume', 'rollout.promote'];

/** W7: after a stop was answered and before going on was ordered, nothing is started. */
function wasNotHeld({ story, index }: WipeCase): readonly string[] {
  const levers = story.acts.filter((act) => act.isAdmin || act.isApprover);
  const stop = levers.findLast(
    (act) => (STOPS.includes(act.verb) || /^hold\b/i.test(act.text)) && isBefore(act, index),
  );
  if (!stop) return [];
  const later = levers.slice(levers.indexOf(stop) + 1);
  const goesOn = later.some(
    (act) =>
      (GOES_ON.includes(act.verb) || /^resume\b/i.test(act.text) || act.verb === 'approval.approve') &&
      act.wipesBefore <= index,
  );
  return goesOn ? [] : [`W7: started after ${stop.verb || stop.text}`];
}

/** A rebuild that takes longer than this is given up as stuck, and no longer counts as running. */
const STUCK_MS = 180 * 60_000;

/** W8. */
function wasInTurn(one: WipeCase, { plans }: Records): readonly string[] {
  const { wipe, index, story, rolloutId, asked } = one;
  const earlier = story.town.tenant.wipes.slice(0, index);
  const running = earlier.filter((other) => isRunning(story, other, wipe.at));
  const waveOf = new Map(plans.get(rolloutId)?.rollout.plan.targets.map((target) => [target.cloudPcId, target.wave]));
  const wave = waveOf.get(wipe.cloudPcId) ?? 0;
  const firstOfWave = earlier.findIndex((other) => waveOf.get(other.cloudPcId) === wave);
  const before = earlier
    .slice(0, firstOfWave < 0 ? undefined : firstOfWave)
    .filter((other) => (waveOf.get(other.cloudPcId) ?? wave) < wave);
  const promotions = story.acts.filter((act) => GOES_ON.includes(act.verb) && isBefore(act, index)).length;
  const isUnproven = wave > 0 && before.length === 0 && promotions === 0;
  return [
    ...(running.length >= asked.concurrency ? [`W8: ${running.length} others were running`] : []),
    ...(before.some((other) => isRunning(story, other, wipe.at)) ? [`W8: wave ${wave} began too early`] : []),
    ...(isUnproven ? [`W8: wave ${wave} began and no earlier one had`] : []),
    ...(asked.promotion === 'by-person' && promotions < wave ? [`W8: nobody promoted wave ${wave}`] : []),
  ];
}

function isRunning({ town }: AnyStory, wipe: WipeRecord, at: number): boolean {
  const action = town.tenant.cloudPcById
    .get(wipe.cloudPcId)
    ?.actions.find(({ startedAt, actionName }) => startedAt === wipe.at && actionName === 'Reprovision');
  const endedAt = action && action.actionState !== 'active' ? action.updatedAt : Infinity;
  return Math.min(endedAt, wipe.at + STUCK_MS) > at;
}

/** W9. */
function wasSameWorld({ wipe, rolloutId }: WipeCase, { plans }: Records): readonly string[] {
  const plan = plans.get(rolloutId)?.rollout.plan;
  const planned = plan?.targets.find((target) => target.cloudPcId === wipe.cloudPcId);
  return [
    ...(plan?.image.id === wipe.policyImageId ? [] : [`W9: the policy named ${wipe.policyImageId}`]),
    ...(planned?.personId === wipe.personId ? [] : ['W9: it belonged to somebody else']),
    ...(planned?.policyId === wipe.policyId ? [] : ['W9: another policy targeted the person']),
  ];
}

const FIT = ['provisioned', 'provisionedWithWarnings', 'failed'];

/** W10. */
function wasFit({ wipe }: WipeCase): readonly string[] {
  return FIT.includes(wipe.statusBefore) ? [] : [`W10: its status was ${wipe.statusBefore}`];
}

/** W11: where the plan asked for a copy, by what the tenant itself listed at that moment. What was wiped before and failed holds nothing. */
function wasCopied({ wipe, rolloutId, story }: WipeCase, { plans }: Records): readonly string[] {
  const rule = plans.get(rolloutId)?.rollout.plan.request.protection;
  if (!rule || wipe.statusBefore === 'failed') return [];
  const { manualPoint: point, exportedDisks: disks } = wipe;
  const hours = point ? (wipe.at - point.createdAt) / 3_600_000 : NaN;
  const asked = story.town.tenant.copies.orders.filter((order) => order.cloudPcId === wipe.cloudPcId);
  const inAccount = (account: string) =>
    disks.some(({ at, storageAccountId }) => storageAccountId === account && wipe.at - at < 24 * 3_600_000);
  return [
    ...(point ? [] : ['W11: no manual restore point was listed']),
    ...(point && point.health !== 'healthy' ? [`W11: its restore point was ${point.health}`] : []),
    ...(point && !(hours >= 0 && hours <= 24) ? [`W11: its restore point was ${hours} hours old`] : []),
    ...(asked.some(({ at }) => at === point?.createdAt) ? [] : ['W11: the restore point was not ordered']),
    ...(rule.kind === 'export' && !inAccount(rule.storageAccountId) ? ['W11: no fresh export lay in the account'] : []),
  ];
}

/** W12: as many intents as wipes, each written before. */
function wasWritten({ wipe, story, index }: WipeCase, { audit }: Records): readonly string[] {
  const count = story.town.tenant.wipes.slice(0, index + 1).filter(({ cloudPcId }) => cloudPcId === wipe.cloudPcId);
  const intents = audit.filter(
    ({ what, facts, at }) =>
      what === 'reprovision-intended' && facts['cloudPcId'] === wipe.cloudPcId && Date.parse(at) <= wipe.at,
  );
  return intents.length >= count.length ? [] : ['W12: no intent was written before it'];
}

const RULES: readonly Rule[] = [
  wasApproved,
  wasInWindow,
  wasTold,
  wasProven,
  wasOnce,
  wasNotInUse,
  wasNotHeld,
  wasNotStopped,
  wasNotAppealed,
  wasInTurn,
  wasSameWorld,
  wasFit,
  wasCopied,
  wasWritten,
];

function listErrors({ logLines }: AnyStory, { errorLines }: Allowed): readonly string[] {
  return logLines.filter((line) => line.startsWith('error') && errorLines?.test(line) !== true);
}

function assertContracts({ town }: AnyStory): void {
  const dir = process.env['REPAVE_CONTRACTS_DIR'];
  if (dir === undefined) {
    process.stderr.write('contracts: not checked, set REPAVE_CONTRACTS_DIR to the folder of the contracts\n');
    return;
  }
  const checker = createContractChecker(dir);
  expect([...new Set(town.servers.exchanges.list().flatMap(checker.check))]).toEqual([]);
  process.stdout.write(`contracts: ${checker.checked()} exchanges validated\n`);
}
