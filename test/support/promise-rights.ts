import { isBefore } from './promise-facts.ts';
import type { WipeCase } from './promise-facts.ts';
import type { Act } from './story-acts.ts';

const STOPS = ['line.stop', 'line.stop-own'];
/** What the client read when a stop was taken. */
const TAKEN = /nothing new starts|The line is stopped|takes a moment/i;

/**
 * W7, for a stopped line: nothing starts after a stop was answered, before an approver other than the one who asked and the one who
 * stopped has agreed that it goes on. By the clients' own account, never by Repave's records.
 */
export function wasNotStopped({ story, index, rolloutId }: WipeCase): readonly string[] {
  const acts = story.acts.filter((act) => isOf(act, rolloutId) || /^stop\b/i.test(act.text));
  const stop = acts.findLast((act) => isStop(act) && isBefore(act, index));
  if (!stop) return [];
  const later = story.acts.slice(story.acts.indexOf(stop) + 1);
  const goesOn = later.some((act) => isSecondPersons(act, stop, later) && act.wipesBefore <= index);
  return goesOn ? [] : ['W7: started after the line was stopped, without a second person'];
}

/** W6: while an owner's request is open, their Cloud PC is not touched. */
export function wasNotAppealed({ story, index, wipe, rolloutId }: WipeCase): readonly string[] {
  const isAbout = (act: Act) => isOf(act, rolloutId) && act.data['cloudPcId'] === wipe.cloudPcId;
  const asked = story.acts.findLast((act) => act.verb === 'appeal.ask' && isAbout(act) && isBefore(act, index));
  if (!asked || !/with the approvers/.test(asked.answer)) return [];
  const answered = story.acts
    .slice(story.acts.indexOf(asked) + 1)
    .some(
      (act) =>
        /^appeal\.(approve|decline)$/.test(act.verb) && isAbout(act) && act.isApprover && act.wipesBefore <= index,
    );
  return answered ? [] : ['W6: the owner’s request was still open'];
}

function isOf(act: Act, rolloutId: string): boolean {
  return act.data['rolloutId'] === rolloutId;
}

function isStop(act: Act): boolean {
  if (STOPS.includes(act.verb)) return TAKEN.test(act.answer);
  return /^stop\b.*\w/i.test(act.text) && (act.isAdmin || act.isApprover) && act.text.trim().includes(' ');
}

function isSecondPersons(act: Act, stop: Act, later: readonly Act[]): boolean {
  if (act.verb !== 'line.confirm-resume' || !act.isApprover || act.personId === stop.personId) return false;
  return later.some(
    (ask) =>
      (ask.verb === 'line.ask-resume' || ask.verb === 'rollout.resume' || /^resume\b/i.test(ask.text)) &&
      ask.personId !== act.personId &&
      (ask.isAdmin || ask.isApprover),
  );
}
