import type { JsonObject } from '../cards/actions.ts';
import type { Result } from '../src/domain/refusal.ts';
import type { Answers, Problems, Progress } from './progress.ts';
import type { DialogScreen } from './screen.ts';

/** The dialogs, by the command that starts them. */
export type DialogId = 'replace-image' | 'prepare-image';

/** What a dialog says besides its cards. */
export interface QuestionWords<S extends string> {
  readonly help: Readonly<Record<S, string>>;
  readonly notUnderstood: Readonly<Record<S, string>>;
  /** While the last answer is being worked on. */
  readonly busy: string;
  /** The card in the place of the question that was cancelled. */
  bindCancelled(): JsonObject;
}

/** Answers after somebody said something, and the question that it was about. */
export interface Taken<S extends string> {
  readonly step: S;
  readonly draft: Answers;
}

/** What a person sees when the questions are over. */
export type Ending = (screen: DialogScreen, cardId: string | null) => Promise<void>;

/**
 * One dialog's questions, made for one turn. `S` are its questions, `W` is what the cloud offers for one of them. It reads, checks and
 * shows; what the answers may do is the domain's and the commands' to say.
 */
export interface Questionnaire<S extends string, W> {
  readonly id: DialogId;
  readonly first: S;
  readonly defaults: Answers;
  readonly words: QuestionWords<S>;
  readStep(text: string): S | undefined;
  /** What stands to choose from at this question. Refusals are for the person; trouble of the cloud is thrown. */
  readWorld(step: S, draft: Answers): Promise<Result<W>>;
  /** The answers with what is offered for those that were not given yet. */
  prefill(step: S, draft: Answers, world: W): Answers;
  /** A card's answer. What the card left out was left empty, and empty means the default where there is one. */
  merge(step: S, draft: Answers, values: Readonly<Record<string, string>>): Taken<S>;
  /** What typed words mean as an answer to the open question; undefined when they are no answer to it. */
  readTyped(step: S, text: string, at: { readonly draft: Answers; readonly world: W }): Taken<S> | undefined;
  check(step: S, draft: Answers, world: W): Problems;
  /** What comes with a choice: facts of the thing that was chosen, kept as answers. */
  settle(step: S, draft: Answers, world: W): Answers;
  /** The question after this one; undefined after the last. */
  stepAfter(step: S, draft: Answers, world: W): S | undefined;
  stepBefore(step: S, draft: Answers, world: W): S;
  stepOf(field: string, draft: Answers): S | undefined;
  bind(
    question: { readonly step: S; readonly draft: Answers; readonly problems: Problems; readonly world: W },
    zone: string,
  ): JsonObject;
  /** Refusals by field, or the work that ends the questions. */
  conclude(progress: Progress): Result<() => Promise<Result<Ending>>>;
}
