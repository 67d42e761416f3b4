import { createGraphSnapshots } from '../adapters/graph-snapshots.ts';
import type { GraphClient } from '../adapters/graph-client.ts';
import type { Clock } from '../workflow/ports.ts';
import type { Copies } from '../workflow/ports-copies.ts';

/** Everything that protective copies need. */
export function createCopyParts(graph: GraphClient, clock: Clock): { readonly copies: Copies } {
  return { copies: createGraphSnapshots({ graph, clock }) };
}
