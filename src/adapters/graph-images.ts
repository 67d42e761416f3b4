import { z } from 'zod';
import type { DeviceImage } from '../domain/world.ts';
import type { GraphClient } from './graph-client.ts';
import { parseRows, textOr, textOrNull } from './graph-parse.ts';

const statuses = z.enum(['pending', 'ready', 'failed', 'warning', 'unknownFutureValue']).catch('unknownFutureValue');
const supportStates = z.enum(['supported', 'supportedWithWarning', 'notSupported', 'unknown']).catch('unknown');

const deviceImage = z.object({
  id: z.string().min(1),
  displayName: textOr(''),
  version: textOr(''),
  operatingSystem: textOr(''),
  osBuildNumber: textOr(''),
  status: statuses,
  osStatus: supportStates,
  expirationDate: textOrNull,
  errorCode: textOrNull,
  sourceImageResourceId: textOrNull,
});

const galleryImage = z.object({
  id: z.string().min(1),
  displayName: textOr(''),
  skuName: textOr(''),
  osVersionNumber: textOr(''),
  status: supportStates,
  endDate: textOrNull,
});

/** The custom images of the tenant, then the gallery images that a policy can name. */
export async function listImages(graph: GraphClient): Promise<DeviceImage[]> {
  const [custom, gallery] = await Promise.all([listCustomImages(graph), listGalleryImages(graph)]);
  return [...custom, ...gallery];
}

async function listCustomImages(graph: GraphClient): Promise<DeviceImage[]> {
  const path = 'deviceManagement/virtualEndpoint/deviceImages';
  const rows = await graph.list({ method: 'GET', version: 'v1.0', path });
  return parseRows(deviceImage, rows, 'GET deviceImages').map((row) => ({
    id: row.id,
    kind: 'custom',
    name: row.displayName,
    version: row.version,
    os: row.operatingSystem,
    build: row.osBuildNumber,
    status: row.status,
    osStatus: row.osStatus,
    expiresOn: row.expirationDate,
    errorCode: row.errorCode,
    sourceId: row.sourceImageResourceId,
  }));
}

/** A gallery image is there or not: it has no import that could be pending, so it counts as ready. */
async function listGalleryImages(graph: GraphClient): Promise<DeviceImage[]> {
  const path = 'deviceManagement/virtualEndpoint/galleryImages';
  const rows = await graph.list({ method: 'GET', version: 'v1.0', path });
  return parseRows(galleryImage, rows, 'GET galleryImages').map((row) => ({
    id: row.id,
    kind: 'gallery',
    name: row.displayName,
    version: row.skuName,
    os: 'Windows',
    build: row.osVersionNumber,
    status: 'ready',
    osStatus: row.status,
    expiresOn: row.endDate,
    errorCode: null,
    sourceId: null,
  }));
}
