import type { Command } from '../src/domain/command-phrases.ts';
import type { JsonObject } from './actions.ts';
import { COMMAND_NAMES } from './command-names.ts';
import { bindNote } from './note.ts';
import type { SayButton } from './note.ts';
import { say } from './text/say.ts';

/** Words that mean no command. */
export function bindNotUnderstood(): JsonObject {
  return bindNote({ title: say('bot.not-understood'), lead: say('bot.say-help'), buttons: [sayButton('help')] });
}

/** Words that are close to commands: nothing is done on a guess. */
export function bindDidYouMean(commands: readonly Command[]): JsonObject {
  const guesses = commands
    .map((command) => say('bot.quoted', { text: COMMAND_NAMES[command] }))
    .join(` ${say('bot.or')} `);
  return bindNote({
    title: say('bot.did-you-mean', { guesses }),
    lead: say('bot.nothing-done'),
    buttons: [...commands, 'help' as const].map(sayButton),
  });
}

/** “Roll back” means two things, and one of them wipes. */
export function bindHowFarBack(rolloutId: string | null): JsonObject {
  const id = rolloutId === null ? '' : ` #${rolloutId}`;
  return bindNote({
    title: say('bot.how-far-back'),
    lead: say('bot.how-far-back-lead'),
    buttons: [
      { title: say('bot.back-policies'), text: `roll back policies${id}` },
      { title: say('bot.back-computers'), text: `roll back computers${id}` },
    ],
  });
}

function sayButton(command: Command): SayButton {
  return { title: say(`command.${command}`), text: COMMAND_NAMES[command] };
}
