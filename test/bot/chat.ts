import type { Town } from '../../src/demo/town.ts';
import { openTown } from '../../src/demo/town.ts';
import { PERSONA_ADMIN } from '../../src/sandbox/ids.ts';
import type { FilledInputs } from '../../src/sandbox/teams/card-click.ts';
import type { Persona } from '../../src/sandbox/teams/persona.ts';
import { createRecordingLog } from '../support/recording-log.ts';

/** One person's chat with the real bot over HTTP, on a real store and a sandbox tenant. */
export interface Chat {
  readonly persona: Persona;
  /** What the bot wrote or rewrote because of this message: the text or what the card says, one after the other. */
  says(text: string): Promise<string>;
  /** Clicks a button of the newest card and gives what the person then reads. */
  clicks(button: string | RegExp, inputs?: FilledInputs): Promise<string>;
}

export interface ChatTown {
  readonly town: Town;
  readonly logLines: readonly string[];
  chat(personId: string): Chat;
  /** Another admin than PERSONA_ADMIN. */
  findOtherAdmin(): string;
}

export async function openChatTown(options: { readonly dataDir?: string } = {}): Promise<ChatTown> {
  const log = createRecordingLog();
  const town = await openTown({ log, cloudPcs: 12, ...options });
  function findOtherAdmin(): string {
    const admins = town.tenant.directory.all().filter(({ role, id }) => role === 'admin' && id !== PERSONA_ADMIN);
    const [other] = admins;
    if (!other) throw new Error('the sandbox has one admin only');
    return other.id;
  }
  return { town, logLines: log.lines, chat: (personId) => openChat(town, personId), findOtherAdmin };
}

function openChat(town: Town, personId: string): Chat {
  const persona = town.servers.teams.persona(personId);
  async function watch(act: () => Promise<string>): Promise<string> {
    const before = new Map(persona.inbox().map(({ id, updates }) => [id, updates]));
    const answer = await act();
    const news = persona.inbox().filter(({ id, updates }) => before.get(id) !== updates);
    return [answer, ...news.map(({ content }) => content)].filter((part) => part !== '').join('\n---\n');
  }
  return {
    persona,
    says: (text) =>
      watch(async () => {
        await persona.says(text);
        return '';
      }),
    clicks: (button, inputs = {}) =>
      watch(async () => {
        const outcome = await persona.click(newestCard(persona), button, inputs);
        if (outcome.kind !== 'invoke') return '';
        const { value } = outcome.response;
        return typeof value === 'string' ? value : newestCard(persona).content;
      }),
  };
}

function newestCard(persona: Persona): ReturnType<Persona['inbox']>[number] {
  const card = persona.inbox().findLast((message) => message.card !== undefined);
  if (card === undefined) throw new Error('no card in the chat');
  return card;
}
