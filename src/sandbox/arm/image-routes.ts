import { z } from 'zod';
import type { Route, SandboxResponse } from '../router.ts';
import type { Tenant } from '../tenant.ts';
import { createManagedImage, updateCaptured } from '../world/azure-captures.ts';
import { azureId } from '../world/azure-ids.ts';
import { deleteResource } from '../world/azure-removal.ts';
import type { ManagedImage } from '../world/azure-resources.ts';
import { createArmRoutes, ok, readParam, type Call } from './arm-route.ts';
import { describeBase, GONE, inGroup } from './describe.ts';
import { accept } from './lro.ts';
import { readBody, reference, regionSchema, tagsSchema } from './read-body.ts';
import { pageOf } from './page.ts';

const IMAGES = '/resourceGroups/{group}/providers/Microsoft.Compute/images';

/** Managed images. */
export function createImageRoutes(tenant: Tenant): Route[] {
  const on = createArmRoutes(tenant, 'compute');
  return [
    on('GET', '/providers/Microsoft.Compute/images', listImages),
    on('GET', IMAGES, listImages),
    on('GET', `${IMAGES}/{name}`, (call) => ok(describeImage(tenant.azure.expect('image', readId(call))))),
    on('PUT', `${IMAGES}/{name}`, putImage),
    on('DELETE', `${IMAGES}/{name}`, (call) => {
      const image = tenant.azure.find('image', readId(call));
      if (!image) return GONE;
      return accept(call, deleteResource(tenant, image, { request: call.request }), { status: 202 });
    }),
  ];
}

/** Small, so that those who read only the first page are found out. */
const PAGE = 5;

function listImages(call: Call): SandboxResponse {
  const images = inGroup(call.tenant.azure.list('image'), call.group);
  return ok(pageOf(call.request, images.map(describeImage), PAGE));
}

function readId(call: Call): string {
  return azureId('image', { group: call.group, name: readParam(call, 'name') });
}

const imageSchema = z.object({
  location: regionSchema,
  tags: tagsSchema,
  properties: z.object({ sourceVirtualMachine: reference, hyperVGeneration: z.enum(['V1', 'V2']).default('V1') }),
});

function putImage(call: Call): SandboxResponse {
  const { tenant, request, group } = call;
  const { location, tags, properties } = readBody(call, imageSchema);
  const machineId = properties.sourceVirtualMachine.id;
  const existing = tenant.azure.find('image', readId(call));
  if (existing) {
    updateCaptured(tenant, existing, { sourceId: machineId, tags });
    return ok(describeImage(existing));
  }
  const wanted = { group, name: readParam(call, 'name'), location, tags, machineId };
  const [image, operation] = createManagedImage(tenant, {
    wanted: { ...wanted, generation: properties.hyperVGeneration },
    request,
  });
  return accept(call, operation, { status: 201, body: describeImage(image) });
}

function describeImage(image: ManagedImage): unknown {
  const { osState, diskGb, dataDisks, generation, sourceId } = image;
  return {
    ...describeBase(image),
    properties: {
      provisioningState: image.state,
      hyperVGeneration: generation,
      ...(sourceId === null ? {} : { sourceVirtualMachine: { id: sourceId } }),
      storageProfile: {
        osDisk: { osType: 'Windows', osState, diskSizeGB: diskGb, storageAccountType: 'Standard_LRS' },
        dataDisks: Array.from({ length: dataDisks }, (_, lun) => ({ lun, diskSizeGB: 128 })),
        zoneResilient: false,
      },
    },
  };
}
