import {
  createRestorePoint,
  listRestorePoints,
  RESTORE_POINT_LIFE_MS,
  type RestorePoint,
} from '../world/restore-points.ts';
import type { CloudPc } from '../world/cloud-pc.ts';
import type { StorageAccount } from '../world/copies.ts';
import type { SandboxResponse } from '../router.ts';
import { badRequest, GraphProblem } from './problem.ts';
import { expectFound, get, onlyBeta, post, readBody, readId, serveList, type Ask } from './serve.ts';
import { formatInstant, type Shape } from './shape.ts';

interface Listed {
  readonly cloudPc: CloudPc;
  readonly point: RestorePoint;
}

const SHAPE: Shape<Listed> = {
  type: '#microsoft.graph.cloudPcSnapshot',
  properties: {
    id: { read: ({ point }) => point.id },
    cloudPcId: { read: ({ cloudPc }) => cloudPc.id, filterable: true },
    status: { read: () => 'ready' },
    snapshotType: { read: ({ point }) => point.kind, filterable: true },
    createdDateTime: { read: ({ point }) => formatInstant(point.createdAt) },
    expirationDateTime: { read: ({ point }) => formatInstant(point.createdAt + RESTORE_POINT_LIFE_MS) },
    lastRestoredDateTime: { read: () => null },
    healthCheckStatus: { read: ({ point }) => point.health },
  },
};

/** Restore points can be listed, made and exported in beta only. */
export const RESTORE_POINT_ROUTES = [
  onlyBeta(
    get(
      'cloudPCs/{id}/retrieveSnapshots',
      serveList({ shapes: SHAPE, source: (ask) => listOf(findCloudPc(ask), ask) }),
    ),
  ),
  onlyBeta(post('cloudPCs/{id}/createSnapshot', createSnapshot)),
  onlyBeta(get('snapshots', serveList({ shapes: SHAPE, source: listAll }))),
  onlyBeta(get('snapshots/getSubscriptions', listSubscriptions)),
  onlyBeta(get("snapshots/getStorageAccounts(subscriptionId='{id}')", listAccounts)),
];

function findCloudPc(ask: Ask): CloudPc {
  return expectFound(ask.view.tenant.cloudPcById.get(readId(ask)), ask);
}

function listOf(cloudPc: CloudPc, { view }: Ask): readonly Listed[] {
  return listRestorePoints(cloudPc, view.now).map((point) => ({ cloudPc, point }));
}

function listAll(ask: Ask): readonly Listed[] {
  return ask.view.tenant.cloudPcs.flatMap((cloudPc) => listOf(cloudPc, ask));
}

function createSnapshot(ask: Ask): SandboxResponse {
  const { storageAccountId, accessTier, ...rest } = readBody(ask);
  if (Object.keys(rest).length > 0) throw badRequest('A restore point takes storageAccountId and accessTier only.');
  const account = findAccount(ask, storageAccountId ?? null, accessTier ?? null);
  const problem = createRestorePoint(ask.view.tenant, findCloudPc(ask), account);
  if (problem) throw new GraphProblem(problem.status, problem.code, problem.message);
  return { status: 204 };
}

const TIERS: readonly unknown[] = [null, 'hot', 'cool', 'cold', 'archive'];

/** A name that is not known is refused rather than quietly skipped: then nothing would be exported. */
function findAccount(ask: Ask, id: unknown, tier: unknown): StorageAccount | undefined {
  if (!TIERS.includes(tier)) throw badRequest('There is no such access tier.');
  if (id === null) return undefined;
  if (typeof id !== 'string') throw badRequest('A storage account is named by its resource id.');
  const wanted = id.toLowerCase();
  const account = ask.view.tenant.copies.accounts.find((one) => one.id.toLowerCase() === wanted);
  if (!account) throw badRequest(`The storage account ${id} does not exist.`);
  if (account.isImmutable && tier !== 'hot') throw badRequest('An immutable storage account takes the hot tier only.');
  return account;
}

function listSubscriptions({ view }: Ask): SandboxResponse {
  const ids = [...new Set(view.tenant.copies.accounts.map(({ subscriptionId }) => subscriptionId))];
  const value = ids.map((id) => ({ id, subscriptionId: id, subscriptionName: 'Sandbox subscription' }));
  return { status: 200, body: { value } };
}

function listAccounts(ask: Ask): SandboxResponse {
  const accounts = ask.view.tenant.copies.accounts.filter(({ subscriptionId }) => subscriptionId === readId(ask));
  const value = accounts.map(({ id, name, isImmutable }) => ({
    id,
    storageAccountId: id,
    storageAccountName: name,
    accessTier: 'hot',
    immutableStorage: isImmutable,
  }));
  return { status: 200, body: { value } };
}
