import { bindNote } from '../../cards/note.ts';
import type { SayButton } from '../../cards/note.ts';
import { findMessage, say } from '../../cards/text/say.ts';
import type { Command } from '../domain/recognise.ts';
import type { BuildLine } from '../workflow/commands-build-api.ts';
import type { Act } from './act.ts';
import { COMMAND_NAMES } from './bot-words.ts';
import { showCard } from './show.ts';
import type { Shown } from './show.ts';

/** A button says at most this much; a longer script has to be sent again with the id. Characters. */
const MAX_SAID = 440;

/** When several builds are open, a button for each says the same again with its id. Other refusals stay what they are. */
export async function chooseBuild(
  act: Act,
  said: { readonly command: Command; readonly rest: string },
  refused: Shown,
): Promise<Shown> {
  if (refused.kind !== 'refused' || !refused.refusals.some(({ code }) => code === 'which-build')) return refused;
  const lines = await act.bot.commands.listBuilds(act.turn.actor);
  if (!lines.ok) return refused;
  const open = lines.value.filter(({ isOver }) => !isOver);
  const name = COMMAND_NAMES[said.command];
  const title = say('builds-chat.which', { command: name });
  if (said.rest.length > MAX_SAID) {
    const hints = open.map((line) => `${name} #${line.buildId} …: ${line.title}`);
    return showCard(bindNote({ title, lead: say('bot.say-again-with-id'), lines: hints }));
  }
  const text = said.rest === '' ? '' : ` ${said.rest}`;
  const buttons = nameBuilds(open, (buildId) => `${name} #${buildId}${text}`);
  return showCard(bindNote({ title, lead: say('bot.nothing-yet'), buttons }));
}

/** A button for each build. Those of the same title are told apart by the end of their id. */
export function nameBuilds(lines: readonly BuildLine[], ask: (buildId: string) => string): readonly SayButton[] {
  return lines.map(({ buildId, title }) => {
    const isAlone = lines.filter((line) => line.title === title).length === 1;
    return { title: isAlone ? title : `${title} (${buildId.slice(-6)})`, text: ask(buildId) };
  });
}

/** One line of the list of builds. */
export function wordBuild({ buildId, title, step, startedBy, isOver }: BuildLine): string {
  const state = isOver ? say('builds-chat.state-over') : nameState(step);
  return say('builds-chat.line', { title, id: buildId.slice(-6), state, name: startedBy });
}

/** Steps that wait for a person have words of their own; all others are Repave's own work. */
function nameState(step: string): string {
  return say(findMessage(`builds-chat.state-${step}`) ?? 'builds-chat.state-under-way');
}
