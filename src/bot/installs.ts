import { z } from 'zod';
import { say } from '../../cards/text/say.ts';
import { bindWelcome } from '../../cards/message.ts';
import type { Act } from './act.ts';
import { cardMessage, textMessage } from './show.ts';
import { findAudience } from './text-commands.ts';
import { describeConversation } from './turn.ts';

/** What is kept of a chat: how often the bot was installed there, and whether this time it has said hello. */
const recordSchema = z.object({ installs: z.number().int(), isWelcomed: z.boolean() });
const NEVER = { installs: 0, isWelcomed: false };

/**
 * The bot came to a person, or left. Teams says so twice (installation and conversation update) and again at will; the person
 * is welcomed once an installation, and messages owed to them are sent every time.
 */
export async function noteArrival(act: Act, what: 'installed' | 'removed'): Promise<void> {
  const { turn, bot } = act;
  if (!turn.isPersonal) return;
  if (what === 'removed') {
    await bot.conversations.forget(turn.actor.id);
    await endWelcome(act);
    return;
  }
  await bot.conversations.remember(describeConversation(turn, bot.tenantId));
  await bot.onInstalled(turn.actor.id);
  if (!(await mayWelcome(act))) return;
  const audience = await findAudience(act);
  await turn.context.sendActivity(cardMessage(bindWelcome(audience, turn.actor.name)));
}

/** In a group the bot says what it can do there, once. */
export async function welcomeGroup(act: Act): Promise<void> {
  if (await mayWelcome(act)) await act.turn.context.sendActivity(textMessage(say('bot.hello')));
}

async function mayWelcome(act: Act): Promise<boolean> {
  const { installs, isWelcomed } = await readRecord(act);
  if (isWelcomed) return false;
  // The two activities of one installation may arrive at the same moment: the inbox lets one of them through.
  const isFirst = await act.bot.inbox.claim(conversationOf(act), `welcome ${installs}`);
  if (isFirst) await writeRecord(act, { installs, isWelcomed: true });
  return isFirst;
}

async function endWelcome(act: Act): Promise<void> {
  const { installs } = await readRecord(act);
  await writeRecord(act, { installs: installs + 1, isWelcomed: false });
}

async function readRecord(act: Act): Promise<z.infer<typeof recordSchema>> {
  const found = await act.bot.documents.read([keyOf(act)]);
  return recordSchema.catch(NEVER).parse(found.get(keyOf(act))?.body);
}

async function writeRecord(act: Act, record: z.infer<typeof recordSchema>): Promise<void> {
  await act.bot.documents.write([{ key: keyOf(act), body: record }]);
}

function keyOf(act: Act): string {
  return `welcome/${conversationOf(act)}`;
}

function conversationOf({ turn }: Act): string {
  return turn.context.activity.conversation.id;
}
