import { z } from 'zod';
import type { CloudPc, RemoteAction } from '../domain/world.ts';
import type { GraphClient } from './graph-client.ts';
import { instantOrNull, parseRows, textOr, textOrNull } from './graph-parse.ts';

const CLOUD_PCS = 'deviceManagement/virtualEndpoint/cloudPCs';

/** Named one by one: some of these are left out of an answer unless they are asked for. */
const SELECTED = [
  'id',
  'displayName',
  'managedDeviceName',
  'userPrincipalName',
  'userDetail',
  'status',
  'provisioningPolicyId',
  'provisioningType',
  'servicePlanName',
  'imageDisplayName',
  'provisionedDateTime',
  'gracePeriodEndDateTime',
  'lastRemoteActionResult',
].join(',');

/** Policies in one filter: keeps the address well below what gateways accept. */
const POLICIES_PER_FILTER = 10;

const statuses = z
  .enum([
    'notProvisioned',
    'provisioning',
    'provisioned',
    'inGracePeriod',
    'deprovisioning',
    'failed',
    'provisionedWithWarnings',
    'resizing',
    'restoring',
    'pendingProvision',
    'movingRegion',
    'resizePendingLicense',
    'updatingSingleSignOn',
    'modifyingSingleSignOn',
    'refreshPolicyConfiguration',
    'preparing',
    'failoverInProgress',
    'failbackInProgress',
    'unknownFutureValue',
  ])
  .catch('unknownFutureValue');

const remoteAction = z.object({
  actionName: textOr('unknown'),
  actionState: textOr('none'),
  startDateTime: instantOrNull,
});

const cloudPc = z.object({
  id: z.string().min(1),
  displayName: textOr(''),
  managedDeviceName: textOr(''),
  userPrincipalName: textOrNull,
  userDetail: z.object({ userId: textOrNull, userPrincipalName: textOrNull }).nullish(),
  status: statuses,
  provisioningPolicyId: textOrNull,
  provisioningType: textOr('unknownFutureValue'),
  servicePlanName: textOr(''),
  imageDisplayName: textOrNull,
  provisionedDateTime: instantOrNull,
  gracePeriodEndDateTime: instantOrNull,
  lastRemoteActionResult: remoteAction.nullish(),
});

/** The Cloud PCs under these policies. Beta: v1.0 has no status. Shared Cloud PCs come too, without an owner. */
export async function listCloudPcs(graph: GraphClient, policyIds: readonly string[]): Promise<CloudPc[]> {
  const chunks = splitIntoChunks([...new Set(policyIds)], POLICIES_PER_FILTER);
  const lists = await Promise.all(chunks.map((chunk) => listFiltered(graph, 'provisioningPolicyId', chunk)));
  // The fleet moves while it is paged through: what slid from one page to the next comes twice.
  return [...new Map(lists.flat().map((each) => [each.id, each])).values()];
}

/** People in one filter. */
const PEOPLE_PER_FILTER = 15;

/** The Cloud PCs of these people. Beta, as above. */
export async function listCloudPcsOf(graph: GraphClient, upns: readonly string[]): Promise<CloudPc[]> {
  const chunks = splitIntoChunks([...new Set(upns)], PEOPLE_PER_FILTER);
  const lists = await Promise.all(chunks.map((chunk) => listFiltered(graph, 'userPrincipalName', chunk)));
  return lists.flat();
}

/** Cloud PCs per policy id, over the whole tenant. */
export async function countByPolicy(graph: GraphClient): Promise<Map<string, number>> {
  const query = { $select: 'id,provisioningPolicyId' };
  const rows = await graph.list({ method: 'GET', version: 'beta', path: CLOUD_PCS, query });
  const counts = new Map<string, number>();
  for (const { provisioningPolicyId: id } of parseRows(counted, rows, 'GET cloudPCs')) {
    if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

const counted = z.object({ provisioningPolicyId: textOrNull });

/** What the tenant remembers of the remote actions of one Cloud PC, newest first. */
export async function listRemoteActions(graph: GraphClient, cloudPcId: string): Promise<RemoteAction[]> {
  const path = `${CLOUD_PCS}/${encodeURIComponent(cloudPcId)}/retrieveCloudPCRemoteActionResults`;
  const rows = await graph.list({ method: 'GET', version: 'beta', path });
  const actions = parseRows(remoteAction, rows, 'GET cloudPCs/{id}/retrieveCloudPCRemoteActionResults').map(toAction);
  return actions.sort((a, b) => (b.startedAt ?? '').localeCompare(a.startedAt ?? ''));
}

async function listFiltered(
  graph: GraphClient,
  property: 'provisioningPolicyId' | 'userPrincipalName',
  values: readonly string[],
): Promise<CloudPc[]> {
  const $filter = values.map((value) => `${property} eq '${value.replaceAll("'", "''")}'`).join(' or ');
  const query = { $filter, $select: SELECTED };
  const rows = await graph.list({ method: 'GET', version: 'beta', path: CLOUD_PCS, query });
  return parseRows(cloudPc, rows, 'GET cloudPCs').map(toCloudPc);
}

function toCloudPc(row: z.infer<typeof cloudPc>): CloudPc {
  return {
    id: row.id,
    name: row.displayName === '' ? row.managedDeviceName : row.displayName,
    ownerId: row.userDetail?.userId?.toLowerCase() ?? null,
    ownerUpn: row.userPrincipalName ?? row.userDetail?.userPrincipalName ?? null,
    status: row.status,
    policyId: row.provisioningPolicyId,
    provisioningType: row.provisioningType,
    servicePlanName: row.servicePlanName,
    imageName: row.imageDisplayName,
    provisionedAt: row.provisionedDateTime,
    graceEndsAt: row.gracePeriodEndDateTime,
    lastAction: row.lastRemoteActionResult ? toAction(row.lastRemoteActionResult) : null,
  };
}

function toAction(row: z.infer<typeof remoteAction>): RemoteAction {
  return { name: row.actionName, state: row.actionState, startedAt: row.startDateTime };
}

function splitIntoChunks<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
