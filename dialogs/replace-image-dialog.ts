import { Dialog } from 'botbuilder-dialogs';
import type { DialogContext, DialogTurnResult } from 'botbuilder-dialogs';
import { defaultDraft, parseDraft } from '../src/domain/draft.ts';
import type { Draft } from '../src/domain/draft.ts';
import type { Actor } from '../src/domain/actor.ts';
import type { Catalogue, Commands } from '../src/workflow/commands-api.ts';
import type { Clock } from '../src/workflow/ports.ts';
import { checkAnswers, mergeAnswers, problemsOf } from './check-answers.ts';
import type { Problems } from './check-answers.ts';
import type { DialogScreen } from './screen.ts';
import { DIALOG_WORDS } from './dialog-words.ts';
import { readProgress, readStep, stepAfter, stepBefore, stepOf } from './step.ts';
import type { Input, Progress } from './step.ts';
import { readTyped } from './typed-answers.ts';

export interface ReplaceImageTurn {
  readonly actor: Actor;
  readonly input: Input;
  readonly commands: Commands;
  readonly clock: Clock;
  readonly screen: DialogScreen;
  /** Writes the progress down; fails when another turn was faster. Everything that can be seen comes after it. */
  save(): Promise<void>;
}

/** Where the questions start: empty for a new plan, with the values of a plan that is changed. */
export interface ReplaceImageStart {
  readonly draft?: Draft;
  readonly rolloutId?: string;
}

/** A plan that takes longer than this was interrupted; the last question is asked again. */
const PLANNING_MS = 120_000;

/**
 * The questions of `replace image`. It collects a draft and hands it to the domain; it rules nothing itself. Every turn is
 * read, checked, written down, and only then shown, so that a turn that lost a race can simply be done again.
 */
export class ReplaceImageDialog extends Dialog<ReplaceImageStart> {
  static readonly id = 'replace-image';
  private readonly turn: ReplaceImageTurn;

  constructor(turn: ReplaceImageTurn) {
    super(ReplaceImageDialog.id);
    this.turn = turn;
  }

  override async beginDialog(dc: DialogContext, start: ReplaceImageStart = {}): Promise<DialogTurnResult> {
    const catalogue = await this.turn.commands.readCatalogue(this.turn.actor);
    if (!catalogue.ok) {
      await this.turn.screen.refuse(catalogue.refusals);
      return dc.endDialog('taken');
    }
    const progress: Progress = {
      step: 'image',
      draft: { ...defaultDraft(), ...start.draft },
      rolloutId: start.rolloutId ?? null,
      cardId: null,
      planningSince: null,
    };
    await this.ask(dc, progress, { catalogue: catalogue.value });
    return Dialog.EndOfTurn;
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const progress = readProgress(dc.activeDialog?.state);
    if (!progress) return dc.endDialog('not-understood');
    const { input, screen } = this.turn;
    if (input.kind === 'cancel') return this.cancel(dc);
    if (input.kind === 'help') {
      await screen.say(DIALOG_WORDS.help[progress.step]);
      return Dialog.EndOfTurn;
    }
    if (this.isPlanning(progress)) {
      await screen.say(DIALOG_WORDS.planning);
      return Dialog.EndOfTurn;
    }
    const catalogue = await this.turn.commands.readCatalogue(this.turn.actor);
    if (!catalogue.ok) {
      await screen.refuse(catalogue.refusals);
      return Dialog.EndOfTurn;
    }
    return this.take(dc, { ...progress, planningSince: null }, catalogue.value);
  }

  private async take(dc: DialogContext, progress: Progress, catalogue: Catalogue): Promise<DialogTurnResult> {
    const { input } = this.turn;
    if (input.kind === 'back') return this.show(dc, { ...progress, step: stepBefore(progress.step) }, catalogue);
    if (input.kind === 'answer') {
      const step = readStep(input.step);
      if (!step) return this.show(dc, progress, catalogue);
      return this.answer(dc, { ...progress, step, draft: mergeAnswers(progress.draft, step, input.values) }, catalogue);
    }
    const typed = input.kind === 'say' ? readTyped(progress.step, input.text, catalogue) : undefined;
    if (typed) return this.answer(dc, { ...progress, draft: { ...progress.draft, ...typed } }, catalogue);
    if (input.kind === 'say') return { ...Dialog.EndOfTurn, result: 'not-understood' };
    return this.show(dc, progress, catalogue);
  }

  /** Goes on to the next question, or shows the same one again with what is wrong. */
  private async answer(dc: DialogContext, progress: Progress, catalogue: Catalogue): Promise<DialogTurnResult> {
    const problems = checkAnswers(progress.step, progress.draft, { catalogue, now: this.turn.clock.now() });
    if (Object.keys(problems).length > 0) return this.show(dc, progress, catalogue, problems);
    const next = stepAfter(progress.step);
    if (next) return this.show(dc, { ...progress, step: next }, catalogue);
    return this.plan(dc, progress, catalogue);
  }

  /** The promise to plan is written down first: a second click finds it and does not plan again. */
  private async plan(dc: DialogContext, progress: Progress, catalogue: Catalogue): Promise<DialogTurnResult> {
    const { actor, clock, commands, screen } = this.turn;
    const request = parseDraft(progress.draft, clock.now());
    if (!request.ok) return this.showFirstProblem(dc, progress, catalogue, problemsOf(request.refusals));
    await this.keep(dc, { ...progress, planningSince: clock.now() });
    await screen.busy();
    const plan = await this.makePlan(
      commands.plan(actor, request.value, progress.rolloutId ?? undefined),
      dc,
      progress,
    );
    if (plan.ok) {
      await screen.showPlan(plan.value, progress.cardId);
      return dc.endDialog('taken');
    }
    const problems = problemsOf(plan.refusals);
    if (Object.keys(problems).length > 0) return this.showFirstProblem(dc, progress, catalogue, problems);
    await screen.refuse(plan.refusals);
    return this.show(dc, { ...progress, cardId: null }, catalogue);
  }

  /** When the tenant fails in the middle, the questions are open again before the trouble is passed on. */
  private async makePlan<T>(making: Promise<T>, dc: DialogContext, progress: Progress): Promise<T> {
    try {
      return await making;
    } catch (error) {
      await this.keep(dc, progress);
      throw error;
    }
  }

  private async cancel(dc: DialogContext): Promise<DialogTurnResult> {
    const progress = readProgress(dc.activeDialog?.state);
    const result = await dc.endDialog('taken');
    await this.turn.save();
    await this.turn.screen.close(DIALOG_WORDS.cancelled, progress?.cardId ?? null);
    return result;
  }

  private async showFirstProblem(
    dc: DialogContext,
    progress: Progress,
    catalogue: Catalogue,
    problems: Problems,
  ): Promise<DialogTurnResult> {
    const steps = Object.keys(problems).map(stepOf);
    return this.show(dc, { ...progress, step: steps[0] ?? progress.step }, catalogue, problems);
  }

  private async show(
    dc: DialogContext,
    progress: Progress,
    catalogue: Catalogue,
    problems: Problems = {},
  ): Promise<DialogTurnResult> {
    await this.ask(dc, progress, { catalogue, problems });
    return Dialog.EndOfTurn;
  }

  private async ask(
    dc: DialogContext,
    progress: Progress,
    { catalogue, problems = {} }: { readonly catalogue: Catalogue; readonly problems?: Problems },
  ): Promise<void> {
    await this.keep(dc, progress);
    const question = { step: progress.step, draft: progress.draft, problems, catalogue };
    const cardId = await this.turn.screen.ask(question, progress.cardId);
    // Only where the card stands is lost when this cannot be written: the next question is then a new card.
    if (cardId !== progress.cardId) dc.stack[0] = { id: this.id, state: { ...progress, cardId } };
  }

  private async keep(dc: DialogContext, progress: Progress): Promise<void> {
    dc.stack[0] = { id: this.id, state: { ...progress } };
    await this.turn.save();
  }

  private isPlanning({ planningSince }: Progress): boolean {
    if (planningSince === null) return false;
    return Date.parse(this.turn.clock.now()) - Date.parse(planningSince) < PLANNING_MS;
  }
}
