import type { AppOwnerActionData } from '../../cards/actions-app-owners.ts';
import { bindAppOwnerList, bindAppOwnerSaved } from '../../cards/app-owner-list.ts';
import type { AppAnswerKind } from '../domain/app-owners.ts';
import type { AppCardRef, AppCardSight } from '../workflow/commands-app-owners-api.ts';
import { follow } from './act.ts';
import type { Act, Said } from './act.ts';
import { cardOf, wordsOf } from './approval-actions.ts';
import type { CardData } from './card-data.ts';
import { showCard, showView } from './show.ts';
import type { Shown } from './show.ts';

type AppActions = { readonly [V in keyof AppOwnerActionData]: (act: Act, data: CardData[V]) => Promise<Shown> };

/** The buttons of app owners, and of who has to agree with one. */
export const APP_OWNER_ACTIONS: AppActions = {
  'app.deactivate': (act, data) => answer(act, data, { answer: 'deactivate', reason: data.reason }),
  'app.deactivated': (act, data) => answer(act, data, { answer: 'deactivated', reason: '' }),
  'app.ignore': (act, data) => answer(act, data, { answer: 'ignore', reason: data.reason }),
  'app.exclude': (act, data) => answer(act, data, { answer: 'exclude', reason: data.reason }),
  'app.agree': async (act, data) =>
    showView(await act.bot.commands.agreeToAppAnswer(act.turn.actor, await sightOf(act, data))),
  'app.disagree': async (act, data) =>
    showView(await act.bot.commands.disagreeWithAppAnswer(act.turn.actor, await sightOf(act, data), data.reason)),
};

/** What admins can say about app owners. */
export const APP_OWNER_SAID: Readonly<Record<'app-owner' | 'app-owners', (act: Act, said: Said) => Promise<Shown>>> = {
  'app-owner': (act, { rest }) => (rest === '' ? showOwners(act) : setOwner(act, rest)),
  'app-owners': (act) => showOwners(act),
};

function showOwners({ bot, turn }: Act): Promise<Shown> {
  return follow(bot.commands.listAppOwners(turn.actor), (known) => showCard(bindAppOwnerList(known)));
}

function setOwner({ bot, turn }: Act, text: string): Promise<Shown> {
  return follow(bot.commands.setAppOwner(turn.actor, text), (known) => showCard(bindAppOwnerSaved(known)));
}

async function answer(
  act: Act,
  data: AppCardRef,
  said: { readonly answer: AppAnswerKind; readonly reason: string },
): Promise<Shown> {
  return showView(await act.bot.commands.answerApp(act.turn.actor, await sightOf(act, data), said));
}

/** Which card and list, and how it read, as long as the list is the one beside the button. */
async function sightOf(act: Act, { rolloutId, card, list }: AppCardRef): Promise<AppCardSight> {
  const { bot, turn } = act;
  const ref = { rolloutId, card, list };
  const view = await bot.commands.viewApp(turn.actor, ref);
  const seen = view.ok && view.value.list === list ? wordsOf(act, view.value) : '';
  return { ...ref, seen, clicked: cardOf(act) };
}
