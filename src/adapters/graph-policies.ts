import { z } from 'zod';
import type { ImagePointer } from '../domain/plan.ts';
import type { Policy } from '../domain/world.ts';
import { isSuccess, toFailure } from './graph-answer.ts';
import type { GraphClient } from './graph-client.ts';
import { instantOrNull, parseRows, textOr, textOrNull } from './graph-parse.ts';

const policy = z.object({
  id: z.string().min(1),
  displayName: textOr(''),
  imageId: textOr(''),
  imageType: z.enum(['custom', 'gallery', 'unknown']).catch('unknown'),
  imageDisplayName: textOr(''),
  provisioningType: textOr('unknownFutureValue'),
  lastModifiedDateTime: instantOrNull,
  domainJoinConfigurations: z.array(z.object({ onPremisesConnectionId: textOrNull })).nullish(),
  assignments: z.array(z.object({ target: z.object({ groupId: textOrNull }).nullish() })).nullish(),
});

/**
 * All provisioning policies with their groups, still without members. Read from beta: only there `lastModifiedDateTime`
 * tells that somebody changed a policy.
 */
export async function listPolicies(graph: GraphClient): Promise<Policy[]> {
  const path = 'deviceManagement/virtualEndpoint/provisioningPolicies';
  const rows = await graph.list({ method: 'GET', version: 'beta', path, query: { $expand: 'assignments' } });
  return parseRows(policy, rows, 'GET provisioningPolicies').map((row) => ({
    id: row.id,
    name: row.displayName,
    imageId: row.imageId,
    imageType: row.imageType,
    imageName: row.imageDisplayName,
    provisioningType: row.provisioningType,
    groupIds: keepTexts((row.assignments ?? []).map(({ target }) => target?.groupId)),
    memberIds: [],
    connectionIds: keepTexts((row.domainJoinConfigurations ?? []).map((each) => each.onPremisesConnectionId)),
    modifiedAt: row.lastModifiedDateTime,
  }));
}

/**
 * Sends these three fields and no other: echoing back what was read (regions, connections) makes Graph refuse the update,
 * and a missing display name breaks the policy in the portal.
 */
export async function setPolicyImage(graph: GraphClient, policyId: string, image: ImagePointer): Promise<void> {
  const answer = await graph.send({
    method: 'PATCH',
    version: 'v1.0',
    path: `deviceManagement/virtualEndpoint/provisioningPolicies/${encodeURIComponent(policyId)}`,
    body: { imageId: image.imageId, imageType: image.imageType, imageDisplayName: image.imageName },
  });
  if (!isSuccess(answer)) throw toFailure(answer);
}

function keepTexts(values: readonly (string | null | undefined)[]): string[] {
  return [...new Set(values.filter((value) => typeof value === 'string'))];
}
