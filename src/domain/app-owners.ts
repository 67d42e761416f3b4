import type { Actor } from './actor.ts';
import { hashOf } from './hash.ts';
import { judgeProof } from './proof.ts';
import type { ProofState } from './proof.ts';
import type { AppFile } from './proof-report.ts';
import type { Sighted } from './sight.ts';
import type { Instant } from './time.ts';

/** Who answers for the files of one pattern, for everybody on whose Cloud PC such files lie. */
export interface AppOwner {
  readonly pattern: string;
  readonly personId: string;
  readonly name: string;
  readonly upn: string;
}

/**
 * `deactivate`: the app must give something back first; nothing counts as answered by that. `deactivated`: that was done. `ignore`: the
 * files are no loss. `exclude`: these people leave the plan.
 */
export const APP_ANSWERS = ['deactivate', 'deactivated', 'ignore', 'exclude'] as const;
export type AppAnswerKind = (typeof APP_ANSWERS)[number];

/** What an app owner answered for one Cloud PC: about the files that were on it then, and no others. */
export interface AppAnswer {
  readonly pattern: string;
  readonly answer: AppAnswerKind;
  readonly by: Actor;
  readonly reason: string;
  readonly at: Instant;
  /** The report that the answer is about. */
  readonly reportAt: Instant;
  /** Each file of the pattern in that report (`fileMark`). */
  readonly files: readonly string[];
  /** Who asked for the rollout cannot answer alone. */
  readonly needsSecond: boolean;
  readonly second: { readonly by: Actor; readonly at: Instant } | null;
  /** A second person said no: this answer never counts. */
  readonly disagreed?: Disagreement;
}

/** Why a second person did not agree with what the requester answered. */
export interface Disagreement {
  readonly by: Actor;
  readonly reason: string;
  readonly at: Instant;
}

/** The word of a second person about an answer, and what their card said. */
export interface SecondWord extends Sighted {
  readonly by: Actor;
  readonly at: Instant;
}

/** A card to an app owner: one for each round of questions about a pattern in a rollout. Append-only. */
export interface AppCard {
  readonly pattern: string;
  readonly owner: Actor;
  readonly askedAt: Instant;
  /** The newest answer that was given on it, for all Cloud PCs at once. */
  readonly answer: AppCardAnswer | null;
}

export interface AppCardAnswer extends Sighted {
  readonly answer: AppAnswerKind;
  readonly by: Actor;
  readonly reason: string;
  readonly at: Instant;
  readonly cloudPcs: number;
  readonly second: 'not-needed' | 'needed' | 'given' | 'refused';
  /** With `refused` alone. */
  readonly disagreed?: Disagreement;
  /** With `given` or `refused`; missing in rows from before it was kept. */
  readonly word?: SecondWord;
}

/** Tells a file from every other, and from itself after a change, without keeping its name. SHA-256. */
export function fileMark({ path, pattern, bytes, changedAt }: AppFile): string {
  return hashOf([path, pattern.toLowerCase(), bytes, changedAt]);
}

export function isSamePattern(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Files of this pattern that a report names. A list that was cut may hold more; those are nobody's to answer. */
export function filesOf(proof: ProofState | undefined, pattern: string): readonly AppFile[] {
  const list = proof?.report?.body.app.list ?? [];
  return list.filter((file) => isSamePattern(file.pattern, pattern));
}

/** The newest answer about a pattern; older ones are history. */
export function newestAnswer(answers: readonly AppAnswer[], pattern: string): AppAnswer | undefined {
  return answers.findLast((answer) => isSamePattern(answer.pattern, pattern));
}

/**
 * The proof without the files that an app owner has answered for: those of the answer's own pattern that lay there, unchanged, when
 * they answered. Everything else of the report stays what it is, its age and any other finding included. `requesterId` is who asked
 * for the rollout, whose own answer needs a second person; null where the answer's own note of that has to do.
 */
export function setAside(
  proof: ProofState | undefined,
  answers: readonly AppAnswer[] | undefined,
  requesterId: string | null,
): ProofState | undefined {
  if (!proof?.report || !answers || answers.length === 0) return proof;
  const { app } = proof.report.body;
  const open = app.list.filter((file) => !isAnswered(file, answers, requesterId));
  if (open.length === app.list.length) return proof;
  const files = app.files - (app.list.length - open.length);
  const body = { ...proof.report.body, app: { ...app, files, list: open } };
  return { ...proof, report: { ...proof.report, body } };
}

function isAnswered(file: AppFile, answers: readonly AppAnswer[], requesterId: string | null): boolean {
  const answer = newestAnswer(answers, file.pattern);
  return answer !== undefined && mayCount(answer, requesterId) && answer.files.includes(fileMark(file));
}

/** Whether an answer may stand in place of a finding: it says that nothing is lost, and not by the word of the requester alone. */
export function mayCount(answer: AppAnswer, requesterId: string | null): boolean {
  if (answer.disagreed || (answer.answer !== 'ignore' && answer.answer !== 'deactivated')) return false;
  if (!answer.needsSecond && answer.by.id !== requesterId) return true;
  const second = answer.second?.by.id;
  return second !== undefined && second !== answer.by.id && second !== requesterId;
}

/** Whether the report was good when it came, answers by themselves included; its age aside. */
export function isGreenAside(proof: ProofState, answers: readonly AppAnswer[] | undefined): boolean {
  const aside = setAside(proof, answers, null);
  return aside?.report ? judgeProof(aside, aside.report.at).verdict === 'green' : false;
}

/** The answers that stand for files in this very report: who is named beside a finding that counts as answered. */
export function listCounting(
  proof: ProofState | undefined,
  answers: readonly AppAnswer[] | undefined,
  requesterId: string | null,
): readonly AppAnswer[] {
  const files = proof?.report?.body.app.list ?? [];
  const patterns = [...new Set(files.map(({ pattern }) => pattern.toLowerCase()))];
  return patterns.flatMap((pattern) => {
    const answer = newestAnswer(answers ?? [], pattern);
    const counts = answer && files.some((file) => isAnswered(file, [answer], requesterId));
    return counts ? [answer] : [];
  });
}

/** Whether an answer of any kind was given about all these files, to which no second person said no. */
export function wasAsked(files: readonly AppFile[], answer: AppAnswer | undefined): boolean {
  return answer !== undefined && !answer.disagreed && files.every((file) => answer.files.includes(fileMark(file)));
}

/** What the app owner wants done first, for the person whose Cloud PC it is; undefined when nothing is. */
export function adviceFor(
  proof: ProofState | undefined,
  answers: readonly AppAnswer[] | undefined,
): { readonly adviser: string; readonly advice: string } | undefined {
  const patterns = new Set((proof?.report?.body.app.list ?? []).map(({ pattern }) => pattern.toLowerCase()));
  const newest = [...patterns].flatMap((pattern) => newestAnswer(answers ?? [], pattern) ?? []);
  const found = newest.find(({ answer }) => answer === 'deactivate');
  return found && { adviser: found.by.name, advice: found.reason };
}
