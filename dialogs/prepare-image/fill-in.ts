import { DEFAULT_SIZE, defaultPrepareDraft } from '../../src/domain/prepare-draft.ts';
import type { PrepareDraft, PrepareField } from '../../src/domain/prepare-draft.ts';
import type { Answers } from '../progress.ts';
import type { Taken } from '../questionnaire.ts';
import { findRoute, findThing, listVersions, nameMarket, proposeVersion } from './offers.ts';
import { listFields } from './step.ts';
import type { PrepareStep } from './step.ts';
import type { PrepareWorld } from './world.ts';

/** The answers with what is offered for those that were not given yet. */
export function prefill(step: PrepareStep, draft: PrepareDraft, world: PrepareWorld): PrepareDraft {
  const offered = OFFERS[step]?.(draft, world) ?? {};
  const missing = Object.entries(offered).filter(([field, value]) => value !== '' && !draft[field as PrepareField]);
  return { ...draft, ...(Object.fromEntries(missing) as PrepareDraft) };
}

const OFFERS: Readonly<Partial<Record<PrepareStep, (draft: PrepareDraft, world: PrepareWorld) => PrepareDraft>>> = {
  subscription: (_draft, { catalogue }) => ({ subscription: catalogue.subscriptions[0]?.id ?? '' }),
  place: (_draft, { catalogue }) => ({
    group: catalogue.resourceGroups[0] ?? '',
    subnetId: catalogue.subnets.length === 1 ? (catalogue.subnets[0]?.id ?? '') : '',
  }),
  market: (_draft, { market }) => {
    const free = market.find(({ blocked }) => blocked.length === 0);
    return { market: free ? nameMarket(free) : '' };
  },
  size: (_draft, { sizes }) => {
    const free = sizes.filter(({ blocked }) => blocked.length === 0);
    return { size: (free.find(({ name }) => name === DEFAULT_SIZE) ?? free[0])?.name ?? '' };
  },
  names: offerNames,
};

function offerNames(draft: PrepareDraft, { catalogue, names }: PrepareWorld): PrepareDraft {
  const [gallery = '', definition = ''] = listVersions(catalogue)[0]?.split('/') ?? [];
  const [inGallery, inDefinition] = [draft.gallery || gallery, draft.definition || definition];
  const version = inGallery === '' ? '' : proposeVersion(catalogue, inGallery, inDefinition);
  return { ...names, gallery, definition, captureVersion: version };
}

/** A card's answer. What was answered before about another thing falls away when the thing changes. */
export function merge(
  step: PrepareStep,
  draft: PrepareDraft,
  values: Readonly<Record<string, string>>,
): Taken<PrepareStep> {
  const own = listFields(step, draft).map((field) => [field, readValue(field, values)]);
  return change(step, draft, Object.fromEntries(own) as PrepareDraft);
}

/** Defaults stand for what was left empty; the choice to search anew drops what was found before. */
export function change(step: PrepareStep, draft: PrepareDraft, answers: PrepareDraft): Taken<PrepareStep> {
  const isSearch = answers.search !== undefined && answers.search !== draft.search;
  const changed = (Object.keys(answers) as PrepareField[]).filter((field) => answers[field] !== draft[field]);
  const stale = changed.flatMap((field) => (draft[field] === undefined ? [] : (DEPENDENTS[field] ?? [])));
  const kept = Object.fromEntries(
    Object.entries(draft).filter(([field]) => !stale.includes(field as PrepareField)),
  ) as PrepareDraft;
  const merged: Answers = { ...kept, ...answers, ...(isSearch ? { market: '' } : {}) };
  return { step: isSearch ? 'search' : step, draft: merged };
}

function readValue(field: PrepareField, values: Readonly<Record<string, string>>): string {
  return (values[field] ?? '').trim() || (defaultPrepareDraft()[field] ?? '');
}

const NAMES: readonly PrepareField[] = ['captureName', 'imageName', 'imageVersion'];

/** Answers that mean nothing any more when another one changes. */
const DEPENDENTS: Readonly<Partial<Record<PrepareField, readonly (PrepareField | 'region')[]>>> = {
  start: NAMES,
  subscription: ['group', 'subnetId', 'market', 'machineId', 'machineGroup', 'imageId', 'region', ...NAMES],
  market: NAMES,
  machineId: ['route', ...NAMES],
  imageId: NAMES,
  sourceId: NAMES,
};

/** What comes with a choice: the one subscription, the region of the subnet, machine or image, a machine's route, a size's price. */
export function settle(step: PrepareStep, draft: PrepareDraft, { catalogue, sizes }: PrepareWorld): PrepareDraft {
  const [only, ...others] = catalogue.subscriptions;
  if (step === 'start') return only && others.length === 0 ? { ...draft, subscription: only.id } : draft;
  if (step === 'size') return { ...draft, hourly: wordPrice(sizes.find(({ name }) => name === draft.size)?.hourly) };
  const field = STANDS[step];
  if (field === undefined) return draft;
  const settled = { ...draft, region: findThing(catalogue, draft[field]).region };
  return step === 'machine' ? { ...settled, route: findRoute(catalogue, draft) ?? draft.route ?? 'managed' } : settled;
}

function wordPrice(hourly: PrepareWorld['sizes'][number]['hourly'] | undefined): string {
  return hourly ? `${hourly.amount} ${hourly.currency}` : '';
}

/** The answer that says in which region the work is done. */
const STANDS: Readonly<Partial<Record<PrepareStep, PrepareField>>> = {
  place: 'subnetId',
  machine: 'machineId',
  image: 'imageId',
  source: 'sourceId',
};
