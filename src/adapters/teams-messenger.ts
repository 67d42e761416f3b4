import { readCard } from '../../cards/read-card.ts';
import type { JsonObject } from '../../cards/actions.ts';
import type { Activity, ConversationParameters } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import type { View } from '../domain/views.ts';
import { Failure } from '../workflow/failure.ts';
import type { Audience, Conversation, Conversations, Delivery, MessageRef, Messenger } from '../workflow/ports.ts';
import type { TeamsConnection } from './teams-connection.ts';
import type { Reader, Readers } from './teams-readers.ts';
import { TeamsRefusal } from './teams-refusal.ts';

/** A card and the line that stands for it in notifications and lists of chats. */
export interface Rendered {
  readonly card: JsonObject;
  readonly summary: string;
}

export interface TeamsMessengerOptions {
  readonly connection: Pick<TeamsConnection, 'botId' | 'tenantId' | 'connect'>;
  readonly conversations: Conversations;
  readonly render: (view: View, options: { readonly zone: string; readonly locale: string }) => Rendered;
  readonly readers: Readers;
  /** For people and chats from whom nothing was heard yet; without it those cannot be written to. */
  readonly defaultServiceUrl: string | undefined;
}

/** Where a message goes. */
type Address = Pick<MessageRef, 'serviceUrl' | 'conversationId'>;
/** A view, and how its reader reads. */
interface Shown extends Reader {
  readonly view: View;
}

/** Where a message stands, and what it reads like. */
interface Posted {
  readonly ref: MessageRef;
  readonly text: string;
}

type Place = { readonly found: true; readonly address: Address } | { readonly found: false; readonly reason: string };

/** Sends and edits cards in Teams. The caller keeps account of what was sent; nothing is repeated here. */
export function createTeamsMessenger(options: TeamsMessengerOptions): Messenger {
  const opening = new Map<string, Promise<Place>>();
  return {
    send: (to, view) => (to.kind === 'chat' ? sendToChat(options, to, view) : sendToPerson(options, opening, to, view)),
    async update(ref, view, to) {
      const reader = to.kind === 'chat' ? options.readers.ofChat() : await findReader(options, to.personId, view);
      const connector = await options.connection.connect(ref.serviceUrl);
      return settle(async () => {
        const rendered = options.render(view, reader);
        const activity = { ...toActivity(options, ref, rendered), id: ref.activityId };
        await connector.conversations.updateActivity(ref.conversationId, ref.activityId, activity);
        return { ref, text: readCard(rendered.card) };
      }, 'message-gone');
    },
  };
}

async function sendToChat(
  options: TeamsMessengerOptions,
  { conversationId }: Extract<Audience, { kind: 'chat' }>,
  view: View,
): Promise<Delivery> {
  const { defaultServiceUrl: serviceUrl, readers } = options;
  if (serviceUrl === undefined) return { outcome: 'unreachable', reason: 'no-service-url' };
  return settle(
    () => post(options, { serviceUrl, conversationId }, { view, ...readers.ofChat() }),
    'conversation-not-found',
  );
}

async function sendToPerson(
  options: TeamsMessengerOptions,
  opening: Map<string, Promise<Place>>,
  { personId }: Extract<Audience, { kind: 'person' }>,
  view: View,
): Promise<Delivery> {
  const known = await options.conversations.find(personId);
  const shown = { view, ...(await readerOf(options, { personId, known, view })) };
  if (known !== undefined) {
    const delivery = await settle(() => post(options, known, shown), 'conversation-not-found');
    if (delivery.outcome === 'delivered' || delivery.reason !== 'conversation-not-found') return delivery;
    // The chat that was remembered is gone, but the person may still have the app.
    await options.conversations.forget(personId);
  }
  const place = await openOnce(options, opening, personId);
  if (!place.found) return { outcome: 'unreachable', reason: place.reason };
  return settle(() => post(options, place.address, shown), 'conversation-not-found');
}

/** Several messages to a new person open one chat. */
function openOnce(
  options: TeamsMessengerOptions,
  opening: Map<string, Promise<Place>>,
  personId: string,
): Promise<Place> {
  const running = opening.get(personId);
  if (running !== undefined) return running;
  const opened = openChat(options, personId).finally(() => opening.delete(personId));
  opening.set(personId, opened);
  return opened;
}

async function openChat(options: TeamsMessengerOptions, personId: string): Promise<Place> {
  const { connection, conversations, defaultServiceUrl: serviceUrl } = options;
  if (serviceUrl === undefined) return { found: false, reason: 'no-service-url' };
  try {
    const connector = await connection.connect(serviceUrl);
    const conversation = toConversation(
      personId,
      connection.tenantId,
      serviceUrl,
      await createChat(options, connector, personId),
    );
    await conversations.remember(conversation);
    return { found: true, address: conversation };
  } catch (error) {
    if (error instanceof TeamsRefusal) return { found: false, reason: error.reason };
    throw error;
  }
}

async function createChat(
  { connection }: TeamsMessengerOptions,
  connector: ConnectorClient,
  personId: string,
): Promise<string> {
  const parameters: Omit<ConversationParameters, 'activity'> = {
    isGroup: false,
    bot: { id: connection.botId, name: '' },
    members: [{ id: personId, name: '' }],
    tenantId: connection.tenantId,
    channelData: { tenant: { id: connection.tenantId } },
  };
  // The SDK's type asks for a first message as well; Teams takes none in a chat of two.
  const created = await connector.conversations.createConversation(parameters as ConversationParameters);
  if (typeof created.id !== 'string' || created.id === '') {
    throw new Failure('teams-unexpected-answer', 'POST conversations');
  }
  return created.id;
}

/** Name, Teams id and language are learnt from the person's first message. */
function toConversation(personId: string, tenantId: string, serviceUrl: string, conversationId: string): Conversation {
  return { personId, tenantId, serviceUrl, conversationId, personName: '', teamsUserId: '', locale: '', zone: '' };
}

async function post(options: TeamsMessengerOptions, address: Address, { view, ...reader }: Shown): Promise<Posted> {
  const { serviceUrl, conversationId } = address;
  const connector = await options.connection.connect(serviceUrl);
  const rendered = options.render(view, reader);
  const activity = toActivity(options, address, rendered);
  const { id } = await connector.conversations.sendToConversation(conversationId, activity);
  // Without an id the message stands there but can never be edited; so it does not count as sent by the rules.
  if (typeof id !== 'string' || id === '')
    throw new Failure('teams-unexpected-answer', 'POST conversations/activities');
  return { ref: { serviceUrl, conversationId, activityId: id }, text: readCard(rendered.card) };
}

/** The card alone: Teams splits text and card into two messages, and then names neither of them. */
function toActivity(
  options: TeamsMessengerOptions,
  { conversationId }: Address,
  { card, summary }: Rendered,
): Partial<Activity> {
  return {
    type: 'message',
    channelId: 'msteams',
    from: { id: options.connection.botId, name: '' },
    conversation: { id: conversationId } as Activity['conversation'],
    summary,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
  };
}

/** A refusal by Teams is an answer; trouble that passes is thrown on. */
async function settle(run: () => Promise<Posted>, whenNotFound: string): Promise<Delivery> {
  try {
    return { outcome: 'delivered', ...(await run()) };
  } catch (error) {
    if (!(error instanceof TeamsRefusal)) throw error;
    return { outcome: 'unreachable', reason: error.status === 404 ? whenNotFound : error.reason };
  }
}

async function findReader(options: TeamsMessengerOptions, personId: string, view: View): Promise<Reader> {
  return readerOf(options, { personId, known: await options.conversations.find(personId), view });
}

/** What an owner, or an owner's manager, gets says itself in which zone and language: that spares a question for each of thousands. */
async function readerOf(
  { readers }: TeamsMessengerOptions,
  { personId, known, view }: { personId: string; known: Conversation | undefined; view: View },
): Promise<Reader> {
  const speaksForItself = view.kind === 'notice' || view.kind === 'manager';
  return speaksForItself ? readers.asTold(known) : readers.ofPerson(personId, known);
}
