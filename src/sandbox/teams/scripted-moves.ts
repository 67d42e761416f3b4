import type { SandboxPerson } from '../directory.ts';
import type { JsonObject } from './activity.ts';
import { findButton, fitsTitle, listChoices } from './card-click.ts';
import type { FilledInputs, Title } from './card-click.ts';
import { asText, listButtons } from './card-walk.ts';
import type { CardButton } from './card-walk.ts';
import type { InboxMessage } from './inbox.ts';
import type { Persona } from './persona.ts';
import {
  CHECK_BUTTON,
  HELP_BUTTON,
  LATER_BUTTON,
  LOOKS_GOOD,
  PLEASE_CALL,
  READY_BUTTON,
  WORKS_BUTTON,
} from './scripted-wording.ts';

/** A button that a scripted person wants to press, and the words they have ready when the card asks for some. */
export type Move = {
  readonly button: Title;
  readonly words: string;
  /** The answer to the click may be a form that wants to be filled in, too. */
  readonly mayAskBack: boolean;
  /** They do first what the card asks for: bring their data to safety. */
  readonly fixesFirst?: true;
};

/** What a person of this temperament would do with a card, best first. Having asked for another date once is enough. */
export function listMoves({ temperament }: SandboxPerson, hasPostponed: boolean): readonly Move[] {
  const agree: readonly Move[] = [
    { button: CHECK_BUTTON, words: '', mayAskBack: false, fixesFirst: true },
    ...[READY_BUTTON, WORKS_BUTTON].map((button) => ({ button, words: LOOKS_GOOD, mayAskBack: false })),
  ];
  switch (temperament) {
    case 'ready':
      return agree;
    case 'later':
      return [...(hasPostponed ? [] : [{ button: LATER_BUTTON, words: '', mayAskBack: true }]), ...agree];
    case 'help':
      return [{ button: HELP_BUTTON, words: PLEASE_CALL, mayAskBack: true }];
    case 'silent':
    case 'uninstalled':
    case 'live':
      return [];
    default:
      return temperament satisfies never;
  }
}

/** The first of the moves that the card allows. */
export function chooseMove(card: JsonObject, moves: readonly Move[]): Move | undefined {
  const titles = listButtons(card).map(({ title }) => title);
  return moves.find(({ button }) => titles.some((title) => fitsTitle(title, button)));
}

/** Presses the button and goes on until something was sent: into the show-card it opens, or the form that is the answer. */
export async function makeMove(persona: Persona, message: InboxMessage, move: Move): Promise<void> {
  const button = findButton(message.card ?? {}, move.button);
  if (button.action['type'] === 'Action.ShowCard') {
    const inner = { under: move.button };
    await persona.click(message, inner, fillIn(findButton(message.card ?? {}, inner), move.words));
    return;
  }
  const filled = fillIn(button, move.words);
  await persona.click(message, move.button, filled);
  if (move.mayAskBack && Object.keys(filled).length === 0) await answerForm(persona, message, move);
}

async function answerForm(persona: Persona, clicked: InboxMessage, { words }: Move): Promise<void> {
  const form = persona.inbox().findLast((message) => isAnswer(message, clicked) && findFormButton(message));
  const button = form === undefined ? undefined : findFormButton(form);
  if (form !== undefined && button !== undefined) await persona.click(form, button.title, fillIn(button, words));
}

/** The same message with another card in it, or a message that came after it. */
function isAnswer(message: InboxMessage, clicked: InboxMessage): boolean {
  return message.id === clicked.id ? message.card !== clicked.card : Number(message.id) > Number(clicked.id);
}

/** The first button, outside of show-cards, that sends something which the person has to fill in. */
function findFormButton({ card }: InboxMessage): CardButton | undefined {
  return listButtons(card ?? {}).find((button) => isSending(button) && Object.keys(fillIn(button, 'x')).length > 0);
}

function isSending({ action, depth }: CardButton): boolean {
  return depth === 0 && (action['type'] === 'Action.Execute' || action['type'] === 'Action.Submit');
}

/** The first choice of every choice set, and the words in every text that is required. */
function fillIn({ inputs, action }: CardButton, words: string): FilledInputs {
  if (action['associatedInputs'] === 'none') return {};
  const filled = inputs.flatMap((input) => {
    const [first] = listChoices(input);
    if (input['type'] === 'Input.ChoiceSet' && first !== undefined) return [[asText(input['id']), first] as const];
    const wantsWords = input['type'] === 'Input.Text' && input['isRequired'] === true;
    return wantsWords ? [[asText(input['id']), words] as const] : [];
  });
  return Object.fromEntries(filled);
}
