import { say } from '../../cards/text/say.ts';
import { explain } from '../../cards/words.ts';
import { parsePrepareDraft } from '../../src/domain/prepare-draft.ts';
import type { PrepareDraft } from '../../src/domain/prepare-draft.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { problemsOf } from '../problems.ts';
import type { Problems } from '../progress.ts';
import { listOwnMachines, listVersions, nameMarket, proposeVersion } from './offers.ts';
import { listFields } from './step.ts';
import type { PrepareStep } from './step.ts';
import type { PrepareWorld } from './world.ts';

/** What is wrong with the answers to one question, by the domain's rules and by what the cloud offers. */
export function checkAnswers(step: PrepareStep, draft: PrepareDraft, world: PrepareWorld): Problems {
  const own = listFields(step, draft);
  const parsed = parsePrepareDraft(draft);
  const wrong = parsed.ok ? [] : parsed.refusals.filter(({ facts }) => own.some((field) => field === facts['field']));
  return { ...problemsOf(wrong), ...OFFERED[step]?.(draft, world) };
}

/** What was chosen must be there still, and free to be chosen. An empty answer is the domain's to name. */
const OFFERED: Readonly<Partial<Record<PrepareStep, (draft: PrepareDraft, world: PrepareWorld) => Problems>>> = {
  subscription: ({ subscription }, { catalogue }) => mustBeAmong('subscription', subscription, catalogue.subscriptions),
  place: ({ subnetId }, { catalogue }) => mustBeAmong('subnetId', subnetId, catalogue.subnets),
  market: ({ market = '' }, world) => {
    const found = world.market.find((line) => nameMarket(line) === market);
    return found ? firstReason('market', found.blocked) : mustBeAmong('market', market, []);
  },
  machine: ({ machineId }, { catalogue }) => mustBeAmong('machineId', machineId, listOwnMachines(catalogue)),
  image: ({ imageId }, { catalogue }) => mustBeAmong('imageId', imageId, catalogue.azureImages),
  source: ({ sourceId }, { catalogue }) => {
    const sources = catalogue.visibleSources.map(({ resourceId }) => ({ id: resourceId }));
    return mustBeAmong('sourceId', sourceId, sources);
  },
  size: ({ size = '' }, { sizes }) => {
    const found = sizes.find(({ name }) => name === size);
    return found ? firstReason('size', found.blocked) : mustBeAmong('size', size, []);
  },
  names: checkVersion,
};

function mustBeAmong(field: string, value = '', offered: readonly { readonly id: string }[]): Problems {
  return value === '' || offered.some(({ id }) => id === value) ? {} : { [field]: say('prepare-help.gone') };
}

function firstReason(field: string, [why]: readonly Refusal[]): Problems {
  return why ? { [field]: explain(why) } : {};
}

function checkVersion(draft: PrepareDraft, { catalogue }: PrepareWorld): Problems {
  if (draft.route !== 'gallery' || draft.captureVersion === undefined) return {};
  const { gallery = '', definition = '', captureVersion } = draft;
  const wanted = `${gallery}/${definition}/${captureVersion}`.toLowerCase();
  if (!listVersions(catalogue).some((name) => name.toLowerCase() === wanted)) return {};
  const next = proposeVersion(catalogue, gallery, definition);
  return { captureVersion: say('prepare-help.version-exists', { next }) };
}
