import type { SandboxPerson } from '../directory.ts';
import { parseInvokeResponse, readJsonObject } from './activity.ts';
import type { InvokeResponse, JsonObject } from './activity.ts';
import { collectData, findButton } from './card-click.ts';
import type { ButtonChoice, FilledInputs } from './card-click.ts';
import { asText } from './card-walk.ts';
import type { Chat, ChatMessage } from './chats.ts';
import { readMessage } from './inbox.ts';
import type { InboxMessage } from './inbox.ts';
import type { PersonaDeps } from './persona-deps.ts';
import { shapeActivity } from './shape-activity.ts';

/** What a click led to. Opening a show-card, a hidden part or a link stays inside the client: the bot hears nothing. */
export type ClickOutcome =
  | { readonly kind: 'invoke'; readonly response: InvokeResponse }
  | { readonly kind: 'message'; readonly value: JsonObject }
  | { readonly kind: 'opened'; readonly card: JsonObject }
  | { readonly kind: 'toggled' }
  | { readonly kind: 'link'; readonly url: string };

export type Click = {
  readonly person: SandboxPerson;
  /** As the person saw it: clicking a card that has changed meanwhile is what people do. */
  readonly message: Pick<InboxMessage, 'id' | 'chatId' | 'card'>;
  readonly button: ButtonChoice;
  readonly inputs: FilledInputs;
};

type Place = { readonly chat: Chat; readonly message: ChatMessage };

/** Clicks the button as Teams would. A click that Teams would not let through is an error. */
export async function clickButton(deps: PersonaDeps, click: Click): Promise<ClickOutcome> {
  const place = findPlace(deps, click);
  if (click.message.card === undefined) throw new Error(`message ${click.message.id} is no card`);
  const button = findButton(click.message.card, click.button);
  const data = collectData(button, click.inputs);
  switch (asText(button.action['type'])) {
    case 'Action.Execute':
      return { kind: 'invoke', response: await execute(deps, click, { place, action: button.action, data }) };
    case 'Action.Submit':
      return { kind: 'message', value: await submit(deps, click, { place, data }) };
    case 'Action.ShowCard':
      return { kind: 'opened', card: readJsonObject(button.action['card']) ?? {} };
    case 'Action.ToggleVisibility':
      return { kind: 'toggled' };
    case 'Action.OpenUrl':
      return { kind: 'link', url: asText(button.action['url']) };
    default:
      throw new Error(`the sandbox does not know how to click ${asText(button.action['type'])}`);
  }
}

/** What Teams does by itself when a chat is opened and the card asks to be refreshed: an invoke nobody clicked. */
export async function refreshCard(deps: PersonaDeps, click: Omit<Click, 'button' | 'inputs'>): Promise<InvokeResponse> {
  const action = readJsonObject(readJsonObject(click.message.card?.['refresh'])?.['action']);
  if (action === undefined) throw new Error(`message ${click.message.id} asks for no refresh`);
  const data = readJsonObject(action['data']) ?? {};
  return execute(deps, click, { place: findPlace(deps, click), action, data, trigger: 'automatic' });
}

type Execution = {
  readonly place: Place;
  readonly action: JsonObject;
  readonly data: JsonObject;
  readonly trigger?: 'manual' | 'automatic';
};

async function execute(
  deps: PersonaDeps,
  { person }: Pick<Click, 'person'>,
  { place, action, data, trigger = 'manual' }: Execution,
): Promise<InvokeResponse> {
  const { chat, message } = place;
  const sent = { type: 'Action.Execute', id: action['id'], verb: action['verb'], data };
  const fields = { name: 'adaptiveCard/action', value: { action: sent, trigger }, replyToId: message.id };
  const id = `f:${deps.chats.nextMessageId()}`;
  const draft = { id, type: 'invoke', person, chat, fields };
  const response = parseInvokeResponse(await deps.door.deliver(shapeActivity(deps, draft)));
  const card = readReplacement(response);
  if (card !== undefined) deps.chats.setView(message, person.id, card);
  return response;
}

function readReplacement({ statusCode, type, value }: InvokeResponse): JsonObject | undefined {
  const isCard = statusCode === 200 && type === 'application/vnd.microsoft.card.adaptive';
  return isCard ? readJsonObject(value) : undefined;
}

async function submit(
  deps: PersonaDeps,
  { person }: Click,
  { place, data }: { place: Place; data: JsonObject },
): Promise<JsonObject> {
  const { chat, message } = place;
  const teams = readJsonObject(data['msteams']) ?? {};
  const said = readMessageBack(teams);
  const value = said.value ?? data;
  const id = deps.chats.nextMessageId();
  if (said.text !== '') deps.chats.post({ chatId: chat.id, from: person.id, content: { text: said.text } });
  const fields = { text: said.text, value, replyToId: message.id };
  await deps.door.deliver(shapeActivity(deps, { id, type: 'message', person, chat, fields }));
  return value;
}

/** A submit may stand for a message that the person did not type. Source: "Card actions" of Teams. */
function readMessageBack(teams: JsonObject): { readonly text: string; readonly value?: JsonObject } {
  if (teams['type'] === 'imBack') return { text: asText(teams['value']), value: {} };
  if (teams['type'] !== 'messageBack') return { text: '' };
  const value = readJsonObject(teams['value']);
  return { text: asText(teams['text']), ...(value === undefined ? {} : { value }) };
}

function findPlace({ chats }: PersonaDeps, { person, message }: Pick<Click, 'person' | 'message'>): Place {
  const chat = chats.byId(message.chatId);
  const found = chats.message(message.chatId, message.id);
  if (chat?.memberIds.includes(person.id) !== true) throw new Error(`${person.name} is not in that chat`);
  if (found === undefined || readMessage(found, person.id) === undefined) {
    throw new Error(`message ${message.id} is not to be seen in the chat`);
  }
  return { chat, message: found };
}
