import { z } from 'zod';
import type { GraphClient } from './graph-client.ts';
import { parseRows, textOrNull } from './graph-parse.ts';

/** People in one filter. */
const PEOPLE_PER_FILTER = 15;
/** Of more people than fit into so many filters, the list of all Cloud PCs is read instead, in pages: one call for a hundred. */
const FILTERS_AT_MOST = 10;

const row = z.object({ id: z.string().min(1), managedDeviceId: textOrNull });

/** The managed device behind each Cloud PC of these people, by Cloud PC. It is another one after every reprovision. */
export async function listManagedDevices(
  graph: GraphClient,
  upns: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const devices = new Map<string, string>();
  for (const $filter of filtersOf([...new Set(upns)])) {
    const query = { ...($filter === undefined ? {} : { $filter }), $select: 'id,managedDeviceId' };
    const path = 'deviceManagement/virtualEndpoint/cloudPCs';
    const rows = await graph.list({ method: 'GET', version: 'beta', path, query });
    for (const { id, managedDeviceId } of parseRows(row, rows, 'GET cloudPCs'))
      if (managedDeviceId !== null) devices.set(id, managedDeviceId.toLowerCase());
  }
  return devices;
}

/** One filter a list; undefined stands for the list of all. */
function filtersOf(names: readonly string[]): readonly (string | undefined)[] {
  if (names.length > FILTERS_AT_MOST * PEOPLE_PER_FILTER) return [undefined];
  const filters: string[] = [];
  for (let from = 0; from < names.length; from += PEOPLE_PER_FILTER) {
    const chunk = names.slice(from, from + PEOPLE_PER_FILTER);
    filters.push(chunk.map((upn) => `userPrincipalName eq '${upn.replaceAll("'", "''")}'`).join(' or '));
  }
  return filters;
}
