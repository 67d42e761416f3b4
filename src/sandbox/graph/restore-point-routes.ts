import {
  createRestorePoint,
  listRestorePoints,
  RESTORE_POINT_LIFE_MS,
  type RestorePoint,
} from '../world/restore-points.ts';
import type { CloudPc } from '../world/cloud-pc.ts';
import type { SandboxResponse } from '../router.ts';
import { badRequest, GraphProblem } from './problem.ts';
import { expectFound, get, onlyBeta, post, readBody, readId, type Ask } from './serve.ts';
import { formatInstant } from './shape.ts';

/** Restore points can be listed and made in beta only. */
export const RESTORE_POINT_ROUTES = [
  onlyBeta(get('cloudPCs/{id}/retrieveSnapshots', listSnapshots)),
  onlyBeta(post('cloudPCs/{id}/createSnapshot', createSnapshot)),
];

function findCloudPc(ask: Ask): CloudPc {
  return expectFound(ask.view.tenant.cloudPcById.get(readId(ask)), ask);
}

function listSnapshots(ask: Ask): SandboxResponse {
  const cloudPc = findCloudPc(ask);
  const value = listRestorePoints(cloudPc, ask.view.now).map((point) => describe(cloudPc, point));
  return { status: 200, body: { value } };
}

function describe(cloudPc: CloudPc, { id, kind, createdAt }: RestorePoint): Record<string, unknown> {
  return {
    '@odata.type': '#microsoft.graph.cloudPcSnapshot',
    id,
    cloudPcId: cloudPc.id,
    status: 'ready',
    snapshotType: kind,
    createdDateTime: formatInstant(createdAt),
    expirationDateTime: formatInstant(createdAt + RESTORE_POINT_LIFE_MS),
    lastRestoredDateTime: null,
    healthCheckStatus: 'healthy',
  };
}

/** Copies to a storage account are not simulated: asking for one is refused rather than quietly skipped. */
function createSnapshot(ask: Ask): SandboxResponse {
  const { storageAccountId } = readBody(ask);
  if (typeof storageAccountId === 'string') throw badRequest(`The storage account ${storageAccountId} does not exist.`);
  const problem = createRestorePoint(ask.view.tenant, findCloudPc(ask));
  if (problem) throw new GraphProblem(problem.status, problem.code, problem.message);
  return { status: 204 };
}
