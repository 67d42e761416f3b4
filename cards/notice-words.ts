import type { NoticeCall, NoticeStage, NoticeView } from '../src/domain/views-notice.ts';
import { escapeText, formatMinutes, formatMoment, formatSlot, formatTime, joinNames } from './format.ts';
import { awaitsAnswer, wordRequest } from './notice-rights.ts';
import { findMessage, say } from './text/say.ts';

/** What one stage of a notice says. Texts are card markdown, people's parts already escaped. */
export interface NoticeWords {
  readonly title: string;
  readonly lead: string;
  /** The date box is shown, and with it, in a full notice, what is deleted and what stays. */
  readonly dated: boolean;
  readonly paragraphs: readonly string[];
}

/** How much a notice says: the shorter the time left, the shorter it is. */
export type NoticeLength = 'full' | 'day' | 'short';

const FULL_FROM_MINUTES = 2 * 24 * 60;
const DAY_FROM_MINUTES = 3 * 60;
/** Stages in which a reminder says its own words. */
const REMINDED: readonly NoticeStage[] = ['planned', 'moved', 'postponed', 'ready'];

export function lengthOf({ stage, reminder }: NoticeView): NoticeLength {
  if (stage === 'last-call') return 'short';
  if (reminder === undefined || reminder >= FULL_FROM_MINUTES) return 'full';
  return reminder >= DAY_FROM_MINUTES ? 'day' : 'short';
}

export function listDeleted(): readonly string[] {
  return [say('notice.deleted-drive'), say('notice.deleted-apps'), say('notice.deleted-settings')];
}

export function listKept(): readonly string[] {
  return [say('notice.kept-files'), say('notice.kept-mail'), say('notice.kept-way')];
}

export function listDifferent(): readonly string[] {
  return [
    say('notice.different-name'),
    say('notice.different-sign-in'),
    say('notice.different-onedrive'),
    say('notice.different-redirection'),
  ];
}

/** Texts of each stage, unless a reminder or the owner's own request says more. */
export function wordNotice(view: NoticeView): NoticeWords {
  const own = view.stage === 'last-call' ? wordLastCall(view, view.call) : STAGES[view.stage](view);
  const reminded = view.reminder !== undefined && REMINDED.includes(view.stage) ? wordReminder(view, own) : own;
  const words = withRequest(view, reminded);
  return { dated: false, ...words, paragraphs: [...wordOvertaken(view), ...(words.paragraphs ?? [])] };
}

/** A request that waits is all there is to say; one that was declined leaves what to do as it was. */
function withRequest(view: NoticeView, words: Worded): Worded {
  const request = wordRequest(view);
  if (!request || awaitsAnswer(view)) return request ?? words;
  const next = view.stage === 'ready' ? say('notice.ready.lead') : say('notice.only-date');
  return { ...words, title: request.title, lead: `${request.lead}\n\n${next}` };
}

/** Why the answer is not what the button said. */
function wordOvertaken({ overtaken, newestAt, slotTaken, zone }: NoticeView): readonly string[] {
  if (slotTaken) return [say('notice.slot-taken')];
  if (!overtaken) return [];
  if (overtaken === 'date' || !newestAt) return [say('notice.overtaken-date')];
  return [say('notice.overtaken-message', { at: formatMoment(newestAt, zone) })];
}

type Worded = Pick<NoticeWords, 'title' | 'lead'> & Partial<NoticeWords>;

const STAGES: Readonly<Record<Exclude<NoticeStage, 'last-call'>, (view: NoticeView) => Worded>> = {
  planned: (view) => ({
    title: say('notice.planned.title'),
    lead: say('notice.planned.lead', { name: nameOf(view) }),
    dated: true,
    paragraphs: [whatToDo(view)],
  }),
  moved: (view) => ({
    title: say('notice.moved.title'),
    lead: say('notice.only-date'),
    dated: true,
    paragraphs: [whatToDo(view)],
  }),
  postponed: (view) => ({
    title: say('notice.postponed.title'),
    lead: say('notice.only-date'),
    dated: true,
    paragraphs: [whatToDo(view)],
  }),
  ready: () => ({ title: say('notice.ready.title'), lead: say('notice.ready.lead'), dated: true }),
  help: (view) => ({
    title: say('notice.help.title'),
    lead: say('notice.help.lead', { requester: requesterOf(view) }),
    paragraphs: [say('notice.help.next')],
  }),
  snoozed: wordSnoozed,
  held: (view) => ({ title: say('notice.held.title'), lead: withReason(say('notice.held.lead'), view) }),
  aborted: (view) => ({ title: say('notice.aborted.title'), lead: withReason(say('notice.nothing-to-do'), view) }),
  started: (view) => ({
    title: say('notice.started.title'),
    lead: say('notice.started.lead', { usual: formatMinutes(view.p50Minutes) }),
  }),
  settling: () => ({ title: say('notice.settling.title'), lead: say('notice.settling.lead') }),
  done: wordDone,
  failed: (view) => ({
    title: say('notice.failed.title'),
    lead: withCause(say('notice.failed.lead', { requester: requesterOf(view) }), view),
    paragraphs: [say('notice.failed.next')],
  }),
  'left-out': (view) => ({
    title: say('notice.left-out.title'),
    lead: withCause(say('notice.nothing-to-do'), view),
  }),
  replaced: () => ({ title: say('notice.replaced.title'), lead: say('notice.replaced.lead') }),
};

/** A day before, what is to be done and what is at stake; an hour before, the one thing to do. */
function wordReminder(view: NoticeView, own: Worded): Worded {
  const { stage, needsReady, zone, slot } = view;
  if (lengthOf(view) !== 'short') {
    const lead = stage === 'ready' ? own.lead : say('notice.reminder.lead', { name: nameOf(view) });
    return { ...own, title: say('notice.reminder.title'), lead };
  }
  if (needsReady)
    return { title: say('notice.soon.missing-title'), lead: '', dated: true, paragraphs: [whatToDo(view)] };
  const time = formatTime(slot.startAt, zone);
  return { title: say('notice.soon.title'), lead: '', dated: true, paragraphs: [say('notice.soon.do', { time })] };
}

/** What was seen of the session decides: nobody is thrown out before the deadline, and who is in a call is told so. */
function wordLastCall(view: NoticeView, call: NoticeCall): Worded {
  const time = formatTime(call.startAt, view.zone);
  return { ...wordCall(view, call, time), dated: true, paragraphs: wordLoss(view, call) };
}

function wordCall({ needsReady, proof }: NoticeView, call: NoticeCall, time: string): Worded {
  if (needsReady) {
    const missing = proof && !proof.wordCounts ? 'notice.call.missing-check' : 'notice.call.missing-ready';
    return { title: say('notice.soon.missing-title'), lead: say(missing, { time }) };
  }
  if (!call.isFinal) return wordEarlyCall(call, time);
  return { title: say('notice.call.now-title'), lead: say('notice.call.final', { time }) };
}

/** Whatever stands in the way now: when it starts, this is lost. */
function wordLoss({ needsReady }: NoticeView, { isFinal, inCall }: NoticeCall): readonly string[] {
  const goOn = isFinal && inCall && !needsReady ? [say('notice.call.final-in-call')] : [];
  return [...goOn, say('notice.call.unsaved')];
}

function wordEarlyCall({ session, inCall, gone }: NoticeCall, time: string): Worded {
  const isSignedIn = session === 'signed-in';
  if (gone === 'said') return { title: say('notice.call.said-out-title'), lead: say('notice.call.said-out', { time }) };
  if (inCall) {
    const lead = isSignedIn
      ? say('notice.call.in-call-signed-in', { time })
      : say('notice.call.in-call-unknown', { time });
    return { title: say('notice.call.in-call-title'), lead };
  }
  return isSignedIn
    ? { title: say('notice.call.signed-in-title'), lead: say('notice.call.signed-in', { time }) }
    : {
        title: say('notice.call.now-title'),
        lead: say(gone ? 'notice.call.unknown-away' : 'notice.call.unknown', { time }),
      };
}

function wordSnoozed({ snoozedUntil, slot, zone, deadlineAt }: NoticeView): Worded {
  const time = formatTime(snoozedUntil ?? slot.startAt, zone);
  return {
    title: say('notice.snoozed.title', { time }),
    lead: say('notice.snoozed.lead', { deadline: formatMoment(deadlineAt, zone) }),
    paragraphs: [say('notice.call.unsaved')],
  };
}

function wordDone(view: NoticeView): Worded {
  if (view.works === true) return { title: say('notice.done.works-title'), lead: say('notice.done.works') };
  if (view.works === false && view.rights?.help?.turns.at(-1)?.what === 'closed')
    return { title: say('rights.case-closed-title'), lead: say('rights.case-closed-lead') };
  if (view.works === false) {
    const lead = say('notice.done.broken', { requester: requesterOf(view) });
    return { title: say('notice.done.broken-title'), lead };
  }
  return { title: say('notice.done.title'), lead: say('notice.done.lead', { name: nameOf(view) }) };
}

/** The one thing the person has to do, before any explanation. */
function whatToDo({ proof, needsReady }: NoticeView): string {
  if (proof && needsReady && !proof.wordCounts)
    return proof.verdict === 'unknown' ? say('notice.do.look') : say('notice.do.check');
  return needsReady ? say('notice.do.ready') : say('notice.do.save');
}

export function wordDuration(view: NoticeView): string {
  return say('notice.duration', { usual: formatMinutes(view.p50Minutes), long: formatMinutes(view.p90Minutes) });
}

/** Where postponing stands: how often still, until when, or that it is over. */
export function wordPostponing(view: NoticeView): string {
  const last = formatMoment(view.deadlineAt, view.zone);
  if (view.otherSlots.length === 0) return say('notice.no-move');
  return say('notice.may-move', { left: view.postponementsLeft, last });
}

/** Which Cloud PC, which images, who asked and answers questions, and that others have messages of their own. */
export function wordSmallPrint(view: NoticeView): string {
  const [before, after] = [escapeText(view.imageBefore), escapeText(view.imageAfter)];
  const requester = requesterOf(view);
  const others = view.otherCloudPcs.map((name) => escapeText(name));
  const own = { names: joinNames(others), n: others.length };
  const sentences = [
    say('notice.small', { before, after }),
    say(wordNotice(view).dated ? 'notice.small-ask' : 'notice.small-by', { requester }),
    ...(others.length === 0 ? [] : [say('notice.small-others', own)]),
  ];
  return sentences.join(' ');
}

/** In the last hour: how long it takes, and whom to ask. */
export function wordShortPrint(view: NoticeView): string {
  const takes = say('notice.small-takes', { usual: formatMinutes(view.p50Minutes) });
  return `${takes} ${say('notice.small-ask', { requester: requesterOf(view) })}`;
}

export function wordWhen(view: NoticeView): string {
  const slot = formatSlot(view.slot, view.zone);
  return `${slot.slice(0, 1).toUpperCase()}${slot.slice(1)}`;
}

function withReason(sentence: string, view: NoticeView): string {
  return view.reason === '' ? sentence : say('notice.with-reason', { sentence, reason: escapeText(view.reason) });
}

/** Causes that Repave found come as codes; those without words for the owner say nothing. */
function withCause(sentence: string, view: NoticeView): string {
  const cause = findMessage(`notice.cause.${view.reason}`);
  return cause ? say('notice.with-cause', { cause: say(cause), sentence }) : sentence;
}

function nameOf(view: NoticeView): string {
  return escapeText(view.personName);
}

function requesterOf(view: NoticeView): string {
  return view.requesterName === '' ? say('notice.your-admin') : escapeText(view.requesterName);
}
