import { z } from 'zod';
import type { Connection } from '../domain/world.ts';
import type { GraphClient } from './graph-client.ts';
import { parseRows, textOr } from './graph-parse.ts';

const connection = z.object({
  id: z.string().min(1),
  displayName: textOr(''),
  healthCheckStatus: textOr('unknownFutureValue'),
});

/** The Azure network connections with the result of their last health check. */
export async function listConnections(graph: GraphClient): Promise<Connection[]> {
  const path = 'deviceManagement/virtualEndpoint/onPremisesConnections';
  const rows = await graph.list({ method: 'GET', version: 'v1.0', path });
  return parseRows(connection, rows, 'GET onPremisesConnections').map((row) => ({
    id: row.id,
    name: row.displayName,
    health: row.healthCheckStatus,
  }));
}
