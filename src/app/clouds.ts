import { createArmImages } from '../adapters/arm-images.ts';
import { createAzureCredential } from '../adapters/azure-credential.ts';
import { createGraphDirectory } from '../adapters/directory-graph.ts';
import { createGraphClient } from '../adapters/graph-client.ts';
import { createGraphCloudPcs } from '../adapters/graph-cloud-pcs.ts';
import { createGraphPresences } from '../adapters/graph-presence.ts';
import type { AppOptions } from '../app.ts';

/** The clouds that hold Cloud PCs, people and images, and the one identity that works on them. */
export function createClouds(
  { config, clock, sleep }: AppOptions,
  readClientZones: (personIds: readonly string[]) => Promise<ReadonlyMap<string, string>>,
) {
  const { azure, cloud, roles } = config;
  const credential = createAzureCredential({
    tenantId: config.tenantId,
    clientId: azure.clientId,
    clientSecret: azure.clientSecret?.reveal(),
    authorityHost: azure.authorityHost,
  });
  const waiting = sleep ? { sleep } : {};
  const graph = createGraphClient({ baseUrl: azure.graph.baseUrl, cloud, credential, ...waiting });
  const directory = createGraphDirectory({
    graph,
    groups: roles,
    clock,
    defaultZone: config.defaults.zone,
    defaultLocale: config.defaults.language,
    readClientZones,
    ...waiting,
  });
  const cloudPcs = createGraphCloudPcs({ graph, directory, groups: roles, clock });
  const sources = createArmImages({
    baseUrl: azure.arm.baseUrl,
    cloud,
    credential,
    subscriptionId: azure.subscriptionId,
  });
  const presences = createGraphPresences(graph, sleep);
  return { graph, directory, cloudPcs, presences, sources, credential };
}
