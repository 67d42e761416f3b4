import { Failure } from '../workflow/failure.ts';
import type { Uploads } from '../workflow/ports-evidence.ts';

export interface UploadsOptions {
  /** Loopback hosts, with their port, that are written to as well. */
  readonly plainHttpHosts: readonly string[];
  readonly chunkBytes?: number;
  readonly timeoutMs?: number;
}

/** An upload session takes pieces that are multiples of 320 KiB, up to 60 MiB (learn, driveItem createUploadSession). */
const CHUNK_BYTES = 10 * 1024 * 1024;
const TIMEOUT_MS = 60_000;
const ATTEMPTED = 'put a file into the person’s OneDrive';

/**
 * Files that a bot sends: the person's consent brings an address that is signed already, so it gets no token ("Send and receive files
 * through the bot"). Nothing but a file's bytes goes there, to no other host, and no redirect is followed.
 */
export function createUploads(options: UploadsOptions): Uploads {
  const chunkBytes = options.chunkBytes ?? CHUNK_BYTES;
  return {
    async put(url, bytes) {
      if (!mayPut(url, options.plainHttpHosts)) throw new Failure('upload-host', ATTEMPTED);
      for (let from = 0; from < bytes.length; from += chunkBytes) {
        const to = Math.min(from + chunkBytes, bytes.length);
        const range = `bytes ${from}-${to - 1}/${bytes.length}`;
        await putPiece(url, { piece: bytes.slice(from, to), range, timeoutMs: options.timeoutMs ?? TIMEOUT_MS });
      }
    },
  };
}

function mayPut(text: string, plainHttpHosts: readonly string[]): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'http:') return plainHttpHosts.includes(url.host);
  return url.protocol === 'https:' && url.port === '' && /^[a-z0-9-]+\.sharepoint\.(com|us)$/i.test(url.hostname);
}

async function putPiece(
  url: string,
  {
    piece,
    range,
    timeoutMs,
  }: { readonly piece: Uint8Array<ArrayBuffer>; readonly range: string; readonly timeoutMs: number },
): Promise<void> {
  const headers = { 'content-type': 'application/octet-stream', 'content-range': range };
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, { method: 'PUT', headers, body: piece, redirect: 'manual', signal });
    await response.body?.cancel();
    if (!response.ok) throw new Failure(`upload-${response.status}`, ATTEMPTED);
  } catch (cause) {
    // The address is a key to the person's folder: it must not reach a log with the error.
    throw cause instanceof Failure ? cause : new Failure('upload-not-reached', ATTEMPTED);
  }
}
