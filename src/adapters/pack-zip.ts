import { unzipSync, zipSync } from 'fflate';

/** The first day that the format knows: the same files give the same bytes. */
const mtime = new Date(1980, 0, 1);

/** Above any pack that Repave makes: twenty thousand Cloud PCs give about a tenth. Bytes, unpacked and in all. */
const MAX_BYTES = 1_000_000_000;
const MAX_FILES = 2_000;

export function zipFiles(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return zipSync(Object.fromEntries(files), { level: 6, mtime });
}

export type UnzipResult =
  | { readonly ok: true; readonly files: ReadonlyMap<string, Uint8Array> }
  | { readonly ok: false; readonly code: UnzipProblem; readonly file: string };

export type UnzipProblem = 'not-a-zip' | 'bad-name' | 'same-name-twice' | 'too-big';

/**
 * Reads a zip that may come from anybody, into memory and never onto the disk. Refused before it is unpacked: a name that leads out of a
 * folder, a name that comes twice (tools differ in which one they show), and whatever unpacks to more than a pack can be.
 */
export function unzipFiles(zip: Uint8Array, limits = { bytes: MAX_BYTES, files: MAX_FILES }): UnzipResult {
  const seen = new Set<string>();
  const state: { bytes: number; refused: { code: UnzipProblem; file: string } | null } = { bytes: 0, refused: null };
  try {
    const found = unzipSync(zip, {
      filter({ name, originalSize }) {
        state.bytes += originalSize;
        const isTooBig = state.bytes > limits.bytes || seen.size >= limits.files;
        const code = isTooBig ? 'too-big' : judgeName(name, seen);
        if (code) state.refused ??= { code, file: name };
        seen.add(name);
        return state.refused === null;
      },
    });
    return state.refused ? { ok: false, ...state.refused } : { ok: true, files: new Map(Object.entries(found)) };
  } catch {
    return { ok: false, ...(state.refused ?? { code: 'not-a-zip', file: '' }) };
  }
}

/** Letters, digits, dots and dashes, in at most one folder; no part begins with a dot. */
const SAFE_NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]*(\/[A-Za-z0-9][A-Za-z0-9_.-]*)?$/;

function judgeName(name: string, seen: ReadonlySet<string>): UnzipProblem | null {
  if (!SAFE_NAME.test(name)) return 'bad-name';
  return seen.has(name) ? 'same-name-twice' : null;
}
