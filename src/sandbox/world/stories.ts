import type { SandboxPerson } from '../directory.ts';
import { ADMIN_GROUP_ID, APPROVER_GROUP_ID, DEPUTY_GROUP_ID } from '../ids.ts';
import { createCloudPc, type CloudPc } from './cloud-pc.ts';
import { deleteImage } from './image-imports.ts';
import type { DeviceImageStatus } from './images.ts';
import { applyMembership } from './membership.ts';
import type { Policy } from './policies.ts';
import { updatePolicy } from './policy-update.ts';
import { finishRebuild } from './reprovision.ts';
import type { World } from './world.ts';

/** What happens in a tenant behind Repave's back. Tests and demonstrations call these; no HTTP route does. */
export type Stories = {
  /** Somebody edits the policy in the portal, past all approvals. */
  readonly editPolicyImage: (policyId: string, imageId: string) => void;
  /** With `force` also when a policy names it. */
  readonly deleteImage: (imageId: string, options?: { force?: boolean }) => void;
  readonly setImageStatus: (imageId: string, status: DeviceImageStatus, errorCode?: string) => void;
  /** A new colleague, whose Cloud PC is built with the image the policy names now. */
  addJoiner(policyId: string): { person: SandboxPerson; cloudPc: CloudPc };
  /** The account is closed and leaves all groups; the Cloud PCs enter their grace period. */
  readonly personLeaves: (personId: string) => void;
  /** Out of the groups of all policies and into this one. */
  readonly moveToGroup: (personId: string, groupId: string) => void;
  readonly changeOwner: (cloudPcId: string, personId: string) => void;
  readonly setSignedIn: (cloudPcId: string, signedIn: boolean) => void;
  /** The report on the sessions of this Cloud PC is there no longer. */
  readonly hideSession: (cloudPcId: string) => void;
  /** What Teams shows of somebody: "InACall", "Presenting"; null for what their sessions tell. */
  readonly setPresence: (personId: string, activity: string | null) => void;
  readonly failNextProvisioning: (cloudPcId?: string) => void;
  /** Ends a rebuild at once, stuck or not. */
  readonly finishProvisioning: (cloudPcId: string) => void;
  readonly setRole: (personId: string, group: 'admin' | 'approver' | 'deputy', member: boolean) => void;
};

const ROLE_GROUPS = { admin: ADMIN_GROUP_ID, approver: APPROVER_GROUP_ID, deputy: DEPUTY_GROUP_ID } as const;

export function createStories(world: World): Stories {
  return {
    ...createImageStories(world),
    ...createPeopleStories(world),
    setSignedIn(cloudPcId, signedIn) {
      const now = world.clock.now();
      const times = signedIn ? { lastLoginAt: now, lastLogoffAt: null } : { lastLogoffAt: now };
      Object.assign(expectCloudPc(world, cloudPcId), { signedIn, ...times });
    },
    hideSession: (cloudPcId) => void world.hiddenSessions.add(expectCloudPc(world, cloudPcId).id),
    setPresence(personId, activity) {
      if (activity === null) world.presences.delete(personId);
      else world.presences.set(personId, activity);
    },
    failNextProvisioning: (cloudPcId) => world.faults.nextProvisioning('fail-provisioning', cloudPcId),
    finishProvisioning: (cloudPcId) => finishRebuild(world, expectCloudPc(world, cloudPcId), world.clock.now()),
  };
}

function createImageStories(world: World): Pick<Stories, 'editPolicyImage' | 'deleteImage' | 'setImageStatus'> {
  return {
    editPolicyImage(policyId, imageId) {
      const custom = world.deviceImages.find(({ id }) => id === imageId);
      const image = custom ?? world.galleryImages.find(({ id }) => id === imageId);
      if (!image) throw new Error(`the sandbox has no image ${imageId}`);
      const imageType = custom ? 'custom' : 'gallery';
      const change = { imageId, imageType, imageDisplayName: image.displayName } as const;
      const problem = updatePolicy(world, expectPolicy(world, policyId), {
        change,
        by: 'someone.else@contoso.example',
      });
      if (problem) throw new Error(problem.message);
    },
    deleteImage(imageId, options) {
      const problem = deleteImage(world, imageId, options);
      if (problem) throw new Error(problem.message);
    },
    setImageStatus(imageId, status, errorCode) {
      const image = world.deviceImages.find(({ id }) => id === imageId);
      if (!image) throw new Error(`the sandbox has no device image ${imageId}`);
      Object.assign(image, { status, errorCode: errorCode ?? null, modifiedAt: world.clock.now() });
    },
  };
}

type PeopleStories = Pick<Stories, 'addJoiner' | 'personLeaves' | 'moveToGroup' | 'changeOwner' | 'setRole'>;

function createPeopleStories(world: World): PeopleStories {
  const { groups, directory } = world;
  return {
    addJoiner: (policyId) => addJoiner(world, expectPolicy(world, policyId)),
    personLeaves(personId) {
      directory.put({ ...expectPerson(world, personId), accountEnabled: false });
      for (const { id } of groups.groupsOf(personId)) groups.leave(id, personId);
      applyMembership(world, personId);
    },
    moveToGroup(personId, groupId) {
      const targeted = new Set(world.policies.flatMap((policy) => policy.groupIds));
      for (const { id } of groups.groupsOf(personId)) if (targeted.has(id)) groups.leave(id, personId);
      groups.join(groupId, personId);
      applyMembership(world, personId);
    },
    changeOwner(cloudPcId, personId) {
      const cloudPc = expectCloudPc(world, cloudPcId);
      world.owners.change(cloudPc, expectPerson(world, personId).id);
      cloudPc.modifiedAt = world.clock.now();
    },
    setRole(personId, group, member) {
      const groupId = ROLE_GROUPS[group];
      if (member) groups.join(groupId, personId);
      else groups.leave(groupId, personId);
    },
  };
}

function addJoiner(world: World, policy: Policy): { person: SandboxPerson; cloudPc: CloudPc } {
  const person = world.people.hire({ place: 'europe', title: 'New Joiner', temperament: 'ready' });
  for (const groupId of policy.groupIds) world.groups.join(groupId, person.id);
  const now = world.clock.now();
  const cloudPc = createCloudPc(world.random, { policy, personId: person.id, ownerName: person.name, now });
  Object.assign(cloudPc, { provisionedAt: now, modifiedAt: now, lastLoginAt: null, lastLogoffAt: null });
  world.cloudPcs.push(cloudPc);
  world.cloudPcById.set(cloudPc.id, cloudPc);
  world.owners.add(cloudPc);
  return { person, cloudPc };
}

function expectPolicy(world: World, id: string): Policy {
  const policy = world.policies.find((each) => each.id === id);
  if (!policy) throw new Error(`the sandbox has no policy ${id}`);
  return policy;
}

function expectPerson(world: World, id: string): SandboxPerson {
  const person = world.directory.byId(id);
  if (!person) throw new Error(`the sandbox has no person ${id}`);
  return person;
}

function expectCloudPc(world: World, id: string): CloudPc {
  const cloudPc = world.cloudPcById.get(id);
  if (!cloudPc) throw new Error(`the sandbox has no Cloud PC ${id}`);
  return cloudPc;
}
