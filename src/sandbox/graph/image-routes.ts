import type { SandboxResponse } from '../router.ts';
import { deleteImage, importImage, retryUpload } from '../world/image-imports.ts';
import type { DeviceImage } from '../world/images.ts';
import { DEVICE_IMAGE_SHAPES, GALLERY_IMAGE_SHAPE } from './image-shape.ts';
import { badRequest, GraphProblem } from './problem.ts';
import {
  get,
  onlyBeta,
  post,
  readBody,
  readId,
  serveCount,
  serveList,
  serveOne,
  shapeFor,
  type Ask,
  type GraphRoute,
} from './serve.ts';
import { project } from './shape.ts';
import { SOURCE_IMAGE_ROUTES } from './image-source-routes.ts';

const all = ({ view }: Ask) => view.tenant.deviceImages;
const find = (ask: Ask) => all(ask).find(({ id }) => id === readId(ask));

const galleryImages = ({ view }: Ask) => view.tenant.galleryImages;

export const IMAGE_ROUTES: readonly GraphRoute[] = [
  get('deviceImages', serveList({ shapes: DEVICE_IMAGE_SHAPES, source: all })),
  get('deviceImages/$count', serveCount(all)),
  ...SOURCE_IMAGE_ROUTES,
  get('deviceImages/{id}', serveOne({ shapes: DEVICE_IMAGE_SHAPES, find })),
  post('deviceImages', createImage),
  { method: 'DELETE', path: 'deviceImages/{id}', handle: removeImage },
  onlyBeta(post('deviceImages/{id}/retryUpload', uploadAgain)),
  get('galleryImages', serveList({ shapes: GALLERY_IMAGE_SHAPE, source: galleryImages })),
  get(
    'galleryImages/{id}',
    serveOne({ shapes: GALLERY_IMAGE_SHAPE, find: (ask) => galleryImages(ask).find(({ id }) => id === readId(ask)) }),
  ),
];

/** Only the first form is documented; the second is what `getSourceImages` gives for images in galleries. */
const SOURCE_IDS: readonly RegExp[] = [
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\/images\/[^/]+$/i,
  /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\/galleries\/[^/]+\/images\/[^/]+\/versions\/[^/]+$/i,
];

function createImage(ask: Ask): SandboxResponse {
  const { displayName, version, sourceImageResourceId } = readBody(ask);
  if (!isText(displayName) || !isText(version) || !isText(sourceImageResourceId)) {
    throw badRequest('displayName, version and sourceImageResourceId are required.');
  }
  if (!SOURCE_IDS.some((form) => form.test(sourceImageResourceId))) {
    throw badRequest('sourceImageResourceId is neither the id of a managed image nor that of a version in a gallery.');
  }
  const made = importImage(ask.view.tenant, { displayName, version, sourceImageResourceId });
  if (!isImage(made)) throw new GraphProblem(made.status, made.code, made.message);
  return { status: 201, body: project(shapeFor(DEVICE_IMAGE_SHAPES, ask.view), made, { view: ask.view }) };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isImage(made: ReturnType<typeof importImage>): made is DeviceImage {
  return 'sourceImageResourceId' in made;
}

function removeImage(ask: Ask): SandboxResponse {
  const problem = deleteImage(ask.view.tenant, readId(ask));
  if (problem) throw new GraphProblem(problem.status, problem.code, problem.message);
  return { status: 204 };
}

function uploadAgain(ask: Ask): SandboxResponse {
  const problem = retryUpload(ask.view.tenant, readId(ask));
  if (problem) throw new GraphProblem(problem.status, problem.code, problem.message);
  return { status: 204 };
}
