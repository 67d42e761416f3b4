import { Failure } from '../workflow/failure.ts';
import type { Attachments } from '../workflow/ports-images.ts';
import { isLoopbackAddress } from './graph-address.ts';

export interface AttachmentsOptions {
  /** Takes files from this machine too: only where everything else is asked on loopback as well. */
  readonly allowLoopback: boolean;
  /** Of the whole download, in milliseconds. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 256 * 1024;
const MOST_REDIRECTS = 3;
const ATTEMPTED = 'read the attached file';

/**
 * Files that people attach in Teams: their download address leads to OneDrive or SharePoint and is signed already, so it gets no token
 * ("Send and receive files through the bot"). The address is as little trusted as the file: it comes with the message.
 */
export function createAttachments({ allowLoopback, timeoutMs = TIMEOUT_MS }: AttachmentsOptions): Attachments {
  const isAllowed = (url: string) => mayFetch(url, allowLoopback);
  return {
    async readText(url) {
      try {
        const response = await fetchWithin(url, isAllowed, AbortSignal.timeout(timeoutMs));
        return decode(await readBytes(response));
      } catch (error) {
        if (error instanceof Failure) throw error;
        throw new Failure('attachment-unreadable', ATTEMPTED, { retryAfterSeconds: 30 });
      }
    },
  };
}

function mayFetch(text: string, allowLoopback: boolean): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  if (allowLoopback && isLoopbackAddress(text)) return url.protocol === 'http:' || url.protocol === 'https:';
  return url.protocol === 'https:' && url.port === '' && /^[a-z0-9-]+\.sharepoint\.(com|us)$/i.test(url.hostname);
}

/** Each hop is judged like the first one: a redirect is a way out of the list otherwise. */
async function fetchWithin(first: string, isAllowed: (url: string) => boolean, signal: AbortSignal): Promise<Response> {
  let url = first;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    if (!isAllowed(url)) throw new Failure('attachment-host', ATTEMPTED);
    const response = await fetch(url, { redirect: 'manual', signal });
    const target = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
    if (target === null) return expectFile(response);
    await response.body?.cancel();
    url = URL.canParse(target, url) ? new URL(target, url).href : '';
  }
  throw new Failure('attachment-unreadable', ATTEMPTED);
}

/** The address is good for minutes only; when it is over, the file must be attached again. */
function expectFile(response: Response): Response {
  if (response.ok) return response;
  const code = [401, 403, 404, 410].includes(response.status) ? 'attachment-gone' : 'attachment-unreadable';
  const retryAfterSeconds = response.status === 429 || response.status >= 500 ? 30 : null;
  throw new Failure(code, ATTEMPTED, { retryAfterSeconds });
}

/** Counts while reading: what the headers say about the length is not to be trusted. */
async function readBytes(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  const body: AsyncIterable<Uint8Array> | null = response.body;
  if (body === null) return new Uint8Array();
  for await (const chunk of body) {
    total += chunk.byteLength;
    if (total > MOST_BYTES) throw new Failure('attachment-too-large', ATTEMPTED);
    chunks.push(chunk);
  }
  return join(chunks, total);
}

function join(chunks: readonly Uint8Array[], total: number): Uint8Array {
  const whole = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

/** UTF-16 with a byte order mark, as Windows' own tools write logs; else UTF-8. Anything that is neither is no text. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  const text = decodeStrictly(bytes, encoding);
  if (text === undefined || CONTROL.test(text)) throw new Failure('attachment-not-text', ATTEMPTED);
  return text;
}

/** Control characters that no log or script has: files with them are programs, pictures, archives. */
const CONTROL = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;

function decodeStrictly(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
