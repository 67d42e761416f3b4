import type { SandboxPerson } from '../directory.ts';
import type { ButtonChoice, FilledInputs } from './card-click.ts';
import { clickButton, refreshCard } from './click-button.ts';
import type { ClickOutcome } from './click-button.ts';
import { readInbox } from './inbox.ts';
import type { InboxMessage } from './inbox.ts';
import type { Chat } from './chats.ts';
import type { InvokeResponse } from './activity.ts';
import type { PersonaDeps } from './persona-deps.ts';
import { shapeActivity } from './shape-activity.ts';
import { answerFile } from './file-card.ts';
import type { FileAnswer } from './file-card.ts';
import type { AttachedFile } from './files.ts';
import { announceInstall, announceUninstall } from './announce-install.ts';

/** One person at their Teams client. Whatever they do reaches the bot as a signed activity on its HTTP door. */
export type Persona = {
  readonly person: SandboxPerson;
  /** Adds the app to the one-to-one chat. */
  install(): Promise<void>;
  uninstall(): Promise<void>;
  /** Writes to the bot, one to one or in a group chat (there with a mention, as bots hear nothing else). */
  says(text: string, chat?: Pick<Chat, 'id'>): Promise<void>;
  /** Writes to the bot with a file. In a group chat Teams keeps the file to itself, so the bot sees the text alone. */
  attaches(text: string, file: AttachedFile, chat?: Pick<Chat, 'id'>): Promise<void>;
  /** Clicks a button of a message's card; inputs that are not given keep what the card shows. */
  click(message: InboxMessage, button: ButtonChoice, inputs?: FilledInputs): Promise<ClickOutcome>;
  /** Allows or declines a file that the bot offers. */
  answersFile(message: InboxMessage, answer: FileAnswer): Promise<void>;
  /** The bytes of a file that the bot has put into the person's OneDrive. */
  download(message: InboxMessage): Uint8Array;
  /** Opens the chat after a while: Teams then asks for the current card by itself, when the card wants that. */
  refresh(message: InboxMessage): Promise<InvokeResponse>;
  /** What the bot wrote in all chats of the person, newest last. */
  inbox(): readonly InboxMessage[];
  /** The newest card in which the text can be read; none is an error that shows the inbox. */
  cardWith(text: string | RegExp): InboxMessage;
  findCard(text: string | RegExp): InboxMessage | undefined;
  /** The newest message, text or card. */
  lastMessage(): InboxMessage;
  /** The answer to the person's newest click on an Action.Execute. */
  lastInvokeResponse(): InvokeResponse | undefined;
};

export function createPersona(deps: PersonaDeps, personId: string): Persona {
  let lastInvokeResponse: InvokeResponse | undefined;

  function inbox(): InboxMessage[] {
    return readInbox(deps.chats, personId);
  }

  function findCard(text: string | RegExp): InboxMessage | undefined {
    return inbox().findLast(({ card, content }) => card !== undefined && contains(content, text));
  }

  return {
    get person() {
      return findPerson(deps, personId);
    },
    install: () => announceInstall(deps, findPerson(deps, personId)),
    uninstall: () => announceUninstall(deps, findPerson(deps, personId)),
    says: (text, chat) => say(deps, { person: findPerson(deps, personId), text, chatId: chat?.id }),
    attaches: (text, file, chat) => say(deps, { person: findPerson(deps, personId), text, file, chatId: chat?.id }),
    async click(message, button, inputs = {}) {
      const person = findPerson(deps, personId);
      const outcome = await clickButton(deps, { person, message, button, inputs });
      if (outcome.kind === 'invoke') lastInvokeResponse = outcome.response;
      return outcome;
    },
    answersFile: (message, answer) => answerFile(deps, { person: findPerson(deps, personId), message, answer }),
    download: ({ file, id }) => {
      const bytes = file?.kind === 'file' ? deps.uploads.read(file.uniqueId) : undefined;
      if (bytes === undefined) throw new Error(`message ${id} leads to no file`);
      return bytes;
    },
    refresh: (message) => refreshCard(deps, { person: findPerson(deps, personId), message }),
    inbox,
    findCard,
    cardWith(text) {
      return findCard(text) ?? failToFind(`no card with ${String(text)}`, inbox());
    },
    lastMessage() {
      return inbox().at(-1) ?? failToFind('no message', []);
    },
    lastInvokeResponse: () => lastInvokeResponse,
  };
}

export function findPerson({ directory }: PersonaDeps, personId: string): SandboxPerson {
  const person = directory.byId(personId);
  if (person === undefined) throw new Error(`nobody in the sandbox tenant has the id ${personId}`);
  return person;
}

type Saying = {
  readonly person: SandboxPerson;
  readonly text: string;
  readonly chatId: string | undefined;
  readonly file?: AttachedFile;
};

async function say(deps: PersonaDeps, { person, text, chatId, file }: Saying): Promise<void> {
  const chat = chatId === undefined ? deps.chats.personal(person.id) : deps.chats.byId(chatId);
  if (chat?.memberIds.includes(person.id) !== true) throw new Error(`${person.name} is not in chat ${chatId ?? ''}`);
  const { id } = deps.chats.post({ chatId: chat.id, from: person.id, content: { text } });
  const fields = chat.kind === 'personal' ? { text } : mentionBot(deps, text);
  const attached = file && chat.kind === 'personal' ? { attachments: [deps.files.share(file)] } : {};
  const draft = { id, type: 'message', person, chat, fields: { textFormat: 'plain', ...fields, ...attached } };
  await deps.door.deliver(shapeActivity(deps, draft));
}

function mentionBot({ botAppId, botName }: PersonaDeps, text: string): Readonly<Record<string, unknown>> {
  const mention = `<at>${botName}</at>`;
  const entity = { type: 'mention', text: mention, mentioned: { id: `28:${botAppId}`, name: botName } };
  return { text: `${mention} ${text}`, entities: [entity] };
}

function contains(content: string, text: string | RegExp): boolean {
  return typeof text === 'string' ? content.includes(text) : text.test(content);
}

function failToFind(what: string, messages: readonly InboxMessage[]): never {
  const shown = messages.map(({ content }) => content.replaceAll('\n', ' | ').slice(0, 200));
  throw new Error(`${what}; the inbox holds ${messages.length}:\n${shown.join('\n')}`);
}
