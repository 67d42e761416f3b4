import { DEVICE_IMAGE_LIMIT, type DeviceImage } from './images.ts';
import { findImportError } from './source-images.ts';
import type { Problem, World } from './world.ts';

const MINUTE_MS = 60_000;

export type NewImage = {
  readonly displayName: string;
  readonly version: string;
  readonly sourceImageResourceId: string;
};

/** Begins an import that takes 30 to 120 minutes and can end in "failed"; or refuses at once. */
export function importImage(world: World, wanted: NewImage): DeviceImage | Problem {
  const problem = findImportProblem(world, wanted);
  if (problem) return problem;
  const now = world.clock.now();
  const image: DeviceImage = {
    ...wanted,
    id: world.random.guid(),
    status: 'pending',
    errorCode: null,
    osStatus: 'unknown',
    expirationDate: null,
    operatingSystem: null,
    osBuildNumber: null,
    osVersionNumber: null,
    sizeInGB: null,
    modifiedAt: now,
  };
  world.deviceImages.push(image);
  record(world, image, { activity: 'Create CloudPcDeviceImage', operation: 'create' });
  settleImport(world, image, now + world.random.int(30, 120) * MINUTE_MS);
  return image;
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

/** What Windows 365 finds out while it copies and boots the image. */
export function settleImport(world: World, image: DeviceImage, dueAt: number): void {
  world.agenda.add(dueAt, (at) => {
    if (image.status !== 'pending') return;
    const source = world.sourceImages.find(({ id }) => id.toLowerCase() === image.sourceImageResourceId.toLowerCase());
    image.errorCode = findImportError(source);
    image.modifiedAt = at;
    image.status = image.errorCode === null ? 'ready' : 'failed';
    if (image.status === 'failed') return;
    image.osStatus = 'supported';
    image.operatingSystem = 'Windows 11 Enterprise';
    image.osBuildNumber = '25H2';
    image.osVersionNumber = '10.0.26200.4946';
    image.sizeInGB = source?.diskSizeGb ?? null;
  });
}

/** `force` is for stories in which an image vanishes; the cloud itself protects images that a policy names. */
export function deleteImage(world: World, id: string, { force = false } = {}): Problem | undefined {
  const index = world.deviceImages.findIndex((image) => image.id === id);
  const image = world.deviceImages[index];
  if (!image) return { status: 404, code: 'resourceNotFound', message: `There is no device image ${id}.` };
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
  { activity, operation }: { activity: string; operation: 'create' | 'delete' },
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
