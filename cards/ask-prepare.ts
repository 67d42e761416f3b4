import { bindAnyQuestion } from './ask-question.ts';
import type { AnyQuestion, QuestionState } from './ask-question.ts';
import type { JsonObject } from './actions.ts';
import type { Refusal } from '../src/domain/refusal.ts';
import { escapeText } from './format.ts';
import { listLines } from './lists.ts';
import { say } from './text/say.ts';
import { explain } from './words.ts';

/** One question of `prepare image`, and where it stands among them. How many come is not known before the first answer. */
export interface PrepareState extends QuestionState {
  readonly number: number;
  readonly of: number;
}

export type PrepareQuestion = Omit<AnyQuestion, 'eyebrow' | 'hasBack'>;

export function bindPrepareQuestion({ number, of }: PrepareState, question: PrepareQuestion): JsonObject {
  const isFirst = number === 1;
  const eyebrow = isFirst ? say('prepare.eyebrow-first') : say('prepare.eyebrow', { number, of });
  return bindAnyQuestion({ ...question, eyebrow, hasBack: !isFirst });
}

/** A card takes no more: a message of Teams has its limit. Typing reaches the others. */
const CHOICES_SHOWN = 60;

export function firstChoices<T>(choices: readonly T[]): readonly T[] {
  return choices.slice(0, CHOICES_SHOWN);
}

/** What the list leaves out; '' when it shows everything. */
export function wordRest(choices: readonly unknown[]): string {
  const rest = choices.length - CHOICES_SHOWN;
  return rest > 0 ? say('prepare.rest', { n: rest }) : '';
}

/** Things on offer with what stands against them. */
interface Offer {
  readonly name: string;
  readonly blocked: readonly Refusal[];
}

const BLOCKED_SHOWN = 6;

/** What cannot be chosen, each with its first reason; '' when everything can. */
export function wordBlocked(offers: readonly Offer[]): string {
  const blocked = offers.filter((offer) => offer.blocked.length > 0);
  if (blocked.length === 0) return '';
  const lines = listLines(blocked, {
    cap: BLOCKED_SHOWN,
    word: wordOffer,
  });
  return say('prepare.blocked', { lines });
}

function wordOffer({ name, blocked: [why] }: Offer): string {
  const named = escapeText(name, 80);
  return why ? say('prepare.blocked-line', { name: named, why: escapeText(explain(why)) }) : named;
}
