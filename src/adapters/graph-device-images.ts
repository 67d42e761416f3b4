import { z } from 'zod';
import type { DeviceImages } from '../workflow/ports-images.ts';
import { isSuccess, toFailure } from './graph-answer.ts';
import type { GraphAnswer } from './graph-answer.ts';
import type { GraphClient } from './graph-client.ts';
import { parseAnswer, parseRows, textOr } from './graph-parse.ts';

const IMAGES = 'deviceManagement/virtualEndpoint/deviceImages';

const sourceRow = z.object({
  resourceId: z.string().min(1),
  displayName: textOr(''),
  subscriptionId: textOr(''),
  subscriptionDisplayName: textOr(''),
  category: textOr(''),
});

const createdImage = z.object({ id: z.string().min(1) });

/** The custom images of Windows 365: what it can import, and what it is told to import, try again or forget. */
export function createGraphDeviceImages(graph: GraphClient): DeviceImages {
  return {
    async listSources() {
      // Only beta says whether a source is a managed image or stands in a gallery ("cloudPcSourceDeviceImage").
      const rows = await graph.list({ method: 'GET', version: 'beta', path: `${IMAGES}/getSourceImages` });
      return parseRows(sourceRow, rows, 'GET deviceImages/getSourceImages').map((row) => ({
        resourceId: row.resourceId,
        name: row.displayName,
        subscriptionId: row.subscriptionId,
        subscriptionName: row.subscriptionDisplayName,
        kind: isGallery(row) ? 'gallery' : 'managed',
      }));
    },
    async create({ name, version, sourceId }) {
      const body = { displayName: name, version, sourceImageResourceId: sourceId };
      // Sent one single time: whether a lost one has begun an import is seen in the catalogue, not by asking again.
      const answer = await graph.sendOnce({ method: 'POST', version: 'v1.0', path: IMAGES, body }, () => true);
      const { id } = parseAnswer(createdImage, expectSuccess(answer).body, answer.attempted);
      return { id };
    },
    async retryUpload(id) {
      const path = `${IMAGES}/${encodeURIComponent(id)}/retryUpload`;
      expectSuccess(await graph.sendOnce({ method: 'POST', version: 'beta', path, body: undefined }, () => true));
    },
    async remove(id) {
      const path = `${IMAGES}/${encodeURIComponent(id)}`;
      const answer = await graph.send({ method: 'DELETE', version: 'v1.0', path });
      if (answer.status !== 404) expectSuccess(answer);
    },
  };
}

function isGallery({ category, resourceId }: z.infer<typeof sourceRow>): boolean {
  return category === '' ? /\/galleries\//i.test(resourceId) : category === 'azureComputeGallery';
}

function expectSuccess(answer: GraphAnswer): GraphAnswer {
  if (!isSuccess(answer)) throw toFailure(answer);
  return answer;
}
