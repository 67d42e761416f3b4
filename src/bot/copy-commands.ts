import type { Command } from '../domain/recognise.ts';
import type { Act, Said } from './act.ts';
import { showView } from './show.ts';
import type { Shown } from './show.ts';

/** "undo it" means a whole rollout, which this is not for. */
const NOBODY = /^(?:it|that|everything|all|(?:the\s+)?(?:rollout|image|whole thing))?[.!?\s]*$/i;

/** What can be brought back for one person. Nothing is brought back by saying so. */
export const COPY_SAID: Readonly<Record<Extract<Command, 'undo-kit'>, (act: Act, said: Said) => Promise<Shown>>> = {
  'undo-kit': async ({ bot, turn }, { rest, rolloutId }) =>
    showView(await bot.commands.viewUndo(turn.actor, NOBODY.test(rest) ? '' : rest, rolloutId ?? undefined)),
};
