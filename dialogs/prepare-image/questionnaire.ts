import { bindPrepareBegun } from '../../cards/ask-end.ts';
import type { Actor } from '../../src/domain/actor.ts';
import { defaultPrepareDraft, parsePrepareDraft } from '../../src/domain/prepare-draft.ts';
import type { BuildCommands } from '../../src/workflow/commands-build-api.ts';
import type { Ending, Questionnaire } from '../questionnaire.ts';
import { checkAnswers } from './check-answers.ts';
import { change, merge, prefill, settle } from './fill-in.ts';
import { findRoute } from './offers.ts';
import { bindPrepareCard } from './question-card.ts';
import { listSteps, readStep, stepOf } from './step.ts';
import type { PrepareStep } from './step.ts';
import { readTyped } from './typed-answers.ts';
import { PREPARE_WORDS } from './words.ts';
import { createWorldReader } from './world.ts';
import type { PrepareQueries, PrepareWorld } from './world.ts';

interface PrepareDeps {
  readonly actor: Actor;
  readonly commands: PrepareQueries & Pick<BuildCommands, 'prepare'>;
}

/** The questions of `prepare image`: nothing is made in Azure before the last one has been answered. */
export function createPrepareQuestions({ actor, commands }: PrepareDeps): Questionnaire<PrepareStep, PrepareWorld> {
  return {
    id: 'prepare-image',
    first: 'start',
    defaults: defaultPrepareDraft(),
    words: PREPARE_WORDS,
    readStep,
    readWorld: createWorldReader(actor, commands),
    prefill,
    merge,
    readTyped(step, text, { draft, world }) {
      const typed = readTyped(step, text, world);
      return typed && change(step, draft, typed);
    },
    check: (step, draft, world) => (step === 'search' ? {} : checkAnswers(step, draft, world)),
    settle,
    stepAfter: (step, draft, world) => (step === 'search' ? 'market' : beside(step, askedOf(draft, world), 1)),
    stepBefore: (step, draft, world) => beside(step, askedOf(draft, world), -1) ?? step,
    stepOf,
    bind: ({ world, step, ...question }) =>
      bindPrepareCard({ ...question, step, world, steps: askedOf(question.draft, world) }),
    conclude({ draft }) {
      const request = parsePrepareDraft(draft);
      if (!request.ok) return request;
      return {
        ok: true,
        value: async () => {
          const build = await commands.prepare(actor, request.value);
          return build.ok ? { ok: true, value: endWith(build.value.title) } : build;
        },
      };
    },
  };
}

function askedOf(draft: Parameters<typeof listSteps>[0], { catalogue }: PrepareWorld): readonly PrepareStep[] {
  const hasSubscriptions = catalogue.subscriptions.length > 1;
  return listSteps(draft, { hasSubscriptions, knowsRoute: findRoute(catalogue, draft) !== undefined });
}

function beside(step: PrepareStep, steps: readonly PrepareStep[], by: 1 | -1): PrepareStep | undefined {
  return steps[steps.indexOf(step) + by];
}

/** The live card comes by itself, and stays up to date where it stands. */
function endWith(title: string): Ending {
  return (screen, cardId) => screen.close(bindPrepareBegun(title), cardId);
}
