import { submitButton } from './actions.ts';
import type { Json, JsonObject } from './actions.ts';
import source from './ask-question.json' with { type: 'json' };
import { plainText } from './format.ts';
import { createTemplate } from './render.ts';
import { say } from './text/say.ts';

const fill = createTemplate(source);

/** Answers so far and what is wrong with them, both by input id (the draft's fields). Problems are plain sentences. */
export interface QuestionState {
  readonly values: Readonly<Partial<Record<string, string>>>;
  readonly problems: Readonly<Partial<Record<string, string>>>;
}

/** The questions of `replace image`, in order: their ids are what the buttons carry as `step`. */
const ASK_STEPS = ['image', 'policies', 'people', 'timing', 'reason'] as const;
type AskStep = (typeof ASK_STEPS)[number];

export interface Question {
  readonly step: AskStep;
  /** Card markdown; people's parts escaped. */
  readonly title: string;
  readonly lead: string;
  readonly fields: readonly Json[];
  /** Fields behind a button, open from the start when one of them has a problem. */
  readonly more?: { readonly title: string; readonly fields: readonly Json[]; readonly isOpen: boolean };
  readonly note?: string;
  /** False when there is nothing to answer with. */
  readonly canContinue?: boolean;
}

/** One question of `replace image`: its fields, and Continue, Back, Cancel. */
export function bindQuestion(question: Question): JsonObject {
  const number = ASK_STEPS.indexOf(question.step) + 1;
  return bindAnyQuestion({
    ...question,
    eyebrow: say('question.eyebrow', { number, all: ASK_STEPS.length }),
    hasBack: number > 1,
  });
}

/** A question of any dialog: `step` is what its buttons carry. */
export interface AnyQuestion extends Omit<Question, 'step'> {
  readonly step: string;
  readonly eyebrow: string;
  readonly hasBack: boolean;
  /** What the button says that takes the answers; "Continue" when absent. */
  readonly goOn?: string;
  /** Buttons of this question alone, after the first one. */
  readonly extra?: readonly JsonObject[];
}

export function bindAnyQuestion(question: AnyQuestion): JsonObject {
  const { step, title, lead, fields, more, note = '', goOn = say('question.continue') } = question;
  return fill({
    summary: plainText(title),
    eyebrow: question.eyebrow,
    title,
    lead,
    fields,
    moreTitle: more?.title ?? '',
    moreOpen: more?.isOpen ?? false,
    more: more?.fields ?? [],
    note,
    actions: [
      ...(question.canContinue === false ? [] : [submitButton(goOn, 'ask.answer', { step }, { style: 'positive' })]),
      ...(question.extra ?? []),
      ...(question.hasBack ? [submitButton(say('question.back'), 'ask.back', { step }, { ignoreInputs: true })] : []),
      submitButton(say('question.cancel'), 'ask.cancel', { step }, { ignoreInputs: true }),
    ],
  });
}
