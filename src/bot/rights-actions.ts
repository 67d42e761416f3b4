import type { RightsActionData } from '../../cards/actions-rights.ts';
import { bindStopOwn } from '../../cards/stop.ts';
import type { Command } from '../domain/recognise.ts';
import type { Act, Said } from './act.ts';
import { cardOf, confirmResume, drawSeen } from './approval-actions.ts';
import type { CardData } from './card-data.ts';
import { reply, showCard, showView, SHOWN_ELSEWHERE } from './show.ts';
import type { Shown } from './show.ts';

type RightsActions = { readonly [V in keyof RightsActionData]: (act: Act, data: CardData[V]) => Promise<Shown> };

/** The buttons of stops, requests and help cases. */
export const RIGHTS_ACTIONS: RightsActions = {
  'line.stop-own': async ({ bot, turn }, { stopReason, ...ref }) =>
    showView(await bot.commands.stopOwn(turn.actor, ref, stopReason)),
  'line.stop': async ({ bot, turn }, { rolloutId, stopReason }) =>
    showView(await bot.commands.stopLine(turn.actor, stopReason, rolloutId)),
  'line.ask-resume': async ({ bot, turn }, { rolloutId, found }) =>
    showView(await bot.commands.resume(turn.actor, found, rolloutId)),
  'line.confirm-resume': confirmResume,
  'appeal.ask': async ({ bot, turn }, { wish, exceptionReason, ...ref }) => {
    const slotStartAt = wish === 'leave-out' ? null : wish;
    return showView(await bot.commands.askException(turn.actor, ref, { slotStartAt, reason: exceptionReason }));
  },
  'appeal.ask-waiver': async ({ bot, turn }, ask) => showView(await bot.commands.askWaiver(turn.actor, ask)),
  'appeal.approve': (act, data) => decide(act, data, { decision: 'approved', reason: '' }),
  'appeal.decline': (act, data) => decide(act, data, { decision: 'declined', reason: data.reason }),
  'case.show': async ({ bot, turn }, ref) => showView(await bot.commands.viewCase(turn.actor, ref)),
  'case.close': async ({ bot, turn }, { note, ...ref }) =>
    showView(await bot.commands.closeCase(turn.actor, ref, note)),
  'case.reopen': async ({ bot, turn }, { caseText, ...ref }) =>
    showView(await bot.commands.reopenCase(turn.actor, ref, caseText)),
};

/** With the answer goes how the card read, as long as it is the one that was clicked. Whether it counts is the command's to say. */
async function decide(
  act: Act,
  ref: CardData['appeal.approve'],
  answer: { readonly decision: 'approved' | 'declined'; readonly reason: string },
): Promise<Shown> {
  const { bot, turn } = act;
  const { rolloutId, cloudPcId, no, hash } = ref;
  const view = await bot.commands.viewAppeal(turn.actor, { rolloutId, cloudPcId, no });
  const sight = { seen: drawSeen(act, view, hash), clicked: cardOf(act) };
  return showView(await bot.commands.decideAppeal(turn.actor, { rolloutId, cloudPcId, no, hash, ...sight, ...answer }));
}

type RightsCommand = Extract<Command, 'stop' | 'cases'>;

/** What can be said about them. */
export const RIGHTS_SAID: Readonly<Record<RightsCommand, (act: Act, said: Said) => Promise<Shown>>> = {
  stop: (act, said) => sayStop(act, said),
  cases: async ({ bot, turn }, { rolloutId }) =>
    showView(await bot.commands.listCases(turn.actor, rolloutId ?? undefined)),
};

/** With a reason it stops at once; without one the card asks for it. Owners have a button for it on their notice. */
async function sayStop(act: Act, { rest, rolloutId }: Said): Promise<Shown> {
  const { bot, turn } = act;
  const id = rolloutId ?? undefined;
  const shown = showView(
    rest === '' ? await bot.commands.viewStop(turn.actor, id) : await bot.commands.stopLine(turn.actor, rest, id),
  );
  const isOutsider = shown.kind === 'refused' && shown.refusals.some(({ code }) => code.startsWith('not-an-'));
  return isOutsider && turn.isPersonal ? showOwn(act, shown) : shown;
}

/** Cards shown at once. */
const MAX_NOTICES = 3;

async function showOwn({ bot, turn }: Act, refused: Shown): Promise<Shown> {
  const notices = await bot.commands.listNotices(turn.actor);
  if (!notices.ok || notices.value.length === 0) return refused;
  await reply(turn.context, showCard(bindStopOwn()), turn.zone);
  for (const view of notices.value.slice(0, MAX_NOTICES)) await reply(turn.context, { kind: 'view', view }, turn.zone);
  return SHOWN_ELSEWHERE;
}
