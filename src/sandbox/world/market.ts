/** An image of the Marketplace, of which each region offers the same versions. */
export type MarketImage = {
  readonly offer: string;
  readonly sku: string;
  readonly generation: 'V1' | 'V2';
  readonly architecture: 'x64' | 'Arm64';
  readonly trustedLaunch: boolean;
  /** Offers with a plan cost money of their own and must be ordered with it. */
  readonly plan: { readonly publisher: string; readonly name: string; readonly product: string } | null;
  /** Oldest first. */
  readonly versions: readonly MarketVersion[];
};

export type MarketVersion = {
  /** "26200.6584.250915": build, revision, and the day it was made. */
  readonly name: string;
  readonly state: 'Active' | 'ScheduledForDeprecation' | 'Deprecated';
};

export const MARKET_PUBLISHER = 'MicrosoftWindowsDesktop';

/** Regions of the tenant's Azure. */
export const REGIONS: readonly string[] = ['westeurope', 'northeurope', 'uksouth', 'eastus'];

export type MarketReference = { readonly publisher: string; readonly offer: string; readonly sku: string };

export function listOffers(publisher: string): string[] {
  return isOurs(publisher) ? [...new Set(MARKET.map(({ offer }) => offer))] : [];
}

export function listMarketImages({ publisher, offer }: Omit<MarketReference, 'sku'>): MarketImage[] {
  return isOurs(publisher) ? MARKET.filter((image) => same(image.offer, offer)) : [];
}

export function findMarketImage({ publisher, offer, sku }: MarketReference): MarketImage | undefined {
  return listMarketImages({ publisher, offer }).find((image) => same(image.sku, sku));
}

/** `version` may be "latest", as in the order of a machine; the newest that is not deprecated is meant. */
export function findMarketVersion(
  reference: MarketReference & { readonly version: string },
): MarketVersion | undefined {
  const versions = findMarketImage(reference)?.versions ?? [];
  if (reference.version === 'latest') return versions.findLast(({ state }) => state !== 'Deprecated');
  return versions.find(({ name }) => name === reference.version);
}

function isOurs(publisher: string): boolean {
  return same(publisher, MARKET_PUBLISHER);
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

const ACTIVE_25H2: readonly MarketVersion[] = [
  { name: '26200.6584.250915', state: 'Active' },
  { name: '26200.6899.251015', state: 'Active' },
];
const ACTIVE_24H2: readonly MarketVersion[] = [
  { name: '26100.4349.250607', state: 'Deprecated' },
  { name: '26100.6584.250915', state: 'Active' },
];
const ACTIVE_22H2: readonly MarketVersion[] = [{ name: '19045.6332.250906', state: 'ScheduledForDeprecation' }];

const COMMON = { generation: 'V2', architecture: 'x64', trustedLaunch: true, plan: null } as const;

function offer(name: string, skus: Readonly<Record<string, readonly MarketVersion[]>>): MarketImage[] {
  return Object.entries(skus).map(([sku, versions]) => ({ ...COMMON, offer: name, sku, versions }));
}

/** Names as in Azure's own list of Windows client images; the offer with a plan is made up. */
const MARKET: readonly MarketImage[] = [
  ...offer('windows-11', {
    'win11-25h2-ent': ACTIVE_25H2,
    'win11-25h2-entn': ACTIVE_25H2,
    'win11-25h2-pro': ACTIVE_25H2,
    'win11-25h2-avd': ACTIVE_25H2,
    'win11-24h2-ent': ACTIVE_24H2,
    'win11-24h2-entn': ACTIVE_24H2,
    'win11-24h2-pro': ACTIVE_24H2,
    'win11-24h2-avd': ACTIVE_24H2,
    'win11-24h2-ent-ltsc': ACTIVE_24H2,
  }),
  ...offer('windows-10', { 'win10-22h2-ent-g2': ACTIVE_22H2 }),
  {
    ...COMMON,
    offer: 'windows-10',
    sku: 'win10-22h2-ent',
    generation: 'V1',
    trustedLaunch: false,
    versions: ACTIVE_22H2,
  },
  ...offer('windows-ent-cpc', {
    'win11-25h2-ent-cpc': ACTIVE_25H2,
    'win11-25h2-ent-cpc-m365': ACTIVE_25H2,
    'win11-24h2-ent-cpc': ACTIVE_24H2,
    'win11-24h2-ent-cpc-m365': ACTIVE_24H2,
  }),
  ...offer('office-365', { 'win11-25h2-avd-m365': ACTIVE_25H2, 'win11-24h2-avd-m365': ACTIVE_24H2 }),
  {
    ...COMMON,
    offer: 'windows-11-cad',
    sku: 'win11-25h2-ent-cad',
    plan: { publisher: 'microsoftwindowsdesktop', name: 'win11-25h2-ent-cad', product: 'windows-11-cad' },
    versions: ACTIVE_25H2,
  },
];
