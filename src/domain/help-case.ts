import type { Actor } from './actor.ts';
import type { Complaint, HelpCase } from './case.ts';
import { accept, refusal, refuse } from './refusal.ts';
import type { Result } from './refusal.ts';
import type { Target } from './target.ts';
import type { Instant } from './time.ts';

/** What an owner says about a Cloud PC that is done. */
export interface Feedback {
  readonly works: boolean;
  readonly text: string;
  /** What is wrong, of a few; `other` when they do not say. */
  readonly what?: Complaint;
}

/**
 * "It works" ends a case that is open; "it doesn't" opens one, or adds the newest words to it. Saying the same again changes nothing.
 */
export function giveFeedback(
  target: Target,
  ask: { readonly actor: Actor; readonly said: Feedback; readonly nextNumber: number; readonly now: Instant },
): Result<Target> {
  if (!target.verifiedAt) return refuse(refusal('not-done-yet'));
  const { said, now, actor } = ask;
  const what = said.what ?? 'other';
  const { feedback } = target;
  if (feedback && feedback.works === said.works && feedback.text === said.text && (feedback.what ?? 'other') === what)
    return accept(target);
  const told = said.works
    ? { at: now, works: true, text: said.text }
    : { at: now, works: false, text: said.text, what };
  return accept({ ...target, feedback: told, ...casesAfter(target, { actor, said, nextNumber: ask.nextNumber, now }) });
}

function casesAfter(
  target: Target,
  ask: { readonly actor: Actor; readonly said: Feedback; readonly nextNumber: number; readonly now: Instant },
): Pick<Target, 'cases'> {
  const { actor, said, nextNumber, now } = ask;
  const known = target.cases ?? [];
  const open = openCase(target);
  if (said.works && !open) return {};
  const turn = {
    at: now,
    by: actor,
    what: said.works ? 'closed' : open ? 'said' : 'opened',
    words: said.text,
  } as const;
  const what = said.what ?? 'other';
  if (!open) return { cases: [...known, { number: nextNumber, what, turns: [turn] }] };
  const next: HelpCase = { ...open, what: said.works ? open.what : what, turns: [...open.turns, turn] };
  return { cases: known.map((one) => (one === open ? next : one)) };
}

/** Closing needs a note, which its owner reads. A case that is closed stays as it is. */
export function closeCase(
  target: Target,
  ask: { readonly actor: Actor; readonly number: number; readonly note: string; readonly now: Instant },
): Result<Target> {
  const words = ask.note.trim();
  const found = target.cases?.find(({ number }) => number === ask.number);
  if (!found) return refuse(refusal('no-case'));
  if (words === '') return refuse(refusal('reason-missing'));
  if (isClosed(found)) return accept(target);
  return accept(withTurn(target, found, { at: ask.now, by: ask.actor, what: 'closed', words }));
}

/** The owner says that it was closed too early. */
export function reopenCase(
  target: Target,
  ask: { readonly actor: Actor; readonly words: string; readonly now: Instant },
): Result<Target> {
  const last = target.cases?.at(-1);
  const words = ask.words.trim();
  if (!last) return refuse(refusal('no-case'));
  if (words === '') return refuse(refusal('reason-missing'));
  if (!isClosed(last)) return accept(target);
  const next = withTurn(target, last, { at: ask.now, by: ask.actor, what: 'reopened', words });
  return accept({ ...next, feedback: { at: ask.now, works: false, text: words, what: last.what } });
}

/** The case of this Cloud PC that somebody still has to settle. */
export function openCase({ cases = [] }: Pick<Target, 'cases'>): HelpCase | undefined {
  return cases.findLast((one) => !isClosed(one));
}

export function isClosed({ turns }: HelpCase): boolean {
  return turns.at(-1)?.what === 'closed';
}

/** Cases are numbered through the whole rollout, so that people can name them. */
export function nextCaseNumber(targets: readonly Target[]): number {
  return 1 + Math.max(0, ...targets.flatMap(({ cases = [] }) => cases.map(({ number }) => number)));
}

function withTurn(target: Target, one: HelpCase, turn: HelpCase['turns'][number]): Target {
  const next = { ...one, turns: [...one.turns, turn] };
  return { ...target, cases: (target.cases ?? []).map((known) => (known === one ? next : known)) };
}
