import { BUILD_TAG } from '../domain/build/naming.ts';
import type { ResourceKind, ResourceRef } from '../domain/build/resources.ts';

/** Paths of ARM ids behind the resource group, by kind; gallery versions have a longer one of their own. */
const PATHS: Readonly<Record<Exclude<ResourceKind, 'gallery-version'>, string>> = {
  machine: 'Microsoft.Compute/virtualMachines',
  disk: 'Microsoft.Compute/disks',
  snapshot: 'Microsoft.Compute/snapshots',
  image: 'Microsoft.Compute/images',
  nic: 'Microsoft.Network/networkInterfaces',
  'public-ip': 'Microsoft.Network/publicIPAddresses',
};

/** The ARM id of what a reference names. */
export function toArmId(ref: ResourceRef): string {
  const root = `/subscriptions/${ref.subscriptionId}/resourceGroups/${ref.resourceGroup}/providers`;
  if (ref.kind !== 'gallery-version') return `${root}/${PATHS[ref.kind]}/${ref.name}`;
  const { gallery, definition } = versionPlace(ref);
  return `${root}/Microsoft.Compute/galleries/${gallery}/images/${definition}/versions/${ref.name}`;
}

/** The reference behind an ARM id, whatever its letters' case, as Azure mixes it; undefined for kinds that Repave does not touch. */
export function fromArmId(id: string): ResourceRef | undefined {
  const [, subscriptionId, resourceGroup, rest] =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/(.+?)\/?$/i.exec(id) ?? [];
  if (subscriptionId === undefined || resourceGroup === undefined || rest === undefined) return undefined;
  const place = { subscriptionId, resourceGroup };
  const [, gallery, definition, version] =
    /^Microsoft\.Compute\/galleries\/([^/]+)\/images\/([^/]+)\/versions\/([^/]+)$/i.exec(rest) ?? [];
  if (gallery !== undefined && definition !== undefined && version !== undefined) {
    return { kind: 'gallery-version', ...place, name: version, gallery, definition };
  }
  const cut = rest.lastIndexOf('/');
  const kind = KINDS.get(rest.slice(0, Math.max(cut, 0)).toLowerCase());
  return kind === undefined ? undefined : { kind, ...place, name: rest.slice(cut + 1) };
}

const KINDS = new Map(
  (Object.keys(PATHS) as (keyof typeof PATHS)[]).map((kind) => [PATHS[kind].toLowerCase(), kind] as const),
);

export function groupOf(id: string): string | undefined {
  return /\/resourceGroups\/([^/]+)\//i.exec(id)?.[1];
}

/** Gallery and definition of a version's reference; the type leaves them open, because other kinds have none. */
export function versionPlace({ gallery, definition }: ResourceRef): { gallery: string; definition: string } {
  if (gallery === undefined || definition === undefined) throw new Error('a gallery version without its gallery');
  return { gallery, definition };
}

/** Tags of what a build makes. */
export function tagsOf(buildId: string): Record<string, string> {
  return { [BUILD_TAG]: buildId };
}

/** The build in a resource's tags; null when it carries none. Azure keeps the case of tag names but does not look at it. */
export function buildIdIn(tags: Readonly<Record<string, string>> | undefined): string | null {
  const found = Object.entries(tags ?? {}).find(([name]) => name.toLowerCase() === BUILD_TAG);
  return found?.[1] ?? null;
}
