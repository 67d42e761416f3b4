import type { RawRequest } from '../http.ts';
import type { SandboxRequest, SandboxResponse } from '../router.ts';
import { badRequest } from './problem.ts';
import type { GraphVersion } from './shape.ts';

/** A JSON batch holds at most 20 requests (Microsoft Learn, JSON batching). */
export const BATCH_LIMIT = 20;

type BatchEntry = {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly dependsOn?: readonly string[];
};

export type Dispatch = (raw: RawRequest) => Promise<SandboxResponse>;

/** Runs the entries one after the other. The batch is answered with 200 even when all of them failed. */
export async function runBatch(
  request: SandboxRequest,
  { version, dispatch }: { version: GraphVersion; dispatch: Dispatch },
): Promise<SandboxResponse> {
  const entries = readEntries(request.body);
  const statuses = new Map<string, number>();
  const responses: unknown[] = [];
  for (const entry of entries) {
    const isHopeless = (entry.dependsOn ?? []).some((id) => (statuses.get(id) ?? 500) >= 400);
    const answer = isHopeless ? { status: 424 } : await dispatch(toRawRequest(request, entry, version));
    const described = describe(entry.id, answer);
    statuses.set(entry.id, described.status);
    responses.push(described);
  }
  return { status: 200, body: { responses } };
}

function readEntries(body: unknown): BatchEntry[] {
  const list: unknown = typeof body === 'object' && body !== null && 'requests' in body ? body.requests : undefined;
  if (!Array.isArray(list)) throw badRequest('A batch needs an array of requests.');
  if (list.length > BATCH_LIMIT) throw badRequest(`A batch can hold at most ${BATCH_LIMIT} requests.`);
  const entries = list.map(readEntry);
  if (new Set(entries.map(({ id }) => id)).size < entries.length)
    throw badRequest('The ids of a batch must be unique.');
  return entries;
}

function readEntry(entry: unknown): BatchEntry {
  const { id, method, url, body, headers } = (entry ?? {}) as Partial<BatchEntry>;
  if (typeof id !== 'string' || typeof method !== 'string' || typeof url !== 'string') {
    throw badRequest('Each request of a batch needs id, method and url.');
  }
  if (body !== undefined && !hasContentType(headers)) {
    throw badRequest(`Request ${id} has a body and no Content-Type header.`);
  }
  return entry as BatchEntry;
}

function hasContentType(headers: BatchEntry['headers']): boolean {
  return Object.keys(headers ?? {}).some((name) => name.toLowerCase() === 'content-type');
}

/** Inner urls count from the version's root. The outer token and host hold for all. */
function toRawRequest({ headers }: SandboxRequest, entry: BatchEntry, version: GraphVersion): RawRequest {
  const own = Object.entries(entry.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  const inherited = { authorization: headers['authorization'] ?? '', host: headers['host'] ?? '' };
  return {
    method: entry.method,
    url: `/${version}/${entry.url.replace(/^\//, '')}`,
    headers: { ...inherited, ...(Object.fromEntries(own) as Record<string, string>) },
    body: entry.body,
  };
}

function describe(id: string, { status, headers, body }: SandboxResponse): { id: string; status: number } {
  const shown = body instanceof Uint8Array ? Buffer.from(body).toString('base64') : body;
  return {
    id,
    status: status === 0 ? 504 : status,
    ...(headers ? { headers } : {}),
    ...(body === undefined ? {} : { body: shown }),
  };
}
