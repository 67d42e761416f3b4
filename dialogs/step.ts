import { z } from 'zod';
import type { Draft, DraftField } from '../src/domain/draft.ts';

/** The questions of `replace image`, in their order. */
export const STEPS = ['image', 'policies', 'people', 'timing', 'reason'] as const;
export type StepId = (typeof STEPS)[number];

/** The answers that each question asks for. */
export const STEP_FIELDS: Readonly<Record<StepId, readonly DraftField[]>> = {
  image: ['imageId'],
  policies: ['policyIds'],
  people: ['only', 'exclusions'],
  timing: [
    'days',
    'windowStart',
    'windowEnd',
    'zone',
    'freeze',
    'lead',
    'postponements',
    'deadline',
    'canary',
    'percents',
    'concurrency',
    'promotion',
    'failurePercent',
    'failureCount',
    'settle',
    'approval',
  ],
  reason: ['reason'],
};

/** What a person does with a question: a card's answer, or something typed. */
export type Input =
  | { readonly kind: 'answer'; readonly step: string; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'back' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'help' }
  /** Show the open question again. */
  | { readonly kind: 'again' };

const stateSchema = z.object({
  step: z.enum(STEPS),
  draft: z.record(z.string(), z.string()),
  /** The rollout that is planned anew; null for a first plan. */
  rolloutId: z.string().nullable(),
  /** The message with the open question, to be changed in place when it is answered on the card. */
  cardId: z.string().nullable(),
  /** Since when the plan is being made: nothing else happens meanwhile. */
  planningSince: z.string().nullable(),
});

/** Where a person stands in the questions: kept between turns, so plain JSON. */
export interface Progress {
  readonly step: StepId;
  readonly draft: Draft;
  readonly rolloutId: string | null;
  readonly cardId: string | null;
  readonly planningSince: string | null;
}

/** What was kept, or undefined when it is not (or no longer) of this shape. */
export function readProgress(kept: unknown): Progress | undefined {
  const parsed = stateSchema.safeParse(kept);
  return parsed.success ? parsed.data : undefined;
}

export function stepAfter(step: StepId): StepId | undefined {
  return STEPS[STEPS.indexOf(step) + 1];
}

export function stepBefore(step: StepId): StepId {
  return STEPS[STEPS.indexOf(step) - 1] ?? step;
}

/** The question that asks for a field. */
export function stepOf(field: string): StepId | undefined {
  return STEPS.find((step) => STEP_FIELDS[step].some((own) => own === field));
}

export function readStep(text: string): StepId | undefined {
  return STEPS.find((step) => step === text);
}
