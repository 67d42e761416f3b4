import { z } from 'zod';
import type { Route, SandboxResponse } from '../router.ts';
import type { Tenant } from '../tenant.ts';
import { createDefinition, createGallery, checkEmpty } from '../world/azure-galleries.ts';
import { azureId, definitionId } from '../world/azure-ids.ts';
import { deleteResource } from '../world/azure-removal.ts';
import type { Gallery, GalleryDefinition } from '../world/azure-resources.ts';
import { createArmRoutes, ok, readParam, type Call } from './arm-route.ts';
import { describeBase, GONE, inGroup } from './describe.ts';
import { accept } from './lro.ts';
import { readBody, regionSchema, tagsSchema } from './read-body.ts';

const ALL = '/providers/Microsoft.Compute/galleries';
const GALLERY = `/resourceGroups/{group}${ALL}/{gallery}`;
const DEFINITION = `${GALLERY}/images/{definition}`;

/** Galleries and their image definitions; versions have routes of their own. */
export function createGalleryRoutes(tenant: Tenant): Route[] {
  const on = createArmRoutes(tenant, 'galleries');
  return [
    on('GET', ALL, listGalleries),
    on('GET', `/resourceGroups/{group}${ALL}`, listGalleries),
    on('GET', GALLERY, (call) => ok(describeGallery(expectGallery(call)))),
    on('PUT', GALLERY, putGallery),
    on('GET', `${GALLERY}/images`, (call) => {
      const { name, group } = expectGallery(call);
      const definitions = inGroup(tenant.azure.list('gallery-definition'), group).filter(
        (each) => each.gallery === name,
      );
      return ok({ value: definitions.map(describeDefinition) });
    }),
    on('GET', DEFINITION, (call) => ok(describeDefinition(expectDefinition(call)))),
    on('PUT', DEFINITION, putDefinition),
    on('DELETE', DEFINITION, removeDefinition),
  ];
}

function listGalleries({ tenant, group }: Call): SandboxResponse {
  return ok({ value: inGroup(tenant.azure.list('gallery'), group).map(describeGallery) });
}

function expectGallery(call: Call): Gallery {
  return call.tenant.azure.expect(
    'gallery',
    azureId('gallery', { group: call.group, name: readParam(call, 'gallery') }),
  );
}

function readDefinitionId(call: Call): string {
  return definitionId({ group: call.group, gallery: readParam(call, 'gallery') }, readParam(call, 'definition'));
}

export function expectDefinition(call: Call): GalleryDefinition {
  return call.tenant.azure.expect('gallery-definition', readDefinitionId(call));
}

const gallerySchema = z.object({ location: regionSchema, tags: tagsSchema });

function putGallery(call: Call): SandboxResponse {
  const { tenant, group, request } = call;
  const { location, tags } = readBody(call, gallerySchema);
  const [gallery, operation] = createGallery(tenant, {
    wanted: { group, name: readParam(call, 'gallery'), location, tags },
    request,
  });
  if (!operation) return ok(describeGallery(gallery));
  return accept(call, operation, { status: 201, body: describeGallery(gallery) });
}

const definitionSchema = z.object({
  location: regionSchema,
  tags: tagsSchema,
  properties: z.object({
    osType: z.literal('Windows'),
    osState: z.enum(['Generalized', 'Specialized']),
    hyperVGeneration: z.enum(['V1', 'V2']).default('V2'),
    architecture: z.enum(['x64', 'Arm64']).default('x64'),
    identifier: z.object({ publisher: z.string(), offer: z.string(), sku: z.string() }),
    features: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
  }),
});

/** Definitions of this version of the API support Trusted Launch unless they say otherwise (facts, galleries). */
const DEFAULT_SECURITY = 'TrustedLaunchSupported';

function putDefinition(call: Call): SandboxResponse {
  const { tenant, group, request } = call;
  const { location, tags, properties } = readBody(call, definitionSchema);
  const { osState, hyperVGeneration: generation, architecture, identifier, features } = properties;
  const securityType = features.find(({ name }) => name === 'SecurityType')?.value ?? DEFAULT_SECURITY;
  const place = { group, gallery: expectGallery(call).name, name: readParam(call, 'definition'), location, tags };
  const [definition, operation] = createDefinition(tenant, {
    wanted: { ...place, osState, generation, architecture, identifier, securityType },
    request,
  });
  if (!operation) return ok(describeDefinition(definition));
  return accept(call, operation, { status: 201, body: describeDefinition(definition) });
}

function removeDefinition(call: Call): SandboxResponse {
  const definition = call.tenant.azure.find('gallery-definition', readDefinitionId(call));
  if (!definition) return GONE;
  checkEmpty(call.tenant, definition);
  return accept(call, deleteResource(call.tenant, definition, { request: call.request }), { status: 202 });
}

function describeGallery(gallery: Gallery): unknown {
  return {
    ...describeBase(gallery),
    properties: {
      provisioningState: gallery.state,
      identifier: { uniqueName: `${gallery.name}-sandbox` },
    },
  };
}

function describeDefinition(definition: GalleryDefinition): unknown {
  const { osState, generation, architecture, identifier, securityType } = definition;
  return {
    ...describeBase(definition),
    properties: {
      ...{ osType: 'Windows', osState, hyperVGeneration: generation, architecture, identifier },
      features: [{ name: 'SecurityType', value: securityType }],
      provisioningState: definition.state,
    },
  };
}
