import type { JsonObject } from '../../../cards/actions.ts';
import { bindAskBegin } from '../../../cards/ask-begin.ts';
import type { BeginSummary } from '../../../cards/ask-begin.ts';
import { bindAskNames } from '../../../cards/ask-names.ts';
import { bindAskRoute, bindAskSize } from '../../../cards/ask-size.ts';
import { bindAskAzureImage, bindAskMachine, bindAskMarket, bindAskVisibleSource } from '../../../cards/ask-source.ts';
import { bindAskPlace, bindAskStart, bindAskSubscription } from '../../../cards/ask-start.ts';
import { say } from '../../../cards/text/say.ts';
import { defaultPrepareDraft } from '../../../src/domain/prepare-draft.ts';

const GROUP = '/subscriptions/s-1/resourceGroups/rg-images/providers';
const SUBNET = `${GROUP}/Microsoft.Network/virtualNetworks/vnet-weu/subnets/build`;
const MARKET = 'MicrosoftWindowsDesktop:windows-ent-cpc:win11-25h2-ent-cpc:26200.4946.250810';

const MARKET_OFFERS = [
  {
    id: MARKET,
    offer: 'windows-ent-cpc',
    sku: 'win11-25h2-ent-cpc',
    version: '26200.4946.250810',
    blocked: [],
  },
  {
    id: 'MicrosoftWindowsDesktop:windows-11:win11-25h2-avd:26200.4946.250810',
    offer: 'windows-11',
    sku: 'win11-25h2-avd',
    version: '26200.4946.250810',
    blocked: [{ code: 'market-multi-session', facts: { sku: 'win11-25h2-avd' } }],
  },
];

const SIZES = [
  {
    name: 'Standard_D4ds_v5',
    cores: 4,
    memoryGb: 16,
    blocked: [],
    hourly: { amount: 0.42, currency: 'USD' },
  },
  { name: 'Standard_D8ds_v5', cores: 8, memoryGb: 32, blocked: [], hourly: null },
];

const IMAGES = [
  { id: `${GROUP}/Microsoft.Compute/images/w11-1`, name: 'w11-1', kind: 'managed', where: 'rg-images, westeurope' },
  {
    id: `${GROUP}/Microsoft.Compute/galleries/gal/images/w11/versions/1.0.0`,
    name: 'gal/w11/1.0.0',
    kind: 'gallery',
    where: 'rg-images, westeurope',
  },
] as const;

const SUMMARY: BeginSummary = {
  start: 'marketplace',
  from: 'windows-ent-cpc · win11-25h2-ent-cpc · 26200.4946.250810',
  place: 'rg-images, westeurope, Contoso Production',
  machine: { size: 'Standard_D4ds_v5', network: 'vnet-weu/build', hasPublicIp: false },
  keptAs: 'managed image w11-25h2-1',
  image: 'Contoso W11 25H2 1.0.0',
  keepsMachine: false,
  hourly: { amount: 0.42, currency: 'USD' },
  quota: { name: 'Standard DDSv5 Family vCPUs', used: 12, limit: 100, needed: 4 },
};

/** The questions of `prepare image`, as its dialog sends them. */
export function listPrepareQuestions(): Readonly<Record<string, JsonObject>> {
  const values = {
    ...defaultPrepareDraft(),
    start: 'marketplace',
    group: 'rg-images',
    subnetId: SUBNET,
    market: MARKET,
  };
  const names = { imageName: 'Contoso W11 25H2', imageVersion: '1.0.0', captureName: 'w11-25h2-1' };
  const at = (number: number, of = 7) => ({ values: { ...values, ...names }, problems: {}, number, of });
  const gallery = { gallery: 'gal_images', definition: 'w11', captureVersion: '1.0.1', route: 'gallery' };
  const subnet = { id: SUBNET, network: 'vnet-weu', name: 'build', region: 'westeurope' };
  const machine = { name: 'golden', resourceGroup: 'rg-vms', region: 'westeurope', size: 'Standard_D4s_v5' };
  return {
    'prepare-start': bindAskStart(at(1, 1)),
    'prepare-subscription': bindAskSubscription({
      ...at(2, 8),
      subscriptions: [
        { id: 's-1', name: 'Contoso Production' },
        { id: 's-2', name: 'Contoso Lab' },
      ],
    }),
    'prepare-place': bindAskPlace({ ...at(2), groups: ['rg-images', 'rg-network'], subnets: [subnet] }),
    'prepare-place-none': bindAskPlace({ ...at(2), groups: [], subnets: [] }),
    'prepare-market': bindAskMarket({ ...at(3), market: MARKET_OFFERS }),
    'prepare-market-none': bindAskMarket({ ...at(3), market: MARKET_OFFERS.slice(1) }),
    'prepare-machine': bindAskMachine({ ...at(2, 5), machines: [{ id: 'vm-1', ...machine }] }),
    'prepare-image': bindAskAzureImage({ ...at(2, 4), images: IMAGES }),
    'prepare-source': bindAskVisibleSource({ ...at(2, 4), images: IMAGES.slice(0, 1) }),
    'prepare-route': bindAskRoute({ ...at(4), isExisting: false }),
    'prepare-size': bindAskSize({ ...at(5), sizes: SIZES }),
    'prepare-names': bindAskNames({ ...at(6), keeps: 'managed', hasMachine: true, definitions: [] }),
    'prepare-names-gallery': bindAskNames({
      ...at(4, 5),
      ...{ keeps: 'gallery', hasMachine: false, definitions: ['gal_images/w11'] },
      values: { ...values, ...names, ...gallery },
      problems: { captureVersion: say('prepare-help.version-exists', { next: '1.0.2' }) },
    }),
    'prepare-begin': bindAskBegin({ ...at(7), summary: SUMMARY }),
    'prepare-begin-image': bindAskBegin({
      ...at(4, 4),
      summary: { ...SUMMARY, start: 'image', from: 'w11-1', machine: null, keptAs: '', hourly: null, quota: null },
    }),
  };
}
