import type { CloudPc, Person, Policy, World } from '../domain/world.ts';
import { Failure } from '../workflow/failure.ts';
import type { Clock, CloudPcs, Directory, PersonSeed, WorldAsk } from '../workflow/ports.ts';
import type { GraphClient } from './graph-client.ts';
import { listConnections } from './graph-connections.ts';
import { countByPolicy, listCloudPcs, listCloudPcsOf, listRemoteActions } from './graph-fleet.ts';
import { listImages } from './graph-images.ts';
import { listGroupMembers, resolveOwners } from './graph-members.ts';
import type { GroupMember } from './graph-members.ts';
import { listPolicies, setPolicyImage } from './graph-policies.ts';
import { startReprovision } from './graph-reprovision.ts';
import { runSelfTest } from './graph-self-test.ts';
import type { RoleGroups } from './graph-self-test.ts';
import { readSession } from './graph-session.ts';

export interface GraphCloudPcsDeps {
  readonly graph: GraphClient;
  readonly directory: Pick<Directory, 'readPeople'>;
  readonly groups: RoleGroups;
  readonly clock: Clock;
}

/** The tenant's Cloud PCs through Microsoft Graph. */
export function createGraphCloudPcs({ graph, directory, groups, clock }: GraphCloudPcsDeps): CloudPcs {
  return {
    readWorld: (ask) => readWorld({ graph, directory }, ask),
    async readCatalogue() {
      const [images, policies] = await Promise.all([listImages(graph), listPolicies(graph)]);
      return { images, policies };
    },
    listPolicies: () => listPolicies(graph),
    listCloudPcs: (policyIds) => listOwned(graph, policyIds),
    listCloudPcsOf: async (upns) => resolveOwners(graph, await listCloudPcsOf(graph, upns)),
    countByPolicy: () => countByPolicy(graph),
    readSession: (cloudPcId) => readSession(graph, cloudPcId),
    listRemoteActions: (cloudPcId) => listRemoteActions(graph, cloudPcId),
    setPolicyImage: (policyId, image) => setPolicyImage(graph, policyId, image),
    reprovision: (permit) => startReprovision(graph, permit, clock),
    selfTest: () => runSelfTest(graph, groups),
  };
}

/**
 * Cloud PCs and people only of the policies asked for, but every policy with its members: only so can it be seen that a
 * person is in two of them. Probes are left to `selfTest`, because a world is read before every start.
 */
async function readWorld(
  { graph, directory }: Pick<GraphCloudPcsDeps, 'graph' | 'directory'>,
  { policyIds, now, depth }: WorldAsk,
): Promise<World> {
  const [images, listed, connections] = await Promise.all([
    listImages(graph),
    listPolicies(graph),
    depth === 'plan' ? listConnections(graph) : [],
  ]);
  const wanted = listed.map(({ id }) => id).filter((id) => policyIds === 'all' || policyIds.includes(id));
  const [members, cloudPcs] = await Promise.all([readMembers(graph, listed), listOwned(graph, wanted)]);
  const policies = listed.map((policy) => ({ ...policy, memberIds: idsOf(policy, members) }));
  const owners = findOwners(cloudPcs, members);
  const people = depth === 'plan' ? await directory.readPeople(owners) : owners.map(withoutZone);
  return { takenAt: now, images, policies, cloudPcs, people, connections, probes: [] };
}

/** Enough to say who somebody is and whether their account is open; their zone stands in the plan. */
function withoutZone(seed: PersonSeed): Person {
  return { ...seed, zone: 'UTC', zoneKnown: false, locale: '' };
}

async function listOwned(graph: GraphClient, policyIds: readonly string[]): Promise<CloudPc[]> {
  return resolveOwners(graph, await listCloudPcs(graph, policyIds));
}

type MembersByGroup = ReadonlyMap<string, readonly GroupMember[]>;

/** A group that serves several policies is read once. */
async function readMembers(graph: GraphClient, policies: readonly Policy[]): Promise<MembersByGroup> {
  const groupIds = [...new Set(policies.flatMap((policy) => policy.groupIds))];
  const lists = await Promise.all(groupIds.map((groupId) => listMembersIfAny(graph, groupId)));
  return new Map(groupIds.map((groupId, index) => [groupId, lists[index] ?? []]));
}

/** A policy may still be assigned to a group that was deleted: nobody is in it. */
async function listMembersIfAny(graph: GraphClient, groupId: string): Promise<GroupMember[]> {
  try {
    return await listGroupMembers(graph, groupId);
  } catch (error) {
    if (error instanceof Failure && error.code === 'graph-not-found') return [];
    throw error;
  }
}

function idsOf({ groupIds }: Policy, members: MembersByGroup): string[] {
  return [...new Set(groupIds.flatMap((groupId) => members.get(groupId) ?? []).map(({ id }) => id))];
}

/** The people who own these Cloud PCs. Who is in none of the groups any more is known by the Cloud PC alone. */
function findOwners(cloudPcs: readonly CloudPc[], members: MembersByGroup): PersonSeed[] {
  const byId = new Map([...members.values()].flat().map((member) => [member.id, member]));
  const owners = new Map<string, PersonSeed>();
  for (const { ownerId, ownerUpn } of cloudPcs) {
    if (ownerId === null || owners.has(ownerId)) continue;
    const member = byId.get(ownerId);
    const upn = ownerUpn ?? '';
    owners.set(
      ownerId,
      member ? { ...member, enabled: member.enabled ?? true } : { id: ownerId, name: upn, upn, enabled: true },
    );
  }
  return [...owners.values()];
}
