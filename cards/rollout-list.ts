import type { RolloutLine } from '../src/domain/views.ts';
import type { JsonObject } from './actions.ts';
import { capLines } from './lists.ts';
import { buttonsFor, nameApart, wordChoice } from './named-lines.ts';
import type { Named } from './named-lines.ts';
import { bindNote } from './note.ts';
import { say } from './text/say.ts';
import { wordRolloutPhase } from './words.ts';

/** The newest rollouts are shown; the command line lists all of them. */
const MAX_LINES = 30;

/** Every rollout, the newest first, with a button for its status. */
export function bindRollouts(rollouts: readonly RolloutLine[]): JsonObject {
  const things = nameRollouts(rollouts);
  const words = (id: string) => `status #${id}`;
  return bindNote({
    title: say('bot.rollouts', { n: rollouts.length }),
    lead: wordChoice(things, words),
    lines: capLines(wordRollouts(rollouts), MAX_LINES),
    buttons: buttonsFor(things, words),
  });
}

export function nameRollouts(rollouts: readonly RolloutLine[]): readonly Named[] {
  return rollouts.map(({ rolloutId, title }) => ({ id: rolloutId, title }));
}

/** A line for each: how far it is, and who asked for it. */
export function wordRollouts(rollouts: readonly RolloutLine[]): readonly string[] {
  const titles = nameApart(nameRollouts(rollouts));
  return rollouts.map((line, index) => wordRollout(line, titles[index] ?? line.title));
}

function wordRollout({ phase, requestedBy, reviewOwed }: RolloutLine, title: string): string {
  const line = say('bot.rollout-line', { title, phase: wordRolloutPhase(phase), by: requestedBy });
  return reviewOwed ? `${line}, ${say('approval.review-line')}` : line;
}
