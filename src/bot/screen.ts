import type { TurnContext } from 'botbuilder';
import { renderView } from '../../cards/render-view.ts';
import type { DialogScreen } from '../../dialogs/screen.ts';
import { cardMessage, replaceMessage, reply, sendTyping, textMessage } from './show.ts';
import type { Turn } from './turn.ts';

/** The chat of this turn, for the dialogs. A question answered on its card gives way to the next in the same message. */
export function createScreen({ context, zone }: Turn): DialogScreen {
  return {
    ask: (bind, cardId) => replaceMessage(context, answeredOn(context, cardId), cardMessage(bind(zone))),
    busy: () => sendTyping(context),
    async showPlan(plan, cardId) {
      const message = cardMessage(renderView(plan, { zone }).card);
      await replaceMessage(context, answeredOn(context, cardId), message);
    },
    async say(text) {
      await context.sendActivity(textMessage(text));
    },
    refuse: (refusals) => reply(context, { kind: 'refused', refusals }, zone),
    async close(card, cardId) {
      await replaceMessage(context, answeredOn(context, cardId), cardMessage(card));
    },
  };
}

/** The card's message when this turn came from a button on it; null when the person typed, and looks at the end of the chat. */
function answeredOn(context: TurnContext, cardId: string | null): string | null {
  return cardId !== null && context.activity.replyToId === cardId ? cardId : null;
}
