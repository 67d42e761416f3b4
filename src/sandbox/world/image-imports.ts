import { findImageById } from './azure-images.ts';
import { findUploadError } from './image-upload-check.ts';
import { DEVICE_IMAGE_LIMIT, type DeviceImage } from './images.ts';
import type { Problem, World } from './world.ts';

const MINUTE_MS = 60_000;

export type NewImage = {
  readonly displayName: string;
  readonly version: string;
  readonly sourceImageResourceId: string;
};

const UNREAD = {
  status: 'pending',
  errorCode: null,
  osStatus: 'unknown',
  expirationDate: null,
  operatingSystem: null,
  osBuildNumber: null,
  osVersionNumber: null,
  sizeInGB: null,
} as const;

/** Begins an import that takes 30 to 120 minutes and can end in "failed"; or refuses at once. */
export function importImage(world: World, wanted: NewImage): DeviceImage | Problem {
  const problem = findImportProblem(world, wanted);
  if (problem) return problem;
  const image: DeviceImage = { ...wanted, ...UNREAD, id: world.random.guid(), modifiedAt: world.clock.now() };
  world.deviceImages.push(image);
  record(world, image, { activity: 'Create CloudPcDeviceImage', operation: 'create' });
  beginUpload(world, image);
  return image;
}

/** The same source once more; only for an image whose import has failed. */
export function retryUpload(world: World, id: string): Problem | undefined {
  const image = world.deviceImages.find((each) => each.id === id);
  if (!image) return notFound(id);
  if (image.status !== 'failed') {
    return { status: 400, code: 'badRequest', message: 'Only an image whose upload has failed can be uploaded again.' };
  }
  Object.assign(image, UNREAD, { modifiedAt: world.clock.now() });
  record(world, image, { activity: 'Retry upload CloudPcDeviceImage', operation: 'patch' });
  beginUpload(world, image);
  return undefined;
}

function findImportProblem({ deviceImages }: World, wanted: NewImage): Problem | undefined {
  if (deviceImages.length >= DEVICE_IMAGE_LIMIT) {
    const message = `A tenant can hold ${DEVICE_IMAGE_LIMIT} custom images; delete one first.`;
    return { status: 400, code: 'badRequest', message };
  }
  const twin = deviceImages.some(
    (image) => image.displayName === wanted.displayName && image.version === wanted.version,
  );
  if (twin) return { status: 409, code: 'conflict', message: 'An image with this name and version exists.' };
  return undefined;
}

/** A slow import takes most of a working day, a stuck one stays pending for good. */
function beginUpload(world: World, image: DeviceImage): void {
  const fault = world.faults.takeForImport();
  if (fault === 'stuck') return;
  const minutes = fault === 'slow' ? world.random.int(360, 540) : world.random.int(30, 120);
  const forced = fault === 'fail-internal' ? 'internalServerError' : undefined;
  settleImport(world, image, { dueAt: world.clock.now() + minutes * MINUTE_MS, forced });
}

export type Settling = { readonly dueAt: number; readonly forced?: string | undefined };

/** What Windows 365 finds out while it copies and boots the image. */
export function settleImport(world: World, image: DeviceImage, { dueAt, forced }: Settling): void {
  world.agenda.add(dueAt, (at) => {
    if (image.status !== 'pending') return;
    const source = findImageById(world, image.sourceImageResourceId);
    image.errorCode = forced ?? findUploadError(world, image.sourceImageResourceId);
    image.modifiedAt = at;
    image.status = image.errorCode === null ? 'ready' : 'failed';
    if (image.status === 'failed') return;
    const { operatingSystem, version, build } = source?.guest ?? UNSEEN;
    image.osStatus = operatingSystem.startsWith('Windows 10') ? 'supportedWithWarning' : 'supported';
    image.operatingSystem = operatingSystem;
    image.osBuildNumber = version;
    image.osVersionNumber = `10.0.${build}`;
    image.sizeInGB = source?.diskGb ?? null;
  });
}

/** Images that the tenant began with keep their Windows to themselves. */
const UNSEEN = { operatingSystem: 'Windows 11 Enterprise', version: '25H2', build: '26200.4946' };

function notFound(id: string): Problem {
  return { status: 404, code: 'resourceNotFound', message: `There is no device image ${id}.` };
}

/** `force` is for stories in which an image vanishes; the cloud itself protects images that a policy names. */
export function deleteImage(world: World, id: string, { force = false } = {}): Problem | undefined {
  const index = world.deviceImages.findIndex((image) => image.id === id);
  const image = world.deviceImages[index];
  if (!image) return notFound(id);
  const user = world.policies.find((policy) => policy.imageId === id);
  if (user && !force) {
    const message = `The image is used by the provisioning policy ${user.displayName}.`;
    return { status: 400, code: 'badRequest', message };
  }
  world.deviceImages.splice(index, 1);
  record(world, image, { activity: 'Delete CloudPcDeviceImage', operation: 'delete' });
  return undefined;
}

function record(
  world: World,
  image: DeviceImage,
  { activity, operation }: { activity: string; operation: 'create' | 'patch' | 'delete' },
): void {
  world.audit.add({
    id: world.random.guid(),
    at: world.clock.now(),
    activity,
    operation,
    resourceType: 'CloudPcDeviceImage',
    resourceId: image.id,
    resourceName: image.displayName,
  });
}
