import type { JsonObject } from './actions.ts';
import { bindQuestion } from './ask-question.ts';
import type { QuestionState } from './ask-question.ts';
import { textField } from './fields.ts';
import { countOf } from './format.ts';

/** Everybody under the policies, only some of them, and who is left out. Nothing has to be filled in. */
export function bindAskPeople(ask: QuestionState & { readonly cloudPcs: number }): JsonObject {
  return bindQuestion({
    step: 'people',
    title: 'Everybody, or only some?',
    lead: `Leave both fields empty for everybody: ${countOf(ask.cloudPcs, 'Cloud PC')}.`,
    fields: [
      ...textField('dana@contoso.com, tom@contoso.com', { isMultiline: true })(ask, 'only'),
      ...textField('tom@contoso.com: month-end closing', { isMultiline: true })(ask, 'exclusions'),
    ],
    note: 'Left out: one on a line, as “who: why”. A sign-in name or the name of a Cloud PC.',
  });
}
