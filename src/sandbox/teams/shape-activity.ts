import { DateTime } from 'luxon';
import { findIana } from 'windows-iana';
import type { WindowsZoneName } from 'windows-iana';
import type { SandboxClock } from '../clock.ts';
import type { SandboxPerson } from '../directory.ts';
import type { JsonObject, TeamsActivity } from './activity.ts';
import type { Chat } from './chats.ts';

export const BOT_NAME = 'Repave';

export type ShapeDeps = {
  readonly clock: SandboxClock;
  readonly tenantId: string;
  readonly botAppId: string;
  /** With its trailing slash: the token's claim must be the same string. */
  readonly serviceUrl: () => string;
};

export type ActivityDraft = {
  readonly id: string;
  readonly type: string;
  readonly person: SandboxPerson;
  readonly chat: Chat;
  readonly fields?: JsonObject;
};

/** Fills in what Teams puts around every activity of a person. */
export function shapeActivity(deps: ShapeDeps, { id, type, person, chat, fields }: ActivityDraft): TeamsActivity {
  const zone = toIanaZone(person.timeZone);
  const at = DateTime.fromMillis(deps.clock.now(), { zone });
  return {
    type,
    id,
    timestamp: new Date(deps.clock.now()).toISOString(),
    localTimestamp: at.toISO(),
    localTimezone: zone,
    channelId: 'msteams',
    serviceUrl: deps.serviceUrl(),
    from: { id: person.teamsId, name: person.name, aadObjectId: person.id },
    conversation: describeConversation(chat, deps.tenantId),
    recipient: describeBot(deps.botAppId),
    channelData: { tenant: { id: deps.tenantId } },
    locale: person.locale,
    entities: [describeClient(person, zone)],
    ...fields,
  };
}

/** Bots stand in Teams under "28:" and their app id. */
export function describeBot(botAppId: string): JsonObject {
  return { id: `28:${botAppId}`, name: BOT_NAME };
}

export function describeClient({ locale }: SandboxPerson, timezone: string): JsonObject {
  const country = locale.split('-').at(1) ?? '';
  return { type: 'clientInfo', locale, country, platform: 'Web', timezone };
}

export function toIanaZone(windowsZone: string): string {
  return findIana(windowsZone as WindowsZoneName)[0] ?? 'UTC';
}

function describeConversation(chat: Chat, tenantId: string): JsonObject {
  const base = { id: chat.id, conversationType: chat.kind, tenantId };
  return chat.kind === 'personal' ? base : { ...base, isGroup: true, name: chat.name };
}
