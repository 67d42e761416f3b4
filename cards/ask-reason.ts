import type { JsonObject } from './actions.ts';
import { bindQuestion } from './ask-question.ts';
import type { QuestionState } from './ask-question.ts';
import { textField } from './fields.ts';
import { escapeText, joinNames, wordDays } from './format.ts';

/** All answers at a glance, and why. After this the plan is made; nothing in the tenant changes. */
export function bindAskReason(
  ask: QuestionState & { readonly imageName: string; readonly policyNames: readonly string[] },
): JsonObject {
  return bindQuestion({
    step: 'reason',
    title: 'Why, in a sentence?',
    lead: 'The approver reads it first, and it goes on record.',
    fields: [
      ...textField('Windows 11 25H2 with the November patches', { isMultiline: true })(ask, 'reason'),
      { type: 'TextBlock', text: 'Your answers', weight: 'Bolder', wrap: true, spacing: 'Medium' },
      { type: 'FactSet', facts: factsOf(ask) },
    ],
    note: '“Continue” makes the plan and checks everything. It changes nothing in the tenant and tells nobody.',
  });
}

function factsOf(ask: Parameters<typeof bindAskReason>[0]): readonly JsonObject[] {
  const { values } = ask;
  const zone = values['zone'] === 'person' ? 'everybody’s own time' : (values['zone'] ?? '');
  const facts = [
    ['Image', ask.imageName],
    [
      'Policies',
      joinNames(
        ask.policyNames.map((name) => `“${name}”`),
        5,
      ),
    ],
    ['Only', countLines(values['only'], /[\s,;]+/, 'person', 'people') || 'everybody'],
    ['Left out', countLines(values['exclusions'], /\n/, 'entry', 'entries') || 'nobody'],
    ['Days', wordDays(values['days'] ?? '')],
    ['Hours', `${values['windowStart'] ?? ''} to ${values['windowEnd'] ?? ''}, ${zone}`],
    ['End', values['deadline'] ?? ''],
    ['Told ahead', values['lead'] ?? ''],
  ] as const;
  return facts.map(([title, value]) => ({ title, value: escapeText(value) || '–' }));
}

function countLines(text: string | undefined, separator: RegExp, one: string, many: string): string {
  const count = (text ?? '').split(separator).filter((part) => part.trim() !== '').length;
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
}
