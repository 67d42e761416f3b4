import { SANDBOX_SUBSCRIPTION_ID } from '../ids.ts';
import { listAzureImages, type AzureImage } from '../world/azure-images.ts';
import { findReadableImage } from '../world/image-upload-check.ts';
import { get, serveList, type Ask, type GraphRoute } from './serve.ts';
import { copied, type Property, type Shape, type View } from './shape.ts';

const V1_PROPERTIES: Readonly<Record<string, Property<AzureImage>>> = {
  resourceId: { read: ({ id }) => id },
  displayName: { read: ({ name }) => name, filterable: true },
  subscriptionId: { read: () => SANDBOX_SUBSCRIPTION_ID, filterable: true },
  subscriptionDisplayName: { read: () => 'Contoso Workplace' },
};

const BETA_PROPERTIES: Readonly<Record<string, Property<AzureImage>>> = {
  ...V1_PROPERTIES,
  ...copied<AzureImage>('id'),
  category: {
    read: ({ kind }) => (kind === 'managed' ? 'managedImage' : 'azureComputeGallery'),
    filterable: true,
  },
};

const SHAPES: Readonly<Record<View['version'], Shape<AzureImage>>> = {
  'v1.0': { type: '#microsoft.graph.cloudPcSourceDeviceImage', properties: V1_PROPERTIES },
  beta: { type: '#microsoft.graph.cloudPcSourceDeviceImage', properties: BETA_PROPERTIES },
};

export const SOURCE_IMAGE_ROUTES: readonly GraphRoute[] = [
  get('deviceImages/getSourceImages', serveList({ shapes: SHAPES, source: listSources })),
];

/** Generalized images that Windows 365 may read; of galleries, those whose definition it takes. */
function listSources({ view: { tenant } }: Ask): AzureImage[] {
  return listAzureImages(tenant).filter((image) => {
    const isTaken = image.osState === 'Generalized' && (image.kind === 'managed' || isTrustedLaunch(image));
    return isTaken && findReadableImage(tenant, image.id) !== undefined;
  });
}

function isTrustedLaunch({ securityType }: AzureImage): boolean {
  return securityType === 'TrustedLaunch';
}
