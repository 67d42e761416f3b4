import { bindNote } from '../../cards/note.ts';
import type { SayButton } from '../../cards/note.ts';
import type { Command } from '../domain/recognise.ts';
import type { BuildLine } from '../workflow/commands-build-api.ts';
import type { Act } from './act.ts';
import { BOT_WORDS, COMMAND_NAMES } from './bot-words.ts';
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
  const title = `Which preparation do you mean with “${name}”?`;
  if (said.rest.length > MAX_SAID) {
    const hints = open.map((line) => `${name} #${line.buildId} …: ${line.title}`);
    return showCard(bindNote({ title, lead: BOT_WORDS.sayAgainWithId, lines: hints }));
  }
  const text = said.rest === '' ? '' : ` ${said.rest}`;
  const buttons = nameBuilds(open, (buildId) => `${name} #${buildId}${text}`);
  return showCard(bindNote({ title, lead: BOT_WORDS.nothingYet, buttons }));
}

/** A button for each build. Those of the same title are told apart by the end of their id. */
export function nameBuilds(lines: readonly BuildLine[], say: (buildId: string) => string): readonly SayButton[] {
  return lines.map(({ buildId, title }) => {
    const isAlone = lines.filter((line) => line.title === title).length === 1;
    return { title: isAlone ? title : `${title} (${buildId.slice(-6)})`, text: say(buildId) };
  });
}

/** One line of the list of builds. */
export function wordBuild({ buildId, title, step, startedBy, isOver }: BuildLine): string {
  const state = isOver ? 'over' : (STEPS[step] ?? 'under way');
  return `${title} (${buildId.slice(-6)}): ${state}, begun by ${startedBy}`;
}

/** Steps that wait for a person; all others are Repave's own work. */
const STEPS: Readonly<Record<string, string>> = {
  customise: 'the machine waits for you',
  'confirm-seal': 'waits for “seal”',
  'sysprep-failed': 'sysprep failed, waits for you',
  'confirm-import': 'waits for “import”',
  'clean-up': 'being cleaned up',
};
