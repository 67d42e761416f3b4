import { bindNotUnderstood } from '../../cards/ask-back.ts';
import { bindBuilds } from '../../cards/build-list.ts';
import { say } from '../../cards/text/say.ts';
import { bindWhichDone } from '../../cards/which-one.ts';
import type { Command } from '../domain/recognise.ts';
import { follow } from './act.ts';
import type { Act, Said } from './act.ts';
import { chooseSource, findSource } from './choose-source.ts';
import { createScreen } from './screen.ts';
import { sendTyping, SHOWN_ELSEWHERE, showCard, showText, showView } from './show.ts';
import type { Shown } from './show.ts';

/** Commands about images and what is being built; an id in them is a build's. */
export type BuildCommand = Extract<Command, (typeof BUILD_WORDS)[number]>;

const BUILD_WORDS = [
  ...(['prepare-image', 'check-image', 'images', 'leftovers', 'builds', 'build'] as const),
  ...(['inspect', 'run-script', 'done', 'give-up', 'doctor'] as const),
] as const satisfies readonly Command[];

/** What each of them does when it is typed. */
export const BUILD_SAID: Readonly<Record<BuildCommand, (act: Act, said: Said) => Promise<Shown>>> = {
  'prepare-image': async ({ bot, turn }) => {
    await bot.dialogs.startPrepare({ ...turn, screen: createScreen(turn) });
    return SHOWN_ELSEWHERE;
  },
  'check-image': (act, { rest }) => checkImage(act, rest),
  images: async ({ bot, turn }) => {
    await sendTyping(turn.context);
    return showView(await bot.commands.listImages(turn.actor));
  },
  leftovers: async ({ bot, turn }) => {
    await sendTyping(turn.context);
    return showView(await bot.commands.leftovers(turn.actor));
  },
  builds: (act) => showBuilds(act),
  build: (act, said) => showBuild(act, said),
  inspect: async ({ bot, turn }, said) => showView(await bot.commands.inspect(turn.actor, idOf(said))),
  'run-script': (act, said) => runScript(act, said),
  done: (act, said) => finishCustomising(act, said),
  'give-up': (act, said) => giveUp(act, said),
  doctor: async ({ bot, turn }, { rest }) =>
    rest === '' ? showText(say('bot.paste-log')) : showView(await bot.commands.diagnose(turn.actor, rest)),
};

export function isAboutBuilds(command: Command): command is BuildCommand {
  return BUILD_WORDS.some((word) => word === command);
}

function idOf({ rolloutId }: Said): string | undefined {
  return rolloutId ?? undefined;
}

async function checkImage(act: Act, name: string): Promise<Shown> {
  const { bot, turn } = act;
  await sendTyping(turn.context);
  return follow(bot.commands.readPrepareCatalogue(turn.actor), async (catalogue) => {
    const source = findSource(catalogue, name);
    if (!source) return showCard(chooseSource(catalogue, name));
    return showView(await bot.commands.checkImage(turn.actor, source));
  });
}

async function showBuilds({ bot, turn }: Act): Promise<Shown> {
  return follow(bot.commands.listBuilds(turn.actor), (lines) =>
    lines.length === 0 ? showText(say('bot.no-builds')) : showCard(bindBuilds(lines)),
  );
}

/** In one's own chat the live card comes by itself; a group gets the state of the moment. */
async function showBuild({ bot, turn }: Act, said: Said): Promise<Shown> {
  if (!turn.isPersonal) return showView(await bot.commands.viewBuild(turn.actor, idOf(said)));
  return follow(bot.commands.watchBuild(turn.actor, idOf(said)), () => SHOWN_ELSEWHERE);
}

async function runScript({ bot, turn }: Act, said: Said): Promise<Shown> {
  if (said.rest === '') return showText(say('bot.script-missing'));
  return showView(await bot.commands.runScript(turn.actor, idOf(said), said.rest));
}

/** "Done" means something only while somebody is at work on a machine; at any other time it is a word like others. */
async function finishCustomising(act: Act, said: Said): Promise<Shown> {
  const { bot, turn } = act;
  const lines = await bot.commands.listBuilds(turn.actor);
  const open = lines.ok ? lines.value.filter(({ step, isOver }) => step === 'customise' && !isOver) : [];
  const meant = said.rolloutId === null ? open : open.filter(({ buildId }) => buildId === said.rolloutId);
  const [only] = meant;
  if (!only) return showCard(bindNotUnderstood());
  if (meant.length === 1) return showView(await bot.commands.customised(turn.actor, only.buildId));
  return showCard(bindWhichDone(meant));
}

/** Giving up deletes what was made, so it is never done without a reason, nor to one of several. */
async function giveUp({ bot, turn }: Act, said: Said): Promise<Shown> {
  if (said.rest === '') return showText(say('bot.give-up-reason'));
  if (said.rolloutId !== null)
    return showView(await bot.commands.giveUp(turn.actor, { buildId: said.rolloutId, reason: said.rest }));
  return follow(bot.commands.listBuilds(turn.actor), async (lines) => {
    const open = lines.filter(({ isOver }) => !isOver);
    const [only] = open;
    if (only && open.length === 1)
      return showView(await bot.commands.giveUp(turn.actor, { buildId: only.buildId, reason: said.rest }));
    return { kind: 'refused', refusals: [{ code: only ? 'which-build' : 'no-build', facts: {} }] };
  });
}
