import type { Activity, Attachment } from 'botbuilder';
import { z } from 'zod';
import { say } from '../../cards/text/say.ts';
import { Failure } from '../workflow/failure.ts';
import { follow } from './act.ts';
import type { Act } from './act.ts';
import { SHOWN_ELSEWHERE, showText, textMessage } from './show.ts';
import type { Shown } from './show.ts';
import { note, quietly } from './trouble.ts';

/** The invoke that tells whether a person wants a file (Teams, "Send and receive files through the bot"). */
export const FILE_CONSENT = 'fileConsent/invoke';

const CONSENT_CARD = 'application/vnd.microsoft.teams.card.file.consent';
const INFO_CARD = 'application/vnd.microsoft.teams.card.file.info';

const uploadSchema = z.looseObject({
  contentUrl: z.url().max(8000),
  uploadUrl: z.url().max(8000),
  uniqueId: z.string().max(200),
  fileType: z.string().max(20),
  name: z.string().max(300),
});
const consentSchema = z.looseObject({
  action: z.enum(['accept', 'decline']),
  context: z.looseObject({ packOf: z.string().min(1).max(300) }),
  uploadInfo: uploadSchema.nullish(),
});

/** Asks in the person's own chat whether they want the pack: Teams lets a bot send a file in no other way, and in no group. */
export async function offerPack({ bot, turn }: Act, rolloutId: string): Promise<void> {
  const { evidence } = bot;
  if (!evidence || !turn.isPersonal) return;
  if (!evidence.uploads) {
    await turn.context.sendActivity(textMessage(say('evidence.by-command-line', { command: commandFor(rolloutId) })));
    return;
  }
  const described = await evidence.commands.describePack(turn.actor, rolloutId);
  if (!described.ok) return;
  const { name, sizeInBytes } = described.value;
  const context = { packOf: rolloutId };
  const content = { description: say('evidence.offer'), sizeInBytes, acceptContext: context, declineContext: context };
  await turn.context.sendActivity(fileMessage({ contentType: CONSENT_CARD, name, content }));
}

/** Makes the pack for who agreed, as they are now, and puts it where their consent says. What the card carries proves nothing. */
export async function answerConsent(act: Act): Promise<Shown> {
  const { bot, turn } = act;
  const parsed = consentSchema.safeParse(turn.context.activity.value);
  if (!parsed.success || !bot.evidence?.uploads) return showText(say('evidence.old-card'));
  const { action, context, uploadInfo } = parsed.data;
  if (action === 'decline') {
    await removeOffer(act);
    return showText(say('evidence.declined'));
  }
  if (!uploadInfo) return showText(say('evidence.old-card'));
  const { commands, uploads } = bot.evidence;
  return follow(commands.evidencePack(turn.actor, context.packOf), async ({ bytes }) => {
    try {
      await uploads.put(uploadInfo.uploadUrl, bytes);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      note(bot.log, error);
      return showText(say('evidence.not-stored'));
    }
    await removeOffer(act);
    const { contentUrl, name, uniqueId, fileType } = uploadInfo;
    await turn.context.sendActivity(
      fileMessage({ contentType: INFO_CARD, contentUrl, name, content: { uniqueId, fileType } }),
    );
    return SHOWN_ELSEWHERE;
  });
}

/** An offer is good for one file. When it cannot be taken away, a second click makes a fresh pack, which harms nothing. */
async function removeOffer({ bot, turn }: Act): Promise<void> {
  const { replyToId } = turn.context.activity;
  if (replyToId) await quietly(bot.log, () => turn.context.deleteActivity(replyToId));
}

function fileMessage(attachment: Attachment): Partial<Activity> {
  return { type: 'message', attachments: [attachment] };
}

function commandFor(rolloutId: string): string {
  return `npm run cli -- pack --rollout ${rolloutId} --out pack.zip`;
}
