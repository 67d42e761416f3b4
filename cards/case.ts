import type { HelpCase } from '../src/domain/case.ts';
import type { CasesView, CaseView } from '../src/domain/views-rights.ts';
import { executeButton, submitButton } from './actions.ts';
import type { Json, JsonObject } from './actions.ts';
import source from './ask.json' with { type: 'json' };
import { askFor, showCard } from './buttons.ts';
import { escapeText, formatMoment, formatShort, plainText } from './format.ts';
import { dropEmpty, listLines } from './lists.ts';
import { createTemplate } from './render.ts';
import { say } from './text/say.ts';
import { wordItem } from './words.ts';

const fill = createTemplate(source);

const TURNS = 8;
const ROWS = 20;
/** Buttons that a card shows without hiding any. */
const BUTTONS = 6;

/** A complaint with everything that helps to help. */
export function bindCase(view: CaseView, { zone }: { readonly zone: string }): JsonObject {
  const { help, open } = view;
  const name = (person: string) =>
    say(open ? 'rights.case-title' : 'rights.case-title-closed', { number: help.number, person });
  return fill({
    summary: plainText(`${name(plainText(view.personName, 60))}. ${say(`rights.what-${help.what}`)}`),
    eyebrow: escapeText(view.title),
    title: name(escapeText(view.personName, 60)),
    lead: say(`rights.what-${help.what}`),
    banner: '',
    bannerStyle: 'warning',
    bannerLines: [],
    facts: factsOf(view, zone),
    sections: dropEmpty([{ heading: say('rights.said'), lines: wordTurns(help, zone) }, proofOf(view)]),
    doubt: [],
    small: say('rights.case-small', { upn: escapeText(view.upn, 100) }),
    actions: [...(open ? [closeButton(view)] : []), undoButton(view)],
  });
}

function factsOf(view: CaseView, zone: string): readonly Json[] {
  const name =
    view.nameBefore === view.nameAfter
      ? escapeText(view.nameAfter, 60)
      : say('rights.renamed', { before: escapeText(view.nameBefore, 60), after: escapeText(view.nameAfter, 60) });
  const image = { before: escapeText(view.imageBefore, 60), after: escapeText(view.imageAfter, 60) };
  return [
    { title: say('rights.cloud-pc'), value: name },
    { title: say('rights.image'), value: say('rights.renamed', image) },
    ...(view.startedAt ? [{ title: say('rights.started'), value: formatMoment(view.startedAt, zone) }] : []),
    ...(view.readyAt ? [{ title: say('rights.ready'), value: formatMoment(view.readyAt, zone) }] : []),
    { title: say('rights.copy'), value: say(view.copy ? 'rights.copy-yes' : 'rights.copy-none') },
  ];
}

/** What the wipe rested on at its own moment. */
function proofOf({ proof }: CaseView): { readonly heading: string; readonly lines: string } {
  const lines = listLines(proof, {
    cap: 4,
    word: ({ item, state, by }) =>
      say(by === '' ? 'rights.proof-line' : 'rights.proof-line-by', {
        item: wordItem(item).title,
        state: say(wordProofState(state)),
        by: escapeText(by, 60),
      }),
  });
  return { heading: say('rights.proof-at-wipe'), lines };
}

function wordProofState(state: string) {
  if (state === 'waived') return 'rights.proof-waived';
  if (state === 'attested') return 'rights.proof-attested';
  return state === 'measured' ? 'rights.proof-measured' : 'rights.proof-unknown';
}

function wordTurns({ turns }: HelpCase, zone: string): string {
  return listLines(turns.slice(-TURNS), {
    cap: TURNS,
    word: ({ at, by, what, words }) =>
      say(words === '' ? `rights.turn-${what}` : `rights.turn-${what}-words`, {
        by: escapeText(by.name, 60),
        at: formatShort(at, zone),
        words: escapeText(words),
      }),
  });
}

function closeButton({ rolloutId, cloudPcId, help }: CaseView): JsonObject {
  const key = { rolloutId, cloudPcId, number: help.number };
  const note = askFor({ id: 'note', label: say('rights.close-label'), error: say('rights.close-error') });
  const close = executeButton(say('rights.close-now'), 'case.close', key, { style: 'positive' });
  return showCard(say('rights.close'), [note], [close]);
}

/** With or without a copy: it also says what OneDrive has, and what is gone. */
function undoButton({ rolloutId, nameBefore }: CaseView): JsonObject {
  return submitButton(say('rights.undo'), 'command.say', { text: `undo ${nameBefore} #${rolloutId}` });
}

/** Open cases of one rollout, the longest waiting first. */
export function bindCases(view: CasesView, { zone }: { readonly zone: string }): JsonObject {
  const title = say('rights.cases-title', { n: view.open.length });
  const lines = listLines(view.open, {
    cap: ROWS,
    word: ({ number, what, personName, cloudPcName, since }) =>
      say('rights.cases-line', {
        number,
        what: say(`rights.what-${what}`),
        person: escapeText(personName, 60),
        cloudPc: escapeText(cloudPcName, 60),
        since: formatShort(since, zone),
      }),
  });
  const { rolloutId } = view;
  return fill({
    summary: plainText(`${view.title}: ${title}`),
    eyebrow: escapeText(view.title),
    title,
    lead: say(view.open.length === 0 ? 'rights.cases-none' : 'rights.cases-lead'),
    banner: '',
    bannerStyle: 'warning',
    bannerLines: [],
    facts: [],
    sections: dropEmpty([{ heading: say('rights.cases-open'), lines }]),
    doubt: [],
    small: view.closed === 0 ? '' : say('rights.cases-closed', { n: view.closed }),
    actions: view.open
      .slice(0, BUTTONS)
      .map(({ cloudPcId, number }) =>
        executeButton(say('rights.case-show', { number }), 'case.show', { rolloutId, cloudPcId, number }),
      ),
  });
}
