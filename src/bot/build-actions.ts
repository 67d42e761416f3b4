import type { Verb } from '../../cards/actions.ts';
import type { Act } from './act.ts';
import type { CardData } from './card-data.ts';
import { showView } from './show.ts';
import type { Shown } from './show.ts';

type BuildVerb = Extract<Verb, `build.${string}` | `images.${string}` | `leftovers.${string}`>;
type BuildActions = { readonly [V in BuildVerb]: (act: Act, data: CardData[V]) => Promise<Shown> };

/** The buttons of everything that is about preparing, importing and deleting images. */
export const BUILD_ACTIONS: BuildActions = {
  'build.refresh': async ({ bot, turn }, { buildId }) => showView(await bot.commands.viewBuild(turn.actor, buildId)),
  'build.inspect': async ({ bot, turn }, { buildId }) => showView(await bot.commands.inspect(turn.actor, buildId)),
  'build.script': async ({ bot, turn }, { buildId, script }) =>
    showView(await bot.commands.runScript(turn.actor, buildId, script)),
  'build.remove-packages': async ({ bot, turn }, { buildId }) =>
    showView(await bot.commands.removePackages(turn.actor, buildId)),
  'build.remove-recovery': async ({ bot, turn }, { buildId }) =>
    showView(await bot.commands.removeRecovery(turn.actor, buildId)),
  'build.customised': async ({ bot, turn }, { buildId }) =>
    showView(await bot.commands.customised(turn.actor, buildId)),
  'build.seal': async ({ bot, turn }, { buildId, revision }) =>
    showView(await bot.commands.seal(turn.actor, { buildId, revision })),
  'build.back': async ({ bot, turn }, { buildId }) => showView(await bot.commands.backToMachine(turn.actor, buildId)),
  'build.retry': async ({ bot, turn }, { buildId }) => showView(await bot.commands.retryBuild(turn.actor, buildId)),
  'build.import': async ({ bot, turn }, { buildId, name, version, acceptUnknown }) =>
    showView(
      await bot.commands.importImage(turn.actor, { buildId, name, version, acceptUnknown: acceptUnknown === 'true' }),
    ),
  'build.give-up': async ({ bot, turn }, { buildId, reason }) =>
    showView(await bot.commands.giveUp(turn.actor, { buildId, reason })),
  'build.password': (act, { buildId }) => askPassword(act, buildId),
  'build.password-done': async ({ bot, turn }, { buildId }) =>
    showView(await bot.commands.removePassword(turn.actor, buildId)),
  'images.show': async ({ bot, turn }) => showView(await bot.commands.listImages(turn.actor)),
  'images.ask-delete': async ({ bot, turn }, { imageId }) =>
    showView(await bot.commands.viewDeleteImage(turn.actor, imageId)),
  'images.delete': async ({ bot, turn }, { imageId, typedName }) =>
    showView(await bot.commands.deleteImage(turn.actor, imageId, typedName)),
  'leftovers.show': async ({ bot, turn }) => showView(await bot.commands.leftovers(turn.actor)),
  'leftovers.delete': async ({ bot, turn }, { id }) => showView(await bot.commands.deleteLeftover(turn.actor, id)),
};

/** A password is for one pair of eyes: in a group chat nothing is even asked for. */
async function askPassword({ bot, turn }: Act, buildId: string): Promise<Shown> {
  if (!turn.isPersonal) return { kind: 'refused', refusals: [{ code: 'password-own-chat', facts: {} }] };
  return showView(await bot.commands.askPassword(turn.actor, buildId));
}
