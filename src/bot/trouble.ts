import { DialogContextError } from 'botbuilder-dialogs';
import { say } from '../../cards/text/say.ts';
import { Failure } from '../workflow/failure.ts';
import type { Log } from './log.ts';
import { showText } from './show.ts';
import type { Shown } from './show.ts';

/** Does the work; trouble becomes a line in the log and a polite sentence, because nobody else would tell the person. */
export async function calmly(log: Log, work: () => Promise<Shown>): Promise<Shown> {
  try {
    return await work();
  } catch (error) {
    note(log, error);
    return showText(causeOf(error) instanceof Failure ? say('bot.cloud-trouble') : say('bot.own-trouble'));
  }
}

/** For work that nobody waits for: it is done again by itself when the person comes back. */
export async function quietly(log: Log, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    note(log, error);
  }
}

/** One line for whoever runs Repave. */
export function note(log: Log, thrown: unknown): void {
  const error = causeOf(thrown);
  if (error instanceof Failure)
    log.warn({ code: error.code, attempted: error.attempted }, 'command failed in the cloud');
  else log.error({ why: error instanceof Error ? (error.stack ?? error.message) : String(error) }, 'command failed');
}

/** What went wrong inside a dialog comes wrapped with where the dialog stood. */
function causeOf(error: unknown): unknown {
  return error instanceof DialogContextError ? error.error : error;
}
