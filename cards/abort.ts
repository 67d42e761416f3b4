import type { AbortView } from '../src/domain/views.ts';
import source from './abort.json' with { type: 'json' };
import { executeButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { countOf, escapeText, formatMoment, plainText } from './format.ts';
import { dropEmpty, listLines } from './lists.ts';
import type { Section } from './lists.ts';
import { createTemplate } from './render.ts';

const fill = createTemplate(source);

const ROWS = 10;

/** Asked before an abort: what stops, what cannot be stopped any more, what goes back. */
export function bindAbort(view: AbortView, options: { readonly zone: string }): JsonObject {
  const { rolloutId } = view;
  return fill({
    summary: plainText(`Abort ${view.title}?`),
    eyebrow: escapeText(view.title),
    title: 'Abort this rollout?',
    lead: 'An abort is for good. To stop only for a while, choose Hold on the status card.',
    sections: dropEmpty([stops(view), cannotStop(view, options.zone), goesBack(view)]),
    actions: [
      executeButton('Abort the rollout', 'rollout.abort', { rolloutId }, { style: 'destructive' }),
      executeButton('Keep going', 'status.refresh', { rolloutId }, { ignoreInputs: true }),
    ],
  });
}

function stops({ notStarted, done }: AbortView): Section {
  const left = `${countOf(notStarted, 'Cloud PC')} ${notStarted === 1 ? 'stays as it is, and its owner is' : 'stay as they are, and their owners are'} told`;
  const kept = done > 0 ? `\n- ${countOf(done, 'Cloud PC')} ${done === 1 ? 'keeps' : 'keep'} the new image` : '';
  return { heading: 'What stops', lines: `- ${left}${kept}` };
}

function cannotStop({ inFlight }: AbortView, zone: string): Section {
  if (inFlight.length === 0) return { heading: 'What cannot be stopped', lines: '- Nothing is under way right now' };
  const lines = listLines(inFlight, {
    cap: ROWS,
    word: ({ cloudPcName, personName, since }) =>
      `${escapeText(cloudPcName, 60)} (${escapeText(personName, 60)}), since ${formatMoment(since, zone)}`,
  });
  return { heading: `What cannot be stopped: ${countOf(inFlight.length, 'rebuild')} under way`, lines };
}

function goesBack({ switched }: AbortView): Section {
  const lines = listLines(switched, {
    cap: ROWS,
    word: ({ policyName, back }) => `“${escapeText(policyName, 80)}” back to ${escapeText(back.imageName, 80)}`,
  });
  return { heading: 'Policies that go back', lines };
}
