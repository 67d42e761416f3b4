import { createGraphDirectory } from '../../src/adapters/directory-graph.ts';
import { createGraphClient } from '../../src/adapters/graph-client.ts';
import { createGraphCloudPcs } from '../../src/adapters/graph-cloud-pcs.ts';
import { createManualClock } from '../../src/sandbox/clock.ts';
import { ADMIN_GROUP_ID, APPROVER_GROUP_ID } from '../../src/sandbox/ids.ts';
import { createSandboxServers } from '../../src/sandbox/server.ts';
import { createTenant } from '../../src/sandbox/tenant.ts';

export const START = Date.parse('2026-11-23T08:00:00Z');
export const NOW = new Date(START).toISOString();

/** The adapters for Graph against a tenant of their own, over HTTP. */
export async function openGraphSandbox(options: { cloudPcs?: number; seed?: number } = {}) {
  const clock = createManualClock(START);
  const tenant = createTenant({ clock, seed: 1, ...options });
  const servers = await createSandboxServers({ tenant });
  const sleep = () => Promise.resolve();
  const graph = createGraphClient({
    baseUrl: servers.graphUrl,
    cloud: 'global',
    credential: undefined,
    sleep,
    timeoutMs: 2000,
  });
  const groups = { adminGroupId: ADMIN_GROUP_ID, approverGroupId: APPROVER_GROUP_ID };
  const now = () => new Date(clock.now()).toISOString();
  const directory = createGraphDirectory({
    graph,
    groups,
    clock: { now },
    defaultZone: 'Europe/Berlin',
    defaultLocale: 'en-US',
    readClientZones: () => Promise.resolve(new Map()),
    sleep,
  });
  const cloudPcs = createGraphCloudPcs({ graph, directory, groups, clock: { now } });
  return { clock, tenant, servers, graph, directory, cloudPcs, [Symbol.asyncDispose]: () => servers.close() };
}

export function permitFor(cloudPcId: string) {
  return { rolloutId: 'r1', cloudPcId, attempt: 1, planHash: 'hash', at: NOW };
}
