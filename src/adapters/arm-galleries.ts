import { z } from 'zod';
import type { ImageLine } from '../workflow/ports-images.ts';
import type { ArmCalls } from './arm-calls.ts';
import { groupOf } from './arm-ids.ts';

export interface GalleryLine {
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
}

/** A gallery version as a line for people, with what clean-up asks of it. */
export interface VersionRead {
  readonly line: ImageLine;
  readonly gallery: string;
  readonly definition: string;
  readonly version: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly publishedAt: string | null;
  readonly sizeGb: number | null;
}

const row = z.object({ id: z.string(), name: z.string() });

/** Galleries of a subscription, or of one group of it. */
export async function listGalleries(
  calls: ArmCalls,
  subscriptionId: string,
  resourceGroup?: string,
): Promise<readonly GalleryLine[]> {
  const rows = await calls.list('list galleries', (limit) => {
    const { galleries } = calls.clientFor(subscriptionId);
    return resourceGroup === undefined ? galleries.list(limit) : galleries.listByResourceGroup(resourceGroup, limit);
  });
  return rows.map((each) => {
    const { id, name } = row.parse(each);
    return { id, name, resourceGroup: groupOf(id) ?? '' };
  });
}

const versionRow = z.object({
  id: z.string(),
  name: z.string(),
  location: z.string(),
  tags: z.record(z.string(), z.string()).catch({}),
  publishingProfile: z.object({ publishedDate: z.date().nullable().catch(null) }).catch({ publishedDate: null }),
  storageProfile: z
    .object({ osDiskImage: z.object({ sizeInGB: z.number().nullable().catch(null) }).catch({ sizeInGB: null }) })
    .catch({ osDiskImage: { sizeInGB: null } }),
});

/** All versions in these galleries: one list for each gallery and each definition, a few at a time. */
export async function listVersions(
  calls: ArmCalls,
  subscriptionId: string,
  galleries: readonly GalleryLine[],
): Promise<readonly VersionRead[]> {
  const lists = await Promise.all(galleries.map((gallery) => listVersionsOf(calls, subscriptionId, gallery)));
  return lists.flat();
}

async function listVersionsOf(
  calls: ArmCalls,
  subscriptionId: string,
  gallery: GalleryLine,
): Promise<readonly VersionRead[]> {
  const { resourceGroup, name } = gallery;
  const definitions = await calls.list(`list definitions of gallery ${name}`, (limit) =>
    calls.clientFor(subscriptionId).galleryImages.listByGallery(resourceGroup, name, limit),
  );
  const lists = await Promise.all(
    definitions.map(async (each) => {
      const definition = row.parse(each).name;
      const rows = await calls.list(`list versions of ${name}/${definition}`, (limit) =>
        calls.clientFor(subscriptionId).galleryImageVersions.listByGalleryImage(resourceGroup, name, definition, limit),
      );
      return rows.map((version) => toVersionRead(gallery, definition, version));
    }),
  );
  return lists.flat();
}

function toVersionRead({ name: gallery, resourceGroup }: GalleryLine, definition: string, seen: unknown): VersionRead {
  const { id, name, location, tags, publishingProfile, storageProfile } = versionRow.parse(seen);
  return {
    line: { id, kind: 'gallery', name: `${gallery}/${definition}/${name}`, resourceGroup, region: location },
    gallery,
    definition,
    version: name,
    tags,
    publishedAt: publishingProfile.publishedDate?.toISOString() ?? null,
    sizeGb: storageProfile.osDiskImage.sizeInGB,
  };
}
