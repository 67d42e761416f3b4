import { distance } from 'fastest-levenshtein';
import { bindDidYouMean, bindNotUnderstood } from '../../cards/ask-back.ts';
import { DIALOG_WORDS } from '../../dialogs/dialog-words.ts';
import type { OpenQuestion } from '../../dialogs/dialogs.ts';
import type { Input } from '../../dialogs/progress.ts';
import { recognise } from '../domain/recognise.ts';
import type { Command, Recognition } from '../domain/recognise.ts';
import type { Act } from './act.ts';
import { isAboutBuilds } from './build-commands.ts';
import { chooseBuild } from './choose-build.ts';
import { chooseRollout } from './choose-rollout.ts';
import { createScreen } from './screen.ts';
import { SHOWN_ELSEWHERE, showCard, showText } from './show.ts';
import type { Shown } from './show.ts';
import { SAID } from './text-commands.ts';
import { findWholeId } from './whole-id.ts';

/** Answers what a person wrote: an open question first, then the commands. */
export async function answerText(act: Act, text: string): Promise<Shown> {
  const found = recognise(text, distance);
  const open = await act.bot.dialogs.openQuestion(act.turn.context);
  if (open === undefined) return answerCommand(act, found);
  const input = readInput(found, open, text);
  if (input === undefined) return answerBeside(act, found);
  const outcome = await act.bot.dialogs.offer({ ...act.turn, screen: createScreen(act.turn) }, input);
  if (outcome === 'taken') return SHOWN_ELSEWHERE;
  if (found.kind === 'command') return answerBeside(act, found);
  return outcome === 'closed' ? answerCommand(act, found) : showText(open.notUnderstood);
}

/** Gives a card's answer to the open question. */
export async function answerQuestion({ bot, turn }: Act, input: Input): Promise<Shown> {
  const outcome = await bot.dialogs.offer({ ...turn, screen: createScreen(turn) }, input);
  return outcome === 'taken' ? SHOWN_ELSEWHERE : showText(DIALOG_WORDS.closed);
}

/** Words that stop something are obeyed even where any text would be an answer. */
const ALWAYS: readonly Command[] = ['hold', 'stop', 'abort', 'status'];

/** What the words are to the open question; undefined when they are a command that must not be taken for an answer. */
function readInput(found: Recognition, open: OpenQuestion, text: string): Input | undefined {
  if (found.kind !== 'command') return { kind: 'say', text };
  if (found.command === 'back' || found.command === 'cancel') return { kind: found.command };
  if (found.command === 'help') return { kind: 'help' };
  if (found.command === open.dialog && open.step !== 'reason') return { kind: 'again' };
  if (open.step === 'market') return undefined;
  return ALWAYS.includes(found.command) && found.rest === '' ? undefined : { kind: 'say', text };
}

/** Does a command although questions are open, and says that they are. */
async function answerBeside(act: Act, found: Recognition): Promise<Shown> {
  const shown = await answerCommand(act, found);
  if (shown.kind !== 'text') return shown;
  return showText(`${shown.text}\n${DIALOG_WORDS.again}`);
}

async function answerCommand(act: Act, found: Recognition): Promise<Shown> {
  if (found.kind === 'command') {
    const rolloutId = await findWholeId(act, found.command, found.rolloutId);
    const shown = await SAID[found.command](act, { rest: found.rest, rolloutId });
    if (shown.kind !== 'refused') return shown;
    return isAboutBuilds(found.command) ? chooseBuild(act, found, shown) : chooseRollout(act, found, shown);
  }
  return showCard(found.kind === 'did-you-mean' ? bindDidYouMean(found.commands) : bindNotUnderstood());
}
