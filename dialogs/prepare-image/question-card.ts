import type { JsonObject } from '../../cards/actions.ts';
import { bindAskBegin } from '../../cards/ask-begin.ts';
import { bindAskNames } from '../../cards/ask-names.ts';
import { bindAskRoute, bindAskSize } from '../../cards/ask-size.ts';
import { bindAskAzureImage, bindAskMachine, bindAskMarket, bindAskVisibleSource } from '../../cards/ask-source.ts';
import { bindAskPlace, bindAskStart, bindAskSubscription } from '../../cards/ask-start.ts';
import type { PrepareDraft } from '../../src/domain/prepare-draft.ts';
import type { Problems } from '../progress.ts';
import { listOwnMachines, listVersions, nameMarket } from './offers.ts';
import type { PrepareStep } from './step.ts';
import { summarise } from './summary.ts';
import type { PrepareWorld } from './world.ts';

interface PrepareQuestion {
  readonly step: PrepareStep;
  readonly draft: PrepareDraft;
  readonly problems: Problems;
  readonly world: PrepareWorld;
  /** The questions that are asked with these answers, in order. */
  readonly steps: readonly PrepareStep[];
}

/** The card of a question, with the answers so far, what is wrong with them, and what the cloud offers. */
export function bindPrepareCard(question: PrepareQuestion): JsonObject {
  const { step, draft, problems, steps } = question;
  const number = Math.max(1, steps.indexOf(step === 'search' ? 'market' : step) + 1);
  return CARDS[step]({ values: draft, problems, number, of: steps.length }, question);
}

type Ask = Parameters<typeof bindAskStart>[0];

const CARDS: Readonly<Record<PrepareStep, (ask: Ask, question: PrepareQuestion) => JsonObject>> = {
  start: (ask) => bindAskStart(ask),
  subscription: (ask, { world }) => bindAskSubscription({ ...ask, subscriptions: world.catalogue.subscriptions }),
  place: (ask, { world: { catalogue } }) =>
    bindAskPlace({ ...ask, groups: catalogue.resourceGroups, subnets: catalogue.subnets }),
  search: (ask, question) => bindMarket(ask, question),
  market: (ask, question) => bindMarket(ask, question),
  machine: (ask, { world }) => bindAskMachine({ ...ask, machines: listOwnMachines(world.catalogue) }),
  image: (ask, { world: { catalogue } }) =>
    bindAskAzureImage({
      ...ask,
      images: catalogue.azureImages.map((image) => ({ ...image, where: `${image.resourceGroup}, ${image.region}` })),
    }),
  source: (ask, { world: { catalogue } }) =>
    bindAskVisibleSource({
      ...ask,
      images: catalogue.visibleSources.map(({ resourceId, name, kind, subscriptionName }) => ({
        ...{ id: resourceId, name, kind },
        where: subscriptionName,
      })),
    }),
  route: (ask, { draft }) => bindAskRoute({ ...ask, isExisting: draft.start === 'machine' }),
  size: (ask, { world }) => bindAskSize({ ...ask, sizes: world.sizes }),
  names: (ask, { draft, world: { catalogue } }) =>
    bindAskNames({
      ...ask,
      keeps: keptAs(draft),
      hasMachine: draft.start === 'marketplace',
      definitions: [...new Set(listVersions(catalogue).map((name) => name.split('/').slice(0, 2).join('/')))],
    }),
  confirm: (ask, { draft, world }) => bindAskBegin({ ...ask, summary: summarise(draft, world) }),
};

function bindMarket(ask: Ask, { world }: PrepareQuestion): JsonObject {
  return bindAskMarket({ ...ask, market: world.market.map((line) => ({ ...line, id: nameMarket(line) })) });
}

function keptAs({ start, route }: PrepareDraft): 'managed' | 'gallery' | 'nothing' {
  if (start === 'image' || start === 'source') return 'nothing';
  return route === 'gallery' ? 'gallery' : 'managed';
}
