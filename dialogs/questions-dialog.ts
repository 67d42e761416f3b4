import { Dialog } from 'botbuilder-dialogs';
import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
import type { Refusal } from '../src/domain/refusal.ts';
import type { Clock } from '../src/workflow/ports.ts';
import { problemsOf } from './problems.ts';
import { readProgress } from './progress.ts';
import type { Answers, Input, Problems, Progress } from './progress.ts';
import type { Ending, Questionnaire } from './questionnaire.ts';
import type { DialogScreen } from './screen.ts';

export interface QuestionsTurn {
  readonly input: Input;
  readonly clock: Clock;
  readonly screen: DialogScreen;
  /** Writes the progress down; fails when another turn was faster. Everything that can be seen comes after it. */
  save(): Promise<void>;
}

/** Where the questions start: empty for something new, with the values of a plan that is changed. */
export interface QuestionsStart {
  readonly draft?: Answers;
  readonly rolloutId?: string;
}

/** Work on the last answer that takes longer than this was interrupted; the last question is asked again. */
const FINISHING_MS = 120_000;

/**
 * Asks the questions of one questionnaire. It collects a draft and hands it to the domain; it rules nothing itself. Every turn is
 * read, checked, written down, and only then shown, so that a turn that lost a race can simply be done again.
 */
export class QuestionsDialog<S extends string, W> extends Dialog<QuestionsStart> {
  private readonly questions: Questionnaire<S, W>;
  private readonly turn: QuestionsTurn;

  constructor(questions: Questionnaire<S, W>, turn: QuestionsTurn) {
    super(questions.id);
    this.questions = questions;
    this.turn = turn;
  }

  override async beginDialog(dc: DialogContext, start: QuestionsStart = {}): Promise<DialogTurnResult> {
    const { first, defaults } = this.questions;
    const draft = { ...defaults, ...start.draft };
    const world = await this.questions.readWorld(first, draft);
    if (!world.ok) {
      await this.turn.screen.refuse(world.refusals);
      return dc.endDialog('taken');
    }
    const rolloutId = start.rolloutId ?? null;
    await this.ask(dc, { step: first, draft, rolloutId, cardId: null, finishingSince: null }, { world: world.value });
    return Dialog.EndOfTurn;
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const progress = this.readProgress(dc);
    if (!progress) return dc.endDialog('not-understood');
    const { input, screen } = this.turn;
    if (input.kind === 'cancel') return this.cancel(dc, progress);
    if (input.kind === 'help') {
      await screen.say(this.questions.words.help[progress.step]);
      return Dialog.EndOfTurn;
    }
    if (this.isFinishing(progress)) {
      await screen.say(this.questions.words.busy);
      return Dialog.EndOfTurn;
    }
    const step = input.kind === 'answer' ? (this.questions.readStep(input.step) ?? progress.step) : progress.step;
    const world = await this.questions.readWorld(step, progress.draft);
    if (!world.ok) {
      await screen.refuse(world.refusals);
      return Dialog.EndOfTurn;
    }
    return this.take(dc, { ...progress, finishingSince: null }, world.value);
  }

  private async take(dc: DialogContext, progress: At<S>, world: W): Promise<DialogTurnResult> {
    const { questions, turn } = this;
    const { step, draft } = progress;
    switch (turn.input.kind) {
      case 'back':
        return this.goTo(dc, progress, questions.stepBefore(step, draft, world));
      case 'answer': {
        const about = questions.readStep(turn.input.step);
        if (!about) return this.show(dc, progress, world);
        return this.answer(dc, { ...progress, ...questions.merge(about, draft, turn.input.values) }, world);
      }
      case 'say': {
        const typed = questions.readTyped(step, turn.input.text, { draft, world });
        return typed
          ? this.answer(dc, { ...progress, ...typed }, world)
          : { ...Dialog.EndOfTurn, result: 'not-understood' };
      }
      default:
        return this.show(dc, progress, world);
    }
  }

  /** Goes on to the next question, or shows the same one again with what is wrong. */
  private async answer(dc: DialogContext, progress: At<S>, world: W): Promise<DialogTurnResult> {
    const problems = this.questions.check(progress.step, progress.draft, world);
    if (Object.keys(problems).length > 0) return this.show(dc, progress, world, problems);
    const settled = { ...progress, draft: this.questions.settle(progress.step, progress.draft, world) };
    const next = this.questions.stepAfter(settled.step, settled.draft, world);
    return next ? this.goTo(dc, settled, next) : this.finish(dc, settled);
  }

  /** The promise to work is written down first: a second click finds it and does not do the work again. */
  private async finish(dc: DialogContext, progress: At<S>): Promise<DialogTurnResult> {
    const { clock, screen } = this.turn;
    const work = this.questions.conclude(progress);
    if (!work.ok) return this.showFirstProblem(dc, progress, work.refusals);
    await this.keep(dc, { ...progress, finishingSince: clock.now() });
    await screen.busy();
    const done = await this.orReopen(work.value(), dc, progress);
    if (done.ok) return this.end(dc, progress, done.value);
    if (done.refusals.some(({ code }) => code === 'bad-field'))
      return this.showFirstProblem(dc, progress, done.refusals);
    await screen.refuse(done.refusals);
    return this.goTo(dc, { ...progress, cardId: null }, progress.step);
  }

  private async end(dc: DialogContext, progress: Progress, ending: Ending): Promise<DialogTurnResult> {
    await ending(this.turn.screen, progress.cardId);
    return dc.endDialog('taken');
  }

  /** When the cloud fails in the middle, the question is open again, with every answer, before the trouble is passed on. */
  private async orReopen<T>(work: Promise<T>, dc: DialogContext, progress: Progress): Promise<T> {
    try {
      return await work;
    } catch (error) {
      await this.keep(dc, progress);
      throw error;
    }
  }

  private async cancel(dc: DialogContext, { cardId }: Progress): Promise<DialogTurnResult> {
    const result = await dc.endDialog('taken');
    await this.turn.save();
    await this.turn.screen.close(this.questions.words.bindCancelled(), cardId);
    return result;
  }

  private async showFirstProblem(
    dc: DialogContext,
    progress: At<S>,
    refusals: readonly Refusal[],
  ): Promise<DialogTurnResult> {
    const problems = problemsOf(refusals);
    const [field = ''] = Object.keys(problems);
    return this.goTo(dc, progress, this.questions.stepOf(field, progress.draft) ?? progress.step, problems);
  }

  /** Shows another question. Where it cannot be asked, the one that stands is kept with what was answered. */
  private async goTo(dc: DialogContext, progress: At<S>, step: S, problems: Problems = {}): Promise<DialogTurnResult> {
    const world = await this.orReopen(this.questions.readWorld(step, progress.draft), dc, progress);
    if (world.ok) return this.show(dc, { ...progress, step }, world.value, problems);
    await this.keep(dc, progress);
    await this.turn.screen.refuse(world.refusals);
    return Dialog.EndOfTurn;
  }

  private async show(dc: DialogContext, progress: At<S>, world: W, problems: Problems = {}): Promise<DialogTurnResult> {
    await this.ask(dc, progress, { world, problems });
    return Dialog.EndOfTurn;
  }

  private async ask(
    dc: DialogContext,
    { step, ...before }: At<S>,
    { world, problems = {} }: { readonly world: W; readonly problems?: Problems },
  ): Promise<void> {
    const draft = this.questions.prefill(step, before.draft, world);
    const progress = { ...before, step, draft };
    await this.keep(dc, progress);
    const bind = (zone: string) => this.questions.bind({ step, draft, problems, world }, zone);
    const cardId = await this.turn.screen.ask(bind, progress.cardId);
    // Only where the card stands is lost when this cannot be written: the next question is then a new card.
    if (cardId !== progress.cardId) dc.stack[0] = { id: this.id, state: { ...progress, cardId } };
  }

  private async keep(dc: DialogContext, progress: Progress): Promise<void> {
    dc.stack[0] = { id: this.id, state: { ...progress } };
    await this.turn.save();
  }

  private readProgress(dc: DialogContext): At<S> | undefined {
    const progress = readProgress(dc.activeDialog?.state);
    const step = progress && this.questions.readStep(progress.step);
    return step && { ...progress, step };
  }

  private isFinishing({ finishingSince }: Progress): boolean {
    if (finishingSince === null) return false;
    return Date.parse(this.turn.clock.now()) - Date.parse(finishingSince) < FINISHING_MS;
  }
}

type At<S extends string> = Progress & { readonly step: S };
