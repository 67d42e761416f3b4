import { defaultDraft, parseDraft } from '../../src/domain/draft.ts';
import type { Actor } from '../../src/domain/actor.ts';
import type { Catalogue, Commands } from '../../src/workflow/commands-api.ts';
import type { Clock } from '../../src/workflow/ports.ts';
import type { Questionnaire } from '../questionnaire.ts';
import { checkAnswers, mergeAnswers } from './check-answers.ts';
import { bindQuestionCard } from './question-card.ts';
import { readStep, stepAfter, stepBefore, stepOf } from './step.ts';
import type { StepId } from './step.ts';
import { readTyped } from './typed-answers.ts';
import { REPLACE_WORDS } from './words.ts';

interface ReplaceDeps {
  readonly actor: Actor;
  readonly commands: Pick<Commands, 'readCatalogue' | 'plan'>;
  readonly clock: Clock;
}

/** The questions of `replace image`: they end in a plan, which changes nothing in the tenant. */
export function createReplaceQuestions({ actor, commands, clock }: ReplaceDeps): Questionnaire<StepId, Catalogue> {
  let catalogue: ReturnType<Commands['readCatalogue']> | undefined;
  return {
    id: 'replace-image',
    first: 'image',
    defaults: defaultDraft(),
    words: REPLACE_WORDS,
    readStep,
    readWorld: () => (catalogue ??= commands.readCatalogue(actor)),
    prefill: (_step, draft) => draft,
    merge: (step, draft, values) => ({ step, draft: mergeAnswers(draft, step, values) }),
    readTyped(step, text, { draft, world }) {
      const typed = readTyped(step, text, world);
      return typed && { step, draft: { ...draft, ...typed } };
    },
    check: (step, draft, world) => checkAnswers(step, draft, { catalogue: world, now: clock.now() }),
    settle: (_step, draft) => draft,
    stepAfter,
    stepBefore,
    stepOf,
    bind: ({ world, ...question }, zone) => bindQuestionCard({ ...question, catalogue: world }, zone),
    conclude({ draft, rolloutId }) {
      const request = parseDraft(draft, clock.now());
      if (!request.ok) return request;
      return {
        ok: true,
        value: async () => {
          const plan = await commands.plan(actor, request.value, rolloutId ?? undefined);
          return plan.ok
            ? { ok: true, value: (screen, cardId) => screen.showPlan(plan.value, cardId) }
            : { ok: false, refusals: plan.refusals };
        },
      };
    },
  };
}
