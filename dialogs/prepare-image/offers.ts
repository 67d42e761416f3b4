import type { PrepareDraft } from '../../src/domain/prepare-draft.ts';
import type { MarketLine, PrepareCatalogue } from '../../src/workflow/commands-build-api.ts';
import type { MachineLine } from '../../src/workflow/ports-images.ts';

/** Machines that people made: those of a build belong to that build. */
export function listOwnMachines({ machines }: PrepareCatalogue): readonly MachineLine[] {
  return machines.filter(({ buildId, osType }) => buildId === null && !/linux/i.test(osType));
}

/** "publisher:offer:sku:version": how a Marketplace image is named in an answer. */
export function nameMarket({ publisher, offer, sku, version }: MarketLine): string {
  return [publisher, offer, sku, version].join(':');
}

/** The way an image of this machine is kept follows from its security type; undefined when that is not known. */
export function findRoute(
  { machines }: PrepareCatalogue,
  { machineId }: PrepareDraft,
): 'managed' | 'gallery' | undefined {
  const type = machines.find(({ id }) => id === machineId)?.securityType;
  if (type === undefined) return undefined;
  return type === 'Standard' ? 'managed' : 'gallery';
}

/** Name and region of what an answer names by its id; '' for what is not known. */
export function findThing(catalogue: PrepareCatalogue, id = ''): { readonly name: string; readonly region: string } {
  const { subnets, machines, azureImages, visibleSources } = catalogue;
  const wanted = id.toLowerCase();
  const known = [...subnets, ...machines, ...azureImages].find((one) => one.id.toLowerCase() === wanted);
  if (known) return known;
  // Windows 365 does not say where its sources stand; nothing is made there, so the region may stay open.
  const visible = visibleSources.find(({ resourceId }) => resourceId.toLowerCase() === wanted);
  return { name: visible?.name ?? id, region: '' };
}

/** Gallery versions as they are named: "gallery/definition/version". */
export function listVersions({ azureImages }: PrepareCatalogue): readonly string[] {
  return azureImages.filter(({ kind }) => kind === 'gallery').map(({ name }) => name);
}

/** The version after the highest one that a definition has; "1.0.0" for the first. */
export function proposeVersion(catalogue: PrepareCatalogue, gallery: string, definition: string): string {
  const start = `${gallery}/${definition}/`.toLowerCase();
  const versions = listVersions(catalogue)
    .filter((name) => name.toLowerCase().startsWith(start))
    .map((name) => name.slice(start.length).split('.').map(Number))
    .filter((parts) => parts.length === 3 && parts.every(Number.isInteger));
  const [highest] = versions.toSorted(compareDown);
  if (!highest) return '1.0.0';
  const [major = 1, minor = 0, patch = 0] = highest;
  return `${major}.${minor}.${patch + 1}`;
}

function compareDown(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : (b[at] ?? 0) - (a[at] ?? 0);
}
