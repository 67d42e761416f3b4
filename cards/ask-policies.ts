import type { Refusal } from '../src/domain/refusal.ts';
import type { Policy } from '../src/domain/world.ts';
import type { JsonObject } from './actions.ts';
import { bindQuestion } from './ask-question.ts';
import type { QuestionState } from './ask-question.ts';
import { choiceField } from './fields.ts';
import { countOf, escapeText } from './format.ts';
import { listLines } from './lists.ts';
import { explain } from './words.ts';

interface PolicyOffer {
  readonly policy: Policy;
  readonly cloudPcs: number;
  readonly blocked: readonly Refusal[];
}

const BLOCKED_SHOWN = 6;

/** Which policies? Everybody under them is concerned, unless the next question narrows it. */
export function bindAskPolicies(
  ask: QuestionState & { readonly policies: readonly PolicyOffer[]; readonly imageName: string },
): JsonObject {
  const free = ask.policies.filter(({ blocked }) => blocked.length === 0);
  const choices = free.map(({ policy, cloudPcs }) => ({
    title: `${policy.name} · ${countOf(cloudPcs, 'Cloud PC')} · now ${policy.imageName}`,
    value: policy.id,
  }));
  const field = choiceField(choices, {
    isExpanded: true,
    isMultiSelect: true,
    isRequired: 'Please choose at least one policy.',
  });
  return bindQuestion({
    step: 'policies',
    title: 'Which provisioning policies?',
    lead:
      free.length === 0
        ? 'No policy can be chosen. Repave works with policies that give dedicated Cloud PCs.'
        : `Their Cloud PCs get **${escapeText(ask.imageName, 80)}**.`,
    fields: free.length === 0 ? [] : field(ask, 'policyIds'),
    note: wordBlocked(ask.policies),
    canContinue: free.length > 0,
  });
}

function wordBlocked(policies: readonly PolicyOffer[]): string {
  const blocked = policies.filter((offer) => offer.blocked.length > 0);
  if (blocked.length === 0) return '';
  const lines = listLines(blocked, {
    cap: BLOCKED_SHOWN,
    word: ({ policy, blocked: [why] }) => `${escapeText(policy.name, 80)}${why ? `: ${escapeText(explain(why))}` : ''}`,
  });
  return `Cannot be chosen:\n${lines}`;
}
