import { setAside } from './app-owners.ts';
import type { Appeal } from './appeal.ts';
import { openException } from './appeal.ts';
import { appealHash, MAX_EXCEPTIONS } from './appeals.ts';
import { isClosed } from './help-case.ts';
import { standingOf } from './evidence.ts';
import { listWishes } from './exception-dates.ts';
import { DATA_ITEMS, judgeProof, proofModeOf } from './proof.ts';
import { isLive } from './rollout.ts';
import type { RolloutState } from './rollout.ts';
import { mayStopLine, openStops } from './stop-line.ts';
import { attemptUnderWay, deadlineOf, isFinished, lastAttempt } from './target.ts';
import type { Target } from './target.ts';
import { earliest } from './time.ts';
import type { Instant } from './time.ts';
import { titleOf } from './view-plan.ts';
import type {
  AppealView,
  CasesView,
  CaseView,
  InFlight,
  NoticeRights,
  ReportedItem,
  StopView,
} from './views-rights.ts';

export function listInFlight(targets: readonly Target[]): readonly InFlight[] {
  return targets.flatMap((target) => {
    const attempt = attemptUnderWay(target);
    const { cloudPcName, personName } = target.planned;
    return attempt ? [{ cloudPcName, personName, since: attempt.intentAt }] : [];
  });
}

export function viewStop({ rollout, targets }: RolloutState): StopView {
  return {
    kind: 'stop',
    rolloutId: rollout.id,
    title: titleOf(rollout.plan),
    notStarted: targets.filter((target) => !isFinished(target) && !attemptUnderWay(target)).length,
    inFlight: listInFlight(targets),
  };
}

/** The card of one request as `reader` may see it; undefined when there is no such request. */
export function viewAppeal(
  { rollout }: RolloutState,
  target: Target,
  ask: { readonly no: number; readonly reader: string | null },
): AppealView | undefined {
  const appeal = target.appeals?.find(({ no }) => no === ask.no);
  if (!appeal) return undefined;
  const { planned } = target;
  const outsiders = [planned.personId, appeal.by.id, rollout.plan.requestedBy.id];
  return {
    kind: 'appeal',
    rolloutId: rollout.id,
    title: titleOf(rollout.plan),
    cloudPcId: planned.cloudPcId,
    cloudPcName: planned.cloudPcName,
    personName: planned.personName,
    appeal,
    hash: appealHash(rollout, target, appeal),
    state: stateOf(appeal, isLive(rollout) && !isFinished(target)),
    slot: target.slot,
    ownerZone: planned.zone,
    deadlineAt: deadlineOf(target, rollout.plan),
    postponements: target.postponements,
    requesterName: rollout.plan.requestedBy.name,
    ...(appeal.kind === 'waiver' ? { reported: viewReported(rollout, target, appeal.item) } : {}),
    mayDecide: ask.reader === null || !outsiders.includes(ask.reader),
  };
}

/** Judged as of the report's own moment: its date stands beside it, so its age is for the reader to see. */
function viewReported({ plan }: RolloutState['rollout'], target: Target, item: Appeal['item']): ReportedItem {
  if (proofModeOf(plan.request) === 'attested') return { at: null, findings: [] };
  const proof = setAside(target.proof, target.appAnswers, plan.requestedBy.id);
  const report = proof?.report;
  const judged = judgeProof(proof, (report && earliest([report.at, report.body.at])) ?? plan.madeAt);
  return { at: judged.at, findings: judged.findings.filter((finding) => finding.item === item) };
}

function stateOf({ answer }: Appeal, canCome: boolean): AppealView['state'] {
  if (answer) return answer.decision;
  return canCome ? 'open' : 'over';
}

/** The card of one case; undefined when there is no such case. */
export function viewCase({ rollout }: RolloutState, target: Target, number: number): CaseView | undefined {
  const help = target.cases?.find((one) => one.number === number);
  if (!help) return undefined;
  const { planned, observed, verifiedAt, copy } = target;
  const startedAt = lastAttempt(target)?.intentAt ?? null;
  return {
    kind: 'case',
    rolloutId: rollout.id,
    title: titleOf(rollout.plan),
    cloudPcId: planned.cloudPcId,
    help,
    open: !isClosed(help),
    personName: planned.personName,
    upn: planned.upn,
    nameBefore: planned.cloudPcName,
    nameAfter: observed?.name ?? planned.cloudPcName,
    imageBefore: planned.imageBefore,
    imageAfter: observed?.imageName ?? rollout.plan.image.name,
    startedAt,
    readyAt: verifiedAt,
    proof: startedAt === null ? [] : DATA_ITEMS.map((item) => basisOf(target, item, { rollout, at: startedAt })),
    ...(copy ? { copy } : {}),
  };
}

function basisOf(
  target: Target,
  item: (typeof DATA_ITEMS)[number],
  ask: { readonly rollout: RolloutState['rollout']; readonly at: Instant },
): CaseView['proof'][number] {
  const { state, by } = standingOf(target, item, ask.rollout.plan, ask.at);
  return { item, state, by };
}

/** Open cases of the rollout, the longest waiting first. */
export function viewCases({ rollout, targets }: RolloutState): CasesView {
  const all = targets.flatMap((target) => (target.cases ?? []).map((help) => ({ target, help })));
  const open = all.filter(({ help }) => !isClosed(help));
  return {
    kind: 'cases',
    rolloutId: rollout.id,
    title: titleOf(rollout.plan),
    closed: all.length - open.length,
    open: open
      .map(({ target: { planned, observed }, help }) => ({
        cloudPcId: planned.cloudPcId,
        number: help.number,
        what: help.what,
        personName: planned.personName,
        cloudPcName: observed?.name ?? planned.cloudPcName,
        since: help.turns[0]?.at ?? '',
      }))
      .sort((a, b) => a.number - b.number),
  };
}

/** What the owner may demand now. */
export function viewRights({ rollout }: RolloutState, target: Target, now: Instant): NoticeRights {
  const { hold } = rollout;
  const [stop] = openStops(rollout);
  const own = openStops(rollout).some(({ by }) => by.id === target.planned.personId);
  return {
    mayStop: mayStopLine(rollout) && rollout.approval !== null && !own,
    wishes: mayWish(rollout, target) ? listWishes(target, rollout.plan, now) : null,
    appeal: target.appeals?.findLast(({ kind }) => kind !== 'waiver') ?? null,
    stop: hold?.kind === 'line-stopped' && stop ? { by: stop.as, own, since: stop.at } : null,
    help: target.cases?.at(-1) ?? null,
  };
}

function mayWish(rollout: RolloutState['rollout'], target: Target): boolean {
  if (!isLive(rollout) || attemptUnderWay(target) || isFinished(target) || openException(target)) return false;
  return (target.appeals ?? []).filter(({ kind }) => kind !== 'waiver').length < MAX_EXCEPTIONS;
}
