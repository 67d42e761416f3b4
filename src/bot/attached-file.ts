import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { say } from '../../cards/text/say.ts';
import { recognise } from '../domain/recognise.ts';
import { Failure } from '../workflow/failure.ts';
import type { Act } from './act.ts';
import { note } from './trouble.ts';
import { showText } from './show.ts';
import type { Shown } from './show.ts';

/** What Teams sends for a file that a person attached in the chat with the bot (Teams, "Send and receive files"). */
const FILE = 'application/vnd.microsoft.teams.file.download.info';

const attachmentsSchema = z.array(z.looseObject({ contentType: z.string(), name: z.string().nullish() }));
const fileSchema = z.object({
  name: z.string().max(300).nullish(),
  content: z.looseObject({ downloadUrl: z.url().max(4000) }),
});

interface AttachedFile {
  readonly name: string;
  readonly url: string;
}

/** The first file of a message; undefined when it has none. Cards and pictures are no files. */
export function readAttachedFile({ turn }: Act): AttachedFile | undefined {
  const attachments = attachmentsSchema.safeParse(turn.context.activity.attachments);
  const file = attachments.success ? attachments.data.find(({ contentType }) => contentType === FILE) : undefined;
  const parsed = fileSchema.safeParse(file);
  return parsed.success ? { name: parsed.data.name ?? '', url: parsed.data.content.downloadUrl } : undefined;
}

/**
 * Answers a message with a file as if its text had been written after the words: a script is run only when the words say so, a log
 * is read in any case. The text goes nowhere else.
 */
export async function answerFile(act: Act, text: string, file: AttachedFile): Promise<Shown> {
  if (!act.turn.isPersonal) return showText(say('bot.file-own-chat'));
  const command = readCommand(text, file);
  if (command === undefined) return showText(say('bot.file-unclear'));
  const content = await readFile(act, file);
  return content === undefined ? showText(say('bot.file-unreadable')) : act.say(`${command}\n${content}`);
}

/** The words in front of the file's text. An id in them ("run script #…") stays. */
function readCommand(text: string, { name }: AttachedFile): string | undefined {
  const found = recognise(text, distance);
  const isAsked = found.kind === 'command' && ['run-script', 'doctor'].includes(found.command) && found.rest === '';
  if (isAsked) return text;
  return /\.(log|txt|etl)$/i.test(name) ? 'doctor' : undefined;
}

async function readFile({ bot }: Act, { url }: AttachedFile): Promise<string | undefined> {
  try {
    return await bot.attachments.readText(url);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    note(bot.log, error);
    return undefined;
  }
}
