import type { Draft } from '../src/domain/draft.ts';
import type { Refusal } from '../src/domain/refusal.ts';
import type { PlanView } from '../src/domain/views-plan.ts';
import type { Catalogue } from '../src/workflow/commands-api.ts';
import type { Problems } from './check-answers.ts';
import type { StepId } from './step.ts';

/** One question with the answers so far and what is wrong with them. */
export interface Question {
  readonly step: StepId;
  readonly draft: Draft;
  readonly problems: Problems;
  readonly catalogue: Catalogue;
}

/** How the dialog reaches the person: the bot gives one for each turn. */
export interface DialogScreen {
  /** Shows a question; `cardId` is the message of the one before, changed in place when the answer came from it. Gives the message's id. */
  ask(question: Question, cardId: string | null): Promise<string | null>;
  /** Shows that an answer is on its way. */
  busy(): Promise<void>;
  showPlan(plan: PlanView, cardId: string | null): Promise<void>;
  say(text: string): Promise<void>;
  refuse(refusals: readonly Refusal[]): Promise<void>;
  /** Ends the card with a sentence. */
  close(text: string, cardId: string | null): Promise<void>;
}
