import { z } from 'zod';
import type { CloudPc } from '../domain/world.ts';
import type { PersonSeed } from '../workflow/ports.ts';
import { isSuccess } from './graph-answer.ts';
import { readBatch } from './graph-batch.ts';
import type { GraphClient } from './graph-client.ts';
import { parseRows, textOr } from './graph-parse.ts';

const member = z.object({
  id: z.string().min(1),
  displayName: textOr(''),
  userPrincipalName: textOr(''),
  accountEnabled: z.boolean().nullish(),
});

/** A person in a group. `enabled` is null when the permissions do not let Repave see it. */
export type GroupMember = Omit<PersonSeed, 'enabled'> & { readonly enabled: boolean | null };

/** The people of a group, through nested groups too. Devices and service principals are left out by the cast. */
export async function listGroupMembers(graph: GraphClient, groupId: string): Promise<GroupMember[]> {
  const rows = await graph.list({
    method: 'GET',
    version: 'v1.0',
    path: `groups/${encodeURIComponent(groupId)}/transitiveMembers/microsoft.graph.user`,
    query: { $select: 'id,displayName,userPrincipalName,accountEnabled', $top: '999', $count: 'true' },
    // The cast in the path is an advanced query of the directory.
    headers: { ConsistencyLevel: 'eventual' },
  });
  return parseRows(member, rows, 'GET groups/{id}/transitiveMembers').map((row) => ({
    id: row.id.toLowerCase(),
    name: row.displayName,
    upn: row.userPrincipalName,
    enabled: row.accountEnabled ?? null,
  }));
}

const identity = z.object({ id: z.string().min(1) });

/** Completes owners that the list names by sign-in name only; who is not found stays without an id. */
export async function resolveOwners(graph: GraphClient, cloudPcs: readonly CloudPc[]): Promise<CloudPc[]> {
  const nameless = cloudPcs.filter(({ ownerId, ownerUpn }) => ownerId === null && ownerUpn !== null);
  const upns = [...new Set(nameless.flatMap(({ ownerUpn }) => ownerUpn ?? []))];
  const reads = upns.map((upn) => ({
    url: `users/${encodeURIComponent(upn)}?$select=id`,
    attempted: 'GET users/{id}',
  }));
  const answers = await readBatch(graph, reads);
  const ids = new Map(upns.map((upn, index) => [upn, readId(answers[index])]));
  return cloudPcs.map((each) =>
    each.ownerId === null ? { ...each, ownerId: ids.get(each.ownerUpn ?? '') ?? null } : each,
  );
}

function readId(answer: Awaited<ReturnType<typeof readBatch>>[number] | undefined): string | null {
  const parsed = answer !== undefined && isSuccess(answer) ? identity.safeParse(answer.body) : undefined;
  return parsed?.success === true ? parsed.data.id.toLowerCase() : null;
}
