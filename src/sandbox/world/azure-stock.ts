import { azureId, definitionId, versionId } from './azure-ids.ts';
import { createAzure, type Azure } from './azure.ts';
import { stockMachines } from './azure-stock-machines.ts';
import type { GalleryVersion, ManagedImage } from './azure-resources.ts';
import { NETWORK_GROUP } from './networks.ts';
import { GALLERY, type SourceImage } from './source-images.ts';

/** A second group of the subscription, empty, in which images may be built. */
export const BUILD_GROUP = 'rg-image-build';

export type StockOptions = { readonly seed: number; readonly now: number; readonly images: readonly SourceImage[] };

/** What stands in the subscription before anybody begins: images, a gallery, three machines, and leftovers of a build. */
export function stockAzure({ seed, now, images }: StockOptions): Azure {
  const azure = createAzure(seed);
  const { location, resourceGroup } = GALLERY;
  for (const name of [resourceGroup, BUILD_GROUP, NETWORK_GROUP])
    azure.groups.set(name.toLowerCase(), { name, location });
  for (const image of images) azure.add(stockImage(image, now));
  stockGallery(azure, now);
  stockMachines(azure, now);
  azure.log.clear();
  return azure;
}

function standing(now: number) {
  const { location, resourceGroup: group } = GALLERY;
  return { group, location, createdAt: now - 30 * 86_400_000, tags: {}, state: 'Succeeded', failure: null } as const;
}

function stockImage(image: SourceImage, now: number): ManagedImage {
  return {
    ...standing(now),
    kind: 'image',
    id: image.id,
    name: image.name,
    osState: image.osState,
    diskGb: image.diskSizeGb,
    dataDisks: image.dataDisks,
    generation: image.hyperVGeneration,
    sourceId: null,
    guest: null,
  };
}

function stockGallery(azure: Azure, now: number): void {
  const place = { group: GALLERY.resourceGroup, gallery: GALLERY.name };
  const id = azureId('gallery', { group: place.group, name: place.gallery });
  azure.add({ ...standing(now), kind: 'gallery', id, name: GALLERY.name });
  for (const { name, sku, securityType } of DEFINITIONS) {
    azure.add({
      ...standing(now),
      kind: 'gallery-definition',
      id: definitionId(place, name),
      name,
      gallery: GALLERY.name,
      osState: 'Generalized',
      generation: 'V2',
      architecture: 'x64',
      identifier: { publisher: 'Contoso', offer: 'Workplace', sku },
      securityType,
    });
  }
  for (const version of GALLERY.versions) azure.add(stockVersion(version, now));
}

const DEFINITIONS = [
  { name: GALLERY.definition, sku: 'W11', securityType: 'TrustedLaunch' },
  { name: 'W11-Standard', sku: 'W11-Standard', securityType: 'Standard' },
] as const;

function stockVersion(version: string, now: number): GalleryVersion {
  const place = { group: GALLERY.resourceGroup, gallery: GALLERY.name, definition: GALLERY.definition };
  const common = standing(now);
  return {
    ...common,
    kind: 'gallery-version',
    id: versionId(place, version),
    name: version,
    gallery: place.gallery,
    definition: place.definition,
    osState: 'Generalized',
    diskGb: 64,
    dataDisks: 0,
    generation: 'V2',
    securityType: 'TrustedLaunch',
    sourceId: null,
    sourceField: 'id',
    guest: null,
    publishing: {
      regions: [{ name: 'West Europe', replicas: 1, storage: 'Standard_LRS' }],
      excludeFromLatest: false,
      mode: 'Full',
    },
    replication: { from: common.createdAt, until: common.createdAt },
  };
}
