import { SANDBOX_SUBSCRIPTION_ID } from '../ids.ts';
import type { AzureKind } from './azure-resources.ts';

const SIMPLE_PATHS: Readonly<Record<Exclude<AzureKind, 'gallery-definition' | 'gallery-version'>, string>> = {
  machine: 'Microsoft.Compute/virtualMachines',
  disk: 'Microsoft.Compute/disks',
  snapshot: 'Microsoft.Compute/snapshots',
  image: 'Microsoft.Compute/images',
  gallery: 'Microsoft.Compute/galleries',
  nic: 'Microsoft.Network/networkInterfaces',
  'public-ip': 'Microsoft.Network/publicIPAddresses',
};

export type SimpleKind = keyof typeof SIMPLE_PATHS;

/** The ARM id of a resource that has no parent. */
export function azureId(kind: SimpleKind, { group, name }: { group: string; name: string }): string {
  return `/subscriptions/${SANDBOX_SUBSCRIPTION_ID}/resourceGroups/${group}/providers/${SIMPLE_PATHS[kind]}/${name}`;
}

export type GalleryPlace = { readonly group: string; readonly gallery: string };

export function definitionId({ group, gallery }: GalleryPlace, definition: string): string {
  return `${azureId('gallery', { group, name: gallery })}/images/${definition}`;
}

export function versionId(place: GalleryPlace & { readonly definition: string }, version: string): string {
  return `${definitionId(place, place.definition)}/versions/${version}`;
}

/** The type that stands in answers, as "Microsoft.Compute/disks". */
export function azureType(kind: AzureKind): string {
  if (kind === 'gallery-definition') return 'Microsoft.Compute/galleries/images';
  if (kind === 'gallery-version') return 'Microsoft.Compute/galleries/images/versions';
  return SIMPLE_PATHS[kind];
}
