import type { ArmRequest } from './azure-machines.ts';
import { beginOperation, takeMinutes, type Operation } from './azure-operations.ts';
import type { AzureResource } from './azure-resources.ts';
import type { World } from './world.ts';

export type Removal = {
  readonly request: ArmRequest;
  /** What goes when the time has come; by default the resource alone. */
  readonly remove?: (at: number) => void;
};

/** Deletes in 1 to 3 minutes, during which the resource still stands there and says so. */
export function deleteResource(world: World, resource: AzureResource, { request, remove }: Removal): Operation {
  const { azure } = world;
  resource.state = 'Deleting';
  return beginOperation(world, {
    ...request,
    resource,
    seconds: takeMinutes(world, 1, 3),
    succeed: (at) => {
      if (remove) return remove(at);
      azure.remove(resource.id);
      azure.log.write({ at, act: 'deleted' }, resource);
    },
    fail: (failure, at) => {
      resource.state = 'Failed';
      resource.failure = failure;
      azure.log.write({ at, act: 'failed', detail: failure.code }, resource);
    },
  });
}
