import type { NoticeView } from '../src/domain/views-notice.ts';
import type { JsonObject } from './actions.ts';
import { escapeText, plainText, stripMarks } from './format.ts';
import { copyParagraphs } from './notice-copy.ts';
import { mayAskException, rightsParagraphs } from './notice-rights.ts';
import source from './notice.json' with { type: 'json' };
import { listNoticeButtons, mayMove } from './notice-buttons.ts';
import {
  lengthOf,
  listDeleted,
  listDifferent,
  listKept,
  wordDuration,
  wordNotice,
  wordPostponing,
  wordShortPrint,
  wordSmallPrint,
  wordWhen,
} from './notice-words.ts';
import type { NoticeLength, NoticeWords } from './notice-words.ts';
import { wordOwnProof } from './proof-words.ts';
import { createTemplate } from './render.ts';
import { say } from './text/say.ts';

const fill = createTemplate(source);

/** The notice to the owner of one Cloud PC. Its own zone and dates; what to do first, details after. */
export function bindNotice(view: NoticeView): JsonObject {
  const words = wordNotice(view);
  const length = lengthOf(view);
  const isShort = length === 'short';
  return fill({
    summary: summarise(view),
    eyebrow: say('notice.eyebrow', { name: escapeText(view.cloudPcName) }),
    title: words.title,
    lead: words.lead,
    when: words.dated && !isCalled(view) ? wordWhen(view) : '',
    duration: words.dated && !isShort ? wordDuration(view) : '',
    paragraphs: listParagraphs(view, words, length).map((text) => ({ text })),
    proof: words.dated ? proofOf(view, length) : NO_PROOF,
    sections: words.dated ? sectionsOf(length) : [],
    ...differences(view, words.dated && length === 'full'),
    small: smallOf(view, isShort),
    actions: listNoticeButtons(view),
  });
}

function listParagraphs(view: NoticeView, words: NoticeWords, length: NoticeLength): readonly string[] {
  const moves = length === 'short' ? [] : postponing(view);
  return [...words.paragraphs, ...rightsParagraphs(view), ...copyParagraphs(view), ...moves];
}

function smallOf(view: NoticeView, isShort: boolean): string {
  if (view.stage === 'replaced') return '';
  return isShort ? wordShortPrint(view) : wordSmallPrint(view);
}

function differences(view: NoticeView, isFull: boolean): JsonObject {
  const isOver = view.stage === 'done';
  return {
    differentTitle: say(isOver ? 'notice.different-now' : 'notice.different'),
    whatDiffers: say(isOver ? 'notice.what-differs-now' : 'notice.what-differs'),
    different: isFull || asksFeedback(view) ? bullets(listDifferent()) : '',
  };
}

const NO_PROOF = { title: '', lines: '' };

/** Bad news is said however short the message is; good news only where there is room. */
function proofOf({ proof, zone }: NoticeView, length: NoticeLength): { title: string; lines: string } {
  if (!proof || (length === 'short' && proof.verdict === 'green')) return NO_PROOF;
  return wordOwnProof(proof, zone);
}

function sectionsOf(length: NoticeLength): readonly JsonObject[] {
  const deleted = { heading: say('notice.deleted'), lines: bullets(listDeleted()) };
  const kept = { heading: say('notice.stays'), lines: bullets(listKept()) };
  if (length === 'full') return [deleted, kept];
  return length === 'day' ? [deleted] : [];
}

function asksFeedback(view: NoticeView): boolean {
  return view.stage === 'done' && view.works === null;
}

/** A date that cannot be moved any more: the way out is the button that is there. An open request has words of its own. */
function postponing(view: NoticeView): readonly string[] {
  const { appeal } = view.rights ?? {};
  const isAsked = appeal && !appeal.answer;
  if (isAsked || mayMove(view) || !['planned', 'moved', 'postponed'].includes(view.stage)) return [];
  return [mayAskException(view) ? say('notice.no-move-ask') : wordPostponing(view)];
}

/** In the last minutes the words name the moment; the whole window would only distract. */
function isCalled({ stage }: NoticeView): boolean {
  return stage === 'last-call';
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

/** The toast in Teams, and what clients without cards show. No markdown there. */
function summarise(view: NoticeView): string {
  const words = wordNotice(view);
  const date = words.dated ? ` ${wordWhen(view)}.` : '';
  const when = isCalled(view) ? ` ${stripMarks(words.lead)}` : date;
  return plainText(say('notice.summary', { name: view.cloudPcName, title: words.title, when }));
}
