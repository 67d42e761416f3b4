import { bindReachRetried } from '../../cards/reach.ts';
import type { Command } from '../domain/recognise.ts';
import { follow } from './act.ts';
import type { Act, Said } from './act.ts';
import { showCard, showView } from './show.ts';
import type { Shown } from './show.ts';

type ReachCommand = Extract<Command, `reach${string}`>;

/** What admins and approvers can say about who was told. */
export const REACH_SAID: Readonly<Record<ReachCommand, (act: Act, said: Said) => Promise<Shown>>> = {
  reach: async ({ bot, turn }, { rolloutId }) =>
    showView(await bot.commands.viewReach(turn.actor, rolloutId ?? undefined)),
  'reach-retry': ({ bot, turn }, { rolloutId }) =>
    follow(bot.commands.retryReach(turn.actor, rolloutId ?? undefined), ({ people }) =>
      showCard(bindReachRetried(people, rolloutId)),
    ),
};
