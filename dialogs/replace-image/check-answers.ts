import { say } from '../../cards/text/say.ts';
import { explain } from '../../cards/words.ts';
import { defaultDraft, parseDraft } from '../../src/domain/draft.ts';
import type { Draft } from '../../src/domain/draft.ts';
import type { Catalogue } from '../../src/workflow/commands-api.ts';
import { problemsOf } from '../problems.ts';
import type { Problems } from '../progress.ts';
import { STEP_FIELDS } from './step.ts';
import type { StepId } from './step.ts';

/** What is wrong with the answers to one question, by the domain's rules and by what the tenant offers. */
export function checkAnswers(
  step: StepId,
  draft: Draft,
  world: { readonly catalogue: Catalogue; readonly now: string },
): Problems {
  const offered = step === 'image' ? checkImage(draft, world.catalogue) : {};
  const chosen = step === 'policies' ? checkPolicies(draft, world.catalogue) : {};
  return { ...checkFields(step, draft, world.now), ...offered, ...chosen };
}

function checkFields(step: StepId, draft: Draft, now: string): Problems {
  // Questions that were not asked yet must not keep rules over several fields from being checked.
  const filled = {
    ...draft,
    imageId: draft.imageId || '-',
    policyIds: draft.policyIds || '-',
    reason: draft.reason || '-',
  };
  const own = Object.fromEntries(STEP_FIELDS[step].map((field) => [field, draft[field] ?? '']));
  const parsed = parseDraft({ ...filled, ...own }, now);
  if (parsed.ok) return {};
  return problemsOf(parsed.refusals.filter(({ facts }) => STEP_FIELDS[step].some((field) => field === facts['field'])));
}

function checkImage({ imageId = '' }: Draft, { images }: Catalogue): Problems {
  if (imageId === '') return {};
  const found = images.find(({ image }) => image.id === imageId);
  if (!found) return { imageId: say('question.image-gone') };
  const [why] = found.blocked;
  return why ? { imageId: explain(why) } : {};
}

function checkPolicies({ policyIds = '' }: Draft, { policies }: Catalogue): Problems {
  const ids = policyIds.split(',').filter((id) => id !== '');
  const found = ids.map((id) => policies.find(({ policy }) => policy.id === id));
  if (found.includes(undefined)) return { policyIds: say('question.policies-gone') };
  const why = found.flatMap((one) => one?.blocked ?? [])[0];
  return why ? { policyIds: explain(why) } : {};
}

/** An answer as it is kept: what the card left out was left empty, and empty means the default where there is one. */
export function mergeAnswers(draft: Draft, step: StepId, values: Readonly<Record<string, string>>): Draft {
  const defaults = defaultDraft();
  const own = STEP_FIELDS[step].map((field) => [field, (values[field] ?? '').trim() || defaults[field]]);
  return { ...draft, ...(Object.fromEntries(own) as Draft) };
}
