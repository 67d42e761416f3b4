import type { JsonObject } from './actions.ts';
import { capLines } from './lists.ts';
import { bindNote } from './note.ts';
import type { SayButton } from './note.ts';
import { MOST_BUTTONS } from './buttons.ts';
import { say } from './text/say.ts';

/** Something that people choose from a list by its title. */
export interface Named {
  readonly id: string;
  readonly title: string;
}

/**
 * The end of an id, for people to read and type after “#”. It holds a digit: that tells it from the first word of a script.
 * The bot finds the whole id again.
 */
export function shortId(id: string): string {
  const end = id.slice(-6);
  return /\d/.test(end) ? end : id.slice(-12);
}

/** Their titles, with the end of the id where another has the same title, or where there is no button to choose it by. */
export function nameApart(things: readonly Named[]): readonly string[] {
  return things.map(({ id, title }, index) => {
    const isAlone = things.filter((other) => other.title === title).length === 1;
    return isAlone && index < MOST_BUTTONS ? title : `${title} (#${shortId(id)})`;
  });
}

/** How to choose from a list with buttons for "show me"; those beyond the buttons are named by their ids. */
function wordChoice(things: readonly Named[], words: (id: string) => string): string {
  const beyond = things[MOST_BUTTONS];
  return beyond ? say('bot.choose-or-say', { words: words(shortId(beyond.id)) }) : say('bot.choose-to-look');
}

/** A button for each, as many as a card shows. */
export function buttonsFor(things: readonly Named[], words: (id: string) => string): readonly SayButton[] {
  const titles = nameApart(things);
  return things.slice(0, MOST_BUTTONS).map(({ id }, index) => ({ title: titles[index] ?? id, text: words(id) }));
}

/** A line for each that says what to type for it. */
export function wordHints(things: readonly Named[], words: (id: string) => string): readonly string[] {
  return things.map(({ id, title }) => say('bot.say-with-id', { title, words: words(shortId(id)) }));
}

/** The newest are shown; what is older can be asked for by its id. */
const MAX_LINES = 30;

/** A list with a line for each, in the same order, and buttons to look at them. `words` say "show me this one". */
export function bindNamed(
  title: string,
  things: readonly Named[],
  { lines, words }: { readonly lines: readonly string[]; readonly words: (id: string) => string },
): JsonObject {
  return bindNote({
    title,
    lead: wordChoice(things, words),
    lines: capLines(lines, MAX_LINES),
    buttons: buttonsFor(things, words),
  });
}
