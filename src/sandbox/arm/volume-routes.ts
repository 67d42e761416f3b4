import { z } from 'zod';
import type { Route, SandboxResponse } from '../router.ts';
import type { Tenant } from '../tenant.ts';
import { azureId } from '../world/azure-ids.ts';
import { deleteResource } from '../world/azure-removal.ts';
import type { Disk, Snapshot } from '../world/azure-resources.ts';
import { checkDetached, createVolume, updateVolume, type NewVolume } from '../world/azure-volumes.ts';
import { createArmRoutes, ok, readParam, type Call } from './arm-route.ts';
import { describeBase, formatInstant, GONE, inGroup } from './describe.ts';
import { accept } from './lro.ts';
import { readBody, regionSchema, tagsSchema } from './read-body.ts';
import { pageOf } from './page.ts';

type Kind = 'disk' | 'snapshot';

/** Disks and snapshots, which differ only in whether a machine can hold them. */
export function createVolumeRoutes(tenant: Tenant): Route[] {
  return [...routesOf(tenant, 'disk', 'disks'), ...routesOf(tenant, 'snapshot', 'snapshots')];
}

/** Small, so that those who read only the first page are found out. */
const PAGE = 5;

function routesOf(tenant: Tenant, kind: Kind, segment: string): Route[] {
  const on = createArmRoutes(tenant, 'disks');
  const all = `/providers/Microsoft.Compute/${segment}`;
  const one = `/resourceGroups/{group}${all}/{name}`;
  const id = (call: Call) => azureId(kind, { group: call.group, name: readParam(call, 'name') });
  const list = (call: Call) => {
    const volumes: (Disk | Snapshot)[] = inGroup(tenant.azure.list<Kind>(kind), call.group);
    return ok(pageOf(call.request, volumes.map(describeVolume), PAGE));
  };
  return [
    on('GET', all, list),
    on('GET', `/resourceGroups/{group}${all}`, list),
    on('GET', one, (call) => ok(describeVolume(tenant.azure.expect<Kind>(kind, id(call))))),
    on('PUT', one, (call) => putVolume(call, kind)),
    on('DELETE', one, (call) => removeVolume(call, tenant.azure.find<Kind>(kind, id(call)))),
  ];
}

const volumeSchema = z.object({
  location: regionSchema,
  tags: tagsSchema,
  sku: z.object({ name: z.string() }).default({ name: 'Standard_LRS' }),
  properties: z.object({
    creationData: z.object({
      createOption: z.enum(['Copy', 'Empty']),
      sourceResourceId: z.string().optional(),
    }),
    diskSizeGB: z.number().int().positive().optional(),
    incremental: z.boolean().default(false),
  }),
});

function putVolume(call: Call, kind: Kind): SandboxResponse {
  const { tenant, request } = call;
  const wanted = readNewVolume(call);
  const existing = tenant.azure.find<Kind>(kind, azureId(kind, wanted));
  if (existing) {
    updateVolume(tenant, existing, wanted);
    return ok(describeVolume(existing));
  }
  const [volume, operation] = createVolume(tenant, kind, { wanted, request });
  return accept(call, operation, { status: 202, body: describeVolume(volume) });
}

function readNewVolume(call: Call): NewVolume {
  const { location, tags, sku, properties } = readBody(call, volumeSchema);
  const { creationData, diskSizeGB, incremental } = properties;
  return {
    ...{ group: call.group, name: readParam(call, 'name'), location, tags, sku: sku.name, incremental },
    createOption: creationData.createOption,
    sourceId: creationData.sourceResourceId ?? null,
    sizeGb: diskSizeGB,
  };
}

function removeVolume(call: Call, volume: Disk | Snapshot | undefined): SandboxResponse {
  if (!volume) return GONE;
  if (volume.kind === 'disk') checkDetached(volume);
  return accept(call, deleteResource(call.tenant, volume, { request: call.request }), { status: 202 });
}

function describeVolume(volume: Disk | Snapshot): unknown {
  const { sku, hasSystem, generation, securityType, sourceId, createOption, sizeGb } = volume;
  const attachedTo = volume.kind === 'disk' ? volume.attachedTo : null;
  return {
    ...describeBase(volume),
    sku: { name: sku },
    ...(attachedTo === null ? {} : { managedBy: attachedTo }),
    properties: {
      provisioningState: volume.state,
      timeCreated: formatInstant(volume.createdAt),
      creationData: { createOption, ...(sourceId === null ? {} : { sourceResourceId: sourceId }) },
      ...(hasSystem ? { osType: 'Windows', hyperVGeneration: generation } : {}),
      diskSizeGB: sizeGb,
      diskState: attachedTo === null ? 'Unattached' : 'Attached',
      // Standard disks do not name a security type.
      ...(securityType === 'TrustedLaunch' ? { securityProfile: { securityType } } : {}),
      ...(volume.kind === 'snapshot' ? { incremental: volume.incremental } : {}),
    },
  };
}
