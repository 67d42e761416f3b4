import { PrivateConversationState } from 'botbuilder';
import type { TurnContext } from 'botbuilder';
import { DialogSet } from 'botbuilder-dialogs';
import type { DialogContext } from 'botbuilder-dialogs';
import { Failure } from '../src/workflow/failure.ts';
import type { Commands } from '../src/workflow/commands-api.ts';
import type { Clock, Documents } from '../src/workflow/ports.ts';
import type { Actor } from '../src/domain/actor.ts';
import { createPrepareQuestions } from './prepare-image/questionnaire.ts';
import { PREPARE_WORDS } from './prepare-image/words.ts';
import { readProgress } from './progress.ts';
import type { Input } from './progress.ts';
import type { DialogId } from './questionnaire.ts';
import { QuestionsDialog } from './questions-dialog.ts';
import type { QuestionsStart } from './questions-dialog.ts';
import { createReplaceQuestions } from './replace-image/questionnaire.ts';
import { REPLACE_WORDS } from './replace-image/words.ts';
import type { DialogScreen } from './screen.ts';
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

/** The question that is open, and what is said to an answer that is none. */
export interface OpenQuestion {
  readonly dialog: DialogId;
  readonly step: string;
  readonly notUnderstood: string;
}

export interface Dialogs {
  /** The question that is open for the person of this turn. */
  openQuestion(context: TurnContext): Promise<OpenQuestion | undefined>;
  /** Starts the questions of `replace image`; ones that are open are left for good. */
  start(turn: DialogTurn, start?: QuestionsStart): Promise<void>;
  /** Starts the questions of `prepare image`; ones that are open are left for good. */
  startPrepare(turn: DialogTurn): Promise<void>;
  /** Gives what a person said or clicked to the open question. */
  offer(turn: DialogTurn, input: Input): Promise<OfferOutcome>;
}

/** Turns that come at the same moment are done one after the other; this often one of them is done again. */
const ATTEMPTS = 4;

/** Dialogs of every person in every chat. Where they stand is kept in `documents`, so any replica can take the next turn. */
export function createDialogs(deps: DialogDeps): Dialogs {
  async function begin(turn: DialogTurn, id: DialogId, start: QuestionsStart): Promise<void> {
    await retry(async () => {
      const stage = await openStage(deps, turn.context, { turn, input: { kind: 'again' } });
      await stage.dc.cancelAllDialogs();
      await stage.dc.beginDialog(id, start);
      await stage.finish();
    });
  }
  return {
    async openQuestion(context) {
      const stage = await openStage(deps, context);
      return findOpen(stage.dc);
    },
    start: (turn, start = {}) => begin(turn, 'replace-image', start),
    startPrepare: (turn) => begin(turn, 'prepare-image', {}),
    offer: (turn, input) =>
      retry(async () => {
        const stage = await openStage(deps, turn.context, { turn, input });
        if (findOpen(stage.dc) === undefined) return 'closed';
        const turned = await stage.dc.continueDialog();
        await stage.finish();
        return turned.result === 'not-understood' ? 'not-understood' : 'taken';
      }),
  };
}

const SORRY: Readonly<Record<DialogId, () => Readonly<Record<string, string>>>> = {
  'replace-image': () => REPLACE_WORDS.notUnderstood,
  'prepare-image': () => PREPARE_WORDS.notUnderstood,
};

/** Nothing is open when what was kept is of a shape that no question has any more. */
function findOpen({ activeDialog }: DialogContext): OpenQuestion | undefined {
  const step = readProgress(activeDialog?.state)?.step ?? '';
  const dialog = activeDialog?.id === 'prepare-image' ? 'prepare-image' : 'replace-image';
  const notUnderstood = SORRY[dialog]()[step];
  return notUnderstood === undefined ? undefined : { dialog, step, notUnderstood };
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
    const each = { clock, screen, save, input: act.input };
    dialogs.add(new QuestionsDialog(createReplaceQuestions({ actor, commands, clock }), each));
    dialogs.add(new QuestionsDialog(createPrepareQuestions({ actor, commands }), each));
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
