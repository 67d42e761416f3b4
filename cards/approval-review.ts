import type { ReviewState } from '../src/domain/views-approval.ts';
import { executeButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { escapeText, formatMoment } from './format.ts';
import type { Section } from './lists.ts';
import { say } from './text/say.ts';

/** The review that an emergency owes, or the one that was written; empty where there is none. */
export function reviewSection(review: ReviewState | undefined, zone: string): Section {
  if (!review) return { heading: '', lines: '' };
  const heading = say('approval.review-heading');
  if (review.state === 'owed') return { heading, lines: say('approval.review-owed') };
  const { by, at, text } = review;
  const values = { name: escapeText(by.name, 80), at: formatMoment(at, zone), text: escapeText(text) };
  return { heading, lines: say('approval.review-done-by', values) };
}

/** Opens the card on which the review is written. */
export function reviewButton(view: {
  readonly rolloutId: string;
  readonly review?: ReviewState;
}): readonly JsonObject[] {
  if (view.review?.state !== 'owed') return [];
  const { rolloutId } = view;
  return [
    executeButton(say('approval.review-open'), 'review.show', { rolloutId }, { style: 'positive', ignoreInputs: true }),
  ];
}
