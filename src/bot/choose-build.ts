import { bindWhichBuild } from '../../cards/which-one.ts';
import type { Command } from '../domain/recognise.ts';
import type { Act } from './act.ts';
import { showCard } from './show.ts';
import type { Shown } from './show.ts';

/** When several builds are open, a button for each says the same again with its id. Other refusals stay what they are. */
export async function chooseBuild(
  act: Act,
  { command, rest }: { readonly command: Command; readonly rest: string },
  refused: Shown,
): Promise<Shown> {
  if (refused.kind !== 'refused' || !refused.refusals.some(({ code }) => code === 'which-build')) return refused;
  const lines = await act.bot.commands.listBuilds(act.turn.actor);
  if (!lines.ok) return refused;
  const open = lines.value.filter(({ isOver }) => !isOver);
  return showCard(bindWhichBuild({ command, rest }, open));
}
