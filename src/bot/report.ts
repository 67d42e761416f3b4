import { say } from '../../cards/text/say.ts';
import { follow } from './act.ts';
import type { Act } from './act.ts';
import { offerPack } from './file-consent.ts';
import { reply, showText } from './show.ts';
import type { Shown } from './show.ts';

/** A list above this is read in a file, not in a chat; Teams cuts messages at 100 KB. Characters. */
const MAX_CSV = 20_000;

/** Sends the report card, asks whether the evidence pack of a whole record is wanted, and sends the list behind the card when it is short. */
export async function sendReport(act: Act, rolloutId?: string): Promise<Shown> {
  const { bot, turn } = act;
  return follow(bot.commands.report(turn.actor, rolloutId), async ({ view, csv }) => {
    await reply(turn.context, { kind: 'view', view }, turn.zone);
    if (view.auditIntact) await offerPack(act, view.rolloutId);
    if (csv.length > MAX_CSV) return showText(say('bot.report-too-long'));
    await turn.context.sendActivity({ type: 'message', text: fence(csv), textFormat: 'markdown' });
    return { kind: 'none' };
  });
}

/** The pack alone, for who may read the report. */
export async function sendPack(act: Act, rolloutId: string): Promise<Shown> {
  const { bot, turn } = act;
  if (!turn.isPersonal) return showText(say('evidence.own-chat'));
  return follow(bot.commands.report(turn.actor, rolloutId), async () => {
    await offerPack(act, rolloutId);
    return { kind: 'none' };
  });
}

/** A fence longer than any in the text, so that nobody's words can end it. */
function fence(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}\n${text}\n${ticks}`;
}
