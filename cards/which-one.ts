import type { BuildLine } from '../src/domain/build/views.ts';
import type { Command } from '../src/domain/command-phrases.ts';
import type { RolloutLine } from '../src/domain/views.ts';
import type { JsonObject } from './actions.ts';
import { nameBuilds, wordBuilds } from './build-list.ts';
import { COMMAND_NAMES } from './command-names.ts';
import { buttonsFor, wordHints } from './named-lines.ts';
import type { Named } from './named-lines.ts';
import { MOST_BUTTONS } from './buttons.ts';
import { bindNote } from './note.ts';
import { nameRollouts, wordRollouts } from './rollout-list.ts';
import { say } from './text/say.ts';

/** What was said, and what follows the id when it is said again ('' for nothing). */
interface Said {
  readonly command: Command;
  readonly rest: string;
}

/** A button says at most this much; a longer text has to be sent again with the id. Characters. */
const MAX_SAID = 440;

/** Several rollouts are open: a button for each says the same again with its id. */
export function bindWhichRollout(said: Said, rollouts: readonly RolloutLine[]): JsonObject {
  const title = say('bot.which-rollout', { command: COMMAND_NAMES[said.command] });
  return bindWhich(title, said, { things: nameRollouts(rollouts), lines: wordRollouts(rollouts) });
}

/** The same for preparations of images. */
export function bindWhichBuild(said: Said, builds: readonly BuildLine[]): JsonObject {
  const title = say('builds-chat.which', { command: COMMAND_NAMES[said.command] });
  return bindWhich(title, said, { things: nameBuilds(builds), lines: wordBuilds(builds) });
}

/** Somebody who is at work on several machines said “done”. */
export function bindWhichDone(builds: readonly BuildLine[]): JsonObject {
  const choice = { things: nameBuilds(builds), lines: wordBuilds(builds) };
  return bindWhich(say('builds-chat.which-done'), { command: 'done', rest: '' }, choice);
}

interface Choice {
  readonly things: readonly Named[];
  /** What each of them is, in the same order. */
  readonly lines: readonly string[];
}

function bindWhich(title: string, { command, rest }: Said, { things, lines }: Choice): JsonObject {
  const name = COMMAND_NAMES[command];
  const hint = (id: string) => (rest === '' ? `${name} #${id}` : `${name} #${id} …`);
  if (rest.length > MAX_SAID) {
    return bindNote({ title, lead: say('bot.say-again-with-id'), lines: wordHints(things, hint) });
  }
  const said = rest === '' ? '' : ` ${rest}`;
  return bindNote({
    title,
    lead: say('bot.nothing-yet'),
    lines: [...lines.slice(0, MOST_BUTTONS), ...wordHints(things.slice(MOST_BUTTONS), hint)],
    buttons: buttonsFor(things, (id) => `${name} #${id}${said}`),
  });
}
