import { PrivateConversationState } from 'botbuilder';
import type { TurnContext } from 'botbuilder';
import { DialogSet } from 'botbuilder-dialogs';
import type { DialogContext } from 'botbuilder-dialogs';
import { Failure } from '../src/workflow/failure.ts';
import type { Commands } from '../src/workflow/commands-api.ts';
import type { Clock, Documents } from '../src/workflow/ports.ts';
import type { Actor } from '../src/domain/actor.ts';
import { ReplaceImageDialog } from './replace-image-dialog.ts';
import type { ReplaceImageStart } from './replace-image-dialog.ts';
import type { DialogScreen } from './screen.ts';
import { readProgress } from './step.ts';
import type { Input, StepId } from './step.ts';
import { createTurnStorage } from './turn-storage.ts';

export interface DialogDeps {
  readonly commands: Commands;
  readonly documents: Documents;
  readonly clock: Clock;
}

/** Who does something to the questions, where, and how they are shown. */
export interface DialogTurn {
  readonly context: TurnContext;
  readonly actor: Actor;
  readonly screen: DialogScreen;
}

/** `closed`: no question is open in this chat for this person. */
export type OfferOutcome = 'taken' | 'not-understood' | 'closed';

export interface Dialogs {
  /** The question that is open for the person of this turn. */
  openStep(context: TurnContext): Promise<StepId | undefined>;
  /** Starts the questions of `replace image`; ones that are open are left for good. */
  start(turn: DialogTurn, start?: ReplaceImageStart): Promise<void>;
  /** Gives what a person said or clicked to the open question. */
  offer(turn: DialogTurn, input: Input): Promise<OfferOutcome>;
}

/** Turns that come at the same moment are done one after the other; this often one of them is done again. */
const ATTEMPTS = 4;

/** Dialogs of every person in every chat. Where they stand is kept in `documents`, so any replica can take the next turn. */
export function createDialogs(deps: DialogDeps): Dialogs {
  return {
    async openStep(context) {
      const stage = await openStage(deps, context);
      return readProgress(stage.dc.activeDialog?.state)?.step;
    },
    start: (turn, start = {}) =>
      retry(async () => {
        const stage = await openStage(deps, turn.context, { turn, input: { kind: 'again' } });
        await stage.dc.cancelAllDialogs();
        await stage.dc.beginDialog(ReplaceImageDialog.id, start);
        await stage.finish();
      }),
    offer: (turn, input) =>
      retry(async () => {
        const stage = await openStage(deps, turn.context, { turn, input });
        if (readProgress(stage.dc.activeDialog?.state) === undefined) return 'closed';
        const turned = await stage.dc.continueDialog();
        await stage.finish();
        return turned.result === 'not-understood' ? 'not-understood' : 'taken';
      }),
  };
}

interface Stage {
  readonly dc: DialogContext;
  /** Writes what the turn left. When another turn has gone on meanwhile, its word stands. */
  finish(): Promise<void>;
}

async function openStage(
  { commands, documents, clock }: DialogDeps,
  context: TurnContext,
  act?: { readonly turn: DialogTurn; readonly input: Input },
): Promise<Stage> {
  const state = new PrivateConversationState(createTurnStorage(documents), 'dialogs');
  const dialogs = new DialogSet(state.createProperty('stack'));
  const save = (): Promise<void> => state.saveChanges(context);
  if (act) {
    const { actor, screen } = act.turn;
    dialogs.add(new ReplaceImageDialog({ actor, screen, commands, clock, save, input: act.input }));
  }
  const dc = await dialogs.createContext(context);
  return { dc, finish: () => finish(save) };
}

async function finish(save: () => Promise<void>): Promise<void> {
  try {
    await save();
  } catch (error) {
    if (!isConflict(error)) throw error;
  }
}

async function retry<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isConflict(error) || attempt === ATTEMPTS) throw error;
    }
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof Failure && error.code === 'etag-conflict';
}
