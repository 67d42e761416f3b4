import { GALLERY_OFFER, GALLERY_PUBLISHER, type DeviceImage, type GalleryImage } from '../world/images.ts';
import { copied, formatInstant, showEnum, type Property, type Shape, type View } from './shape.ts';

/** Error codes that stand after the sentinel, in either version. */
const NEW_ERROR_CODES = [
  'vmAlreadyAzureAdjoined',
  'paidSourceImageNotSupport',
  'sourceImageNotSupportCustomizeVMName',
  'sourceImageSizeExceedsLimitation',
  'sourceImageWithDataDiskNotSupported',
  'sourceImageWithDiskEncryptionSetNotSupported',
  'sourceImageWithAzureDiskEncryptionNotSupported',
  'fSLogixInstalledSourceImageNotSupported',
  'startMenuAppLimitExceeded',
];

/** Of those, the ones v1.0 does not have at all. */
const BETA_ERROR_CODES = NEW_ERROR_CODES.slice(4);

const V1_PROPERTIES: Readonly<Record<string, Property<DeviceImage>>> = {
  ...copied<DeviceImage>(
    'id',
    'displayName',
    'expirationDate',
    'operatingSystem',
    'osBuildNumber',
    'osStatus',
    'osVersionNumber',
    'sizeInGB',
    'sourceImageResourceId',
    'version',
  ),
  errorCode: { read: readErrorCode },
  lastModifiedDateTime: { read: (image) => formatInstant(image.modifiedAt) },
  status: { read: readStatus },
};

export const DEVICE_IMAGE_SHAPES: Readonly<Record<View['version'], Shape<DeviceImage>>> = {
  'v1.0': { type: '#microsoft.graph.cloudPcDeviceImage', properties: V1_PROPERTIES },
  beta: {
    type: '#microsoft.graph.cloudPcDeviceImage',
    properties: { ...V1_PROPERTIES, scopeIds: { read: () => ['0'] } },
  },
};

function readErrorCode({ errorCode }: DeviceImage, view: View): string | null {
  if (errorCode === null) return null;
  if (view.version === 'v1.0' && BETA_ERROR_CODES.includes(errorCode)) return 'unknownFutureValue';
  return showEnum(errorCode, NEW_ERROR_CODES, view);
}

function readStatus({ status }: DeviceImage, view: View): string {
  return view.version === 'v1.0' && status === 'warning' ? 'unknownFutureValue' : showEnum(status, ['warning'], view);
}

const GALLERY_PROPERTIES: Readonly<Record<string, Property<GalleryImage>>> = {
  ...copied<GalleryImage>(
    'id',
    'displayName',
    'skuName',
    'osVersionNumber',
    'startDate',
    'endDate',
    'expirationDate',
    'status',
  ),
  offerName: { read: () => GALLERY_OFFER },
  publisherName: { read: () => GALLERY_PUBLISHER },
  sizeInGB: { read: () => 64 },
};

export const GALLERY_IMAGE_SHAPE: Shape<GalleryImage> = {
  type: '#microsoft.graph.cloudPcGalleryImage',
  properties: GALLERY_PROPERTIES,
};
