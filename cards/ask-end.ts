import type { JsonObject } from './actions.ts';
import { bindNote } from './note.ts';
import { say } from './text/say.ts';

/** Takes the place of a question of `replace image` when somebody cancels. */
export function bindReplaceCancelled(): JsonObject {
  return bindCancelled(say('dialog.cancelled'), 'replace image');
}

/** The same for `prepare image`. */
export function bindPrepareCancelled(): JsonObject {
  return bindCancelled(say('prepare-help.cancelled'), 'prepare image');
}

/** Takes the place of the last question: the card of the build comes by itself. */
export function bindPrepareBegun(title: string): JsonObject {
  return bindNote({ title: say('prepare-help.begun', { title }), lead: say('prepare-help.begun-lead') });
}

function bindCancelled(lead: string, text: 'replace image' | 'prepare image'): JsonObject {
  return bindNote({
    title: say('dialog.cancelled-title'),
    lead,
    buttons: [{ title: say('dialog.start-again'), text }],
  });
}
