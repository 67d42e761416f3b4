import { bindPrepareCancelled } from '../../cards/ask-end.ts';
import { say } from '../../cards/text/say.ts';
import type { QuestionWords } from '../questionnaire.ts';
import { PREPARE_STEPS } from './step.ts';
import type { PrepareStep } from './step.ts';

/** What the questions of `prepare image` say besides their cards, each time in the language spoken then. */
export const PREPARE_WORDS: QuestionWords<PrepareStep> = {
  get help() {
    return sayOfEach(explain);
  },
  get notUnderstood() {
    return sayOfEach((step) => say(`prepare-help.sorry-${step}`));
  },
  get busy() {
    return say('prepare-help.busy');
  },
  bindCancelled: bindPrepareCancelled,
};

function sayOfEach(word: (step: PrepareStep) => string): Readonly<Record<PrepareStep, string>> {
  return Object.fromEntries(PREPARE_STEPS.map((step) => [step, word(step)])) as Record<PrepareStep, string>;
}

/** Searching is a part of the question about the Marketplace image. */
function explain(step: PrepareStep): string {
  const ways = { choose: say('prepare-help.choose'), leave: say('prepare-help.leave') };
  return say(`prepare-help.${step === 'search' ? 'market' : step}`, ways);
}
