import type { Policy } from './policies.ts';
import type { Problem, World } from './world.ts';

export type PolicyChange = Partial<
  Pick<
    Policy,
    | 'displayName'
    | 'description'
    | 'imageId'
    | 'imageType'
    | 'imageDisplayName'
    | 'enableSingleSignOn'
    | 'namingTemplate'
    | 'locale'
  >
>;

/** Cloud PCs that exist are not touched: only what is built from now on follows the new policy. */
export function updatePolicy(
  world: World,
  policy: Policy,
  { change, by }: { change: PolicyChange; by: string },
): Problem | undefined {
  const problem = findImageProblem(world, { ...policy, ...change });
  if (problem && (change.imageId !== undefined || change.imageType !== undefined)) return problem;
  Object.assign(policy, change, { modifiedAt: world.clock.now(), modifiedBy: by });
  world.audit.add({
    id: world.random.guid(),
    at: world.clock.now(),
    activity: 'Patch CloudPcProvisioningPolicy',
    operation: 'patch',
    resourceType: 'CloudPcProvisioningPolicy',
    resourceId: policy.id,
    resourceName: policy.displayName,
  });
  return undefined;
}

function findImageProblem(world: World, { imageId, imageType }: Policy): Problem | undefined {
  if (imageType === 'gallery') {
    const known = world.galleryImages.some(({ id }) => id.toLowerCase() === imageId.toLowerCase());
    return known ? undefined : refuse(`There is no gallery image ${imageId}.`);
  }
  const image = world.deviceImages.find(({ id }) => id === imageId);
  if (!image) return refuse(`There is no device image ${imageId}.`);
  return image.status === 'ready' || image.status === 'warning'
    ? undefined
    : refuse(`The device image ${image.displayName} is ${image.status}.`);
}

function refuse(message: string): Problem {
  return { status: 400, code: 'badRequest', message };
}
