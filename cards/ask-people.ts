import type { JsonObject } from './actions.ts';
import { bindQuestion } from './ask-question.ts';
import type { QuestionState } from './ask-question.ts';
import { textField } from './fields.ts';
import { countCloudPcs } from './format.ts';
import { say } from './text/say.ts';

/** Everybody under the policies, only some of them, and who is left out. Nothing has to be filled in. */
export function bindAskPeople(ask: QuestionState & { readonly cloudPcs: number }): JsonObject {
  return bindQuestion({
    step: 'people',
    title: say('question.people-title'),
    lead: say('question.people-lead', { cloudPcs: countCloudPcs(ask.cloudPcs) }),
    fields: [
      ...textField('dana@contoso.com, tom@contoso.com', { isMultiline: true })(ask, 'only'),
      ...textField(say('question.people-hint'), { isMultiline: true })(ask, 'exclusions'),
    ],
    note: say('question.people-note'),
  });
}
