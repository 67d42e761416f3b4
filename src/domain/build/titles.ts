import type { BuildSource } from './request.ts';

/** Name of a build, for people: what it starts from. `name` is what Azure calls the machine or the image. */
export function titleOf(source: BuildSource): string {
  switch (source.kind) {
    case 'marketplace':
      return `${source.offer} ${source.sku}`;
    case 'machine':
      return `machine ${lastOf(source.machineId)}`;
    case 'image':
      return `image ${nameOfImage(source.imageId)}`;
  }
}

/** The name in a resource id; of a gallery version, its definition and version. */
export function nameOfImage(id: string): string {
  const [, definition, version] = /\/galleries\/[^/]+\/images\/([^/]+)\/versions\/([^/]+)$/i.exec(id) ?? [];
  return definition && version ? `${definition} ${version}` : lastOf(id);
}

function lastOf(id: string): string {
  return id.split('/').at(-1) ?? id;
}

/** Names that are free: in Azure, and in Windows 365 (same name as the newest image, next minor version; else 1.0.0). */
export function proposeNames(ask: {
  readonly source: BuildSource;
  readonly month: string;
  readonly takenInAzure: readonly string[];
  readonly images: readonly { readonly name: string; readonly version: string }[];
}): { readonly captureName: string; readonly imageName: string; readonly imageVersion: string } {
  const base = `${shortNameOf(ask.source)}-${ask.month}`;
  const isTaken = (name: string) => ask.takenInAzure.some((taken) => taken.toLowerCase() === name.toLowerCase());
  const captureName = isTaken(base) ? firstFree(base, isTaken) : base;
  const imageName = shortNameOf(ask.source).slice(0, MAX_IMAGE_NAME);
  return { captureName, imageName, imageVersion: nextVersion(imageName, ask.images) };
}

/** Tests of the Terraform provider bound display names at 32 characters; Windows 365 itself documents no limit. */
const MAX_IMAGE_NAME = 32;

function firstFree(base: string, isTaken: (name: string) => boolean): string {
  let number = 2;
  while (isTaken(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

function shortNameOf(source: BuildSource): string {
  if (source.kind === 'marketplace') return source.sku.replace(/^win/i, 'W').toUpperCase();
  return (source.kind === 'machine' ? lastOf(source.machineId) : nameOfImage(source.imageId)).replace(/[^\w.-]+/g, '-');
}

function nextVersion(name: string, images: readonly { readonly name: string; readonly version: string }[]): string {
  const own = images.filter((image) => image.name === name).map(({ version }) => version.split('.').map(Number));
  const newest = own.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0)).at(-1);
  return newest ? `${newest[0] ?? 1}.${(newest[1] ?? 0) + 1}.0` : '1.0.0';
}
