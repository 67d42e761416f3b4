import type { Refusal } from '../src/domain/refusal.ts';
import type { Policy } from '../src/domain/world.ts';
import type { JsonObject } from './actions.ts';
import { bindQuestion } from './ask-question.ts';
import type { QuestionState } from './ask-question.ts';
import { choiceField } from './fields.ts';
import { countCloudPcs, escapeText } from './format.ts';
import { listLines } from './lists.ts';
import { say } from './text/say.ts';
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
    title: say('question.policies-choice', {
      policy: policy.name,
      cloudPcs: countCloudPcs(cloudPcs),
      image: policy.imageName,
    }),
    value: policy.id,
  }));
  const field = choiceField(choices, {
    isExpanded: true,
    isMultiSelect: true,
    isRequired: say('question.policies-choose'),
  });
  return bindQuestion({
    step: 'policies',
    title: say('question.policies-title'),
    lead:
      free.length === 0
        ? say('question.policies-none')
        : say('question.policies-lead', { image: escapeText(ask.imageName, 80) }),
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
    word: ({ policy, blocked: [why] }) => {
      const name = escapeText(policy.name, 80);
      return why ? say('question.blocked-line', { name, why: escapeText(explain(why)) }) : name;
    },
  });
  return `${say('question.blocked')}\n${lines}`;
}
