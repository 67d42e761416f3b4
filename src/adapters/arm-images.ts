import type { ComputeManagementClient } from '@azure/arm-compute';
import { z } from 'zod';
import type { SourceImage } from '../domain/world.ts';
import type { SourceImages } from '../workflow/ports.ts';
import { createArmClient } from './arm-client.ts';
import type { ArmClientOptions } from './arm-client.ts';

export interface ArmImagesOptions extends ArmClientOptions {
  /** Subscription of the source images. Without one nothing is asked and everything is unknown. */
  readonly subscriptionId: string | undefined;
}

type Reading = Omit<SourceImage, 'id'>;

/** Source images in Azure. A source that cannot be read is `unknown`, never trouble: an imported image does not need it any more. */
export function createArmImages(options: ArmImagesOptions): SourceImages {
  const clients = new Map<string, ComputeManagementClient>();
  function clientFor(subscriptionId: string): ComputeManagementClient {
    const known = clients.get(subscriptionId);
    if (known !== undefined) return known;
    const made = createArmClient(options, subscriptionId);
    clients.set(subscriptionId, made);
    return made;
  }
  return {
    async read(sourceId) {
      if (options.subscriptionId === undefined) return unknown(sourceId, 'no subscription is configured');
      const place = parseSourceId(sourceId);
      if (place === undefined) return unknown(sourceId, 'the id is of no known kind');
      const client = clientFor(place.subscriptionId);
      try {
        return { id: sourceId, ...(await readPlace(client, place)) };
      } catch (error) {
        return explainError(sourceId, error);
      }
    },
  };
}

/** Where a source image stands: a managed image, or a version in a gallery. */
type Place = { readonly subscriptionId: string; readonly group: string } & (
  | { readonly kind: 'managed'; readonly name: string }
  | { readonly kind: 'gallery'; readonly gallery: string; readonly definition: string; readonly version: string }
);

const SOURCE_ID =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.Compute\/(?:images\/([^/]+)|galleries\/([^/]+)\/images\/([^/]+)\/versions\/([^/]+))$/i;

function parseSourceId(sourceId: string): Place | undefined {
  const [, subscriptionId, group, name, gallery, definition, version] = SOURCE_ID.exec(sourceId) ?? [];
  if (subscriptionId === undefined || group === undefined) return undefined;
  if (name !== undefined) return { subscriptionId, group, kind: 'managed', name };
  if (gallery === undefined || definition === undefined || version === undefined) return undefined;
  return { subscriptionId, group, kind: 'gallery', gallery, definition, version };
}

const generations = z.enum(['V1', 'V2', 'unknown']).catch('unknown');

const TIMEOUT_MS = 20_000;

async function readPlace(client: ComputeManagementClient, place: Place): Promise<Reading> {
  const limit = { abortSignal: AbortSignal.timeout(TIMEOUT_MS) };
  if (place.kind === 'managed') {
    const image = await client.images.get(place.group, place.name, limit);
    const state = image.storageProfile?.osDisk?.osState ?? 'of unknown state';
    return { found: 'yes', generation: generations.parse(image.hyperVGeneration), detail: `managed image, ${state}` };
  }
  const { group, gallery, definition, version } = place;
  // The version is the source; generation and state are said by the definition that it belongs to.
  const [, family] = await Promise.all([
    client.galleryImageVersions.get(group, gallery, definition, version, limit),
    client.galleryImages.get(group, gallery, definition, limit),
  ]);
  const detail = `gallery version, ${family.osState ?? 'of unknown state'}`;
  return { found: 'yes', generation: generations.parse(family.hyperVGeneration), detail };
}

const restError = z.object({ statusCode: z.number().optional(), code: z.string().optional() });

function explainError(id: string, error: unknown): SourceImage {
  const { statusCode, code } = restError.safeParse(error).data ?? {};
  if (statusCode === 404) return { id, found: 'no', generation: 'unknown', detail: code ?? 'not found' };
  if (statusCode !== undefined) return unknown(id, `HTTP ${statusCode}${code === undefined ? '' : ` ${code}`}`);
  return unknown(id, code ?? 'Azure gave no answer');
}

function unknown(id: string, detail: string): SourceImage {
  return { id, found: 'unknown', generation: 'unknown', detail };
}
