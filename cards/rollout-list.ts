import type { RolloutLine } from '../src/domain/views.ts';
import type { JsonObject } from './actions.ts';
import { bindNamed, nameApart } from './named-lines.ts';
import type { Named } from './named-lines.ts';
import { say } from './text/say.ts';
import { wordRolloutPhase } from './words.ts';

/** Every rollout, the newest first, with a button for its status. */
export function bindRollouts(rollouts: readonly RolloutLine[]): JsonObject {
  const title = say('bot.rollouts', { n: rollouts.length });
  const lines = wordRollouts(rollouts);
  return bindNamed(title, nameRollouts(rollouts), { lines, words: (id) => `status #${id}` });
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
