import { say } from '../../cards/text/say.ts';
import type { Verb } from '../../cards/actions.ts';
import type { Act } from './act.ts';
import type { CardData } from './card-data.ts';
import { sendPack, sendReport } from './report.ts';
import { showView } from './show.ts';
import type { Shown } from './show.ts';

type RolloutVerb = Extract<Verb, `rollout.${string}` | `status.${string}`>;
type RolloutActions = { readonly [V in RolloutVerb]: (act: Act, data: CardData[V]) => Promise<Shown> };

/** The buttons of status, question, abort and report cards. */
export const ROLLOUT_ACTIONS: RolloutActions = {
  'status.refresh': async ({ bot, turn }, { rolloutId }) => showView(await bot.commands.status(turn.actor, rolloutId)),
  'rollout.hold': async ({ bot, turn }, { rolloutId, reason }) =>
    showView(await bot.commands.hold(turn.actor, reason, rolloutId)),
  'rollout.resume': async ({ bot, turn }, { rolloutId, reason }) =>
    showView(await bot.commands.resume(turn.actor, reason || say('bot.by-chat'), rolloutId)),
  'rollout.ask-abort': async ({ bot, turn }, { rolloutId }) =>
    showView(await bot.commands.viewAbort(turn.actor, rolloutId)),
  'rollout.abort': async ({ bot, turn }, { rolloutId, reason }) =>
    showView(await bot.commands.abort(turn.actor, reason, rolloutId)),
  'rollout.promote': async ({ bot, turn }, { rolloutId, wave }) =>
    showView(await bot.commands.promote(turn.actor, rolloutId, wave)),
  'rollout.retry': async ({ bot, turn }, { rolloutId }) =>
    showView(await bot.commands.retry(turn.actor, { rolloutId, cloudPcIds: 'failed' })),
  'rollout.settle-doubt': async ({ bot, turn }, { rolloutId, cloudPcId }) =>
    showView(await bot.commands.retry(turn.actor, { rolloutId, cloudPcIds: [cloudPcId] })),
  'rollout.roll-back': async ({ bot, turn }, { rolloutId, how, reason }) =>
    showView(await bot.commands.rollBack(turn.actor, { rolloutId, how, reason })),
  'rollout.report': (act, { rolloutId }) => sendReport(act, rolloutId),
  'rollout.pack': (act, { rolloutId }) => sendPack(act, rolloutId),
};
