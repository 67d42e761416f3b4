import { z } from 'zod';
import type { Snapshot } from '../domain/copy.ts';
import type { StorageAccount } from '../domain/copy-checks.ts';
import { PERMIT_MINUTES } from '../domain/defaults.ts';
import type { CopyAnswer } from '../domain/protect-news.ts';
import { minutesBetween } from '../domain/time.ts';
import type { Probe } from '../domain/world.ts';
import { Failure } from '../workflow/failure.ts';
import type { Clock } from '../workflow/ports.ts';
import type { Copies, CopyOrder } from '../workflow/ports-copies.ts';
import { describeAnswer, isSuccess } from './graph-answer.ts';
import type { GraphAnswer } from './graph-answer.ts';
import { SIGN_IN_FAILED } from './graph-client.ts';
import type { GraphClient } from './graph-client.ts';
import { listRemoteActions } from './graph-fleet.ts';
import { instantOrNull, parseRows, textOr, textOrNull } from './graph-parse.ts';
import { NOT_SENT, TOO_LATE } from './graph-transport.ts';

const ROOT = 'deviceManagement/virtualEndpoint';

const snapshot = z.object({
  id: z.string().min(1),
  cloudPcId: textOr(''),
  status: textOr(''),
  snapshotType: textOr(''),
  createdDateTime: instantOrNull,
  expirationDateTime: instantOrNull,
  healthCheckStatus: z.enum(['unknown', 'healthy', 'unhealthy']).catch('unknown'),
});

const subscription = z.object({ subscriptionId: textOrNull, subscriptionName: textOr('') });

const account = z.object({
  storageAccountId: textOrNull,
  storageAccountName: textOr(''),
  immutableStorage: z.boolean().nullish(),
});

/** Restore points and their exports through Microsoft Graph: beta alone has them. */
export function createGraphSnapshots({ graph, clock }: { readonly graph: GraphClient; readonly clock: Clock }): Copies {
  const listSnapshots = (cloudPcId: string) => listOf(graph, cloudPcId);
  return {
    listSnapshots,
    async read(cloudPcId) {
      const [snapshots, actions] = await Promise.all([listSnapshots(cloudPcId), listRemoteActions(graph, cloudPcId)]);
      return { snapshots, actions };
    },
    listManualSnapshots: async () => (await listManual(graph)).map(toSnapshot),
    order: (order) => sendOrder(graph, order, clock),
    listStorageAccounts: () => listStorageAccounts(graph),
    selfTest: async () => [await probeSnapshots(graph)],
  };
}

async function listOf(graph: GraphClient, cloudPcId: string): Promise<readonly Snapshot[]> {
  const path = `${ROOT}/cloudPCs/${encodeURIComponent(cloudPcId)}/retrieveSnapshots`;
  const rows = await graph.list({ method: 'GET', version: 'beta', path });
  return parseRows(snapshot, rows, 'GET cloudPCs/{id}/retrieveSnapshots').map((row) => ({
    ...toSnapshot(row),
    cloudPcId,
  }));
}

/** The filter is not documented for this list. Where it is turned down the whole list is read, which is long: many points a Cloud PC. */
async function listManual(graph: GraphClient): Promise<z.infer<typeof snapshot>[]> {
  const ask = { method: 'GET', version: 'beta', path: `${ROOT}/snapshots` } as const;
  const rows = await graph.list({ ...ask, query: { $filter: "snapshotType eq 'manual'" } }).catch((error: unknown) => {
    if (error instanceof Failure && error.code === 'graph-bad-request') return graph.list(ask);
    throw error;
  });
  return parseRows(snapshot, rows, 'GET snapshots').filter(({ snapshotType }) => snapshotType === 'manual');
}

function toSnapshot(row: z.infer<typeof snapshot>): Snapshot {
  const { snapshotType: type } = row;
  return {
    id: row.id,
    cloudPcId: row.cloudPcId.toLowerCase(),
    type: type === 'manual' || type === 'automatic' ? type : 'other',
    isReady: row.status === 'ready',
    createdAt: row.createdDateTime,
    expiresAt: row.expirationDateTime,
    health: row.healthCheckStatus,
  };
}

async function sendOrder(graph: GraphClient, order: CopyOrder, clock: Clock): Promise<CopyAnswer> {
  const path = `${ROOT}/cloudPCs/${encodeURIComponent(order.cloudPcId)}/createSnapshot`;
  const { storageAccountId, accessTier } = order;
  const body = storageAccountId === null ? {} : { storageAccountId, ...(accessTier ? { accessTier } : {}) };
  const mayGo = () => minutesBetween(order.intendedAt, clock.now()) < PERMIT_MINUTES;
  try {
    return judgeAnswer(await graph.sendOnce({ method: 'POST', version: 'beta', path, body }, mayGo));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const wasHeld = [NOT_SENT, SIGN_IN_FAILED, TOO_LATE].includes(error.code);
    return wasHeld
      ? { outcome: 'rejected', detail: error.code, wasSent: false }
      : { outcome: 'in-doubt', detail: error.code };
  }
}

/** 408 comes from a gateway that lost patience: what stood behind it may have gone on. */
function judgeAnswer(answer: GraphAnswer): CopyAnswer {
  if (isSuccess(answer)) return { outcome: 'accepted' };
  const detail = describeAnswer(answer);
  const isRefusal = answer.status >= 400 && answer.status < 500 && answer.status !== 408;
  return isRefusal ? { outcome: 'rejected', detail, wasSent: answer.status !== 429 } : { outcome: 'in-doubt', detail };
}

async function listStorageAccounts(graph: GraphClient): Promise<readonly StorageAccount[]> {
  const rows = await graph.list({ method: 'GET', version: 'beta', path: `${ROOT}/snapshots/getSubscriptions` });
  const subscriptions = parseRows(subscription, rows, 'GET snapshots/getSubscriptions');
  const lists = await Promise.all(
    subscriptions.flatMap(({ subscriptionId: id, subscriptionName }) =>
      id === null ? [] : [listAccountsOf(graph, id, subscriptionName)],
    ),
  );
  return lists.flat();
}

async function listAccountsOf(graph: GraphClient, id: string, name: string): Promise<readonly StorageAccount[]> {
  const path = `${ROOT}/snapshots/getStorageAccounts(subscriptionId='${encodeURIComponent(id.replaceAll("'", "''"))}')`;
  const rows = await graph.list({ method: 'GET', version: 'beta', path });
  return parseRows(account, rows, 'GET snapshots/getStorageAccounts').flatMap((row) =>
    row.storageAccountId === null
      ? []
      : [
          {
            id: row.storageAccountId,
            name: row.storageAccountName,
            subscription: name,
            isImmutable: row.immutableStorage === true,
          },
        ],
  );
}

/** "Microsoft Graph permissions reference". Making a point needs the write permission, and cannot be tried without making one. */
const READ = { call: 'GET snapshots', permission: 'CloudPC.ReadWrite.All' };

async function probeSnapshots(graph: GraphClient): Promise<Probe> {
  try {
    const answer = await graph.send({
      method: 'GET',
      version: 'beta',
      path: `${ROOT}/snapshots`,
      query: { $top: '1' },
    });
    if (isSuccess(answer)) return { ...READ, outcome: 'pass', detail: '' };
    const passes = answer.status === 429 || answer.status >= 500;
    return { ...READ, outcome: passes ? 'unknown' : 'fail', detail: describeAnswer(answer) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const isRefused = error.retryAfterSeconds === null || error.code === SIGN_IN_FAILED;
    return { ...READ, outcome: isRefused ? 'fail' : 'unknown', detail: error.code };
  }
}
