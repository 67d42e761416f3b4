import type { AbortView } from '../src/domain/views.ts';
import source from './abort.json' with { type: 'json' };
import { executeButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { escapeText, formatMoment, plainText } from './format.ts';
import { dropEmpty, listLines } from './lists.ts';
import type { Section } from './lists.ts';
import { createTemplate } from './render.ts';
import { say } from './text/say.ts';

const fill = createTemplate(source);

const ROWS = 10;

/** Asked before an abort: what stops, what cannot be stopped any more, what goes back. */
export function bindAbort(view: AbortView, options: { readonly zone: string }): JsonObject {
  const { rolloutId } = view;
  return fill({
    summary: plainText(say('abort.summary', { title: view.title })),
    eyebrow: escapeText(view.title),
    title: say('abort.title'),
    lead: say('abort.lead'),
    why: say('abort.why'),
    whyError: say('abort.why-error'),
    sections: dropEmpty([stops(view), cannotStop(view, options.zone), goesBack(view)]),
    actions: [
      executeButton(say('abort.do'), 'rollout.abort', { rolloutId }, { style: 'destructive' }),
      executeButton(say('abort.keep-going'), 'status.refresh', { rolloutId }, { ignoreInputs: true }),
    ],
  });
}

function stops({ notStarted, done }: AbortView): Section {
  const left = say('abort.stays', { n: notStarted });
  const kept = done > 0 ? `\n- ${say('abort.keeps', { n: done })}` : '';
  return { heading: say('abort.stops'), lines: `- ${left}${kept}` };
}

function cannotStop({ inFlight }: AbortView, zone: string): Section {
  if (inFlight.length === 0) return { heading: say('abort.cannot-stop'), lines: `- ${say('abort.nothing-under-way')}` };
  const lines = listLines(inFlight, {
    cap: ROWS,
    word: ({ cloudPcName, personName, since }) =>
      say('status.in-flight-line', {
        machine: `${escapeText(cloudPcName, 60)} (${escapeText(personName, 60)})`,
        at: formatMoment(since, zone),
      }),
  });
  return { heading: say('abort.cannot-stop-n', { n: inFlight.length }), lines };
}

function goesBack({ switched }: AbortView): Section {
  const lines = listLines(switched, {
    cap: ROWS,
    word: ({ policyName, back }) =>
      say('abort.goes-back-line', { policy: escapeText(policyName, 80), image: escapeText(back.imageName, 80) }),
  });
  return { heading: say('abort.goes-back'), lines };
}
