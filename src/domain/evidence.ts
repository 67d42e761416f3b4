import { listCounting, setAside } from './app-owners.ts';
import { openException } from './appeal.ts';
import type { Plan } from './plan.ts';
import { DATA_ITEMS, judgeProof, PROOF_MAX_AGE_MINUTES, proofModeOf, verdictOn } from './proof.ts';
import type { DataItem, ProofFinding } from './proof.ts';
import { explainCopyAwaited } from './protect.ts';
import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { CHECKLIST_ITEMS } from './request.ts';
import type { ChecklistItem } from './request.ts';
import { minutesBetween, toMs } from './time.ts';
import type { Instant } from './time.ts';
import { isWiped } from './target.ts';
import type { Evidence, Target } from './target.ts';
import type { ChecklistCounts, ChecklistPerson } from './views-plan.ts';

/** What of a plan decides what counts: its ticks, who asked (and so may not waive), and what W4 is to rest on. */
export type ProofTerms = Pick<Plan, 'ticks' | 'requestedBy' | 'request'>;

/** A device's own report counts for a day; a person's word for as long as a rollout usually lasts. */
export const MEASURED_MAX_AGE_MINUTES = PROOF_MAX_AGE_MINUTES;
export const ATTESTED_MAX_AGE_MINUTES = 14 * 24 * 60;

export interface Standing {
  readonly state: ChecklistPerson['state'];
  readonly by: string;
  readonly reason: string;
  /** It is nobody's own word, but a tick for everybody. */
  readonly ticked?: true;
  /** What the Cloud PC itself reported, when the answer rests on that: why it is not good, and since when it is known. */
  readonly measured?: { readonly at: Instant | null; readonly findings: readonly ProofFinding[] };
}

/**
 * What an item rests on for one person, now. A second person's waiver stands above all; what the Cloud PC reports above everything else; the newest measurement, good or bad, above a person's word and
 * above a tick for everyone; evidence past its age limit, or from the future, counts as none. The checklist's last two items are read from the facts themselves.
 */
export function standingOf(target: Target, item: ChecklistItem, plan: ProofTerms, now: Instant): Standing {
  const fresh = target.evidence.filter((piece) => piece.item === item && isFresh(piece, now));
  const waiver = fresh.findLast((piece) => isSecondPersons(piece, plan, target.planned.personId));
  if (waiver) return standingFrom(waiver);
  const reported = isDataItem(item) ? reportedStanding(target, item, plan, now) : undefined;
  if (reported) return reported;
  const best = newestMeasurement(fresh) ?? pick(fresh, 'attested');
  if (best) return standingFrom(best);
  const fact = factOf(target, item);
  if (fact) return fact;
  // An emergency is no proof: then data is vouched for person by person, never for everybody at once.
  const mayCount = !plan.request.expedite || !isDataItem(item);
  const tick = mayCount ? plan.ticks.find((candidate) => candidate.item === item) : undefined;
  if (tick) return { state: 'attested', by: tick.byName, reason: tick.reason, ticked: true };
  return { state: 'unknown', by: '', reason: '' };
}

/** W4: reasons why this person's data is not known to be safe. Unknown is a reason. */
export function explainUnproven(target: Target, plan: ProofTerms, now: Instant): readonly Refusal[] {
  return DATA_ITEMS.flatMap((item) => {
    const { state, measured } = standingOf(target, item, plan, now);
    const why = measured?.findings[0]?.code;
    if (state === 'measured-bad') return [refusal('proof-bad', { item, ...(why ? { why } : {}) })];
    if (state !== 'unknown') return [];
    return [measured ? refusal('proof-unknown', { item, why: why ?? '' }) : refusal('not-proven', { item })];
  });
}

/** Why a target whose date comes and goes was not started, as far as the person's own side tells; what the tenant said comes last. */
export function explainWaiting(target: Target, plan: ProofTerms, now: Instant): readonly Refusal[] {
  if (target.helpAsked) return [refusal('help-open')];
  if (openException(target)) return [refusal('exception-open')];
  if (!target.told) return target.unreachable ? [refusal('unreachable', { reason: target.unreachable })] : [];
  const lacking = [...explainUnproven(target, plan, now), ...explainCopyAwaited(target, plan, now)];
  if (lacking.length > 0) return lacking;
  const snoozed = target.snoozedUntil !== undefined && target.snoozedUntil > target.slot.startAt;
  return snoozed ? [refusal('snoozed'), ...target.waitingFor] : target.waitingFor;
}

export function countChecklist(targets: readonly Target[], plan: ProofTerms, now: Instant): readonly ChecklistCounts[] {
  return CHECKLIST_ITEMS.map((item) => countItem(item, targets, { plan, now }));
}

function countItem(
  item: ChecklistItem,
  targets: readonly Target[],
  { plan, now }: { readonly plan: ProofTerms; readonly now: Instant },
): ChecklistCounts {
  const counts = { measured: 0, attested: 0, waived: 0, bad: 0, unknown: 0 };
  for (const target of targets) {
    const { state } = standingOf(target, item, plan, now);
    counts[state === 'measured-bad' ? 'bad' : state] += 1;
  }
  return { item, ...counts, tick: plan.ticks.find((tick) => tick.item === item) ?? null };
}

/**
 * What the report of the Cloud PC says of this item; undefined when the plan does not ask for reports, or when it leaves room for a
 * person's word and there is no report to outweigh it.
 */
function reportedStanding(target: Target, item: DataItem, plan: ProofTerms, now: Instant): Standing | undefined {
  const mode = proofModeOf(plan.request);
  if (mode === 'attested') return undefined;
  if (isWiped(target)) return { state: 'measured', by: 'Repave', reason: 'wiped by this rollout and not up again' };
  const requesterId = plan.requestedBy.id;
  const judged = judgeProof(setAside(target.proof, target.appAnswers, requesterId), now);
  const verdict = verdictOn(judged, item);
  const measured = { at: judged.at, findings: judged.findings.filter((finding) => finding.item === item) };
  const by = target.planned.cloudPcName;
  if (verdict === 'green')
    return answeredStanding(target, item, requesterId) ?? { state: 'measured', by, reason: judged.at ?? '', measured };
  if (verdict !== 'unknown') return { state: 'measured-bad', by, reason: judged.at ?? '', measured };
  return mode === 'measured' ? { state: 'unknown', by: '', reason: '', measured } : undefined;
}

/** Good only because the owner of an app answered for what lies there: their name and reason stand beside it. */
function answeredStanding(target: Target, item: DataItem, requesterId: string): Standing | undefined {
  const answers = item === 'app-data' ? listCounting(target.proof, target.appAnswers, requesterId) : [];
  if (answers.length === 0) return undefined;
  const distinct = (texts: readonly string[]) => [...new Set(texts)].join(', ');
  return {
    state: 'waived',
    by: distinct(answers.map(({ by }) => by.name)),
    reason: distinct(answers.map(({ pattern, reason }) => `${pattern}: ${reason}`)),
  };
}

/** A waiver counts from somebody who asked neither for the rollout nor for the waiver, and whose own Cloud PC it is not. */
function isSecondPersons({ state, by, askedBy }: Evidence, plan: ProofTerms, ownerId: string): boolean {
  return state === 'waived' && ![plan.requestedBy.id, askedBy, ownerId].includes(by);
}

function isDataItem(item: ChecklistItem): item is DataItem {
  return item === 'onedrive' || item === 'app-data';
}

function standingFrom(piece: Evidence): Standing {
  return { state: piece.state, by: piece.byName, reason: piece.reason };
}

function factOf(target: Target, item: ChecklistItem): Standing | undefined {
  if (item === 'user-comms' && target.told) return { state: 'measured', by: 'Repave', reason: target.told.firstAt };
  if (item === 'user-comms' && target.unreachable)
    return { state: 'measured-bad', by: 'Repave', reason: target.unreachable };
  if (item === 'timing') return { state: 'measured', by: 'Repave', reason: target.slot.startAt };
  return undefined;
}

function isFresh(piece: Evidence, now: Instant): boolean {
  if (piece.state === 'waived') return true;
  const limit = piece.state === 'attested' ? ATTESTED_MAX_AGE_MINUTES : MEASURED_MAX_AGE_MINUTES;
  const age = minutesBetween(piece.at, now);
  return age <= limit && (age >= 0 || piece.state === 'measured-bad');
}

/** Of two measurements at the same moment the bad one counts. */
function newestMeasurement(evidence: readonly Evidence[]): Evidence | undefined {
  const measured = evidence.filter((piece) => piece.state === 'measured' || piece.state === 'measured-bad');
  const newestAt = Math.max(...measured.map((piece) => toMs(piece.at)));
  const last = measured.filter((piece) => toMs(piece.at) === newestAt);
  return pick(last, 'measured-bad') ?? last.at(-1);
}

function pick(evidence: readonly Evidence[], state: Evidence['state']): Evidence | undefined {
  return evidence.findLast((piece) => piece.state === state);
}
