import type { Verb } from '../../cards/actions.ts';
import { follow } from './act.ts';
import type { Act } from './act.ts';
import type { CardData } from './card-data.ts';
import { showView } from './show.ts';
import type { Shown } from './show.ts';

type NoticeVerb = Extract<Verb, `notice.${string}`>;
type NoticeActions = { readonly [V in NoticeVerb]: (act: Act, data: CardData[V]) => Promise<Shown> };

/** The buttons of the owner of a Cloud PC. */
export const NOTICE_ACTIONS: NoticeActions = {
  'notice.ready': press('ready'),
  'notice.postpone': (act, key) => whenCurrent(act, key, () => chooseDate(act, key)),
  'notice.choose': (act, key) => whenCurrent(act, key, () => chooseDate(act, key)),
  'notice.snooze': press('snooze'),
  'notice.signed-out': press('signedOut'),
  'notice.show': async ({ bot, turn }, key) => showView(await bot.commands.viewNotice(turn.actor, refOf(key))),
  'notice.help': async ({ bot, turn }, key) => showView(await bot.commands.askHelp(turn.actor, refOf(key), key.text)),
  'notice.check': async ({ bot, turn }, key) => showView(await bot.commands.checkAgain(turn.actor, refOf(key))),
  'notice.works': async ({ bot, turn }, key) =>
    showView(await bot.commands.feedback(turn.actor, refOf(key), { works: true, text: '' })),
  'notice.broken': async ({ bot, turn }, key) =>
    showView(await bot.commands.feedback(turn.actor, refOf(key), { works: false, text: key.text, what: key.what })),
};

type NoticeKey = CardData['notice.ready'];

/** A button that says nothing but itself, about the date on its card. */
function press(command: 'ready' | 'snooze' | 'signedOut') {
  return (act: Act, key: NoticeKey): Promise<Shown> =>
    whenCurrent(act, key, async () => showView(await act.bot.commands[command](act.turn.actor, refOf(key))));
}

function refOf({ rolloutId, cloudPcId }: NoticeKey): { readonly rolloutId: string; readonly cloudPcId: string } {
  return { rolloutId, cloudPcId };
}

/** A date that others took in the meantime is answered with the dates that are free now. */
async function chooseDate({ bot, turn }: Act, key: CardData['notice.postpone']): Promise<Shown> {
  const chosen = await bot.commands.postpone(turn.actor, refOf(key), key.slot);
  if (chosen.ok || !chosen.refusals.some(({ code }) => code === 'slot-full')) return showView(chosen);
  return follow(bot.commands.viewNotice(turn.actor, refOf(key)), (view) => ({
    kind: 'view',
    view: { ...view, slotTaken: true },
  }));
}

/** "I'm ready" and "move my date" are about the date on the card: when it has moved, the new one is shown first. */
function whenCurrent({ bot, turn }: Act, key: NoticeKey, act: () => Promise<Shown>): Promise<Shown> {
  return follow(bot.commands.viewNotice(turn.actor, refOf(key)), (view) =>
    view.slotRevision === key.slotRevision ? act() : { kind: 'view', view },
  );
}
