import type { NoticeView } from '../src/domain/views.ts';
import { escapeText, formatMinutes, formatMoment, formatSlot, joinNames } from './format.ts';

/** What one stage of a notice says. Texts are card markdown, people's parts already escaped. */
interface NoticeWords {
  readonly title: string;
  readonly lead: string;
  /** The date box is shown, and with it what is deleted and what stays. */
  readonly dated: boolean;
  readonly paragraphs: readonly string[];
}

export const DELETED = [
  'Everything on drive C: that is not in OneDrive. Desktop, Documents and Downloads too, unless OneDrive backs them up',
  'Apps you installed yourself, with their licence files',
  'Settings of Windows and of your apps',
];

export const KEPT = ['Your files in OneDrive and SharePoint', 'Mail, calendar and Teams', 'The way you connect'];

export const DIFFERENT = [
  'The computer often has a new name',
  'You sign in to your apps again',
  'OneDrive loads your files again, which takes a while the first time',
  'Copy and paste, drives, USB devices and printers between your own computer and the Cloud PC may be off until an admin allows them',
];

/** Texts of each stage. */
export function wordNotice(view: NoticeView): NoticeWords {
  const words = STAGES[view.stage](view);
  return { dated: false, paragraphs: [], ...words };
}

type Worded = Pick<NoticeWords, 'title' | 'lead'> & Partial<NoticeWords>;

const STAGES: Readonly<Record<NoticeView['stage'], (view: NoticeView) => Worded>> = {
  planned: (view) => ({
    title: 'Your Cloud PC gets a new Windows image',
    lead: `Hello ${nameOf(view)}, this replaces everything on it.`,
    dated: true,
    paragraphs: [whatToDo(view)],
  }),
  moved: (view) => ({
    title: 'The date for your Cloud PC has moved',
    lead: 'Only the date below counts now.',
    dated: true,
    paragraphs: [whatToDo(view)],
  }),
  postponed: (view) => ({
    title: 'Your new date is saved',
    lead: 'Only the date below counts now.',
    dated: true,
    paragraphs: [whatToDo(view)],
  }),
  ready: () => ({
    title: "Thank you, you're all set",
    lead: 'Sign out before the time below, and there is nothing else to do.',
    dated: true,
  }),
  help: (view) => ({
    title: 'Help is on its way',
    lead: `${requesterOf(view)} has your message. Your Cloud PC is not touched until this is settled.`,
    paragraphs: ["All good in the meantime? Press “I'm ready”."],
  }),
  'last-call': () => ({
    title: 'Save your work and sign out now',
    lead: 'The last possible date has come. In 15 minutes your Cloud PC may be rebuilt, even while you are signed in.',
    dated: true,
  }),
  held: (view) => ({
    title: 'On hold: nothing happens for now',
    lead: withReason('Your Cloud PC stays as it is. You get a message before anything changes.', view),
  }),
  aborted: (view) => ({
    title: 'Called off: your Cloud PC stays as it is',
    lead: withReason('You do not have to do anything.', view),
  }),
  started: (view) => ({
    title: 'Your Cloud PC is being rebuilt',
    lead: `Please do not connect to it. It is usually ready after ${formatMinutes(view.p50Minutes)}; you get a message then.`,
  }),
  settling: () => ({
    title: 'Almost ready',
    lead: 'The new Windows is in place. Repave watches it for a while before you get the word to start.',
  }),
  done: wordDone,
  failed: (view) => ({
    title: 'Your Cloud PC could not be rebuilt',
    lead: withCause(`${requesterOf(view)} knows and takes care of it.`, view),
    paragraphs: ['Need to work now? Press “I need help”.'],
  }),
  'left-out': (view) => ({
    title: 'Your Cloud PC is left as it is',
    lead: withCause('You do not have to do anything.', view),
  }),
  replaced: () => ({
    title: 'A newer message has taken the place of this one',
    lead: 'Look for the latest message from Repave in this chat, or type “my cloud pc”.',
  }),
};

function wordDone(view: NoticeView): Worded {
  if (view.works === true) return { title: 'Great that it works', lead: 'Thank you for telling us. Have a good day!' };
  if (view.works === false) {
    return {
      title: 'Sorry that it does not work',
      lead: `${requesterOf(view)} has your message and gets in touch with you.`,
    };
  }
  return {
    title: 'Your Cloud PC is ready',
    lead: `Hello ${nameOf(view)}, you can connect again. Sign in to your apps and give OneDrive a moment. Does it work?`,
  };
}

/** The one thing the person has to do, before any explanation. */
function whatToDo(view: NoticeView): string {
  const { proof } = view;
  if (proof && view.needsReady && !proof.wordCounts) {
    return proof.verdict === 'unknown'
      ? '**What to do:** put what you want to keep into OneDrive. Your Cloud PC looks by itself what would be lost, and is not touched before that is nothing.'
      : '**What to do:** what stands below, then press “Check again”. Your Cloud PC is not touched before nothing would be lost.';
  }
  if (view.needsReady) {
    return "**What to do:** put what you want to keep into OneDrive, then press “I'm ready”. Your Cloud PC is not touched before you do.";
  }
  return '**What to do:** put what you want to keep into OneDrive before that time, and sign out.';
}

export function wordDuration(view: NoticeView): string {
  const usual = formatMinutes(view.p50Minutes);
  const long = formatMinutes(view.p90Minutes);
  return `It starts at some moment in this time, without another message, and takes about ${usual} (rarely more than ${long}). You cannot work on it meanwhile.`;
}

/** Where postponing stands: how often still, until when, or that it is over. */
export function wordPostponing(view: NoticeView): string {
  const last = formatMoment(view.deadlineAt, view.zone);
  if (view.otherSlots.length === 0)
    return 'The date can no longer be moved. If it does not suit you, press “I need help”.';
  const times = view.postponementsLeft === 1 ? 'once more' : `${view.postponementsLeft} more times`;
  return `You can move the date ${times}, until ${last} at the latest.`;
}

/** Which Cloud PC, which images, who asked, and that others have messages of their own. */
export function wordSmallPrint(view: NoticeView): string {
  const images = `${escapeText(view.imageBefore)} → ${escapeText(view.imageAfter)}`;
  const others = view.otherCloudPcs.map((name) => escapeText(name));
  const own =
    others.length === 0 ? '' : ` ${joinNames(others)} ${others.length === 1 ? 'has its' : 'have their'} own message.`;
  return `Image: ${images}. Asked for by ${requesterOf(view)}.${own}`;
}

export function wordWhen(view: NoticeView): string {
  const slot = formatSlot(view.slot, view.zone);
  return `${slot.slice(0, 1).toUpperCase()}${slot.slice(1)}`;
}

function withReason(sentence: string, view: NoticeView): string {
  return view.reason === '' ? sentence : `${sentence} Reason: ${escapeText(view.reason)}`;
}

/** Causes that Repave found come as codes; those without words for the owner say nothing. */
function withCause(sentence: string, view: NoticeView): string {
  const cause = OWNER_CAUSES[view.reason];
  return cause ? `${cause} ${sentence}` : sentence;
}

const OWNER_CAUSES: Readonly<Record<string, string>> = {
  'provisioning-failed': 'Windows 365 could not finish it.',
  stuck: 'Windows 365 has not finished it in time.',
  'wrong-image': 'It came back with another image than planned.',
  'left-behind': 'The rollout has ended before its turn came.',
  'no-window-left': 'There was no date left that fits.',
  'cloud-pc-gone': 'It is no longer in this tenant.',
  'owner-changed': 'It belongs to somebody else now.',
  'owner-left': 'Your account has changed.',
  'reprovisioned-elsewhere': 'Somebody has rebuilt it already.',
};

function nameOf(view: NoticeView): string {
  return escapeText(view.personName);
}

function requesterOf(view: NoticeView): string {
  return view.requesterName === '' ? 'Your admin' : escapeText(view.requesterName);
}
