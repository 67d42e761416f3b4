import { findBrokenEntry } from '../domain/audit.ts';
import type { Build } from '../domain/build/build.ts';
import { BUILD_TAG } from '../domain/build/naming.ts';
import type { Town } from './town.ts';

/** How the tenant stood before anything was asked for. */
export interface TenantBefore {
  readonly deviceImages: readonly string[];
  readonly resources: readonly string[];
}

export function readTenant({ tenant }: Town): TenantBefore {
  return {
    deviceImages: tenant.deviceImages.map(({ id }) => id),
    resources: tenant.azure.resources().map(({ id }) => id),
  };
}

/** What the tenant's own word, and not Repave's, says about a build that ended well. Answers every promise that was not kept. */
export async function listBrokenImagePromises(
  town: Town,
  before: TenantBefore,
  build: Build,
): Promise<readonly string[]> {
  return [
    ...judgeAzure(town, before),
    ...judgeWindows365(town, before),
    ...judgeSealed(town, build),
    ...(await judgeRecords(town)),
  ];
}

function judgeAzure({ tenant }: Town, before: TenantBefore): readonly string[] {
  const standing = tenant.azure.resources();
  const fresh = standing.filter(({ id }) => !before.resources.includes(id));
  const images = fresh.filter(({ kind, tags }) => kind === 'image' && BUILD_TAG in tags);
  const left = fresh.filter(({ kind }) => kind !== 'image').map(({ kind, name }) => `${kind} ${name} was left over`);
  const lost = before.resources.filter((id) => !standing.some((each) => each.id === id));
  return [
    ...(images.length === 1 ? [] : [`${images.length} images were made instead of one`]),
    ...left,
    ...lost.map((id) => `${id} was there before and is gone`),
  ];
}

function judgeWindows365({ tenant }: Town, before: TenantBefore): readonly string[] {
  const fresh = tenant.deviceImages.filter(({ id }) => !before.deviceImages.includes(id));
  const [image] = fresh;
  if (!image || fresh.length > 1) return [`${fresh.length} device images were imported instead of one`];
  const source = tenant.azure.resources().find(({ id }) => isSame(id, image.sourceImageResourceId));
  return [
    ...(image.status === 'ready' ? [] : [`the device image is ${image.status}`]),
    ...(source && BUILD_TAG in source.tags ? [] : ['the device image does not come from the image of this build']),
  ];
}

/** Only a copy is sealed: nothing but the copies was ever generalised. */
function judgeSealed({ tenant }: Town, { machine }: Build): readonly string[] {
  const sealed = tenant.azure.history.filter(({ act, kind }) => act === 'generalized' && kind === 'machine');
  const own = sealed.filter(({ name }) => name === machine?.name);
  return [
    ...(sealed.length === 1 ? [] : [`${sealed.length} machines were sealed instead of one`]),
    ...own.map(({ name }) => `${name} itself was sealed, not a copy`),
  ];
}

async function judgeRecords({ app, servers, tenant }: Town): Promise<readonly string[]> {
  const chain = findBrokenEntry(await app.store.readAudit(null));
  const unknown = servers.exchanges.unknown();
  return [
    ...(chain === null ? [] : [`the audit chain breaks at entry ${chain}`]),
    ...unknown.map(({ method, url }) => `a call that the tenant does not know: ${method} ${url}`),
    ...(tenant.wipes.length === 0 ? [] : ['a Cloud PC was wiped']),
  ];
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
