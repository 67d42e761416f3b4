import { ActivityTypes, CardFactory, MessageFactory } from 'botbuilder';
import type { Activity, TurnContext } from 'botbuilder';
import type { JsonObject } from '../../cards/actions.ts';
import { bindRefusal } from '../../cards/message.ts';
import { renderView, summaryOf } from '../../cards/render-view.ts';
import { explain } from '../../cards/words.ts';
import type { Refusal, Result } from '../domain/refusal.ts';
import type { View } from '../domain/views.ts';

/** What an act has for the person who did it. `none`: it is shown already, or comes by itself. */
export type Shown =
  | { readonly kind: 'view'; readonly view: View }
  | { readonly kind: 'card'; readonly card: JsonObject }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] }
  | { readonly kind: 'none' };

export const SHOWN_ELSEWHERE: Shown = { kind: 'none' };

export function showView(result: Result<View>): Shown {
  return result.ok ? { kind: 'view', view: result.value } : { kind: 'refused', refusals: result.refusals };
}

export function showText(text: string): Shown {
  return { kind: 'text', text };
}

export function showCard(card: JsonObject): Shown {
  return { kind: 'card', card };
}

/** The card for it, or undefined when it is a sentence or nothing. */
export function cardOf(shown: Shown, zone: string): JsonObject | undefined {
  if (shown.kind === 'card') return shown.card;
  if (shown.kind === 'view') return renderView(shown.view, { zone }).card;
  return shown.kind === 'refused' ? bindRefusal(shown.refusals, { zone }) : undefined;
}

/** Every reason of a no in one text. */
export function wordRefusals(refusals: readonly Refusal[], zone: string): string {
  return [...new Set(refusals.map((refusal) => explain(refusal, zone)))].join(' ');
}

/** A message with a card and nothing else: Teams splits text and card into two messages, and neither could be edited. */
export function cardMessage(card: JsonObject): Partial<Activity> {
  const message = MessageFactory.attachment(CardFactory.adaptiveCard(card));
  return { ...message, summary: summaryOf(card) };
}

/** Plain text: what people wrote may stand in it. */
export function textMessage(text: string): Partial<Activity> {
  return { type: ActivityTypes.Message, text, textFormat: 'plain' };
}

export function messageOf(shown: Shown, zone: string): Partial<Activity> | undefined {
  if (shown.kind === 'text') return textMessage(shown.text);
  const card = cardOf(shown, zone);
  return card && cardMessage(card);
}

export async function reply(context: TurnContext, shown: Shown, zone: string): Promise<void> {
  const message = messageOf(shown, zone);
  if (message) await context.sendActivity(message);
}

/** The three dots: for work that takes seconds. */
export async function sendTyping(context: TurnContext): Promise<void> {
  await context.sendActivity({ type: ActivityTypes.Typing });
}

/** Changes the message in place, or sends a new one when it is gone. Gives the id of what stands now. */
export async function replaceMessage(
  context: TurnContext,
  id: string | null,
  message: Partial<Activity>,
): Promise<string | null> {
  if (id !== null) {
    try {
      await context.updateActivity({ ...message, id });
      return id;
    } catch {
      // Deleted, too old, or in another chat: a fresh message does as well.
    }
  }
  const sent = await context.sendActivity(message);
  return sent?.id || null;
}
