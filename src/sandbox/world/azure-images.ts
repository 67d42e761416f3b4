import type { Generation, ProvisioningState, Tags } from './azure-resources.ts';
import type { WindowsGuest } from './windows-guest.ts';
import type { World } from './world.ts';

/** An image in Azure as Windows 365 looks at it: a managed image, or a version in a gallery. */
export type AzureImage = {
  readonly id: string;
  /** Name of the managed image, or "gallery/definition/version". */
  readonly name: string;
  readonly kind: 'managed' | 'gallery';
  readonly location: string;
  readonly tags: Tags;
  readonly state: ProvisioningState;
  readonly generation: Generation;
  readonly osState: 'Generalized' | 'Specialized';
  readonly diskGb: number;
  readonly dataDisks: number;
  /** Of the machine that may be made of it; a managed image is always `Standard`. */
  readonly securityType: string;
  /** The Windows inside; null for images that the tenant began with, which are what `osState` says. */
  readonly guest: WindowsGuest | null;
};

/** Managed images first, in order of creation; also those that are still being made or have failed. */
export function listAzureImages({ azure }: Pick<World, 'azure'>): AzureImage[] {
  const managed = azure
    .list('image')
    .map((image) => ({ ...image, kind: 'managed', securityType: 'Standard' }) as const);
  const versions = azure.list('gallery-version').map((version) => {
    const name = `${version.gallery}/${version.definition}/${version.name}`;
    return { ...version, kind: 'gallery', name } as const;
  });
  return [...managed, ...versions];
}

export function findImageById(world: Pick<World, 'azure'>, armId: string): AzureImage | undefined {
  const wanted = armId.toLowerCase();
  return listAzureImages(world).find(({ id }) => id.toLowerCase() === wanted);
}
