import { bindNote } from '../../cards/note.ts';
import { say } from '../../cards/text/say.ts';
import type { SayButton } from '../../cards/note.ts';
import { wordRolloutPhase } from '../../cards/words.ts';
import type { Command } from '../domain/recognise.ts';
import type { RolloutLine } from '../workflow/commands-api.ts';
import type { Act } from './act.ts';
import { COMMAND_NAMES } from './bot-words.ts';
import { showCard } from './show.ts';
import type { Shown } from './show.ts';

/** Commands about a plan; all others are about what has been sent for approval. */
const DRAFTS_TOO: readonly Command[] = ['plan', 'checklist'];

const ENDED: readonly string[] = ['completed', 'rejected', 'expired', 'aborted'];

/** Whether somebody may still mean this rollout when they name none. */
export function isOpen({ phase }: RolloutLine): boolean {
  return !ENDED.includes(phase);
}

/** When several rollouts are open, a button for each says the same again with its name. Other refusals stay what they are. */
export async function chooseRollout(
  act: Act,
  said: { readonly command: Command; readonly rest: string },
  refused: Shown,
): Promise<Shown> {
  if (refused.kind !== 'refused' || !refused.refusals.some(({ code }) => code === 'which-rollout')) return refused;
  const lines = await act.bot.commands.list(act.turn.actor);
  if (!lines.ok) return refused;
  const name = COMMAND_NAMES[said.command];
  const meant = lines.value.filter(
    (line) => isOpen(line) && (line.phase !== 'draft' || DRAFTS_TOO.includes(said.command)),
  );
  const because = said.rest === '' ? '' : ` because ${said.rest}`;
  const buttons = nameRollouts(meant, (rolloutId) => `${name} #${rolloutId}${because}`);
  const lead = say('bot.nothing-yet');
  return showCard(bindNote({ title: say('bot.which-rollout', { command: name }), lead, buttons }));
}

/** A button for each rollout. Those of the same title are told apart by the end of their id. */
export function nameRollouts(lines: readonly RolloutLine[], ask: (rolloutId: string) => string): readonly SayButton[] {
  return lines.map(({ rolloutId, title }) => {
    const isAlone = lines.filter((line) => line.title === title).length === 1;
    return { title: isAlone ? title : `${title} (${rolloutId.slice(-6)})`, text: ask(rolloutId) };
  });
}

/** One line of the list of rollouts. */
export function wordRollout({ rolloutId, title, phase, requestedBy, reviewOwed }: RolloutLine): string {
  const owed = reviewOwed ? `, ${say('approval.review-line')}` : '';
  const id = rolloutId.slice(-6);
  return `${say('bot.rollout-line', { title, id, phase: wordRolloutPhase(phase), by: requestedBy })}${owed}`;
}
