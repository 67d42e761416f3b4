import type { SandboxPerson } from '../directory.ts';
import type { JsonObject } from './activity.ts';
import type { Chat } from './chats.ts';
import type { PersonaDeps } from './persona-deps.ts';
import { describeBot, shapeActivity } from './shape-activity.ts';

/** Teams tells the bot twice that it was added: once as an installation, once as a member of the chat. */
export async function announceInstall(deps: PersonaDeps, person: SandboxPerson): Promise<void> {
  deps.installations.add(person.id);
  await announceToChat(deps, person, deps.chats.personal(person.id));
}

/** The same for a group chat; the person is the one who added the bot. */
export async function announceToChat(deps: PersonaDeps, person: SandboxPerson, chat: Chat): Promise<void> {
  const membersAdded = [describeBot(deps.botAppId)];
  await announce(deps, { person, chat, type: 'installationUpdate', fields: { action: 'add' } });
  await announce(deps, { person, chat, type: 'conversationUpdate', fields: { membersAdded } });
}

export async function announceUninstall(deps: PersonaDeps, person: SandboxPerson): Promise<void> {
  deps.installations.remove(person.id);
  const chat = deps.chats.personal(person.id);
  await announce(deps, { person, chat, type: 'installationUpdate', fields: { action: 'remove' } });
}

type Announcement = {
  readonly person: SandboxPerson;
  readonly chat: Chat;
  readonly type: string;
  readonly fields: JsonObject;
};

async function announce(deps: PersonaDeps, announcement: Announcement): Promise<void> {
  const id = `f:${deps.chats.nextMessageId()}`;
  await deps.door.deliver(shapeActivity(deps, { id, ...announcement }));
}
