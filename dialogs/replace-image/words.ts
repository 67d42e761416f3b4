import { bindReplaceCancelled } from '../../cards/ask-end.ts';
import { say } from '../../cards/text/say.ts';
import type { QuestionWords } from '../questionnaire.ts';
import { STEPS } from './step.ts';
import type { StepId } from './step.ts';

/** What the questions of `replace image` say besides their cards, each time in the language spoken then. */
export const REPLACE_WORDS: QuestionWords<StepId> = {
  get help() {
    return sayOfEach((step) => say(`dialog.help-${step}`));
  },
  get notUnderstood() {
    return sayOfEach((step) => say(`dialog.sorry-${step}`));
  },
  get busy() {
    return say('dialog.busy');
  },
  bindCancelled: bindReplaceCancelled,
};

function sayOfEach(word: (step: StepId) => string): Readonly<Record<StepId, string>> {
  return Object.fromEntries(STEPS.map((step) => [step, word(step)])) as Record<StepId, string>;
}
