import { z } from 'zod';
import type { Route, SandboxResponse } from '../router.ts';
import type { Tenant } from '../tenant.ts';
import { createVersion, updateCaptured, type NewVersion } from '../world/azure-captures.ts';
import { versionId } from '../world/azure-ids.ts';
import { invalid } from '../world/azure-problem.ts';
import { deleteResource } from '../world/azure-removal.ts';
import type { GalleryVersion, Publishing } from '../world/azure-resources.ts';
import { createArmRoutes, ok, readParam, type Call } from './arm-route.ts';
import { describeBase, formatInstant, GONE, inGroup } from './describe.ts';
import { expectDefinition } from './gallery-routes.ts';
import { accept } from './lro.ts';
import { readBody, regionSchema, tagsSchema } from './read-body.ts';
import { pageOf } from './page.ts';

const VERSIONS = '/resourceGroups/{group}/providers/Microsoft.Compute/galleries/{gallery}/images/{definition}/versions';

export function createGalleryVersionRoutes(tenant: Tenant): Route[] {
  const on = createArmRoutes(tenant, 'galleries');
  return [
    on('GET', VERSIONS, listVersions),
    on('GET', `${VERSIONS}/{version}`, (call) => ok(describeVersion(expectVersion(call), call))),
    on('PUT', `${VERSIONS}/{version}`, putVersion),
    on('PATCH', `${VERSIONS}/{version}`, patchVersion),
    on('DELETE', `${VERSIONS}/{version}`, (call) => {
      const version = tenant.azure.find('gallery-version', readId(call));
      if (!version) return GONE;
      return accept(call, deleteResource(tenant, version, { request: call.request }), { status: 202 });
    }),
  ];
}

function readId(call: Call): string {
  const { group, gallery, name } = expectDefinition(call);
  return versionId({ group, gallery, definition: name }, readParam(call, 'version'));
}

function expectVersion(call: Call): GalleryVersion {
  return call.tenant.azure.expect('gallery-version', readId(call));
}

/** Small, so that those who read only the first page are found out. */
const PAGE = 5;

function listVersions(call: Call): SandboxResponse {
  const { gallery, name } = expectDefinition(call);
  const versions = inGroup(call.tenant.azure.list('gallery-version'), call.group)
    .filter((version) => version.gallery === gallery && version.definition === name)
    .map((version) => describeVersion(version, call));
  return ok(pageOf(call.request, versions, PAGE));
}

const versionSchema = z.object({
  location: regionSchema,
  tags: tagsSchema,
  properties: z.object({
    storageProfile: z.object({
      source: z.object({ id: z.string().optional(), virtualMachineId: z.string().optional() }),
    }),
    publishingProfile: z
      .object({
        targetRegions: z
          .array(
            z.object({
              name: z.string(),
              regionalReplicaCount: z.number().int().positive().default(1),
              storageAccountType: z.string().default('Standard_LRS'),
            }),
          )
          .optional(),
        excludeFromLatest: z.boolean().default(false),
        replicationMode: z.enum(['Full', 'Shallow']).default('Full'),
      })
      .default({ excludeFromLatest: false, replicationMode: 'Full' }),
  }),
});

type VersionBody = z.output<typeof versionSchema>;

function putVersion(call: Call): SandboxResponse {
  const { tenant, request } = call;
  const wanted = readNewVersion(call);
  const existing = tenant.azure.find('gallery-version', readId(call));
  if (existing) {
    updateCaptured(tenant, existing, wanted);
    return ok(describeVersion(existing, call));
  }
  const [version, operation] = createVersion(tenant, { wanted, request });
  return accept(call, operation, { status: 201, body: describeVersion(version, call) });
}

function readNewVersion(call: Call): NewVersion {
  const name = readParam(call, 'version');
  if (!/^\d+\.\d+\.\d+$/.test(name)) throw invalid(`'${name}' is no version: three whole numbers are needed.`);
  const { location, tags, properties } = readBody(call, versionSchema);
  const { id, virtualMachineId } = properties.storageProfile.source;
  const sourceId = virtualMachineId ?? id;
  if (sourceId === undefined) throw invalid('storageProfile.source needs id or virtualMachineId.');
  return {
    ...{ definition: expectDefinition(call), name, location, tags, sourceId },
    sourceField: virtualMachineId === undefined ? 'id' : 'virtualMachineId',
    publishing: readPublishing(location, properties.publishingProfile),
  };
}

function readPublishing(location: string, profile: VersionBody['properties']['publishingProfile']): Publishing {
  const { targetRegions, excludeFromLatest, replicationMode: mode } = profile;
  const wanted = targetRegions ?? [{ name: location, regionalReplicaCount: 1, storageAccountType: 'Standard_LRS' }];
  if (!wanted.some(({ name }) => regionSchema.parse(name) === location)) {
    throw invalid(`The target regions must include ${location}, where the version itself is.`);
  }
  const regions = wanted.map(({ name, regionalReplicaCount: replicas, storageAccountType: storage }) => {
    return { name, replicas, storage };
  });
  return { regions, excludeFromLatest, mode };
}

/** Only tags can be changed here. */
function patchVersion(call: Call): SandboxResponse {
  const version = expectVersion(call);
  version.tags = readBody(call, z.object({ tags: tagsSchema })).tags;
  return ok(describeVersion(version, call));
}

function describeVersion(version: GalleryVersion, { request, tenant }: Call): unknown {
  const { publishing, sourceId, sourceField, dataDisks } = version;
  const withReplication = /ReplicationStatus/i.test(request.query.get('$expand') ?? '');
  return {
    ...describeBase(version),
    properties: {
      provisioningState: version.state,
      publishingProfile: {
        targetRegions: publishing.regions.map(({ name, replicas, storage }) => ({
          ...{ name, regionalReplicaCount: replicas, storageAccountType: storage },
        })),
        replicaCount: 1,
        publishedDate: formatInstant(version.createdAt),
        excludeFromLatest: publishing.excludeFromLatest,
        replicationMode: publishing.mode,
      },
      storageProfile: {
        ...(sourceId === null ? {} : { source: { [sourceField]: sourceId } }),
        osDiskImage: { sizeInGB: version.diskGb, hostCaching: 'ReadWrite' },
        ...(dataDisks === 0 ? {} : { dataDiskImages: listDataDisks(dataDisks) }),
      },
      ...(withReplication ? { replicationStatus: describeReplication(version, tenant.clock.now()) } : {}),
    },
  };
}

function listDataDisks(count: number): unknown[] {
  return Array.from({ length: count }, (_, lun) => ({ lun, sizeInGB: 128, hostCaching: 'None' }));
}

/** Progress grows evenly from the order to the end, and stands still at 99 until Azure says so. */
function describeReplication({ state, replication, publishing, failure }: GalleryVersion, now: number): unknown {
  const share = (now - replication.from) / Math.max(1, replication.until - replication.from);
  const progress = state === 'Succeeded' ? 100 : Math.max(0, Math.min(99, Math.floor(share * 100)));
  const aggregatedState = state === 'Succeeded' ? 'Completed' : state === 'Failed' ? 'Failed' : 'InProgress';
  const regionState = aggregatedState === 'InProgress' ? 'Replicating' : aggregatedState;
  const summary = publishing.regions.map(({ name }) => {
    return { region: name, state: regionState, details: failure?.message ?? '', progress };
  });
  return { aggregatedState, summary };
}
