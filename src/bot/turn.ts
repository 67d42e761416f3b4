import type { TurnContext } from 'botbuilder';
import { z } from 'zod';
import type { Actor } from '../domain/actor.ts';
import type { Conversation } from '../workflow/ports.ts';

const clientSchema = z.looseObject({
  localTimezone: z.string().nullish(),
  entities: z.array(z.looseObject({ type: z.string().nullish(), timezone: z.string().nullish() })).nullish(),
  channelData: z.looseObject({ tenant: z.looseObject({ id: z.string() }).nullish() }).nullish(),
});

/** One authenticated activity: who, where, and how their clock is set. */
export interface Turn {
  readonly context: TurnContext;
  readonly actor: Actor;
  readonly isPersonal: boolean;
  /** IANA name of the sender's zone, as their client says; UTC when it does not. Only for showing dates. */
  readonly zone: string;
}

/** The turn of a person of the directory; undefined for everybody else (other bots, anonymous guests). */
export function readTurn(context: TurnContext): Turn | undefined {
  const { from, conversation } = context.activity;
  if (!from.aadObjectId) return undefined;
  const actor = { id: from.aadObjectId, name: from.name || 'Somebody' };
  return { context, actor, isPersonal: conversation.conversationType === 'personal', zone: readZone(context) };
}

/** What the person wrote: without the mention of the bot, other mentions as plain names, entities as what they stand for. */
export function readText({ context }: Turn): string {
  const { text, recipient } = context.activity;
  return (text ?? '')
    .replaceAll(/<at[^>]*>(.*?)<\/at>/gi, (_whole, name: string) => (name === recipient.name ? ' ' : name))
    .replaceAll(/&(nbsp|lt|gt|quot|#39|amp);/g, (_whole, name: string) => ENTITIES[name] ?? ' ')
    .trim();
}

const ENTITIES: Readonly<Record<string, string>> = { nbsp: ' ', lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

/** How to reach this person later. `tenantId` is the tenant that the guard has checked. */
export function describeConversation({ context, actor, zone }: Turn, tenantId: string): Conversation {
  const { from, conversation, serviceUrl, locale } = context.activity;
  return {
    personId: actor.id,
    personName: actor.name,
    teamsUserId: from.id,
    tenantId,
    conversationId: conversation.id,
    serviceUrl,
    locale: locale ?? '',
    zone: zone === 'UTC' ? '' : zone,
  };
}

function readZone({ activity }: TurnContext): string {
  const parsed = clientSchema.safeParse(activity);
  if (!parsed.success) return 'UTC';
  const { localTimezone, entities } = parsed.data;
  const named = [localTimezone, ...(entities ?? []).map(({ timezone }) => timezone)];
  return named.find((zone) => typeof zone === 'string' && isZone(zone)) ?? 'UTC';
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
