import type { Random } from '../random.ts';
import { route } from '../router.ts';
import type { Route, SandboxRequest, SandboxResponse } from '../router.ts';
import type { JsonObject } from './activity.ts';

/** Files that people let the bot put into their OneDrive. */
export type Uploads = {
  readonly routes: readonly Route[];
  /** What Teams sends along when a person agrees: where the file is to be put, once, without a token. */
  open(name: string): JsonObject;
  /** The file behind an info card, when all of it has come. */
  read(uniqueId: string): Uint8Array | undefined;
};

type Upload = { readonly pieces: Uint8Array[]; total: number | undefined };

const UPLOADS_PATH = '/uploads';

/** An upload session: pieces in order, each with its place in the whole. Source: Graph, "Upload large files with an upload session". */
export function createUploads(random: Random, baseUrl: () => string): Uploads {
  const uploads = new Map<string, Upload>();
  return {
    routes: [
      route('PUT', `${UPLOADS_PATH}/{id}`, (request) => {
        const upload = uploads.get(request.params['id'] ?? '');
        return upload === undefined ? { status: 404, body: 'no such upload session' } : takePiece(upload, request);
      }),
    ],
    open(name) {
      const uniqueId = random.guid();
      uploads.set(uniqueId, { pieces: [], total: undefined });
      const uploadUrl = `${baseUrl()}${UPLOADS_PATH}/${uniqueId}`;
      const fileType = name.split('.').at(-1) ?? '';
      return { contentUrl: `${uploadUrl}?web=1`, name, uploadUrl, uniqueId, fileType };
    },
    read(uniqueId) {
      const upload = uploads.get(uniqueId);
      return upload !== undefined && isWhole(upload) ? Buffer.concat(upload.pieces) : undefined;
    },
  };
}

function takePiece(upload: Upload, { headers, body }: SandboxRequest): SandboxResponse {
  if (headers['authorization'] !== undefined) return refuse(401, 'An upload address is signed; a token is too much.');
  if (isWhole(upload)) return refuse(409, 'The upload is complete.');
  const [, from, to, total] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
  if (!(body instanceof Uint8Array) || total === undefined) return refuse(400, 'Content-Range and bytes are needed.');
  const isInOrder = Number(from) === lengthOf(upload) && Number(to) === lengthOf(upload) + body.length - 1;
  const isSameTotal = upload.total === undefined || upload.total === Number(total);
  if (!isInOrder || !isSameTotal) return refuse(416, 'The piece does not follow the one before.');
  upload.pieces.push(body);
  upload.total = Number(total);
  return isWhole(upload)
    ? { status: 201, body: {} }
    : { status: 202, body: { nextExpectedRanges: [`${Number(to) + 1}-`] } };
}

function isWhole(upload: Upload): boolean {
  return upload.total !== undefined && lengthOf(upload) >= upload.total;
}

function lengthOf({ pieces }: Upload): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

function refuse(status: number, message: string): SandboxResponse {
  return { status, body: { error: { code: 'invalidRequest', message } } };
}
