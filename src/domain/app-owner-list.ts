import type { Actor } from './actor.ts';
import { filesOf, fileMark, isSamePattern, mayCount, newestAnswer, wasAsked } from './app-owners.ts';
import type { AppAnswer, AppAnswerKind, AppCard, AppCardAnswer, AppOwner, Disagreement } from './app-owners.ts';
import { hashOf } from './hash.ts';
import { proofModeOf } from './proof.ts';
import { refusal } from './refusal.ts';
import { isLive } from './rollout.ts';
import type { Rollout, RolloutState } from './rollout.ts';
import type { Sighted } from './sight.ts';
import { attemptUnderWay, isFinished } from './target.ts';
import type { Target } from './target.ts';
import type { Instant } from './time.ts';

/** The Cloud PCs on which files of a pattern are open, the newest report first: what an app owner is asked about. */
export function listAffected(state: RolloutState, pattern: string): readonly Target[] {
  if (proofModeOf(state.rollout.plan.request) === 'attested') return [];
  const requesterId = state.rollout.plan.requestedBy.id;
  const open = state.targets.filter((target) => isOpen(target, pattern, requesterId));
  return open.sort((a, b) => reportedAt(b).localeCompare(reportedAt(a)));
}

/** Names exactly this list: the same Cloud PCs with the same files on them. */
export function listMark(targets: readonly Target[], pattern: string): string {
  const rows = targets.map((target) => [
    target.planned.cloudPcId,
    ...filesOf(target.proof, pattern).map(fileMark).sort(),
  ]);
  return hashOf(rows.sort((a, b) => String(a[0]).localeCompare(String(b[0]))));
}

/**
 * Whom to ask now: for each owned pattern with files that nobody was asked about yet a new card, unless one is open with its owner. The
 * rollout after it; the same object when there is nothing to ask.
 */
export function orderAppCards(state: RolloutState, owners: readonly AppOwner[], now: Instant): Rollout {
  const { rollout } = state;
  if (!isLive(rollout)) return rollout;
  const known = rollout.appCards ?? [];
  const due = owners.filter(({ pattern, personId }) => {
    const card = known.findLast((one) => isSamePattern(one.pattern, pattern));
    const isWaiting = card !== undefined && card.answer === null && card.owner.id === personId;
    return !isWaiting && listAffected(state, pattern).some((target) => isNews(target, pattern));
  });
  if (due.length === 0) return rollout;
  const cards = due.map(({ pattern, personId, name }): AppCard => {
    return { pattern, owner: { id: personId, name }, askedAt: now, answer: null };
  });
  return { ...rollout, appCards: [...known, ...cards] };
}

/** The answer on the card before this one of its pattern, when a second person said no to it: why this one asks. */
export function refusedBefore(rollout: Rollout, index: number): AppCardAnswer | undefined {
  const cards = rollout.appCards ?? [];
  const pattern = cards[index]?.pattern ?? '';
  const before = cards.slice(0, index).findLast((one) => isSamePattern(one.pattern, pattern));
  return before?.answer?.second === 'refused' ? before.answer : undefined;
}

/** Whether a card is the newest of its pattern; older ones say that they were replaced. */
export function isNewestCard(rollout: Rollout, index: number): boolean {
  const cards = rollout.appCards ?? [];
  const card = cards[index];
  return card !== undefined && cards.findLastIndex((one) => isSamePattern(one.pattern, card.pattern)) === index;
}

export interface AnswerGiven {
  readonly answer: AppAnswerKind;
  readonly by: Actor;
  readonly reason: string;
}

/** The state after one answer for every Cloud PC on the list of a card. */
export function takeAppAnswer(
  state: RolloutState,
  index: number,
  { given, now, sight }: { readonly given: AnswerGiven; readonly now: Instant; readonly sight?: Sighted },
): RolloutState {
  const { rollout } = state;
  const card = rollout.appCards?.[index];
  if (!card) return state;
  const affected = new Set(listAffected(state, card.pattern));
  const needsSecond = given.by.id === rollout.plan.requestedBy.id && saysNoLoss(given.answer);
  const targets = state.targets.map((target) =>
    affected.has(target) ? answerOne(target, card.pattern, { ...given, needsSecond, now }) : target,
  );
  const second = needsSecond ? 'needed' : 'not-needed';
  const answer = { ...given, ...sight, at: now, cloudPcs: affected.size, second } as const;
  return { targets, rollout: withCard(rollout, index, { ...card, answer }) };
}

interface SecondAsk {
  readonly by: Actor;
  readonly now: Instant;
  /** What their card said. */
  readonly sight?: Sighted;
}

/** The state after a second person agreed with what the requester answered. */
export function takeSecond(state: RolloutState, index: number, { by, now, sight }: SecondAsk): RolloutState {
  return settleSecond(state, index, {
    one: (answer) => ({ ...answer, second: { by, at: now } }),
    card: (answer) => ({ ...answer, second: 'given', word: { by, at: now, ...sight } }),
  });
}

/** The state after a second person said no to what the requester answered: it never counts, and the question is open again. */
export function takeDisagreement(
  state: RolloutState,
  index: number,
  { by, reason, now, sight }: SecondAsk & { readonly reason: string },
): RolloutState {
  const disagreed: Disagreement = { by, reason, at: now };
  return settleSecond(state, index, {
    one: (answer) => ({ ...answer, disagreed }),
    card: (answer) => ({ ...answer, second: 'refused', disagreed, word: { by, at: now, ...sight } }),
  });
}

/** What the second person's word makes of each answer that was given on the card, and of the card. Nothing once they have spoken. */
function settleSecond(
  state: RolloutState,
  index: number,
  word: {
    readonly one: (answer: AppAnswer) => AppAnswer;
    readonly card: (answer: AppCardAnswer) => AppCardAnswer;
  },
): RolloutState {
  const card = state.rollout.appCards?.[index];
  if (card?.answer?.second !== 'needed') return state;
  const { at } = card.answer;
  const targets = state.targets.map((target): Target => {
    const answer = newestAnswer(target.appAnswers ?? [], card.pattern);
    if (!answer?.needsSecond || answer.second || answer.disagreed || answer.at !== at) return target;
    const rest = (target.appAnswers ?? []).filter((one) => one !== answer);
    return { ...target, appAnswers: [...rest, word.one(answer)], notBefore: null };
  });
  return { targets, rollout: withCard(state.rollout, index, { ...card, answer: word.card(card.answer) }) };
}

function answerOne(
  target: Target,
  pattern: string,
  given: AnswerGiven & { readonly needsSecond: boolean; readonly now: Instant },
): Target {
  const { answer, by, reason, needsSecond, now } = given;
  const said: AppAnswer = {
    ...{ pattern, answer, by, reason, at: now, needsSecond, second: null },
    reportAt: reportedAt(target),
    files: filesOf(target.proof, pattern).map(fileMark),
  };
  const answered = { ...target, appAnswers: [...(target.appAnswers ?? []), said], notBefore: null };
  if (answer !== 'exclude') return answered;
  return { ...answered, excluded: { at: now, by: by.id, why: refusal('app-owner-excluded', { pattern, reason }) } };
}

function withCard(rollout: Rollout, index: number, card: AppCard): Rollout {
  return { ...rollout, appCards: (rollout.appCards ?? []).map((one, at) => (at === index ? card : one)) };
}

function saysNoLoss(answer: AppAnswerKind): boolean {
  return answer === 'ignore' || answer === 'deactivated';
}

/** Something on it is not answered in a way that counts, and somebody can still do something about it. */
function isOpen(target: Target, pattern: string, requesterId: string): boolean {
  const files = filesOf(target.proof, pattern);
  if (files.length === 0 || isFinished(target) || attemptUnderWay(target)) return false;
  const answer = newestAnswer(target.appAnswers ?? [], pattern);
  return !answer || !mayCount(answer, requesterId) || !wasAsked(files, answer);
}

/** Files that the owner of the app has not been asked about. */
function isNews(target: Target, pattern: string): boolean {
  return !wasAsked(filesOf(target.proof, pattern), newestAnswer(target.appAnswers ?? [], pattern));
}

function reportedAt({ proof }: Target): Instant {
  return proof?.report?.at ?? '';
}
