import { ActivityTypes, INVOKE_RESPONSE_KEY } from 'botbuilder';
import type { InvokeResponse, TurnContext } from 'botbuilder';
import { say } from '../../cards/text/say.ts';
import { cardOf, wordRefusals } from './show.ts';
import type { Shown } from './show.ts';

const CARD = 'application/vnd.microsoft.card.adaptive';
const MESSAGE = 'application/vnd.microsoft.activity.message';

/**
 * The answer to a click on a card. HTTP says 200 whenever the bot's code ran, and the body says what came of it; the SDK
 * itself would send the inner status as the outer one (universal action model, "Response format").
 */
export function answerInvoke(shown: Shown, zone: string): InvokeResponse {
  if (shown.kind === 'refused') return wrap(MESSAGE, wordRefusals(shown.refusals, zone));
  if (shown.kind === 'text') return wrap(MESSAGE, shown.text);
  const card = cardOf(shown, zone);
  return card ? wrap(CARD, card) : wrap(MESSAGE, say('bot.done'));
}

/** Answers the click now while its turn goes on: the door sends it as soon as it sees it, and there is no second answer. */
export async function answerEarly(context: TurnContext, value: InvokeResponse): Promise<void> {
  const activity = { type: ActivityTypes.InvokeResponse, value };
  context.turnState.set(INVOKE_RESPONSE_KEY, activity);
  await context.sendActivity(activity);
}

function wrap(type: string, value: unknown): InvokeResponse {
  return { status: 200, body: { statusCode: 200, type, value } };
}
