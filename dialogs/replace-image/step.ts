import type { DraftField } from '../../src/domain/draft.ts';

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
    'reminders',
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
    'quorum',
    'goLive',
    'expedite',
    'proof',
    'protection',
    'storageAccount',
  ],
  reason: ['reason'],
};

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
