import type { Refusal } from '../src/domain/refusal.ts';
import { submitButton } from './actions.ts';
import type { JsonObject } from './actions.ts';
import { bindPrepareQuestion, firstChoices, wordBlocked, wordRest } from './ask-prepare.ts';
import type { PrepareState } from './ask-prepare.ts';
import { choiceField, textField } from './fields.ts';
import { say } from './text/say.ts';

interface MarketOffer {
  /** "publisher:offer:sku:version". */
  readonly id: string;
  readonly offer: string;
  readonly sku: string;
  readonly version: string;
  readonly blocked: readonly Refusal[];
}

/** With more choices than this the list becomes a drop-down. */
const EXPANDED = 10;

/** Which Marketplace image? Another text searches again; what is refused is named with its reason. */
export function bindAskMarket(ask: PrepareState & { readonly market: readonly MarketOffer[] }): JsonObject {
  const free = ask.market.filter(({ blocked }) => blocked.length === 0);
  const choices = free.map(({ id, offer, sku, version }) => ({ title: `${sku} · ${offer} · ${version}`, value: id }));
  const found = choices.length > 0;
  return bindPrepareQuestion(ask, {
    step: 'market',
    title: say('prepare.market-title'),
    lead: say(found ? 'prepare.market-lead' : 'prepare.market-none'),
    fields: [
      ...textField('windows-ent-cpc')(ask, 'search'),
      ...(found ? choiceField(choices, { isExpanded: choices.length <= EXPANDED })(ask, 'market') : []),
    ],
    note: wordBlocked(ask.market.map(({ sku, blocked }) => ({ name: sku, blocked }))),
    canContinue: found,
    extra: [submitButton(say('prepare.search'), 'ask.answer', { step: 'search' })],
  });
}

interface MachineOffer {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly region: string;
  readonly size: string;
}

/** Which machine? Machines that Repave made for other images are not on the list. */
export function bindAskMachine(ask: PrepareState & { readonly machines: readonly MachineOffer[] }): JsonObject {
  const choices = firstChoices(ask.machines).map(({ id, name, resourceGroup, region, size }) => ({
    title: [name, resourceGroup, region, size].join(' · '),
    value: id,
  }));
  const hasAny = choices.length > 0;
  const field = choiceField(choices, {
    isExpanded: choices.length <= EXPANDED,
    isRequired: say('prepare.machine-choose'),
  });
  return bindPrepareQuestion(ask, {
    step: 'machine',
    title: say('prepare.machine-title'),
    lead: say(hasAny ? 'prepare.machine-lead' : 'prepare.machine-none'),
    fields: hasAny
      ? [...field(ask, 'machineId'), ...textField(say('prepare.machine-own-group'))(ask, 'machineGroup')]
      : [],
    note: wordRest(ask.machines),
    canContinue: hasAny,
  });
}

interface ImageOffer {
  readonly id: string;
  readonly name: string;
  readonly kind: 'managed' | 'gallery';
  readonly where: string;
}

/** Which image of Azure? */
export function bindAskAzureImage(ask: PrepareState & { readonly images: readonly ImageOffer[] }): JsonObject {
  return bindAskAnImage(ask, {
    ...{ step: 'image', field: 'imageId', images: ask.images },
    none: say('prepare.image-none'),
  });
}

/** Which of the images that Windows 365 sees? */
export function bindAskVisibleSource(ask: PrepareState & { readonly images: readonly ImageOffer[] }): JsonObject {
  return bindAskAnImage(ask, {
    ...{ step: 'source', field: 'sourceId', images: ask.images },
    none: say('prepare.source-none'),
  });
}

interface ImageQuestion {
  readonly step: string;
  readonly field: string;
  readonly images: readonly ImageOffer[];
  readonly none: string;
}

function bindAskAnImage(ask: PrepareState, { step, field, images, none }: ImageQuestion): JsonObject {
  const choices = firstChoices(images).map(({ id, name, kind, where }) => ({
    title: [name, say(`prepare.kind-${kind}`), where].join(' · '),
    value: id,
  }));
  const hasAny = choices.length > 0;
  const input = choiceField(choices, {
    isExpanded: choices.length <= EXPANDED,
    isRequired: say('prepare.image-choose'),
  });
  return bindPrepareQuestion(ask, {
    step,
    title: say('prepare.image-title'),
    lead: hasAny ? say('prepare.image-lead') : none,
    fields: hasAny ? input(ask, field) : [],
    note: wordRest(images),
    canContinue: hasAny,
  });
}
