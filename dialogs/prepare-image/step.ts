import type { PrepareDraft, PrepareField } from '../../src/domain/prepare-draft.ts';

/** The questions of `prepare image`. Which are asked, and in which order, depends on where it starts. `search` looks again for `market`. */
export const PREPARE_STEPS = [
  'start',
  'subscription',
  'place',
  'search',
  'market',
  'machine',
  'image',
  'source',
  'route',
  'size',
  'names',
  'confirm',
] as const;
export type PrepareStep = (typeof PREPARE_STEPS)[number];

const NAMES = ['imageName', 'imageVersion'] as const;

/** The answers that each question asks for, with these answers given. */
export function listFields(step: PrepareStep, draft: PrepareDraft): readonly PrepareField[] {
  if (step !== 'names') return FIELDS[step];
  if (draft.start === 'image' || draft.start === 'source') return NAMES;
  const capture: readonly PrepareField[] =
    draft.route === 'gallery' ? ['gallery', 'definition', 'captureVersion'] : ['captureName'];
  return [...NAMES, ...capture, ...(draft.start === 'marketplace' ? (['keep'] as const) : [])];
}

const FIELDS: Readonly<Record<Exclude<PrepareStep, 'names'>, readonly PrepareField[]>> = {
  start: ['start'],
  subscription: ['subscription'],
  place: ['group', 'subnetId'],
  search: ['search'],
  market: ['market', 'search'],
  machine: ['machineId', 'machineGroup'],
  image: ['imageId'],
  source: ['sourceId'],
  route: ['route'],
  size: ['size', 'publicIp'],
  confirm: [],
};

/** What decides which questions are asked, besides the answers. */
export interface Asked {
  /** More than one subscription can be used. */
  readonly hasSubscriptions: boolean;
  /** The security type of the chosen machine is known, and with it the way the image is kept. */
  readonly knowsRoute: boolean;
}

export function listSteps(draft: PrepareDraft, { hasSubscriptions, knowsRoute }: Asked): readonly PrepareStep[] {
  const where: readonly PrepareStep[] = hasSubscriptions ? ['start', 'subscription'] : ['start'];
  switch (draft.start) {
    case 'marketplace':
      return [...where, 'place', 'market', 'route', 'size', 'names', 'confirm'];
    case 'machine':
      return [...where, 'machine', ...(knowsRoute ? [] : (['route'] as const)), 'names', 'confirm'];
    case 'image':
      return [...where, 'image', 'names', 'confirm'];
    case 'source':
      return ['start', 'source', 'names', 'confirm'];
    default:
      return ['start'];
  }
}

export function readStep(text: string): PrepareStep | undefined {
  return PREPARE_STEPS.find((step) => step === text);
}

/** The question that asks for a field. */
export function stepOf(field: string, draft: PrepareDraft): PrepareStep | undefined {
  const asking = PREPARE_STEPS.filter((step) => step !== 'search');
  return asking.find((step) => listFields(step, draft).some((own) => own === field));
}
