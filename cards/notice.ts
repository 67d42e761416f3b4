import type { NoticeView } from '../src/domain/views.ts';
import { executeButton } from './actions.ts';
import type { JsonObject, NoticeKey } from './actions.ts';
import { escapeText, formatSlotShort, formatZone, plainText } from './format.ts';
import source from './notice.json' with { type: 'json' };
import { askFor, showCard } from './buttons.ts';
import {
  DELETED,
  DIFFERENT,
  KEPT,
  wordDuration,
  wordNotice,
  wordPostponing,
  wordSmallPrint,
  wordWhen,
} from './notice-words.ts';
import { wordOwnProof } from './proof-words.ts';
import { createTemplate } from './render.ts';

const fill = createTemplate(source);

/** The notice to the owner of one Cloud PC. Its own zone and dates; what to do first, details after. */
export function bindNotice(view: NoticeView): JsonObject {
  const words = wordNotice(view);
  return fill({
    summary: summarise(view),
    eyebrow: `Cloud PC ${escapeText(view.cloudPcName)}`,
    title: words.title,
    lead: words.lead,
    when: words.dated ? wordWhen(view) : '',
    duration: words.dated && view.stage !== 'last-call' ? wordDuration(view) : '',
    paragraphs: [...words.paragraphs, ...postponing(view)].map((text) => ({ text })),
    proof: words.dated && view.proof ? wordOwnProof(view.proof, view.zone) : { title: '', lines: '' },
    sections: words.dated ? [section('Deleted', DELETED), section('Stays', KEPT)] : [],
    different: words.dated || asksFeedback(view) ? bullets(DIFFERENT) : '',
    small: view.stage === 'replaced' ? '' : wordSmallPrint(view),
    actions: buttonsOf(view),
  });
}

/** Stages in which the person can still answer. */
const OPEN_STAGES: readonly NoticeView['stage'][] = ['planned', 'moved', 'postponed', 'ready', 'help', 'last-call'];

function buttonsOf(view: NoticeView): readonly JsonObject[] {
  if (asksFeedback(view)) return [worksButton(view), brokenButton(view)];
  if (view.stage === 'failed') return [helpButton(view)];
  if (!OPEN_STAGES.includes(view.stage)) return [];
  const ready = mayBeReady(view) ? [readyButton(view)] : [];
  const check = mayCheck(view) ? [checkButton(view)] : [];
  const later = mayMove(view) ? [laterButton(view)] : [];
  return [...check, ...ready, ...later, ...(view.stage === 'help' ? [] : [helpButton(view)])];
}

/** A word that counts for nothing is not asked for: what a Cloud PC reports is mended on the Cloud PC. */
function mayBeReady({ stage, needsReady, proof }: NoticeView): boolean {
  if (stage === 'ready' || (stage === 'last-call' && !needsReady)) return false;
  return stage === 'help' || !proof || proof.wordCounts;
}

function mayCheck({ stage, proof }: NoticeView): boolean {
  return proof !== undefined && proof.verdict !== 'green' && stage !== 'ready' && stage !== 'help';
}

function checkButton(view: NoticeView): JsonObject {
  return executeButton('Check again', 'notice.check', keyOf(view), { style: 'positive' });
}

function asksFeedback(view: NoticeView): boolean {
  return view.stage === 'done' && view.works === null;
}

function mayMove(view: NoticeView): boolean {
  return view.stage !== 'last-call' && view.otherSlots.length > 0;
}

function postponing(view: NoticeView): readonly string[] {
  return ['planned', 'moved', 'postponed'].includes(view.stage) && !mayMove(view) ? [wordPostponing(view)] : [];
}

function readyButton(view: NoticeView): JsonObject {
  return executeButton("I'm ready", 'notice.ready', keyOf(view), { style: 'positive' });
}

function laterButton(view: NoticeView): JsonObject {
  const choices = view.otherSlots.map((slot) => ({ title: formatSlotShort(slot, view.zone), value: slot.startAt }));
  const zone = formatZone(view.zone, view.slot.startAt);
  const pick = {
    type: 'Input.ChoiceSet',
    id: 'slot',
    label: `Another date, in ${zone}`,
    style: 'expanded',
    isRequired: true,
    errorMessage: 'Please pick a date.',
    value: choices[0]?.value ?? '',
    choices,
  };
  const note = { type: 'TextBlock', text: wordPostponing(view), wrap: true, isSubtle: true, size: 'Small' };
  const move = executeButton('Move my date', 'notice.postpone', keyOf(view), { style: 'positive' });
  return showCard('Later', [pick, note], [move]);
}

function helpButton(view: NoticeView): JsonObject {
  const ask = askFor({ id: 'text', label: 'What do you need?', error: 'Please write a few words.' });
  return showCard('I need help', [ask], [executeButton('Send', 'notice.help', keyOf(view), { style: 'positive' })]);
}

function worksButton(view: NoticeView): JsonObject {
  return executeButton('It works', 'notice.works', keyOf(view), { style: 'positive' });
}

function brokenButton(view: NoticeView): JsonObject {
  const ask = askFor({ id: 'text', label: 'What does not work?', error: 'Please write a few words.' });
  const send = executeButton('Send', 'notice.broken', keyOf(view), { style: 'positive' });
  return showCard("It doesn't work", [ask], [send]);
}

function keyOf(view: NoticeView): NoticeKey {
  return { rolloutId: view.rolloutId, cloudPcId: view.cloudPcId, slotRevision: view.slotRevision };
}

function section(heading: string, lines: readonly string[]): JsonObject {
  return { heading, lines: bullets(lines) };
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

/** The toast in Teams, and what clients without cards show. No markdown there. */
function summarise(view: NoticeView): string {
  const words = wordNotice(view);
  const when = words.dated ? ` ${wordWhen(view)}.` : '';
  return plainText(`${view.cloudPcName}: ${words.title}.${when}`);
}
