import type { InFlight } from '../src/domain/views-rights.ts';
import { executeButton } from './actions.ts';
import type { Json, JsonObject } from './actions.ts';
import { askFor, showCard } from './buttons.ts';
import { escapeText, formatShort } from './format.ts';
import { listLines } from './lists.ts';
import { say } from './text/say.ts';

const ROWS = 6;

/** The reason that everybody reads, and what a stop means. */
export function stopForm(): readonly Json[] {
  return [
    { type: 'TextBlock', text: say('rights.stop-note'), wrap: true },
    askFor({ id: 'stopReason', label: say('rights.stop-label'), error: say('rights.stop-error') }),
  ];
}

/** "Stop the line…": for admins and approvers, on the status card. */
export function stopButton(rolloutId: string): JsonObject {
  const stop = executeButton(say('rights.stop-now'), 'line.stop', { rolloutId }, { style: 'destructive' });
  return showCard(say('rights.stop'), stopForm(), [stop], 'destructive');
}

/** "Ask to go on…": a second person has to agree. */
export function askResumeButton(rolloutId: string): JsonObject {
  const note = { type: 'TextBlock', text: say('rights.resume-note'), wrap: true };
  const found = askFor({ id: 'found', label: say('rights.resume-label'), error: say('rights.resume-error') });
  const ask = executeButton(say('rights.resume-ask-now'), 'line.ask-resume', { rolloutId }, { style: 'positive' });
  return showCard(say('rights.resume-ask'), [note, found], [ask]);
}

/** Who is being rebuilt and cannot be stopped, since when. */
export function wordInFlight(inFlight: readonly InFlight[], zone: string): string {
  return listLines(inFlight, {
    cap: ROWS,
    word: ({ cloudPcName, personName, since }) =>
      say('rights.in-flight-line', {
        cloudPc: escapeText(cloudPcName, 60),
        person: escapeText(personName, 60),
        since: formatShort(since, zone),
      }),
  });
}
