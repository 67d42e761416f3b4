import type { Route, SandboxRequest } from '../router.ts';
import type { Tenant } from '../tenant.ts';
import { ArmProblem } from '../world/azure-problem.ts';
import { listQuotas, type Quota } from '../world/azure-quota.ts';
import { MACHINE_SIZES, type MachineSize } from '../world/machine-sizes.ts';
import {
  findMarketImage,
  listMarketImages,
  listOffers,
  REGIONS,
  type MarketImage,
  type MarketVersion,
} from '../world/market.ts';
import { createArmRoutes, ok } from './arm-route.ts';
import { pageOf } from './page.ts';

const PROVIDER = '/providers/Microsoft.Compute';
const OFFERS = `${PROVIDER}/locations/{location}/publishers/{publisher}/artifacttypes/vmimage/offers`;
const VERSIONS = `${OFFERS}/{offer}/skus/{sku}/versions`;

/** Small, so that those who read only the first page are found out. */
const PAGE = 6;

/** What can be bought in which region: images, sizes and the quota for them. Only the quota changes, with the machines there. */
export function MARKET_ROUTES(tenant: Tenant): Route[] {
  const compute = createArmRoutes(tenant, 'compute');
  const sizes = createArmRoutes(tenant, 'sizes');
  return [
    compute('GET', OFFERS, ({ request }) => ok(listOffersOf(request))),
    compute('GET', `${OFFERS}/{offer}/skus`, ({ request }) => ok(listSkusOf(request))),
    compute('GET', VERSIONS, ({ request }) => ok(listVersionsOf(request))),
    compute('GET', `${VERSIONS}/{version}`, ({ request }) => ok(describeVersionOf(request))),
    compute('GET', `${PROVIDER}/locations/{location}/usages`, ({ request }) => {
      return ok(pageOf(request, listQuotas(tenant.azure, readRegion(request)).map(describeQuota), PAGE));
    }),
    sizes('GET', `${PROVIDER}/skus`, ({ request }) => ok(pageOf(request, listSizesOf(request), PAGE))),
  ];
}

type Params = SandboxRequest['params'];

function readRegion({ params }: SandboxRequest): string {
  const name = (params['location'] ?? '').replaceAll(' ', '').toLowerCase();
  if (REGIONS.includes(name)) return name;
  throw new ArmProblem(
    400,
    'NoRegisteredProviderFound',
    `No registered resource provider found for location '${name}'.`,
  );
}

function missing(what: string): ArmProblem {
  return new ArmProblem(404, 'NotFound', `Artifact: ${what} was not found.`);
}

function readReference({ publisher = '', offer = '', sku = '' }: Params) {
  return { publisher, offer, sku };
}

function listOffersOf(request: SandboxRequest): unknown {
  const region = readRegion(request);
  const offers = listOffers(request.params['publisher'] ?? '');
  if (offers.length === 0) throw missing('Publisher');
  return offers.map((name) => describeArtifact(request, { name, region }));
}

function listSkusOf(request: SandboxRequest): unknown {
  const region = readRegion(request);
  const images = listMarketImages(readReference(request.params));
  if (images.length === 0) throw missing('Offer');
  return images.map(({ sku }) => describeArtifact(request, { name: sku, region }));
}

/** `$top` and `$orderby=name desc` are what callers use to find the newest. */
function listVersionsOf(request: SandboxRequest): unknown {
  const region = readRegion(request);
  const versions = expectImage(request.params).versions.map(({ name }) => describeArtifact(request, { name, region }));
  if (/^name\s+desc$/i.test(request.query.get('$orderby') ?? '')) versions.reverse();
  const top = Number(request.query.get('$top') ?? versions.length);
  return versions.slice(0, Number.isInteger(top) && top > 0 ? top : versions.length);
}

function describeVersionOf(request: SandboxRequest): unknown {
  const region = readRegion(request);
  const image = expectImage(request.params);
  const version = image.versions.find(({ name }) => name === request.params['version']);
  if (!version) throw missing('VMImage');
  const { id, name, location } = describeArtifact(
    { ...request, path: dropLast(request.path) },
    {
      name: version.name,
      region,
    },
  );
  return { id, name, location, properties: describeImage(image, version) };
}

function expectImage(params: Params): MarketImage {
  const image = findMarketImage(readReference(params));
  if (!image) throw missing('SKU');
  return image;
}

function dropLast(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function describeArtifact({ path }: SandboxRequest, { name, region }: { name: string; region: string }) {
  return { id: `${path}/${name}`, name, location: region };
}

/** The size of the disk is not among what this version of the API tells (arm-compute 2026-04-01). */
function describeImage(image: MarketImage, { state }: MarketVersion): unknown {
  const security = image.trustedLaunch ? 'TrustedLaunchSupported' : 'None';
  return {
    hyperVGeneration: image.generation,
    architecture: image.architecture,
    osDiskImage: { operatingSystem: 'Windows' },
    dataDiskImages: [],
    automaticOSUpgradeProperties: { automaticOSUpgradeSupported: false },
    features: image.trustedLaunch
      ? [
          { name: 'SecurityType', value: security },
          { name: 'IsAcceleratedNetworkSupported', value: 'True' },
        ]
      : [{ name: 'IsAcceleratedNetworkSupported', value: 'True' }],
    imageDeprecationStatus: { imageState: state },
    ...(image.plan ? { plan: image.plan } : {}),
  };
}

function describeQuota({ name, words, used, limit }: Quota): unknown {
  return { unit: 'Count', currentValue: used, limit, name: { value: name, localizedValue: words } };
}

/** Without a filter all regions come, one row for each, as in Azure. */
function listSizesOf({ query }: SandboxRequest): unknown[] {
  const wanted = /^location eq '([^']*)'$/i.exec(query.get('$filter') ?? '')?.[1]?.toLowerCase();
  const regions = wanted === undefined ? REGIONS : REGIONS.filter((region) => region === wanted);
  return regions.flatMap((region) => [
    ...MACHINE_SIZES.map((size) => describeSize(size, region)),
    { resourceType: 'disks', name: 'Premium_LRS', tier: 'Premium', size: 'P10', locations: [region], restrictions: [] },
  ]);
}

function describeSize(size: MachineSize, region: string): unknown {
  const capabilities = {
    vCPUs: String(size.cores),
    MemoryGB: String(size.memoryGb),
    HyperVGenerations: size.generations,
    CpuArchitectureType: size.architecture,
    PremiumIO: 'True',
    MaxDataDiskCount: '8',
    ...(size.trustedLaunch ? {} : { TrustedLaunchDisabled: 'True' }),
  };
  return {
    resourceType: 'virtualMachines',
    name: size.name,
    tier: 'Standard',
    size: size.name.replace('Standard_', ''),
    family: size.family,
    locations: [region],
    locationInfo: [{ location: region, zones: ['1', '2', '3'] }],
    capabilities: Object.entries(capabilities).map(([name, value]) => ({ name, value })),
    restrictions: size.restriction === null ? [] : [describeRestriction(size.restriction, region)],
  };
}

function describeRestriction(reasonCode: string, region: string): unknown {
  return { type: 'Location', values: [region], restrictionInfo: { locations: [region] }, reasonCode };
}
