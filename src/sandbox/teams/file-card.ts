import { z } from 'zod';
import type { SandboxPerson } from '../directory.ts';
import type { BotActivity, JsonObject } from './activity.ts';
import type { PersonaDeps } from './persona-deps.ts';
import { shapeActivity } from './shape-activity.ts';

/** A file that a bot offers, or one that it has put where the person wanted it. Source: Teams, "Send and receive files". */
export type FileCard =
  | {
      readonly kind: 'offer';
      readonly name: string;
      readonly description: string;
      readonly sizeInBytes: number;
      readonly contexts: Readonly<Record<FileAnswer, JsonObject>>;
    }
  | { readonly kind: 'file'; readonly name: string; readonly uniqueId: string };

export type FileAnswer = 'accept' | 'decline';

const context = z.record(z.string(), z.unknown()).default({});
const offerReader = z.looseObject({
  name: z.string().min(1),
  content: z.looseObject({
    description: z.string().default(''),
    sizeInBytes: z.number().int().min(0),
    acceptContext: context,
    declineContext: context,
  }),
});
const fileReader = z.looseObject({
  contentUrl: z.url(),
  name: z.string().min(1),
  content: z.looseObject({ uniqueId: z.string().min(1), fileType: z.string().min(1) }),
});

const OFFER_TYPE = 'application/vnd.microsoft.teams.card.file.consent';
const FILE_TYPE = 'application/vnd.microsoft.teams.card.file.info';

/** The file card of a message; undefined when it has none, or one that Teams could not show. */
export function readFileCard({ attachments }: BotActivity): FileCard | undefined {
  const offer = attachments?.find(({ contentType }) => contentType === OFFER_TYPE);
  if (offer !== undefined) return readOffer(offer);
  const file = fileReader.safeParse(attachments?.find(({ contentType }) => contentType === FILE_TYPE));
  return file.success ? { kind: 'file', name: file.data.name, uniqueId: file.data.content.uniqueId } : undefined;
}

function readOffer(attachment: unknown): FileCard | undefined {
  const parsed = offerReader.safeParse(attachment);
  if (!parsed.success) return undefined;
  const { name, content } = parsed.data;
  const { description, sizeInBytes, acceptContext, declineContext } = content;
  return {
    kind: 'offer',
    name,
    description,
    sizeInBytes,
    contexts: { accept: acceptContext, decline: declineContext },
  };
}

/** What can be read on it. */
export function wordFile(card: FileCard): string {
  return card.kind === 'offer' ? `${card.name}\n${card.description}\nAllow\nDecline` : card.name;
}

export type FileReply = {
  readonly person: SandboxPerson;
  readonly message: { readonly id: string; readonly chatId: string; readonly file?: FileCard };
  readonly answer: FileAnswer;
};

/** Presses "Allow" or "Decline" on an offered file. */
export async function answerFile(deps: PersonaDeps, { person, message, answer }: FileReply): Promise<void> {
  const chat = deps.chats.byId(message.chatId);
  const { file } = message;
  if (chat === undefined || file?.kind !== 'offer') throw new Error(`message ${message.id} offers no file`);
  const uploadInfo = answer === 'accept' ? { uploadInfo: deps.uploads.open(file.name) } : {};
  const value = { type: 'fileUpload', action: answer, context: file.contexts[answer], ...uploadInfo };
  const fields = { name: 'fileConsent/invoke', value, replyToId: message.id };
  const id = `f:${deps.chats.nextMessageId()}`;
  await deps.door.deliver(shapeActivity(deps, { id, type: 'invoke', person, chat, fields }));
}
