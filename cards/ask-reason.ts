import type { JsonObject } from './actions.ts';
import { bindQuestion } from './ask-question.ts';
import type { QuestionState } from './ask-question.ts';
import { textField } from './fields.ts';
import { escapeText, joinNames, wordDays } from './format.ts';
import { say } from './text/say.ts';
import type { MessageId } from './text/say.ts';

/** All answers at a glance, and why. After this the plan is made; nothing in the tenant changes. */
export function bindAskReason(
  ask: QuestionState & { readonly imageName: string; readonly policyNames: readonly string[] },
): JsonObject {
  return bindQuestion({
    step: 'reason',
    title: say('question.reason-title'),
    lead: say('question.reason-lead'),
    fields: [
      ...textField(say('question.reason-hint'), { isMultiline: true })(ask, 'reason'),
      { type: 'TextBlock', text: say('question.reason-answers'), weight: 'Bolder', wrap: true, spacing: 'Medium' },
      { type: 'FactSet', facts: factsOf(ask) },
    ],
    note: say('question.reason-note'),
  });
}

function factsOf(ask: Parameters<typeof bindAskReason>[0]): readonly JsonObject[] {
  const { values } = ask;
  const zone = values['zone'] === 'person' ? say('question.everybodys-time') : (values['zone'] ?? '');
  const facts = [
    [say('question.fact-image'), ask.imageName],
    [
      say('question.fact-policies'),
      joinNames(
        ask.policyNames.map((name) => say('plan.quoted', { name })),
        5,
      ),
    ],
    [
      say('question.fact-only'),
      countParts(values['only'], /[\s,;]+/, 'question.n-people') || say('question.everybody'),
    ],
    [
      say('question.fact-left-out'),
      countParts(values['exclusions'], /\n/, 'question.n-entries') || say('question.nobody'),
    ],
    [say('question.fact-days'), wordDays(values['days'] ?? '')],
    [
      say('question.fact-hours'),
      say('question.hours', { from: values['windowStart'] ?? '', to: values['windowEnd'] ?? '', zone }),
    ],
    [say('question.fact-end'), values['deadline'] ?? ''],
    [say('question.fact-told'), values['lead'] ?? ''],
  ] as const;
  return facts.map(([title, value]) => ({ title, value: escapeText(value) || '–' }));
}

function countParts(text: string | undefined, separator: RegExp, counted: MessageId): string {
  const n = (text ?? '').split(separator).filter((part) => part.trim() !== '').length;
  return n === 0 ? '' : say(counted, { n });
}
