import { setAside } from './app-owners.ts';
import { judgeProof, NO_PROOF, proofModeOf } from './proof.ts';
import type { ProofJudgement, ProofState, TroubleCode } from './proof.ts';
import type { ProofReport } from './proof-report.ts';
import { isProofAwaited, SILENT_AFTER_MINUTES } from './proof-schedule.ts';
import type { RolloutState } from './rollout.ts';
import { isFinished } from './target.ts';
import type { Target } from './target.ts';
import { isBefore, plusMinutes } from './time.ts';
import type { Instant } from './time.ts';

/** What a job learnt about one Cloud PC: that its script was started, and what the cloud holds of its last run. */
export interface ProofNews {
  readonly asked: boolean;
  readonly read: boolean;
  readonly seen:
    | { readonly kind: 'report'; readonly at: Instant; readonly report: ProofReport }
    | { readonly kind: 'trouble'; readonly at: Instant; readonly code: TroubleCode }
    | null;
}

/** The target after the news, the very same where they bring none. A run that has not answered within its time is given up: the Cloud PC is off, or cannot be reached. */
export function noteProof(target: Target, news: ProofNews, now: Instant): Target {
  const before = target.proof ?? NO_PROOF;
  const found = newest(before, news.seen);
  if (!news.asked && !news.read && !found) return target;
  const noted: ProofState = {
    ...before,
    askedAt: news.asked ? now : before.askedAt,
    readAt: news.read ? now : before.readAt,
    ...found,
  };
  const next = { ...target, proof: noted };
  const isOver = noted.askedAt !== null && !isBefore(now, plusMinutes(noted.askedAt, SILENT_AFTER_MINUTES));
  if (!news.read || !isOver || !isProofAwaited(next)) return next;
  return { ...next, proof: { ...noted, trouble: { at: now, code: 'device-silent' } } };
}

/** Results come in any order, and again and again: only a newer one says anything. */
function newest(before: ProofState, seen: ProofNews['seen']): Partial<ProofState> | undefined {
  if (!seen) return undefined;
  if (seen.kind === 'trouble') {
    const isNews = isNewer(seen.at, before.trouble?.at) && isNewer(seen.at, before.report?.at);
    return isNews ? { trouble: { at: seen.at, code: seen.code } } : undefined;
  }
  return isNewer(seen.at, before.report?.at) ? { report: { at: seen.at, body: seen.report } } : undefined;
}

function isNewer(at: Instant, known: Instant | undefined): boolean {
  return known === undefined || isBefore(known, at);
}

/** Targets of which it is now known that something must be done, and before was not: their people get a message of its own. */
export function listTurnedBad(before: RolloutState, after: RolloutState, now: Instant): readonly Target[] {
  if (proofModeOf(after.rollout.plan.request) === 'attested') return [];
  const known = new Map(before.targets.map((target) => [target.planned.cloudPcId, target]));
  return after.targets.filter((target) => {
    const former = known.get(target.planned.cloudPcId);
    if (!target.proof || !target.told || isFinished(target) || former?.proof === target.proof) return false;
    const judge = (one: Target | undefined) => judgeProof(setAside(one?.proof, one?.appAnswers, null), now);
    return needsPerson(judge(target)) && !needsPerson(judge(former));
  });
}

/** Bad news, or a Cloud PC that is off: the owner can do something about these, and about no other unknown. */
function needsPerson({ verdict, findings }: ProofJudgement): boolean {
  return verdict === 'amber' || verdict === 'red' || findings.some(({ code }) => code === 'device-silent');
}

/** A verdict, or what is behind it, that is another one than the audit chain last said. */
export interface ProofChange {
  readonly target: Target;
  readonly summary: ReturnType<typeof summariseProof>;
}

/**
 * What of the news is to be written down. A good report that takes the place of one that was good until it grew old says nothing new:
 * otherwise every day would fill the chain with everybody. `after` has the targets of `before`, in the same order.
 */
export function writeDownProofs(
  before: RolloutState,
  after: RolloutState,
  now: Instant,
): { readonly state: RolloutState; readonly changes: readonly ProofChange[] } {
  const changes: ProofChange[] = [];
  const targets = after.targets.map((target, index) => {
    const former = before.targets[index];
    if (!target.proof || target === former) return target;
    const summary = summariseProof(judgeProof(target.proof, now));
    const line = lineOf(summary);
    const known = former?.proof?.written ?? lineOf(summariseProof(judgeProof(former?.proof, now)));
    if (known === line) return target;
    const next = { ...target, proof: { ...target.proof, written: line } };
    changes.push({ target: next, summary });
    return next;
  });
  return { state: changes.length === 0 ? after : { ...after, targets }, changes };
}

function lineOf({ verdict, codes }: ReturnType<typeof summariseProof>): string {
  return `${verdict} ${codes}`;
}

/** One line for the audit chain: the verdict and the codes behind it. */
function summariseProof(judged: ProofJudgement): {
  readonly verdict: string;
  readonly codes: string;
  readonly at: string;
} {
  const codes = [...new Set(judged.findings.map(({ code }) => code))].join(' ');
  return { verdict: judged.verdict, codes, at: judged.at ?? '' };
}
