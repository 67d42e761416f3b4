import type { Door, ExchangeLog } from '../http.ts';
import { SANDBOX_SUBSCRIPTION_ID } from '../ids.ts';
import { createRouter, route, type Handler, type Route, type SandboxRequest } from '../router.ts';
import type { Tenant } from '../tenant.ts';
import { meetTrouble, type Trouble } from '../trouble.ts';
import { GALLERY, type SourceImage } from '../world/source-images.ts';

const SUBSCRIPTION = '/subscriptions/{subscription}';
const COMPUTE = `${SUBSCRIPTION}/resourceGroups/{group}/providers/Microsoft.Compute`;
const DEFINITION = `${COMPUTE}/galleries/{gallery}/images/{definition}`;

class ArmProblem extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const ARM_TROUBLE: Trouble = {
  describe: ({ status, code, message }) => ({ status, body: { error: { code, message } } }),
  toProblem: (cause) => (cause instanceof ArmProblem ? cause : undefined),
  noToken: { status: 401, code: 'AuthenticationFailed', message: 'The Authorization header is missing.' },
};

/** Azure Resource Manager of the tenant: the reads that tell of managed images and of one gallery. */
export function createArmDoor({ tenant, log }: { tenant: Tenant; log: ExchangeLog }): Door {
  return {
    service: 'arm',
    router: createRouter(createRoutes(tenant)),
    log,
    intercept: (request, next) => meetTrouble({ request, next, tenant, trouble: ARM_TROUBLE }),
  };
}

function createRoutes({ sourceImages }: Tenant): Route[] {
  return [
    get(`${SUBSCRIPTION}/providers/Microsoft.Compute/images`, () => ({ value: sourceImages.map(describeImage) })),
    get(`${COMPUTE}/images`, ({ params }) => ({
      value: isOurGroup(params['group']) ? sourceImages.map(describeImage) : [],
    })),
    get(`${COMPUTE}/images/{name}`, ({ params }) => describeImage(expectImage(sourceImages, params))),
    get(`${COMPUTE}/galleries/{gallery}/images`, ({ params }) => ({
      value: isOurGallery(params) ? [describeDefinition()] : [],
    })),
    get(DEFINITION, ({ params }) => expectDefinition(params) && describeDefinition()),
    get(
      `${DEFINITION}/versions`,
      ({ params }) => expectDefinition(params) && { value: GALLERY.versions.map(describeVersion) },
    ),
    get(
      `${DEFINITION}/versions/{version}`,
      ({ params }) => expectDefinition(params) && describeVersion(expectVersion(params)),
    ),
  ];
}

function get(pattern: string, read: (request: SandboxRequest) => unknown): Route {
  const handle: Handler = (request) => {
    if (request.params['subscription']?.toLowerCase() !== SANDBOX_SUBSCRIPTION_ID) {
      throw new ArmProblem(404, 'SubscriptionNotFound', 'The subscription could not be found.');
    }
    if (!request.query.has('api-version')) {
      throw new ArmProblem(400, 'MissingApiVersionParameter', 'The api-version query parameter is required.');
    }
    return { status: 200, body: read(request) };
  };
  return route('GET', pattern, handle);
}

type Params = SandboxRequest['params'];

function isOurGroup(group: string | undefined): boolean {
  return group?.toLowerCase() === GALLERY.resourceGroup;
}

function isOurGallery(params: Params): boolean {
  return isOurGroup(params['group']) && params['gallery']?.toLowerCase() === GALLERY.name.toLowerCase();
}

function expectImage(images: readonly SourceImage[], { group, name }: Params): SourceImage {
  const image = images.find((each) => isOurGroup(group) && each.name.toLowerCase() === name?.toLowerCase());
  if (!image) throw notFound(`Microsoft.Compute/images/${name}`);
  return image;
}

function expectDefinition(params: Params): true {
  const isKnown = isOurGallery(params) && params['definition']?.toLowerCase() === GALLERY.definition.toLowerCase();
  if (!isKnown) throw notFound(`Microsoft.Compute/galleries/${params['gallery']}/images/${params['definition']}`);
  return true;
}

function expectVersion({ version }: Params): string {
  const found = GALLERY.versions.find((each) => each === version);
  if (!found) throw notFound(`The image version ${version}`);
  return found;
}

function notFound(resource: string): ArmProblem {
  return new ArmProblem(404, 'ResourceNotFound', `The Resource '${resource}' was not found.`);
}

function describeImage(image: SourceImage): unknown {
  return {
    id: image.id,
    name: image.name,
    type: 'Microsoft.Compute/images',
    location: image.location,
    tags: {},
    properties: {
      provisioningState: 'Succeeded',
      hyperVGeneration: image.hyperVGeneration,
      storageProfile: {
        osDisk: {
          osType: 'Windows',
          osState: image.osState,
          diskSizeGB: image.diskSizeGb,
          storageAccountType: 'Standard_LRS',
        },
        dataDisks: Array.from({ length: image.dataDisks }, (_, lun) => ({ lun, diskSizeGB: 128 })),
        zoneResilient: false,
      },
    },
  };
}

const GALLERY_ID = `/subscriptions/${SANDBOX_SUBSCRIPTION_ID}/resourceGroups/${GALLERY.resourceGroup}/providers/Microsoft.Compute/galleries/${GALLERY.name}`;

function describeDefinition(): unknown {
  return {
    id: `${GALLERY_ID}/images/${GALLERY.definition}`,
    name: GALLERY.definition,
    type: 'Microsoft.Compute/galleries/images',
    location: GALLERY.location,
    properties: {
      osType: 'Windows',
      osState: 'Generalized',
      hyperVGeneration: 'V2',
      architecture: 'x64',
      identifier: { publisher: 'Contoso', offer: 'Workplace', sku: 'W11' },
      features: [{ name: 'SecurityType', value: 'TrustedLaunch' }],
      provisioningState: 'Succeeded',
    },
  };
}

function describeVersion(version: string): unknown {
  return {
    id: `${GALLERY_ID}/images/${GALLERY.definition}/versions/${version}`,
    name: version,
    type: 'Microsoft.Compute/galleries/images/versions',
    location: GALLERY.location,
    properties: {
      provisioningState: 'Succeeded',
      publishingProfile: { targetRegions: [{ name: 'West Europe', regionalReplicaCount: 1 }], replicaCount: 1 },
      storageProfile: { osDiskImage: { sizeInGB: 64, hostCaching: 'ReadWrite' } },
    },
  };
}
