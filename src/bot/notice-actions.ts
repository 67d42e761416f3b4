import type { Verb } from '../../cards/actions.ts';
import type { Result } from '../domain/refusal.ts';
import type { NoticeView } from '../domain/views-notice.ts';
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
  'notice.show': (act, key) => follow(readNotice(act, key), (view) => showInstead(view, key)),
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
async function chooseDate(act: Act, key: CardData['notice.postpone']): Promise<Shown> {
  const { bot, turn } = act;
  const chosen = await bot.commands.postpone(turn.actor, refOf(key), key.slot);
  if (chosen.ok || !chosen.refusals.some(({ code }) => code === 'slot-full')) return showView(chosen);
  return follow(readNotice(act, key), (view) => ({ kind: 'view', view: { ...view, slotTaken: true } }));
}

/** "I'm ready" and "move my date" are about the date on the card: when it has moved, the new one is shown first. */
function whenCurrent(act: Act, key: NoticeKey, press: () => Promise<Shown>): Promise<Shown> {
  return follow(readNotice(act, key), (view) =>
    view.slotRevision === key.slotRevision ? press() : showInstead(view, key),
  );
}

function readNotice({ bot, turn }: Act, key: NoticeKey): Promise<Result<NoticeView>> {
  return bot.commands.viewNotice(turn.actor, refOf(key));
}

/** What counts now, for a card that no longer does, and why it does not. */
function showInstead(view: NoticeView, { slotRevision }: NoticeKey): Shown {
  const overtaken = view.slotRevision === slotRevision ? 'message' : 'date';
  return { kind: 'view', view: { ...view, overtaken } };
}
