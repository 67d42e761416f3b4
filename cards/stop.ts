import type { StopView } from '../src/domain/views-rights.ts';
import { executeButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import source from './ask.json' with { type: 'json' };
import { stopForm, wordInFlight } from './buttons-rights.ts';
import { escapeText, plainText } from './format.ts';
import { dropEmpty } from './lists.ts';
import { bindNote } from './note.ts';
import { createTemplate } from './render.ts';
import { say } from './text/say.ts';

const fill = createTemplate(source);

/** An owner of a Cloud PC stops with a button of their own message, which follows. */
export function bindStopOwn(): JsonObject {
  return bindNote({ title: say('rights.stop-own-title'), lead: say('rights.stop-own-chat') });
}

/** Asked before a stop that somebody typed without a reason. */
export function bindStop(view: StopView, { zone }: { readonly zone: string }): JsonObject {
  const { rolloutId } = view;
  const title = say('rights.stop-title');
  const stop = executeButton(say('rights.stop-now'), 'line.stop', { rolloutId }, { style: 'destructive' });
  return fill({
    summary: plainText(`${view.title}: ${title}`),
    eyebrow: escapeText(view.title),
    title,
    lead: say('rights.stop-lead', { n: view.notStarted }),
    banner: '',
    bannerStyle: 'warning',
    bannerLines: [],
    facts: [],
    sections: dropEmpty([{ heading: say('rights.in-flight'), lines: wordInFlight(view.inFlight, zone) }]),
    doubt: stopForm(),
    small: '',
    actions: [stop],
  });
}
