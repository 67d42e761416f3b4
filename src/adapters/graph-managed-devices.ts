import { z } from 'zod';
import type { GraphClient } from './graph-client.ts';
import { parseRows, textOrNull } from './graph-parse.ts';

/** People in one filter. */
const PEOPLE_PER_FILTER = 15;

const row = z.object({ id: z.string().min(1), managedDeviceId: textOrNull });

/** The managed device behind each Cloud PC of these people, by Cloud PC. It is another one after every reprovision. */
export async function listManagedDevices(
  graph: GraphClient,
  upns: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const names = [...new Set(upns)];
  const devices = new Map<string, string>();
  for (let from = 0; from < names.length; from += PEOPLE_PER_FILTER) {
    const chunk = names.slice(from, from + PEOPLE_PER_FILTER);
    const $filter = chunk.map((upn) => `userPrincipalName eq '${upn.replaceAll("'", "''")}'`).join(' or ');
    const query = { $filter, $select: 'id,managedDeviceId' };
    const path = 'deviceManagement/virtualEndpoint/cloudPCs';
    const rows = await graph.list({ method: 'GET', version: 'beta', path, query });
    for (const { id, managedDeviceId } of parseRows(row, rows, 'GET cloudPCs'))
      if (managedDeviceId !== null) devices.set(id, managedDeviceId.toLowerCase());
  }
  return devices;
}
