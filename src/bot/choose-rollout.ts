import { bindWhichRollout } from '../../cards/which-one.ts';
import type { Command } from '../domain/recognise.ts';
import type { RolloutLine } from '../domain/views.ts';
import type { Act } from './act.ts';
import { showCard } from './show.ts';
import type { Shown } from './show.ts';

/** Commands about a plan; all others are about what has been sent for approval. */
const DRAFTS_TOO: readonly Command[] = ['plan', 'checklist'];

const ENDED: readonly string[] = ['completed', 'rejected', 'expired', 'aborted'];

/** Whether somebody may still mean this rollout when they name none. */
export function isOpen({ phase }: RolloutLine): boolean {
  return !ENDED.includes(phase);
}

/** When several rollouts are open, a button for each says the same again with its id. Other refusals stay what they are. */
export async function chooseRollout(
  act: Act,
  { command, rest }: { readonly command: Command; readonly rest: string },
  refused: Shown,
): Promise<Shown> {
  if (refused.kind !== 'refused' || !refused.refusals.some(({ code }) => code === 'which-rollout')) return refused;
  const lines = await act.bot.commands.list(act.turn.actor);
  if (!lines.ok) return refused;
  const meant = lines.value.filter((line) => isOpen(line) && (line.phase !== 'draft' || DRAFTS_TOO.includes(command)));
  return showCard(bindWhichRollout({ command, rest: rest === '' ? '' : `because ${rest}` }, meant));
}
